"""The shipped lists of words and names: the data files of this package in, sections and sets of folded words out.

They are read once, on first use, and read-only. Look-ups take the folded form of a word or phrase: no diacritics,
lowercase, typographic apostrophes straight (`fold_word`).
"""

from __future__ import annotations

import functools
import hashlib
import unicodedata
import zlib
from importlib import resources
from typing import Final

from ..errors import DataFileError
from ..tables import load_table

__all__ = ["MODEL", "data", "fold_word", "lists", "model_name", "read_lists", "word_set"]

NAME: Final = "en-0"
"""Name and version of the shipped tables and weights."""
_LONGEST_WORD: Final = 100
"""Letters of a word that can be in a table."""
_FORMAT: Final = "newsrecord-tables 1"
_LISTS: Final = f"{NAME}.tables"
MODEL: Final = f"{NAME}.model"
"""The tagger's weights, beside this module."""
_FILES: Final = (MODEL, _LISTS, "en.toml", "countries.toml")
_SECTIONS: Final = (
    "words",
    "also",
    "given",
    "family",
    "places",
    "towns",
    "languages",
    "great",
    "countries",
    "currencies",
)


def fold_word(word: str) -> str:
    """The form of a word that tables are looked up by: of the same kind as the table build makes."""
    if word.isascii():
        return word.lower()
    return _fold(word) if len(word) <= _LONGEST_WORD else word.lower()


@functools.lru_cache(maxsize=16_384)
def _fold(word: str) -> str:
    """Folding beyond ASCII. The cache is bounded and holds only what this computes: no result depends on it."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def read_lists(data: bytes, name: str = _LISTS) -> dict[str, list[str]]:
    """Read a table file: header line `newsrecord-tables 1 NAME SHA256`, then zlib-compressed sections of lines.

    Raises:
        DataFileError: the header is not of this format and name, the digest differs, or a section is missing.
    """
    header, _, body = data.partition(b"\n")
    if header != f"{_FORMAT} {NAME} {hashlib.sha256(body).hexdigest()}".encode():
        raise DataFileError(f"{name}: damaged, or of another version than {_FORMAT} {NAME}; reinstall newsrecord")
    try:
        lines = zlib.decompress(body).decode("utf-8").splitlines()
    except (zlib.error, UnicodeDecodeError) as problem:
        raise DataFileError(f"{name}: {problem}; reinstall newsrecord") from problem
    marks = [i for i, line in enumerate(lines) if line[:1] == "["]
    lists = {lines[a][1:-1]: lines[a + 1 : b] for a, b in zip(marks, [*marks[1:], len(lines)], strict=True)}
    missing = [section for section in _SECTIONS if section not in lists]
    if missing:
        raise DataFileError(f"{name}: no section {', '.join(missing)}; reinstall newsrecord")
    return lists


def data(name: str) -> bytes:
    """A data file of this package.

    Raises:
        DataFileError: it is missing.
    """
    try:
        return resources.files(__package__).joinpath(name).read_bytes()
    except OSError as problem:
        raise DataFileError(f"{__package__}/{name}: {problem}; reinstall newsrecord") from problem


@functools.cache
def lists() -> dict[str, list[str]]:
    """The sections of the shipped table file."""
    return read_lists(data(_LISTS))


@functools.cache
def model_name() -> str:
    """Name of the tables and the first 8 hexadecimal digits of the SHA-256 over all data files, `en-0:1a2b3c4d`."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update(hashlib.sha256(data(name)).digest())
    return f"{NAME}:{digest.hexdigest()[:8]}"


@functools.cache
def word_set(name: str) -> frozenset[str]:
    """A list of `en.toml` by name, folded."""
    return frozenset(fold_word(word) for word in load_table(__package__, "en.toml")[name])
