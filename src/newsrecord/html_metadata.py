"""When a page says that it was published and updated, and by whom, in what it states for machines.

In comes the element tree of a page; out comes what its metadata say: `meta` elements (OpenGraph, Dublin Core, those of
news systems), JSON-LD of schema.org, and microdata and microformats of its elements. What is said of comments and of
other stories is passed over. Nothing is guessed from the text.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .checks import as_timestamp
from .errors import InvalidArgumentError
from .html_linked import LinkedArticle, read_linked
from .keys import fold_key
from .record import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .stamps import Stamps

__all__ = ["Metadata", "Story", "finest", "read_metadata", "unmarked_times", "updated_after"]

_FIRST_YEAR: Final = 1605
"""The year of the first newspaper, the Relation of Strasbourg; systems write year 1 for no date."""
_NO_DAY: Final = "1970-01-01"
"""What systems write for no date: the day from which Unix counts seconds."""
_LONGEST: Final = 100
"""Code points of what states a date."""
_SECONDS: Final = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")
"""Seconds or milliseconds since 1970, of the years 2001 to 2033."""
_PUBLISHED: Final = (
    # the vocabularies of articles
    *("article:published_time", "og:article:published_time", "article:published", "datepublished"),
    *("rnews:datepublished", "og:published_time", "published_time"),
    # Dublin Core
    *("dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "dc:date"),
    # what news systems write, and crawlers and analysts of traffic ask for
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "bt:pubdate", "citation_publication_date"),
    *("pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published-date"),
    *("date_published", "originalpublicationdate", "article.published", "date", "datecreated"),
)
"""Names of `meta` elements that state when a page was published, surer ones first."""
_UPDATED: Final = (
    *("article:modified_time", "og:article:modified_time", "article:modified", "datemodified"),
    *("og:updated_time", "og:modified_time", "dcterms.modified", "dc.date.modified", "dc.modified", "bt:moddate"),
    *("last-modified", "lastmodified", "lastmod", "article.updated"),
)
"""The same for the last change."""
_DATES: Final = ("time", "abbr")
_MARKED_PUBLISHED: Final = frozenset(("published", "dt-published", "entry-date"))
_MARKED_UPDATED: Final = frozenset(("updated", "dt-updated"))
"""Classes of the microformats hAtom and h-entry, and of the pages that WordPress makes."""
_FOREIGN: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?lists?|disqus|related|recommend(?:ed|ations?)?)(?:[\s_-]|$)", re.IGNORECASE
)
"""Ids and classes of comments and of other stories, as the templates of pages have them."""
_FRAMES: Final = frozenset(("nav", "aside", "article"))
"""Elements that hold what is not of the story, where the story is not in them."""
_WHOLE: Final = frozenset(("html", "body", "main"))
"""Elements that hold the story whatever they are called."""
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LEVELS: Final = 3
_CARD_WORDS: Final = 80
"""Elements around a date, and their words, in which the linked title of another story makes the date that story's."""
_LINKED_WORDS: Final = 5
_HEADING_WORDS: Final = 3
"""Words that make a link, and a heading with or in a link, a title."""


class Metadata(NamedTuple):
    """What a page states. Dates are ISO 8601 as in records, surest first; names are as written, white space folded."""

    published: tuple[str, ...]
    updated: tuple[str, ...]
    people: tuple[str, ...]
    organizations: tuple[str, ...]
    """Authors that are no persons, the publisher not among them."""
    refused: frozenset[str]
    """Case-folded: what stands for an author and names none."""
    is_linked: bool
    """Whether there is JSON-LD of the article."""


def read_metadata(tree: Any, story: Story, url: str | None, headline: str, stamps: Stamps) -> Metadata:
    """Return what a page states of itself.

    Args:
        tree: the root element.
        story: what of the page is of its story.
        url: where the page is from, or None: tells its article among others in JSON-LD, as the headline does.
        headline: empty where there is none.
        stamps: reads dates in words.
    """
    linked = read_linked(tree, url, headline) or LinkedArticle()
    stated = _stated(tree)
    marked = list(_marked(tree, story))
    return Metadata(
        published=_dates([*_named(stated, _PUBLISHED), linked.published, *_of("published", marked)], stamps),
        updated=_dates([*_named(stated, _UPDATED), linked.updated, *_of("updated", marked)], stamps),
        people=linked.people,
        organizations=linked.organizations,
        refused=linked.refused,
        is_linked=linked != LinkedArticle(),
    )


def unmarked_times(tree: Any, story: Story, stamps: Stamps) -> tuple[str, ...]:
    """Return what the `time` elements of the story say, whatever of."""
    return _dates((time.get("datetime") for time in tree.iter("time") if story.holds(time)), stamps)


# --- dates -----------------------------------------------------------------------------------------------------------


def finest(dates: Sequence[str]) -> str | None:
    """Return the first date, or what states that day more closely: with a time and a zone, else with a time."""
    day = [date for date in dates if date[:10] == dates[0][:10]]
    return max(day, key=lambda date: min(len(date), 16) + (_moment(date).tzinfo is not None), default=None)


def updated_after(dates: Sequence[str], published: Sequence[str]) -> tuple[str, ...]:
    """Return the dates of changes but those up to the publication: systems state one where nothing was changed."""
    return tuple(date for date in dates if not any(_is_by(date, other) for other in published))


