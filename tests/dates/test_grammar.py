"""The rules of dates: what cannot be is said when the tables are loaded, not when a text meets it."""

from __future__ import annotations

import shutil
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from newsrecord import DataFileError, Language
from newsrecord.dates import find
from newsrecord.dates.grammar import Grammar

if TYPE_CHECKING:
    from pathlib import Path

RULE = '[[rule]]\nname = "odd"\nmake = "{make}"\npattern = "{pattern}"\n{more}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the English tables that may be changed."""
    copied = tmp_path / "xx"
    copied.mkdir()
    for file in resources.files("newsrecord").joinpath("languages", "en").iterdir():
        if file.name.endswith(".toml"):
            (copied / file.name).write_bytes(file.read_bytes())
    return copied


def rule(make: str = "month_day", pattern: str = "m=MONTHS d=DAY", more: str = "") -> str:
    return RULE.format(make=make, pattern=pattern, more=more)


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (rule(make="wish"), "there is no make = 'wish' in the rule 'odd'; there are "),
        (rule(pattern="NOSUCH DAY"), "no such word or class: 'NOSUCH' in the rule "),
        (rule(pattern="EMPTY DAY") + "[classes2]", "no such word or class: 'EMPTY' in the rule "),
        (rule(pattern="DAY ]"), "cannot read ']' in the rule "),
        (rule(pattern="DAY?"), "'DAY?': the rule "),
        (rule(pattern="DAY )"), "brackets or repetitions do not add up in the rule "),
        (rule(pattern="( DAY"), "brackets or repetitions do not add up in the rule "),
        (rule(pattern="@NOSUCH"), "no such fragment: 'NOSUCH' in the rule "),
        (rule(more='type = "DAY"'), "no type 'DAY' in the rule 'odd'; there are DATE, TIME, DURATION, SET"),
        (rule(more='mod = "SOON"'), "no modifier 'SOON'; there are "),
        (rule(more='kind = "x"'), "nothing is read by this name; here are read: "),
        ('[[date_prefix]]\npattern = "early"\nmod = "SOON"\n', "no modifier 'SOON'; there are "),
        ("[[shape]]\npattern = '('\nclasses = []\n", "no regular expression: "),
    ],
)
def test_a_table_that_cannot_be_is_said_when_it_is_loaded(folder: Path, added: str, said: str) -> None:
    file = folder / "dates.toml"
    text = file.read_text("utf-8").replace("[classes]\n", "[classes]\nEMPTY = []\n", 1)
    file.write_text(f"{text}\n{added.replace('[classes2]', '')}", "utf-8")
    with pytest.raises(DataFileError) as told:
        Language.read(folder).made(Grammar)
    assert said in str(told.value)
    assert str(told.value).startswith(str(file))


def test_a_rule_of_a_holiday_that_cannot_be_is_said_when_it_is_loaded(folder: Path) -> None:
    file = folder / "dates.toml"
    file.write_text(file.read_text("utf-8").replace("[holidays]\n", '[holidays]\n"x" = "moon 1"\n', 1), "utf-8")
    with pytest.raises(DataFileError, match=r"holidays.x: no rule of a holiday: 'moon 1'; there are fixed with 2"):
        Language.read(folder).made(Grammar)


def test_without_rules_and_classes_explicit_dates_are_found(folder: Path) -> None:
    (folder / "dates.toml").write_text("")
    language = Language.read(folder)
    assert [d.value for d in find("On Monday, 3 May 2024, or tomorrow", language=language)] == ["2024-05-03"]
    (folder / "stamps.toml").write_text("")
    language = Language.read(folder)
    assert [d.value for d in find("On 3 May 2024 or 2024-05-04", language=language)] == ["2024-05-04"]


def test_a_copy_of_the_tables_reads_as_the_tables_do(folder: Path) -> None:
    shutil.move(folder, folder.with_name("yy"))
    text = "It ended two weeks ago, early on Friday, and goes on until the end of May."
    copy = Language.read(folder.with_name("yy"))
    assert copy.code == "yy"
    assert find(text, reference_date="2024-05-03", language=copy) == find(text, reference_date="2024-05-03")
