"""In a browser: Pyodide, which has no processes and perhaps no NumPy, reads an article all the same.

Needs Node and the npm package `pyodide`, where Node finds it: `npm install pyodide` here, or `NODE_PATH`.
"""

import functools
import http.server
import importlib.util
import json
import re
import shutil
import subprocess
import threading
import zipfile
from pathlib import Path

import pytest

import newsrecord

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "try.html"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PURE = ("attr", "attrs", "cattr", "cattrs", "dateutil", "six", "typing_extensions")
"""What is there for any system, in Python alone."""


def pyodide():
    """The folder of the npm package, None where Node or that is not there."""
    if shutil.which("node") is None:
        return None
    find = "console.log(require('path').dirname(require.resolve('pyodide/package.json')))"
    done = subprocess.run(["node", "-e", find], cwd=ROOT, capture_output=True, text=True, check=False)
    return Path(done.stdout.strip()) if done.returncode == 0 else None


FOLDER = pyodide()
needs_pyodide = pytest.mark.skipif(FOLDER is None, reason="Node or its package `pyodide` is not installed")


def pack(folder, names):
    """What a wheel holds, of this source and of the named packages that are installed."""
    path = folder / "packed.whl"
    with zipfile.ZipFile(path, "w") as packed:
        for name in names:
            found = importlib.util.find_spec(name)
            origin = Path(found.origin)
            top = origin.parent if origin.name == "__init__.py" else origin
            for file in [top] if top.is_file() else top.rglob("*"):
                if file.is_file() and file.suffix != ".pyc":
                    packed.write(file, file.relative_to(top.parent).as_posix())
    return path


RUN = """
import {readFileSync} from "fs";
import {pathToFileURL} from "url";
const [folder, wheel, code, text] = process.argv.slice(2);
const {loadPyodide} = await import(pathToFileURL(folder + "/pyodide.mjs"));
const python = await loadPyodide();
python.unpackArchive(new Uint8Array(readFileSync(wheel)).buffer, "wheel");
python.globals.set("text", readFileSync(text, "utf-8"));
console.log("told:" + JSON.stringify(python.runPython(readFileSync(code, "utf-8"))));
"""


def in_pyodide(folder, code, names):
    """What the last line of a program gives in Pyodide, where the named packages are there."""
    (folder / "run.mjs").write_text(RUN, "utf-8")
    (folder / "code.py").write_text(code, "utf-8")
    arguments = [FOLDER, pack(folder, names), folder / "code.py", ROOT / "examples" / "cuba-peru-ambassador.txt"]
    done = subprocess.run(
        ["node", folder / "run.mjs", *arguments], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(re.search("told:(.*)", done.stdout)[1])


@needs_pyodide
def test_it_is_imported_and_reads_without_what_pyodide_lacks(tmp_path):
    """No cattrs, no NumPy, no processes: then without names and JSON, and `workers=2` says so."""
    told = in_pyodide(
        tmp_path,
        """
import json, sys, newsrecord
assert not {"cattrs", "numpy", "multiprocessing"} & set(sys.modules)
parser = newsrecord.Parser(recognizer=None)
record = parser.parse(text, reference_date="2025-10-31")
page = newsrecord.dumps(record, format="html")
try:
    list(parser.parse_many([text], workers=2))
except newsrecord.InvalidArgumentError as problem:
    refused = str(problem)
json.dumps([repr(record), [date.value for date in record.dates], len(page), refused, "cattrs" in sys.modules])
""",
        ["newsrecord", "attr", "attrs", "dateutil", "six"],
    )
    shown, dates, size, refused, loaded = json.loads(told)
    here = newsrecord.Parser(recognizer=None).parse(
        (ROOT / "examples" / "cuba-peru-ambassador.txt").read_text("utf-8"), reference_date="2025-10-31"
    )
    assert (shown, dates) == (repr(here), [date.value for date in here.dates])
    assert size == len(newsrecord.dumps(here, format="html"))
    assert refused == "workers: there are no processes in a browser; use workers=1"
    assert not loaded


@needs_pyodide
def test_the_code_of_the_page_runs(tmp_path):
    code = re.search('id="python">(.*?)</script>', PAGE.read_text("utf-8"), re.DOTALL)[1]
    told = in_pyodide(
        tmp_path, f"{code}\nimport json\njson.dumps(list(read(text, '2025-10-31')))", ["newsrecord", *PURE]
    )
    page, record, about = json.loads(told)
    assert page.startswith("<!DOCTYPE html>")
    assert len(newsrecord.loads(record).body) == 5
    assert about.endswith("17 related headlines. Names need NumPy, which could not be loaded.")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@needs_pyodide
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed to open the page with")
def test_a_browser_reads_an_article_in_the_page(tmp_path):
    """All served from one place, as a site without a network would."""
    shutil.copytree(FOLDER, tmp_path / "pyodide")
    wheel = pack(tmp_path, ["newsrecord", *PURE]).name
    setting = f'<script>globalThis.NEWSRECORD_TRY = {{pyodide: "pyodide/", wheels: ["{wheel}"]}};</script>'
    (tmp_path / "try.html").write_text(PAGE.read_text("utf-8").replace("<body>", f"<body>{setting}"), "utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        command = [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--virtual-time-budget=120000",
            "--dump-dom",
        ]
        address = f"http://127.0.0.1:{server.server_port}/try.html"
        done = subprocess.run(
            [*command, "--dump-dom", address], capture_output=True, text=True, timeout=180, check=True
        )
    finally:
        server.shutdown()
        server.server_close()
    status = re.search('id="status"[^>]*>(.*?)</p>', done.stdout)[1]
    assert status.startswith("NewsRecord: 'Ferry to the..."), status
    assert "Storm Closes Port of Dover" in re.search('srcdoc="(.*?)"', done.stdout, re.DOTALL)[1]
    assert '"related_headlines"' in re.search("<pre.*?</pre>", done.stdout, re.DOTALL).group()


def test_the_page_sends_nothing_and_names_this_release():
    text = PAGE.read_text("utf-8")
    assert f'const VERSION = "{newsrecord.__version__}";' in text
    policy = re.search('Content-Security-Policy" content="([^"]*)"', text)[1]
    assert policy.startswith("default-src 'none'; ")
    assert "form-action 'none'" in policy
    assert set(re.findall(r"https://[\w.]+", policy)) == {
        "https://cdn.jsdelivr.net", "https://pypi.org", "https://files.pythonhosted.org",
    }  # fmt: skip
    assert not re.search(r"\bPOST\b|sendBeacon|XMLHttpRequest|WebSocket|localStorage", text)
