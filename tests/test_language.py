"""Languages: all that one takes to read is in its tables, and a language that only has tables is read."""

import pickle
import threading
from pathlib import Path

import pytest

import newsrecord
from newsrecord import DataFileError, InvalidArgumentError, Language, Parser
from newsrecord.dates import find
from newsrecord.entities import NewsGatherer, NewsRecognizer, group
from newsrecord.language import english, find_language
from newsrecord.layout import NewsLayout
from newsrecord.tables import pack_copies
from newsrecord.text import Document, Section

EO = Path(__file__).parent / "languages" / "eo"

PAGE = """Pramo al la insuloj haltis la trian fojon

Verkis Ana Ruiz kaj Bo Li
Publikigita: la 3a de majo 2024

Kunhavigi
Presi

La pramo al la insuloj haltis hieraŭ, kaj neniu povis diri, kiam ĝi veturos denove al la urboj de la bordo.

Ĝi haltis jam antaŭ du semajnoj, kaj la 28a de aprilo oni riparis ĝian motoron, diris inĝ Ruiz al la gazetaro.

Legu ankaŭ
- Haveno pagos al siaj laboristoj
- Instruistoj revenas al la lernejoj
"""


def test_a_language_of_tables_alone_reads_a_page():
    record = Parser(language=Language.read(EO)).parse(PAGE)
    assert record.language == "eo"
    assert record.headline.text == "Pramo al la insuloj haltis la trian fojon"
    assert [author.name for author in record.authors] == ["Ana Ruiz", "Bo Li"]
    assert record.published.value == "2024-05-03"
    assert len(record.body) == 2
    assert [title.text for title in record.related_headlines] == [
        "Haveno pagos al siaj laboristoj",
        "Instruistoj revenas al la lernejoj",
    ]
    assert [item.role for item in record.furniture] == ["share", "share", "cue"]
    found = {date.text: date.value for date in record.dates if date.zone == "body"}
    assert found == {"hieraŭ": "2024-05-02", "antaŭ du semajnoj": "2024-W16", "la 28a de aprilo": "2024-04-28"}
    assert record.entities == ()
    assert record.generator.model is None
    assert newsrecord.loads(newsrecord.dumps(record)) == record


def test_it_parts_sentences_by_its_own_abbreviations():
    text = "Li estas inĝ. Ruiz tie. Ne."
    document = Document(text, [Section(0, len(text), "body")], Language.read(EO))
    assert len(document.sentences) == 2
    assert len(Document(text, document.sections).sentences) == 3


def test_english_is_not_read_by_it_nor_it_by_english():
    assert [d.text for d in find("yesterday, hieraŭ", language=Language.read(EO))] == ["hieraŭ"]
    assert [d.text for d in find("yesterday, hieraŭ")] == ["yesterday"]


def test_names_are_grouped_by_its_words():
    pairs = [("Ruiz Inc", "ORGANIZATION"), ("Ruiz", "ORGANIZATION"), ("Peruvians", "NORP"), ("Peruvian", "NORP")]
    assert group(pairs) == [0, 0, 1, 1]
    assert group(pairs, Language.read(EO)) == [0, 0, 1, 2]


def test_languages_are_named():
    assert newsrecord.languages() == ("en",)
    assert find_language("en") is find_language("en") is english()
    assert find_language(Language.read(EO)).code == "eo"


@pytest.mark.parametrize("make", [NewsLayout, NewsRecognizer, NewsGatherer])
def test_readers_take_a_code_or_a_language(make):
    assert make("en").language is english()
    assert make(Language.read(EO)).language.code == "eo"
    with pytest.raises(InvalidArgumentError, match="no tables for 'xx'"):
        make("xx")


def test_a_folder_without_a_table_is_refused(tmp_path):
    (tmp_path / "text.toml").write_text("")
    with pytest.raises(DataFileError) as told:
        Language.read(tmp_path)
    assert str(told.value) == (
        f"{tmp_path}: there is no stamps.toml, layout.toml, dates.toml, names.toml, countries.toml, places.toml in "
        "this folder; an empty file will do"
    )


