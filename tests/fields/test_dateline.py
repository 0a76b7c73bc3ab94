"""Datelines in the forms that agencies and papers use."""

from __future__ import annotations

import pytest
from conftest import labelled_page
from hypothesis import given
from hypothesis import strategies as st

import newstool
from newstool.fields.dateline import parse_dateline, read_dateline
from newstool.model.article import (
    Block,
    BlockKind,
    Document,
    Encoding,
    Head,
    Label,
    LabelledBlock,
    Reading,
)
from newstool.vocabulary.names import load_entries


@pytest.mark.parametrize(
    ("marked", "place", "agency", "date"),
    [
        ("LONDON, March 3 (Reuters) -| Rain fell.", "London", "Reuters", None),
        ("BEIJING, July 25 (Xinhua) --| Rain.", "Beijing", "Xinhua", None),
        ("WASHINGTON (AP) —| Rain fell.", "Washington", "AP", None),
        ("TARROW, Ore. –| Rain fell.", "Tarrow, Ore.", None, None),
        ("TARROW, Texas —| Rain fell.", "Tarrow, Texas", None, None),
        ("JAKARTA, Indonesia (AP) —| Rain.", "Jakarta, Indonesia", "AP", None),
        ("Berlin (dpa) -| Es regnet.", "Berlin", "dpa", None),
        ("Frankfurt/Main (dpa) -| Es regnet.", "Frankfurt/Main", "dpa", None),
        ("PARIS, 3 mars (AFP) -| Il pleut.", "Paris", "AFP", None),
        ("МОСКВА, 3 марта. /ТАСС/.| Дождь.", "Москва", "TASS", None),
        ("МОСКВА, 3 мар — РИА Новости.| Дождь.", "Москва", "RIA Novosti", None),
        ("القاهرة 25 يوليو (رويترز) -| مطر", "القاهرة", "Reuters", None),
        ("(ANSA) - ROMA, 25 LUG -| Piove.", "Roma", "ANSA", None),
        ("Madrid, 25 jul (EFE).-| Llueve.", "Madrid", "EFE", None),
        ("Kiel (Allemagne), 25 juil 2023 (AFP) -| Pluie.", "Kiel (Allemagne)", "AFP", "2023-07-25"),
        ("新华社北京7月25日电|（记者 张小雨）雨", "北京", "Xinhua", None),
        ("（中央社記者王小明台北25日電）|雨", "台北", "CNA", None),
        ("(서울=연합뉴스)| 김하늘 기자 = 비", "서울", "Yonhap", None),
        ("【ロンドン時事】|雨が降った。", "ロンドン", "Jiji", None),
        ("［東京　２５日　ロイター］ -| 雨", "東京", "Reuters", None),
        ("NEW YORK--(BUSINESS WIRE)--|Rain.", "New York", "Business Wire", None),
        ("DALLAS, March 3, 2023 /PRNewswire/ --| Rain.", "Dallas", "PR Newswire", "2023-03-03"),
        (
            "TORONTO / ACCESSWIRE / March 3, 2023 /| Rain.",
            "Toronto",
            "ACCESS Newswire",
            "2023-03-03",
        ),
        ("TARROW BAY, 8 October 2023 -| Rain.", "Tarrow Bay", None, "2023-10-08"),
        ("ST. PAUL, Minn. (FOX 9) -| Rain.", "St. Paul, Minn.", "FOX 9", None),
        ("Tarrow Bay, 8. Oktober 2023 –| Die", "Tarrow Bay", None, "2023-10-08"),
        ("Port Tarrow, le 8 octobre 2023 –| Le", "Port Tarrow", None, "2023-10-08"),
        ("Puerto Tarrow, 8 de octubre de 2023.-| El", "Puerto Tarrow", None, "2023-10-08"),
        ("Порт-Тарроу, 8 октября 2023 г. —| Дождь", "Порт-Тарроу", None, "2023-10-08"),
        ("塔罗港，2023年10月8日 –| 雨", "塔罗港", None, "2023-10-08"),
        ("TARROW BAY, Wales – October 8, 2023 –| R", "Tarrow Bay, Wales", None, "2023-10-08"),
        ("TARROW BAY —| A ferry sank.", "Tarrow Bay", None, None),
        ("Washington –| Es regnet.", "Washington", None, None),
        ("NEW DELHI:| Rain fell.", "New Delhi", None, None),
        ("By Ana Ruiz LONDON (Reuters) -| Rain.", "London", "Reuters", None),
    ],
)
def test_a_dateline_gives_its_place_agency_and_date(marked, place, agency, date):
    raw, _, rest = marked.partition("|")
    found = parse_dateline(raw + rest)
    assert found is not None
    assert (found.raw, found.place, found.agency, found.date) == (raw, place, agency, date)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, 3 May 1968 – 4 June 2020, painted the harbour.",
        "Thursday, 14 November 2024 – The ship sank.",
        "Rain fell on London on Monday - the third time this week.",
        "The Harbour Times (AP) reported that rain fell.",
        "BREAKING - The bridge is closed.",
        "OPINION — The bridge must go.",
        "Ana Ruiz – the mayor – resigned.",
        "Note: this page is updated hourly.",
        "In 2023 (the year of the flood) - so they say - it rained.",
        "新华社记者从会议上获悉",
        "- a list item",
        "",
    ],
)
def test_a_sentence_is_no_dateline(text):
    assert parse_dateline(text) is None


