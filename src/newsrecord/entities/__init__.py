"""Names in news text: finding them, and gathering the mentions of one entity with its country and roles."""

from __future__ import annotations

from .gather import NewsGatherer, gather
from .grouping import group
from .recognizer import NewsRecognizer

__all__ = ["NewsGatherer", "NewsRecognizer", "gather", "group"]
