"""The classes are the one description: what formats with a schema make of a field follows from its type alone."""

import datetime
from typing import Literal

import attrs
import pytest

from newsrecord.fields import Kind, fields_of, kind_of, omittable
from newsrecord.formats import _quick
from newsrecord.record import Entity, NewsRecord, Passage


@attrs.frozen(kw_only=True)
class Part:
    day: datetime.date | None
    kind: Literal["a", "b"]


@attrs.frozen(kw_only=True)
class Whole:
    """A record as a later release may have it."""

    name: str
    sure: bool
    days: tuple[Part, ...]
    names: tuple[str, ...] = ()
    one: Part | None = None
    added: Part | None = attrs.field(default=None, metadata={"omittable": True})


TREE = {
    "name": "x",
    "sure": True,
    "days": [{"day": "2026-06-03", "kind": "a"}, {"day": None, "kind": "b"}],
    "names": ["a"],
    "one": {"day": "2026-06-04", "kind": "b"},
}


def test_types_of_fields_say_what_they_hold():
    assert fields_of(Whole) == {
        "name": Kind(str, None, many=False),
        "sure": Kind(bool, None, many=False),
        "days": Kind(None, Part, many=True),
        "names": Kind(str, None, many=True),
        "one": Kind(None, Part, many=False, optional=True),
        "added": Kind(None, Part, many=False, optional=True),
    }
    assert fields_of(Part)["kind"] == Kind(str, None, many=False)
    assert fields_of(NewsRecord)["entities"] == Kind(None, Entity, many=True)
    assert fields_of(NewsRecord)["headline"].record_class is not Passage
    with pytest.raises(TypeError, match="no rule for it"):
        kind_of(dict[str, str])


def test_json_of_a_new_class_is_read_by_its_fields():
    read = _quick._made(Whole, TREE, own=False)
    june = datetime.date(2026, 6, 3)
    assert read.days == (Part(day=june, kind="a"), Part(day=None, kind="b")) or list(read.days) == [
        Part(day=june, kind="a"), Part(day=None, kind="b"),
    ]  # fmt: skip
    assert read.one.day == datetime.date(2026, 6, 4)
    assert read.added is None
    more = _quick._made(Whole, {**TREE, "added": {"day": None, "kind": "a"}}, own=False)
    assert more.added == Part(day=None, kind="a")
    for wrong in ({**TREE, "colour": 1}, {key: TREE[key] for key in list(TREE)[1:]}, {**TREE, "names": "x"}):
        with pytest.raises(_quick.QUICK_ERRORS):
            _quick._made(Whole, wrong, own=False)


def test_arrow_columns_of_a_new_class_follow_its_fields():
    pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    from newsrecord.formats.arrow import _columns_of, _turned

    columns = dict(_columns_of(Whole))
    part = pa.struct([("day", pa.date32()), ("kind", pa.string())])
    assert columns["days"] == pa.list_(part)
    assert (columns["one"], columns["sure"], columns["names"]) == (part, pa.bool_(), pa.list_(pa.string()))
    turned = _turned(TREE, Whole, lambda day: day and datetime.date.fromisoformat(day))
    assert turned["days"][0]["day"] == datetime.date(2026, 6, 3)
    assert turned["one"]["day"] == datetime.date(2026, 6, 4)


def test_what_may_be_missing_is_said_by_the_field():
    assert omittable(NewsRecord) == ("quotations", "meta", "source")
    assert omittable(Whole) == ("added",)
