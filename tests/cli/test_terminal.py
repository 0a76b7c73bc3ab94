"""What an article or a file name may send to a terminal: nothing but visible text."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.cli.terminal import (
    encoded,
    encoded_json,
    wants_color,
)
from newstool.reading.printable import printable, printable_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),  # a clipboard write
        ("\x9b2J", r"\x9b2J"),  # 8-bit 'clear the screen'
        ("\x7f", "␡"),
        ("invoice\u202efdp.exe", "invoice<U+202E>fdp.exe"),
        ("pay\u200bpal", "pay<U+200B>pal"),
        ("pay\u200dpal", "pay<U+200D>pal"),
        ("a\u2066b\u2069", "a<U+2066>b<U+2069>"),
        ("a\r\nb", "a␍\nb"),
        ("\U000e0041", "<U+E0041>"),
        ("\udc80", "<U+DC80>"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_shown_as_a_mark(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, 'quotes' and [brackets].",
        "می‌خواهم",  # Persian needs the non-joiner
        "👩‍🚀 in orbit",  # one picture out of two, by a joiner
        "क्‍ष",
        "Zürich – 東京 – Αθήνα",
        "one\ttwo\nthree",
    ],
)
def test_honest_text_of_any_script_stays_as_it_is(text):
    assert printable(text) == text


def test_a_run_of_joiners_is_shown_even_after_a_letter_that_may_take_one():
    assert printable("م\u200c\u200c") == "م\u200c<U+200C>"


def test_one_line_has_no_line_feeds():
    assert printable_line("a\n\n b\t c\u2028d") == "a b c d"


@given(st.text(alphabet=st.characters()))
def test_no_control_format_override_or_surrogate_gets_through(text):
    shown = printable(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert not any(unicodedata.category(char) == "Cs" for char in shown)
    assert printable(shown) == shown


# --- encodings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("Brücke", "latin-1", "Brücke".encode("latin-1")),
        ("„Brücke“ – so …", "latin-1", '"Brücke" - so .'.encode("latin-1")),
        ("橋 ⚠", "ascii", b"? !"),
        ("▁▄█░", "ascii", b"_-#."),
        ("橋", "utf-8", "橋".encode()),
        ("橋", "gbk", "橋".encode("gbk")),
    ],
)
def test_a_sign_that_a_screen_lacks_becomes_a_plainer_one(text, encoding, shown):
    assert encoded(text, encoding) == shown


def test_json_keeps_what_another_sign_has_the_byte_of():
    assert encoded_json('["¥"]', "shift_jis") == rb'["\u00a5"]'


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp1252", "utf-8", "shift_jis", "koi8-r"]))
def test_any_text_can_be_shown_in_any_encoding(text, encoding):
    assert encoded(printable(text), encoding).decode(encoding) is not None
    line = json.dumps([text], ensure_ascii=False).encode("utf-8", "replace").decode()
    assert json.loads(encoded_json(line, encoding).decode(encoding)) == json.loads(line)


@pytest.mark.parametrize(
    ("environment", "color", "wanted"),
    [
        ({}, "auto", False),
        ({}, "always", True),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"NO_COLOR": ""}, "always", True),
    ],
)
def test_colours_in_a_pipe_are_as_it_is_said(monkeypatch, environment, color, wanted):
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(object(), color) is wanted