@pytest.mark.parametrize("entry", load_entries("agencies", "agency"), ids=lambda entry: entry.name)
def test_each_agency_is_known_in_its_own_form_and_spares_its_counterexample(entry):
    caught = parse_dateline(entry.catch)
    assert caught is not None
    assert caught.agency == entry.name
    spared = parse_dateline(entry.spare)
    assert spared is None or spared.agency is None


def test_an_archive_gives_the_dateline_on_a_line_of_its_own():
    article = newstool.parse(
        "1 of 1 DOCUMENTS\n\nThe Harbour Courier\n\nMarch 3, 2020\n\nBridge closes\n\n"
        "BYLINE: Ana Ruiz\n\nLENGTH: 9 words\n\nDATELINE: TARROW BAY, March 3\n\n"
        "The council voted on Tuesday to close the bridge.\n\nURL: http://courier.example/bridge\n"
    )
    assert (article.dateline.place, article.dateline.raw) == ("Tarrow Bay", "TARROW BAY, March 3")
    assert article.url == "http://courier.example/bridge"
    assert article.extra["LENGTH"] == "9 words"


def test_a_slug_that_is_no_place_spares_real_places():
    (entry,) = load_entries("places", "not_place")
    assert parse_dateline(entry.catch) is None
    assert parse_dateline(entry.spare) is not None


def labelled(*texts: str) -> tuple[Reading, tuple[LabelledBlock, ...]]:
    blocks = tuple(Block(n, BlockKind.PARAGRAPH, text) for n, text in enumerate(texts))
    document = Document("", "text", Encoding("utf-8", "utf-8"))
    items = tuple(LabelledBlock(block, Label.BODY, "test") for block in blocks)
    return Reading(document, blocks, Head()), items


def test_the_dateline_stands_at_the_head_of_the_first_paragraphs():
    found = read_dateline(labelled_page(*labelled("A standfirst.", "OSLO (NTB): Det regner.")))
    assert found is not None
    assert (found.value.agency, found.block, found.quote) == ("NTB", 1, "OSLO (NTB):")


def test_a_place_and_a_dash_deep_in_the_story_are_no_dateline():
    assert (
        read_dateline(labelled_page(*labelled("Rain.", "More rain.", "OSLO — It rained."))) is None
    )


@given(st.text(max_size=300))
def test_any_text_gives_a_dateline_that_it_opens_with_or_none(text):
    found = parse_dateline(text)
    assert found is None or text.lstrip().startswith(found.raw)
