"""What a page states of its article as JSON-LD of schema.org: when it was published and changed, and who wrote it.

In come the scripts of a page; out comes what they say of the article that the page is, which stands in one of them, in
a list or `@graph`, or as the main entity of a page. Parts of it, comments and other stories are not looked at.
"""

from __future__ import annotations

import json
import re
from collections import deque
from html import unescape
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from .html_breaks import shown
from .keys import fold_key
from .record import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LinkedArticle", "drop_linked", "read_linked"]

_ARTICLES: Final = frozenset(
    (  # noqa: SIM905  (shorter to read)
        "advertisercontentarticle analysisnewsarticle article askpublicnewsarticle backgroundnewsarticle blogposting "
        "liveblogposting medicalscholarlyarticle newsarticle opinionnewsarticle report reportagenewsarticle "
        "reviewnewsarticle satiricalarticle scholarlyarticle socialmediaposting techarticle"
    ).split()
)
"""`Article` of schema.org and its subtypes, without posts of forums."""
_PAGES: Final = frozenset(("webpage", "itempage"))
_ORGANIZATIONS: Final = ("organization", "corporation", "website")
"""How the types end of authors that are no persons."""
_INNER: Final = ("@graph", "mainEntity", "mainEntityOfPage")
"""Keys below which the article of a page stands."""
_NAMES: Final = ("givenName", "additionalName", "familyName")
_LONGEST_NAME: Final = 100
_MARKUP: Final = re.compile(r"<[^<>]*>")
_NO_NAME: Final = re.compile(r"[@;|/&,<>{}()\[\]\d]|\bwww\.")
"""What no single name holds: addresses, handles, lists."""
_WRAPPED: Final = re.compile(
    r"\A\s*+(?:/[/*]\s*+)?(?:<!\[CDATA\[|<!--)(?:\s*+\*/)?|(?:/[/*]\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*\Z"
)
"""What hides a script from readers of old."""


class LinkedArticle(NamedTuple):
    """What is said of the article: dates as written, names as written but white space."""

    published: str | None = None
    updated: str | None = None
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()
    """Case-folded: authors that name nobody, such as the publisher or a login."""


def read_linked(tree: Any, url: str | None, headline: str) -> LinkedArticle | None:
    """Return what the scripts of a page say of its article, None where they do not tell of it.

    Args:
        tree: the root element.
        url: where the page is from, or None.
        headline: empty where there is none.
    """
    nodes = list(_nodes(value for _, value in _scripts(tree)))
    article = _article(nodes, url, headline)
    if article is None:
        return None
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    publishers = {name.casefold() for name, _ in _authors(article.get("publisher"), known)}
    publishers.update(
        name.casefold() for node in nodes if _types(node) & {"website"} for name, _ in _authors(node, known)
    )
    people: dict[str, str] = {}
    organizations: dict[str, str] = {}
    refused = set()
    for name, is_person in _authors(article.get("author") or article.get("creator"), known):
        key = name.casefold()
        if key in publishers or (name.islower() and " " not in name):
            refused.add(key)
        else:
            (people if is_person else organizations).setdefault(key, name)
    names = tuple(people.values())
    return LinkedArticle(
        published=_string(article.get("datePublished")) or _string(article.get("dateCreated")),
        updated=_string(article.get("dateModified")),
        people=names if not any(map(_is_no_name, names)) else (),
        organizations=tuple(name for name in organizations.values() if not _is_no_name(name)),
        refused=frozenset(refused),
    )


def _is_no_name(text: str) -> bool:
    return len(text) > _LONGEST_NAME or _NO_NAME.search(text) is not None or not any(map(str.isalpha, text))


# --- the scripts -----------------------------------------------------------------------------------------------------


def drop_linked(tree: Any) -> bool:
    """Empty the scripts that can be read; return whether there were any."""
    found = list(_scripts(tree))
    for script, _ in found:
        script.text = None
    return bool(found)


def _scripts(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each script of JSON-LD that can be read, and what it holds."""
    for script in tree.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() == "application/ld+json" and script.text:
            try:
                yield script, json.loads(_WRAPPED.sub("", script.text), strict=False)
            except (ValueError, RecursionError):
                continue


def _nodes(values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects in lists and graphs, and the main entities of pages, in their order."""
    waiting = deque(values)
    while waiting:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[key] for key in _INNER if isinstance(value.get(key), (list, dict)))


def _article(nodes: list[dict[str, Any]], url: str | None, headline: str) -> dict[str, Any] | None:
    """Return the object that is the article of the page; where there are others, its address or headline tells it."""
    place, key = _place(url), fold_key(headline)
    for kinds in (_ARTICLES, _PAGES):
        found = [node for node in nodes if _types(node) & kinds]
        for node in found:
            if place is not None and any(_place(address) == place for address in _addresses(node)):
                return node
        for node in found:
            if key and key == _key(node):
                return node
        if found and len({_key(node) for node in found}) == 1:
            return found[0]
    return None


def _key(node: dict[str, Any]) -> str:
    return fold_key(_text(node.get("headline") or node.get("name")))


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {re.split("[/#:]", kind)[-1].lower() for kind in listed if isinstance(kind, str)}


def _addresses(node: dict[str, Any]) -> Iterator[Any]:
    page = node.get("mainEntityOfPage")
    yield from (node.get("url"), node.get("@id"))
    yield from (page.get("@id"), page.get("url")) if isinstance(page, dict) else (page,)


def _place(address: Any) -> tuple[str, str] | None:
    """Return the host and path of an address, None where it has none."""
    try:
        parts = urlsplit(address) if isinstance(address, str) else None
    except ValueError:
        return None
    if parts is None or not parts.netloc:
        return None
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")


# --- names -----------------------------------------------------------------------------------------------------------


def _authors(value: Any, known: dict[str, dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    """Yield each name, and whether it is a person's: of strings, of objects, of lists of them, of references."""
    waiting = deque([value])
    while waiting:
        item = waiting.popleft()
        if isinstance(item, list):
            waiting.extendleft(reversed(item))
        elif isinstance(item, str):
            if name := _text(item):
                yield name, True
        elif isinstance(item, dict):
            if "@list" in item or "@set" in item:
                waiting.appendleft(item.get("@list") or item.get("@set"))
                continue
            about = item if _named(item) else known.get(str(item.get("@id")), item)
            kinds = _types(about) or _types(item)
            is_person = not any(kind.endswith(_ORGANIZATIONS) for kind in kinds)
            for name in _named(about):
                yield name, is_person


def _named(item: dict[str, Any]) -> list[str]:
    said = item.get("name") or " ".join(_string(item.get(part)) or "" for part in _NAMES)
    return [name for name in map(_text, said if isinstance(said, list) else [said]) if name]


def _text(value: Any) -> str:
    """A text without mark-up and invisible characters, white space folded; empty where it is none."""
    return fold(shown(_MARKUP.sub(" ", unescape(_string(value) or ""))))


def _string(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None
