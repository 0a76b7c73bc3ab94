"""Dates as newspapers write them, to ISO 8601."""

from __future__ import annotations

from datetime import datetime

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from newstool.dates import Context, find_dates, find_relative, read_stamp, url_date
from newstool.dates.words import vocabulary

NOW = datetime(2023, 7, 26, 12, 0)


def only(text: str, **known: object) -> str | None:
    """The value of the one date in a text."""
    (found,) = find_dates(text, Context(**known))  # type: ignore[arg-type]
    return found.value


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("25 July 2023", "2023-07-25"),
        ("July 25th, 2023", "2023-07-25"),
        ("JULY 25, 2023", "2023-07-25"),
        ("the 25th of July, 2023", "2023-07-25"),
        ("Jul 25 '23", "2023-07-25"),
        ("25-Jul-23", "2023-07-25"),
        ("by Ana RuizJuly 25, 2023", "2023-07-25"),
        ("Date:25 July 2023", "2023-07-25"),
        ("Datum:25. Juli 2023", "2023-07-25"),
        ("Sept. 4, 2023", "2023-09-04"),
        ("25. Juli 2023", "2023-07-25"),
        ("1. Jänner 2023", "2023-01-01"),
        ("1er août 2023", "2023-08-01"),
        ("25 FÉVRIER 2023", "2023-02-25"),
        ("25 fevrier 2023", "2023-02-25"),
        ("25 de julio de 2023", "2023-07-25"),
        ("25 de jul. de 2023", "2023-07-25"),
        ("25 luglio 2023", "2023-07-25"),
        ("25 juli 2023", "2023-07-25"),
        ("25. kesäkuuta 2023", "2023-06-25"),
        ("25. júní 2023", "2023-06-25"),
        ("25. juuli 2023", "2023-07-25"),
        ("2023. gada 25. jūlijs", "2023-07-25"),
        ("otrdiena, 2023. gada 25. jūlijā", "2023-07-25"),
        ("25 జూలై 2023", "2023-07-25"),
        ("۳ اسد ۱۴۰۲", "2023-07-25"),
        ("3 تير 1402", "2023-06-24"),  # with the Arabic letter
        ("2023 m. liepos 25 d.", "2023-07-25"),
        ("25 lipca 2023 r.", "2023-07-25"),
        ("25. července 2023", "2023-07-25"),
        ("25. srpnja 2023.", "2023-07-25"),
        ("25 июля 2023 г.", "2023-07-25"),
        ("25 липня 2023", "2023-07-25"),
        ("25 юли 2023", "2023-07-25"),
        ("25 iulie 2023", "2023-07-25"),
        ("2023. július 25.", "2023-07-25"),
        ("25 Ιουλίου 2023", "2023-07-25"),
        ("ΙΟΥΛΙΟΥ 25, 2023", "2023-07-25"),
        ("25 Temmuz 2023", "2023-07-25"),
        ("5 KASIM 2023", "2023-11-05"),
        ("25 d’agost de 2023", "2023-08-25"),
        ("2023ko uztailaren 25a", "2023-07-25"),
        ("25 يوليو 2023", "2023-07-25"),
        ("25 كانون الثاني 2023", "2023-01-25"),
        ("24 نيسان / أبريل 2020", "2020-04-24"),
        ("٢٥ يوليو ٢٠٢٣", "2023-07-25"),
        ("25 ביולי 2023", "2023-07-25"),
        ("25 जुलाई 2023", "2023-07-25"),
        ("२५ जुलै २०२३", "2023-07-25"),
        ("25 Juli 2023", "2023-07-25"),
        ("ngày 25 tháng 7 năm 2023", "2023-07-25"),
        ("25 กรกฎาคม 2566", "2023-07-25"),
        ("25 ก.ค. 66", "2023-07-25"),
        ("2023年7月25日", "2023-07-25"),
        ("二〇二三年七月二十五日", "2023-07-25"),
        ("二○二三年七月二十五日", "2023-07-25"),
        ("民國112年7月25日", "2023-07-25"),
        ("112年7月25日", "2023-07-25"),  # Taiwan's year needs no name
        ("112-07-25", "2023-07-25"),
        ("25 ጁላይ 2023", "2023-07-25"),
        ("ថ្ងៃទី២៥ ខែកក្កដា ឆ្នាំ២០២៣", "2023-07-25"),
        ("25 เดือนกรกฎาคม พ.ศ. 2566", "2023-07-25"),
        ("2023 оны 07-р сарын 25", "2023-07-25"),
        ("2023 жылғы 25 шілде", "2023-07-25"),
        ("令和5年7月25日", "2023-07-25"),
        ("2023년 7월 25일", "2023-07-25"),
        ("۳ مرداد ۱۴۰۲", "2023-07-25"),
        ("۱۴۰۲/۰۵/۰۳", "2023-07-25"),
    ],
)
def test_a_day_is_read_in_the_languages_and_calendars_news_is_written_in(
    written: str, iso: str
) -> None:
    assert only(written) == iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("July 2023", "2023-07"),
        ("2023年7月", "2023-07"),
        ("25 July 2023, 8 p.m.", "2023-07-25T20"),
        ("25 July 2023 08:34", "2023-07-25T08:34"),
        ("25 July 2023 08:34:12", "2023-07-25T08:34:12"),
        ("2023-07-25T08:34:12.500+08:00", "2023-07-25T08:34:12.500+08:00"),
    ],
)
def test_a_date_keeps_the_precision_it_was_written_with(written: str, iso: str) -> None:
    assert only(written) == iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("25.07.2023 um 8.34 Uhr", "2023-07-25T08:34"),
        ("25.07.2023, 20 Uhr", "2023-07-25T20"),
        ("Le 25/07/2023 à 8h30", "2023-07-25T08:30"),
        ("25 de julio de 2023 a las 8:34 p. m.", "2023-07-25T20:34"),
        ("25 juli 2023 om 20u30", "2023-07-25T20:30"),
        ("25.7.2023 klo 8.34", "2023-07-25T08:34"),
        ("2023年7月25日 下午3:05", "2023-07-25T15:05"),
        ("2023年7月25日(火) 8時34分", "2023-07-25T08:34"),
        ("2023년 7월 25일 오후 3시 5분", "2023-07-25T15:05"),
        ("25 ก.ค. 2566 14:30 น.", "2023-07-25T14:30"),
        ("8:34 a.m., Tuesday 25 July 2023", "2023-07-25T08:34"),
        ("July 25, 2023 12:00 a.m.", "2023-07-25T00:00"),
        ("25.07.2023 r., godz. 8:34", "2023-07-25T08:34"),
        ("8:34 ngày 25/07/2023", "2023-07-25T08:34"),
        ("25.jul.2023 (terça-feira) - 14h20", "2023-07-25T14:20"),
        ("25 iyul 2023-yil, 8:34", "2023-07-25T08:34"),
        ("২৫ জুলাই ২০২৩, ০২:২০ পিএম", "2023-07-25T14:20"),
        ("২৫ জুলাই ২০২৩, রাত ৯:১২", "2023-07-25T21:12"),
        ("২৫ জুলাই ২০২৩, রাত ২:১২", "2023-07-25T02:12"),
        ("25 जुलाई 2023, अपराह्न 2:20 बजे", "2023-07-25T14:20"),
        ("25 ஜூலை 2023, 2:20 பிற்பகல்", "2023-07-25T14:20"),
        ("July 25, 2023: 8:34 AM", "2023-07-25T08:34"),
        ("25 July 2023: 12 people were hurt", "2023-07-25"),
        ("25 July 2023, 1.4 million people", "2023-07-25"),
    ],
)
def test_the_time_of_day_is_read_next_to_its_date(written: str, iso: str) -> None:
    assert only(written) == iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("25 July 2023 08:34 GMT", "2023-07-25T08:34Z"),
        ("25 July 2023 08:34 UTC+8", "2023-07-25T08:34+08:00"),
        ("25.07.2023 08:34 MESZ", "2023-07-25T08:34+02:00"),
        ("25 июля 2023 г. в 14:30 МСК", "2023-07-25T14:30+03:00"),
        ("July 25, 2023 8:34 pm ET", "2023-07-25T20:34-04:00"),  # summer
        ("January 25, 2023 8:34 pm ET", "2023-01-25T20:34-05:00"),  # winter
        ("25 July 2023 08:34 IST", "2023-07-25T08:34"),  # India, Ireland or Israel
        ("Tue Jul 25 2023 08:34:00 GMT+0200 (CEST)", "2023-07-25T08:34:00+02:00"),
        ("Tue Jul 25 08:34:00 EST 2023", "2023-07-25T08:34:00-05:00"),
    ],
)
def test_a_zone_is_given_only_where_its_name_has_one_meaning(written: str, iso: str) -> None:
    assert only(written) == iso


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2023",
        "0551-65179860-203",
        "192.168.1.1",
        "between 1999-2023",
        "The iPhone 11 Pro may sell 16 million",
        "Gulf 20 may not come",
        "a score of 3-2",
        "version 10.4.132",
        "Version 2.7.13",
        "v2.7.13",
    ],
)
def test_numbers_that_are_not_a_date_give_none(text: str) -> None:
    assert find_dates(text) == ()


