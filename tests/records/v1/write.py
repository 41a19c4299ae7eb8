"""Write this release's folder of kept records: `python tests/records/v1/write.py` (needs the `arrow` extra).

A folder that is there is left as it is: kept files never change.
"""

import importlib.util
import sys
from pathlib import Path

import attrs

import newsrecord

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]


def main():
    """Write every record in every format that can be read back, `timeml` apart, which holds too little."""
    target = HERE / newsrecord.__version__
    if target.exists():
        sys.exit(f"{target.name} is there already: kept files never change")
    spec = importlib.util.spec_from_file_location("conftest", REPOSITORY / "tests" / "formats" / "conftest.py")
    examples = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(examples)
    full = examples.build()
    made = newsrecord.Generator(name="newsrecord", version=newsrecord.__version__, model="en-1:00000000")
    full = attrs.evolve(full, generator=made)
    some = {
        "full": full,
        "slim": attrs.evolve(full, source=None),
        "empty": newsrecord.NewsRecord(generator=made, source=""),
        "surrogates": newsrecord.NewsRecord(generator=made, source="a\ud83d\ude00\udc00"),
    }
    target.mkdir()
    for name, record in some.items():
        (target / f"{name}.json").write_bytes(newsrecord.dumps(record).encode("utf-8", "surrogatepass"))
    for name in ("jsonl", "arrow", "parquet"):
        made_of = newsrecord.dumps(full, format=name)
        (target / f"full.{name}").write_bytes(made_of if isinstance(made_of, bytes) else made_of.encode())


if __name__ == "__main__":
    main()
