"""The verdict on the lines of a page: the model, its features, what may follow what, and what it says of itself."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord import DataFileError, Language
from newsrecord.language import english
from newsrecord.layout import NewsLayout, Wording, explain
from newsrecord.layout.blocks import find_blocks
from newsrecord.layout.features import TEMPLATES
from newsrecord.layout.headline import HeadlineModel, find_candidates
from newsrecord.layout.roles import judge, look_at_page
from newsrecord.layout.verdict import NEXT, STATES, LineModel, _packed, _unpacked

WORDING = english().made(Wording)
DATA = json.loads(english().data("lines.json"))
MENU = ["Home", "News", "World", "Business", "Sport", "Opinion", "Science", "Travel", "Weather", "Video", "Podcasts"]
STORY = [
    "Ferry to the islands stops for the third time",
    "By Jane Doe",
    "3 May 2024",
    "The ferry to the islands stopped on Friday for the third time this year, and nobody could say when it would sail.",
    "Its owners blamed the engine, which is older than the captain, and the price of parts that are made in two towns.",
    "The islands have no hospital. Those who fell ill were flown out by the army, a spokesman for the ministry said.",
]
TITLES = [
    "Court tells port to pay the dockers what it owes them",
    "Teachers go back to work after a month",
    "Minister says she will not resign over loan",
]
PAGE = "\n".join([*MENU, *MENU, *STORY, "Most read", *TITLES, *MENU])
LINES = st.lists(
    st.sampled_from([*MENU, *STORY, *TITLES, "Most read", "", "3 hours ago", "…", "READ MORE: A title of five words"])
    | st.text(max_size=9),
    max_size=60,
)


def evidence_of(text):
    return look_at_page(text, find_blocks(text, WORDING.wrap), WORDING)


def test_a_page_is_told_apart():
    layout = NewsLayout().read(PAGE)
    assert layout.headline.text == STORY[0]
    assert [passage.text for passage in layout.body] == STORY[3:]
    assert [passage.text for passage in layout.related_headlines] == TITLES


@given(LINES)
def test_states_are_in_an_order_that_a_page_can_have(lines):
    text = "\n".join([*MENU, *MENU, *lines, *MENU])
    evidence = evidence_of(text)
    states = judge(evidence, WORDING).states
    assert len(states) == len(evidence.items)
    assert all(two in NEXT[one] for one, two in itertools.pairwise(states))
    assert states[-1] in ("story", "below", "below-title")


@given(LINES)
def test_features_are_one_a_line(lines):
    evidence = evidence_of("\n".join([*MENU, *MENU, *lines, *MENU]))
    columns = evidence.sheet.columns
    assert {name for template in TEMPLATES for name in template} <= set(columns)
    assert {len(column) for column in columns.values()} == {len(evidence.items)} == {len(evidence.sheet.bags)}


def test_values_of_the_weights_are_values_that_lines_have():
    """Weights of other features than the code's would be silently useless."""
    columns = evidence_of(PAGE).sheet.columns
    for template in TEMPLATES:
        values = {"|".join(row) for row in zip(*(columns[name] for name in template), strict=True)}
        assert values & set(DATA["weights"][", ".join(template)]), template


def test_scores_are_the_sums_of_the_weights():
    evidence = evidence_of(PAGE)
    sheet = evidence.sheet
    for i in (0, len(MENU) * 2, len(MENU) * 2 + 4, len(evidence.items) - 1):
        sums = [0] * len(STATES)
        for template in TEMPLATES:
            value = "|".join(sheet.columns[name][i] for name in template)
            for at, weight in enumerate(DATA["weights"][", ".join(template)].get(value, [0] * len(STATES))):
                sums[at] += weight
        for kind, word in sheet.bags[i]:
            for at, weight in enumerate(DATA["bags"].get(kind, {}).get(word, [0] * len(STATES))):
                sums[at] += weight
        assert WORDING.model.scores(sheet)[i] == sums


