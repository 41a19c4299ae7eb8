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
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    spec = importlib.util.spec_from_file_location("facts", ROOT / "benchmarks" / "facts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    few = {"ROUNDS": 1, "BUDGET": 0.0, "SIZES": (1_000, 3_000), "SAMPLE": 3_000, "ARCHIVE": 20, "WORKERS": (1, 2)}
    for name, value in few.items():
        monkeypatch.setattr(module.speed, name, value)
    yield module
    for name in set(sys.modules) - before:
        if str(ROOT / "benchmarks") in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


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
