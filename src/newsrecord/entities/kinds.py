"""What kind of thing a name names, where the words about it say otherwise than the network.

In come the names of a document, out come the same spans, some with another type: `Rogers and Craig counties` are
places, who was told something is nobody's place, the acronym in brackets is of the type of the name before it. Teams
are told in `teams`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..text import fold_word, words_of
from .countries import Countries
from .gazetteer import load_gazetteer
from .geography import Geography
from .lists import Lists
from .sight import Name
from .teams import Teams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..language import Language
    from ..record import EntityType
    from .sight import Sight

__all__ = ["Kinds", "is_acronym_of"]

_LISTED: Final = 8
"""Names of a list before the word that says what they are."""
_SPECIES: Final = 4
"""Letters of a word in lower case that ends no person's name; a species has one."""
_AFTER_PLACE: Final = frozenset({".", ",", "(", "-", "–", "—", ":"})
"""What follows the larger place of a dateline; not its possessive: Roe, Norland's envoy."""
_AFTER_AGE: Final = frozenset({",", ";", ".", ")"})
_OLDEST: Final = 120
_AGE_DIGITS: Final = 4
"""Digits of a number that are read where it may be an age."""
_SHORT: Final = 6
"""Letters that a shortened name of a state stays below."""
_OUTLET: Final = 4
"""Letters of the shortest label of an address that is held against names."""
_MOST_LETTERS: Final = 10
"""Letters of the longest acronym that is compared with a long form."""


