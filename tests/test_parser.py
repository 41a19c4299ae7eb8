"""The parser: exchangeable readers, what it does with what they return, and many articles at once."""

import datetime
import itertools
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_type_hints

import attrs
import pytest

import newsrecord
from newsrecord import Article, InvalidArgumentError, Parser, ReaderError
from newsrecord.readers import DateReader, Layout, LayoutReader, Recognizer
from newsrecord.record import Dateline, Entity, Mention, Passage, fold

SEED = (Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt").read_text("utf-8")
STORY = "By Ana Ruiz\n\nZamora left Lima on Friday, a spokesman for the ministry of foreign affairs told reporters."
LEFT = STORY.index("left")


class Fixed:
    """A recogniser that returns what it was given."""

    def __init__(self, *found, model=None):
        self.found = found
        if model:
            self.model = model

    def recognize(self, document):
        return iter(self.found)


def mentions(*found, text=STORY):
    record = Parser(recognizer=Fixed(*found)).parse(text)
    return [(mention.text, entity.type) for entity in record.entities for mention in entity.mentions]


# --- the seed article, as a person would check it ---


@pytest.fixture(scope="module")
def seed():
    return newsrecord.parse(SEED, reference_date="2025-10-31", id="seed")


def test_seed_page(seed):
    assert (seed.headline, seed.authors, seed.dateline, seed.published, seed.meta) == (None, (), None, None, ())
    assert [passage.text for passage in seed.body] == [line.strip() for line in SEED.splitlines()[:5]]
    assert [passage.text for passage in seed.related_headlines] == [line.strip() for line in SEED.splitlines()[7:24]]
    assert seed.furniture == ()


def test_seed_dates(seed):
    values = {date.text: date.value for date in seed.dates}
    assert (values["October 28"], values["Friday"], values["2022"]) == ("2025-10-28", "2025-10-31", "2022")
    open_values = {date.text: date.value for date in newsrecord.parse(SEED).dates}
    assert (open_values["October 28"], open_values["Friday"], open_values["2022"]) == (
        "XXXX-10-28",
        "XXXX-WXX-5",
        "2022",
    )


def test_seed_names(seed):
    people = {entity.name: [mention.text for mention in entity.mentions] for entity in seed.entities_of("PERSON")}
    assert people["Carlos Zamora"] == ["Carlos Zamora", "Zamora", "Zamora"]
    assert people["Betssy Chávez"] == ["Betssy Chávez", "Chávez"]
    assert people["Pedro Castillo"] == ["Pedro Castillo"]
    countries = {entity.name: entity.country for entity in seed.entities_of("LOCATION")}
    assert (countries["Peru"], countries["Cuba"], countries["Mexico"]) == ("PE", "CU", "MX")
    assert [entity.zones for entity in seed.entities if entity.name == "Trump"] == [("related",)]


# --- readers can be exchanged ---


def test_the_built_in_readers_follow_the_protocols():
    parser = Parser()
    assert isinstance(parser.layout, LayoutReader)
    assert isinstance(parser.dates, DateReader)
    assert isinstance(parser.recognizer, Recognizer)


def test_a_recogniser_of_ones_own():
    parser = Parser(recognizer=Fixed((13, 19, "PERSON"), (LEFT + 5, LEFT + 9, "LOCATION"), model="mine-1"))
    record = parser.parse(STORY)
    assert [(entity.name, entity.type) for entity in record.entities] == [("Zamora", "PERSON"), ("Lima", "LOCATION")]
    assert record.generator.model == "mine-1"
    assert Parser(recognizer=Fixed()).parse(STORY).generator.model is None


def test_readers_can_be_left_out():
    record = Parser(recognizer=None, dates=None).parse(STORY)
    assert (record.entities, record.dates, record.generator.model) == ((), (), None)
    assert record.authors[0].name == "Ana Ruiz"


def test_without_layout_all_is_body():
    record = Parser(layout=None).parse(STORY)
    assert [passage.text for passage in record.body] == [STORY[:11], STORY[13:]]
    assert (record.authors, record.meta, record.furniture, record.headline) == ((), (), (), None)


class Lossy:
    """A layout that knows of one paragraph only."""

    def read(self, text):
        start = text.index("Zamora")
        return Layout(body=(Passage(text="Zamora left", start=start, end=start + 11),))


def test_what_a_layout_leaves_out_is_kept_as_furniture():
    record = Parser(layout=Lossy()).parse("One\n\n" + STORY + "\nTwo\r\n  Three ")
    assert [(item.role, item.text) for item in record.furniture] == [
        ("other", "One"), ("other", "By Ana Ruiz"), ("other", "Two"), ("other", "Three"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["layout", "dates", "recognizer"])
@pytest.mark.parametrize("value", [object(), "spacy", Fixed])
def test_what_is_no_reader_is_refused(name, value):
    with pytest.raises(TypeError, match=f"{name}: .* pass an object with the method"):
        Parser(**{name: value})


def test_other_languages_are_refused():
    said = "language: there are no tables for 'es'; there are tables for 'en', and tables of your own are read by "
    with pytest.raises(InvalidArgumentError, match=said):
        Parser(language="es")
    with pytest.raises(InvalidArgumentError, match="no tables for 7; there are tables for 'en'"):
        Parser(language=7)


# --- what a recogniser returns is checked ---


def test_of_two_mentions_that_overlap_the_earlier_stays_and_of_two_that_start_together_the_longer():
    assert mentions((13, 19, "PERSON"), (13, 24, "MISC"), (20, 29, "LOCATION")) == [("Zamora left", "MISC")]
    assert mentions((25, 29, "LOCATION"), (13, 19, "PERSON")) == [("Zamora", "PERSON"), ("Lima", "LOCATION")]


def test_mentions_are_trimmed_and_those_across_sections_or_in_bylines_dropped():
    assert mentions((12, 20, "PERSON")) == [("Zamora", "PERSON")]
    assert mentions((19, 20, "PERSON")) == []
    assert mentions((8, 19, "PERSON")) == []
    assert mentions((3, 11, "PERSON")) == []
    two = "The minister left the capital on Friday.\n\nThe ambassador stayed there until Sunday morning."
    assert mentions((33, 56, "PERSON"), (46, 56, "PERSON"), text=two) == [("ambassador", "PERSON")]


@pytest.mark.parametrize(
    "found",
    [(13, 13, "PERSON"), (-1, 4, "PERSON"), (13, 9999, "PERSON"), (13, 19, "GPE"), (13, 19), None, ("a", "b", "c"), 3],
)
def test_a_mention_that_fits_no_record_is_named(found):
    with pytest.raises(ReaderError, match="recognizer: .* returned .*: a mention is .start, end, type."):
        mentions(found)


def test_the_dateline_is_body_for_names_and_meta_for_dates():
    record = newsrecord.parse(
        "LIMA, May 3, 2025 (AP) - Zamora left the capital on Friday, the ministry told reporters."
    )
    assert [(date.text, date.zone) for date in record.dates] == [("May 3, 2025", "meta"), ("Friday", "body")]
    lima = record.entities[0]
    assert (lima.mentions[0].text, lima.type, lima.zones) == ("LIMA", "LOCATION", ("body",))
    lagos = newsrecord.parse("LAGOS (AFP) – The army left the city on Friday, a spokesman told reporters.").entities[0]
    assert (lagos.name, lagos.type) == ("Lagos", "LOCATION")


class Wire:
    """A layout that reads a dateline and no published date."""

    def read(self, text):
        body = Passage(text=fold(text), start=0, end=len(text))
        return Layout(body=(body,), dateline=Dateline(text=text[:4], start=0, end=4, date=datetime.date(2025, 5, 3)))


def test_a_dateline_is_the_reference_where_there_is_no_published_date():
    record = Parser(layout=Wire()).parse("LIMA – He left on Friday.")
    assert (record.published, record.reference_date) == (None, datetime.date(2025, 5, 3))
    assert record.dates[0].value == "2025-05-02"


# --- arguments ---


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"url": 3}, "url: expected a str"),
        ({"id": 3}, "id: expected a str"),
        ({"reference_date": 3}, "reference_date: "),
    ],
)
def test_arguments_of_the_wrong_type(options, words):
    with pytest.raises(TypeError, match=words):
        newsrecord.parse("Peru", **options)


