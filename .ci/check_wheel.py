"""Check that the installed wheel, not the source tree, parsed the seed article."""

import json
import sys
from pathlib import Path

import newsrecord
from newsrecord.formats.json import from_dict

assert "site-packages" in newsrecord.__file__, newsrecord.__file__
record = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
assert from_dict(record).generator.version == newsrecord.__version__
assert record["headline"] is None
assert len(record["body"]) == 5
assert len(record["related_headlines"]) == 17
assert [date["value"] for date in record["dates"] if date["text"] in ("October 28", "Friday")][:2] == [
    "2025-10-28",
    "2025-10-31",
]
print("the wheel parses the seed article")
