"""What people see: cards, tables and messages, with foreign text made safe."""

import io
import json

import pytest

from newstool.cli.cards import beginning, friendly_date, record_card
from newstool.cli.console import Talk, make_console, run_line, safe
from newstool.cli.summary_view import summary_view
from newstool.cli.tables import LABEL_STYLES, candidates_table, evidence_table, removed_table
from newstool.export.summary import Tally
from newstool.fields.candidates import CandidateReport
from newstool.model.article import BODY_LABELS, Copyright, Encoding, Found, Input, Label
from newstool.model.errors import UsageError
from newstool.page.regime import Regime
from newstool.runs.work import Considered, Span

RECORD = {
    "input": {"path": "pages/a.html", "index": 2},
    "title": "A bridge for Tarrow Bay",
    "subtitle": "Eleven years of debate",
    "authors": ["Ana Ruiz", "Tom Okafor"],
    "date_published": "2024-03-05",
    "source": "Tarrow Bay Courier",
    "site_name": "Tarrow Bay Courier",
    "language": "en",
    "word_count": 1234,
    "text": "The council met.\n\n" + "It agreed. " * 100,
    "warnings": ["date-ambiguous"],
    "evidence": {"date_published": {"ambiguous": True, "candidates": ["2024-03-05", "2024-05-03"]}},
}


def shown(renderable, width=100):
    file = io.StringIO()
    console = make_console(file)
    console.width = width
    console.print(renderable)
    return file.getvalue()


# --- cards ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "A bridge for Tarrow Bay",
        "Eleven years of debate",
        "Ana Ruiz, Tom Okafor",
        "5 March 2024 (ambiguous: it could be 2024-05-03)",
        "en · 1,234 words",
        "The council met.",
        "date-ambiguous",
        "pages/a.html #2",
    ],
)
def test_a_card_says_what_a_reader_asks_first(words):
    assert words in shown(record_card(RECORD))


def test_a_card_shows_only_the_beginning_of_a_long_text():
    assert shown(record_card(RECORD)).count("It agreed.") < 50


def test_the_source_is_said_once_when_its_names_are_the_same():
    assert shown(record_card(RECORD)).count("Tarrow Bay Courier") == 1


def test_a_record_that_knows_nothing_has_a_card_too():
    assert "(no headline)" in shown(record_card({"input": {"path": None}}))


@pytest.mark.parametrize("width", [20, 40, 200])
def test_cards_fit_any_width(width):
    lines = shown(record_card(RECORD), width).splitlines()
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("key", ["title", "subtitle", "text", "source", "byline", "section"])
def test_markup_and_control_characters_of_an_article_are_shown_not_obeyed(key):
    attack = "[/red] [bold]x[/bold] :smile: \x1b]52;c;aGk=\x07 \x9b2J \u202e"
    card = shown(record_card({**RECORD, "authors": [], key: attack}))
    assert not set(card) & set("\x1b\x07\x9b\u202e")
    if key not in ("section",):
        assert "[/red] [bold]x[/bold] :smile:" in card


@pytest.mark.parametrize(
    ("date", "spoken"),
    [
        ("2024", "2024"),
        ("2024-03", "March 2024"),
        ("2024-03-05", "5 March 2024"),
        ("2024-03-05T08:34", "5 March 2024, 08:34"),
        ("2024-03-05T08:34:10Z", "5 March 2024, 08:34:10 UTC"),
        ("2024-03-05T08:34-05:00", "5 March 2024, 08:34 UTC-05:00"),
        ("2024-99", "2024-99"),
        ("soon", "soon"),
    ],
)
def test_dates_are_spoken_with_the_precision_they_have(date, spoken):
    assert friendly_date(date) == spoken


# --- tables --------------------------------------------------------------------------------------

SPANS = (
    Span(True, "body", "judge", 0.98, 0, 10, None, "The council"),
    Span(False, "navigation", "menu", None, 10, 25, None, "[bold]Home\x1b[2J Sport"),
    Span(False, "other", "judge", 0.031, None, None, "html > body > div:nth-child(2) > p", "Ad"),
    Span(False, "other", "blank", None, 25, 30, None, "  \n"),
)


def test_the_table_of_what_went_says_label_rule_place_and_words():
    read_as = Found(Regime.STORY, "most lines are sentences", "")
    table = shown(removed_table("a.txt", SPANS, read_as))
    for words in ("removed from a.txt", "navigation", "menu", "10-25", "[bold]Home␛[2J"):
        assert words in table
    assert "div[2] > p" in table
    assert "The council" not in table
    assert "2 removed, 1 kept; read as a story: most lines are sentences" in table


def test_every_label_that_can_go_has_its_colour():
    assert set(LABEL_STYLES) == set(Label) - BODY_LABELS


