"""Make the JSON Schema of the record from its classes: `python training/record_schema.py` rewrites the shipped file.

In goes `newsrecord.record`: the types through msgspec, the descriptions from the docstrings under the fields. Out comes
`src/newsrecord/formats/record.schema.json` (JSON Schema 2020-12). A test runs `build` and compares, so the schema and
the classes cannot part.
"""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path
from typing import Any

import attrs
import msgspec

from newsrecord import checks, parts, record, timex
from newsrecord.fields import omittable

TARGET = Path(__file__).parent.parent / "src" / "newsrecord" / "formats" / "record.schema.json"

# What the classes check about single values and a type cannot say; keyed by class and field, or by field alone.
CONSTRAINTS: dict[str, dict[str, Any]] = {
    "start": {"minimum": 0},
    "end": {"minimum": 1},
    "text": {"minLength": 1},
    "name": {"minLength": 1},
    "version": {"minLength": 1},
    "place": {"minLength": 1},
    "agency": {"minLength": 1},
    "model": {"minLength": 1},
    "country": {"pattern": f"^{parts.COUNTRY_PATTERN}$"},
    "geonames": {"pattern": f"^{parts.GEONAMES_PATTERN}$"},
    "schema_version": {"const": record.SCHEMA_VERSION},
    "language": {"pattern": f"^{record.LANGUAGE_PATTERN}$"},
    "DateExpression.value": {"pattern": f"^(?:{timex.VALUE_PATTERN})$"},
    "Timestamp.value": {"pattern": f"^{checks.TIMESTAMP_PATTERN}$"},
    "Entity.mentions": {"minItems": 1},
    "Quotation.kind": {"pattern": f"^{parts.KIND_PATTERN}$"},
    "Speaker.entity": {"minimum": 0},
}


def field_docs(kind: type) -> dict[str, str]:
    """The string under each annotated field of a class, white space folded."""
    (tree,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(tree, ast.ClassDef)
    docs, name = {}, None
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docs[name] = record.fold(str(node.value.value)).replace("`", "")
            name = None
    return docs


def constrained(kind: str, name: str, rule: dict[str, Any]) -> dict[str, Any]:
    """A property's schema with the constraints of its field; of a nullable one they go to the non-null branch."""
    more = CONSTRAINTS.get(f"{kind}.{name}") or CONSTRAINTS.get(name)
    if not more:
        return rule
    if "anyOf" in rule:
        return {
            **rule,
            "anyOf": [branch if branch.get("type") == "null" else {**branch, **more} for branch in rule["anyOf"]],
        }
    return {**rule, **more}


def build() -> dict[str, Any]:
    """The whole schema, as it is shipped."""
    (_,), parts = msgspec.json.schema_components([record.NewsRecord], ref_template="#/$defs/{name}")
    for name, part in parts.items():
        kind = getattr(record, name)
        docs = field_docs(kind)
        fields = [field.name for field in attrs.fields(kind)]
        part["properties"] = {
            key: {
                "description": docs[key],
                **{k: v for k, v in constrained(name, key, part["properties"][key]).items() if k != "default"},
            }
            for key in fields
        }
        part["required"] = [key for key in fields if key not in omittable(kind)]
        part["additionalProperties"] = False
        part["description"] = record.fold(inspect.getdoc(kind) or "").replace("`", "")
    root = parts.pop("NewsRecord")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:newsrecord:schema:record:{record.SCHEMA_VERSION}",
        **root,
        "$defs": dict(sorted(parts.items())),
    }


def text() -> str:
    """The file's content."""
    return json.dumps(build(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    print(f"wrote {TARGET.name}: {len(text())} bytes")
