"""The parser: raw article text goes in, a `NewsRecord` comes out.

It runs the readers in order (layout; recogniser and gatherer; dates; quotations), checks what plugged-in ones return,
and assembles the record. It holds settings only, so one parser serves any number of threads and calls.
"""

from __future__ import annotations

import functools
import os
import reprlib
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from attrs import Factory, field, frozen

from ._version import __version__
from .article import Article, facts_of, suspect, wrong_text
from .assembly import (
    checked,
    named,
    own_date,
    read_layout,
    returned_entities,
    returned_quotations,
    sections_of,
    sound_dates,
    sound_entities,
    sound_quotations,
    ungathered,
    zoned,
)
from .errors import InvalidArgumentError, InvalidRecordError
from .fields import fields_of
from .known import with_known
from .language import Language, english, find_language
from .readers import DateReader, Gatherer, Layout, LayoutReader, QuotationReader, Recognizer
from .record import Generator, NewsRecord
from .text import look

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .record import DateExpression, Entity, Quotation

__all__ = ["Article", "Outcome", "Parser", "default_parser", "parse", "parse_html"]


# The built-in readers are imported when a parser is made, not before: they and their tables are most of the package.


def _news_layout(parser: Parser) -> LayoutReader:
    from .layout import NewsLayout

    return NewsLayout(parser.language)


def _news_dates(parser: Parser) -> DateReader:
    from .dates import NewsDates

    return NewsDates(language=parser.language)


def _news_recognizer(parser: Parser) -> Recognizer:
    from .entities import NewsRecognizer

    return NewsRecognizer(parser.language)


def _news_gatherer(parser: Parser) -> Gatherer:
    from .entities import NewsGatherer

    return NewsGatherer(parser.language)


def _news_quotations(parser: Parser) -> QuotationReader:
    from .quotations import NewsQuotations

    return NewsQuotations(parser.language)


def _plain_layout(parser: Parser) -> LayoutReader:
    from .layout import PlainLayout

    return PlainLayout(parser.language)


def _is_ours(reader: object) -> bool:
    return type(reader).__module__.partition(".")[0] == __package__


def _reader(protocol: type, method: str) -> Any:
    """A validator for a field that takes a reader or None."""

    def check(_: object, attribute: Any, value: object) -> None:
        if value is not None and (isinstance(value, type) or not isinstance(value, protocol)):
            shown = reprlib.repr(value)
            advice = f"pass an object with the method {method} (see newsrecord.readers.{protocol.__name__}), or None"
            raise TypeError(f"{attribute.name}: {shown} is no {protocol.__name__}; {advice}")

    return check


