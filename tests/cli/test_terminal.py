"""What an article or a file name may send to a terminal: nothing but visible text."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.cli.terminal import printable, printable_line


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