def test_an_everyday_word_after_a_date_is_not_a_weekday() -> None:
    (bare,) = find_dates("25.07.2023 - Die Brücke ist offen")
    (named,) = find_dates("Die., 25.07.2023")
    assert (bare.quote, named.quote) == ("25.07.2023", "Die., 25.07.2023")


def test_a_line_with_two_dates_gives_both_with_their_own_words() -> None:
    line = "Published 25 July 2023 08:34 | Updated Tuesday, 26 July 2023"
    first, second = find_dates(line)
    assert (first.value, first.quote) == ("2023-07-25T08:34", "25 July 2023 08:34")
    assert (second.value, second.quote) == ("2023-07-26", "Tuesday, 26 July 2023")
    assert line[second.start : second.end] == second.quote


def test_each_of_two_dates_has_the_hour_written_before_it() -> None:
    line = "UPDATED: 14:32, 7 March 2024 PUBLISHED: 07:12, 5 March 2024"
    assert [date.value for date in find_dates(line)] == ["2024-03-07T14:32", "2024-03-05T07:12"]


def test_every_month_of_thirty_languages_and_more_is_known() -> None:
    words = vocabulary()
    assert len(words.months) > 1000
    for word, month in words.months.items():
        assert only(f"12 {word} 2023") == f"2023-{month:02}-12", word


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2 hours ago", "2023-07-26T10:00"),
        ("vor 2 Stunden", "2023-07-26T10:00"),
        ("vor einer Stunde", "2023-07-26T11:00"),
        ("il y a 3 jours", "2023-07-23"),
        ("hace 2 horas", "2023-07-26T10:00"),
        ("há 2 horas", "2023-07-26T10:00"),
        ("2 часа назад", "2023-07-26T10:00"),
        ("3小时前发布", "2023-07-26T09:00"),
        ("3時間前", "2023-07-26T09:00"),
        ("2시간 전", "2023-07-26T10:00"),
        ("منذ 3 ساعات", "2023-07-26T09:00"),
        ("yesterday at 18:05", "2023-07-25T18:05"),
        ("gestern, 18:05", "2023-07-25T18:05"),
    ],
)
def test_a_relative_date_needs_to_know_the_present(written: str, iso: str) -> None:
    known = find_relative(written, Context(now=NOW))
    unknown = find_relative(written)
    assert known is not None and known.value == iso
    assert unknown is not None and unknown.value is None and unknown.problem == "relative"
    assert unknown.quote in written


