"""Write the copies of the tables of languages, which are read in their place: `python training/table_copies.py`.

In go the TOML tables of each folder in `src/newsrecord/languages`; out comes its `tables.copies`. Run it after each
change of a table: until then the table itself is read, which takes twenty times as long.
"""

from __future__ import annotations

from pathlib import Path

from newsrecord.tables import pack_copies

LANGUAGES = Path(__file__).parent.parent / "src" / "newsrecord" / "languages"
NAME = "tables.copies"


def copies(folder: Path) -> bytes:
    """The copies of the tables in a folder."""
    return pack_copies(path.read_bytes() for path in sorted(folder.glob("*.toml")))


if __name__ == "__main__":
    for language in sorted(path for path in LANGUAGES.iterdir() if path.is_dir()):
        (language / NAME).write_bytes(copies(language))
        print(f"wrote {language.name}/{NAME}")