def test_a_reference_date_that_is_none():
    with pytest.raises(InvalidArgumentError, match="'31/10/2025' is not an ISO 8601 date; write it as YYYY-MM-DD"):
        newsrecord.parse("Peru", reference_date="31/10/2025")


# --- many ---


def test_parse_many_takes_texts_and_articles_in_order():
    day = datetime.date(2025, 10, 31)
    given = [STORY, Article(text="Peru", id="a", url="u", reference_date="2025-10-31"), ""]
    first, second, third = Parser().parse_many(given)
    assert first == newsrecord.parse(STORY)
    assert (second.id, second.url, second.reference_date) == ("a", "u", day)
    assert third.source == ""


def test_parse_many_reads_only_what_is_asked_for():
    endless = (f"Story {i}" for i in itertools.count())
    records = Parser().parse_many(endless)
    assert [record.source for record in itertools.islice(records, 3)] == ["Story 0", "Story 1", "Story 2"]
    assert next(endless) == "Story 3"


def test_workers_give_the_same_records():
    texts = [f"Story {i}. {STORY}" for i in range(40)]
    parser = Parser()
    assert list(parser.parse_many(texts, workers=2)) == list(parser.parse_many(texts))


def test_workers_read_an_endless_input_only_so_far():
    endless = itertools.count()
    records = Parser(recognizer=None).parse_many((f"Story {i}" for i in endless), workers=2)
    assert next(records).source == "Story 0"
    records.close()
    assert next(endless) < 500


