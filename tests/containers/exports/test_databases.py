"""Exports of library databases as text come apart into their articles, and are counted."""

from __future__ import annotations

import pytest
from growth import assert_linear
from test_archives import FIXTURES, archive_of, body, fields, load

import newstool

NAMES = ["newsbank", "westlaw", "gale", "europresse"]
STORY = [
    "The council voted on Tuesday night to close the old bridge.",
    "Engineers had found cracks in two of its piers.",
]


def test_newsbank_has_labels_or_lines_above_the_text():
    archive = load("newsbank.txt")
    first, second, third = archive.documents
    assert (archive.kind, archive.declared, archive.warnings) == ("newsbank", 3, ())
    assert fields(first)["title"] == "Council votes to close the old bridge"
    assert fields(first)["source"] == "Harbour Courier, The (Halvren, ST)"
    assert (fields(first)["authors"], fields(first)["section"]) == ("Ines Valdora", "News")
    assert body(first) == STORY
    assert fields(second)["title"] == "Market moves to the square"
    assert fields(second)["date_published"] == "March 4, 2020"
    assert body(second) == ["The market has moved to the square.", "Stalls open at seven."]
    assert fields(third)["title"] == "Rain on the quay"
    assert fields(third)["date_published"] == "March 5, 2020"
    assert fields(third)["authors"] == "By Ines Valdora"
    assert body(third) == ["It rained on the quay all day.", "Boats stayed at the mole."]


def test_westlaw_has_a_number_above_and_an_index_below():
    archive = load("westlaw.txt")
    first, second = archive.documents
    assert archive.kind == "westlaw"
    assert fields(first)["title"] == "Council votes to close the old bridge"
    assert fields(first)["authors"] == "INES VALDORA"
    assert fields(first)["source"] == "Harbour Courier (Halvren, ST)"
    assert fields(first)["copyright"] == "Copyright © 2020 Harbour Courier Company"
    assert fields(first)["language"] == "EN"
    assert body(first) == STORY
    assert fields(second)["title"] == "Rain on the quay"
    assert "authors" not in fields(second)
    assert body(second) == ["It rained on the quay all day."]


def test_gale_has_its_title_above_the_labels():
    archive = load("gale.txt")
    first, second = archive.documents
    assert archive.kind == "gale"
    assert fields(first)["title"] == "Council votes to close the old bridge"
    assert (fields(first)["authors"], fields(first)["source"]) == (
        "Ines Valdora",
        "The Harbour Courier",
    )
    assert fields(first)["copyright"] == "COPYRIGHT 2020 Harbour Courier Company"
    assert body(first) == STORY
    assert body(second) == ["It rained on the quay all day."]


def test_europresse_has_paper_and_day_above_the_headline():
    archive = load("europresse.txt")
    first, second = archive.documents
    assert (archive.kind, archive.declared, archive.warnings) == ("europresse", 2, ())
    assert fields(first)["title"] == "Le vieux pont ferme"
    assert fields(first)["authors"] == "Inès Valdora et Tomas Okafor"
    assert (fields(first)["source"], fields(first)["section"]) == ("Le Phare de Brisac", "Culture")
    assert body(first)[:2] == [
        "Le conseil a voté la fermeture du vieux pont pour six mois.",
        "Deux piles sont fissurées. Les bateaux passent encore.",
    ]
    assert fields(second)["source"] == "La Rade (site web)"
    assert "authors" not in fields(second)


@pytest.mark.parametrize("name", NAMES)
def test_each_article_is_a_record_with_its_day(name):
    (article,) = newstool.parse_many([load(f"{name}.txt").documents[0].text.encode()])
    assert str(article.date_published) == "2020-03-03"
    assert len(article.body) == 2
    assert article.input.container == name


@pytest.mark.parametrize("name", NAMES)
def test_an_export_that_breaks_off_gives_the_articles_before(name):
    whole = load(f"{name}.txt")
    text = whole.documents[0].text + "\n\n" + whole.documents[1].text[:60]
    found = archive_of(text)
    assert body(found.documents[0]) == body(whole.documents[0])
    assert fields(found.documents[0])["title"] == fields(whole.documents[0])["title"]


@pytest.mark.parametrize(
    ("name", "old", "new", "warnings"),
    [
        ("newsbank", "bridge (3)", "bridge (30)", ()),  # each record's own count comes after it
        ("newsbank", "3 of 3", "3 of 5", ("archive-missing:4-5",)),
        (
            "westlaw",
            "3/3/20 Harb. Courier A1",
            "List of 7 results for bridge\n\n3/3/20 Harb. Courier A1",
            ("archive-count:2 of 7",),
        ),
        ("europresse", "2 documents", "9000000 documents", ("archive-count:2 of 9000000",)),
    ],
)
def test_a_count_that_lies_is_said(name, old, new, warnings):
    text = (FIXTURES / f"{name}.txt").read_text("utf-8").replace(old, new)
    archive = archive_of(text)
    assert archive.warnings[:1] == warnings[:1]
    assert len(archive.documents) == len(load(f"{name}.txt").documents)


def test_an_article_without_a_text_is_one_result_and_the_others_go_on():
    text = (FIXTURES / "gale.txt").read_text("utf-8").replace("It rained on the quay all day.", "")
    first, second = newstool.parse_many([text.encode()])
    assert first.body[0].text == STORY[0]
    assert isinstance(second, newstool.Failure) or second.text == ""


@pytest.mark.parametrize(
    "text",
    [
        "The clerk wrote the Record Number: 1234567 on the door.",
        "Record Number: 1234567\n\nIt rained.",
        "Rain\nMarch 3, 2020\n\nSection: NEWS\n\nA case (2020 WLNR 123) is open.\n",
        "The bridge, 2020 WLNR 1234567, is closed.\n\nEnd of Document\n",
        "GALE|A123456789 warnings were given on Monday.",
        "Le pont · une histoire • p. 4\n\nIl pleut.",
        "",
    ],
)
def test_another_text_is_one_article(text):
    assert archive_of(text).kind == ""


@pytest.mark.parametrize(
    "piece",
    [
        "Record Number: 0FA1234567890\n",
        "Title: a\nDate: b\nRecord Number: 0FA1234567890\n(c)\n",
        "a WLNR b\nEnd of Document\n",
        "GALE|\nGale Document Number: GALE|A1\n",
        "2020 WLNR 1\nMarch 3, 2020\nLanguage: EN\nEnd of Document\n",
        "news·20200303·PB·000123\n",
        "mardi 3 mars 2020 • p. 4\nnews·20200303·PB·000123\n",
        "(c) ·\n",
    ],
)
def test_thousands_of_torn_records_take_no_longer_than_their_number(piece):
    assert_linear(archive_of, lambda number: "ecord · WLNR GALE|\n" + piece * number, 1600)