def test_the_summary_says_rows_shares_dates_and_what_was_removed():
    tally = Tally(("title", "section"))
    count = tally.reader()
    count(b'{"title": "A", "date_published": "2023-01-02", "source": "[b]X", "language": "en"}')
    count(b'{"title": "B", "date_published": "2024"}')
    tally.add_removed({"navigation": 1200})
    tally.failed = 3
    table = shown(summary_view(tally))
    for words in (
        "2 rows, 3 failed",
        "1 full, 1 empty",
        "2 January 2023 to 2024",
        "1 [b]X",
        "1 en",
    ):
        assert words in table
    assert "navigation 1,200" in table


def test_a_summary_of_nothing_is_one_too():
    assert "0 rows" in shown(summary_view(Tally(("title",))))


def test_a_run_is_summed_up_in_a_line():
    assert run_line(1, 0, 0, 0.04) == "1 record, 0.0 s"
    assert run_line(1200, 2, 3, 61.25) == "1,200 records, 2 failed, 3 with warnings, 61.2 s"


# --- messages ------------------------------------------------------------------------------------


def test_a_message_names_the_program_and_stays_on_one_line(capsys):
    Talk().say("a\x1b[2Jb.html: no such file\nor so")
    assert capsys.readouterr().err == "newstool: a␛[2Jb.html: no such file or so\n"


def test_quiet_leaves_only_what_ends_the_run(capsys):
    talk = Talk(quiet=True, progress=True)
    talk.say("a.html: no such file")
    talk.advance()
    talk.fail(UsageError("nothing to read"))
    assert capsys.readouterr().err == "newstool: nothing to read\n"


def test_a_screen_that_knows_only_ascii_gets_escapes(monkeypatch):
    stderr = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stderr", stderr)
    Talk().say("Zürich.html: empty")
    assert stderr.buffer.getvalue() == b"newstool: Z\\xfcrich.html: empty\n"


def test_foreign_text_is_never_markup():
    assert safe("[red]x[/red]\n y").plain == "[red]x[/red] y"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (("Ana Ruiz", "Tom Okafor"), "Ana Ruiz, Tom Okafor"),
        (Copyright("(c) 2024 Tram Post", "Tram Post", "2024"), "Tram Post 2024"),
        (None, "-"),
        ("Harbour \x1b[31mTimes", "Harbour"),
    ],
)
def test_a_table_of_candidates_says_what_was_chosen_and_why_the_others_lost(value, words):
    reports = (
        CandidateReport(value, "byline", "By Ana", (3, 19), 2.5, 4.0, None),
        CandidateReport("Desk", "meta:author", "Desk", "meta[name]", 2.0, 2.0, "lower score"),
    )
    origin = Input(None, 0, "html", Encoding("utf-8", "utf-8"))
    text = shown(candidates_table("a.html", Considered(origin, "authors", reports)), width=140)
    assert "authors of a.html" in text
    chosen, lost = (next(line for line in text.splitlines() if w in line) for w in (words, "Desk"))
    assert all(word in chosen for word in ("byline", "3-19", "2.5", "chosen"))
    assert all(word in lost for word in ("meta:author", "meta[name]", "lower score"))
    assert "\x1b[31m" not in text


# --- more of the card ----------------------------------------------------------------------------


def test_a_card_shows_section_tags_and_how_many_headlines_it_points_to():
    more = {"section": "City", "tags": ["bridges", "trams"], "related": [{"title": "A"}] * 4}
    card = shown(record_card({**RECORD, **more}))
    for words in ("section    City", "tags       bridges, trams", "related    4 headlines"):
        assert words in card


def test_many_tags_are_cut_and_counted():
    card = shown(record_card({**RECORD, "tags": [f"tag{number}" for number in range(12)]}))
    assert "tag7, 4 more" in card
    assert "tag8" not in card


@pytest.mark.parametrize(
    ("text", "longest", "begins"),
    [
        ("The council met.", 16, "The council met."),
        ("The council met again.", 16, "The council met …"),
        ("The council met again.", 14, "The council …"),
        ("The council met again.", 12, "The council …"),
        ("議会は月曜日に橋を架けることを決めた", 6, "議会は月曜日 …"),  # no spaces to end at
        ("x" * 100, 10, "x" * 10 + " …"),
    ],
)
def test_a_preview_ends_at_a_word(text, longest, begins):
    assert beginning(text, longest) == begins


def test_of_a_long_path_a_card_shows_the_end():
    long = {"path": "archive/" * 30 + "2024/story.html", "index": 3}
    (frame, *_) = shown(record_card({**RECORD, "input": long}), 60).splitlines()
    assert "…" in frame
    assert "2024/story.html #3 ─" in frame