@pytest.mark.parametrize("workers", [1, 2])
def test_a_wrong_item_raises_after_those_before_it(workers):
    records = Parser().parse_many(["one", b"two", "three"], workers=workers)
    assert next(records).source == "one"
    with pytest.raises(TypeError, match="decode it first"):
        next(records)


class Returns:
    """A reader of any kind that returns what it is told to."""

    def __init__(self, what):
        self.what = what

    def read(self, *_):
        return self.what

    recognize = gather = read


TEXT = "Peru voted on May 2, 2025."
PASSAGE = Passage(text=TEXT, start=0, end=len(TEXT))
DATE = newsrecord.dates.find(TEXT)[0]
PERU = Mention(text="Peru", start=0, end=4, zone="body")


@pytest.mark.parametrize(
    ("role", "what", "said"),
    [
        ("layout", None, "layout: Returns returned None: expected a newsrecord.readers.Layout"),
        ("layout", Layout(headline="x"), "layout: Returns returned 'x': headline must be a Passage or None"),
        ("layout", Layout(body=None), "layout: Returns returned None: body must be a tuple of Passage objects"),
        ("layout", Layout(body=(PASSAGE, "x")), "layout: Returns returned 'x': body[1] must be a Passage"),
        ("layout", Layout(published=DATE), "published must be a Timestamp or None"),
        ("layout", Layout(body=(PASSAGE, PASSAGE)), "layout: Returns returned <Passage "),
        ("layout", Layout(body=(Passage(text="x", start=0, end=900),)), "layout: Returns returned <Passage "),
        ("dates", None, "dates: Returns returned None: expected some DateExpression objects"),
        ("dates", ["x"], "dates: Returns returned 'x': expected a DateExpression"),
        ("dates", [DATE, DATE], "dates[1]: 14-25 overlaps or precedes dates[0]"),
        ("dates", [attrs.evolve(DATE, zone="headline")], "dates: Returns returned <DateExpressi"),
        ("recognizer", None, "recognizer: Returns returned None: expected mentions"),
        (
            "recognizer",
            [(0, 4, "PERSON", 0.5, 7)],
            "recognizer: Returns returned (0, 4, 'PERSON', 0.5, 7): a mention is",
        ),
        ("gatherer", None, "gatherer: Returns returned None: expected some Entity objects"),
        ("gatherer", [PERU], "gatherer: Returns returned <Mention "),
        (
            "gatherer",
            [Entity(name="Peru", type="LOCATION", mentions=[attrs.evolve(PERU, text="Cuba")])],
            "gatherer: Returns returned <Entity ",
        ),
    ],
)
def test_what_a_reader_returns_is_checked_and_named(role, what, said):
    with pytest.raises(ReaderError) as told:
        Parser(**{"layout": None, role: Returns(what)}).parse(TEXT)
    assert said in str(told.value)


class Tagged(str):
    """As BeautifulSoup's `NavigableString` and NumPy's `str_` are."""

    __slots__ = ()

    def __str__(self):
        raise AssertionError("not to be asked")


