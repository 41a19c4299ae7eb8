"""Records as JSON: the library's own format, strict in what it reads.

Out goes the record's JSON form, keys in the contract's order. In comes only that: a number where a string belongs, an
unknown or missing key, a span that does not fit the source is a fault, named by its path, and all faults are reported.
Other versions of the form: see `_versions`. With orjson (the `fast` extra) the same text is written and read sooner.
"""

from __future__ import annotations

import datetime
import functools
import importlib
import json
import re
import reprlib
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, cast, get_args, get_origin, overload

import attrs
from cattrs import AttributeValidationNote, BaseConverter, ClassValidationError, Converter, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from .. import record as _record
from ..errors import DataFileError, Fault, InvalidArgumentError, InvalidRecordError
from ..fields import fields_of, omittable
from ..record import NewsRecord
from . import _quick
from ._versions import NewerRecordWarning, as_this_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..checks import Checked

__all__ = ["NewerRecordWarning", "dumps", "from_dict", "loads", "register_hooks", "schema", "to_dict"]

T = TypeVar("T")


def _orjson() -> Any:
    try:
        return importlib.import_module("orjson")
    except ImportError:
        return None


orjson: Any = _orjson()
"""The faster reader and writer of JSON, or None."""

_CLASSES: Final[tuple[type, ...]] = tuple(
    kind for kind in map(vars(_record).get, _record.__all__) if isinstance(kind, type) and attrs.has(kind)
)
_ORJSON_INDENTS: Final[dict[int | None, int | None]] = {None: None, 2: 1}
"""The layouts that orjson can write, with its option for each (`OPT_INDENT_2` is 1)."""


def dumps(record: NewsRecord, *, include_source: bool = True, indent: int | None = None) -> str:
    r"""Write a record as JSON text.

    Characters stand as themselves. Lone surrogates, which UTF-8 cannot encode, are escaped; only the second of two
    that would be read together as one character stays bare, because JSON has no other way to keep them apart.

    Args:
        record: what to write.
        include_source: whether the whole input text goes along; offsets stay valid without it.
        indent: spaces a level for people to read; one line by default.

    Raises:
        TypeError: `record` is not a `NewsRecord`.
    """
    tree = to_dict(record, include_source=include_source)
    if orjson is not None and indent in _ORJSON_INDENTS:
        try:
            return cast("str", orjson.dumps(tree, option=_ORJSON_INDENTS[indent]).decode())
        except TypeError:  # a lone surrogate, or a number past 64 bits: JSON has them, orjson does not
            pass
    separators = (",", ":") if indent is None else None
    text = json.dumps(tree, ensure_ascii=False, indent=indent, separators=separators)
    return _SURROGATES.sub(_escape_surrogates, text)


def loads(data: str | bytes) -> NewsRecord:
    """Read a record from JSON text.

    Raises:
        TypeError: `data` is neither `str` nor `bytes`.
        InvalidRecordError: `data` is not JSON, or not a record; it lists every fault with its path.
    """
    if isinstance(data, (bytes, bytearray)):
        try:
            data = data.decode("utf-8-sig", errors="surrogatepass")
        except UnicodeDecodeError as problem:
            raise InvalidRecordError([Fault("", f"not UTF-8: {problem.reason} at byte {problem.start}")]) from None
    if not isinstance(data, str):
        raise TypeError(f"loads: expected JSON as str or bytes, got {type(data).__name__}; for a dict use from_dict")
    try:
        return _quick.read((json if orjson is None else orjson).loads(data), NewsRecord, own=True)
    except (*_quick.QUICK_ERRORS, RecursionError):  # no record, or one that orjson cannot read: what follows can tell
        pass
    try:
        tree = json.loads(data)
    except RecursionError:
        raise InvalidRecordError([Fault("", "not a record: nested too deeply")]) from None
    except ValueError as problem:
        raise InvalidRecordError([Fault("", f"not JSON: {problem}")]) from None
    return from_dict(tree)


