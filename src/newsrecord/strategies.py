"""Hypothesis strategies for records and articles, for this project's tests and for those of its users.

`records()` draws valid records of every shape; `articles()` draws an article's text together with the record that
parsing it must give. Hypothesis finds this module by itself, so `st.from_type(NewsRecord)` works with no import of
ours. Needs Hypothesis (`pip install hypothesis`); nothing else in the package imports this module.
"""

from __future__ import annotations

import datetime
import functools
import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from hypothesis import strategies as st

from .record import (
    DATE_TYPES,
    ENTITY_TYPES,
    FURNITURE_ROLES,
    MODS,
    QUOTATION_KINDS,
    SPEAKER_TYPES,
    Author,
    DateExpression,
    Dateline,
    Entity,
    Furniture,
    Generator,
    Headline,
    Ids,
    Mention,
    NewsRecord,
    Passage,
    Quotation,
    Speaker,
    Timestamp,
    fold,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .record import DateZone, MentionZone

__all__ = ["DrawnArticle", "articles", "of_type", "records"]

P = TypeVar("P")

_WORDS = st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc"]), min_size=1, max_size=8).filter(
    lambda word: word.split() == [word]
)
_SAID = st.lists(_WORDS, max_size=2)
_GAPS = st.sampled_from([" ", " ", " ", "  ", "\n", "\r\n", "\u00a0", "\t"])
_BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n", "\n \n"])
_COUNTRIES = st.sampled_from(["PE", "CU", "MX", "US", "JP"])
_GEONAMES = st.sampled_from(["3936456", "3553478", "1", "6252001", "123456789012"])
_VALUES = {
    "DATE": ["2025-10-28", "2025-W44", "2012-SU", "199", "XXXX-10-28", "PAST_REF"],
    "TIME": ["2025-10-28T17:41", "XXXX-XX-XXTNI"],
    "DURATION": ["P3M", "PT2H", "PXD"],
    "SET": ["P1D", "XXXX-WXX-5"],
}


class _Span(NamedTuple):
    start: int
    end: int


