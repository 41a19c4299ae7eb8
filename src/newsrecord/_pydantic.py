"""Records as fields of pydantic models, as FastAPI's bodies and responses, and in `TypeAdapter`.

pydantic asks a class that it does not know for two hooks, and every class of the record has them; this module, and with
it pydantic, is imported when one is called. Values are what they are for the JSON form: `from_dict` reads them and
`to_dict` writes them, the published schema describes them, and every fault is an error with its own place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core import core_schema as core

from .errors import InvalidRecordError
from .fields import fields_of
from .formats._shared import cleaned
from .formats.json import from_dict, schema, to_dict, with_refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import GetJsonSchemaHandler

    from .checks import Checked

__all__ = ["core_schema", "json_schema"]

ERROR_TYPE: Final = "newsrecord"
"""The `type` of the errors of a `ValidationError`."""


def core_schema(kind: type[Checked]) -> core.CoreSchema:
    """How values of a class of the record are read and written (`__get_pydantic_core_schema__`).

    An instance is taken as it is; anything else is read as the JSON form. What is written for JSON has U+FFFD for each
    lone surrogate, which pydantic's UTF-8 cannot hold.
    """

    def read(value: object) -> object:
        return _read(kind, value)

    read.__name__ = kind.__name__  # the title of errors
    return core.no_info_plain_validator_function(
        read,
        ref=f"{kind.__module__}.{kind.__qualname__}",
        serialization=core.plain_serializer_function_ser_schema(_write, info_arg=True),
    )


def json_schema(kind: Any, _: core.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """The published schema of a class; pydantic says where its parts are (`__get_pydantic_json_schema__`)."""
    whole = schema()
    tree: dict[str, Any] = whole["$defs"].get(kind.__name__, whole)
    for key in ("$schema", "$id", "$defs"):
        tree.pop(key, None)
    parts = list({of.record_class for of in fields_of(kind).values() if of.record_class is not None})
    if parts:
        placed = handler(core.tuple_schema([TypeAdapter(part).core_schema for part in parts]))["prefixItems"]
        places = {part.__name__: place["$ref"] for part, place in zip(parts, placed, strict=True)}
        with_refs(tree, places.__getitem__)
    return tree


def _read(kind: type[Any], value: object) -> Any:
    if isinstance(value, kind):
        return value
    try:
        return from_dict(value, kind)
    except InvalidRecordError as problem:
        errors = [
            InitErrorDetails(
                type=PydanticCustomError(ERROR_TYPE, fault.message),
                loc=(place := tuple(_steps(fault.path))),
                input=_at(value, place),
            )
            for fault in problem.faults
        ]
        raise ValidationError.from_exception_data(kind.__name__, errors) from None


def _write(value: Checked, info: core.SerializationInfo) -> dict[str, Any]:
    tree = to_dict(value)
    return cleaned(tree) if info.mode_is_json() else tree


_STEP: Final = re.compile(r"""\[(?P<index>[0-9]+)\]|(?P<name>'[^']*'|"[^"]*"|[^.\[]+)""")


def _steps(path: str) -> Iterator[str | int]:
    """The steps of a fault's path: `entities[3].name` is `entities`, 3, `name`."""
    for step in _STEP.finditer(path):
        yield int(step["index"]) if step["index"] else step["name"]


def _at(value: Any, place: tuple[str | int, ...]) -> object:
    """What stands at a place of what was handed in, as far as there is something."""
    for step in place:
        try:
            value = value[step]
        except (LookupError, TypeError):
            break
    return value
