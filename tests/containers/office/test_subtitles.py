"""Subtitles are read as the words of their cues; texts that mention an arrow are left alone."""

from __future__ import annotations

import io
import zipfile

import pytest
from growth import assert_linear

import newstool
from newstool.containers.kinds import tell
from newstool.containers.office.subtitles import subtitles_to_text

SUBRIP = """1
00:00:01,000 --> 00:00:04,500
<i>The ferry will return</i>

2
00:00:04,600 --> 00:00:07,000
to the harbour on Monday.

3
00:00:08,000 --> 00:00:10,000
{\\an8}The captain says it is blue &amp; white.
"""
WEBVTT = """WEBVTT - A ferry returns

STYLE
::cue { color: blue }

NOTE written by hand

first
00:01.000 --> 00:04.500 align:start
<v Ana Ruiz>The ferry will return

NOTE the second one

00:04.600 --> 00:07.000
<00:04.700>to the harbour <c.blue>on Monday.</c>

00:08.000 --> 00:10.000
The captain says it is blue &amp; white.
"""
WORDS = "The ferry will return to the harbour on Monday.\n\nThe captain says it is blue & white."


@pytest.mark.parametrize("text", [SUBRIP, WEBVTT, SUBRIP.replace("\n", "\r\n"), "\ufeff" + WEBVTT])
def test_the_words_of_cues_are_sentences(text):
    for data in (text.encode(), text.encode("utf-16")):
        (article,) = newstool.parse_many([data])
        assert article.text == WORDS
        assert article.input.container == "subtitles"


def test_a_line_that_is_shown_again_is_read_once():
    cue = "00:0{}.000 --> 00:0{}.900\n"
    lines = ("the ferry", "the ferry\nreturns", "returns\non Monday")
    cues = [cue.format(n, n) + line for n, line in enumerate(lines)]
    assert subtitles_to_text("WEBVTT\n\n" + "\n\n".join(cues)) == "the ferry returns on Monday"


def test_chinese_lines_join_without_a_space():
    text = SUBRIP.replace("<i>The ferry will return</i>", "渡轮将于").replace(
        "to the harbour on Monday.", "周一返回港口。"
    )
    assert subtitles_to_text(text).startswith("渡轮将于周一返回港口。\n\n")


@pytest.mark.parametrize(
    "text",
    [
        "1\nThe ferry returns\n\nIt goes 00:00:01,000 --> 00:00:04,500, the log said.",
        "WEBVTT is a format\n\nIts cues have lines as 00:01 --> 00:04, and no more.",
        "<p>00:00:01,000 --> 00:00:04,500</p>",
        "00:00:01,000 --> 00:00:04,500 is how a cue begins. The ferry returns.",
    ],
)
def test_a_text_that_mentions_times_is_none(text):
    assert tell(text.encode()) is None


def test_a_file_that_breaks_off_gives_the_words_before():
    (article,) = newstool.parse_many([SUBRIP[:150].encode()])
    assert article.text.startswith("The ferry will return to the harbour")


def test_cues_without_words_are_one_failure_and_the_rest_goes_on():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("empty.srt", "1\n00:00:01,000 --> 00:00:04,500\n<i></i>\n")
        archive.writestr("ferry.srt", SUBRIP)
    failure, article = newstool.parse_many([packed.getvalue()])
    assert isinstance(failure, newstool.Failure)
    assert "no words in the subtitles" in str(failure)
    assert "empty.srt" in str(failure)
    assert article.text == WORDS


@pytest.mark.parametrize("piece", ["1\n", "00:00:01,000 --> ", "<v ", "{\\", "x\n\n", SUBRIP])
def test_much_of_anything_takes_no_longer_than_its_length(piece):
    assert_linear(subtitles_to_text, lambda number: SUBRIP + piece * number, 3_000)
