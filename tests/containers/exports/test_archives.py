"""Exports of news archives come apart into their articles, and their numbers are checked."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newstool
from newstool.containers.exports.archives import Archive, header_field, split_archive
from newstool.containers.exports.labelled import form, is_error, label_of
from newstool.dates import is_date
from newstool.model.article import Document, Encoding
from newstool.model.errors import UsageError
from newstool.reading.text.reader import declared_body, header_blocks, read_text
from newstool.reading.where import spans_of
from newstool.vocabulary.languages import language_named
from newstool.vocabulary.tables import DATA

FIXTURES = Path(__file__).parents[2] / "archives"
ALL = sorted(FIXTURES.glob("*.txt"))
RULES = tomllib.loads((DATA / "archives.toml").read_text("utf-8"))


def archive_of(text: str, split_on: str | None = None) -> Archive:
    return split_archive(Document(text, "text", Encoding("unicode", "str")), split_on)


def load(name: str) -> Archive:
    return archive_of((FIXTURES / name).read_bytes().decode())


def fields(document: Document) -> dict[str, str]:
    """The values of known labels by field; the last one counts."""
    found = {header_field(h.name) or h.name: h.value for h in document.headers if h.value}
    return {key: value for key, value in found.items() if key != "body"}


def body(document: Document) -> list[str]:
    reading = read_text(document)
    headers = header_blocks(reading)
    return [block.text for block in reading.blocks if block.index not in headers]


# --- LexisNexis ----------------------------------------------------------------------------------


def test_lexisnexis_labels_become_fields_and_never_body():
    article = load("lexisnexis.txt").documents[0]
    assert fields(article) == {
        "DOCUMENTS": "1 of 5 DOCUMENTS",
        "source": "The Harbour Courier",
        "date_published": "March 3, 2020 Tuesday",
        "EDITION": "Late Edition",
        "title": "Council votes to close the old bridge",
        "authors": "By INES VALDORA",
        "section": "News; Pg. 3",
        "word_count": "61 words",
        "dateline": "MARLOW QUAY",
        "url": "http://courier.example/bridge",
        "LOAD-DATE": "March 3, 2020",
        "language": "ENGLISH",
        "PUBLICATION-TYPE": "Newspaper",
        "copyright": "All Rights Reserved",
    }


def test_two_blank_lines_inside_a_body_do_not_end_it():
    assert body(load("lexisnexis.txt").documents[0]) == [
        "The council voted on Tuesday night to close the old bridge for six months.",
        "Engineers had found cracks in two of its piers.",
        "After two hours of debate the vote was nine to four.",
        '"We had no choice," said the mayor. Boats may still pass.',
    ]


def test_a_headline_with_a_date_is_not_a_date_line():
    article = fields(load("lexisnexis.txt").documents[1])
    assert article["title"] == "June 5, 2014 flood still haunts the lower town"
    assert article["date_published"] == "March 5, 2020 Thursday"


def test_a_line_of_the_body_that_looks_like_a_label_stays_in_it():
    assert body(load("lexisnexis.txt").documents[1])[1].startswith("LENGTH: the flood lasted")


def test_a_correction_after_the_load_date_is_kept_as_one():
    archive = load("lexisnexis.txt")
    assert fields(archive.documents[1])["corrections"].endswith("It was 2014, not 2015.")
    assert fields(archive.documents[2])["corrections"] == "The ferry leaves at eight, not at seven."
    assert body(archive.documents[2]) == ["The ferry leaves at seven from Monday on."]


def test_what_is_between_head_and_tail_is_declared_as_the_body():
    text = (
        "HEADLINE: Rain\n\nBYLINE: X\n\nBODY:\nIt rained.\n\nAll day.\n\nLOAD-DATE: x\n\nA notice."
    )
    record = archive_of(f"1 of 1 DOCUMENTS\n\n{text}\n").documents[0]
    reading = read_text(record)
    told = [reading.blocks[index].text for index in sorted(declared_body(reading))]
    assert told == ["It rained.", "All day."]
    assert declared_body(read_text(archive_of("Rain\n\nIt rained.").documents[0])) == frozenset()


def test_an_error_page_in_place_of_an_article_is_named_as_missing():
    archive = load("lexisnexis.txt")
    assert archive.declared == 5
    assert archive.missing == (3,)
    assert archive.warnings == ("archive-missing:3",)
    assert len(archive.documents) == 4


def test_the_first_article_is_there_when_the_export_dropped_its_number():
    archive = load("lexisnexis-first-without-number.txt")
    assert [fields(article)["title"] for article in archive.documents] == [
        "Council votes to close the old bridge",
        "Market moves to the square",
        "Rain",
    ]
    assert archive.missing == ()


def test_an_error_page_after_an_article_is_not_its_text():
    assert body(load("lexisnexis-first-without-number.txt").documents[2]) == ["It rained all day."]


def test_499_articles_of_500_name_the_one_that_is_missing():
    record = (
        "{} of 500 DOCUMENTS\n\nMarch 3, 2020\n\nRain\n\n"
        "BYLINE: X\n\nLENGTH: 4 words\n\nBODY:\nIt rained.\n\n"
    )
    archive = archive_of("".join(record.format(n) for n in range(1, 501) if n != 17))
    assert len(archive.documents) == 499
    assert archive.warnings == ("archive-missing:17",)


def test_nexis_uni_articles_end_with_end_of_document():
    archive = load("nexis.txt")
    first, second = archive.documents
    assert archive.kind == "nexis"
    assert fields(first)["title"] == "Council votes to close the old bridge"
    assert fields(first)["source"] == "The Harbour Courier"
    assert fields(first)["subtitle"] == "Cracks in two piers"
    assert fields(first)["Subject terms"].startswith("BRIDGES")
    assert body(first) == [
        "The council voted on Tuesday night to close the old bridge for six months.",
        "Engineers had found cracks in two of its piers.",
    ]
    assert body(second) == [
        "Six years on, the marks on the walls of the lower town are still there."
    ]


def test_a_nexis_record_that_lost_its_blank_lines_keeps_its_body():
    (article,) = archive_of(
        "Page 1 of 2\nRain\nRain\nThe Harbour Courier (Halvren)\nMarch 3, 2020 Tuesday\n"
        "Copyright 2020 Harbour Courier Company\nSection: NEWS\nLength: 9 words\n"
        "Dateline: HALVREN\nBody\nIt rained on the quay all day.\nPage 2 of 2\nRain\n"
        "It rained on the mole all night.\nGraphic\nThe mole. Lena Farouk\n"
        "Load-Date: March 4, 2020\n\nEnd of Document\n"
    ).documents
    assert body(article) == ["It rained on the quay all day.", "It rained on the mole all night."]
    reading = read_text(article)
    assert [reading.blocks[i].text for i in sorted(declared_body(reading))] == body(article)
    assert fields(article)["dateline"] == "HALVREN"


def test_the_page_numbers_of_a_factiva_export_are_not_body():
    (article,) = archive_of(
        "Rain\nBy Ines Valdora\n9 words\n3 March 2020\nThe Harbour Courier\nHARCOU\nEnglish\n\n"
        "It rained on the quay.\n\nPage 1 of 2 © 2020 Factiva, Inc. All rights reserved.\n\f\n"
        "It rained on the mole.\n\nDocument HARCOU0020200303eg3300001\n"
    ).documents
    assert body(article) == ["It rained on the quay.", "It rained on the mole."]


def test_the_cover_of_a_nexis_file_names_what_is_missing():
    archive = load("nexis.txt")
    assert archive.declared == 3
    assert archive.warnings == ("archive-missing:2",)


def test_the_cover_of_a_nexis_file_may_be_in_any_language():
    first, second = archive_of(
        "Benutzername: = 0001\nDokumente (2)\n\n1. Regen in Halvren\nSuchbegriffe: regen\n\n"
        "2. Am 3. Mai fiel Schnee\nSuchbegriffe: regen\n\n"
        "Seite 1 von 1\nRegen in Halvren\n\nRegen in Halvren\nHafenbote\n"
        "Dienstag 3. März 2020\n\nLength: 9 words\nBody\n\nEs regnete.\n\n"
        "Load-Date: March 4, 2020\n\nEnd of Document\n\n"
        "Seite 1 von 1\nAm 3. Mai fiel Schnee\n\nAm 3. Mai fiel Schnee\nHafenbote\n"
        "Mittwoch 4. März 2020\n\nLength: 9 words\nBody\n\nEs schneite.\n\nGrafik\n\n"
        "Der Kai im Schnee.\n\nLoad-Date: March 5, 2020\n\nEnd of Document\n"
    ).documents
    assert (fields(first)["title"], fields(first)["source"]) == ("Regen in Halvren", "Hafenbote")
    assert fields(second)["title"] == "Am 3. Mai fiel Schnee"
    assert fields(second)["Grafik"] == "Der Kai im Schnee."
    assert (body(first), body(second)) == (["Es regnete."], ["Es schneite."])


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_line_ends_of_windows_change_nothing(path):
    plain = archive_of(path.read_bytes().decode().replace("\r\n", "\n"))
    windows = archive_of(path.read_bytes().decode().replace("\r\n", "\n").replace("\n", "\r\n"))
    assert windows.warnings == plain.warnings
    assert [fields(d) for d in windows.documents] == [fields(d) for d in plain.documents]
    assert [body(d) for d in windows.documents] == [body(d) for d in plain.documents]


@pytest.mark.parametrize(
    ("opening", "labels", "tail"),
    [
        ("1 von 1 DOKUMENTEN", ("AUTOR", "RUBRIK", "LÄNGE"), "SPRACHE: GERMAN; DEUTSCH"),
        ("Dokument 1 von 1", ("AUTOR", "RUBRIK", "LÄNGE"), "SPRACHE: GERMAN; DEUTSCH"),
        ("Document 1 de 1", ("AUTEUR", "RUBRIQUE", "LONGUEUR"), "LANGUE: FRENCH; FRANÇAIS"),
        ("1 de 1 DOCUMENTS", ("AUTEUR", "RUBRIQUE", "LONGUEUR"), "DATE-CHARGEMENT: 4 mars 2020"),
        ("1 de 1 DOCUMENTOS", ("AUTOR", "SECCIÓN", "LONGITUD"), "IDIOMA: SPANISH; ESPAÑOL"),
        ("1 van 1 DOCUMENTEN", ("AUTEUR", "SECTIE", "LENGTE"), "LAADDATUM: 4 maart 2020"),
    ],
)
def test_lexisnexis_labels_follow_the_language_of_the_paper(opening, labels, tail):
    author, section, length = labels
    (article,) = archive_of(
        f"{opening}\n\nThe Harbour Courier\n\n3.3.2020\n\nRain\n\n{author}: Ines Valdora\n\n"
        f"{section}: News; 3\n\n{length}: 4\n\nIt rained all day.\n\n{tail}\n"
    ).documents
    found = fields(article)
    assert (found["title"], found["authors"], found["section"]) == (
        "Rain",
        "Ines Valdora",
        "News; 3",
    )
    assert found["word_count"] == "4"
    assert body(article) == ["It rained all day."]


def test_a_numbered_article_without_a_known_label_is_not_lost():
    known = "1 of 2 DOCUMENTS\n\nRain\n\nBYLINE: X\n\nLENGTH: 4 words\n\nIt rained.\n\n"
    other = (
        "2 of 2 DOCUMENTS\n\nSnow\n\n" + "It snowed on the quay until the boats were white. " * 8
    )
    assert len(archive_of(known + other).documents) == 2


def test_the_paper_is_before_the_date_even_after_a_blank_line():
    (article,) = archive_of(
        "Rain\n\nThe Harbour Courier\n\nMarch 3, 2020 Tuesday\n\nSection: NEWS\n\nLength: 4 words"
        "\n\nBody\n\nIt rained.\n\nClassification\n\nThe court sorts its cases by rain.\n\n"
        "Load-Date: March 3, 2020\n\nEnd of Document\n"
    ).documents
    assert (fields(article)["title"], fields(article)["source"]) == ("Rain", "The Harbour Courier")
    assert body(article) == ["It rained.", "Classification", "The court sorts its cases by rain."]


# --- Factiva -------------------------------------------------------------------------------------


def test_factiva_codes_become_fields_and_their_two_body_fields_the_body():
    first, second = load("factiva-codes.txt").documents
    assert fields(first)["title"] == "Council votes to close the old bridge"
    assert fields(first)["time_published"] == "09:15"
    assert fields(first)["NS"] == "gcat : Political and General News"
    assert " ".join(body(first)) == (
        "The council voted on Tuesday night to close the old bridge for six months. Engineers had "
        "found cracks in two of its piers. After two hours of debate the vote was nine to four. "
        '"We had no choice," said the mayor. Boats may still pass.'
    )
    assert fields(second)["title"] == "3 March 2020: a day of rain"
    assert fields(second)["date_published"] == "4 March 2020"
    assert body(second) == ["It rained all day.", "And all night, too."]


def test_codes_without_a_headline_are_no_factiva_export():
    text = "WC  4\nPD  3 March 2020\nSN  Courier\nBY  HD\n\nIt rained."
    assert [document.text for document in archive_of(text).documents] == [text]


def test_factiva_counts_are_checked_against_the_search_summary():
    assert load("factiva-codes.txt").warnings == ("archive-count:2 of 3",)
    assert load("factiva-display.txt").warnings == ()


def test_factiva_without_codes_is_read_by_the_place_of_its_lines():
    first, second = load("factiva-display.txt").documents
    assert fields(first) == {
        "title": "Council votes to close the old bridge",
        "authors": "By Ines Valdora",
        "word_count": "61 words",
        "date_published": "3 March 2020",
        "time_published": "09:15",
        "source": "The Harbour Courier",
        "SC": "HARCOU",
        "PG": "3",
        "language": "English",
        "copyright": "Copyright 2020 Harbour Courier Company. All Rights Reserved.",
        "AN": "Document HARCOU0020200303eg3300001",
    }
    assert body(second) == ["It rained all day."]


def test_factiva_shows_sections_above_the_headline_and_speaks_other_languages():
    (article,) = archive_of(
        "Wirtschaft\nDer Regen fällt auf Halvren\nVon Ines Valdora\n340 Wörter\n3. März 2020\n"
        "Der Hafenbote\nHAFBOT\nErste\n17\nDeutsch\n(c) 2020 Hafenbote.\n\nEs regnete.\n\n"
        "Dokument HAFBOT0020200303eg3300001\n"
    ).documents
    found = fields(article)
    assert (found["section"], found["title"]) == ("Wirtschaft", "Der Regen fällt auf Halvren")
    assert (found["SC"], found["ED"], found["PG"]) == ("HAFBOT", "Erste", "17")
    assert found["language"] == "Deutsch"
    assert body(article) == ["Es regnete."]


def test_a_factiva_headline_without_a_byline_is_not_a_byline():
    (article,) = archive_of(
        "Market moves to the square after the long winter\n340 words\n3 March 2020\n"
        "The Harbour Courier\n\nIt moved.\n\nDocument HARCOU0020200303eg3300001\n"
    ).documents
    assert fields(article)["title"] == "Market moves to the square after the long winter"
    assert "authors" not in fields(article)


def test_a_factiva_date_may_be_written_in_chinese():
    (article,) = archive_of(
        "雨落在码头\n\n305 字\n2026 年 1 月 3 日\n海港日报\nHAIGRB\n中文\n\n"
        "雨下了一整天。\n\n文件 HAIGRB0020260103em130000b\n"
    ).documents
    found = fields(article)
    assert (found["date_published"], found["source"]) == ("2026 年 1 月 3 日", "海港日报")


# --- ProQuest ------------------------------------------------------------------------------------


def test_proquest_labels_may_be_above_their_values():
    (article,) = archive_of(
        "____________________\nRain: [Final Edition]\n"
        "Valdora, Ines. The Harbour Courier; Halvren [Halvren]. 3 Mar 2020: A1.\n\n"
        "Abstract\nIt rained on the quay.\nFull Text\nIt rained all day.\n\nIt stopped.\n"
        "Details\n"
        "Subject\nRain;\nQuays\nPublication title\nThe Harbour Courier\n"
        "Publication date\nMar 3, 2020\nProQuest document ID\n1000001\n____________________\n"
    ).documents
    found = fields(article)
    assert found["abstract"] == "It rained on the quay."
    assert (found["Subject terms"], found["source"]) == ("Rain; Quays", "The Harbour Courier")
    assert body(article)[:2] == ["It rained all day.", "It stopped."]


def test_a_sentence_of_the_story_with_a_label_is_not_its_end():
    (article,) = archive_of(
        "____________________\nRain\n\nAuthor: Valdora, Ines\n\n"
        "Full text: It rained all day.\n\n"
        "Title: A History of Rain is on sale at the museum, the mayor said.\n\nIt stopped.\n\n"
        "Subject: Rain\n\nPublication title: The Harbour Courier\n____________________\n"
    ).documents
    assert body(article)[1].startswith("Title: A History of Rain")
    assert body(article)[2] == "It stopped."
    assert fields(article)["Subject terms"] == "Rain"


def test_a_single_proquest_record_needs_no_rules_and_its_citation_names_the_author():
    (article,) = archive_of(
        "Rain: [Final Edition]\n\nValdora, Ines. The Harbour Courier; Halvren [Halvren]. "
        "3 Mar 2020: A1.\n\nProQuest document link\n\nFULL TEXT\nIt rained.\n\nDETAILS\n\n"
        "Publication title:      The Harbour Courier\n\nPublication date:      Mar 3, 2020\n"
    ).documents
    found = fields(article)
    assert (found["title"], found["authors"]) == ("Rain", "Valdora, Ines")
    assert found["Publication info"] == "The Harbour Courier; Halvren [Halvren]. 3 Mar 2020: A1."
    reading = read_text(article)
    assert "It rained." in {reading.blocks[index].text for index in declared_body(reading)}


def test_proquest_records_are_between_rules_even_with_a_rule_in_the_body():
    first, second = load("proquest.txt").documents
    assert fields(first)["title"] == "Council votes to close the old bridge"
    assert fields(first)["date_published"] == "Mar 3, 2020"
    assert fields(first)["abstract"].startswith("The council voted to close the bridge.")
    assert fields(first)["Source type"] == "Newspapers"
    assert body(first)[0].startswith("The council voted on Tuesday")
    assert body(first)[-1] == '"We had no choice," said the mayor. Boats may still pass.'
    assert fields(second)["title"] == "Rain"
    assert body(second) == ["It rained all day."]


def test_proquest_names_the_record_that_was_an_error_page():
    assert load("proquest.txt").warnings == ("archive-missing:2",)


# --- labelled articles -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "below"),
    [("=" * 40 + "\n", "=" * 40 + "\n"), ("", ""), ("Record: {n}\n", ""), ("-----\n\n", "")],
)
def test_articles_that_open_with_the_same_labels_come_apart(above, below):
    form_of_one = above + "Title: Rain {n}\nDate: 2020-03-0{n}\n" + below + "\nIt rained.\n\n"
    archive = archive_of("".join(form_of_one.format(n=n) for n in (1, 2, 3)))
    assert archive.kind == "labelled"
    heads = [{h.name: h.value for h in read_text(d).head.headers} for d in archive.documents]
    assert [head["Title"] for head in heads] == ["Rain 1", "Rain 2", "Rain 3"]


def test_a_counter_above_the_labels_names_what_is_missing():
    text = "".join(
        f"Record: {n} of 4\nTitle: Rain {n}\nURL: https://courier.example/{n}\n\nIt rained.\n\n"
        for n in (1, 2, 4)
    )
    assert archive_of(text).warnings == ("archive-missing:3",)


@pytest.mark.parametrize(
    "text",
    [
        "From: Ana\nSubject: Rain\nDate: 1\n\nYes.\n\nFrom: Tom\nSubject: Rain\nDate: 2\n\nNo.",
        "Title: Rain\nURL: https://courier.example/1\n\nTitle: a word he hates.\n\nIt rained.",
        "From Monday the buses take the quay.\n\nFrom Tuesday they don't.",
    ],
)
def test_a_thread_of_mails_or_a_word_that_comes_again_is_one_article(text):
    assert archive_of(text).kind == ""


# --- --split-on ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "text", "pieces"),
    [
        (r"^#{5,}$", "one\n#####\ntwo\n######\n", ["one\n", "\ntwo\n"]),
        (r"\f", "one\ftwo", ["one", "two"]),
        (r"\n{3,}", "one\n\ntwo\n\n\n\nthree", ["one\n\ntwo", "three"]),
        (r"(?=^STORY )", "STORY 1\na\nSTORY 2\nb\n", ["STORY 1\na\n", "STORY 2\nb\n"]),
        (r"^-+ \d+ -+$", "-- 1 --\none\n-- 2 --\ntwo", ["\none\n", "\ntwo"]),
        (r"^x$", "one\ntwo", ["one\ntwo"]),
    ],
)
def test_any_expression_can_part_the_articles(pattern, text, pieces):
    assert [document.text for document in archive_of(text, pattern).documents] == pieces


@pytest.mark.parametrize(
    "pattern", ["(", "[a", "*", "", "x" * 501, "(a+)+$", "(ab|a)*c", r"(\w+\s?)*x", "((x+)(y+))+z"]
)
def test_an_expression_that_is_broken_or_may_take_for_ever_is_refused(pattern):
    with pytest.raises(UsageError):
        archive_of("one\ntwo", pattern)


def test_a_separator_is_found_in_long_texts_of_any_shape():
    text = "a" * 2_000_000 + "\n###\n" + "b " * 500_000
    assert len(archive_of(text, "^#+$").documents) == 2
    assert len(archive_of(" " * 300_000 + "x", r"\s+$").documents) == 1


# --- what a text that isn't an archive gives -----------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Council votes\n\nThe council voted.",
        "HD\nThe set has an HD screen.\nPD James wrote it.",
        "The clerk read 3 of 120 DOCUMENTS aloud.",
        "____\nTitle: Rain\nText",
        "The film ends with the words\nEnd of Document",
        "",
    ],
)
def test_a_text_that_is_not_an_archive_is_one_article(text):
    archive = archive_of(text)
    assert archive.kind == ""
    assert [document.text for document in archive.documents] == [text]


def test_html_is_never_taken_for_an_archive():
    document = Document("<p>1 of 2 DOCUMENTS</p>", "html", Encoding("unicode", "str"))
    assert split_archive(document).documents == (document,)


# --- vocabulary ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lexisnexis", "proquest"])
def test_each_exports_labels_catch_their_example_and_spare_the_other(name):
    labels = form(name).labels | form(name).body
    assert (label_of(RULES[name]["catch"]) or "").lower() in labels
    assert (label_of(RULES[name]["spare"]) or "").lower() not in labels


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("March 3, 2020 Tuesday", True),
        ("March 3, 2020 storm still haunts the town", False),
        ("3 March 2020", True),
        ("Tuesday, March 3, 2020", True),
        ("3. März 2020", True),
        ("2020-03-03", True),
        ("March 3, 2020 Tuesday 10:15 AM EST", True),
        ("June 5, 2014 flood", False),
        ("Rain", False),
    ],
)
def test_a_date_line_is_a_date_and_nothing_else(line, told):
    assert is_date(line) is told


def test_an_error_page_says_so_shortly():
    assert is_error(RULES["errors"]["catch"])
    assert not is_error(RULES["errors"]["spare"])


# --- what always holds ---------------------------------------------------------------------------


def assert_whole(archive: Archive, text: str) -> None:
    """Articles and what is outside them cover the file; header spans lie in their article."""
    spans = [(d.offset, d.offset + len(d.text)) for d in archive.documents] + list(archive.outside)
    assert "".join(text[a:b] for a, b in sorted(spans)) == text
    for document in archive.documents:
        assert text.startswith(document.text, document.offset)
        for header in document.headers:
            assert 0 <= header.start <= header.end <= len(document.text)
        assert [h.start for h in document.headers] == sorted(h.start for h in document.headers)
        reading = read_text(document)
        assert "".join(document.text[s.start : s.end] for s in spans_of(reading)) == document.text


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_character_of_a_fixture_is_accounted_for(path):
    text = path.read_bytes().decode()
    assert_whole(archive_of(text), text)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
@pytest.mark.parametrize("cut", [0.1, 0.35, 0.5, 0.77, 0.93])
def test_a_fixture_cut_short_is_read_as_far_as_it_goes(path, cut):
    text = path.read_bytes().decode()
    text = text[: int(len(text) * cut)]
    assert_whole(archive_of(text), text)


PIECES = st.sampled_from(
    [
        "1 of 3 DOCUMENTS",
        "2 of 3 DOCUMENTS",
        "BYLINE: X",
        "LENGTH: 4 words",
        "BODY:",
        "LOAD-DATE: x",
        "End of Document",
        "Body",
        "Classification",
        "Documents (3)",
        "1. Rain",
        "Rain",
        "March 3, 2020",
        "HD  Rain",
        "PD  March",
        "SN  Paper",
        "WC  4",
        "LP  text",
        "TD",
        "AN  Document X",
        "9 words",
        "Document HARCOU0020200304eg34",
        "_" * 30,
        "Full text: x",
        "Title: Rain",
        "Publication title: P",
        "ProQuest",
        "Document 1 of 3",
        "",
        "",
        "Copyright 2020 X",
        "503 Service Unavailable",
        "Search Summary",
        "Results Found 3",
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_any_order_of_an_exports_lines_is_read_whole(pieces):
    text = "\n".join(pieces)
    assert_whole(archive_of(text), text)


@given(st.text(max_size=200), st.text(max_size=12))
def test_any_expression_gives_articles_or_a_usage_error(text, pattern):
    try:
        archive = archive_of(text, pattern)
    except UsageError:
        return
    assert_whole(archive, text)


def test_a_declared_count_of_billions_names_what_it_can():
    record = (
        "{} of 999999999 DOCUMENTS\n\nRain\n\nBYLINE: X\n\nLENGTH: 4 words\n\nBODY:\nIt rained.\n\n"
    )
    archive = archive_of(record.format(1) + record.format(999_999_999))
    assert len(archive.missing) == 10_000
    assert len(archive.warnings) < 60


@pytest.mark.parametrize(
    "line",
    [
        "1 of 3 DOCUMENTS\n",
        "HD  a\nPD  b\nSN  c\nWC  d\n",
        "_" * 40 + "\nTitle: a\nFull text: b\n",
        "Body\nLength: 1\nByline: a\nEnd of Document\n",
        "9 words\nDocument ABCDEFGHIJKLMN\n",
        "BYLINE: a\nLENGTH: b\n1 of 2 DOCUMENTS\n",
    ],
)
def test_long_files_are_split(line):
    text = line * (200_000 // len(line))
    assert_whole(archive_of(text), text)


@pytest.mark.parametrize(
    ("words", "code"),
    [("GERMAN; DEUTSCH", "de"), ("Français", "fr"), ("简体中文", "zh"), ("First", None)],
)
def test_archives_name_the_language_in_words(words, code):
    assert language_named(words) == code


def test_the_paper_of_an_unsigned_article_is_not_an_author():
    (article,) = newstool.parse_many(
        [
            "1 van 1 DOCUMENTEN\n\nDe Halvrense Courant\n\n15 november 2024 vrijdag\n\n"
            "Veerboot stopt\n\nLENGTE: 9 woorden\n\nDe veerboot stopt in maart.\n\n"
            "LAAD-DATUM: 16 november 2024\n"
        ]
    )
    assert (article.authors, article.source) == ((), "De Halvrense Courant")
