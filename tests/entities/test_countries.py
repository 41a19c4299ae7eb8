"""Country codes of places and peoples."""

from __future__ import annotations

import re

import pytest

from newsrecord.entities.countries import Countries
from newsrecord.language import english

COUNTRIES = english().made(Countries)

TABLE = """
LOCATION  PE  Peru, Peru’s
LOCATION  US  U.S., US, USA, U.S.A., United States, the United States, America
LOCATION  GB  Britain, UK, U.K., United Kingdom, Great Britain
LOCATION  CI  Ivory Coast, Côte d’Ivoire, Cote d'Ivoire
LOCATION  MM  Burma, Myanmar
LOCATION  NL  Netherlands, the Netherlands, Holland
LOCATION  CZ  Czech Republic, Czechia
LOCATION  CD  DR Congo, Democratic Republic of the Congo, DRC
LOCATION  KR  South Korea, Republic of Korea
LOCATION  TR  Turkey, Türkiye
LOCATION  BA  Bosnia and Herzegovina, Bosnia
LOCATION  GL  Greenland
LOCATION  SZ  Swaziland, Eswatini
LOCATION  -   Lima, Europe, South America, Congress, Peruvian
NORP      PE  Peruvian, Peruvians
NORP      MX  Mexican
NORP      GB  British, Britons
NORP      NL  Dutch
NORP      CD  Congolese
NORP      CR  Costa Rican, Costa Ricans
NORP      -   Muslim, Latin American, Peru
PERSON    -   Jordan, Chad
"""
ROWS = [
    (kind, None if code == "-" else code, text.strip())
    for kind, code, texts in (line.split(None, 2) for line in TABLE.strip().splitlines())
    for text in texts.split(",")
]


@pytest.mark.parametrize(("kind", "code", "text"), ROWS)
def test_country(kind: str, code: str | None, text: str) -> None:
    assert COUNTRIES.of(text, kind) == code  # type: ignore[arg-type]


def test_every_code_is_two_capitals_and_every_people_has_a_country() -> None:
    codes = set(COUNTRIES.codes.values())
    assert len(codes) > 240
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)
    assert set(COUNTRIES.demonyms.values()) <= codes
