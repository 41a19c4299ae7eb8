"""Rows as articles: each column fills the field of its name, wrong values are named, the rest is passed over."""

import datetime

import pytest

from newsrecord import Article, InvalidArgumentError
from newsrecord.rows import Columns, as_columns, with_days

ROW = {
    "text": "Peru voted.",
    "id": 7,
    "url": "https://news.example/7",
    "headline": "Peru votes",
    "authors": ["Ana Ruiz", None],
    "published": datetime.datetime(2026, 6, 3, 10),
    "reference_date": "2026-06-04",
    "fallback_date": "Wed, 03 Jun 2026 10:00:00 GMT",
    "colour": "red",
}


def test_each_column_fills_its_field():
    assert Columns().article(ROW) == Article(
        text="Peru voted.",
        id="7",
        url="https://news.example/7",
        headline="Peru votes",
        authors=["Ana Ruiz"],
        published=ROW["published"],
        reference_date="2026-06-04",
        fallback_date="Wed, 03 Jun 2026 10:00:00 GMT",
    )


def test_columns_may_be_called_otherwise():
    columns = as_columns({"text": "content", "id": "key"})
    assert columns.article({"content": "x", "text": 1, "key": "a", "id": "b"}) == Article(text="x", id="a")
    assert columns.renamed() == {"text": "content", "id": "key"}
    assert columns.of(["url", "content"]) == {"text": "content", "url": "url"}
    assert as_columns(columns) is columns
    assert as_columns(None) == Columns()


def test_empty_cells_are_not_known_but_an_empty_text_is_one():
    empty = dict.fromkeys(["id", "url", "headline", "authors", "published", "reference_date", "fallback_date"], "")
    assert Columns().article({"text": "", **empty}, id="name") == Article(text="", id="name")


def test_mark_up_is_read_where_there_is_no_text():
    assert Columns().article({"html": "<p>x"}) == Article(text="<p>x", html=True)
    assert Columns().article({"text": None, "html": "<p>x"}) == Article(text="<p>x", html=True)
    assert Columns().article({"text": "x", "html": "<p>x"}) == Article(text="x")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": None}, 'has no article: expected a string under "text"'),
        ({"text": b"x"}, "expected a string"),
        ({"id": 1.5}, '"id" must be a string or null, not 1.5'),
        ({"id": True}, '"id" must be'),
        ({"url": 5}, '"url" must be'),
        ({"authors": {"name": "x"}}, '"authors" must be a string, a list of strings or null'),
        ({"authors": [5]}, '"authors" must be'),
        ({"published": "soon"}, "\"published\": 'soon' is not"),
        ({"reference_date": 5}, '"reference_date" must be a date, a string or null'),
    ],
)
def test_what_is_wrong_is_named(changes, said):
    with pytest.raises(ValueError, match="^") as told:
        Columns().article({**ROW, **changes})
    assert said in str(told.value)


@pytest.mark.parametrize("columns", [{"txt": "x"}, {"text": ""}, {"text": 5}])
def test_names_that_cannot_be_are_refused(columns):
    with pytest.raises(InvalidArgumentError, match=r"^columns: "):
        as_columns(columns)


def test_days_for_all_give_way_to_an_article_s_own():
    article = Article(text="x", reference_date="2026-01-01")
    assert with_days(article, None, None) is article
    assert with_days(article, "2026-02-02", "2026-03-03") == Article(
        text="x", reference_date="2026-01-01", fallback_date="2026-03-03"
    )
