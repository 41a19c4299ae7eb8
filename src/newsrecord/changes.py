"""What changed between two records of the same article, by field and span: for people who upgrade.

In come two records, out come changes, in the order of the fields. Parts are told apart by where they stand: a date that
stands at the same place and has another value has changed, one that stands nowhere in the other record was removed or
added. Entities are the same where they share the most mentions. Where the texts that the records are of differ, places
tell nothing: then parts are told apart by what they say, each in its turn.
"""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from .checks import Checked, brief
from .fields import fields_of
from .record import Generator, Ids, NewsRecord, Speaker

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from .record import Entity

__all__ = ["Change", "diff", "paired"]

_PLACE: Final = ("start", "end")
_SOURCE: Final = "source"


class Change(NamedTuple):
    """One thing that differs between two records."""

    kind: Literal["added", "removed", "changed"]
    path: str
    """The field, by its place in the newer record, of what was removed in the older: `dates[3].value`."""
    old: Any
    """What the older record has; None where it was added."""
    new: Any
    """What the newer record has; None where it was removed."""
    part: Any = None
    """The part whose field has changed, in the newer record; None where it is the record's own."""

    @property
    def field(self) -> str:
        """The field of the record that it lies in: `dates`."""
        return self.path.partition(".")[0].partition("[")[0]

    def to_dict(self) -> dict[str, Any]:
        """The change as plain dicts, lists and strings, for JSON."""
        return {"kind": self.kind, "path": self.path, "old": _plain(self.old), "new": _plain(self.new)}

    def __str__(self) -> str:
        sign = {"added": "+", "removed": "-", "changed": "~"}[self.kind]
        if self.kind != "changed":
            return f"{sign} {self.path} {_told(self.new if self.kind == 'added' else self.old)}"
        about = f" {_told(self.part)}" if self.part is not None else ""
        return f"{sign} {self.path}: {_told(self.old)} → {_told(self.new)}{f' in{about}' if about else ''}"


def diff(old: NewsRecord, new: NewsRecord) -> tuple[Change, ...]:
    """Return what differs between two records, none where they are equal.

    Args:
        old: the older one.
        new: the newer one.

    Raises:
        TypeError: one of them is no record.
    """
    for one in (old, new):
        if not isinstance(one, NewsRecord):
            raise TypeError(f"expected a NewsRecord, got {type(one).__name__}; newsrecord.loads(data) reads one")
    return tuple(_Differ(old, new).changes())


def paired(
    old: Iterable[NewsRecord], new: Iterable[NewsRecord]
) -> Iterator[tuple[NewsRecord | None, NewsRecord | None]]:
    """Yield the records of two files in pairs of the same id, one of them None where the other file has no such.

    Records are read as they come, and only those held whose partner has not come yet: of two files in the same order
    that is one. Records without an id are paired in their order, and so are two that are alone in their files.
    """
    waiting: tuple[dict[Hashable, NewsRecord], dict[Hashable, NewsRecord]] = ({}, {})
    counts: tuple[Counter[str | None], Counter[str | None]] = (Counter(), Counter())
    for both in itertools.zip_longest(old, new):
        for side, record in enumerate(both):
            if record is None:
                continue
            key = (record.id, counts[side][record.id])
            counts[side][record.id] += 1
            other = waiting[1 - side].pop(key, None)
            if other is None:
                waiting[side][key] = record
            else:
                yield (other, record) if side else (record, other)
    alone = sum(counts[0].values()) == sum(counts[1].values()) == 1
    if alone and waiting[0] and waiting[1]:
        yield waiting[0].popitem()[1], waiting[1].popitem()[1]
    for record in waiting[0].values():
        yield record, None
    for record in waiting[1].values():
        yield None, record


