"""What people see: cards, tables and messages, with foreign text made safe."""

import io

import pytest

from newstool.cli.cards import friendly_date, record_card
from newstool.cli.console import Talk, make_console, run_line, safe
from newstool.cli.summary_view import summary_view
from newstool.cli.tables import LABEL_STYLES, candidates_table, removed_table
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
