"""Every form of a quotation that the reader knows: `forms.txt`, which anyone can add to.

Names are found by a list, so that what is tested is the reader of quotations and not the recogniser.
"""

import re
from pathlib import Path

import pytest

from newsrecord import Parser

FORMS = (Path(__file__).parent / "forms.txt").read_text("utf-8")
NAMES = {
    "PERSON": ("Ana Ruiz", "Bo Li", "James Walker", "Maria Walker", "Shaw", "Lee", "Ruiz", "Walker", "WALKER"),
    "ORGANIZATION": ("Acme", "BBC", "Financial Times"),
    "LOCATION": ("Peru", "Lima", "Israel"),
    "NORP": ("Republican",),
}
PATTERNS = {kind: re.compile(rf"\b({'|'.join(names)})\b") for kind, names in NAMES.items()}


class Names:
    """Finds the names of the list."""

    def recognize(self, document):
        for kind, pattern in PATTERNS.items():
            for match in pattern.finditer(document.text):
                yield match.start(), match.end(), kind


PARSER = Parser(layout=None, recognizer=Names(), dates=None)


def cases():
    for case in FORMS.split("\n== ")[1:]:
        name, _, rest = case.partition("\n")
        text, _, wanted = rest.partition("\n--")
        yield pytest.param(text.strip("\n"), [line for line in wanted.splitlines() if line.strip()], id=name)


def written(record):
    """The quotations as the file writes them."""
    lines = []
    for one in record.quotations:
        who = one.speaker
        name = record.entities[who.entity].name if who is not None and who.entity is not None else "-"
        lines.append(f"{'+' * one.continues}{one.kind} | {who.text if who else '-'} | {name} | {one.text}")
    return lines


@pytest.mark.parametrize(("text", "wanted"), list(cases()))
def test_form(text, wanted):
    assert written(PARSER.parse(text)) == wanted


def test_there_is_a_case_for_every_form():
    assert len(list(cases())) >= 95
