"""What several formats share: texts that their readers accept, names that are URIs, JSON for other people's tools.

A record holds any text. Most formats do not: XML 1.0 has no control characters and no surrogates, UTF-8 has no
surrogates. What cannot be written becomes U+FFFD, one for one, so every offset still fits.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final

from ..record import PAGE

if TYPE_CHECKING:
    from ..record import Entity, NewsRecord, Quotation

__all__ = [
    "as_uri",
    "clean",
    "clean_xml",
    "cleaned",
    "edited",
    "geonames_uri",
    "inside",
    "json_text",
    "posts",
    "related_uri",
    "speaker_name",
    "uri",
]

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All but `Char` of XML 1.0 (fifth edition), production 2."""
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]+\Z")
"""A scheme and the characters of RFC 3986, appendix A."""
_ESCAPES: Final = re.compile(r"%(?![0-9A-Fa-f]{2})|[^!#$%&'()*+,./0-9:;=?@A-Z_a-z~-]")


def clean(text: str) -> str:
    """The text with a U+FFFD for each lone surrogate: what UTF-8 can hold."""
    return _SURROGATES.sub("\ufffd", text)


def cleaned(tree: Any) -> Any:
    """A tree of dicts and lists with `clean` texts."""
    if isinstance(tree, str):
        return clean(tree)
    if isinstance(tree, dict):
        return {key: cleaned(item) for key, item in tree.items()}
    return [cleaned(item) for item in tree] if isinstance(tree, list) else tree


def clean_xml(text: str) -> str:
    """The text with a U+FFFD for each character that XML 1.0 cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def json_text(tree: object, indent: int | None = None) -> str:
    """JSON for readers that hold strings in UTF-8: characters as themselves, lone surrogates as U+FFFD."""
    separators = (",", ":") if indent is None else None
    return clean(json.dumps(tree, ensure_ascii=False, indent=indent, separators=separators))


def as_uri(text: str | None) -> str | None:
    """The text as an absolute URI (RFC 3986), percent-encoded where it must be; None where it has no scheme."""
    if text is None:
        return None
    written = _ESCAPES.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in clean(match.group()).encode()), text.strip()
    )
    head, mark, tail = written.partition("#")
    written = head + mark + tail.replace("#", "%23")
    return written if _URI.match(written) else None


def uri(record: NewsRecord) -> str:
    """The record's URL where it is a URI, else `urn:newsrecord:` and a digest of what its text says and where.

    The digest (SHA-256, first 32 hexadecimal digits) goes over the id and the passages, so it is the same with and
    without the source.
    """
    found = as_uri(record.url)
    if found:
        return found
    lists = [getattr(record, name) for name in PAGE.values() if name not in ("headline", "furniture")]
    said = [(part.start, part.end, part.text) for passages in lists for part in passages]
    title = record.headline
    said += [(title.start or 0, title.end or 0, title.text)] if title else []
    said.sort()
    said += [(part.start, part.end, part.text) for part in record.furniture]
    return f"urn:newsrecord:{hashlib.sha256(json.dumps([record.id, said]).encode()).hexdigest()[:32]}"


def inside(name: str, key: str) -> str:
    """A URI for a part of what is called `name`, a URI itself: a fragment, unless it has one."""
    return f"{name}-{key}" if "#" in name else f"{name}#{key}"


def related_uri(text: str) -> str:
    """A URI for a headline of which only the words are known: the same words, the same URI."""
    return f"urn:newsrecord:headline:{hashlib.sha256(clean(text).encode()).hexdigest()[:32]}"


def posts(entity: Entity) -> tuple[str, ...]:
    """What a reader is told of a person: the roles, then `of ORGANISATION` where no role says it."""
    unsaid = (body for body in entity.affiliations if not any(body in role for role in entity.roles))
    return (*entity.roles, *(f"of {body}" for body in unsaid))


def geonames_uri(entity: Entity) -> str | None:
    """The URI of an entity at GeoNames (https://www.geonames.org/ontology), where the record knows which it is."""
    return f"https://sws.geonames.org/{entity.ids.geonames}/" if entity.ids.geonames is not None else None


def speaker_name(record: NewsRecord, quotation: Quotation) -> str | None:
    """The name of who is said to have said it, None where nobody is named."""
    speaker = quotation.speaker
    return None if speaker is None or speaker.entity is None else record.entities[speaker.entity].name


def edited(tree: dict[str, Any]) -> dict[str, Any]:
    """The dict without what is None or empty, which these formats leave out rather than write as null."""
    return {key: value for key, value in tree.items() if value is not None and value not in ([], {}, "")}