def test_the_best_sequence_is_found():
    """Against every sequence of a short page."""
    evidence = evidence_of(PAGE)
    model = WORDING.model
    cut = slice(len(MENU) * 2 - 1, len(MENU) * 2 + 5)
    sheet = evidence.sheet._replace(
        columns={name: column[cut] for name, column in evidence.sheet.columns.items()},
        bags=evidence.sheet.bags[cut],
        content=evidence.sheet.content[cut],
    )
    scores, moves = model.scores(sheet), DATA["moves"]

    def total(states):
        own = sum(row[STATES.index(state)] for row, state in zip(scores, states, strict=True))
        return own + sum(moves[one][two] for one, two in itertools.pairwise(states))

    possible = [[state] for state in ("above", "above-title", "headline", "story")]
    for _ in scores[1:]:
        possible = [[*states, state] for states in possible for state in NEXT[states[-1]]]
    possible = [states for states in possible if states[-1] in ("story", "below", "below-title")]
    assert total(model.states(sheet)) == max(map(total, possible))


def test_only_lines_above_the_story_can_be_its_headline():
    evidence = evidence_of(PAGE)
    states = judge(evidence, WORDING).states
    found = find_candidates(evidence.items, evidence.sheet, states, WORDING.bylines)
    assert found
    assert all(candidate.line < states.index("story") for candidate in found)
    assert find_candidates([], evidence_of(PAGE).sheet, [], WORDING.bylines) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "expected a JSON object"),
        ("{", "Expecting property name"),
        ("{}", "no weights of lines"),
        (json.dumps({**DATA, "states": ["story"]}), "no weights of lines"),
        (json.dumps({**DATA, "weights": {"nothing": {}}}), "no weights of lines"),
        (json.dumps({**DATA, "weights": {"kind": {"title1": [1]}}}), "no weights of lines"),
    ],
)
def test_a_damaged_model_is_named(tmp_path, text, said):
    folder = tmp_path / "xx"
    folder.mkdir()
    for name in ("text", "stamps", "dates", "names", "countries", "places"):
        (folder / f"{name}.toml").touch()
    (folder / "layout.toml").write_text('model = "own.json"')
    (folder / "own.json").write_text(text)
    with pytest.raises(DataFileError) as told:
        Language.read(folder).made(LineModel)
    assert str(told.value).startswith(str(folder / "own.json"))
    assert said in str(told.value)
    (folder / "own.json").write_text(json.dumps({**DATA, "headline": {}}))
    with pytest.raises(DataFileError, match="no weights of headlines"):
        Language.read(folder).made(HeadlineModel)


def test_a_language_without_weights_takes_those_of_english_without_their_words(tmp_path):
    folder = tmp_path / "xx"
    folder.mkdir()
    for name in ("text", "stamps", "layout", "dates", "names", "countries", "places"):
        (folder / f"{name}.toml").touch()
    layout = NewsLayout(Language.read(folder)).read(PAGE)
    assert [passage.text for passage in layout.body] == STORY[3:]
    assert layout.headline.text == STORY[0]
    told = explain(PAGE, language=Language.read(folder))
    spoken = {reason.feature.partition(":")[0] for line in told for reason in line.reasons}
    assert spoken.isdisjoint(("word", "first", "last", "inner"))
    assert {kind for kind, _ in Language.read(folder).made(LineModel)._bags} == {"mark"}


# --- explain ---------------------------------------------------------------------------------------------------------


def test_each_line_is_explained():
    told = explain(PAGE)
    assert [line.text for line in told] == PAGE.split("\n")
    by_text = {line.text: line for line in told}
    story = by_text[STORY[4]]
    assert (story.roles, story.state) == (("body",), "story")
    assert story.score > story.other_score
    assert [reason.weight for reason in story.reasons] == sorted((r.weight for r in story.reasons), reverse=True)
    assert len(story.reasons) == 3
    assert by_text[STORY[0]].roles == ("headline",)
    assert by_text[TITLES[0]].roles == ("related",)


def test_an_article_without_menus_is_read_by_rules_and_says_so():
    (line, *_) = explain("\n".join(STORY))
    assert (line.roles, line.state, line.reasons) == (("headline",), None, ())
    assert explain("") == ()


@given(st.lists(st.lists(st.integers(-(10**6), 10**6), min_size=len(STATES), max_size=len(STATES)), max_size=50))
def test_sums_of_packed_weights_are_the_sums_of_each(rows: list[list[int]]) -> None:
    assert _unpacked(sum(map(_packed, rows))) == [sum(row[i] for row in rows) for i in range(len(STATES))]
