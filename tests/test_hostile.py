"""Hostile texts in short: each gives a record that keeps its promises, and no more work a character than news does.

A family is a piece that is repeated, or a function of the length. Work is counted, not timed: calls of functions,
Python's and built-in, which no busy machine changes.
"""

from __future__ import annotations

import random
import sys

import pytest

import newsrecord
from newsrecord.entities.tagger import load_network
from newsrecord.language import english
from newsrecord.record import fold

NEWS = (
    "LIMA, Peru (AP) — Cuba’s ambassador to Peru, Carlos Zamora, said on Friday that the 2022 agreement with the "
    "Gateway Rail Tunnel Project would cost $3.5 million, according to the Justice Department. “We will not go back,” "
    "Zamora told reporters in Washington last week. The ministry did not answer questions about October 28.\n\n"
)


def drawn(make, between=" "):
    """A family of pieces that differ."""

    def text(size):
        source, pieces, length = random.Random(1), [], 0
        while length < size:
            pieces.append(make(source))
            length += len(pieces[-1]) + len(between)
        return between.join(pieces)[:size]

    return text


def word(source, least=3, most=8):
    letters = "".join(source.choice("abcdefghijklmnoprstuvwxy") for _ in range(source.randint(least, most)))
    return letters.capitalize()


FAMILIES = {
    "news": NEWS,
    "news on one line": NEWS.replace("\n", " "),
    "one letter": "a",
    "one capital": "A",
    "blanks": " ",
    "line ends": "\n",
    "tabs and stops": "\t.",
    "short lines": "a b\n",
    "one line again and again": "The minister left Lima on Friday.\n",
    "one heading again and again": "Minister Leaves Lima After Talks\n\n",
    "line ends of Windows": "The minister left.\r\n\r\n",
    "odd line ends": "left\x0b\x0c\x1c\x1d\x85\u2028\u2029",
    "opening quotes": "“",
    "quotes within quotes": lambda size: "“a " * (size // 6) + " b”" * (size // 6),
    "apostrophes": "'",
    "apostrophes in words": "O'Neil's 'tis l'Aquila' ",
    "possessives": "Peru’s Zamora’s ",
    "brackets within brackets": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "opening brackets": "[({<",
    "scripts that take turns": "Peru Перу Περού بيرو 秘鲁 ペルー ",
    "scripts within a word": "PеrаΑb秘ب",
    "any character": drawn(lambda source: chr(source.randrange(0xD800)) + chr(source.randrange(0xE000, 0x110000)), ""),
    "signs without width": "\u200b\u200c\u200d\ufeff\u2060",
    "marks on a letter": lambda size: "a" + "\u0301" * (size - 1),
    "right to left": "\u202eZamora\u202c \u2066Lima\u2069 ",
    "surrogates": "\ud800",
    "controls": "".join(map(chr, range(32))),
    "families of emoji": "👨\u200d👩\u200d👧\u200d👦🏽",
    "digits": "1",
    "digits and stops": "1.",
    "digits and commas": "1,",
    "digits and slashes": "1/",
    "digits and dashes": "10-",
    "digits and colons": "10:",
    "number words": "twenty one hundred and ",
    "money": "$3.5 million to ",
    "dollars": "$",
    "weekdays": "Monday ",
    "months": "January February March May ",
    "a month and a comma": "May, ",
    "days": "May 1, ",
    "ranges of days": "May 1-",
    "the week of": "the week of ",
    "days before": "two days before ",
    "more than": "more than about nearly ",
    "times": "at 10:30 p.m. EST ",
    "ISO dates": "2025-10-28T10:30:00Z ",
    "published lines": "Published October 28, 2025 at 10:30 a.m. EDT\n",
    "capitals": drawn(word),
    "names": drawn(lambda source: f"{word(source)} {word(source)},"),
    "titles and names": drawn(lambda source: f"President {word(source)} {word(source)} said."),
    "one last name": drawn(lambda source: f"{word(source)} Zamora said.", "\n"),
    "acronyms": drawn(lambda source: f"{word(source)} {word(source)} ({word(source, 2, 2).upper()})"),
    "of": "University of ",
    "and": "Lima and ",
    "commas": "Lima, ",
    "hyphens": "Lima-",
    "initials": "J. ",
    "roles": "former deputy prime minister ",
    "roles after names": "Carlos Zamora, the former deputy prime minister of Peru, ",
    "cues": "Read more: ",
    "related": drawn(lambda source: "Read more: " + " ".join(word(source) for _ in range(6)), "\n"),
    "bylines": "By Carlos Zamora and Ana Ruiz\n",
    "a byline": lambda size: "By " + "Carlos Zamora, " * (size // 15),
    "datelines": "LIMA, Peru (AP) — ",
    "a dateline": lambda size: "LIMA " * (size // 5) + "(AP) — x",
    "captions": "Photo: The minister leaves Lima. (AP Photo/Ana Ruiz)\n",
    "share lines": "Share on Facebook\nTweet\nSubscribe\n",
    "bars": "Home | World | ",
    "bullets": "• Lima talks end\n- Peru says no\n* Cuba out\n",
    "mark-up": "<p class='x'><script>alert(1)</script><b>Zamora</b> &amp; &lt;",
    "addresses": "https://example.com/a/b?c=d&e=f ",
    "a long address": lambda size: "https://" + "a.b/" * (size // 4),
    "long words": drawn(lambda source: word(source, 500, 900)),
    "stops": ". ",
    "dashes": "—",
    "hard-wrapped lines": "The minister of Peru left the town of\nLima on Friday, and the crowd that was\n",
    "lines of a column": "the minister of the town of\nlima left on friday and went\n",
    "questions and answers": "Did the minister live?\nNo.\n",
    "speakers": "METZ: There is a bill.\n",
    "labels": "HEADLINE: Lima\nBYLINE: Ana Ruiz\nLOAD-DATE: May 1, 2020\n",
    "comments": "The minister left Lima.\n3 comments\nhans99\nNo.\nReply\n",
    "signed comments": drawn(lambda source: f"{word(source)}: No, it is not.", "\n"),
    "pointers": "Read also: Ferry stops\nThe minister left Lima.\n",
    "pleas": "Please take our survey.\n",
    "trailing blanks": "Lima" + " " * 500 + "\n",
    "spaced letters": "L i m a ",
}
SIZE = 3_000


def made(name, size=SIZE):
    family = FAMILIES[name]
    return family(size) if callable(family) else (family * (size // len(family) + 1))[:size]


@pytest.mark.parametrize("name", FAMILIES)
def test_a_record_keeps_its_promises(name):
    text = made(name)
    record = newsrecord.parse(text, reference_date="2025-10-31")
    assert record.source == text
    parts = [*record.body, *record.related_headlines, *record.meta, *record.furniture]
    parts += [record.headline] if record.headline else []
    parts.sort(key=lambda part: part.start)
    at = 0
    for part in parts:
        assert not text[at : part.start].strip(), "nothing is lost, nothing overlaps"
        at = part.end
    assert not text[at:].strip()
    for span in (*parts, *(m for entity in record.entities for m in entity.mentions), *record.dates):
        assert fold(text[span.start : span.end]) == span.text
    assert newsrecord.loads(newsrecord.dumps(record)) == record


def calls(work):
    """How many functions are called."""
    count = 0

    def note(_, event, __):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", FAMILIES)
def test_the_work_is_linear(name):
    """Four times the text, at most five times the calls: some have a part that each text has once."""
    short, long = made(name), made(name, 4 * SIZE)
    newsrecord.parse(long)  # tables are loaded
    english().made(load_network)._clear()  # else it depends on the tests before which words are looked up, not encoded
    few = calls(lambda: newsrecord.parse(short))
    english().made(load_network)._clear()
    assert calls(lambda: newsrecord.parse(long)) <= 5 * few + 2_000


@pytest.mark.parametrize(
    "data",
    [
        "", "null", "NaN", "-Infinity", "1", '"x"', "[" * 50_000, "[" * 50_000 + "]" * 50_000, '{"a":' * 50_000,
        '{"schema_version":' + "9" * 5_000 + "}", b"\xff\xfe\xff", b"\0" * 1_000, b'{"a":"\xed\xa0\x80"}',
    ],
    ids=lambda data: repr(data[:12]),
)  # fmt: skip
def test_what_is_no_record_is_one_error(data):
    with pytest.raises(newsrecord.InvalidRecordError):
        newsrecord.loads(data)
