"""While the house is rebuilt, nothing that it gives may change: a digest of every format of many articles.

`python tests/test_unchanged.py` writes the digests anew. To be dropped when the rebuilding is done.
"""

import hashlib
import json
from pathlib import Path

import pytest
from attrs import evolve

import newsrecord
from newsrecord.formats import FORMATS

HERE = Path(__file__).parent
DIGESTS = HERE / "unchanged.json"
SHARED = HERE.parents[1] / "shared" / "data" / "articles"
PER_FILE = 40


def texts():
    seed = (HERE.parent / "examples" / "cuba-peru-ambassador.txt").read_text("utf-8")
    yield "shipped", seed, {"reference_date": "2025-10-31"}
    yield "known", seed, {"headline": "Ambassador leaves", "authors": ["Ana Ruiz"], "published": "2025-10-30"}
    for path in sorted((HERE / "layout" / "fixtures").glob("*.txt")) if (HERE / "layout" / "fixtures").is_dir() else ():
        yield f"fixture {path.stem}", path.read_text("utf-8"), {}


def shared_texts():
    for path in sorted(SHARED.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            if number < PER_FILE:
                article = json.loads(line)
                if "text" in article:
                    yield f"{path.stem} {number}", article["text"], {"url": article.get("url")}


def written(record, name):
    """What a format makes of a record; of those whose bytes depend on a library's release, the rows."""
    if name in ("arrow", "parquet"):
        from newsrecord.formats.arrow import encode

        return repr(encode(record))
    options = {"version_created": "2025-10-31T12:00Z"} if name == "newsmlg2" else {}
    return newsrecord.dumps(record, format=name, **options)


def digest(cases):
    total = {name: hashlib.sha256() for name in FORMATS}
    for label, text, known in cases:
        record = newsrecord.parse(text, id=label, **known)
        record = evolve(record, generator=evolve(record.generator, model="en"))  # the name of the tables' bytes
        for name, into in total.items():
            into.update(written(record, name).encode("utf-8", "surrogatepass"))
    return {name: into.hexdigest() for name, into in total.items()}


def test_what_ships_is_read_and_written_as_before():
    pytest.importorskip("pyarrow")
    assert digest(texts()) == json.loads(DIGESTS.read_text())["texts"]


def test_development_articles_are_read_and_written_as_before():
    pytest.importorskip("pyarrow")
    if not SHARED.is_dir():
        pytest.skip("the development articles are not here")
    assert digest(shared_texts()) == json.loads(DIGESTS.read_text())["shared"]


if __name__ == "__main__":
    DIGESTS.write_text(json.dumps({"texts": digest(texts()), "shared": digest(shared_texts())}, indent=1) + "\n")
