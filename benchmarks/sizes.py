"""What newsrecord and its peers take on the disk."""

from __future__ import annotations

import importlib.metadata
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import newsrecord
from peers import called, pipeline_folder
from tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

MEGA = 1_000_000


def bytes_of(folder: Path) -> int:
    """Bytes of the files of a folder, but for what Python makes of them."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")


def packed(folder: Path) -> int:
    """Bytes of a wheel of a folder."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                wheel.write(file, file.relative_to(folder))
    return len(stream.getvalue())


def needed(name: str, seen: dict[str, int] | None = None) -> dict[str, int]:
    """The distributions that one needs, itself among them, with the bytes of their files, where they are installed."""
    seen = {} if seen is None else seen
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return seen
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return seen
    paths = [Path(str(file.locate())) for file in found.files or [] if file.suffix != ".pyc"]
    seen[key] = sum(path.stat().st_size for path in paths if path.is_file())
    for line in found.requires or []:
        requirement, _, marker = line.partition(";")
        wanted = re.match(r"[\w.-]+", requirement)
        if "extra" not in marker and wanted and not foreign(marker):
            needed(wanted[0], seen)
    return seen


def foreign(marker: str) -> bool:
    """Whether a requirement is for another system or an older Python."""
    return any(
        word in marker for word in ("win32", "Windows", "emscripten", "python_version <", "python_full_version <")
    )


def sizes(pipelines: Iterable[str]) -> str:
    """Megabytes on the disk."""
    own = Path(newsrecord.__file__).parent
    rest = [one for name in ("attrs", "cattrs", "numpy", "python-dateutil") for one in needed(name).items()]
    others = dict(rest)
    rows = [
        ("newsrecord, words and weights in it", mega(packed(own)), mega(bytes_of(own))),
        (f"with all that it needs ({len(others) + 1} packages)", "–", mega(bytes_of(own) + sum(others.values()))),
    ]
    for name in pipelines:
        folder = pipeline_folder(name)
        if folder is not None:
            spacy = needed("spacy")
            whole = bytes_of(folder) + sum(spacy.values())
            rows.append((called(name), mega(packed(folder)), mega(bytes_of(folder))))
            rows.append((f"with all that it needs ({len(spacy) + 1} packages)", "–", mega(whole)))
    found = {name: needed(name) for name in ("dateparser", "datefinder", "trafilatura")}
    rows += [
        (f"{name} with all that it needs ({len(parts)} packages)", "–", mega(sum(parts.values())))
        for name, parts in found.items()
        if parts
    ]
    return table(("", "packed, MB", "installed, MB"), rows)


def mega(count: float) -> str:
    """Bytes as megabytes."""
    return f"{count / MEGA:.1f}"
