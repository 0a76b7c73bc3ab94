"""Exports of news archives in HTML: one page of many articles comes apart into all of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from growth import assert_linear
from selectolax.lexbor import LexborHTMLParser

import newstool
from benchmarks.places import Verdict, follow
from newstool.containers.exports.archives import Archive, split_archive
from newstool.containers.exports.europresse import read_line
from newstool.model.article import Document, Encoding

FIXTURES = Path(__file__).parents[2] / "archives"
ALL = [FIXTURES / f"{name}.html" for name in ("europresse", "factiva-codes", "factiva-display")]
CHAT = FIXTURES / "telegram.html"


def text_of(name: str) -> str:
    return (FIXTURES / name).read_text("utf-8")


def archive_of(text: str) -> Archive:
    return split_archive(Document(text, "html", Encoding("unicode", "str")))


def given(document: Document) -> dict[str, str]:
    return {one.field: one.value for one in document.given}


def articles_of(text: str) -> list[newstool.Article | newstool.Failure]:
    return list(newstool.parse_many([text.encode()]))


# --- Europresse ----------------------------------------------------------------------------------


def test_an_article_of_europresse_has_all_that_its_elements_say():
    archive = archive_of(text_of("europresse.html"))
    first, second = archive.documents
    assert archive.kind == "europresse"
    assert given(first) == {
        "title": "Le vieux pont ferme",
        "subtitle": "Deux piles sont fissurées",
        "byline": "Inès Valdora et Tomas Okafor",
        "source": "Le Phare de Brisac",
        "section": "Culture",
        "date_published": "mardi 3 mars 2020",
        "copyright": "© 2020 Le Phare de Brisac. Tous droits réservés.",
    }
    assert (first.id, second.id) == ("news·20200303·PB·000123", "news·20200305·RAD·000124")
    assert given(second)["date_published"] == "20200305"  # its line has no day: its number has


def test_the_story_of_europresse_is_all_of_the_body():
    first, second = articles_of(text_of("europresse.html"))
    assert [block.text for block in first.body] == [
        "Le conseil a voté la fermeture du vieux pont pour six mois.",
        "Voir le plan des travaux.",
    ]
    assert first.authors == ("Inès Valdora", "Tomas Okafor")
    assert (str(first.date_published), first.source) == ("2020-03-03", "Le Phare de Brisac")
    assert (second.title, second.text) == ("Pluie", "Il pleut.")
    assert [one.input.container for one in (first, second)] == ["europresse", "europresse"]


def test_an_export_without_article_elements_is_cut_at_the_publications():
    text = text_of("europresse.html").replace("<article>", "").replace("</article>", "")
    assert [given(one)["title"] for one in archive_of(text).documents] == [
        "Le vieux pont ferme",
        "Pluie",
    ]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("11 septembre 2024 • p. 12 • 214 mots", [("date_published", "11 septembre 2024")]),
        (
            "Le Phare, mercredi 4 septembre 2013 794 mots, p. 8",
            [("section", "Le Phare"), ("date_published", "mercredi 4 septembre 2013")],
        ),
        (
            "Monday, June 12, 2023 • p. A3 • 1,214 words",
            [("date_published", "Monday, June 12, 2023")],
        ),
        ("Le pont a été fermé", []),
    ],
)
def test_the_day_is_found_among_section_page_and_length(line, fields):
    assert [one for one in read_line(line) if one[0]] == fields


# --- Factiva -------------------------------------------------------------------------------------


def test_the_codes_of_factiva_are_fields_and_its_paragraphs_the_story():
    archive = archive_of(text_of("factiva-codes.html"))
    first, second = archive.documents
    assert (archive.kind, archive.declared, archive.warnings) == ("factiva", 2, ())
    assert given(first) == {
        "section": "News",
        "title": "Council votes to close the old bridge",
        "byline": "By Ines Valdora and Tom Okafor",
        "date_published": "3 March 2020 08:34",
        "source": "The Harbour Courier",
        "language": "English",
        "copyright": "(c) 2020 Harbour Courier Company",
    }
    assert first.id == "HARCOU0020200303eg3300001"
    one, two = articles_of(text_of("factiva-codes.html"))
    assert one.text.split("\n\n") == [
        "The council voted on Tuesday night to close the old bridge.",
        "Engineers had found cracks in two of its piers.",
        "Boats may still pass.",
    ]
    assert one.authors == ("Ines Valdora", "Tom Okafor")
    assert str(one.date_published) == "2020-03-03T08:34"
    assert (two.title, two.text) == ("Rain", "It rained all day.")
    assert given(second)["date_published"] == "4 March 2020"


def test_lines_of_factivas_display_form_are_known_by_what_they_say():
    first, second = archive_of(text_of("factiva-display.html")).documents
    assert given(first) == {
        "title": "Council votes to close the old bridge",
        "byline": "By Ines Valdora",
        "date_published": "3 March 2020",
        "source": "The Harbour Courier",
        "language": "English",
        "copyright": "Copyright 2020 Harbour Courier Company",
    }
    assert second.id == "HARCOU0020200304eg3400002"
    assert [one.text for one in articles_of(text_of("factiva-display.html"))][1] == (
        "It rained all day."
    )


def test_a_page_that_declares_more_articles_than_it_has_says_so():
    archive = archive_of(text_of("factiva-codes.html").replace("<td>2</td>", "<td>1,002</td>"))
    assert archive.warnings == ("archive-count:2 of 1002",)
    assert len(archive.documents) == 2


# --- places in the page --------------------------------------------------------------------------


def wrapped(text: str) -> str:
    """With each article of Factiva in an element of its own."""
    text = text.replace('<div class="article', '<div><hr><div class="article')
    return text.replace("</p></div>", "</p></div></div>")


PAGES = {
    **{path.stem: path.read_text("utf-8") for path in (*ALL, CHAT)},
    "cut at publications": text_of("europresse.html")
    .replace("<article>", "<div>")
    .replace("</article>", "</div>"),
    "wrapped": wrapped(text_of("factiva-display.html")),
    # The hour is in a cell of its own, and the quote has both.
    "factiva-codes": text_of("factiva-codes.html").replace("<b>ET</b>", "<b>ZZ</b>"),
    "after a comment": text_of("europresse.html").replace("<body>", "<body><!-- <article> -->"),
}


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
def test_every_place_leads_to_its_words_in_the_whole_page(text):
    for one in newstool.parse_many([text.encode()], evidence=True, blocks=True):
        assert not isinstance(one, newstool.Failure)
        followed = follow(one.to_dict(), text)
        assert [each for each in followed if each.verdict is not Verdict.HOLDS] == []
        assert {each.field for each in followed if each.kind == "evidence"} >= {"date_published"}


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
def test_every_word_of_the_page_is_in_a_block_or_outside_the_articles(text):
    shown = [
        block.text
        for one in newstool.parse_many([text.encode()], blocks=True)
        for block in one.blocks
    ]
    around = [words_in(text[start:end]) for start, end in archive_of(text).outside]
    assert letters(shown + around) == letters([words_in(text)])


def words_in(markup: str) -> str:
    return LexborHTMLParser(f"<body>{markup}").body.text()


def letters(texts: list[str]) -> Counter[str]:
    return Counter(filter(str.isalnum, "".join(texts)))


def test_what_an_element_says_of_a_field_is_labelled_by_it():
    first, _ = newstool.parse_many([text_of("europresse.html").encode()], blocks=True)
    assert [(block.label, block.text) for block in first.blocks][:3] == [
        ("source", "Le Phare de Brisac"),
        ("date", "Culture, mardi 3 mars 2020 • p. 4 • 120 mots"),
        ("title", "Le vieux pont ferme"),
    ]
    rules = {block.text: block.rule for block in first.blocks}
    assert rules["Le vieux pont ferme"] == "given-field"
    assert rules["Origine(s) :"] == "outside-the-story"


# --- any of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_page_that_breaks_off_gives_the_articles_before_the_break(path):
    text = path.read_text("utf-8")
    whole = articles_of(text)
    second = archive_of(text).outside[-1][0] - 200
    cut = articles_of(text[:second])
    assert len(cut) == len(whole) == 2
    assert (cut[0].title, cut[0].text) == (whole[0].title, whole[0].text)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_an_article_without_a_story_is_a_record_or_a_failure_and_the_others_go_on(path):
    text = path.read_text("utf-8")
    for gone in ("<p>Il pleut.</p>", "It rained all day."):
        text = text.replace(gone, "")
    first, second = articles_of(text)
    assert first.text
    assert isinstance(second, newstool.Failure) or second.text == ""


@pytest.mark.parametrize(
    "text",
    [
        "<p>1 of 2 DOCUMENTS</p>",
        "<article><h1>Rain</h1><p>It rained.</p></article><article><p>Snow</p></article>",
        '<div class="article"><p class="paragraph">Rain</p></div>',
        "<p>The class DocPublicationName is that of the paper's name.</p>",
        "",
    ],
)
def test_a_page_that_is_not_an_export_is_one_article(text):
    archive = archive_of(text)
    assert archive.kind == ""
    assert len(archive.documents) == 1


@pytest.mark.parametrize(
    "piece",
    [
        '<div class="article">articleParagraph',
        '<article><span class="DocPublicationName">titreArticleVisu',
        '<div class="article"><table><tr><td>HD<td>articleParagraph<table>',
        '<article class="DocPublicationName docOcurrContainer"><div><b><i>',
    ],
)
def test_hundreds_of_torn_articles_take_no_longer_than_their_number(piece):
    assert len(archive_of(piece * 800).documents) in (1, 800)
    assert_linear(archive_of, piece.__mul__, 800)
