"""A language: every table that reading it takes, as one value.

A language is a folder of tables (`languages/en`): words of sentences, of explicit dates, of a news page, of temporal
expressions and of names, the names of countries, what is known of places, the weights that were learnt. Readers are
given a `Language` and make of its tables what they need, once (`Language.made`); none of them names a file.
`docs/how-to/add-a-language.md` tells what goes into the tables.
"""

from __future__ import annotations

import contextlib
import functools
import reprlib
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar

from attrs import field, frozen

from .errors import DataFileError, InvalidArgumentError
from .tables import Table, read_copies, read_table

if TYPE_CHECKING:
    import os
    from importlib.resources.abc import Traversable  # noqa: TC004  (attrs does not look at it, and it takes long)

__all__ = ["Language", "english", "find_language", "languages"]

T = TypeVar("T")

_TABLES: Final = ("text", "stamps", "layout", "dates", "names", "countries", "places")
_OPTIONAL: Final = ("quotations", "given")
"""Tables that a language may do without; it then counts as an empty one."""
_COPIES: Final = "tables.copies"
"""Holds what the tables of a language hold, quicker to read: `tables.pack_copies`. A language may do without."""
_SAMPLE: Final = "sample.txt"
_FOLDER: Final = "languages"


@frozen(eq=False, repr=False)
class Language:
    """The tables of one language; read-only, each read and checked when it is first needed, then kept."""

    code: str
    """BCP 47: what `record.language` says."""
    _folder: Traversable
    _shipped: bool = field(default=False, kw_only=True)
    _read: dict[str, dict[str, Any]] = field(factory=dict, init=False)
    _made: dict[Callable[[Language], Any], Any] = field(factory=dict, init=False)

    @classmethod
    def read(cls, folder: str | os.PathLike[str]) -> Language:
        """Return the language whose tables are in a folder; the folder's name is its code.

        Args:
            folder: holds `text.toml`, `stamps.toml`, `layout.toml`, `dates.toml`, `names.toml`, `countries.toml` and
                `places.toml`, any of which may be empty; `layout.toml`, `names.toml` and `places.toml` may name a model
                or table beside them. Without `quotations.toml`, or with an empty one, no quotations are read;
                `given.toml` goes with it. `sample.txt`, a short text that has some of everything, may lie beside them:
                processes share what reading it needs.

        Raises:
            DataFileError: one of them is missing.
        """
        from pathlib import Path  # on first use: `import newsrecord` stays light

        path = Path(folder).resolve()
        missing = [f"{name}.toml" for name in _TABLES if not (path / f"{name}.toml").is_file()]
        if missing:
            raise DataFileError(f"{path}: there is no {', '.join(missing)} in this folder; an empty file will do")
        return cls(path.name, path)

    def __repr__(self) -> str:
        return f"Language({self.code!r})" if self._shipped else f"Language.read({str(self._folder)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (find_language, (self.code,)) if self._shipped else (Language.read, (str(self._folder),))

    def where(self, file: str) -> str:
        """Return what messages call a file of the language."""
        return f"newsrecord/{_FOLDER}/{self.code}/{file}" if self._shipped else str(self._folder / file)

    def data(self, file: str) -> bytes:
        """Return a file of the language.

        Raises:
            DataFileError: it is missing.
        """
        with self._opened(file) as opened:
            return opened.read()

    def first_line(self, file: str) -> bytes:
        """Return the first line of a file of the language, for one whose first line tells what it holds.

        Raises:
            DataFileError: it is missing.
        """
        with self._opened(file) as opened:
            return opened.readline()

    @contextlib.contextmanager
    def _opened(self, file: str) -> Iterator[IO[bytes]]:
        try:
            with self._folder.joinpath(file).open("rb") as opened:
                yield opened
        except OSError as problem:
            advice = "; reinstall newsrecord" if self._shipped else ""
            raise DataFileError(f"{self.where(file)}: {problem.strerror or problem}{advice}") from problem

    def table(self, name: str) -> Table:
        """Return a table by its name: `text`, `stamps`, `layout`, `dates`, `names`, `countries`, `places`,
        `quotations`, `given`.

        Raises:
            DataFileError: its file is missing or no TOML.
        """
        file = f"{name}.toml"
        if name not in self._read:
            absent = name in _OPTIONAL and not self._folder.joinpath(file).is_file()
            self._read[name] = {} if absent else read_table(self.data(file), self.where(file), self.made(_copies))
        return Table(self._read[name], self.where(file))

    def sample(self) -> str:
        """Return a text that has some of everything, `sample.txt`; empty where there is none.

        Raises:
            DataFileError: it is no UTF-8.
        """
        if not self._folder.joinpath(_SAMPLE).is_file():
            return ""
        try:
            return self.data(_SAMPLE).decode("utf-8")
        except UnicodeDecodeError as problem:
            raise DataFileError(f"{self.where(_SAMPLE)}: {problem}; write it in UTF-8") from problem

    def made(self, make: Callable[[Language], T]) -> T:
        """Return what `make` makes of this language, a read-only value; it is asked once.

        Raises:
            DataFileError: a table is missing, or holds what cannot be used.
        """
        try:
            found: T = self._made[make]
        except KeyError:
            found = self._made.setdefault(make, make(self))
        return found


def _copies(language: Language) -> dict[str, bytes]:
    copies = language._folder.joinpath(_COPIES)
    return read_copies(copies.read_bytes()) if copies.is_file() else {}


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that there are tables for."""
    return tuple(sorted(entry.name for entry in _folders().iterdir()))


def _folders() -> Traversable:
    """The folders of the languages that ship."""
    from pathlib import Path

    folder = Path(__file__).parent / _FOLDER
    if folder.is_dir():
        return folder
    from importlib import resources  # for packages in archives: importing it takes as long as half of the readers

    return resources.files(__package__).joinpath(_FOLDER)


def find_language(language: str | Language) -> Language:
    """Return a language by its code; a `Language` is returned as it is.

    Raises:
        InvalidArgumentError: there are no tables for it.
    """
    if isinstance(language, Language):
        return language
    if not isinstance(language, str):
        raise _unknown(language)
    return _shipped(str(language))


def english() -> Language:
    """Return English, which readers are made for where nothing is said."""
    return find_language("en")


@functools.cache
def _shipped(code: str) -> Language:
    if code not in languages():
        raise _unknown(code)
    return Language(code, _folders().joinpath(code), shipped=True)


def _unknown(language: object) -> InvalidArgumentError:
    known = ", ".join(map(repr, languages()))
    return InvalidArgumentError(
        f"language: there are no tables for {reprlib.repr(language)}; there are tables for {known}, and tables of your "
        "own are read by newsrecord.Language.read(folder)"
    )
