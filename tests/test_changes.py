"""What changed between two records: nothing is said of what is the same, and whatever differs is said."""

import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import diff
from newsrecord.changes import paired
from newsrecord.strategies import records

TEXT = "LIMA, May 2, 2025 (AP) - Peru’s judge Bo Li left on Friday. “It is over,” Li said.\n\nBrazil votes on Monday.\n"


def record(text=TEXT, **more):
    return newsrecord.parse(text, reference_date="2025-05-02", **more)


def lines(old, new):
    return [str(change) for change in diff(old, new)]


@given(records())
def test_a_record_does_not_differ_from_itself(one):
    assert diff(one, one) == ()
    assert diff(one, newsrecord.loads(newsrecord.dumps(one))) == ()


@given(records(), st.data())
def test_what_differs_is_said(one, data):
    """Any field left out, any list cut short: there is a change in that field."""
    held = [
        field.name
        for field in attrs.fields(type(one))
        if field.default is not attrs.NOTHING and getattr(one, field.name)
    ]
    name = data.draw(st.sampled_from([name for name in held if name not in ("schema_version", "language")] or ["id"]))
    value = getattr(one, name)
    try:
        other = attrs.evolve(one, **{name: value[:-1] if isinstance(value, tuple) else None})
    except newsrecord.InvalidRecordError:  # what else stands there needs it
        return
    there, back = diff(one, other), diff(other, one)
    if one != other:
        assert name in {change.field for change in there}
        assert {change.kind for change in there} == {"removed"}
        assert {change.kind for change in back} == {"added"}
    json.dumps([change.to_dict() for change in there])


@given(records(), records())
def test_two_records_differ_exactly_where_they_are_not_equal(one, other):
    assert bool(diff(one, other)) == (one != other)
    assert all(str(change) for change in diff(one, other))


def test_a_value_that_changed_names_its_field_and_span():
    old = record()
    new = newsrecord.parse(TEXT, reference_date="2025-05-09")
    [at] = [i for i, date in enumerate(new.dates) if date.text == "Friday"]
    there = f"{new.dates[at].start}-{new.dates[at].end}"
    told = lines(old, new)
    assert told[0] == "~ reference_date: 2025-05-02 → 2025-05-09"
    expected = (
        f"~ dates[{at}].value: '2025-05-02' → '2025-05-09' in <DateExpression 'Friday' {there}, body: DATE 2025-05-09>"
    )
    assert expected in told


def test_entities_are_the_same_where_they_share_mentions():
    """Another name and type is a change of the entity, not one gone and one new; numbers of speakers follow."""
    old = record()
    number = [one.name for one in old.entities].index("Bo Li")
    entities, roles = list(old.entities), old.entities[number].roles
    entities[number] = attrs.evolve(entities[number], name="Li", type="ORGANIZATION", roles=())
    new = attrs.evolve(old, entities=entities)
    assert lines(old, new) == [
        f"~ entities[{number}].name: 'Bo Li' → 'Li' in {entities[number]!r}",
        f"~ entities[{number}].type: 'PERSON' → 'ORGANIZATION' in {entities[number]!r}",
        f"~ entities[{number}].roles: {roles!r} → () in {entities[number]!r}",
    ]
    [said] = old.quotations
    said = attrs.evolve(said, speaker=attrs.evolve(said.speaker, entity=said.speaker.entity - 1))
    first = attrs.evolve(old, entities=old.entities[1:], quotations=[said])
    assert lines(old, first) == [f"- entities[0] {old.entities[0]!r}"], (
        "the numbers of the others changed, nothing else"
    )


def test_a_span_that_grew_is_a_change():
    old = record()
    date = next(i for i, one in enumerate(old.dates) if one.text == "Friday")
    at = old.source.index("on Friday")
    wider = attrs.evolve(old.dates[date], text="on Friday", start=at)
    new = attrs.evolve(old, dates=[*old.dates[:date], wider, *old.dates[date + 1 :]])
    told = lines(old, new)
    assert told[0] == f"~ dates[{date}].text: 'Friday' → 'on Friday' in {wider!r}"
    assert told[1].startswith(f"~ dates[{date}].start: ")
    assert len(told) == 2


def test_other_texts_are_compared_by_what_they_say():
    old, new = record(), record(f"Exclusive\n\n{TEXT}")
    assert "dates" not in {change.field for change in diff(old, new)}, "they say the same, elsewhere"
    assert lines(old, new)[-1].startswith("~ source[0:]: 'LIMA,")
    assert lines(attrs.evolve(old, source=None), old) == [f"+ source {newsrecord.checks.brief(TEXT)}"]


def test_records_are_paired_by_their_ids():
    one, two, three, bare = (record(id=name) for name in ("1", "2", "3", None))
    pairs = paired([one, two, bare], [two, three, bare])
    assert [((a and a.id) or a, (b and b.id) or b) for a, b in pairs] == [
        ("2", "2"),
        (bare, bare),
        ("1", None),
        (None, "3"),
    ]
    assert list(paired([one], [two])) == [(one, two)], "each is alone"
    assert [(a.id, b.id) for a, b in paired([one, two], [one, two])] == [("1", "1"), ("2", "2")]


def test_what_is_no_record_is_refused():
    with pytest.raises(TypeError, match=r"expected a NewsRecord, got dict; newsrecord.loads\(data\) reads one"):
        diff(record(), {})