# --- the table of evidence -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "source", "quote", "where", "cells"),
    [
        ("title", "headline", "A  bridge", [0, 9], ("A bridge", "headline, 0-9")),
        ("authors.1", "byline", "By Tom", None, ("Tom Okafor", "byline")),
        ("credits.0", "meta:author", "Ana", "meta[name]", ("Ana Ruiz", "meta:author")),
        ("copyright", "h", "(c)", "html > body > p:nth-child(3)", ("(c) 2024", "h, body > p[3]")),
        ("dateline.date", "d", "", None, ("-", "d")),
        ("[b]", "\x1b[2J", "[red]", None, ("␛[2J", "[red]")),
    ],
)
def test_evidence_says_field_value_place_and_words(field, source, quote, where, cells):
    record = {
        "title": "A bridge",
        "authors": ["Ana Ruiz", "Tom Okafor"],
        "credits": [{"name": "Ana Ruiz", "role": "author"}],
        "copyright": {"notice": "(c) 2024 Courier"},
        "dateline": None,
        "evidence": {field: {"from": source, "quote": quote, "where": where}},
    }
    table = shown(evidence_table(record), 140)
    for cell in (field, *cells, " ".join(quote.split())):
        assert cell in table


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_tables_fit_any_width(width):
    evidence = {"title": {"from": "headline" * 9, "quote": "A bridge " * 90, "where": [0, 99999]}}
    tables = (
        evidence_table({"title": "A bridge " * 40, "evidence": evidence}),
        removed_table("a" * 300, SPANS, None),
        summary_view(busy_tally(), to="news.csv"),
        summary_view(busy_tally(), full=True),
    )
    for table in tables:
        assert max(map(len, shown(table, width).splitlines())) <= width


# --- the summary ---------------------------------------------------------------------------------


def busy_tally(columns=60, years=4):
    """Many columns filled to different degrees, dates over years, many sources."""
    names = [f"evidence.field{number}" for number in range(columns)]
    tally = Tally(names)
    count = tally.reader()
    for row in range(240):
        evidence = {f"field{number}": "x" for number in range(columns) if row % (number + 1) == 0}
        record = {
            "evidence": evidence,
            "date_published": f"{2020 + row % years}-{row % 12 + 1:02}-07",
            "source": f"The Tarrow Bay Courier, edition {row % 9}",
            "language": ("en", "de", "fr", "zh", "es", "tr")[row % 6],
            "section": f"Section {row % 7}",
        }
        count(json.dumps(record).encode())
    tally.add_removed(dict.fromkeys(sorted(map(str, set(Label) - BODY_LABELS)), 9))
    tally.failed = 3
    return tally


def test_a_summary_fits_a_screen_and_says_what_was_written_where_and_what_failed():
    summary = shown(summary_view(busy_tally(), to="news.csv", seconds=12.34), 80)
    assert len(summary.splitlines()) <= 24
    assert summary.startswith("240 rows in news.csv, 3 failed, 12.3 s\n")
    assert "60 columns: 1 full, 0 empty, 59 between" in summary
    assert "7 January 2020 to 7 December 2023" in summary
    assert "by month; most in " in summary
    assert "sources (5 more)" in summary
    assert "█ 40 en" in summary
    assert "17 other labels" in " ".join(summary.split())  # a line may end between the words


def test_a_full_summary_has_every_column():
    summary = shown(summary_view(busy_tally(), full=True), 80)
    assert all(f"evidence.field{number} " in summary for number in range(60))


@pytest.mark.parametrize(
    ("months", "periods"),
    [
        ({"2024-11": 2, "2025-01": 1}, [("2024-11", 2), ("2024-12", 0), ("2025-01", 1)]),
        ({"2024": 3, "2024-05": 1}, [("2024", 4)]),  # most name no month
        ({"2001-01": 1, "2004-07": 2}, [("2001", 1), ("2002", 0), ("2003", 0), ("2004", 2)]),
        ({"1904-01": 1, "1921-07": 2}, [("1900s", 1), ("1910s", 0), ("1920s", 2)]),
        ({"0001-01": 1, "9999-01": 1}, []),
        ({}, []),
    ],
)
def test_dates_are_counted_by_month_or_year_or_decade_as_there_is_room(months, periods):
    tally = Tally(("title",))
    tally.months.update(months)
    assert tally.periods(12) == periods


def test_a_share_that_is_not_whole_is_not_shown_as_whole():
    tally = Tally(("title",))
    count = tally.reader()
    for number in range(1000):
        count(json.dumps({"title": "A" if number else ""}).encode())
    assert "99%" in shown(summary_view(tally))
