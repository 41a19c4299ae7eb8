"""Whole texts with the role that each line must get: one fixture file each, see `fixtures/README.txt`."""

from __future__ import annotations

import pathlib

import attrs
import pytest

from newsrecord.layout import NewsLayout
from newsrecord.record import Generator, NewsRecord

FIXTURES = sorted(
    path for path in (pathlib.Path(__file__).parent / "fixtures").glob("*.txt") if path.name != "README.txt"
)


def read_fixture(path):
    asked, roles, texts = [], [], []
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("@ "):
            name, _, value = row[2:].partition(": ")
            asked.append((name, value))
        else:
            role, _, text = row.partition("| ")
            roles.append(role.strip())
            texts.append(text)
    return asked, roles, texts


def roles_of_lines(layout, texts, newline):
    """Return for each line the roles of the passages that it shares code points with."""
    passages = [(p.start, p.end, name) for name in ("meta", "body") for p in getattr(layout, name)]
    passages += [(p.start, p.end, "related") for p in layout.related_headlines]
    passages += [(p.start, p.end, p.role) for p in layout.furniture]
    if layout.headline:
        passages.append((layout.headline.start, layout.headline.end, "headline"))
    passages.sort()
    found, at, before = [], 0, None
    for text in texts:
        here = [p for p in passages if p[0] < at + len(text) and at < p[1]]
        found.append("^" if here and here[0] == before else "+".join(name for _, _, name in here))
        before = here[-1] if here else None
        at += len(text) + len(newline)
    return found


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixture(path, mark, newline):
    asked, roles, texts = read_fixture(path)
    texts[0] = mark + texts[0]
    source = newline.join(texts)
    layout = NewsLayout().read(source)
    NewsRecord(
        generator=Generator(name="newsrecord", version="0"), source=source, **attrs.asdict(layout, recurse=False)
    )
    found = roles_of_lines(layout, texts, newline)
    assert list(zip(found, texts, strict=True)) == list(zip(roles, texts, strict=True))
    wanted = dict(asked)
    assert [author.name for author in layout.authors] == [
        name for name in wanted.get("authors", "").split("; ") if name
    ]
    for name in ("published", "updated"):
        stamp = getattr(layout, name)
        assert (stamp.value if stamp else None) == wanted.get(name)
    if "dateline" in wanted:
        place, agency, date = (None if part == "-" else part for part in wanted["dateline"].split(" / "))
        assert layout.dateline is not None
        said = layout.dateline.date.isoformat() if layout.dateline.date else None
        assert (layout.dateline.place, layout.dateline.agency, said) == (place, agency, date)
    for title in (value for name, value in asked if name == "bare"):
        assert title in [passage.text for passage in layout.related_headlines]
