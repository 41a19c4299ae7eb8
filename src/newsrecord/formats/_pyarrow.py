"""pyarrow for the modules here that need it, or the error that names the extra."""

from __future__ import annotations

from ..errors import MissingExtraError

try:
    import pyarrow as pa
    import pyarrow.compute as pc
except ImportError as missing:
    raise MissingExtraError("the format arrow or parquet", "arrow") from missing

__all__ = ["pa", "pc"]
