"""The language of rules and the codes of words."""

from __future__ import annotations

import re

import pytest

from newsrecord.dates.grammar import english
from newsrecord.dates.lexicon import OTHER


def test_words_of_a_class_match_it_and_others_do_not() -> None:
    lexicon = english().lexicon
    rule = re.compile(lexicon.compile("the m=MONTHS d=DAY? !( PLURAL_UNITS )"))
    assert rule.fullmatch(lexicon.encode(["the", "March"]))
    assert rule.fullmatch(lexicon.encode(["The", "october", "28"]))
    assert not rule.match(lexicon.encode(["the", "march"]))
    assert not rule.fullmatch(lexicon.encode(["the", "October", "32"]))
    assert not rule.match(lexicon.encode(["the", "October", "days"]))


def test_a_word_may_belong_to_several_classes() -> None:
    lexicon = english().lexicon
    code = lexicon.code_of("second")
    assert code in lexicon.members("UNITS")
    assert code in lexicon.members("ORDINALS")


def test_each_token_has_one_code() -> None:
    words = ["may", "Zaïre", "1,200", "\ud800", "x" * 1000, "9" * 1000, "Q3", "’80s"]
    codes = english().lexicon.encode(words)
    assert len(codes) == len(words)
    assert codes[1] == OTHER


@pytest.mark.parametrize("rule", ["NOSUCHCLASS", "MONTHS & DAY", "nosuchwordinanyrule"])
def test_a_faulty_rule_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="rule"):
        english().lexicon.compile(rule)
