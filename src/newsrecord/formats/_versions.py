"""Versions of the JSON form: what a reader of version 1 makes of a file that another release wrote.

`schema_version` is `MAJOR` or `MAJOR.MINOR`; `"1"` is 1.0. Within version 1 keys may be added and nothing else may
change, so a reader of 1.0 reads every 1.N by leaving out the keys that it does not know, and warns of them. In a record
of its own version an unknown key is a fault: there it can only be a mistake. Another major version is refused.
"""

from __future__ import annotations

import inspect
import re
import warnings
from typing import Any, Final

from ..errors import Fault, InvalidRecordError
from ..fields import fields_of
from ..record import SCHEMA_VERSION, NewsRecord

__all__ = ["NewerRecordWarning", "as_this_version"]

_MINOR: Final = re.compile(rf"{SCHEMA_VERSION}\.(0|[1-9][0-9]{{0,5}})\Z")
_SHOWN: Final = 8


class NewerRecordWarning(UserWarning):
    """A record was written by a later release, and what this one does not know was left out of it."""


def as_this_version(tree: Any) -> Any:
    """Return the tree of a record as one of this release's own version; what is no record at all comes back as it is.

    Raises:
        InvalidRecordError: it has another major version.
    """
    version = tree.get("schema_version") if isinstance(tree, dict) else None
    if not isinstance(version, str) or version == SCHEMA_VERSION:
        return tree
    match = _MINOR.match(version)
    if not match:
        own = f"this release reads version {SCHEMA_VERSION}"
        newer = version.partition(".")[0]
        later = newer.isdecimal() and len(newer) < 9 and int(newer) > int(SCHEMA_VERSION)
        advice = "a later newsrecord reads it: pip install -U newsrecord" if later else "no release wrote that"
        raise InvalidRecordError([Fault("schema_version", f"{version[:40]!r} is not known: {own}; {advice}")])
    dropped: list[str] = []
    kept = _known(tree, NewsRecord, "", dropped)
    if dropped and int(match[1]):
        more = f" and {len(dropped) - _SHOWN} more" if len(dropped) > _SHOWN else ""
        warnings.warn(
            f"this record has version {version} of the JSON form and this newsrecord knows {SCHEMA_VERSION}: "
            f"left out {', '.join(dropped[:_SHOWN])}{more}; pip install -U newsrecord",
            NewerRecordWarning,
            stacklevel=_outside(),
        )
    return {**(kept if int(match[1]) else tree), "schema_version": SCHEMA_VERSION}


def _outside() -> int:
    """How far up the caller of this library stands, as `warnings.warn` counts from the function that calls this."""
    level, frame = 1, inspect.currentframe()
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == __name__.partition(".")[0]:
        level, frame = level + 1, frame.f_back
    return level - 1


def _known(value: Any, kind: Any, path: str, dropped: list[str]) -> Any:
    """The value of a class without the keys that the class does not have; their paths go to `dropped`."""
    if not isinstance(value, dict):
        return value
    fields = fields_of(kind)
    dot = "." if path else ""
    dropped += [f"{path}{dot}{str(key)[:40]}" for key in value if key not in fields]
    known: dict[str, Any] = {}
    for key, item in value.items():
        if key in fields:
            part, inner = fields[key].record_class, f"{path}{dot}{key}"
            if part is not None and fields[key].many and isinstance(item, list):
                known[key] = [_known(one, part, f"{inner}[{i}]", dropped) for i, one in enumerate(item)]
            else:
                known[key] = item if part is None else _known(item, part, inner, dropped)
    return known
