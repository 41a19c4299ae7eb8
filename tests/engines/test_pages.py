"""Each how-to page about an engine is a script; the real engine runs it and gives the rows that the library gives.

A page reads a folder `articles` of Parquet files and writes `records`. Its script runs in a process of its own and in a
folder of its own, as a reader of the page would run it: engines start processes, threads and a virtual machine.
"""

import contextlib
import datetime
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from importlib.util import find_spec
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")

from pyarrow import dataset, parquet  # noqa: E402

import newsrecord  # noqa: E402
from newsrecord.arrow import parse_table, schema  # noqa: E402
from newsrecord.convert import convert  # noqa: E402
from newsrecord.formats.arrow import from_table  # noqa: E402

REPOSITORY = Path(__file__).parents[2]
HOW_TO = REPOSITORY / "docs" / "how-to"
SEED = (REPOSITORY / "examples" / "cuba-peru-ambassador.txt").read_text("utf-8")

ARTICLES = int(os.environ.get("NEWSRECORD_ENGINE_ARTICLES", "60"))
"""How many articles each engine reads; 1,000 before a release."""
KNOWN = 20
"""How many more of which headline, authors or dates are known."""
FILES = 4
WITHOUT_TEXT, WITHOUT_DAY = (7, ARTICLES - 2), 20
"""Rows that hold no article: their text is null, or what they say of the day is no date."""
SECONDS = 60 + ARTICLES // 4
"""How long a page may take."""

ENGINES = {
    "run-in-datasets": "datasets",
    "run-in-duckdb": "duckdb",
    "run-in-polars": "polars",
    "run-on-dask": "dask.dataframe",
    "run-on-ray": "ray.data",
    "run-on-spark": "pyspark",
}
CLUSTER = ("run-on-ray", "run-on-spark")
"""Pages that start servers; these take long, so they are run on demand: `pytest -m cluster`."""
IN_ORDER = ("run-in-datasets", "run-in-duckdb", "run-in-polars")
"""Pages that say that the rows keep their order."""


def article(number):
    """An article unlike its neighbours, in the columns of the pages."""
    *story, stories = SEED.replace("October 28", f"October {number % 28 + 1}").split("\n", 5)
    story = [*story[number % 3 :], *story[: number % 3]][: 2 + number % 4]
    head = [f"Ambassador no. {number} leaves post", f"By Ana {'ABC'[number % 3]}. Poe", "October 31, 2025"]
    page = "\n\n".join([*head[: number % 4], f"LIMA (AP) - Story {number} was told on Monday.", *story, stories])
    day = [None, "2025-11-03", "2025-11-04"][number % 3]
    return {
        "id": f"{number:05}",
        "content": None if number in WITHOUT_TEXT else page,
        "url": f"https://www.example.com/{number}" if number % 2 else None,
        "reference_date": "soon" if number == WITHOUT_DAY else day,
        "words": number,
    }


