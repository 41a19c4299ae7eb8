"""The one place that states the version; the build and every record's `generator` read it here."""

__version__ = "0.1.0"
