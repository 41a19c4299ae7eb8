"""The example article that ships with the library: a story, a gap, and the titles of other stories."""

from __future__ import annotations

import pathlib

from newsrecord.layout import NewsLayout

EXAMPLE = pathlib.Path(__file__).parents[2] / "examples" / "cuba-peru-ambassador.txt"


def test_story_and_titles_are_told_apart():
    text = EXAMPLE.read_text(encoding="utf-8")
    layout = NewsLayout().read(text)
    assert layout.headline is None
    assert layout.authors == layout.meta == layout.furniture == ()
    assert layout.dateline is layout.published is layout.updated is None
    assert len(layout.body) == 5
    assert layout.body[0].text.startswith("Cuba’s Ambassador to Peru")
    assert len(layout.related_headlines) == 17
    assert layout.related_headlines[0].text.startswith("U.S. Announces Additional $6 Million")
    assert layout.related_headlines[-1].text.endswith("Prioritize U.S. Weapons Sales")
