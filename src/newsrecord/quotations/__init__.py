"""Quotations in news text: what stands in quotation marks, whether somebody says it, and who."""

from __future__ import annotations

from .reader import NewsQuotations

__all__ = ["NewsQuotations"]