class Kinds:
    """Settles the types of names in one language; read-only."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._teams = language.made(Teams)
        extra = language.made(Lists).mentions
        self._known = language.made(load_gazetteer)
        self._countries = language.made(Countries)
        words = language.made(Lists).words
        self._small = words.small_words
        self._articles = words.articles
        self._great = words.locations
        self._areas = extra["areas"]
        self._joins = extra["joins"]
        self._above = extra["place_cues"]
        self._compass = extra["compass"]
        self._tellers = extra["tellers"]
        self._meets = extra["meets"]
        self._place_heads = words.location_heads | words.facility_heads
        self._works = extra["works"]
        self._lettered = extra["lettered"]
        self._diseases = extra["diseases"]
        self._body_heads = words.organization_heads
        self._institutions = self._body_heads | words.facility_heads
        self._dwellers = extra["dwellers"]
        self._ships = extra["ships"]
        self._bodies = frozenset(" ".join(words_of(name)) for name in extra["bodies"])

    def settle(self, sight: Sight, names: Sequence[Name]) -> list[Name]:
        """Return the names, each with the type that the words about it speak for."""
        settled = list(names)
        is_match = self._teams.is_match(sight)
        for i in range(len(settled)):
            kind = self._by_words(sight, settled, i)
            if kind is not None:
                settled[i] = settled[i]._replace(type=kind)
        self._districts(sight, settled)
        self._known_bodies(sight, settled)
        _outlet(sight, settled)
        if not is_match:
            self._nations(sight, settled)
        settled = self._teams.settle(sight, settled, is_match=is_match)
        self._acronyms(sight, settled)
        _agree(sight, settled)
        return settled

    # --- by the words beside a name --------------------------------------------------------------------------------

    def _by_words(self, sight: Sight, names: Sequence[Name], i: int) -> EntityType | None:
        """What the words of a name and beside it say that it is, None where they say nothing."""
        first, stop, kind = name = names[i]
        if self._is_work(sight, name):
            return "MISC"
        if stop - first == 1 and self._is_sender(sight, name):
            return "ORGANIZATION"
        if kind in ("LOCATION", "NORP") and stop - first < _LISTED:
            known = self._of_lists(" ".join(sight.folded(first, stop)))
            if known is not None:
                return known
        if kind in ("PERSON", "ORGANIZATION", "MISC") and self._is_home(sight, name):
            return "LOCATION"
        if kind in ("LOCATION", "FACILITY") and (self._is_aged(sight, name) or self._is_met(sight, name)):
            return "PERSON"
        return self._of_person(sight, names, i) if kind == "PERSON" else None

    def _of_person(self, sight: Sight, names: Sequence[Name], i: int) -> EntityType | None:
        """What is none though it was taken for a person: a species, a ship, a place."""
        first, stop, _ = names[i]
        if stop - first == 1:
            placed = self._is_short_state(sight, names, i) or self._is_dated(sight, names, i)
        elif self._is_species(sight, stop - 1):
            return "MISC"
        elif sight.lower(first) in self._ships:
            return "PRODUCT"
        else:
            placed = (
                stop - first == 2
                and sight.lower(stop - 1) in self._compass
                and sight.lower(first) not in self._known.given
                and sight.lower(first) in self._known.towns
            )
        return "LOCATION" if placed or sight.lower(first - 1) in self._above else None

    def _districts(self, sight: Sight, names: list[Name]) -> None:
        """People before `counties`: Rogers, Mayes and Craig counties."""
        for i, (_, stop, kind) in enumerate(names):
            if kind in ("PERSON", "LOCATION") and sight.lower(stop) in self._areas and sight.words[stop].islower():
                for at in self._listed(sight, names, i):
                    if names[at].type == "PERSON":
                        names[at] = names[at]._replace(type="LOCATION")

    def _is_sender(self, sight: Sight, name: Name) -> bool:
        """Whether a name of one word is that of who was told something, or signs a story: he told `WXYZ`."""
        at, _, kind = name
        if kind == "PERSON":
            if not sight.is_acronym(at) or sight.case(at) == "upper":
                return False
            return sight.lower(at - 1) in self._tellers or self._known.phrases.get(sight.lower(at)) == "ORGANIZATION"
        if kind not in ("LOCATION", "MISC") or sight.lower(at) in self._known.phrases:
            return False
        told = sight.lower(at - 1) in self._tellers and (kind == "MISC" or sight.is_acronym(at))
        return told or self._signs(sight, at)

    def _known_bodies(self, sight: Sight, names: list[Name]) -> None:
        """Well-known organisations that are taken for people, places or works; `Macy's` owns its possessive."""
        called = None
        for i, name in enumerate(names):
            first, kind = name.first, name.type
            if kind in ("NORP", "PRODUCT", "MONEY") or name.stop - first >= _LISTED:
                continue
            stop = self._end_of_body(sight, name)
            if stop is None or (kind == "ORGANIZATION" and stop == name.stop):
                continue
            if name.stop - first == 1:
                word = sight.lower(first)
                called = _called(sight, names) if called is None else called
                if word in called or (stop == name.stop and (word in self._known.family or word in self._known.given)):
                    continue
            names[i] = Name(first, stop, "ORGANIZATION")

    def _end_of_body(self, sight: Sight, name: Name) -> int | None:
        """The token behind a well-known organisation that a name is, None where it is none."""
        first, stop, _ = name
        phrase = " ".join(sight.folded(first, stop))
        owned = stop < len(sight.words) and sight.lower(stop) == "'s" and sight.starts[stop] == sight.ends[stop - 1]
        if owned and f"{phrase} 's" in self._bodies:
            return stop + 1
        listed = stop - first > 1 and self._known.phrases.get(phrase) == "ORGANIZATION"
        return stop if listed or phrase in self._bodies else None

    def _nations(self, sight: Sight, names: list[Name]) -> None:
        """Countries that are taken for people or bodies: those that play are teams, all others are places."""
        called = _called(sight, names)
        for i, (first, stop, kind) in enumerate(names):
            if kind not in ("PERSON", "ORGANIZATION") or stop - first >= _LISTED:
                continue
            phrase = " ".join(sight.folded(first, stop))
            if self._of_lists(phrase) == "LOCATION" and (kind == "ORGANIZATION" or not self._is_called(phrase, called)):
                names[i] = Name(first, stop, "LOCATION")

    def _is_called(self, word: str, called: set[str]) -> bool:
        """Whether somebody in the document has a name, or people are called so first and last: Jordan."""
        return word in called or (word in self._known.given and word in self._known.family)

    def _of_lists(self, phrase: str) -> EntityType | None:
        """A country or a people, where the lists know the name as one of them alone."""
        if self._countries.code(phrase) is not None:
            return "LOCATION" if phrase not in self._countries.demonyms else None
        is_people = self._known.phrases.get(phrase) == "NORP" and phrase not in self._great
        return "NORP" if is_people else None

    def _is_home(self, sight: Sight, name: Name) -> bool:
        """Whether people live in what a name names: Tavro Neck `residents`; in no hospital and no university."""
        first, stop, _ = name
        if sight.lower(stop) not in self._dwellers or not sight.words[stop].islower() or sight.is_acronym(stop - 1):
            return False
        last = sight.lower(stop - 1)
        return last not in self._institutions and " ".join(sight.folded(first, stop)) not in self._known.phrases

    def _is_work(self, sight: Sight, name: Name) -> bool:
        """Whether a name is `Path A`, a disease, stands after `film` and the like, or between `the` and `musical`."""
        first, stop, kind = name
        if kind != "ORGANIZATION" and stop - first == 2 and len(sight.words[stop - 1]) == 1:
            if sight.lower(first) in self._lettered:
                return True
        elif sight.lower(stop - 1) in self._diseases and kind in ("PERSON", "LOCATION", "ORGANIZATION", "PRODUCT"):
            return self._body_heads.isdisjoint(sight.folded(first, stop))
        if kind in ("LOCATION", "FACILITY", "ORGANIZATION"):
            found = sight.lower(first - 1) in self._works and sight.is_capital(first)
        else:
            found = kind == "PERSON" and sight.lower(stop) in self._works and sight.lower(first - 1) in self._articles
        return found and sight.case(first) == "normal"

    def _is_aged(self, sight: Sight, name: Name) -> bool:
        """Whether an age stands behind a name of several words that no place is known by: Min-ho `Lake`, 40;."""
        comma, age, end = (sight.lower(at) for at in range(name.stop, name.stop + 3))
        told = comma == "," and end in _AFTER_AGE and age.isdecimal() and 0 < int(age[:_AGE_DIGITS]) <= _OLDEST
        return told and self._may_be_called(sight, name)

    def _is_met(self, sight: Sight, name: Name) -> bool:
        """Whether what is done to a name is done to people alone: she endorsed (Norland's) `Min-ho Roe`."""
        at = name.first - 1
        if sight.lower(at) == "'s":
            at -= 2
        is_met = sight.lower(at) in self._meets and sight.lower(name.stop - 1) not in self._place_heads
        return is_met and self._may_be_called(sight, name)

    def _may_be_called(self, sight: Sight, name: Name) -> bool:
        """Whether somebody may have a name that was taken for a place's: two words or more, and no known place."""
        first, stop, _ = name
        return stop - first > 1 and not self._language.made(Geography).known(" ".join(sight.words[first:stop]))

    def _is_species(self, sight: Sight, at: int) -> bool:
        """Whether the last word of a person's name is a species': Yersinia `pestis`."""
        word = sight.words[at]
        return word.islower() and len(word) >= _SPECIES and sight.starts[at] > sight.ends[at - 1]

    def _signs(self, sight: Sight, at: int) -> bool:
        """Whether token `at` stands in brackets before a dash, as who sends a story does: LIMA, Peru (ABCD) -."""
        words = sight.words
        return (
            0 < at < len(words) - 2
            and words[at - 1] == "("
            and words[at + 1] == ")"
            and words[at + 2] in ("-", "–", "—")
        )

    def _is_short_state(self, sight: Sight, names: Sequence[Name], i: int) -> bool:
        """Whether a word shortened by a full stop stands after a place and a comma: Norwick, `Mich`."""
        first, stop, _ = names[i]
        is_short = len(sight.words[first]) < _SHORT and sight.lower(stop) == "." and sight.words[first - 1] == ","
        return is_short and i > 0 and names[i - 1].type == "LOCATION" and names[i - 1].stop == first - 1

    def _is_dated(self, sight: Sight, names: Sequence[Name], i: int) -> bool:
        """Whether a lone word opens a section before a comma and a larger place: `Dekalb, Ill. -`."""
        first, stop, _ = names[i]
        return (
            i + 1 < len(names)
            and names[i + 1].type == "LOCATION"
            and names[i + 1].first == stop + 1
            and sight.words[stop] == ","
            and sight.lower(names[i + 1].stop) in _AFTER_PLACE
            and sight.opens_section(first)
        )

    def _listed(self, sight: Sight, names: Sequence[Name], last: int) -> Iterator[int]:
        """The names of the list that ends with name number `last`: Rogers, Mayes and Craig."""
        yield last
        for at in range(last, max(last - _LISTED, 0), -1):
            between = range(names[at - 1].stop, names[at].first)
            if not between or not all(sight.words[t] == "," or sight.lower(t) in self._joins for t in between):
                return
            yield at - 1

    # --- acronyms --------------------------------------------------------------------------------------------------

    def _acronyms(self, sight: Sight, names: list[Name]) -> None:
        """An acronym in brackets, and every other mention of it, is of the type of the name before the brackets."""
        types: dict[str, EntityType] = {}
        added: list[Name] = []
        for i, (first, stop, kind) in enumerate(names):
            at = stop + 1
            if kind in ("PERSON", "MONEY", "NORP") or stop - first < 2 or at + 1 >= len(sight.words):
                continue
            if sight.words[stop] != "(" or sight.words[at + 1] != ")" or not sight.is_acronym(at):
                continue
            if is_acronym_of(sight.words[at], sight.words[first:stop], self._small):
                types.setdefault(sight.words[at], kind)
                if i + 1 == len(names) or names[i + 1].first > at:
                    added.append(Name(at, at + 1, kind))
        for short, kind in self._shortened(sight, names).items():
            types.setdefault(short, kind)
        if not types:
            return
        names.extend(added)
        names.sort()
        for i, (first, stop, kind) in enumerate(names):
            if stop - first == 1 and sight.words[first] in types and kind != "MONEY":
                names[i] = Name(first, stop, types[sight.words[first]])

    def _shortened(self, sight: Sight, names: Sequence[Name]) -> dict[str, EntityType]:
        """The acronyms that one long name of the document stands for letter by letter, with its type."""
        short = {
            sight.words[name.first]
            for name in names
            if name.stop - name.first == 1 and name.type != "MONEY" and sight.is_acronym(name.first)
        }
        short = {
            word for word in short if len(word) > 2 and "." not in word and fold_word(word) not in self._known.phrases
        }
        if not short:
            return {}
        found: dict[str, set[EntityType]] = {}
        for first, stop, kind in names:
            if kind in ("PERSON", "MONEY", "NORP") or stop - first < 2:
                continue
            words = [w.replace(".", "") for w in sight.words[first:stop]]
            words = [w for w in words if w[:1].isalnum() and w.lower() not in self._small]
            if words[1:]:
                letters = "".join(w[0] for w in words).upper()
                whole = words[0].upper() + letters[1:] if words[0].isupper() else letters
                for form in {letters, whole} & short:
                    found.setdefault(form, set()).add(kind)
        return {form: next(iter(kinds)) for form, kinds in found.items() if len(kinds) == 1}


def _outlet(sight: Sight, names: list[Name]) -> None:
    """The outlet itself, known by its address, is an organisation: `told Bustle` on bustle.com."""
    labels = {label for label in sight.document.host.split(".")[:-1] if len(label) >= _OUTLET}
    if not labels:
        return
    for i, (first, stop, kind) in enumerate(names):
        if kind in ("PERSON", "MISC", "PRODUCT") and stop - first < _LISTED:
            written = "".join(filter(str.isalnum, "".join(sight.folded(first, stop))))
            if written in labels or f"the{written}" in labels:
                names[i] = Name(first, stop, "ORGANIZATION")


def _called(sight: Sight, names: Sequence[Name]) -> set[str]:
    """The words of people's names of several words."""
    return {
        word
        for first, stop, kind in names
        if kind == "PERSON" and stop - first > 1
        for word in sight.folded(first, min(stop, first + _LISTED))
    }


def is_acronym_of(acronym: str, words: Sequence[str], small: frozenset[str]) -> bool:
    """Whether the letters of an acronym open the words of a name, in order.

    Small words and one other word may be left out: Board of Trade and Ports (BTP), Tavro Rescue Centre (RC). A word in
    capitals may stand for itself: U.S. Virgin Islands (USVI).
    """
    letters = acronym.replace(".", "").lower()
    if not 1 < len(letters) <= _MOST_LETTERS:
        return False
    at = skipped = 0
    for word in words:
        bare = word.replace(".", "")
        whole = bare.lower()
        if not whole[:1].isalnum():
            continue
        if at < len(letters) and whole[0] == letters[at]:
            at += len(whole) if bare.isupper() and letters.startswith(whole, at) else 1
        elif whole not in small:
            skipped += 1
    return at == len(letters) and skipped <= 1


def _agree(sight: Sight, names: list[Name]) -> None:
    """Give one type to all mentions of the same words: the type that most have, of two the first.

    One word may be a person and a firm, a town and its club: there only things and works agree with their makers.
    """
    votes: dict[tuple[str, ...], dict[EntityType, int]] = {}
    for name in names:
        if _may_agree(sight, name):
            found = votes.setdefault(sight.folded(name.first, name.stop), {})
            found[name.type] = found.get(name.type, 0) + 1
    parted = {key: max(found, key=found.__getitem__) for key, found in votes.items() if len(found) > 1}
    if parted:
        for i, name in enumerate(names):
            if _may_agree(sight, name):
                names[i] = name._replace(type=parted.get(sight.folded(name.first, name.stop), name.type))


def _may_agree(sight: Sight, name: Name) -> bool:
    several = name.stop - name.first > 1 or sight.is_acronym(name.first)
    return name.type != "MONEY" and (several or name.type in ("MISC", "ORGANIZATION", "PRODUCT"))
