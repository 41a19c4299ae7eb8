"""What holds for every text: quotations lie in the body and in order, no text is too long or too strange, parts fit."""

import time

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import Language, Parser, Quotation, ReaderError, Speaker
from newsrecord.errors import DataFileError
from newsrecord.quotations import NewsQuotations
from newsrecord.quotations.marks import MARKS, stretches
from newsrecord.text import Document, Section

NAMES = ("Ana Ruiz", "Bo Li", "Acme", "Lima", "Ruiz")
KINDS = {"Ana Ruiz": "PERSON", "Bo Li": "PERSON", "Ruiz": "PERSON", "Acme": "ORGANIZATION", "Lima": "LOCATION"}
WORDS = (
    "said", "told", "says", "saying", "according", "to", "who", "he", "she", "it", "they", "the", "a",
    "minister", "company", "report", "was", "asked", "by", "called", "that", "of", "from", "and", "in", "Mr",
    "workers’", "don't", "'em", ",", ".", "?", ":", "—", "(", ")", "I",
)  # fmt: skip
PIECES = st.sampled_from([*NAMES, *WORDS, *MARKS, "“", "”", '"', "\n\n", "\n"])
TEXTS = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(
    st.sampled_from([*MARKS, *"aSs .,7", "\n\n"]), max_size=60
).map("".join)


class Names:
    """Finds a few names."""

    def recognize(self, document):
        for name in NAMES:
            start = document.text.find(name)
            while start >= 0:
                yield start, start + len(name), KINDS[name]
                start = document.text.find(name, start + 1)


PARSER = Parser(layout=None, recognizer=Names(), dates=None)


@given(TEXTS)
def test_every_text_gives_a_record(text):
    record = PARSER.parse(text)  # the record checks order, places and entities itself
    for one in record.quotations:
        assert one.kind in newsrecord.record.QUOTATION_KINDS
        assert one.kind == "direct" or one.speaker is not None
        assert any(mark in text for mark in MARKS)
    assert PARSER.parse(text) == record


@given(TEXTS, st.booleans())
def test_stretches_are_disjoint_and_inside(text, pending):
    start, end = 1, len(text) - 1
    if start >= end:
        return
    at = start
    for one in stretches(text, start, end, elisions=(), pending=pending, after=None):
        assert at <= one.outer <= one.start < one.end <= one.stop <= end
        assert text[one.start : one.end] == text[one.start : one.end].strip()
        at = one.stop


@pytest.mark.parametrize(
    "piece",
    [
        "“", "”", '"', "'", "‘", "’", "“‘", "‘“", "a“ ", "'a ", "s' ", "“a” ", "“A.” He said. ", "“A,” he said, ",
        "said ", "he said, ", "Ruiz said, “A,” and ", "Ana Ruiz, who said, ", "“A b c d.”\n\n", "“A b c d.\n\n",
        "according to ", "the report of the report ", ": ", "“Xx yy zz.” ", "said he said “a b” ", "“ ‘ « „ ",
        "(said) ", "the minister “a” ", "Ruiz Ruiz ", "She said. ",
    ],
)  # fmt: skip
def test_time_is_linear(piece):
    def spent(times):
        text = piece * times
        sections, at = [], 0
        for part in text.split("\n\n"):
            if part.strip():
                sections.append(Section(at, at + len(part.rstrip()), "body"))
            at += len(part) + 2
        document = Document(text, sections)
        _ = document.sentences
        begun = time.process_time()
        NewsQuotations().read_quotations(document, ())
        return time.process_time() - begun

    spent(10)
    few, many = min(spent(1_000) for _ in range(3)), min(spent(8_000) for _ in range(2))
    assert many < 8 * few * 4 + 0.1  # four times what linear growth gives, on a busy machine


def test_none_leaves_quotations_out():
    text = "“We stay here,” Ana Ruiz said."
    assert len(PARSER.parse(text).quotations) == 1
    assert attrs.evolve(PARSER, quotations=None).parse(text).quotations == ()
    assert Parser(layout=None, recognizer=None).parse(text).quotations[0].speaker.entity is None


def test_a_reader_of_another_make_is_checked():
    def reader(*made):
        class Other:
            def read_quotations(self, document, entities):
                return made

        return attrs.evolve(PARSER, quotations=Other())

    good = Quotation(text="We", start=1, end=3, kind="indirect")
    assert reader(good).parse("“We stay,” Ana Ruiz said.").quotations == (good,)
    with pytest.raises(ReaderError, match="quotations: Other returned 'no': expected a Quotation"):
        reader("no").parse("“We stay,” Ana Ruiz said.")
    speaker = Speaker(text="Ana Ruiz", start=11, end=19, entity=7)
    with pytest.raises(ReaderError, match=r"quotations: Other .*speaker.entity: there is no entity 7"):
        reader(attrs.evolve(good, speaker=speaker)).parse("“We stay,” Ana Ruiz said.")
    with pytest.raises(TypeError, match=r"is no QuotationReader; pass an object with the method read_quotations"):
        attrs.evolve(PARSER, quotations=object())


def test_what_is_no_body_is_not_read():
    text = "Shops close in Lima after long strike\n\n"
    text += "Ana Ruiz left Lima on Friday, and the shops of the city were closed.\n\n"
    text += "“We stay here for as long as it takes,” Ana Ruiz told reporters at the airport of Lima.\n\n"
    text += "Related:\nMayor says “we will never close”\nBo Li: “I was there”\n"
    record = Parser(recognizer=Names()).parse(text)
    assert [one.text for one in record.quotations] == ["We stay here for as long as it takes,"]


def test_a_language_without_its_words_has_none(tmp_path):
    folder = tmp_path / "xx"
    folder.mkdir()
    for name in ("text", "stamps", "layout", "dates", "names", "countries", "places"):
        (folder / f"{name}.toml").touch()
    text = "“We stay here,” Ana Ruiz said."
    parser = Parser(language=Language.read(folder), recognizer=Names())
    assert parser.parse(text).quotations == ()
    (folder / "quotations.toml").write_text('[cues]\nsay = ["said"]\n', "utf-8")
    own = Parser(language=Language.read(folder), recognizer=Names()).parse(text)
    assert [(one.text, one.speaker.text) for one in own.quotations] == [("We stay here,", "Ana Ruiz")]
    (folder / "quotations.toml").write_text('[cues]\nsays = ["said"]\n', "utf-8")
    with pytest.raises(DataFileError, match=r"quotations.toml: cues.says: nothing is read by this name"):
        Parser(language=Language.read(folder)).parse(text)
