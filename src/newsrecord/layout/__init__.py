"""Raw text to the parts of a page: headline, bylines, dates, body, related headlines, furniture.

In comes a text; out comes a `newsrecord.readers.Layout`. `NewsLayout` reads what a news page leaves behind when it is
copied or its mark-up is taken off; `PlainLayout` reads text that is known to be the story alone. Both are pure
functions of the text, linear in it, and leave no non-blank line out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from attrs import field, frozen

from ..language import Language, english, find_language
from ..readers import Layout
from ..record import Dateline, Furniture, FurnitureRole, Passage, fold
from ..visible import Visible
from .blocks import find_blocks, find_paragraphs
from .roles import judge, look_at_page, read_page, read_parts
from .verdict import STATES, Reason
from .wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .dateline import Datelines

__all__ = ["LineExplanation", "NewsLayout", "PlainLayout", "Wording", "explain", "opening_dateline"]

_OPENING = 3
"""First paragraphs in which a dateline may stand: a summary or an editor's note may come before it."""


@frozen
class NewsLayout:
    """Tells the parts of a news page apart from its text alone."""

    language: Language = field(factory=english, converter=find_language)
    """What the page is written in."""

    def read(self, text: str) -> Layout:
        """Return the parts of `text`; every non-blank line is in one of them."""
        wording = self.language.made(Wording)
        datelines = wording.datelines
        parts, head = read_page(text, find_blocks(text, wording.wrap), wording)
        passages: dict[str, list[Passage]] = {"headline": [], "meta": [], "body": [], "related": []}
        furniture: list[Furniture] = []
        for role, start, end in parts:
            said = fold(text[start:end])
            if role in passages:
                passages[role].append(Passage.made(text=said, start=start, end=end))
            else:
                furniture.append(Furniture.made(role=cast("FurnitureRole", role), text=said, start=start, end=end))
        body = passages["body"]
        lone = _lone_dateline(text, [*furniture, *passages["meta"]], body, datelines)
        if lone is not None:
            line = Passage(text=lone.text, start=lone.start, end=lone.end)
            furniture = [item for item in furniture if item.start != line.start]
            metas = [passage for passage in passages["meta"] if passage.start != line.start]
            passages["meta"] = sorted([*metas, line], key=lambda passage: passage.start)
        dateline = head.dateline or lone or opening_dateline(text, body, datelines)
        return Layout(
            headline=passages["headline"][0] if passages["headline"] else None,
            authors=tuple(head.authors),
            dateline=dateline,
            published=head.published or (datelines.filed(text, dateline) if dateline is not None else None),
            updated=head.updated,
            body=tuple(body),
            related_headlines=tuple(passages["related"]),
            meta=tuple(passages["meta"]),
            furniture=tuple(furniture),
        )


def opening_dateline(text: str, body: Sequence[Passage], datelines: Datelines) -> Dateline | None:
    """The dateline that opens one of the first paragraphs."""
    found = (datelines.find(text, passage.start, passage.end) for passage in body[:_OPENING])
    dateline = next((dateline for dateline in found if dateline is not None), None)
    if dateline is not None and dateline.text.endswith(":"):
        said = (dateline.text, dateline.text.split()[-1])
        again = sum(passage.text.startswith(said) for passage in body)
        return dateline if again == 1 else None  # else a speaker: `METZ: There is a bill.`
    return dateline


def _lone_dateline(
    text: str, others: Iterable[Furniture | Passage], body: list[Passage], datelines: Datelines
) -> Dateline | None:
    """A dateline on a line of its own, right above the story."""
    above = [(item.end, item.start) for item in others if body and item.end <= body[0].start]
    if not above:
        return None
    end, start = max(above)
    dateline = datelines.find(text, start, end)
    return dateline if dateline is not None and dateline.end == end else None


@frozen(kw_only=True)
class LineExplanation:
    """A line of a text, what it was taken for, and why."""

    text: str
    """The line, white space folded."""
    start: int
    """First code point of it."""
    end: int
    """One past the last."""
    roles: tuple[str, ...]
    """`headline`, `meta`, `body`, `related` or a furniture role; two where a cue and a title share the line."""
    state: str | None
    """The verdict, one of `verdict.STATES`; None in a text that is no whole page, which is read by rules."""
    score: int
    """What the line itself says for that state, in 64ths of the logarithm of odds; its neighbours may say more."""
    other: str | None
    """The state that the line itself says most for beside it."""
    other_score: int
    """What it says for that."""
    reasons: tuple[Reason, ...]
    """The three features that spoke most for the state against the other."""


def explain(text: str, *, language: str | Language = "en") -> tuple[LineExplanation, ...]:
    """Return what `NewsLayout` takes each line of a text for, and what said so: for pages that are read wrong.

    Raises:
        InvalidArgumentError: there are no tables for `language`.
    """
    wording = find_language(language).made(Wording)
    view = Visible.of(text)
    blocks = find_blocks(view.text, wording.wrap)
    evidence = look_at_page(view.text, blocks, wording)
    states: list[str] = []
    scores: list[list[int]] = []
    if evidence is None:
        parts = read_page(view.text, blocks, wording).parts
    else:
        verdict = judge(evidence, wording)
        parts = read_parts(view.text, evidence, verdict, wording).parts
        states, scores = verdict.states, wording.model.scores(evidence.sheet)
    told: list[LineExplanation] = []
    at = 0
    for i, block in enumerate(blocks):
        roles = []
        while at < len(parts) and parts[at].start < block.end:
            roles.append(parts[at].role)
            at += 1
        state = other = None
        score = other_score = 0
        reasons: list[Reason] = []
        if evidence is not None:
            state = states[i]
            own = dict(zip(STATES, scores[i], strict=True))
            score = own.pop(state)
            other = max(own, key=lambda name: own[name])
            other_score = own[other]
            reasons = wording.model.reasons(evidence.sheet, i, state, other)[:_REASONS]
        start, end = view.back(block.start, block.end)
        told.append(
            LineExplanation(
                text=fold(text[start:end]),
                start=start,
                end=end,
                roles=tuple(roles),
                state=state,
                score=score,
                other=other,
                other_score=other_score,
                reasons=tuple(reasons),
            )
        )
    return tuple(told)


_REASONS = 3


@frozen
class PlainLayout:
    """Takes all of a text for the story: paragraphs are told apart, nothing else is looked for."""

    language: Language = field(factory=english, converter=find_language)
    """What it is written in."""

    def read(self, text: str) -> Layout:
        """Return the paragraphs of `text` as its body."""
        spans = find_paragraphs(text, self.language.made(Wording).wrap)
        return Layout(body=tuple(Passage(text=fold(text[start:end]), start=start, end=end) for start, end in spans))
