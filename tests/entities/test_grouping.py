"""Grouping of (text, type) pairs: a line is a document, `|` parts entities, `;` the forms of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.entities import group
from newsrecord.record import ENTITY_TYPES

TOGETHER = """
PERSON        Carlos Zamora; Zamora; Mr Zamora; Zamora’s
PERSON        Betssy Chávez; Chavez; CHÁVEZ
PERSON        Xi Jinping; Xi; President Xi Jinping
PERSON        Pedro Castillo Terrones; Castillo; Pedro Castillo
PERSON        John F. Kennedy; John Kennedy; Kennedy
PERSON        Martin Luther King Jr.; King
PERSON        Ana Ruiz; Ana
ORGANIZATION  U.S. Department of Justice; Justice Department; Department of Justice
ORGANIZATION  European Union; EU; the EU; E.U.
ORGANIZATION  United Nations; UN; U.N.; the United Nations
ORGANIZATION  Ministry of Foreign Affairs; MFA
ORGANIZATION  International Data Corporation; IDC
ORGANIZATION  Volkswagen Group; Volkswagen; Volkswagen AG
ORGANIZATION  European Commission; Commission; the Commission
ORGANIZATION  Republicans; Republican
LOCATION      United States; U.S.; US; USA; America; the United States’
LOCATION      Britain; UK; U.K.; United Kingdom; Great Britain
LOCATION      Ivory Coast; Côte d’Ivoire
LOCATION      New York City; New York
NORP          Peruvian; Peruvians
NORP          Filipino; Philippine; Filipinos
NORP          Muslim; Muslims
"""
APART = """
PERSON        Carlos Zamora | Carlos Pérez
PERSON        Ana Ruiz | Pedro Gómez
LOCATION      Peru | Cuba
LOCATION      North Korea | South Korea
LOCATION      New York | New Jersey
ORGANIZATION  Ministry of Health | Ministry of Trade
ORGANIZATION  UN | UN Security Council
ORGANIZATION  House | House Rules and Trade Committee
ORGANIZATION  Acme & Friends | Acme
ORGANIZATION  Acme News | News Corp.
ORGANIZATION  Acme | Acme Channel
ORGANIZATION  Acme | Acme+
ORGANIZATION  Energy Union | Eu
MISC          World Cup | World Cup 2022
"""


def _table(text: str) -> list[tuple[str, str]]:
    return [tuple(line.split(None, 1)) for line in text.strip().splitlines()]  # type: ignore[misc]


@pytest.mark.parametrize(("kind", "forms"), _table(TOGETHER))
def test_forms_of_one_name_join(kind: str, forms: str) -> None:
    pairs = [(form.strip(), kind) for form in forms.split(";")]
    assert set(group(pairs)) == {0}
    assert set(group(pairs[::-1])) == {0}, "the order of mention does not matter"


@pytest.mark.parametrize(("kind", "names"), _table(APART))
def test_different_names_stay_apart(kind: str, names: str) -> None:
    assert group([(name.strip(), kind) for name in names.split("|")]) == [0, 1]


def test_types_stay_apart() -> None:
    assert group([("Peru", "LOCATION"), ("Peruvian", "NORP"), ("Peru", "ORGANIZATION")]) == [0, 1, 2]


def test_a_last_name_joins_the_full_name_before_it_else_the_next() -> None:
    people = ["Smith", "Ana Smith", "Smith", "John Smith", "Smith"]
    assert group([(name, "PERSON") for name in people]) == [0, 0, 0, 1, 0]


def test_nothing_in_nothing_out() -> None:
    assert group([]) == []


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(ENTITY_TYPES)), max_size=12))
def test_any_pairs_give_numbers_in_order_of_first_mention(pairs: list[tuple[str, str]]) -> None:
    numbers = group(pairs)
    assert len(numbers) == len(pairs)
    assert list(dict.fromkeys(numbers)) == list(range(len(set(numbers))))
    kinds: dict[int, str] = {}
    for number, (_, kind) in zip(numbers, pairs, strict=True):
        assert kinds.setdefault(number, kind) == kind


def test_many_namesakes_are_grouped() -> None:
    pairs = [pair for i in range(20_000) for pair in ((f"Given{i} Smith", "PERSON"), ("Smith", "PERSON"))]
    assert len(set(group(pairs))) == 20_000
