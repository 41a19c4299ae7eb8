"""The language of rules and the codes of words."""

from __future__ import annotations

import re

import pytest

from newsrecord.dates import lexicon as module
from newsrecord.dates.grammar import Grammar
from newsrecord.dates.lexicon import OTHER, openers
from newsrecord.language import english


def test_words_of_a_class_match_it_and_others_do_not() -> None:
    lexicon = english().made(Grammar).lexicon
    rule = re.compile(lexicon.compile("the m=MONTHS d=DAY? !( PLURAL_UNITS )"))
    assert rule.fullmatch(lexicon.encode(["the", "March"]))
    assert rule.fullmatch(lexicon.encode(["The", "october", "28"]))
    assert not rule.match(lexicon.encode(["the", "march"]))
    assert not rule.fullmatch(lexicon.encode(["the", "October", "32"]))
    assert not rule.match(lexicon.encode(["the", "October", "days"]))


def test_a_word_may_belong_to_several_classes() -> None:
    lexicon = english().made(Grammar).lexicon
    code = lexicon.code_of("second")
    assert code in lexicon.members("UNITS")
    assert code in lexicon.members("ORDINALS")


def test_each_token_has_one_code() -> None:
    words = ["may", "Zaïre", "1,200", "\ud800", "x" * 1000, "9" * 1000, "Q3", "’80s"]
    codes = english().made(Grammar).lexicon.encode(words)
    assert len(codes) == len(words)
    assert codes[1] == OTHER


@pytest.mark.parametrize("rule", ["NOSUCHCLASS", "MONTHS & DAY", "nosuchwordinanyrule"])
def test_a_faulty_rule_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="rule"):
        english().made(Grammar).lexicon.compile(rule)


def test_codes_do_not_depend_on_what_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon = english().made(Grammar).lexicon
    words = ["the", "March", "x" * 1000, "2024"]
    wanted = [lexicon.code_of(word) for word in words]
    monkeypatch.setattr(module, "_KEPT", 3)
    for number in range(10):
        lexicon.encode([f"word{number}{n}" for n in range(4)])
        assert list(lexicon.encode(words)) == wanted
        assert len(lexicon._memo) <= 3 + 4


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("[ab]", "ab"),
        ("[a][b]", "a"),
        ("[a]?[b]", "ab"),
        ("(?:[a]|[b][c])[d]", "ab"),
        ("(?:[a]|[b]?)[c]", "abc"),
        ("(?:[a][b]){0,2}[c]", "ac"),
        ("(?:[a]){1,2}[c]", "a"),
        ("(?![a])(?<![b])(?<=[c])[d]", "d"),
    ],
)
def test_what_a_rule_can_begin_with(rule: str, wanted: str) -> None:
    assert openers(rule) == set(wanted)


@pytest.mark.parametrize("rule", ["[a]?", "(?:[a]|)", "a", "(?P<x>[a])", ""])
def test_a_rule_that_may_match_nothing_or_cannot_be_read_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="rule"):
        openers(rule)


def test_every_rule_is_tried_where_it_can_begin() -> None:
    """The look-up by first word finds what trying each rule at each word finds."""
    grammar = english().made(Grammar)
    words = "On the 3rd of May , two weeks ago in late 1990s from 2019 to 2021 at 5 p.m. every Tuesday , now".split()  # noqa: SIM905
    codes = grammar.lexicon.encode(words)
    for at in range(len(codes)):
        fitting = [i for i, rule in enumerate(grammar._each) if (m := rule.match(codes, at)) and m.end() > at]
        opening = grammar._opening.get(codes[at])
        found = opening.match(codes, at) if opening else None
        assert (found.lastgroup if found else None) == (f"r{fitting[0]}" if fitting else None)
