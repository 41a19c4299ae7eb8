"""Word tables: read once, and a damaged installation is told."""

import pytest

from newsrecord import DataFileError
from newsrecord.tables import load_table


def test_a_table_is_read_once():
    assert load_table("newsrecord", "text_en.toml") is load_table("newsrecord", "text_en.toml")


def test_a_missing_table_is_named():
    with pytest.raises(DataFileError, match="newsrecord/none.toml: .*; reinstall newsrecord"):
        load_table("newsrecord", "none.toml")


def test_a_damaged_table_is_named():
    with pytest.raises(DataFileError, match="newsrecord/checks.py: .*; reinstall newsrecord"):
        load_table("newsrecord", "checks.py")
