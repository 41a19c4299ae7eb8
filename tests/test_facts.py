"""The command that makes the page of facts and figures: it runs with no peer, and the page is its work."""

import argparse
import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def facts(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    for name in ("dates", "entities"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    spec = importlib.util.spec_from_file_location("facts", ROOT / "benchmarks" / "facts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROUNDS", 1)
    monkeypatch.setattr(module, "BUDGET", 0.0)
    yield module
    for name in ("dates", "entities"):
        sys.modules.pop(name, None)


def headings(text):
    return re.findall("^#+ .*", text, re.MULTILINE)


def test_the_page_is_made_by_the_command(facts):
    made = facts.page(argparse.Namespace(texts=[], names={}, dates={}, spacy=["no_such_pipeline"]))
    assert headings(made) == headings(facts.TARGET.read_text("utf-8"))
    assert "so not measured: " in made
    assert "`no_such_pipeline`" in made
    assert not re.search(r"\| (0|0\.0) \|", made), "everything was measured"


def test_gold_is_scored(facts, tmp_path):
    text = "Peru votes on May 2, 2025."
    gold = tmp_path / "gold.jsonl"
    document = {
        "id": "a", "text": text, "types": ["LOCATION"],
        "entities": [{"start": 0, "end": 4, "type": "LOCATION"}],
        "dates": [{"start": 14, "end": 25, "type": "DATE", "value": "2025-05-02"}],
    }  # fmt: skip
    gold.write_text(json.dumps(document) + "\n", "utf-8")
    assert "| mine | newsrecord | 100.0 |" in facts.names({"mine": gold}, [])
    assert "| mine | 100.0 | 100.0 | 100.0 |" in facts.dates({"mine": gold})