def to_dict(record: Checked, *, include_source: bool = True) -> dict[str, Any]:
    """Return a record as plain dicts, lists, strings, numbers, booleans and None, in the JSON form's key order.

    It is what other encoders ask for: `json.dumps(tree, default=to_dict)` writes a tree with records in it, and so does
    `orjson`.

    Args:
        record: a `NewsRecord`, or one of its parts (an `Entity`, a `Passage`, …).
        include_source: whether the whole input text of a record goes along; offsets stay valid without it.

    Raises:
        TypeError: `record` is neither.
    """
    if not isinstance(record, _CLASSES):
        wanted = "expected a NewsRecord or one of its parts"
        raise TypeError(f"{wanted}, got {type(record).__name__}; newsrecord.parse(text) makes a record")
    tree: dict[str, Any] = _converter().unstructure(record)
    if not include_source:
        tree.pop("source", None)
    return tree


@overload
def from_dict(tree: object) -> NewsRecord: ...
@overload
def from_dict(tree: object, kind: type[T]) -> T: ...
def from_dict(tree: object, kind: type[Any] = NewsRecord) -> Any:
    """Return the record that plain dicts and lists describe: the reverse of `to_dict`.

    Args:
        tree: the dicts and lists.
        kind: what they describe, if it is one part of a record: `Entity`, `Passage`, …

    Raises:
        TypeError: `kind` is neither `NewsRecord` nor the class of one of its parts.
        InvalidRecordError: they do not describe it; it lists every fault with its path.
    """
    if kind not in _CLASSES:
        raise TypeError(f"kind: expected NewsRecord or the class of one of its parts, got {reprlib.repr(kind)}")
    try:
        return _quick.read(tree, kind)
    except _quick.QUICK_ERRORS:
        return _converter().structure(as_this_version(tree) if kind is NewsRecord else tree, kind)


def register_hooks(converter: Converter) -> Converter:
    """Teach your own cattrs converter to write and strictly read records inside your classes; return it.

    Only the classes of this library are touched. Works with any `cattrs.Converter`, those of `cattrs.preconf` too.
    """
    for kind in _CLASSES:
        converter.register_unstructure_hook(kind, _converter().unstructure)
        converter.register_structure_hook(kind, _converter().structure)
    converter.register_structure_hook(NewsRecord, lambda tree, _: from_dict(tree))
    return converter


@functools.cache
def _schema_text() -> str:
    try:
        return resources.files(__package__).joinpath("record.schema.json").read_text(encoding="utf-8")
    except OSError as problem:
        raise DataFileError(f"record.schema.json: {problem}; reinstall newsrecord") from problem


