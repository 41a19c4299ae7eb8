"""Tables of words: what is wrong in one is said with its file and place, and what is not there is empty."""

import tomllib
from pathlib import Path

import pytest

import newsrecord
from newsrecord import DataFileError
from newsrecord.tables import Table, any_of, pack_copies, read_copies, read_table

LANGUAGES = sorted(path for path in (Path(newsrecord.__file__).parent / "languages").iterdir() if path.is_dir())


def table(text):
    return Table(read_table(text.encode(), "x.toml"), "x.toml")


def test_parts_are_given_as_what_they_are():
    one = table('a = ["b", "c"]\nd = "e"\nf = true\n[g]\nh = [1, 2]\n[i]\nj = "k"\nl = 1.5\n[[m]]\nn = "o"')
    assert one.words("a") == ("b", "c")
    assert one.word("d") == "e"
    assert one.flag("f") is True
    assert one.table("g").numbers("h") == (1, 2)
    assert one.values("i") == {"j": "k", "l": 1.5}
    assert [inner.word("n") for inner in one.tables("m")] == ["o"]
    assert set(one) == {"a", "d", "f", "g", "i", "m"}
    one.finish()


def test_what_is_not_there_is_empty():
    one = table("")
    empty = (one.words("a"), one.word("b"), one.flag("c"), one.numbers("d"), one.values("e"), one.tables("f"))
    assert empty == ((), "", False, (), {}, [])
    assert one.table("g").table("h").lists() == {}
    assert not one


@pytest.mark.parametrize(
    ("text", "ask", "said"),
    [
        ("a = 3", lambda t: t.words("a"), "x.toml: a: expected a list, got 3"),
        ("a = [3]", lambda t: t.words("a"), "x.toml: a: expected strings, one of them is 3"),
        ("a = [true]", lambda t: t.numbers("a"), "x.toml: a: expected whole numbers, one of them is True"),
        ("a = 3", lambda t: t.word("a"), "x.toml: a: expected a string, got 3"),
        ("a = 1", lambda t: t.flag("a"), "x.toml: a: expected true or false, got 1"),
        ("a = 3", lambda t: t.table("a"), "x.toml: a: expected a table, got 3"),
        ("[a.b]\nc = 3", lambda t: t.table("a").table("b").words("c"), "x.toml: a.b.c: expected a list, got 3"),
        ("[[a]]\n[[a]]\nb = 3", lambda t: t.tables("a")[1].word("b"), "x.toml: a[1].b: expected a string, got 3"),
        ("a = [1, 2]", lambda t: t.tables("a"), "x.toml: a: expected tables, one of them is 1"),
        ("[a]\nb = []", lambda t: t.values("a"), "x.toml: a: expected plain values, one of them is []"),
        ("[a]\nb = '1'", lambda t: t.values("a", int), "x.toml: a: expected plain values, one of them is '1'"),
        ("a = ", lambda t: t, "x.toml: Invalid value"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, ask, said):
    with pytest.raises(DataFileError) as told:
        ask(table(text))
    assert str(told.value).startswith(said)


def test_what_nobody_asks_for_is_said():
    one = table("[a]\nb = []\nbb = []")
    one.table("a").words("b")
    with pytest.raises(DataFileError, match=r"x.toml: a.bb: nothing is read by this name; here are read: b$"):
        one.finish()
    one.table("a")
    other = table("[a]\nb = []")
    other.leave("a")
    other.finish()


def test_a_pattern_of_words_takes_the_longest_and_of_none_matches_nowhere():
    assert any_of(["a", "a.b"]) == r"a\.b|a"
    import re

    assert re.search(any_of([]), "anything") is None


@pytest.mark.parametrize("folder", LANGUAGES, ids=lambda folder: folder.name)
def test_the_copies_that_ship_are_those_of_their_tables(folder):
    tables = [path.read_bytes() for path in sorted(folder.glob("*.toml"))]
    packed = (folder / "tables.copies").read_bytes()
    assert packed == pack_copies(tables), "run python training/table_copies.py"
    copies = read_copies(packed)
    for data in tables:
        assert read_table(data, "", copies) == tomllib.loads(data.decode())


def test_a_table_that_has_no_copy_is_read_itself():
    old, new = b"a = ['b']", b"a = ['c']"
    copies = read_copies(pack_copies([old]))
    assert read_table(new, "", copies) == {"a": ["c"]}
    [digest] = copies
    assert read_table(old, "", {digest: b'{"a":["copied"]}'}) == {"a": ["copied"]}


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-1], lambda data: data.replace(b"b", b"c")])
def test_damaged_copies_are_none(damage):
    assert read_copies(damage(pack_copies([b"a = ['b']"]))) == {}


@pytest.mark.parametrize("text", [b"a = 2026-11-28", b"a = nan", b"a = [", b"a = [2026-11-28]"])
def test_what_json_cannot_say_is_not_packed(text):
    with pytest.raises(ValueError, match=r"JSON|Invalid|Out of range"):
        pack_copies([text])