@frozen(kw_only=True)
class Parser:
    """Reads news texts. Make one, keep it, share it between threads; `newsrecord.parse` uses a default one.

    Each reader can be exchanged for any object with the right method (see `newsrecord.readers`), or left out with None.

    Raises:
        TypeError: a reader lacks its method.
        InvalidArgumentError: there are no tables for `language`.
    """

    language: Language = field(factory=english, converter=find_language)
    """Language of the texts: a code (BCP 47) that there are tables for, or a `Language` that was read from a folder."""
    layout: LayoutReader | None = field(
        default=Factory(_news_layout, takes_self=True), validator=_reader(LayoutReader, "read(text)")
    )
    """Tells the parts of the page apart. None: the text is body only, and is just split into paragraphs."""
    dates: DateReader | None = field(
        default=Factory(_news_dates, takes_self=True), validator=_reader(DateReader, "read(document, reference_date)")
    )
    """Finds temporal expressions. None: `record.dates` stays empty."""
    recognizer: Recognizer | None = field(
        default=Factory(_news_recognizer, takes_self=True), validator=_reader(Recognizer, "recognize(document)")
    )
    """Finds names. None: `record.entities` stays empty."""
    gatherer: Gatherer | None = field(
        default=Factory(_news_gatherer, takes_self=True), validator=_reader(Gatherer, "gather(document, mentions)")
    )
    """Makes entities of the names that were found. None: each mention is an entity by itself."""
    quotations: QuotationReader | None = field(
        default=Factory(_news_quotations, takes_self=True),
        validator=_reader(QuotationReader, "read_quotations(document, entities)"),
    )
    """Finds who said what. None: `record.quotations` stays empty."""

    def parse(
        self,
        text: str,
        *,
        reference_date: datetime.date | str | None = None,
        fallback_date: datetime.date | str | None = None,
        headline: str | None = None,
        authors: str | Sequence[str] | None = None,
        published: datetime.date | str | None = None,
        url: str | None = None,
        id: str | None = None,  # noqa: A002  (the record's own key)
    ) -> NewsRecord:
        """Read one article. Every `str` gives a record, in time linear in its length.

        Days may be dates, datetimes (their own day, in their own zone), ISO 8601 or RFC 822 strings. What is handed in
        of headline, authors and publication date goes into the record as given and wins over the text; it has offsets
        where a line of the text says the same.

        Args:
            text: the article as pasted, scraped or dumped, without mark-up. It is not changed; offsets point into it.
            reference_date: the day that relative dates are resolved against. By default the published date, yours or
                the one found in the text, or its dateline; without any, relative dates stay unresolved.
            fallback_date: a day for want of a better one (of a crawl, of a feed): taken where the text has none.
            headline: the headline; white space is folded. None or blank: the text decides.
            authors: their names, or one string with semicolons or line ends between names. None or empty: as before.
            published: when it was published; a time goes into the record with its zone.
            url: where the article is from; goes into the record.
            id: the caller's name for the article; goes into the record.

        Raises:
            TypeError: an argument has the wrong type; `bytes` must be decoded first.
            InvalidArgumentError: a day is a string that is no ISO 8601 or RFC 822 date.
            ReaderError: an exchanged reader returned something that fits no record.

        Warns:
            SuspiciousInputWarning: the text is an address, or the path of something that is there.
        """
        suspect(text)
        return self._read(
            Article(
                text=text,
                id=id,
                url=url,
                reference_date=reference_date,
                fallback_date=fallback_date,
                headline=headline,
                authors=authors,
                published=published,
            )
        )

    def parse_html(
        self,
        html: str | bytes,
        url: str | None = None,
        *,
        reference_date: datetime.date | str | None = None,
        fallback_date: datetime.date | str | None = None,
        headline: str | None = None,
        authors: str | Sequence[str] | None = None,
        published: datetime.date | str | None = None,
        id: str | None = None,  # noqa: A002
    ) -> NewsRecord:
        """Read one article from the mark-up of its page; needs the extra `html`. Nothing is fetched.

        The record's `source` is the text of what was found: headline, byline, dates, paragraphs and the titles of other
        stories, with blank lines between. Offsets point into it. The parser's `layout` is not asked. What the page
        states for machines (JSON-LD, `meta`, `time`) of its dates and authors wins over its text, and the arguments
        over both.

        Args:
            html: the page; `bytes` in the encoding that it states. Broken and empty pages give a record too.
            url: where the page is from: links to the same site are told by it, and it goes into the record. By default
                the address that the page states.
            reference_date: as for `parse`.
            fallback_date: as for `parse`.
            headline: as for `parse`.
            authors: as for `parse`.
            published: as for `parse`.
            id: as for `parse`.

        Raises:
            MissingExtraError: the extra is not installed.
            TypeError: an argument has the wrong type.
            InvalidArgumentError: a day is a string that is no ISO 8601 or RFC 822 date.

        Warns:
            SuspiciousInputWarning: as `parse`.
        """
        if not isinstance(html, (str, bytes)):
            advice = "pass what the file holds" if isinstance(html, os.PathLike) else "pass the page's mark-up"
            raise TypeError(f"html: expected a str or bytes, got {type(html).__name__}; {advice}")
        if isinstance(html, bytes):
            from .html_encoding import decode_html

            html = decode_html(html)
        suspect(html, html=True)
        return self._read(
            Article(
                text=html,
                html=True,
                id=id,
                url=url,
                reference_date=reference_date,
                fallback_date=fallback_date,
                headline=headline,
                authors=authors,
                published=published,
            )
        )

    def _read(self, article: Article) -> NewsRecord:
        given = facts_of(article)
        text, url = given.text, given.url
        if article.html:
            from .html import read_html

            text, layout, url = read_html(text, url, self.language)
        else:
            reader = self.layout or _plain_layout(self)
            layout = read_layout(reader, text)
        head, layout = with_known(text, layout, given.known)
        published = head.published.date if head.published else None
        reference = given.reference_date or published or own_date(layout) or given.fallback_date
        view, document = look(text, sections_of(layout), self.language, url)
        entities: Sequence[Entity] = ()
        dates: Sequence[DateExpression] = ()
        quotations: Sequence[Quotation] = ()
        if self.recognizer is not None:
            found = checked(self.recognizer, self.recognizer.recognize(document), document)
            gatherer = self.gatherer
            if gatherer is None:
                entities = ungathered(document, found)
            else:
                entities = sound_entities(gatherer, gatherer.gather(document, found))
        if self.dates is not None:
            dates = zoned(map(view.returned, sound_dates(self.dates, self.dates.read(document, reference))), layout)
        if self.quotations is not None:
            found_quotations = self.quotations.read_quotations(document, entities)
            quotations = returned_quotations(sound_quotations(self.quotations, found_quotations), view)
        entities = returned_entities(entities, view)
        parts: dict[str, Any] = {name: getattr(layout, name) for name in fields_of(Layout)}
        parts |= {"headline": head.headline, "authors": head.authors, "published": head.published}
        parts |= {"reference_date": reference, "entities": entities, "dates": dates}
        parts["quotations"] = quotations
        model = getattr(self.recognizer, "model", None)
        generator = Generator(name="newsrecord", version=__version__, model=model)
        try:
            return NewsRecord(
                generator=generator, id=given.id, url=url, language=self.language.code, source=text, **parts
            )
        except InvalidRecordError as problem:
            readers = {name: getattr(self, name) for name in ("layout", "dates", "gatherer", "quotations")}
            raise named(problem, readers, parts) from problem

    def prepare(self) -> None:
        """Load and make now what the first article would wait for, with the readers that are the library's own.

        For servers, before the first request or before they fork: processes then share the memory. `parse_many` and
        `newsrecord convert` do it by themselves before they start processes.

        Raises:
            DataFileError: a table of the language is missing, or holds what cannot be used.
        """
        readers = {name: getattr(self, name) for name in ("layout", "dates", "recognizer", "gatherer", "quotations")}
        own = {name: one if _is_ours(one) else None for name, one in readers.items()}
        Parser(language=self.language, **own).parse(self.language.sample())

    def parse_many(
        self,
        articles: Iterable[Article | str],
        *,
        workers: int = 1,
        on_error: Literal["raise", "skip"] | Callable[[Outcome], object] = "raise",
        chunk_size: int = 16,
    ) -> Iterator[NewsRecord]:
        """Read many articles; yield their records one by one in the order of the input, which is consumed as needed.

        Args:
            articles: texts, or `Article`s where an id, url or reference date goes along.
            workers: processes to use. With more than one, the parser and its readers must be picklable and, as always
                with processes, a script must guard its start with `if __name__ == "__main__":`.
            on_error: what becomes of an article that gives no record: its error is raised (the records before it have
                been yielded), it is left out, or this is called with its outcome and the rest goes on.
            chunk_size: articles handed to a process at once.

        Raises:
            TypeError: an item is neither `str` nor `Article` (`on_error="raise"`).
            InvalidArgumentError: `workers` or `chunk_size` is less than 1, `on_error` is none of these, or processes
                cannot be had here (in a daemonic one, on a system without them); with `on_error="raise"` also where a
                day is no date.
            WorkerError: processes end as they start; with `on_error="raise"` also where an article ended two of them.
        """
        if not callable(on_error) and on_error not in ("raise", "skip"):
            shown = reprlib.repr(on_error)
            raise InvalidArgumentError(f"on_error: expected 'raise', 'skip' or something to call, got {shown}")
        return _records(self.outcomes(articles, workers=workers, chunk_size=chunk_size), on_error)

    def outcomes(
        self, articles: Iterable[Article | str], *, workers: int = 1, chunk_size: int = 16
    ) -> Iterator[Outcome]:
        """Like `parse_many`, but every article yields an outcome, which carries it: its record, or its error.

        An article that ends the process that reads it, twice, has a `WorkerError`.
        """
        for name, value in (("workers", workers), ("chunk_size", chunk_size)):
            if type(value) is not int or value < 1:
                raise InvalidArgumentError(f"{name}: expected a whole number from 1, got {value!r}")
        if isinstance(articles, (str, bytes, Article)):
            raise TypeError("articles: expected several articles; for a single one use parse(text)")
        if workers == 1:
            return map(self.outcome, articles)
        from .processes import shared_out

        work: Callable[[Any], NewsRecord | Exception] = self._record_or_error
        items = ((article, article) for article in articles)
        return _outcomes(shared_out(work, items, workers, chunk_size=chunk_size, prepare=self.prepare))

    def outcome(self, article: Article | str) -> Outcome:
        """Read one article; whatever is wrong is in the outcome."""
        result = self._record_or_error(article)
        return Outcome(article, None, result) if isinstance(result, Exception) else Outcome(article, result, None)

    def _record_or_error(self, article: Article | str) -> NewsRecord | Exception:
        try:
            if not isinstance(article, Article):
                suspect(article)
                article = Article(text=article)
            return self._read(article)
        except Exception as problem:  # noqa: BLE001  (the caller decides; the other articles are not its fault)
            return problem


