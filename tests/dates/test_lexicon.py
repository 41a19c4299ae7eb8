"""The language of rules and the codes of words."""

from __future__ import annotations

import re

import pytest

from newsrecord.dates import lexicon as module
from newsrecord.dates.grammar import Grammar
from newsrecord.dates.lexicon import OTHER
from newsrecord.dates.patterns import Openers, Opening, parsed, source
from newsrecord.dates.reading import Paragraph
from newsrecord.language import english


def test_words_of_a_class_match_it_and_others_do_not() -> None:
    lexicon = english().made(Grammar).lexicon
    rule = re.compile(source(lexicon.parsed("the m=MONTHS d=DAY? !( PLURAL_UNITS )")))
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
        english().made(Grammar).lexicon.parsed(rule)


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
        ("a | b", "a b"),
        ("a b", "ab"),
        ("a? b", "ab b"),
        ("( a | b c ) d", "ad bc"),
        ("( a | b? ) c", "ac bc c"),
        ("( a b ){0,2} c", "ab c"),
        ("x=( a ){1,2} d", "aa ad"),
        ("a ( b c? )? d", "ab ad"),
        ("!( a ) <!( b ) <=( c ) d", "d"),
        ("@F d", "ad bd"),
    ],
)
def test_what_a_rule_can_begin_with(rule: str, wanted: str) -> None:
    found = Openers().of(parsed(rule, lambda word: word, {"F": parsed("a | b", lambda word: word, {})}))
    pairs = {first + second for opening in found for first in opening.first for second in opening.second or [""]}
    assert pairs == set(wanted.split())


@pytest.mark.parametrize("rule", ["a?", "( a | )", "a? b?", ""])
def test_a_rule_that_may_match_nothing_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="rule"):
        Openers().of(parsed(rule, lambda word: word, {}))


def test_an_opening_without_a_second_word_is_open() -> None:
    assert Openers().of(parsed("a b?", lambda word: word, {})) == [
        Opening(frozenset("a"), frozenset("b")),
        Opening(frozenset("a"), None),
    ]


def test_every_rule_is_tried_where_it_can_begin() -> None:
    """The look-up by two words finds what trying each rule at each word finds."""
    grammar = english().made(Grammar)
    words = "On the 3rd of May , two weeks ago in late 1990s from 2019 to 2021 at 5 p.m. every Tuesday , now".split()  # noqa: SIM905
    codes = grammar.lexicon.encode(words)
    for at in range(len(codes)):
        fitting = [i for i in range(len(grammar.lexicon.rules)) if grammar.match(i, codes, at)]
        assert set(fitting) <= set(grammar.rules_at(codes[at : at + 2]))
        assert not fitting or grammar._candidate.match(codes, at)


def test_no_rule_is_compiled_before_a_text_asks_for_it() -> None:
    grammar = Grammar(english())
    assert not grammar._regexes
    grammar.find(Paragraph(["He", "left", "today"], grammar.lexicon.encode(["He", "left", "today"]), {}))
    assert 0 < len(grammar._regexes) < 5
