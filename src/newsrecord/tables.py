"""Read-only word tables that ship beside the code that reads them: TOML files, loaded once, on first use."""

from __future__ import annotations

import functools
from typing import Any

from .errors import DataFileError

__all__ = ["load_table"]


@functools.cache
def load_table(package: str, name: str) -> dict[str, Any]:
    """Return the TOML table `name` of `package`; callers share it and must not change it.

    Raises:
        DataFileError: the file is missing from the installation or damaged.
    """
    import tomllib
    from importlib import resources

    try:
        return tomllib.loads(resources.files(package).joinpath(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise DataFileError(f"{package}/{name}: {problem}; reinstall newsrecord") from problem