class _Page:
    """A text under construction: what is written to it knows where it stands."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._pieces: list[str] = []
        self.size = 0

    def write(self, piece: str) -> _Span:
        start = self.size
        self._pieces.append(piece)
        self.size += len(piece)
        return _Span(start, self.size)

    def passage(self) -> list[_Span]:
        """Write a few words and a break; return where each word stands."""
        words: list[_Span] = []
        for word in self._draw(st.lists(_WORDS, min_size=1, max_size=6)):
            if words:
                self.write(self._draw(_GAPS))
            words.append(self.write(word))
        self.write(self._draw(_BREAKS))
        return words

    @property
    def text(self) -> str:
        return "".join(self._pieces)


def _runs(draw: st.DrawFn, words: list[_Span]) -> list[_Span]:
    """Some disjoint runs of neighbouring words."""
    runs, at = [], 0
    while at < len(words):
        length = draw(st.integers(0, 3))
        if length:
            runs.append(_Span(words[at].start, words[min(at + length, len(words)) - 1].end))
        at += max(length, 1)
    return runs


def _whole(words: list[_Span]) -> _Span:
    return _Span(words[0].start, words[-1].end)


@st.composite
def records(draw: st.DrawFn, *, with_source: bool | None = None) -> NewsRecord:
    """Draw valid records: any parts of the page in any number, mentions and dates in every zone, any Unicode.

    Args:
        draw: given by Hypothesis.
        with_source: whether the record holds its source; None draws it.
    """
    page = _Page(draw)
    page.write(draw(st.sampled_from(["", "\ufeff\n", "\n\n"])))
    roles = ["body", "related", "furniture"]
    order = draw(st.lists(st.sampled_from(roles), max_size=6))
    order = draw(st.sampled_from([[], ["headline"]])) + draw(st.sampled_from([[], ["meta"], ["meta", "meta"]])) + order
    placed = [(role, page.passage()) for role in order]
    text = page.text

    def made(kind: Callable[..., P], span: _Span, **more: Any) -> P:
        return kind(text=fold(text[span.start : span.end]), start=span.start, end=span.end, **more)

    def of(role: str) -> list[list[_Span]]:
        return [words for place, words in placed if place == role]

    is_known = draw(st.booleans())

    def known(kind: Callable[..., P], name: str, **more: Any) -> st.SearchStrategy[P | None]:
        """What the caller knew and no line says, or nothing."""
        return st.none() if not is_known else st.none() | _WORDS.map(lambda word: kind(**{name: word}, **more))

    metas = of("meta")
    moments = st.sampled_from(["2025-10-28", "2026-06-30T13:55+01:00", "2024-10-13T17:41"])
    bodies = of("body")
    opened = bodies[0][: draw(st.integers(0, len(bodies[0])))] if bodies else []
    dateline = None
    if opened:
        some = st.none() | _WORDS
        dateline = made(
            Dateline, _whole(opened), place=draw(some), agency=draw(some), date=draw(st.none() | st.dates())
        )
    entities = _draw_entities(draw, text, placed)
    is_bare = draw(st.booleans()) if with_source is None else not with_source
    source = None if is_bare else text
    return NewsRecord(
        generator=Generator(name="newsrecord", version="0.1.0", model=draw(st.none() | st.just("en-1:3f9c21d0"))),
        id=draw(st.none() | st.text(max_size=8)),
        url=draw(st.none() | st.just("https://news.example/1")),
        reference_date=draw(st.none() | st.dates()),
        headline=next((made(Headline, _whole(words)) for words in of("headline")), draw(known(Headline, "text"))),
        authors=[Author(name=fold(text[a:b]), start=a, end=b) for words in metas[:1] for a, b in _runs(draw, words)]
        or [author for author in [draw(known(Author, "name"))] if author],
        dateline=dateline,
        published=made(Timestamp, _whole(metas[0]), value=draw(moments))
        if metas
        else draw(known(Timestamp, "text", value=draw(moments))),
        updated=made(Timestamp, _whole(metas[1]), value=draw(moments)) if len(metas) > 1 else None,
        body=[made(Passage, _whole(words)) for words in bodies],
        entities=entities,
        dates=_draw_dates(draw, text, placed),
        quotations=_draw_quotations(draw, text, bodies, entities),
        related_headlines=[made(Passage, _whole(words)) for words in of("related")],
        meta=[made(Passage, _whole(words)) for words in metas],
        furniture=[
            made(Furniture, _whole(words), role=draw(st.sampled_from(FURNITURE_ROLES))) for words in of("furniture")
        ],
        source=source,
    )


def _draw_entities(draw: st.DrawFn, text: str, placed: list[tuple[str, list[_Span]]]) -> list[Entity]:
    """Runs of words, each given to one of a few entities."""
    zones: dict[str, MentionZone] = {"headline": "headline", "body": "body", "related": "related"}
    gathered: dict[int, list[Mention]] = {}
    for role, words in placed:
        if role in zones:
            for start, end in _runs(draw, words):
                mention = Mention(text=fold(text[start:end]), start=start, end=end, zone=zones[role])
                gathered.setdefault(draw(st.integers(0, 4)), []).append(mention)
    entities = []
    for mentions in gathered.values():
        kind = draw(st.sampled_from(ENTITY_TYPES))
        country = draw(st.none() | _COUNTRIES) if kind in ("LOCATION", "FACILITY", "NORP") else None
        ids = Ids(geonames=draw(st.none() | _GEONAMES) if kind in ("LOCATION", "FACILITY") else None)
        roles, bodies = draw(st.tuples(_SAID, _SAID)) if kind == "PERSON" else ([], [])
        name = max((mention.text for mention in mentions), key=len)
        entity = Entity(
            name=name, type=kind, country=country, roles=roles, affiliations=bodies, ids=ids, mentions=mentions
        )
        entities.append(entity)
    return entities


def _draw_quotations(draw: st.DrawFn, text: str, bodies: list[list[_Span]], entities: list[Entity]) -> list[Quotation]:
    """Runs of words in paragraphs, each said by nobody, by words of a paragraph, or by an entity that can speak."""
    spans = [span for words in bodies for span in _runs(draw, words)]
    able = [number for number, entity in enumerate(entities) if entity.type in SPEAKER_TYPES]
    whose = st.none() | st.sampled_from(able) if able else st.none()
    words = st.sampled_from([word for words in bodies for word in words]) if bodies else st.nothing()

    def speaker(span: _Span) -> Speaker:
        start, end = span
        return Speaker(text=fold(text[start:end]), start=start, end=end, entity=draw(whose))

    return [
        Quotation(
            text=fold(text[start:end]),
            start=start,
            end=end,
            kind=draw(st.sampled_from((*QUOTATION_KINDS, "indirect"))),
            speaker=draw(st.none() | words.map(speaker)),
            continues=draw(st.booleans()),
        )
        for start, end in spans
    ]


def _draw_dates(draw: st.DrawFn, text: str, placed: list[tuple[str, list[_Span]]]) -> list[DateExpression]:
    zones: dict[str, DateZone] = {"headline": "headline", "body": "body", "related": "related", "meta": "meta"}
    return [
        _draw_date(draw, fold(text[start:end]), start, end, zones[role])
        for role, words in placed
        if role in zones
        for start, end in _runs(draw, words)
    ]


def _draw_date(draw: st.DrawFn, text: str, start: int, end: int, zone: DateZone) -> DateExpression:
    kind = draw(st.sampled_from(DATE_TYPES))
    bounds = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2))) if draw(st.booleans()) else [None, None]
    return DateExpression(
        text=text,
        start=start,
        end=end,
        zone=zone,
        type=kind,
        value=draw(st.sampled_from(_VALUES[kind])),
        mod=draw(st.none() | st.sampled_from(MODS)),
        relative=draw(st.booleans()),
        earliest=bounds[0],
        latest=bounds[1],
    )


# --- articles with the record that they must give ------------------------------------------------------------------


class DrawnArticle(NamedTuple):
    """A text, and the record that `newsrecord.parse(text)` must equal."""

    text: str
    record: NewsRecord


_PEOPLE = st.sampled_from(
    ["Maria Torres", "James Walker", "Elena Petrova", "Kenji Tanaka", "Fatima Hassan", "Robert Schmidt"]
)
_NATIONS = {
    "Peru": ("PE", "3932488"),
    "Kenya": ("KE", "192950"),
    "Japan": ("JP", "1861060"),
    "Norway": ("NO", "3144096"),
    "Mexico": ("MX", "3996063"),
    "Poland": ("PL", "798544"),
    "Egypt": ("EG", "357994"),
}
"""Countries with their ISO codes and GeoNames ids."""
_DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)  # not strftime's, which follow the locale
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEADS = (
    "{person} arrived in {place} {when} to meet ministers from {other}, a spokesman told reporters at the airport.",
    "{person}, who had been in {place} for talks, returned to {other} {when} after they had broken down.",
)
_FOLLOWS = (
    "{surname} said that nobody had been hurt and that the roads out of the city were open again.",
    "“We did what we could,” {surname} said, and added that there was nothing more to be done about it.",
)
_HEADLINES = (
    "{place} signs new trade accord after long talks",
    "Talks on water rights resume in {place} after long delay",
)
_RELATED = (
    "Floods close schools across {place} for a second time",
    "Why the price of rice keeps rising in {place}",
    "Rail workers in {place} vote to end strike over pay",
)


def _printed(day: datetime.date, form: str = "{month} {day}, {year}") -> str:
    return form.format(day=day.day, month=_MONTHS[day.month - 1], year=day.year)


def _day_expression(
    text: str, span: _Span, zone: DateZone, day: datetime.date | None, *, relative: bool = False, unresolved: str = ""
) -> DateExpression:
    return DateExpression(
        text=text,
        start=span.start,
        end=span.end,
        zone=zone,
        type="DATE",
        value=day.isoformat() if day else unresolved,
        relative=relative,
        earliest=day,
        latest=day,
    )


class _Story:
    """An article under construction: the page, and what must be found on it."""

    def __init__(self, draw: st.DrawFn, reference: datetime.date | None) -> None:
        self.page = _Page(draw)
        self.draw = draw
        self.reference = reference
        self.mentions: dict[str, list[Mention]] = {}
        self.dates: list[DateExpression] = []
        self.said: list[tuple[_Span, Mention, str]] = []
        """What is quoted, by which mention of whom."""

    def line(self, text: str) -> Passage:
        start, end = self.page.write(text)
        self.page.write("\n")
        return Passage(text=text, start=start, end=end)

    def passage(self, template: str, zone: MentionZone, person: str) -> Passage:
        """Write a line from a template and note what stands where in it."""
        start = self.page.size
        quoted: _Span | None = None
        for piece in re.split(r"(\{\w+\}|“.*?”)", template):
            if piece == "{when}":
                self._write_date(zone)
            elif piece.startswith("“"):
                first, last = self.page.write(piece)
                quoted = _Span(first + 1, last - 1)
            elif piece.startswith("{"):
                word = {"{person}": person, "{surname}": person.split()[-1]}.get(piece)
                name = person if word else self.draw(st.sampled_from(sorted(_NATIONS)))
                span = self.page.write(word or name)
                mention = Mention(text=word or name, zone=zone, **span._asdict())
                self.mentions.setdefault(name, []).append(mention)
                if quoted:
                    self.said.append((quoted, mention, name))
                    quoted = None
            else:
                self.page.write(piece)
        text, end = self.page.text[start:], self.page.size
        self.page.write("\n")
        return Passage(text=text, start=start, end=end)

    def _write_date(self, zone: MentionZone) -> None:
        """An explicit day, or a weekday: then the last one up to the reference date, as the past tense says."""
        self.page.write("on ")
        if self.draw(st.booleans()):
            explicit = self.draw(_DAYS)
            text = _printed(explicit) if self.draw(st.booleans()) else _printed(explicit, "{day} {month} {year}")
            self.dates.append(_day_expression(text, self.page.write(text), zone, explicit))
            return
        number = self.draw(st.integers(0, 6))
        text, day = _WEEKDAYS[number], None
        if self.reference is not None:
            day = self.reference - datetime.timedelta((self.reference.weekday() - number) % 7)
        span = self.page.write(text)
        self.dates.append(_day_expression(text, span, zone, day, relative=True, unresolved=f"XXXX-WXX-{number + 1}"))

    def entities(self) -> list[Entity]:
        return [
            Entity(
                name=name,
                type="LOCATION" if name in _NATIONS else "PERSON",
                country=_NATIONS[name][0] if name in _NATIONS else None,
                ids=Ids(geonames=_NATIONS[name][1] if name in _NATIONS else None),
                mentions=mentions,
            )
            for name, mentions in self.mentions.items()
        ]

    def quotations(self) -> list[Quotation]:
        return [
            Quotation(
                text=self.page.text[span.start : span.end],
                start=span.start,
                end=span.end,
                kind="direct",
                speaker=Speaker(
                    text=mention.text, start=mention.start, end=mention.end, entity=list(self.mentions).index(name)
                ),
            )
            for span, mention, name in self.said
        ]


@st.composite
def articles(draw: st.DrawFn) -> DrawnArticle:
    """Draw an article's text and the record that parsing it with the default parser must give.

    The text has a plain shape that any release reads without doubt: perhaps a headline, a byline and a published line;
    a few paragraphs that name people, countries and days; perhaps a list of related headlines under a cue.
    """
    published = draw(st.none() | _DAYS)
    story = _Story(draw, published)
    parts: dict[str, Any] = {"reference_date": published}
    person = draw(_PEOPLE)
    if draw(st.booleans()):
        line = story.passage(draw(st.sampled_from(_HEADLINES)), "headline", person)
        parts["headline"] = Headline(text=line.text, start=line.start, end=line.end)
        story.page.write("\n")
    meta = []
    if draw(st.booleans()):
        author = draw(_PEOPLE.filter(lambda name: name != person))
        meta.append(story.line(f"By {author}"))
        parts["authors"] = [Author(name=author, start=meta[-1].start + 3, end=meta[-1].end)]
    if published is not None:
        text = _printed(published)
        meta.append(story.line(f"Published {text}"))
        span = _Span(meta[-1].start + len("Published "), meta[-1].end)
        parts["published"] = Timestamp(text=text, start=span.start, end=span.end, value=published.isoformat())
        story.dates.append(_day_expression(text, span, "meta", published))
    story.page.write("\n")
    body = []
    for template in [draw(st.sampled_from(_LEADS)), *draw(st.lists(st.sampled_from(_FOLLOWS), min_size=2, max_size=4))]:
        body.append(story.passage(template, "body", person))
        story.page.write("\n")
    related, furniture = [], []
    if draw(st.booleans()):
        cue = story.line("Related:")
        furniture.append(Furniture(role="cue", text=cue.text, start=cue.start, end=cue.end))
        related = [story.passage(template, "related", person) for template in draw(st.permutations(_RELATED))]
    return DrawnArticle(
        story.page.text,
        NewsRecord(
            generator=_generator(),
            meta=meta,
            body=body,
            entities=story.entities(),
            dates=story.dates,
            quotations=story.quotations(),
            related_headlines=related,
            furniture=furniture,
            source=story.page.text,
            **parts,
        ),
    )


@functools.cache
def _generator() -> Generator:
    """What the default parser signs its records with."""
    from .parser import parse

    return parse("").generator


def of_type(kind: type) -> st.SearchStrategy[Any]:
    """Objects of one of the record's classes; Hypothesis draws by type with this.

    Args:
        kind: `NewsRecord` or the class of one of its parts.
    """
    if kind is NewsRecord:
        return records()
    items = _PARTS[kind]
    return records().map(items).filter(bool).flatmap(st.sampled_from)


_PARTS: dict[type, Callable[[NewsRecord], list[Any]]] = {
    Passage: lambda record: [*record.body, *record.related_headlines, *record.meta],
    Headline: lambda record: [record.headline] if record.headline else [],
    Author: lambda record: [*record.authors],
    Dateline: lambda record: [record.dateline] if record.dateline else [],
    Timestamp: lambda record: [stamp for stamp in (record.published, record.updated) if stamp],
    Mention: lambda record: [mention for entity in record.entities for mention in entity.mentions],
    Entity: lambda record: [*record.entities],
    DateExpression: lambda record: [*record.dates],
    Quotation: lambda record: [*record.quotations],
    Speaker: lambda record: [one.speaker for one in record.quotations if one.speaker],
    Furniture: lambda record: [*record.furniture],
}
