"""Draw `overview.svg`, the picture that says what the library does: `python docs/overview_picture.py`.

In goes an article as it was copied from a page, out comes its text beside what the library says of it; nothing in the
picture is written by hand. A test draws it again.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import newsrecord
from newsrecord.formats._types import TYPES
from newsrecord.formats._words import day_words, reading, word

TARGET = Path(__file__).with_name("overview.svg")
TEXT = """Ferry to the islands stops again
By Jane Doe
PORTSMOUTH, England, Oct 31 2025 (AP) - The ferry to the islands stopped on Friday for the third time this year.
“Nobody was hurt,” said Ana Ruiz, director of Blue Line, and boats would leave again next week.
Share on Facebook
Read more:
Storm Closes Port of Dover
Bridges to Be Repaired by 2027
"""
WIDTH, LETTER, ROW, COLUMNS = 1060, 7.8, 26, 60
INK, SOFT, LINE, DATE = "#1b1f24", "#57606a", "#c9d1d9", "#b3261e"


def rows() -> list[tuple[int, int]]:
    """The text in rows that fit the left half, each from where to where."""
    found, start = [], 0
    while start < len(TEXT):
        end = TEXT.index("\n", start)
        while end - start > COLUMNS:
            cut = TEXT.rindex(" ", start, start + COLUMNS)
            found.append((start, cut))
            start = cut + 1
        found.append((start, end))
        start = end + 1
    return found


def label(x: float, y: float, text: str, *, fill: str = INK, more: str = "") -> str:
    """A piece of text."""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{more}>{escape(text)}</text>'


def left(record: newsrecord.NewsRecord) -> list[str]:
    """The article as it came, with the names and dates found in it."""
    marks = [(m.start, m.end, TYPES[e.type].colours[0]) for e in record.entities for m in e.mentions]
    days = [(date.start, date.end) for date in record.dates]
    aside = [(part.start, part.end) for part in (*record.furniture, *record.meta)]
    drawn = []
    for number, (start, end) in enumerate(rows()):
        y = 74 + number * ROW
        for first, last, colour in marks:
            if start <= first < end:
                x, wide = 28 + (first - start) * LETTER, (min(last, end) - first) * LETTER
                drawn.append(
                    f'<rect x="{x - 2:g}" y="{y - 15}" width="{wide + 4:g}" height="20" rx="3" fill="{colour}"/>'
                )
        for first, last in days:
            if start <= first < end:
                x, wide = 28 + (first - start) * LETTER, (min(last, end) - first) * LETTER
                drawn.append(f'<path d="M{x:g} {y + 5}h{wide:g}" stroke="{DATE}" stroke-width="2"/>')
        fill = SOFT if any(first <= start and end <= last for first, last in aside) else INK
        size = f' textLength="{(end - start) * LETTER:g}" lengthAdjust="spacingAndGlyphs" font-family="monospace"'
        drawn.append(label(28, y, TEXT[start:end], fill=fill, more=size))
    return drawn


def told(record: newsrecord.NewsRecord) -> list[tuple[str, str]]:
    """What the record says, in pairs of a field and a value."""
    line, said = record.dateline, record.quotations[0]
    pairs = [
        ("headline", record.headline.text),
        ("authors", ", ".join(author.name for author in record.authors)),
        ("dateline", f"{line.place} · {line.agency} · {day_words(line.date)}"),
        ("body", f"{len(record.body)} paragraphs"),
    ]
    for entity in record.entities_in("body"):
        country = [word("countries", entity.country)] if entity.country else []
        pairs.append(("entities", " · ".join([entity.name, TYPES[entity.type].word, *country, *entity.roles])))
    pairs += [("dates", f"{date.text} · {reading(date)}") for date in record.dates_in("body")]
    pairs.append(("quotations", f"“{said.text}” · {record.entities[said.speaker.entity].name}"))
    pairs += [("related_headlines", part.text) for part in record.related_headlines]
    pairs += [("furniture", f"{part.text} · {word('roles', part.role)}") for part in record.furniture]
    return pairs


def right(record: newsrecord.NewsRecord) -> list[str]:
    """What the library says of it."""
    drawn, before = [], ""
    for number, (name, value) in enumerate(told(record)):
        y = 74 + number * 22
        drawn += [label(570, y, name, fill=SOFT)] if name != before else []
        drawn.append(label(715, y, value))
        before = name
    return drawn


def picture() -> str:
    """The whole file."""
    record = newsrecord.parse(TEXT)
    height = 90 + max(len(rows()) * ROW, len(told(record)) * 22)
    panels = [
        f'<rect x="{x}" y="40" width="{wide}" height="{height - 52}" rx="8" fill="{fill}" stroke="{LINE}"/>'
        for x, wide, fill in ((12, 510, "#ffffff"), (554, 494, "#f6f7f9"))
    ]
    heads = [
        label(14, 28, "the text, as it was copied", fill=SOFT),
        label(556, 28, "newsrecord.parse(text)", fill=SOFT),
    ]
    arrow = f'<path d="M527 {height / 2:g}h16m-6-6l6 6l-6 6" fill="none" stroke="{SOFT}" stroke-width="2"/>'
    inner = "\n".join([*panels, *heads, arrow, *left(record), *right(record)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" '
        f'font-size="14">\n<title>The text of a news page, and the record that newsrecord makes of it</title>\n'
        f'<rect width="100%" height="100%" rx="10" fill="#ffffff"/>\n{inner}\n</svg>\n'
    )


if __name__ == "__main__":
    TARGET.write_text(picture(), encoding="utf-8")