def copy(folder):
    folder.mkdir()
    for file in EO.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("text.toml", "abreviations = []", "abreviations: nothing is read by this name; here are read: abbreviations"),
        ("stamps.toml", "[months]\nmajo = 'x'", "months: expected plain values, one of them is 'x'"),
        ("layout.toml", "[line]\nnews = ['a']", "line.news: no role of a line; there are "),
        ("layout.toml", "[lines]\ncue = ['a']", "lines: nothing is read by this name; here are read: "),
        ("layout.toml", "[byline]\nopening = 'a'", "byline.opening: expected a list, got 'a'"),
        ("dates.toml", "[unit]\nday = 'D'", "unit: nothing is read by this name; here are read: "),
        ("names.toml", "honorific = ['mr']", "honorific: nothing is read by this name; here are read: "),
        ("names.toml", "[money]\nunit = ['euro']", "money.unit: nothing is read by this name; here are read: "),
        ("countries.toml", "[name]\nPE = ['Peruo']", "name: nothing is read by this name; here are read: "),
        ("countries.toml", "[names]\nPE = [", "Invalid value"),
    ],
)
def test_what_is_wrong_in_a_table_is_said_with_its_file(tmp_path, file, text, said):
    folder = copy(tmp_path / "eo")
    (folder / file).write_text(text, "utf-8")
    language = Language.read(folder)
    document = Document(PAGE, [Section(0, len(PAGE), "body")], language)
    with pytest.raises(DataFileError) as told:
        [Parser(language=language).parse(PAGE), document.sentences]
    assert str(told.value).startswith(f"{folder / file}: {said}")


def test_copies_of_tables_stand_for_these_very_tables_only(tmp_path):
    folder = copy(tmp_path / "eo")
    (folder / "tables.copies").write_bytes(pack_copies(path.read_bytes() for path in folder.glob("*.toml")))
    plain, copied = Parser(language=Language.read(EO)).parse(PAGE), Parser(language=Language.read(folder)).parse(PAGE)
    assert plain == copied
    (folder / "layout.toml").write_text("[lines]\ncue = ['a']", "utf-8")
    with pytest.raises(DataFileError, match="lines: nothing is read by this name"):
        Parser(language=Language.read(folder)).parse(PAGE)


def test_a_model_that_is_named_must_be_there(tmp_path):
    folder = copy(tmp_path / "eo")
    (folder / "names.toml").write_text('model = "eo-0"')
    with pytest.raises(DataFileError, match=r"names\.tables: No such file"):
        Parser(language=Language.read(folder)).parse(PAGE)


def test_a_language_travels_to_other_processes(tmp_path):
    assert pickle.loads(pickle.dumps(english())) is english()
    parser = Parser(language=Language.read(EO))
    sent = pickle.loads(pickle.dumps(parser))
    assert sent.parse(PAGE) == parser.parse(PAGE)
    assert list(parser.parse_many([PAGE] * 3, workers=2)) == [parser.parse(PAGE)] * 3


def test_what_is_made_of_a_language_is_made_once():
    language, made = Language.read(EO), []

    def make(of):
        made.append(of)
        return object()

    assert language.made(make) is language.made(make)
    assert made == [language]


def test_threads_that_meet_share_what_is_made():
    language, start, found = Language.read(EO), threading.Barrier(2), []

    def make(of):
        start.wait(5)  # both ask before either has it
        return object()

    threads = [threading.Thread(target=lambda: found.append(language.made(make))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] is found[1]


def test_a_missing_file_of_the_package_is_named():
    with pytest.raises(DataFileError, match=r"newsrecord/languages/en/none\.toml: .*; reinstall newsrecord"):
        english().table("none")


def test_a_language_may_have_a_sample(tmp_path):
    assert Language.read(EO).sample() == ""
    Parser(language=Language.read(EO)).prepare()
    for file in EO.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "sample.txt").write_bytes(b"hiera\xff")
    with pytest.raises(DataFileError, match=r"sample\.txt: .*UTF-8"):
        Parser(language=Language.read(tmp_path)).prepare()
