"""What does a part of the same and is installed: spaCy's pipelines, dateparser, datefinder."""

from __future__ import annotations

import importlib
import importlib.metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import entities as of_names
import newsrecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Tool = tuple[str, Callable[[str], Any]]

REFERENCE = "2025-10-31"
SPARED = ["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
"""What of a pipeline finds no names."""


def called(name: str) -> str:
    """A pipeline with its version, where it is installed."""
    try:
        return f"spaCy’s `{name}` {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return f"spaCy’s `{name}`"


def pipeline_folder(name: str) -> Path | None:
    """Where a pipeline of spaCy is, None where it is not installed."""
    try:
        importlib.import_module("spacy")
        return Path(str(importlib.import_module(name).__file__)).parent
    except ImportError:
        return None


def absent(pipelines: Iterable[str]) -> list[str]:
    """Peers that are not installed."""
    gone = [called(name) for name in pipelines if pipeline_folder(name) is None]
    for name in ("dateparser", "datefinder"):
        try:
            importlib.import_module(name)
        except ImportError:
            gone.append(name)
    return gone


def name_tools(pipelines: Iterable[str]) -> Iterator[Tool]:
    """What finds names, and is installed."""
    yield "newsrecord", of_names.spans
    for name in pipelines:
        if pipeline_folder(name) is not None:
            pipeline = importlib.import_module("spacy").load(name, exclude=SPARED)
            yield called(name), lambda text, pipeline=pipeline: of_names.spacy_spans(pipeline, text)


def date_tools() -> Iterator[Tool]:
    """What finds dates in Python, and is installed."""
    yield "newsrecord", lambda text: newsrecord.dates.find(text, reference_date=REFERENCE)
    try:
        search = importlib.import_module("dateparser.search").search_dates
        yield "dateparser", lambda text: search(text, languages=["en"])
    except ImportError:
        pass
    try:
        finder = importlib.import_module("datefinder").find_dates
        yield "datefinder", lambda text: list(finder(text))
    except ImportError:
        pass


def chains(pipelines: Iterable[str]) -> Iterator[Tool]:
    """What one would chain for names and sentences, and for dates with them."""
    dates = [read for name, read in date_tools() if name == "dateparser"]
    for name in pipelines:
        if pipeline_folder(name) is not None:
            pipeline = importlib.import_module("spacy").load(name)
            yield f"{called(name)}, all of it", pipeline
            for read in dates:
                yield (
                    f"{called(name)} and dateparser’s `search_dates`",
                    lambda text, pipeline=pipeline, read=read: (pipeline(text), read(text)),
                )
