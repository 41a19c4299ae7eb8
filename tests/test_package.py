"""What importing and parsing may touch: no network, no clock, no table before it is needed."""

import ast
import subprocess
import sys
from pathlib import Path

import newsrecord

SOURCE = Path(newsrecord.__file__).parent
SEED = Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt"


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_import_loads_no_heavy_library_and_no_table():
    code = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import newsrecord
heavy = {"cattrs", "click", "numpy", "hypothesis", "msgspec", "json", "tomllib", "dateutil", "concurrent.futures"}
print(*heavy & set(sys.modules), *[name for name in opened if not name.endswith((".py", ".pyc"))])
"""
    assert run(code) == []


def test_parsing_opens_no_connection_writes_nothing_and_starts_nothing():
    code = f"""
import sys
def guard(event, args):
    kind = event.split(".")[0]
    if kind in {{"socket", "subprocess", "os.system", "shutil", "urllib", "ctypes", "pickle"}}:
        raise RuntimeError(event)
    if event == "open" and (set(str(args[1])) & set("wax+") or "newsrecord" not in str(args[0])):
        assert str(args[0]).endswith((".py", ".pyc")) or "/lib/" in str(args[0]) or "tzdata" in str(args[0]), args
text = open({str(SEED)!r}, encoding="utf-8").read()
import numpy  # it loads its own libraries, once
sys.addaudithook(guard)
import newsrecord
record = newsrecord.parse(text, reference_date="2025-10-31")
assert newsrecord.loads(newsrecord.dumps(record)) == record
print(len(record.body))
"""
    assert run(code) == ["5"]


CLOCKS = {"now", "today", "utcnow", "time_ns", "localtime", "gmtime", "perf_counter", "monotonic"}
ALLOWED = {
    "files.py": {"secrets"},  # names of scratch files
    "processes.py": {"pickle"},  # what our own processes say
    "progress.py": {"time", "monotonic"},  # how fast it goes, for people
}
MODULES = {"time", "random", "secrets", "uuid", "socket", "urllib", "http", "requests", "locale", "pickle", "asyncio"}


def test_no_module_reads_a_clock_a_random_number_or_the_network():
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in CLOCKS - ALLOWED.get(path.name, set()), (
                    f"{path.name}:{node.lineno} reads {node.attr}"
                )
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                roots = {name.split(".")[0] for name in names if name != "urllib.parse"}  # reads addresses, opens none
                assert not roots & MODULES - ALLOWED.get(path.name, set()), path.name


READERS = ("layout", "dates", "entities")
LAYERS = [
    "cli",
    "progress",
    "convert",
    "shards",
    "failures",
    "inputs",
    "outputs",
    "arrow",
    "rows",
    "parser",
    "processes",
    "assembly",
    "known",
    READERS,
    "readers",
    "stamps",
    "text",
    "record",
    "parts",
    "checks",
]


def test_imports_go_down_only():
    """The order of the house; modules that are not listed lie below all of them or beside (formats, strategies)."""
    level = {name: i for i, names in enumerate(LAYERS) for name in ([names] if isinstance(names, str) else names)}
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if parts[0] not in level:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == len(parts):  # `from .x` in a module, `from ..x` below
                target = (node.module or "").split(".")[0]
                if target in level and target != parts[0]:
                    assert level[target] > level[parts[0]], f"{path.name}:{node.lineno} imports {target}"


def test_everything_public_is_listed_and_typed():
    assert (SOURCE / "py.typed").exists()
    assert sorted(newsrecord.__all__) == newsrecord.__all__
    for name in newsrecord.__all__:
        assert getattr(newsrecord, name) is not None
