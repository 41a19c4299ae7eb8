"""Roles: `[name]` marks the person, what comes after `=` the roles, parted by `;`."""

from __future__ import annotations

import pytest

from newsrecord.entities.roles import Roles
from newsrecord.language import english
from newsrecord.text import Document, Section

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
They saw an angry minister, [Jane Roe], there. =
Said the president, [Jane Roe] has won it all. = president
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_roles(line: str) -> None:
    marked, _, expected = line.partition("=")
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "").strip()
    document = Document(text, (Section(0, len(text), "body"),))
    assert english().made(Roles).find(document, [(start, end)]) == [
        tuple(filter(None, (r.strip() for r in expected.split(";"))))
    ]


def test_no_role_is_read_across_a_section() -> None:
    text = "Former President\nPedro Castillo\nminister of trade."
    document = Document(text, (Section(0, 16, "body"), Section(17, 31, "body"), Section(32, 50, "body")))
    assert english().made(Roles).find(document, [(17, 31)]) == [()]
