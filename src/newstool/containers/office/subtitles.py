"""Subtitles to their text: SubRip (.srt) and WebVTT.

A file is cues, each of a number or a name, the times at which it is shown, and a line or two of a
sentence. Only the words are text; a paragraph ends with the cue in which a sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import Stream
from newstool.model.errors import EmptyInputError, LimitError
from newstool.reading.decode import decode
from newstool.reading.text.wraps import Words, join_lines
from newstool.vocabulary.scripts import ends_sentence

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
# The times, with the cue's number above them, or a name that has a blank line above it.
_CUE = re.compile(
    rf"(?:^\d{{1,9}}\n|(?<=\n\n)[^\n]{{1,200}}\n)?^{_TIME}[ \t]{{1,9}}-->[ \t]{{1,9}}{_TIME}[^\n]*",
    re.MULTILINE,
)
# WebVTT, 4.1; its notes and styles are blocks of their own.
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)\b")
# HTML's and WebVTT's tags, times inside a line, and SubStation's marks, which some players read.
_TAG = re.compile(
    r"</?(?:[biusc]|font|lang|rt|ruby|v)(?:[.\s][^<>\n]{0,200})?>|"
    rf"<{_TIME}>|\{{\\[^{{}}\n]{{1,200}}\}}"
)
_NO_WORDS = Words(frozenset(), hyphenated=False)


def read(stream: Stream, opening: Opening) -> Iterator[Part]:
    """The words of the subtitles: one part."""
    data = stream.read(opening.max_bytes)
    if len(data) > opening.max_bytes:
        what = f"subtitles of more than {opening.max_bytes:,} bytes"
        raise LimitError(what, hint="raise --max-bytes")
    document = decode(data, encoding=opening.read_as.encoding, format="text")
    text = subtitles_to_text(document.text)
    if not text:
        raise EmptyInputError("there are no words in the subtitles")
    yield Part(data=text, known=Known(format="text", warnings=document.warnings))


def subtitles_to_text(text: str) -> str:
    """The words of all cues, with blank lines between paragraphs. Linear; never raises."""
    cues = _CUE.split("\n".join(line.strip() for line in text.splitlines()))[1:]
    paragraphs: list[str] = []
    open_lines: list[str] = []
    last = ""
    for cue in cues:
        for line in _lines(cue):
            if line != last:  # captions that roll up show each line again in the next cue
                open_lines.append(line)
            last = line
        if open_lines and ends_sentence(last):
            paragraphs.append(join_lines(open_lines, _NO_WORDS))
            open_lines = []
    if open_lines:
        paragraphs.append(join_lines(open_lines, _NO_WORDS))
    return "\n\n".join(paragraphs)


def _lines(cue: str) -> list[str]:
    """A cue's lines of words, without tags."""
    blocks = [block for block in cue.strip("\n").split("\n\n") if not _ASIDE.match(block)]
    lines = [unescape(_TAG.sub("", line)).strip() for line in "\n".join(blocks).split("\n")]
    return [line for line in lines if line]
