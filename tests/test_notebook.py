"""The notebook in `examples` runs from top to bottom, in Jupyter where it is installed, and shows what it says."""

import json
import os
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTEBOOK = EXAMPLES / "read-a-story.ipynb"


def test_it_is_kept_without_outputs():
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_its_cells_run_by_themselves(monkeypatch, capsys):
    monkeypatch.chdir(EXAMPLES)
    names = {}
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert "2025-10-28 | Cuba’s Ambassador to Peru" in capsys.readouterr().out


@pytest.mark.filterwarnings("ignore")
def test_jupyter_runs_it_and_shows_the_record(monkeypatch, tmp_path):
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, os.fspath(tmp_path))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    notebook.cells.append(
        nbformat.v4.new_code_cell(
            "print(len(list(newsrecord.Parser().parse_many([text, text, text], workers=2, chunk_size=1))))"
        )
    )
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": EXAMPLES}}).execute()
    shown = notebook.cells[1].outputs[0].data
    assert shown["text/plain"].startswith("<NewsRecord 'cuba-peru-ambassador': no headline, 5 paragraphs")
    assert "Carlos Zamora" in shown["text/html"]
    assert notebook.cells[-1].outputs[0].text.strip() == "3", "processes can be had in a notebook"