@pytest.mark.parametrize(
    "written",
    [
        "Published yesterday at 18:05",
        "By Ana Ruiz, yesterday at 18:05",
        "Veröffentlicht gestern um 18:05 Uhr",
        "Publié hier à 18h05",
        "Publicado ayer a las 18:05",
        "Publicado ontem às 18h05",
        "Pubblicato ieri alle 18:05",
        "Gisteren om 18:05 gepubliceerd",
        "Opublikowano wczoraj o 18:05",
        "Publicerad i går kl. 18:05",
        "Опубликовано вчера в 18:05",
        "发布于昨天 18:05",
    ],
)
def test_a_label_before_yesterday_is_read_over(written: str) -> None:
    found = find_relative(written, Context(now=NOW))
    assert found is not None
    assert found.value == "2023-07-25T18:05"


def test_yesterday_inside_a_sentence_is_an_event() -> None:
    assert find_relative("She said yesterday that it was over") is None


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2023-07-25T08:34:00Z", "2023-07-25T08:34:00Z"),
        ("2023-07-25 08:34:00 +0800", "2023-07-25T08:34:00+08:00"),
        ("2023-07-25T8:34", "2023-07-25T08:34"),
        ("2023-07-25T08:34:0Z", "2023-07-25T08:34:00Z"),
        ("2023-07-25T08:34:00-04:00[America/New_York]", "2023-07-25T08:34:00-04:00"),
        ("20230725", "2023-07-25"),
        ("2023-07", "2023-07"),
        ("1690274040", "2023-07-25T08:34:00Z"),
        (1690274040000, "2023-07-25T08:34:00Z"),
        ("Tue, 25 Jul 2023 08:34:00 +0000", "2023-07-25T08:34:00+00:00"),
        ("Sat, 19 Oct 2019 00:04:00 +0200", "2019-10-19T00:04:00+02:00"),
        ("7/25/2023 8:34:00 AM", "2023-07-25T08:34:00"),
    ],
)
def test_stamps_of_machines_are_read_with_the_slips_of_the_wild(value: object, iso: str) -> None:
    found = read_stamp(value)
    assert found is not None and found.value == iso