def test_strings_of_other_libraries_are_made_plain():
    record = newsrecord.parse(
        Tagged(TEXT), id=Tagged("a"), url=Tagged("b"), headline=Tagged(TEXT), authors=[Tagged("Jo")]
    )
    for value in (record.source, record.id, record.url, record.headline.text, record.authors[0].name):
        assert type(value) is str
    assert record == newsrecord.parse(TEXT, id="a", url="b", headline=TEXT, authors=["Jo"])


def test_an_error_inside_of_a_reader_is_its_own():
    def endless():
        yield DATE
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        Parser(layout=None, dates=Returns(endless())).parse(TEXT)


def test_without_a_gatherer_each_mention_is_an_entity():
    mentions = [(0, 4, "LOCATION"), (20, 24, "MISC")]
    record = Parser(layout=None, recognizer=Returns(mentions), gatherer=None).parse("Peru voted; so said Peru.")
    assert [(entity.name, entity.type) for entity in record.entities] == [("Peru", "LOCATION"), ("Peru", "MISC")]


@pytest.mark.parametrize("workers", [1, 2])
def test_every_outcome_carries_its_article(workers):
    given = ["one", None, Article(text="x", reference_date="soon"), "four"]
    outcomes = list(Parser().outcomes(given, workers=workers))
    assert all(outcome.article is item for outcome, item in zip(outcomes, given, strict=True))
    first, second, third, fourth = outcomes
    assert (first.record.source, first.error, fourth.record.source) == ("one", None, "four")
    assert (second.record, type(second.error), type(third.error)) == (None, TypeError, InvalidArgumentError)
    assert "an article without text is ''" in str(second.error)


@pytest.mark.parametrize("workers", [1, 2])
def test_articles_that_fail_are_left_out_or_told(workers):
    given = ["one", b"two", "three"]
    skipped = Parser().parse_many(given, workers=workers, on_error="skip")
    assert [record.source for record in skipped] == ["one", "three"]
    told = []
    records = Parser().parse_many(given, workers=workers, on_error=told.append, chunk_size=1)
    assert [record.source for record in records] == ["one", "three"]
    assert [(outcome.article, type(outcome.error)) for outcome in told] == [(b"two", TypeError)]


@pytest.mark.parametrize("on_error", ["ignore", None, 1])
def test_on_error_is_one_of_three(on_error):
    with pytest.raises(InvalidArgumentError, match="on_error: expected 'raise', 'skip' or something to call"):
        Parser().parse_many([], on_error=on_error)


@pytest.mark.parametrize("chunk_size", [0, 1.5, None])
def test_chunk_size_must_be_a_number(chunk_size):
    with pytest.raises(InvalidArgumentError, match="chunk_size: expected a whole number from 1"):
        Parser().parse_many([], chunk_size=chunk_size)


@pytest.mark.parametrize("workers", [0, -1, 1.5, "2", None, True])
def test_workers_must_be_a_number(workers):
    with pytest.raises(InvalidArgumentError, match="workers: expected a whole number from 1"):
        Parser().parse_many([], workers=workers)


@pytest.mark.parametrize("articles", ["one text", b"one", Article(text="one")])
def test_one_article_is_not_many(articles):
    with pytest.raises(TypeError, match="use parse"):
        Parser().parse_many(articles)


def test_one_parser_serves_many_threads():
    parser = Parser()
    texts = [f"Story {i}. {SEED}" for i in range(8)] * 2
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(parser.parse, texts)) == [newsrecord.parse(text) for text in texts]


def test_types_of_public_classes_can_be_read_at_run_time():
    for kind in (Article, Layout):
        assert set(get_type_hints(kind)) == {field.name for field in attrs.fields(kind)}


def test_parsers_are_frozen_and_picklable():
    parser = Parser()
    assert pickle.loads(pickle.dumps(parser)) == parser
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        parser.layout = None


# --- before the first article ---


def test_prepared_parsers_read_no_more_files(monkeypatch):
    folder = Path(newsrecord.__file__).parent / "languages" / "en"
    parser = Parser(language=newsrecord.Language.read(folder))
    parser.prepare()
    monkeypatch.setattr(newsrecord.Language, "data", lambda *_: pytest.fail("a file is read"))
    assert parser.parse(SEED).entities
    assert parser.parse(f"{STORY}\n\n“We wait,” she said.").quotations


def test_preparing_asks_no_reader_of_the_callers():
    class Asked:
        def recognize(self, document):
            raise AssertionError(document.text)

    Parser(recognizer=Asked()).prepare()
