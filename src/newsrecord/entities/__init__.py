"""Names in news text: finding them, and gathering the mentions of one entity with its country, ids and roles."""

from __future__ import annotations

from .explain import PlaceExplanation, explain_places
from .gather import NewsGatherer, gather
from .grouping import group
from .recognizer import NewsRecognizer

__all__ = ["NewsGatherer", "NewsRecognizer", "PlaceExplanation", "explain_places", "gather", "group"]
