"""Affiliations: `[name]` marks people, `{name}` organisations; after `=` whom the person is of, parted by `;`."""

from __future__ import annotations

import re

import pytest

from newsrecord.entities.affiliations import Affiliations
from newsrecord.entities.roles import Roles
from newsrecord.language import english
from newsrecord.text import Document, Section

TABLE = """
[Grace Roe] of {Water Watch} said so. = Water Watch
[Grace Roe], of the {University of Tavro}, said so. = University of Tavro
[Grace Roe], 45, of {Water Watch}, said so. = Water Watch
[Grace Roe] from {Water Watch} said so. = Water Watch
It was said by [Grace Roe], from {Water Watch}. = Water Watch
So says [Grace Roe], with the {Tavro Institute}, in a report. = Tavro Institute
[Grace Roe], who leads the {Alliance for the Poor}, said so. = Alliance for the Poor
We met [Grace Roe], who works for {Water Watch} in Lima. = Water Watch
{Water Watch} chief executive [Grace Roe] said so. = Water Watch
{Water Watch}’s chief executive, [Grace Roe], said so. = Water Watch
[Grace Roe], a teacher at {Tavro College}, said so. = Tavro College
[Grace Roe], head of research at {Tavro College}, said so. = Tavro College
[Grace Roe], a {Water Watch} economist, said so. = Water Watch
[Grace Roe], {Acme} professor of law at {Tavro College}, said so. = Acme; Tavro College
[Grace Roe], a lawyer for {Water Watch}, said so. =
[Grace Roe], ambassador to the {Tavro Union}, said so. =
Former {Water Watch} director [Grace Roe] said so. =
The former {Water Watch} director, [Grace Roe], said so. =
They saved [Grace Roe] from the {Tavro Union} there. =
They saved [Grace Roe] from {Water Watch}. =
They met [Grace Roe] with {Water Watch} people. =
[Grace Roe], with the {Tavro Union} against her, left. =
[Grace Roe], who sued the {Tavro Union}, said so. =
[Grace Roe] said {Water Watch} left. =
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_affiliations(line: str) -> None:
    marked, _, expected = line.partition(" =")
    bare = re.sub(r"[\[\]{}]", "", marked)
    spans: dict[str, list[tuple[int, int]]] = {"[": [], "{": []}
    for shift, mark in enumerate(re.finditer(r"[\[{]([^\]}]*)[\]}]", marked)):
        start = mark.start() - 2 * shift
        spans[mark[0][0]].append((start, start + len(mark[1])))
    document = Document(bare, (Section(0, len(bare), "body"),))
    roles = english().made(Roles).find(document, spans["["], spans["{"])
    (found,) = english().made(Affiliations).find(document, spans["["], roles, spans["{"])
    names = [bare[start:end] for start, end in (spans["{"][number] for number in found)]
    assert names == [name.strip() for name in expected.split(";") if name.strip()]


def test_a_text_without_organisations_states_none() -> None:
    document = Document("Jane Roe of Acme left.", (Section(0, 22, "body"),))
    assert english().made(Affiliations).find(document, [(0, 8)], [()], []) == [()]
