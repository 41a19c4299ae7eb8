"""Damage Arrow and Parquet files and read them: python damage.py KIND FIRST COUNT, a child of test_damaged.

Prints the number of each case before it is tried, so that whoever called knows which one ended the interpreter, and
then `read`, `refused`, or what was raised that is not the library's.
"""

import contextlib
import io
import random
import struct
import sys
import warnings

import pyarrow as pa
from pyarrow import parquet as pq

import newsrecord
from newsrecord.formats import arrow, parquet

LINE = "LIMA, Peru (AP) — “We will not go back,” Ana Ruiz said on Friday. The May 2 plan will cost $3.5 million.\n\n"


def table():
    parser = newsrecord.Parser(recognizer=None)
    some = [parser.parse(LINE * number, id=f"n{number}", reference_date="2025-10-31") for number in range(1, 6)]
    return arrow.to_table([*some, newsrecord.Parser().parse(f"By Ana Ruiz\n\n{LINE}Read more: Envoy leaves Cuba\n")])


def ipc(data, kind="file", compression=None):
    out = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with getattr(pa.ipc, f"new_{kind}")(out, data.schema, options=options) as stream:
        stream.write_table(data, max_chunksize=3)
    return out.getvalue()


def pages(data, **options):
    out = io.BytesIO()
    pq.write_table(data, out, **options)
    return out.getvalue()


def dictionaries(data):
    for name in ("language", "id"):
        at = data.schema.names.index(name)
        data = data.set_column(at, name, data.column(name).dictionary_encode())
    return data


def views(data):
    at = data.schema.names.index("source")
    return data.set_column(at, "source", data.column("source").cast(pa.string_view()))


MAKE = {
    "file": lambda: ipc(table()),
    "file_lz4": lambda: ipc(table(), compression="lz4"),
    "file_dictionaries": lambda: ipc(dictionaries(table())),
    "file_views": lambda: ipc(views(table())),
    "stream": lambda: ipc(table(), "stream"),
    "stream_zstd": lambda: ipc(dictionaries(table()), "stream", "zstd"),
    "parquet": lambda: pages(table()),
    "parquet_zstd": lambda: pages(table(), compression="zstd", row_group_size=2),
    "parquet_plain": lambda: pages(table(), compression="none", use_dictionary=False),
    "parquet_v2": lambda: pages(table(), data_page_version="2.0"),
    "zeroed": lambda: ipc(table().slice(0, 1)),
}


def mutated(data, draw):
    """The bytes with one to eight changes, most of them near the ends, where the metadata are."""
    new = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 8))):
        near = min(5000, len(new))
        at = draw.choice((draw.randrange(len(new)), draw.randrange(near), len(new) - 1 - draw.randrange(near)))
        size = draw.randrange(1, 64)
        match draw.randrange(8):
            case 0 | 1:
                new[at] ^= 1 << draw.randrange(8)
            case 2:
                new[at] = draw.choice((0, 127, 128, 255))
            case 3:
                del new[at : at + size]
            case 4:
                new[at:at] = draw.randbytes(size)
            case 5:
                new[at : at + size] = bytes(len(new[at : at + size]))
            case 6:
                there = draw.randrange(len(new))
                new[at : at + size] = new[there : there + size]
            case 7:
                number = draw.choice((-1, 0, 1, 2**31 - 1, 2**40, 2**62, -(2**63)))
                new[at : at + 8] = struct.pack("<q", number)[: len(new[at : at + 8])]
    return bytes(new[: draw.randrange(len(new))] if draw.random() < 0.1 else new)


def zeroed(data, number):
    """The bytes with one word of the first batch's metadata as 0: a buffer without bytes, a row without a length."""
    at = data.index(b"\xff\xff\xff\xff", 12) + 8 * number
    return data[:at] + bytes(8) + data[at + 8 :]


def main(kind, first, count):
    good = MAKE[kind]()
    loads = (parquet if kind.startswith("parquet") else arrow).loads_many
    assert list(loads(good))
    for seed in range(first, first + count):
        sys.stdout.write(f"{seed} ")
        sys.stdout.flush()
        bad = zeroed(good, seed) if kind == "zeroed" else mutated(good, random.Random(f"{kind} {seed}"))
        try:
            list(loads(bad))
            outcome = "read"
        except newsrecord.NewsRecordError as problem:
            outcome = "refused" if str(problem) and len(str(problem)) < 8000 else f"said {problem}"
        except BaseException as problem:  # noqa: BLE001  (what else it is, is the question)
            outcome = f"{type(problem).__name__} {problem}"
        sys.stdout.write(outcome.replace("\n", " ") + "\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
