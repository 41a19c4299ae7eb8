"""Write the names of countries that pages for readers show: `python training/country_words.py` (needs babel 2.19.0).

In go the English names of territories in Unicode CLDR, as babel has them; out comes the last part, `[countries]`, of
`src/newsrecord/formats/words.toml`, whose other parts stay as they are.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parent.parent / "src" / "newsrecord" / "formats" / "words.toml"
NO_COUNTRIES = ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")
"""Codes of CLDR's that ISO 3166-1 gives no country: unions, regions, places of tests."""


def text(before: str) -> str:
    """The file's content, of what it was before."""
    names = sorted((code, name) for code, name in Locale("en").territories.items() if re.fullmatch("[A-Z]{2}", code))
    rows = [f"{code} = {json.dumps(name, ensure_ascii=False)}" for code, name in names if code not in NO_COUNTRIES]
    return "\n".join([before.partition("\n[countries]\n")[0].rstrip("\n"), "", "[countries]", *rows, ""])


if __name__ == "__main__":
    TARGET.write_text(text(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"wrote {TARGET.name}")
