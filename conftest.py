"""Every code block of the README and the docs is run by the tests: Python as Python, consoles as command lines."""

import contextlib
import doctest
import os
import re
import shlex
from pathlib import Path

from click.testing import CliRunner
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

REPOSITORY = Path(__file__).parent


def run_console(example: Example) -> str | None:
    """Run each `$ newsrecord …` of a block from the repository's root; `…` in the output shown stands for anything."""
    from newsrecord.cli import cli

    for step in re.split(r"^\$ ", example.parsed, flags=re.MULTILINE)[1:]:
        command, _, shown = step.partition("\n")
        program, *arguments = shlex.split(command)
        if program != "newsrecord":
            return f"{program}: only newsrecord commands can be shown with their output"
        with contextlib.chdir(REPOSITORY):
            output = CliRunner().invoke(cli, arguments).output
        pattern = "".join(
            re.escape(part) if i % 2 == 0 else ".*" for i, part in enumerate(re.split("(…)", shown.strip()))
        )
        if not re.fullmatch(pattern, output.strip(), re.DOTALL):
            return f"$ {command}\n{output}\nis not what the document shows:\n{shown}"
    return None


def in_repository(namespace: dict[str, object]) -> None:
    """Documents name files from the repository's root."""
    namespace["__here__"] = Path.cwd()
    os.chdir(REPOSITORY)


def back(namespace: dict[str, object]) -> None:
    """Leave the next tests where they were."""
    os.chdir(str(namespace["__here__"]))


pytest_collect_file = Sybil(
    parsers=[
        SkipParser(),
        PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS),
        CodeBlockParser("console", run_console),
    ],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    excludes=["docs/how-to/run-*.md"],  # scripts for engines: tests/engines/test_pages.py runs them
    setup=in_repository,
    teardown=back,
).pytest()
