"""Files of press releases come apart into the releases, each with its headline and minute."""

from __future__ import annotations

import pytest
from growth import assert_linear
from test_archives import archive_of, body, fields

import newstool

OTS = """
OTS0071 5 AI 0339 MAA0001                              Do, 14.Dez 2017

Fischerei/Kredit/Hafen

Hafenverband: Neue Krane erst im
Frühjahr

Utl.: Lieferung verzögert sich =

   Halvren (OTS) - Die Krane werden erst im Frühjahr geliefert.

   "Wir laden von Hand aus", sagte der Obmann.

   (Schluss)

Rückfragehinweis:
   Hafenverband Halvren
   Tel.: 0000/555 01 23
   presse@hafenverband.example

   *** OTS-ORIGINALTEXT PRESSEAUSSENDUNG UNTER AUSSCHLIESSLICHER
       INHALTLICHER VERANTWORTUNG DES AUSSENDERS ***

OTS0071    2017-12-14/10:28

141028 Dez 17




OTS0184 5 AI 0120 MAA0001                              Di, 12.Dez 2017

Seemannschor sucht zwei Bässe =

   Halvren (OTS) - Der Chor sucht zwei Bässe, eine Mütze hat er schon.

   (Schluss)

OTS0184    2017-12-12/15:46

121546 Dez 17
"""

SENT = """
14.12.2017 – 10:28

Hafenverband Halvren

Neue Krane erst im Frühjahr

Halvren (ots) - Die Krane werden erst im Frühjahr geliefert.

"Wir laden von Hand aus", sagte der Obmann.

Pressekontakt:
Hafenverband Halvren
presse@hafenverband.example

Original-Content von: Hafenverband Halvren, übermittelt durch news aktuell

POL-HAL: Zwei Boote losgemacht

12.12.2017 - 15:46 Uhr

Polizei Halvren

Halvren (ots) - Unbekannte machten zwei Boote los.

Rückfragen bitte an:
Polizei Halvren
Telefon: 0000 555 01 10

Original-Content von: Polizei Halvren, übermittelt durch news aktuell
"""


def test_each_release_of_apa_ots_has_its_headline_standfirst_and_minute():
    archive = archive_of(OTS)
    first, second = map(fields, archive.documents)
    assert archive.kind == "ots"
    assert first["title"] == "Hafenverband: Neue Krane erst im Frühjahr"
    assert first["subtitle"] == "Lieferung verzögert sich"
    assert (first["date_published"], first["time_published"]) == ("2017-12-14", "10:28")
    assert second["title"] == "Seemannschor sucht zwei Bässe"


def test_the_contact_and_the_notice_of_a_release_are_not_story():
    first, second = newstool.parse_many([OTS.encode()])
    assert first.text.split("\n\n") == [
        "Halvren (OTS) - Die Krane werden erst im Frühjahr geliefert.",
        '"Wir laden von Hand aus", sagte der Obmann.',
    ]
    assert (str(first.date_published), str(second.date_published)) == (
        "2017-12-14T10:28",
        "2017-12-12T15:46",
    )
    assert first.contacts.emails == ("presse@hafenverband.example",)
    assert (first.language, first.agency) == ("de", "ots")


def test_a_release_that_breaks_off_has_the_day_of_its_first_line():
    (first, second) = archive_of(OTS[: OTS.index("eine Mütze")]).documents
    assert fields(second)["date_published"] == "Di, 12.Dez 2017"
    assert body(second) == ["Halvren (OTS) - Der Chor sucht zwei Bässe,"]
    assert fields(first)["time_published"] == "10:28"


def test_a_release_without_text_is_one_result_and_the_next_is_read():
    empty = OTS[: OTS.index("Seemannschor")]
    first, second = newstool.parse_many([empty.encode()])
    assert isinstance(first, newstool.Article)
    assert isinstance(second, newstool.Failure)


def test_each_release_of_news_aktuell_ends_with_its_sender():
    archive = archive_of(SENT)
    first, second = map(fields, archive.documents)
    assert archive.kind == "news-aktuell"
    assert first["title"] == "Neue Krane erst im Frühjahr"
    assert first["date_published"] == "14.12.2017 – 10:28"
    assert first["source"] == "Hafenverband Halvren"
    assert second["title"] == "POL-HAL: Zwei Boote losgemacht"
    assert second["source"] == "Polizei Halvren"


def test_the_story_of_news_aktuell_begins_at_its_dateline():
    first, second = newstool.parse_many([SENT.encode()])
    assert first.text.startswith("Halvren (ots) - Die Krane")
    assert first.text.endswith("sagte der Obmann.")
    assert second.text == "Halvren (ots) - Unbekannte machten zwei Boote los."
    assert str(second.date_published) == "2017-12-12T15:46"
    assert second.source == "Polizei Halvren"


def test_a_last_release_that_breaks_off_is_read():
    archive = archive_of(SENT + "\n" + SENT[: SENT.index("Pressekontakt")])
    assert len(archive.documents) == 3
    assert fields(archive.documents[2])["title"] == "Neue Krane erst im Frühjahr"


@pytest.mark.parametrize(
    "text",
    [
        SENT[: SENT.index("POL-HAL")],  # one release is read as any text
        "The flight OTS0071 5 AI was late.",
        "Das Original kommt von: news aktuell\n\nnews aktuell",
        "",
    ],
)
def test_another_text_is_one_article(text):
    assert archive_of(text).kind == ""


@pytest.mark.parametrize(
    "piece",
    [
        "OTS0071 5 AI 0339 MAA0001 Do, 14.Dez 2017\n",
        "OTS0071    2017-12-14/10:28\n",
        "Original-Content von: a, übermittelt durch news aktuell\n",
        "a (ots) - b\nOriginal-Content von: a, übermittelt durch news aktuell\n",
        "x/" * 30 + "\n",
    ],
)
def test_thousands_of_lines_that_open_or_close_take_no_longer_than_their_number(piece):
    head = "OTS0001 5 AI 0001 X\n\nnews aktuell\n"
    assert_linear(archive_of, lambda number: head + piece * number, 3000)
