"""The strategies are public: what they draw is valid, varied, and found by Hypothesis through its entry point."""

import subprocess
import sys

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import newsrecord
from newsrecord import (
    Author,
    DateExpression,
    Dateline,
    Entity,
    Furniture,
    Headline,
    Mention,
    NewsRecord,
    Passage,
    Timestamp,
)
from newsrecord.strategies import articles, records


@given(st.from_type(NewsRecord))
def test_hypothesis_draws_records_by_type(record):
    assert isinstance(record, NewsRecord)


@pytest.mark.parametrize(
    "kind",
    [Author, DateExpression, Dateline, Entity, Furniture, Headline, Mention, Passage, Timestamp],
    ids=lambda kind: kind.__name__,
)
def test_hypothesis_draws_parts_by_type(kind):
    @settings(max_examples=10)
    @given(st.from_type(kind))
    def draw(part):
        assert isinstance(part, kind)

    draw()


@pytest.mark.parametrize(
    "shape",
    [
        lambda record: (
            record.headline and record.meta and record.body and record.related_headlines and record.furniture
        ),
        lambda record: record.dateline and record.published and record.updated and record.authors,
        lambda record: any(len(entity.mentions) > 1 and len(entity.zones) > 1 for entity in record.entities),
        lambda record: any(entity.country for entity in record.entities),
        lambda record: any(entity.roles for entity in record.entities),
        lambda record: {date.zone for date in record.dates} == {"headline", "body", "related", "meta"},
        lambda record: record.source is None and record.body,
        lambda record: record == NewsRecord(generator=record.generator, source=""),
    ],
)
def test_records_take_every_shape(shape):
    find(
        records(),
        lambda record: bool(shape(record)),
        settings=settings(max_examples=3_000, database=None, phases=[Phase.generate]),
    )


@given(records(with_source=True))
def test_records_can_be_asked_for_their_source(record):
    assert record.source is not None


@given(articles())
def test_articles_parse_to_their_record(article):
    assert newsrecord.parse(article.text) == article.record


@pytest.mark.parametrize("first", ["newsrecord.strategies", "hypothesis", "newsrecord"])
def test_the_strategies_load_whatever_is_imported_first(first):
    code = f"import {first}, newsrecord; from newsrecord.strategies import records; import hypothesis.strategies as st"
    code += "; st.from_type(newsrecord.NewsRecord).validate()"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
