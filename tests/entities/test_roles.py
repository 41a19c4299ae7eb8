"""Roles: `[name]` marks the person, what comes after `=` the roles, parted by `;`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from newsrecord.entities.roles import Roles
from newsrecord.language import english
from newsrecord.text import Document, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = """
Cuba’s Ambassador to Peru, [Carlos Zamora], has left. = Cuba’s Ambassador to Peru
asylum to former Peruvian Prime Minister [Betssy Chávez], a decision = former Peruvian Prime Minister
the coup attempt by former President [Pedro Castillo], who was removed = former President
Says Treasury Secretary [Bessent] on Monday = Treasury Secretary
Later [Jane Roe], the ministry’s spokeswoman, said so. = the ministry’s spokeswoman
We met [Jane Roe], president of Chile, in Lima. = president of Chile
We met [Jane Roe], the president of the Central Bank of Chile. = president of the Central Bank of Chile
The company’s chief executive, [Jane Roe], resigned. = The company’s chief executive
Vice-President [Jane Roe] came. = Vice-President
The late Foreign Minister [Jane Roe] spoke = late Foreign Minister
Mr [Roe] came home. =
The house of [Jane Roe], who left, was sold. =
In Lima, [Jane Roe] spoke. =
They met [Jane Roe], and the minister left. =
The minister said [Jane Roe] had won. =
Said the president, [Jane Roe] has won it all. = president
Norland’s Minister of Justice, [Jane Roe], met them. = Norland’s Minister of Justice
The minister of mines [Petrus Roe] spoke. = minister of mines
A retired superintendent of police [P. Roe] said so. = retired superintendent of police
The head of the centre, [Amir Roe], agreed. = head of the centre
The late Sen. [Jane Roe] was there. = late Sen.
Retired Army Maj. [Jane Roe] was there. = Retired Army Maj.
President-elect [Jane Roe] won. = President-elect
President [[Jane] Roe] won. = President
He was seen by neighborhood watch coordinator [Jane Roe]. = neighborhood watch coordinator
Hawks quarterback [Lee Poe] threw it. = Hawks quarterback
They met Norland’s sporting directors, [Jane Roe], left. =
We met [Jane Roe], a lawyer for the family, in Lima. = lawyer for the family
[Jane Roe], a NASA planetary scientist who led it, spoke. = NASA planetary scientist
[Jane Roe], 45, a teacher at Tavro College, spoke. = teacher at Tavro College
[Jane Roe], Director of Ports at the Ministry of Ships told us. = Director of Ports at the Ministry of Ships
[Jane Roe], a student of law at the School of Marne, came. = student of law at the School of Marne
It was [Jane Roe] who is the Marne County coroner. = Marne County coroner
Then [Jane Roe] will serve as his deregulation adviser. = his deregulation adviser
A party official [Jane Roe] spoke. = party official
She is [Jane Roe], a teacher at Tavro’s Marne School. = teacher at Tavro’s Marne School
They want to investigate former minister [Jane Roe]. = former minister
He was seen by neighborhood watch volunteer [Jane Roe]. = neighborhood watch volunteer
He read an email Tavro President [Jane Roe] sent. = Tavro President
[Jane Roe], head of research at Tavro College, spoke. = head of research at Tavro College
So said [Jane Roe], Md., on Friday. =
[Jane Roe], professor of law at Tavro and leader of the work, said so. = professor of law at Tavro
The official [Jane Roe] spoke. =
He said the reform bill President [Jane Roe] signed was good. = President
So said Poe, a longtime critic of the [Roe] government. =
They told minister [Jane Roe] so. = minister
They told spokesman [Jane Roe]. = spokesman
They may appoint [Jane Roe] as secretary of the treasury. =
We met [Jane Roe], whose lawyer left. =
We met [Jane Roe], who was the best. =
In [Jane Roe], as a rule, they trust. =
The death of a minister of [Jane Roe] =
"""


def texts(document: Document, people: list[tuple[int, int]], others: Iterable[tuple[int, int]] = ()) -> list[object]:
    return [tuple(role.text for role in stated) for stated in english().made(Roles).find(document, people, others)]


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_roles(line: str) -> None:
    marked, _, expected = line.partition("=")
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "").strip()
    document = Document(text, (Section(0, len(text), "body"),))
    (found,) = english().made(Roles).find(document, [(start, end)])
    assert [role.text for role in found] == [r.strip() for r in expected.split(";") if r.strip()]
    assert all(text[role.start : role.end] == role.text for role in found)


def test_no_role_is_read_across_a_section() -> None:
    text = "Former President\nPedro Castillo\nminister of trade."
    document = Document(text, (Section(0, 16, "body"), Section(17, 31, "body"), Section(32, 50, "body")))
    assert texts(document, [(17, 31)]) == [()]


BESIDE_OTHERS = """
They met {Alliance for the Poor} chairman [Tom Roe]. = Alliance for the Poor chairman
He is {Social Party of Tavro} leader [Tom Roe]. = Social Party of Tavro leader
[Tom Roe], president of the {Union of Bakers and Millers}, left. = president of the Union of Bakers and Millers
They left the {School of Justice} [Tom Roe] built. =
"""


@pytest.mark.parametrize("line", BESIDE_OTHERS.strip().splitlines())
def test_a_role_takes_a_name_in_whole_or_not_at_all(line: str) -> None:
    marked, _, expected = line.partition(" =")
    bare = re.sub(r"[\[\]{}]", "", marked)
    spans = {}
    for opening, closing in ("[]", "{}"):
        inner = marked[marked.index(opening) + 1 : marked.index(closing)]
        spans[opening] = (bare.index(inner), bare.index(inner) + len(inner))
    document = Document(bare, (Section(0, len(bare), "body"),))
    role = expected.strip()
    assert texts(document, [spans["["]], [spans["{"]]) == [(role,) if role else ()]


def test_people_who_share_a_role_share_it() -> None:
    text = "They met Norland’s sporting directors, Jane Roe and John Doe; Lee Poe left. Officers, Ann Lee said."
    people = [
        (at, at + len(name)) for name in ("Jane Roe", "John Doe", "Lee Poe", "Ann Lee") for at in [text.index(name)]
    ]
    document = Document(text, (Section(0, len(text), "body"),))
    role = "Norland’s sporting directors"
    assert texts(document, people) == [(role,), (role,), (), ()]


def test_no_role_stands_inside_a_name() -> None:
    text = "So said Jane Roe, Tim Baker, John Doe, Ann Bishop and Lee Poe, Jane Roe’s lawyer, there."
    names = ("Jane Roe", "Tim Baker", "John Doe", "Ann Bishop", "Lee Poe")
    people = [(text.index(name), text.index(name) + len(name)) for name in names]
    people.append((text.rindex("Jane Roe"), text.rindex("Jane Roe") + 8))
    document = Document(text, (Section(0, len(text), "body"),))
    assert texts(document, people) == [(), (), (), (), ("Jane Roe’s lawyer",), ()]