def _is_by(one: str, two: str) -> bool:
    """Whether a moment is not after another, as far as both are stated."""
    first, second = _moment(one), _moment(two)
    if first.tzinfo is not None and second.tzinfo is not None:
        return first <= second
    if len(one) > 10 and len(two) > 10:
        return first.replace(tzinfo=None) <= second.replace(tzinfo=None)
    return one == two or one[:10] < two[:10]


def _moment(date: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(date)


def _dates(said: Iterable[str | None], stamps: Stamps) -> tuple[str, ...]:
    return tuple(date for date in (_date(text, stamps) for text in said if text) if date is not None)


def _date(text: str, stamps: Stamps) -> str | None:
    """Return the date that a text states, None where it states none."""
    text = fold(text[:_LONGEST])
    try:
        if _SECONDS.fullmatch(text):
            seconds = int(text) // (1000 if len(text) > 10 else 1)
            date = as_timestamp(datetime.datetime.fromtimestamp(seconds, datetime.UTC))
        else:
            date = as_timestamp(text)
    except InvalidArgumentError:
        date = next((stamp.value for stamp in stamps.find(text)), "")
    except (OverflowError, OSError, ValueError):
        return None
    return date if date and int(date[:4]) >= _FIRST_YEAR and date[:10] != _NO_DAY else None


# --- the elements of a page ------------------------------------------------------------------------------------------


def _stated(tree: Any) -> dict[str, str]:
    """What the `meta` elements with a property or a name state, the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = meta.get("content")
        for name in (meta.get("property"), meta.get("name")):
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


def _named(stated: dict[str, str], names: Iterable[str]) -> Iterator[str]:
    return (stated[name] for name in names if name in stated)


def _marked(tree: Any, story: Story) -> Iterator[tuple[str, str]]:
    """Yield `published` or `updated` with what the elements of the story say that are marked so."""
    for element in tree.xpath("//*[@itemprop] | //time | //abbr"):
        properties = (element.get("itemprop") or "").lower().split()
        classes = (element.get("class") or "").lower().split() if element.tag in _DATES else ()
        if (
            "datepublished" in properties
            or (element.tag == "time" and element.get("pubdate") is not None)
            or not _MARKED_PUBLISHED.isdisjoint(classes)
        ):
            kind = "published"
        elif "datemodified" in properties or not _MARKED_UPDATED.isdisjoint(classes):
            kind = "updated"
        else:
            continue
        said = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        if story.holds(element):
            yield kind, said


def _of(kind: str, marked: Iterable[tuple[str, str]]) -> list[str]:
    return [said for of, said in marked if of == kind]


class Story:
    """Tells what of a page is of its story, and what of comments and of other stories."""

    def __init__(self, tree: Any, headline: str) -> None:
        self._tree = tree
        self._key = fold_key(headline)
        titles = list(tree.iter("h1"))
        title = next((item for item in titles if fold_key(item.text_content()) == self._key), None)
        title = titles[0] if title is None and titles else title
        self._own: set[Any] = {title, *title.iterancestors()} if title is not None else set()
        articles = list(tree.iter("article"))
        if articles and not any(article in self._own for article in articles):
            self._own.add(max(articles, key=lambda article: len(article.text_content())))
        self._foreign: dict[Any, bool] = {}
        self._titled: dict[Any, bool] = {}

    def holds(self, element: Any) -> bool:
        """Whether an element is of the story."""
        for level, around in enumerate((element, *element.iterancestors())):
            if around in self._own:
                return True
            if self._is_foreign(around) or (0 < level <= _LEVELS and self._has_title(around)):
                return False
        return True

    def drop_foreign_dates(self) -> bool:
        """Empty the elements with dates of comments and other stories; return whether there were any."""
        dates = self._tree.xpath("//body//*[@itemprop or @class or @id or @title or self::time or self::abbr]")
        foreign = [date for date in dates if (date.tag in _DATES or not len(date)) and not self.holds(date)]
        for element in foreign:
            element.clear(keep_tail=True)
            element.tag = "span"
        return bool(foreign)

    def _is_foreign(self, element: Any) -> bool:
        if element not in self._foreign:
            name = f"{element.get('class') or ''} {element.get('id') or ''}"
            kind = f"{element.get('itemprop') or ''} {element.get('itemtype') or ''}".lower().split()
            self._foreign[element] = element.tag not in _WHOLE and (
                element.tag in _FRAMES
                or (element.tag == "footer" and next(element.iterancestors("article"), None) is None)
                or _FOREIGN.search(name) is not None
                or any(word.endswith("comment") for word in kind)
            )
        return self._foreign[element]

    def _has_title(self, element: Any) -> bool:
        """Whether the title of another story is in an element: a link of many words, a heading with or in a link."""
        if element not in self._titled:
            is_card = len(element.text_content().split()) <= _CARD_WORDS
            self._titled[element] = is_card and any(map(self._is_title, element.iter("a")))
        return self._titled[element]

    def _is_title(self, link: Any) -> bool:
        text = link.text_content()
        words = len(text.split()) - sum(len(time.text_content().split()) for time in link.iter("time"))
        headed = any(part.tag in _HEADINGS for part in (*link, link.getparent()))
        return words >= (_HEADING_WORDS if headed else _LINKED_WORDS) and fold_key(text) != self._key