@pytest.mark.parametrize(
    "value", [None, True, [], {}, "", "0000-00-00", 1e18, float("nan"), "soon", "\x00\ud800"]
)
def test_a_stamp_of_any_other_kind_gives_none(value: object) -> None:
    assert read_stamp(value) is None


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://example.org/2023/07/25/bridge", "2023-07-25"),
        ("https://example.org/2023/07/bridge", "2023-07"),
        ("https://example.org/bridge-20230725-b", "2023-07-25"),
        ("https://example.org/n1/2023/0725/c12.html", "2023-07-25"),
        ("https://example.org/world/2023/jul/25/bridge", "2023-07-25"),
        ("https://example.org/notices/25-07-2023", "2023-07-25"),
        ("https://example.org/2023/07/10-things-to-see", "2023-07"),  # a slug, not a day
    ],
)
def test_a_url_gives_as_much_of_the_day_as_it_has(url: str, iso: str) -> None:
    found = url_date(url)
    assert found is not None and found.value == iso


@pytest.mark.parametrize(
    "url",
    ["https://example.org/20230725123/", "https://example.org/a?d=2023-07-25", "", "/news/2023/a"],
)
def test_a_number_in_a_url_is_not_a_day(url: str) -> None:
    assert url_date(url) is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error_and_quotes_are_in_it(text: str) -> None:
    for found in (*find_dates(text, Context(now=NOW)), find_relative(text, Context(now=NOW))):
        if found is not None:
            assert text[found.start : found.end] == found.quote
    read_stamp(text)
    url_date(text)


DATE_PIECES = st.sampled_from(
    "25 7 2023 23 1402 2566 July juillet mar. 月 年 日 - / . : , T Z + ' h Uhr 下午 ago".split()
)


@given(st.lists(DATE_PIECES, max_size=25), st.sampled_from(["", " "]))
def test_any_heap_of_date_pieces_is_read_without_an_error(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    for found in find_dates(text, Context(now=NOW, strict=True, language="fa")):
        assert found.value is None or found.value.to_datetime()
        assert text[found.start : found.end] == found.quote
    read_stamp(text)
    find_relative(text, Context(now=NOW))


@pytest.mark.parametrize(
    "piece", ["25/07/2023 ", "1-", "25 ", "July ", "年7月", "8:3", "25 tháng ", "' ", "2023-07-25T"]
)
def test_a_flood_of_date_like_strings_takes_linear_time(piece: str) -> None:
    assert_linear(find_dates, piece.__mul__, 16_000)