def schema(*, ref_template: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that every record's JSON form satisfies.

    Args:
        ref_template: where its parts will be, once it is part of a larger document, `{}` standing for the name of one:
            `"#/components/schemas/{}"` in OpenAPI. They are under `$defs` all the same, for you to put there; `$schema`
            and `$id`, which would make it a document of its own again, are left out.

    Raises:
        InvalidArgumentError: `ref_template` has no `{}`.
    """
    tree: dict[str, Any] = json.loads(_schema_text())
    if ref_template is None:
        return tree
    if "{}" not in str(ref_template):
        example = "'#/components/schemas/{}'"
        raise InvalidArgumentError(f"ref_template: expected a text such as {example}, got {reprlib.repr(ref_template)}")
    del tree["$schema"], tree["$id"]
    with_refs(tree, lambda name: ref_template.replace("{}", name))
    return tree


def with_refs(tree: Any, place: Callable[[str], str]) -> None:
    """Let the references of a schema to its parts point somewhere else: `place` says where a part is, by its name."""
    for node in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        with_refs(node, place)
    if isinstance(tree, dict) and isinstance(tree.get("$ref"), str):
        tree["$ref"] = place(tree["$ref"].removeprefix("#/$defs/"))


# --- surrogates ----------------------------------------------------------------------------------------------------

_SURROGATES = re.compile("[\ud800-\udbff](?P<low>[\udc00-\udfff]?)|[\udc00-\udfff]")


def _escape_surrogates(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()[0]):04x}{match.group('low') or ''}"


# --- strict structuring --------------------------------------------------------------------------------------------


@functools.cache
def _converter() -> Converter:
    """The library's converter: cattrs, which by itself turns "5" into 5 and skips unknown keys, made strict."""
    converter = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
    for kind, name in ((str, "a string"), (int, "a whole number"), (bool, "true or false")):
        converter.register_structure_hook(kind, functools.partial(_exactly, kind, name))
    converter.register_structure_hook(datetime.date, _day)
    converter.register_unstructure_hook(datetime.date, datetime.date.isoformat)
    converter.register_structure_hook_func(functools.partial(_has_origin, Literal), _choice)
    converter.register_structure_hook_factory(functools.partial(_has_origin, tuple), _array_hook)
    converter.register_structure_hook_factory(lambda kind: kind in _CLASSES, _object_hook)
    return converter


def _has_origin(origin: object, kind: Any) -> bool:
    return get_origin(kind) is origin


def _wrong(message: str, value: object) -> InvalidRecordError:
    return InvalidRecordError([Fault("", f"{message}, got {reprlib.repr(value)}")])


def _exactly(kind: type[T], name: str, value: object, _: type) -> T:
    if type(value) is not kind:
        raise _wrong(f"expected {name}", value)
    return value


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def _day(value: object, _: type) -> datetime.date:
    if type(value) is str and _ISO_DAY.match(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise _wrong("expected a calendar day as YYYY-MM-DD", value)


def _choice(value: object, kind: type) -> Any:
    choices = get_args(kind)
    if type(value) is not str or value not in choices:
        raise _wrong(f"expected one of {', '.join(choices)}", value)
    return value


def _array_hook(kind: Any, converter: BaseConverter) -> Callable[[object, Any], tuple[Any, ...]]:
    item_kind = get_args(kind)[0]
    item_hook = converter.get_structure_hook(item_kind)

    def structure(value: object, _: type) -> tuple[Any, ...]:
        if type(value) is not list:
            raise _wrong("expected an array", value)
        items, faults = [], []
        for i, item in enumerate(value):
            try:
                items.append(item_hook(item, item_kind))
            except InvalidRecordError as problem:
                faults += _under(f"[{i}]", problem)
        if faults:
            raise InvalidRecordError(faults)
        return tuple(items)

    return structure


def _object_hook(kind: type[T], converter: Converter) -> Callable[[object, Any], T]:
    hook = make_dict_structure_fn(kind, converter)
    record_class: Any = kind
    required = [name for name in fields_of(record_class) if name not in omittable(record_class)]

    def structure(value: object, _: type) -> T:
        if type(value) is not dict:
            raise _wrong("expected an object", value)
        faults = [Fault(name, "this key is missing") for name in required if name not in value]
        try:
            made: T = hook(value, kind)
        except ClassValidationError as problems:
            faults += _faults(problems)
        if faults:
            raise InvalidRecordError(faults)
        return made

    return structure


def _faults(problems: ClassValidationError) -> list[Fault]:
    """What cattrs collected for one object, as faults with paths relative to it."""
    faults: list[Fault] = []
    for problem in problems.exceptions:
        if isinstance(problem, ForbiddenExtraKeysError):
            faults += [Fault(_key(name), "unknown key") for name in sorted(problem.extra_fields)]
        elif isinstance(problem, InvalidRecordError):
            notes = [note for note in getattr(problem, "__notes__", ()) if isinstance(note, AttributeValidationNote)]
            faults += _under(notes[0].name, problem) if notes else problem.faults
        elif not isinstance(problem, KeyError):  # a missing key: reported by whoever knows which keys are required
            raise problem
    return faults


def _under(path: str, problem: InvalidRecordError) -> list[Fault]:
    def joined(inner: str) -> str:
        return f"{path}{'.' if inner and inner[0] != '[' else ''}{inner}"

    return [Fault(joined(fault.path), fault.message) for fault in problem.faults]


def _key(name: object) -> str:
    """A key as a step of a path, quoted and cut short where it is no plain name."""
    return name if isinstance(name, str) and name.isidentifier() and len(name) < 40 else reprlib.repr(name)
