"""The reference leaves nothing out: every field, value, error and command is in it; the documentation is built."""

import importlib.util
import os
import posixpath
import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import newsrecord
from newsrecord import record
from newsrecord.cli import cli
from newsrecord.formats._types import TYPES

ROOT = Path(__file__).parents[1]
REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")
CLASSES = [value for value in vars(record).values() if isinstance(value, type) and attrs.has(value)]
SETS = [record.ENTITY_TYPES, record.DATE_ZONES, record.DATE_TYPES, record.MODS, record.FURNITURE_ROLES]


def module(path):
    """A script, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


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


def test_the_picture_shows_what_the_library_says():
    script = module(ROOT / "docs" / "overview_picture.py")
    assert script.picture() == script.TARGET.read_text("utf-8")


def test_versions_agree():
    """One place states the version; what cannot read it there says the same."""
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {newsrecord.__version__}\n" in citation
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## \[{re.escape(newsrecord.__version__)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE)
    day = re.search(r"\d{4}-\d\d-\d\d", changelog)[0]
    assert f'date-released: "{day}"' in citation


def test_links_of_the_readme_work_on_an_index_page():
    """There is no file beside it there; every page that it names is one of the documentation's."""
    text = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)|^\[[\w-]+\]: (\S+)", text, re.MULTILINE)
    assert links
    for inline, below in links:
        page = (inline or below).removeprefix("https://newsrecord.readthedocs.io/en/stable/")
        assert page != (inline or below), "absolute"
        path = ROOT / "docs" / page
        assert path.exists() or path.with_suffix(".md").exists(), page
    named = set(re.findall(r"\]\[([\w-]+)\]", text))
    assert named == set(re.findall(r"^\[([\w-]+)\]:", text, re.MULTILINE))


def test_the_documentation_is_built_without_a_warning_and_holds_every_public_name(tmp_path):
    for name in ("sphinx", "myst_parser", "furo", "sphinx_copybutton"):
        pytest.importorskip(name, reason="the extra `docs` is not installed")
    from sphinx.util.inventory import InventoryFile

    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-d", tmp_path / "trees", ROOT / "docs", tmp_path / "html"]
    env = {**os.environ, "PYTHONPATH": str(Path(newsrecord.__file__).parents[1])}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "html" / "objects.inv").open("rb") as stream:
        inventory = InventoryFile.load(stream, "", posixpath.join)
    held = {name for kind in inventory for name in inventory[kind] if kind.startswith("py:")}
    wanted = {f"newsrecord.{name}" for name in newsrecord.__all__}
    wanted |= {
        f"newsrecord.{part}.{name}" for part in newsrecord._MODULES for name in getattr(newsrecord, part).__all__
    }
    wanted |= {f"newsrecord.{kind.__name__}.{field.name}" for kind in CLASSES for field in attrs.fields(kind)}
    wanted |= {f"newsrecord.formats.{name}.dumps" for name in newsrecord.formats.FORMATS}
    assert wanted - held == set()
    index = (tmp_path / "html" / "index.html").read_text("utf-8")
    assert [
        caption for caption in ("Tutorial", "How-to guides", "Reference", "Explanation") if caption not in index
    ] == []
    assert (tmp_path / "html" / "try.html").exists()
    assert "copybutton" in (tmp_path / "html" / "tutorial.html").read_text("utf-8")