class _Differ:
    """Two records, and what is the same in them."""

    def __init__(self, old: NewsRecord, new: NewsRecord) -> None:
        self._old = old
        self._new = new
        self._placed = old.source == new.source or None in (old.source, new.source)
        """Whether the same place is the same text; of a record without its source that is taken for granted."""
        self._partners: dict[int, int] = {}
        """Entities of the older record, and the same in the newer one, by their numbers."""

    def changes(self) -> Iterator[Change]:
        """All of them, in the order of the fields."""
        self._partners = self._entities()
        for name, of in fields_of(NewsRecord).items():
            before, after = getattr(self._old, name), getattr(self._new, name)
            if name == _SOURCE and not self._placed:
                yield _texts(before, after)
            elif name == "entities":
                yield from self._lists(name, before, after, sorted(self._partners.items()))
            elif of.many and of.record_class is not None:
                yield from self._lists(name, before, after, self._pairs(before, after))
            else:
                yield from self._values(name, before, after)

    def _values(self, path: str, before: Any, after: Any, part: Any = None) -> Iterator[Change]:
        """Two values of one field."""
        if before is None and after is not None:
            yield Change("added", path, None, after, part)
        elif before is not None and after is None:
            yield Change("removed", path, before, None, part)
        elif isinstance(before, Checked):
            yield from self._parts(path, before, after, part)
        elif before != after:
            yield Change("changed", path, before, after, part)

    def _parts(self, path: str, before: Any, after: Any, around: Any = None) -> Iterator[Change]:
        """Two parts that are the same, field by field; where they stand in other texts tells nothing.

        What has no place of its own, such as ids, is told of as the part around it.
        """
        part = around if isinstance(after, (Generator, Ids)) else after
        kind: Any = type(before)
        for name, of in fields_of(kind).items():
            one, other = getattr(before, name), getattr(after, name)
            here = f"{path}.{name}"
            if name in _PLACE and not self._placed:
                continue
            if isinstance(before, Speaker) and name == "entity":
                if one is None or other is None or self._partners.get(one) != other:
                    yield from self._values(here, _named(self._old, one), _named(self._new, other), part)
            elif of.many and of.record_class is not None:
                yield from self._lists(here, one, other, self._pairs(one, other))
            else:
                yield from self._values(here, one, other, part)

    def _lists(
        self, path: str, before: Sequence[Any], after: Sequence[Any], pairs: Iterable[tuple[int, int]]
    ) -> Iterator[Change]:
        """Two lists of parts, in the order of the newer one; what was removed stands before what followed it."""
        same = dict(pairs)
        origin = {new: old for old, new in same.items()}
        at = 0
        for number, part in enumerate(after):
            old = origin.get(number)
            while old is not None and at <= old:
                if at not in same:
                    yield Change("removed", f"{path}[{at}]", before[at], None)
                at += 1
            if old is None:
                yield Change("added", f"{path}[{number}]", None, part)
            else:
                yield from self._parts(f"{path}[{number}]", before[old], part)
        for number in range(at, len(before)):
            if number not in same:
                yield Change("removed", f"{path}[{number}]", before[number], None)

    # --- what is the same ---

    def _pairs(self, before: Sequence[Any], after: Sequence[Any]) -> list[tuple[int, int]]:
        """The numbers of the parts that are the same: that say the same there, else that overlap."""
        keys = dict(zip(self._keys(after), range(len(after)), strict=True))
        pairs = {i: keys[key] for i, key in enumerate(self._keys(before)) if key in keys}
        if self._placed:
            taken = set(pairs.values())
            left = [i for i in range(len(before)) if i not in pairs and _stands(before[i])]
            free = [i for i in range(len(after)) if i not in taken and _stands(after[i])]
            at = 0
            for i in left:
                while at < len(free) and after[free[at]].end <= before[i].start:
                    at += 1
                if at < len(free) and after[free[at]].start < before[i].end:
                    pairs[i] = free[at]
                    at += 1
        return sorted(pairs.items())

    def _keys(self, parts: Iterable[Any]) -> Iterator[Hashable]:
        """What tells the parts of a list apart: where they stand, else what they say and how often before."""
        seen: Counter[str] = Counter()
        for part in parts:
            if self._placed and _stands(part):
                yield part.start, part.end
            else:
                text = getattr(part, "text", None) or part.name
                yield text, seen[text]
                seen[text] += 1

    def _entities(self) -> dict[int, int]:
        """Pairs of entities that share the most mentions, each in one pair; else of the same name and type."""
        where = {key: i for i, one in enumerate(self._new.entities) for key in self._mentions(one)}
        shared: Counter[tuple[int, int]] = Counter()
        for i, one in enumerate(self._old.entities):
            shared.update((i, where[key]) for key in self._mentions(one) if key in where)
        pairs: dict[int, int] = {}
        taken: set[int] = set()
        for (i, j), _ in shared.most_common():
            if i not in pairs and j not in taken:
                pairs[i] = j
                taken.add(j)
        names = {(one.name, one.type): j for j, one in enumerate(self._new.entities) if j not in taken}
        for i, one in enumerate(self._old.entities):
            if i not in pairs and (one.name, one.type) in names:
                pairs[i] = names.pop((one.name, one.type))
        return pairs

    def _mentions(self, entity: Entity) -> Iterator[Hashable]:
        for mention in entity.mentions:
            yield (mention.start, mention.end) if self._placed else (entity.type, mention.text)


def _stands(part: Any) -> bool:
    """Whether the text says it: what the caller alone knew has no place."""
    return getattr(part, "start", None) is not None


def _named(record: NewsRecord, entity: int | None) -> str | None:
    return None if entity is None else record.entities[entity].name


def _texts(before: str, after: str) -> Change:
    """Where two texts part."""
    at = next((i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    at = min(len(before), len(after)) if at is None else at
    return Change("changed", f"{_SOURCE}[{at}:]", before[at:], after[at:])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Checked):
        kind: Any = type(value)
        return {name: _plain(getattr(value, name)) for name in fields_of(kind)}
    return value


def _told(value: Any) -> str:
    """A value in one line."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return brief(value)
    return repr(value) if isinstance(value, Checked) else str(value)
