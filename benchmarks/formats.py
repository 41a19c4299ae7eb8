"""Size and speed of the formats: `python benchmarks/formats.py`.

Prints microseconds for `dumps` and `loads` of JSON, with orjson and without, for a record with 100 mentions made up
like an agency story (40 entities, 13 paragraphs, 13 dates); the same for every other format; and the bytes of the
shipped article's JSON with and without its source. Each figure is the best of many runs.
"""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING

import newsrecord
from newsrecord import DateExpression, Entity, Generator, Mention, MissingExtraError, NewsRecord, Passage
from newsrecord.formats import FORMATS
from newsrecord.formats import json as record_json

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt"
NAMES = ("Peru", "Carlos Zamora", "Lima", "Ana Ruiz")
WORDS = (
    "{} had asked {} for talks in the week of October 28, officials in {} said, and a spokesman for {} told reporters "
    "that nobody had been hurt when the roads were closed, although {} was not there at that time. It was said by {} "
    "that the talks would be held all the same; {} and {} did not answer when they were asked about it again."
)
PARAGRAPHS = 13
MENTIONS = 100


def best(work: Callable[[], object], seconds: float = 0.5) -> float:
    """The shortest of many runs, in microseconds."""
    runs: list[float] = []
    end = time.perf_counter() + seconds
    while len(runs) < 3 or time.perf_counter() < end:
        begun = time.perf_counter()
        work()
        runs.append(time.perf_counter() - begun)
    return min(runs) * 1e6


def story() -> NewsRecord:
    """A record with 100 mentions of 40 entities."""
    text, body, dates = "", [], []
    found: dict[str, list[Mention]] = {}
    for number in range(PARAGRAPHS):
        start = len(text)
        pieces = WORDS.split("{}")
        for i, piece in enumerate(pieces):
            text += piece
            if i < len(pieces) - 1:
                name = NAMES[i % len(NAMES)]
                if sum(map(len, found.values())) < MENTIONS:
                    mention = Mention(text=name, start=len(text), end=len(text) + len(name), zone="body")
                    found.setdefault(f"{name} {(number * 8 + i) % 40 // 4}", []).append(mention)
                text += name
        body.append(Passage(text=text[start:], start=start, end=len(text)))
        at = text.index("October 28", start)
        day = datetime.date(2025, 10, 28)
        dates.append(
            DateExpression(text="October 28", start=at, end=at + 10, zone="body", type="DATE", value="2025-10-28",
                           relative=True, earliest=day, latest=day)
        )  # fmt: skip
        text += "\n\n"
    entities = [Entity(name=name[:-2], type="LOCATION", mentions=mentions) for name, mentions in found.items()]
    return NewsRecord(
        generator=Generator(name="newsrecord", version=newsrecord.__version__, model="en-1:3f9c21d0"),
        body=body,
        entities=sorted(entities, key=lambda entity: entity.mentions[0].start),
        reference_date=datetime.date(2025, 10, 31),
        dates=dates,
        source=text,
    )


def main() -> None:
    """Print all figures."""
    record = story()
    data = record_json.dumps(record)
    count = sum(len(entity.mentions) for entity in record.entities)
    print(f"record: {count} mentions, {len(record.entities)} entities, {len(data.encode())} bytes of JSON")
    orjson = record_json.orjson
    for name, library in (("orjson", orjson), ("stdlib", None)):
        if name == "orjson" and orjson is None:
            print("json (orjson): not installed")
            continue
        record_json.orjson = library
        out, back = best(lambda: record_json.dumps(record)), best(lambda: record_json.loads(data))
        print(f"json ({name}): dumps {out:.0f} + loads {back:.0f} = {out + back:.0f} microseconds")
    record_json.orjson = orjson
    for name, known in FORMATS.items():
        try:
            made = newsrecord.dumps(record, format=name)
        except MissingExtraError as problem:
            print(f"{name}: {problem}")
            continue
        size = len(made if isinstance(made, bytes) else made.encode())
        line = f"{name}: {size} bytes, dumps {best(lambda: newsrecord.dumps(record, format=name), 0.2):.0f}"  # noqa: B023
        if known.reads:
            line += f", loads {best(lambda: newsrecord.loads(made, format=name), 0.2):.0f}"  # noqa: B023
        print(line, "microseconds")
    seed = newsrecord.parse(SEED.read_text(encoding="utf-8"), reference_date="2025-10-31")
    whole, slim = (len(newsrecord.dumps(seed, include_source=keep).encode()) for keep in (True, False))
    print(f"the shipped article: {whole} bytes of JSON, {slim} without its source ({slim / whole:.2f})")


if __name__ == "__main__":
    main()
