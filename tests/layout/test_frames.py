"""What stands below a story: threads of comments and pleas, and what only looks so."""

from __future__ import annotations

import pytest

from newsrecord.language import english
from newsrecord.layout import NewsLayout, Wording
from newsrecord.layout.blocks import find_blocks
from newsrecord.layout.shapes import look_at

WORDS = english().made(Wording).frames
STORY = (
    "Bank robbed by its own guard\n\n4 March 2019\n\n"
    "The bank of Selm was robbed on Monday by the man who guarded it.\n\n"
    "He left his cap on the counter, with a note. It said sorry."
)


def item(line):
    wording = english().made(Wording)
    return look_at(line, find_blocks(line, wording.wrap), wording.lines)[0][0]


@pytest.mark.parametrize(
    ("line", "plea"),
    [
        ("If you value our reporting, please consider a subscription.", True),
        ("Take our two-minute survey.", True),
        ("Support our journalists with a gift.", True),
        ("Was this article helpful?", True),
        ("Subscribe to the Lantern and read all of our stories.", True),
        ("The survey asked 900 people.", False),
        ("“Please subscribe,” he told your reporter.", False),
        ("You can donate at the town hall.", False),
        ("We took the ferry to Selm.", False),
        ("...", False),
    ],
)
def test_pleas(line, plea):
    assert WORDS.is_plea(item(line)) is plea


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("3 Comments", True),
        ("Comments (1,204)", True),
        ("Readers’ comments", True),
        ("2 responses to “Bank robbed”", True),
        ("Comments on the plan are due in May", False),
        ("3 robbed banks", False),
    ],
)
def test_heads_of_threads(line, head):
    assert WORDS.is_head(item(line)) is head


LONG = " My aunt had her savings there, and nobody has told her anything since Monday." * 3


@pytest.mark.parametrize(
    "thread",
    [
        f"2 comments\n\nGerda: Typical.{LONG}\n\nBodo: Poor man.{LONG}",
        f"Comments\n\nGerda W.\nTypical.{LONG}\n\nkk_1971\nPoor man.{LONG}",
        f"Gerda: Typical.{LONG}\n\nkk_1971: Poor man.{LONG}",
        f"kk_1971\nTypical.{LONG}\nReply\nGerda\nPoor man.{LONG}\nReply",
        f"Gerda Wenz\n5 March 2019 at 10:12\nTypical.{LONG}",
        f"Comment by Gerda Wenz: Typical.{LONG}",
    ],
)
def test_a_thread_longer_than_the_story_is_none_of_it(thread):
    layout = NewsLayout().read(f"{STORY}\n\n{thread}\n")
    assert [passage.text[:3] for passage in layout.body] == ["The", "He "]
    assert {found.role for found in layout.furniture} == {"comments"}
    assert not layout.related_headlines
    assert not layout.authors
    assert layout.published is not None
    assert layout.published.value == "2019-03-04"


@pytest.mark.parametrize(
    "end",
    [
        "Anna Holm, economist: Let it fail.\n\nPer Lund, farmer: My money is in there.",
        "GUARD: I am sorry.\n\nJUDGE: I am not.",
        "Guard: I am sorry.\n\nSelm: The town forgives him.",
    ],
)
def test_voices_of_the_story_are_no_comments(end):
    layout = NewsLayout().read(f"{STORY}\n\n{end}\n")
    assert len(layout.body) == 4


def test_a_counter_above_the_story_is_no_thread():
    layout = NewsLayout().read(STORY.replace("2019\n", "2019\n3 comments\n"))
    assert len(layout.body) == 2