class Outcome(NamedTuple):
    """What became of an article: a record or an error, one of them None."""

    article: Article | str
    """The very object that was handed in."""
    record: NewsRecord | None
    error: Exception | None


def parse(
    text: str,
    *,
    reference_date: datetime.date | str | None = None,
    fallback_date: datetime.date | str | None = None,
    headline: str | None = None,
    authors: str | Sequence[str] | None = None,
    published: datetime.date | str | None = None,
    url: str | None = None,
    id: str | None = None,  # noqa: A002
) -> NewsRecord:
    """Read one article with the default parser: see `Parser.parse`."""
    return default_parser().parse(
        text,
        reference_date=reference_date,
        fallback_date=fallback_date,
        headline=headline,
        authors=authors,
        published=published,
        url=url,
        id=id,
    )


def parse_html(
    html: str | bytes,
    url: str | None = None,
    *,
    reference_date: datetime.date | str | None = None,
    fallback_date: datetime.date | str | None = None,
    headline: str | None = None,
    authors: str | Sequence[str] | None = None,
    published: datetime.date | str | None = None,
    id: str | None = None,  # noqa: A002
    parser: Parser | None = None,
) -> NewsRecord:
    """Read one article from the mark-up of its page with `parser`, or the default one: see `Parser.parse_html`."""
    return (parser or default_parser()).parse_html(
        html,
        url,
        reference_date=reference_date,
        fallback_date=fallback_date,
        headline=headline,
        authors=authors,
        published=published,
        id=id,
    )


@functools.cache
def default_parser() -> Parser:
    """The parser of `parse`, one for each process."""
    return Parser()


def _records(outcomes: Iterable[Outcome], on_error: str | Callable[[Outcome], object]) -> Iterator[NewsRecord]:
    for outcome in outcomes:
        if outcome.record is not None:
            yield outcome.record
        elif callable(on_error):
            on_error(outcome)
        elif outcome.error is not None and on_error == "raise":
            raise outcome.error


def _outcomes(results: Iterable[tuple[Article | str, NewsRecord | Exception | None]]) -> Iterator[Outcome]:
    for article, result in results:
        if result is None:  # there was no task: None stood in the place of an article
            yield Outcome(article, None, TypeError(wrong_text(article)))
        elif isinstance(result, Exception):
            yield Outcome(article, None, result)
        else:
            yield Outcome(article, result, None)
