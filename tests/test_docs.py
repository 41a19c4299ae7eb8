"""The reference leaves nothing out: every field, value, error and command is in it."""

from pathlib import Path

import attrs
import pytest

import newsrecord
from newsrecord import record
from newsrecord.cli import cli
from newsrecord.formats._types import TYPES

REFERENCE = (Path(__file__).parents[1] / "docs" / "reference.md").read_text("utf-8")
CLASSES = [value for value in vars(record).values() if isinstance(value, type) and attrs.has(value)]
SETS = [record.ENTITY_TYPES, record.DATE_ZONES, record.DATE_TYPES, record.MODS, record.FURNITURE_ROLES]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_field_is_in_the_reference(kind):
    mark, end = ("### `NewsRecord`", "### ") if kind is record.NewsRecord else (f"\n| `{kind.__name__}` |", "\n")
    part = REFERENCE.split(mark, 1)[1].split(end, 1)[0]
    for field in attrs.fields(kind):
        assert f"`{field.name}`" in part


@pytest.mark.parametrize("values", SETS, ids=lambda values: values[0])
def test_every_value_of_a_closed_set_is_in_the_reference(values):
    for value in values:
        assert f"`{value}`" in REFERENCE


def test_every_public_name_is_in_the_reference():
    for name in set(newsrecord.__all__) - {"__version__", "Fault"}:
        assert name in REFERENCE


def test_every_option_is_in_the_reference():
    for name, command in cli.commands.items():
        assert f"newsrecord {name}" in REFERENCE
        for option in command.params:
            if option.opts[-1].startswith("--") and name in ("parse", "convert"):
                assert option.opts[0] in REFERENCE or option.opts[-1] in REFERENCE


@pytest.mark.parametrize("kind", record.ENTITY_TYPES)
def test_the_reference_says_what_a_type_means(kind):
    assert f"`{kind}` ({TYPES[kind].meaning})" in REFERENCE
