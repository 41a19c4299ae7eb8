"""Sorted lines are looked up as those of a list are."""

from hypothesis import given
from hypothesis import strategies as st

from newsrecord.entities import sorted_lines
from newsrecord.entities.sorted_lines import SortedLines

LINES = st.lists(st.text("ab é\u0301ł", min_size=1, max_size=6), max_size=60).map(sorted)


@given(LINES, st.text("ab é\u0301ł", max_size=3), st.sampled_from([1, 4, 16, 1024]))
def test_what_is_found_is_what_a_list_has(lines, other, block):
    kept, sorted_lines._BLOCK = sorted_lines._BLOCK, block
    try:
        found = SortedLines("\n".join(lines).encode())
    finally:
        sorted_lines._BLOCK = kept
    assert list(found) == lines
    assert len(found) == len(lines)
    for line in {*lines, other}:
        assert (line in found) == (line in lines)
        assert [lines[row] for row in found.rows(line)] == [line] * lines.count(line)
        assert not found.rows(line) or found.rows(line)[0] == lines.index(line)
        if line:
            opened = [(row, one) for row, one in enumerate(lines) if one.startswith(line)]
            assert list(found.opening(line)) == opened


def test_a_line_may_stand_in_many_blocks():
    lines = ["a"] * 700 + ["b"] * 2_000 + ["b c"] * 3 + ["d"]
    found = SortedLines("\n".join(lines).encode())
    assert (found.rows("a"), found.rows("b"), found.rows("d")) == (range(700), range(700, 2_700), range(2_703, 2_704))
    assert [row for row, _ in found.opening("b ")] == [2_700, 2_701, 2_702]
    assert not found.rows("c")


def test_no_lines():
    found = SortedLines(b"")
    assert (list(found), len(found), "a" in found, "" in found) == ([], 0, False, False)
    assert (found.rows("a"), list(found.opening("a"))) == (range(0), [])
    assert "\ud800" not in found
