"""RTF files are read as the text in them; exports of archives come apart."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from growth import assert_linear
from office_files import rtf, rtf_of

import newstool
from newstool.containers.office.rtf import rtf_to_text
from newstool.model.errors import LimitError

FACTIVA = (Path(__file__).parents[2] / "archives" / "factiva-display.txt").read_text("utf-8")


def text_of(body: str) -> str:
    return rtf_to_text(rtf(body)).strip("\n")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Caf\'e9 closes \endash  again", "Café closes – again"),
        (r"\u8220?Yes\u8221? she said", "“Yes” she said"),
        (r"\u8220\'93Yes", "“Yes"),  # the character for readers that don't know \u
        (r"\uc0\u8220 Yes", "“Yes"),
        (r"a \u-10179?\u-8704? b", "a 😀 b"),  # in halves
        (r"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} {\f2 \'93\'fa\'96\'7b}", "Привет 日本"),
        (r"one\par two\line three\sect four", "one\ntwo\nthree\nfour"),
        (r"a\tab b\cell c\row d", "a\tb\tc\nd"),
        (r"\{a\} \\ b\~c\_d\-e", "{a} \\ b\xa0c-de"),
        (r'{\field{\*\fldinst{HYPERLINK "http://x.example"}}{\fldrslt the link}}', "the link"),
        (r"a{\v hidden} b\v c\v0 d", "a bd"),
        (r"a{\*\unheard of}{\pict\bin3 }}}ab}{\footnote note}b", "ab"),
        ("one\r\ntwo", "onetwo"),  # line ends of the file are none of the text
        ("one\\\ntwo", "one\ntwo"),
    ],
)
def test_commands_and_characters_become_text(body, text):
    assert text_of(body) == text


def test_an_article_in_rtf_is_read():
    body = (
        r"{\b\fs36 Ferry returns to the harbour\par}By Ana Ruiz\par May 2, 2024\par\par "
        r"The ferry will return on Monday.\par\par It is blue and white.\par"
    )
    (article,) = newstool.parse_many([rtf(body)])
    assert article.title == "Ferry returns to the harbour"
    assert article.authors == ("Ana Ruiz",)
    assert article.text == "The ferry will return on Monday.\n\nIt is blue and white."
    assert article.input.container == "rtf"


def test_an_export_of_factiva_gives_what_its_text_gives():
    plain = list(newstool.parse_many([FACTIVA.encode()]))
    found = list(newstool.parse_many([rtf_of(FACTIVA)]))
    assert len(found) == len(plain) > 1
    for ours, theirs in zip(found, plain, strict=True):
        assert (ours.title, ours.text, ours.source) == (theirs.title, theirs.text, theirs.source)
        assert str(ours.date_published) == str(theirs.date_published)
    assert found[0].input.container == "rtf/factiva"


def test_an_export_that_breaks_off_gives_the_articles_before():
    whole = rtf_of(FACTIVA)
    first = next(iter(newstool.parse_many([whole])))
    found = list(newstool.parse_many([whole[: len(whole) * 9 // 10]]))
    assert found[0].text == first.text


@pytest.mark.parametrize("data", [rtf(""), rtf(r"{\pict 00ff}"), b"{\\rtf", b"{\\rtf1}}}}"])
def test_a_file_without_text_is_one_failure(data):
    (found,) = newstool.parse_many([data])
    assert isinstance(found, newstool.Failure)
    assert "no text in the RTF file" in str(found.error)


def test_groups_without_end_are_a_failure():
    with pytest.raises(LimitError, match="groups"):
        rtf_to_text(b"{\\rtf1" + b"{" * 1_000_000)


@pytest.mark.parametrize(
    "piece",
    [
        *(b"{}", b"\\'41", b"\\u", b"\\u99999999999 ", b"\\bin1", b"}", b"\\", b"\\f9 \\'e9"),
        *(b'{\\field{\\*\\fldinst{HYPERLINK "x', b"{\\fonttbl\\f1\\fcharset204 x}", b"\\-", b"x "),
    ],
)
def test_much_of_anything_takes_no_longer_than_its_length(piece):
    assert_linear(_read, lambda number: b"{\\rtf1 " + piece * number, 9_000)


def _read(data: bytes) -> None:
    with contextlib.suppress(LimitError):
        rtf_to_text(data)
