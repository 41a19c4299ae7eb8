"""Names settled by the document: `[P Jane Roe]` marks a name and its type, before `=>` as the network might mark it.

P person, O organisation, L place, F facility, N people, M other names, D product. `|` ends a section; a line that opens
with `#` is a headline, with `~` the headline of another story.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from newsrecord.entities.edges import Edges
from newsrecord.entities.gazetteer import load_gazetteer
from newsrecord.entities.headings import Headings
from newsrecord.entities.kinds import Kinds, is_acronym_of
from newsrecord.entities.recognizer import NewsRecognizer
from newsrecord.entities.sight import Name, Sight
from newsrecord.entities.titles import Titles
from newsrecord.language import Language, english
from newsrecord.record import ENTITY_TYPES
from newsrecord.text import Document, Section

TYPES = {
    "P": "PERSON",
    "O": "ORGANIZATION",
    "L": "LOCATION",
    "F": "FACILITY",
    "N": "NORP",
    "M": "MISC",
    "D": "PRODUCT",
}
LETTERS = {kind: letter for letter, kind in TYPES.items()}
ZONES = {"#": "headline", "~": "related"}
_MARK = re.compile(r"\[([POLFNMD]) ([^]]*)\]")

EDGES = """
President [P Tav Min]-on met [P Roe Hee]-geun of the [P Jane Roe]-led party, the [P Jane Roe]-run shop and [P Roe]-on. => President [P Tav Min-on] met [P Roe Hee-geun] of the [P Jane Roe]-led party, the [P Jane Roe]-run shop and [P Roe]-on.
The [O Tavro Reporter] asked, and so [L Tavro] Reporter staff told [P Roe] of the [O Tavro Reporter] there. => The [O Tavro Reporter] asked, and so [O Tavro Reporter] staff told [P Roe] of the [O Tavro Reporter] there.
He left the [F Roe] [F House] near [F Roe House] today. => He left the [F Roe House] near [F Roe House] today.
He left [L Tavro] Reporter and [L Tavro] Reporter for the [O Tavro Reporter] today. => He left [L Tavro] Reporter and [L Tavro] Reporter for the [O Tavro Reporter] today.
He told [P Tavro].info and [O Acme].com about it. See [O bunhut].com too. He left [L Marne].In time it grew. => He told [O Tavro.info] and [O Acme.com] about it. See [O bunhut].com too. He left [L Marne].In time it grew.
In [L TAVRO,] people ran. => In [L TAVRO], people ran.
So said [P Cmdr. Jane Roe] there. => So said Cmdr. [P Jane Roe] there.
So said [P Diplomat Jane Roe] there. => So said Diplomat [P Jane Roe] there.
So said [P Jane Roe UN] there. => So said [P Jane Roe] [O UN] there.
The [P DOJ Roe] files grew. => The [O DOJ] [P Roe] files grew.
He met [P Khalid. Von Roe] left. => He met [P Khalid]. [P Von Roe] left.
He met [P Jane Q. Roe] there. => He met [P Jane Q. Roe] there.
It was [O Acme CIO Jane Roe] who left. => It was [O Acme] CIO [P Jane Roe] who left.
The bank leads the [O IPO of Bun Hut] now. => The bank leads the IPO of [O Bun Hut] now.
The [O Tavro Air Guard 106th] wing flew. => The [O Tavro Air Guard] 106th wing flew.
The [O liberal Council of Tavro] met. => The liberal [O Council of Tavro] met.
It pays the [O Teacher Retirement] System well. => It pays the [O Teacher Retirement System] well.
The [O Tavro Police] Department later told people what happened. => The [O Tavro Police Department] later told people what happened.
They left the [L Marne Public Boat] Ramp early. => They left the [F Marne Public Boat Ramp] early.
The [O Bun Hotels] and Resorts chain grew. => The [O Bun Hotels and Resorts] chain grew.
They passed [O Senate] Bill 10 today. => They passed [M Senate Bill 10] today.
The [O S&P] 500 fell. => The [M S&P 500] fell.
The [L Penn] State team won. => The [O Penn State] team won.
They saw [M Take Me] Home last year. => They saw [M Take Me Home] last year.
They play in [M Group] B now. => They play in [M Group B] now.
They met [P Jo] “[P Zip” Roe] there. => They met [P Jo “Zip” Roe] there.
They met [P Jo] “[P Zip]” there. => They met [P Jo] “[P Zip]” there.
He met [M Sam] B. Roe there. => He met [M Sam] B. Roe there.
They lead the Mid-[N American] [O Conference West] after three quick games there. => They lead the [O Mid-American Conference West] after three quick games there.
People read the [O Post] and [O Courier] every single day. => People read the [O Post and Courier] every single day.
People read the [O Post] and [O Acme] every single day. => People read the [O Post] and [O Acme] every single day.
The [O U.S. Securities] and [O Exchange Commission] met there to talk about it. => The [O U.S. Securities and Exchange Commission] met there to talk about it.
The [O Apple] and [O Exchange Commission] teams met there to talk about it. => The [O Apple] and [O Exchange Commission] teams met there to talk about it.
So said Coach ([P Frank)] Roe there. => So said Coach ([P Frank]) Roe there.
They use the [M democratic World Wide Web] there. => They use the democratic [M World Wide Web] there.
By [O Birds International and Wild Fish International] then. => By [O Birds International] and [O Wild Fish International] then.
They crossed the [L Tavro County lake] by boat. => They crossed the [L Tavro County] lake by boat.
They crossed the [L Tavro river] by boat. => They crossed the [L Tavro river] by boat.
He sells the [D black Acme Pad keyboard] now. => He sells the black [D Acme Pad] keyboard now.
The [O Yahoo!] site fell. => The [O Yahoo!] site fell.
"""  # noqa: E501

JUNK = """
They play [M Friday] night. => They play Friday night.
It was [P Monday November] then. => It was Monday November then.
On [M Thursday 9 May] they met. => On Thursday 9 May they met.
So [P May] resigned. => So [P May] resigned.
On 9 [P May] they met. => On 9 May they met.
It was in the [O Sun] first. => It was in the [O Sun] first.
She lives in [L The Hague] now. => She lives in [L The Hague] now.
Then [P Will] left. => Then [P Will] left.
The [L West] agreed. => The [L West] agreed.
The [N North] American team won. => The North American team won.
In [L southern] parts it rained. => In southern parts it rained.
It was [M Black Friday] again. => It was [M Black Friday] again.
So said [P Cmdr] of them. => So said Cmdr of them.
So is [O The] of them. => So is The of them.
He threw two [O TD] passes. => He threw two TD passes.
The Touring Drivers ([O TD]) left, and [O TD] returned. => The Touring Drivers ([O TD]) left, and [O TD] returned.
He uses a [O VPN] there. => He uses a VPN there.
Shares of [O Acme] ([O NYSE]: [O ACM]) fell. => Shares of [O Acme] ([O NYSE]: ACM) fell.
From [O Acme] (in full: [O ACM]) they fell. => From [O Acme] (in full: [O ACM]) they fell.
He is [P D] of them. => He is D of them.
It is on [O X] now. => It is on [O X] now.
A [N democratic] vote was held. => A democratic vote was held.
By Jane Roe, [P Ph.D]., they met. => By Jane Roe, Ph.D., they met.
It was set in [L toto] then. => It was set in toto then.
It was [P R-Utah] who spoke. => It was R-Utah who spoke.
See the [M Pick] of them. => See the Pick of them.
"""

KINDS = """
She endorsed [L Norland]'s [L Sanor Roeta] today and elected [L Tavro Valley]. => She endorsed [L Norland]'s [P Sanor Roeta] today and elected [L Tavro Valley].
They named [L Min-ho Lake], 29; the others got away. => They named [P Min-ho Lake], 29; the others got away.
They closed [L Hyde Park], 29; the others stayed open. => They closed [L Hyde Park], 29; the others stayed open.
They left [L Min-ho Lake], 2019; the others stayed there. => They left [L Min-ho Lake], 2019; the others stayed there.
The office of [P Rogers], [P Craig] and [L Mayes] counties closed. => The office of [L Rogers], [L Craig] and [L Mayes] counties closed.
Snow fell atop [P Mauna Loi] again. => Snow fell atop [L Mauna Loi] again.
[P Dekalb], [L Illinois] - They ran. => [L Dekalb], [L Illinois] - They ran.
In [L Norwick], [P Mich]. and near it, it rained. => In [L Norwick], [L Mich]. and near it, it rained.
[P Roe], [L Norland]’s envoy, left. => [P Roe], [L Norland]’s envoy, left.
In [L Lima] ([L WXYZ]) - They ran. => In [L Lima] ([O WXYZ]) - They ran.
She told [M HelloTavro] so. => She told [O HelloTavro] so.
Her new movie [O Office Party] opens. => Her new movie [M Office Party] opens.
The [P Barnum] musical opens. => The [M Barnum] musical opens.
It is [P Tavria pestis] again. => It is [M Tavria pestis] again.
The [P USS Tavro] sailed. => The [D USS Tavro] sailed.
The [L Michigan State] team left. => The [O Michigan State] team left.
The [L Kano State] governor left. => The [L Kano State] governor left.
A fellow [L New Yorker] sat. => A fellow [N New Yorker] sat.
Then [P Bear Stearns] and [L Macy]’s fell, [P Jane Roe] said. => Then [O Bear Stearns] and [O Macy’s] fell, [P Jane Roe] said.
Then [P Anne Macy] saw [P Macy]’s house. => Then [P Anne Macy] saw [P Macy]’s house.
They won [O Group D] and [L Path C] there. => They won [O Group D] and [M Path C] there.
Cases of [O Tavro Equine Fever] grew, the [O Institute of Tavro Fever] said. => Cases of [M Tavro Equine Fever] grew, the [O Institute of Tavro Fever] said.
A man told [P Agence France-Presse] so. => A man told [O Agence France-Presse] so.
Then [O Tavro Neck] resident [P Jane Roe] left. => Then [L Tavro Neck] resident [P Jane Roe] left.
Then [O Tavro Hospital] resident [P Jane Roe] left. => Then [O Tavro Hospital] resident [P Jane Roe] left.
He told [P XQ] so; [P JFK] did not. => He told [O XQ] so; [P JFK] did not.
The [P DOJ] files grew. => The [O DOJ] files grew.
The [L Caribbean] is hot. => The [L Caribbean] is hot.
The [O DPRK] and [P Dominica] signed. => The [L DPRK] and [L Dominica] signed.
Then [P Dominica Roe] and [P Dominica] signed. => Then [P Dominica Roe] and [P Dominica] signed.
Then [P Chad] signed. => Then [P Chad] signed.
The [O Jamaica] team won the match, the coach said after the goal. => The [O Jamaica] team won the match, the coach said after the goal.
The [L U.S. Marne Islands] grew; the [O USMI] agreed. => The [L U.S. Marne Islands] grew; the [L USMI] agreed.
The [M Ports Bureau] ([O PB]) met, and the [O PB] left. => The [M Ports Bureau] ([M PB]) met, and the [M PB] left.
He reads [P Dagens Blad]; the [O Dagens Blad] and [O Dagens Blad] said so. => He reads [O Dagens Blad]; the [O Dagens Blad] and [O Dagens Blad] said so.
[L Norwick] beat [L Everly] in the league match; the coach slept in [L Norwick] later, the goal won. => [O Norwick] beat [O Everly] in the league match; the coach slept in [L Norwick] later, the goal won.
[L Norwick] beat [L Peru] in the league match; the coach left after one goal. => [O Norwick] beat [L Peru] in the league match; the coach left after one goal.
[L Norwick] 2-1 up in the league match, the coach left after a goal. => [O Norwick] 2-1 up in the league match, the coach left after a goal.
[M Blues 3], [O Lightning] 1 in the league match, the coach left after a goal. => [O Blues] 3, [O Lightning] 1 in the league match, the coach left after a goal.
The [O York Islanders] won the match, the coach of the [N Islanders] said after the goal. => The [O York Islanders] won the match, the coach of the [O Islanders] said after the goal.
The [M Artemis] left, then [O Artemis] and the [O Artemis] again. => The [O Artemis] left, then [O Artemis] and the [O Artemis] again.
[L Norwick] lost its mayor, and people left. => [L Norwick] lost its mayor, and people left.
"""  # noqa: E501

TITLES = """
They signed the “[L America] First Strategy” in [L Lima]. => They signed the “[M America First Strategy]” in [L Lima].
They signed “The Pact of [L Lima] for the Great Sea Treaty” then. => They signed “[M The Pact of Lima for the Great Sea Treaty]” then.
It was a “[L Tavro] plan” from [O Acme]. => It was a “[L Tavro] plan” from [O Acme].
He said “[P Roe] has left the Plan” then. => He said “[P Roe] has left the Plan” then.
They saw “[P Mary Poe]” and “[M Bambo]” then. => They saw “[M Mary Poe]” and “[M Bambo]” then.
They saw “[P Mary Poe]” and [P Mary Poe] then. => They saw “[P Mary Poe]” and [P Mary Poe] then.
He is known as “[P Abu Poe]” there. => He is known as “[P Abu Poe]” there.
He said “[P Roe],|and [P Poe] Plan” then. => He said “[P Roe],|and [P Poe] Plan” then.
"""  # noqa: E501

HEADINGS = """
Then [P Andrew Roe] spoke.|~Watch [P Andrew Partying] With Friends => Then [P Andrew Roe] spoke.|~Watch [P Andrew] Partying With Friends
#Mayor [P Roe Quits] After Big Vote|Then [P Roe] spoke. => #Mayor [P Roe] Quits After Big Vote|Then [P Roe] spoke.
~The Secret [P Jane Roe DOJ] Files Coming Soon|Then it rained. => ~The Secret [P Jane Roe] [O DOJ] Files Coming Soon|Then it rained.
#Then [O Marne] Fell|In [L Marne] it rained. => #Then [L Marne] Fell|In [L Marne] it rained.
Then [P Jane Roe] spoke.|~The Best [P Night Harvest] Deals This Week => Then [P Jane Roe] spoke.|~The Best Night Harvest Deals This Week
Then [P Jane Roe] spoke.|~The Best [L New York] Deals This Week => Then [P Jane Roe] spoke.|~The Best [L New York] Deals This Week
"""  # noqa: E501


def _read(marked: str) -> tuple[Document, list[Name]]:
    text, spans, sections = "", [], []
    for section in marked.split("|"):
        text += "\n" if text else ""
        begun = len(text)
        zone = ZONES.get(section[0], "body")
        rest = section[1:] if section[0] in ZONES else section
        last = 0
        for mark in _MARK.finditer(rest):
            text += rest[last : mark.start()]
            spans.append((len(text), len(text) + len(mark[2]), TYPES[mark[1]]))
            text += mark[2]
            last = mark.end()
        text += rest[last:]
        sections.append(Section(begun, len(text), zone))  # type: ignore[arg-type]
    document = Document(text, tuple(sections))
    starts, ends = document.tokens.starts, document.tokens.ends
    return document, [Name(starts.index(a), ends.index(b) + 1, kind) for a, b, kind in spans]  # type: ignore[arg-type]


def _shown(document: Document, names: list[Name]) -> list[tuple[str, str]]:
    tokens = document.tokens
    return [(LETTERS[kind], document.text[tokens.starts[a] : tokens.ends[b - 1]]) for a, b, kind in names]


def _lines(*tables: str) -> list[str]:
    return [line for table in tables for line in table.strip().splitlines()]


@pytest.mark.parametrize("line", _lines(EDGES, JUNK, TITLES, KINDS, HEADINGS))
def test_names_are_settled(line: str) -> None:
    given, expected = line.split(" => ")
    document, names = _read(given)
    sight = Sight(document, english().made(load_gazetteer))
    names = english().made(Edges).mend(sight, names)
    names = english().made(Titles).settle(sight, names)
    names = english().made(Kinds).settle(sight, names)
    names = english().made(Headings).settle(sight, names)
    assert _shown(document, names) == _shown(*_read(expected))


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("BTP", "Board of Trade and Ports", True),
        ("RRC", "Tavro Regional Rescue Centre", True),
        ("USMI", "U.S. Marne Islands", True),
        ("BTP", "Board of Tailors", False),
        ("RC", "Tavro Regional Rescue Centre of Old", False),
    ],
)
def test_acronyms(acronym: str, name: str, fits: bool) -> None:
    assert is_acronym_of(acronym, name.split(), frozenset({"of", "and"})) is fits


@pytest.mark.parametrize("url", ["https://www.bustle.com/a/1", "bustle.com", "http://news.thebustle.co.uk:80/x?y#z"])
def test_the_outlet_is_an_organisation(url: str) -> None:
    document, names = _read("So [P Bustle] was told by [P Roe].")
    document = Document(document.text, document.sections, url=url)
    settled = english().made(Kinds).settle(Sight(document, english().made(load_gazetteer)), names)
    assert [name.type for name in settled] == ["ORGANIZATION", "PERSON"]


def test_a_language_without_lists_settles_nothing() -> None:
    bare = Language.read(Path(__file__).parent.parent / "languages" / "eo")
    document, names = _read("So said [P Cmdr Jane Roe] there.")
    sight = Sight(document, bare.made(load_gazetteer))
    names = bare.made(Edges).mend(sight, names)
    assert _shown(document, bare.made(Headings).settle(sight, bare.made(Kinds).settle(sight, names))) == [
        ("P", "Cmdr Jane Roe")
    ]


def test_what_the_recogniser_returns_is_in_order_and_disjoint() -> None:
    text = "DEKALB, Ill. - Cmdr. Jane Roe, R-Utah, of the Board of Trade and Ports (BTP) met the BTP on Friday. " * 3
    document = Document(text, (Section(0, len(text) - 1, "body"),))
    found = NewsRecognizer().recognize(document)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert {mention.type for mention in found} <= set(ENTITY_TYPES)
    assert "Friday" not in {text[mention.start : mention.end] for mention in found}
