"""What importing and parsing may touch: no network, no clock, no table before it is needed."""

import ast
import graphlib
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


READERS = ("layout", "dates", "entities", "quotations")
LAYERS = [
    "cli",
    "progress",
    "pages",
    "convert",
    "shards",
    "failures",
    "inputs",
    "outputs",
    "arrow",
    "rows",
    "parser",
    "article",
    "processes",
    "assembly",
    "known",
    READERS,
    "readers",
    "stamps",
    "record",
    "reading",
    "text",
    "visible",
    "language",
    "tables",
    "parts",
    "edtf",
    "timex",
    "checks",
    "keys",
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


def imports_of(path):
    """The modules of ours that a module imports, at once or later, but not for types alone."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    above = parts[:-1]

    def found(node):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
                continue
            if isinstance(child, ast.ImportFrom) and child.level:
                base = [*above[: len(above) - child.level + 1], *(child.module.split(".") if child.module else ())]
                for alias in child.names:
                    for target in ([*base, alias.name], base):
                        if ".".join(target) in MODULES_OF:
                            yield ".".join(target)
                            break
            yield from found(child)

    return set(found(ast.parse(path.read_text("utf-8"))))


def module_name(path):
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES_OF = {module_name(path): path for path in SOURCE.rglob("*.py")}


def test_no_imports_go_in_a_circle():
    graph = {name: imports_of(path) - {name} for name, path in MODULES_OF.items()}
    sorted_ = list(graphlib.TopologicalSorter(graph).static_order())  # raises, and names the circle
    assert len(sorted_) == len(MODULES_OF)
    assert "formats.html" not in graph["record"]


def test_parts_of_the_package_are_reached_by_name_and_not_before():
    code = """
import sys, newsrecord
parts = ["arrow", "convert", "dates", "entities", "formats", "readers", "rows", "strategies"]
assert set(parts) <= set(dir(newsrecord)), dir(newsrecord)
late = ("arrow", "convert", "dates", "entities", "layout", "parser", "quotations", "strategies", "text")
print(*[name for name in late if f"newsrecord.{name}" in sys.modules])
assert newsrecord.dates.find("May 2, 2025")[0].value == "2025-05-02"
assert newsrecord.entities.group([("Peru", "LOCATION")]) == [0]
assert newsrecord.convert.Shards(size=5).size == 5
try:
    newsrecord.nothing
except AttributeError as problem:
    assert str(problem) == "module 'newsrecord' has no attribute 'nothing'"
"""
    assert run(code) == []


def test_everything_public_is_listed_and_typed():
    assert (SOURCE / "py.typed").exists()
    assert sorted(newsrecord.__all__) == newsrecord.__all__
    for name in newsrecord.__all__:
        assert getattr(newsrecord, name) is not None
