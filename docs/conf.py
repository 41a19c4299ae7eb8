"""Sphinx: `sphinx-build -W docs docs/_build`."""

import re
from pathlib import Path

import newsrecord

project = "newsrecord"
author = "The newsrecord authors"
copyright = "2026, the newsrecord authors"
version = release = newsrecord.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build"]
suppress_warnings = ["ref.python"]  # `type` is a field of several classes, and a class of Python's

html_theme = "furo"
html_title = f"newsrecord {release}"
# A page by itself that runs the library in a browser, and the wheel for it where one was built here.
html_extra_path = ["try.html", *(path.name for path in Path(__file__).parent.glob("newsrecord-*.whl"))]

myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
napoleon_use_rtype = False
# What is copied is what is typed: no prompts, no output.
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True


def from_markdown(_app, _what, _name, _of, _options, lines):
    """Docstrings are Markdown: code between single marks, and tables."""
    table = False
    written = []
    for line in lines:
        if line.startswith("|"):
            written += ["   " + line] if table else ["", "::", "", "   " + line]
            table = True
        else:
            written.append("" if table else line)
            written += [line] if table and line else []
            table = False
    text = "\n".join(written)
    # A word may follow straight after code (`DATE`s), where reStructuredText wants a gap that nobody sees.
    code = re.compile(r"(?<!`)`([^`]+)`(?!`)(?=(\w)?)")
    lines[:] = code.sub(lambda m: f"``{m[1]}``" + ("\\ " if m[2] else ""), text).split("\n")


def setup(app):
    """Sphinx calls it."""
    app.connect("autodoc-process-docstring", from_markdown, priority=400)  # before Napoleon