def known(number):
    """An article of which more is known."""
    return article(number) | {
        "headline": f"Headline {number}, as known" if number % 5 == 1 else None,
        "authors": [None, [], ["Jo Poe"], ["Jo Poe", "Al Roe"]][number // 2 % 4],
        "published": [None, "2025-11-03", "2025-11-04T08:00:00Z"][number % 3],
        "fallback_date": datetime.date(2025, 1, 1) + datetime.timedelta(number % 99) if number % 7 else None,
    }


@pytest.fixture(scope="module")
def given():
    """The articles, as the pages find them."""
    types = {"id": pa.string(), "content": pa.string(), "url": pa.string(), "reference_date": pa.string(),
             "words": pa.int64(), "headline": pa.string(), "authors": pa.list_(pa.string()), "published": pa.string(),
             "fallback_date": pa.date32()}  # fmt: skip
    rows = [*map(article, range(ARTICLES)), *map(known, range(ARTICLES, ARTICLES + KNOWN))]
    return pa.Table.from_pylist(rows, pa.schema(list(types.items())))


@pytest.fixture(scope="module")
def wanted(given):
    """What the library itself gives for them."""
    return parse_table(given, columns={"text": "content"})


@pytest.fixture(scope="module")
def converted(given, tmp_path_factory):
    """The records that `convert` writes for the same articles."""
    folder = tmp_path_factory.mktemp("convert")
    parquet.write_table(given, folder / "in.parquet")
    failed = []
    columns = {"text": "content"}
    done = convert([folder / "in.parquet"], folder / "out.jsonl", report=failed.append, columns=columns)
    assert (done.written, len(failed)) == (ARTICLES + KNOWN - 3, 3)
    return [newsrecord.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]


_SETTINGS = ("DASK_", "HF_", "POLARS_", "PYSPARK_", "RAY_", "SPARK_")
"""How variables begin that would make an engine here do as on the user's cluster."""


def script_of(page):
    """The Python blocks of a page, one after another."""
    return "\n".join(re.findall(r"^```python\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL))


def environment(scratch, mark):
    """Variables that keep an engine from the network and from folders that are not the test's."""
    ours = {
        "HOME": scratch,
        "TMPDIR": scratch,
        "PYTHONUTF8": "1",
        "NEWSRECORD_TEST": mark,
        "HF_HUB_OFFLINE": "1",
        "HF_HOME": scratch,
        "RAY_TMPDIR": scratch,
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_AUTH_MODE": "disabled",
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": scratch,
        "JAVA_TOOL_OPTIONS": f"-Djava.io.tmpdir={scratch} -XX:-UsePerfData",
    }
    theirs = {key: value for key, value in os.environ.items() if not key.startswith(_SETTINGS)}
    return theirs | ours


def running(mark):
    """Processes that carry a mark, where the system tells."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"NEWSRECORD_TEST={mark}".encode() in entry.read_bytes().split(b"\0"):
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return found


def run(script, folder):
    """Run a script in a folder; return what it printed. It leaves no process behind."""
    (folder / "script.py").write_text(script, "utf-8")
    mark = uuid.uuid4().hex
    scratch = tempfile.mkdtemp(prefix="nr")  # short: the paths of sockets are bounded
    try:
        done = subprocess.run(
            [sys.executable, "script.py"],
            cwd=folder, env=environment(scratch, mark), stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", timeout=SECONDS, check=False,
        )  # fmt: skip
        until = time.monotonic() + 15
        while (left := running(mark)) and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        for number in running(mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        shutil.rmtree(scratch, ignore_errors=True)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert left == []
    return done.stdout


def absent(name):
    """Why a page cannot be run here, or None."""
    module = ENGINES[name]
    library = module.partition(".")[0]
    if find_spec(library) is None or find_spec(module) is None:
        return f"{library} is not installed"
    if module == "pyspark" and shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        return "Spark needs Java, which is not installed"
    return None


def test_every_page_is_run():
    assert sorted(path.stem for path in HOW_TO.glob("run-*.md")) == list(ENGINES)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.cluster] if name in CLUSTER else []) for name in ENGINES]
)
def test_an_engine_gives_the_rows_that_the_library_gives(name, given, wanted, converted, tmp_path):
    if reason := absent(name):
        pytest.skip(reason)
    (tmp_path / "articles").mkdir()
    step = -(-given.num_rows // FILES)
    for number in range(FILES):
        parquet.write_table(given.slice(number * step, step), tmp_path / "articles" / f"{number}.parquet")

    printed = run(script_of(HOW_TO / f"{name}.md"), tmp_path)

    [place] = tmp_path.glob("records*")
    found = dataset.dataset(place, format="parquet").to_table()
    assert found.schema.names == schema().names
    found = found.cast(schema())  # engines have their own names for items, and large strings
    if name not in IN_ORDER:
        found = found.sort_by("id")
    assert found["id"].to_pylist() == wanted["id"].to_pylist()
    for column in wanted.column_names:
        assert found[column].to_pylist() == wanted[column].to_pylist(), column
    assert found.equals(wanted)

    assert list(from_table(found.filter(found["error"].is_null()).drop_columns(["error"]))) == converted
    for number in (*WITHOUT_TEXT, WITHOUT_DAY):
        assert f"{number:05}" in printed
        assert found["error"][number].as_py().startswith("InputError: ")
