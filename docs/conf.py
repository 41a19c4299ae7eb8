"""Sphinx: `sphinx-build -W docs docs/_build`."""

import newsrecord

project = "newsrecord"
author = "The newsrecord authors"
copyright = "2026, the newsrecord authors"
version = release = newsrecord.__version__
extensions = ["myst_parser"]
html_theme = "furo"
exclude_patterns = ["_build"]
myst_heading_anchors = 3
