"""Files of press releases as agencies send them: APA-OTS, and the 'ots' of news aktuell.

APA-OTS opens each release with a line of its number ('OTS0071 5 AI 0339 MAA0001   Do, 14.Dez 2017')
and closes it with number and minute ('OTS0071    2017-12-14/10:28'). news aktuell closes each with
'Original-Content von: SENDER, übermittelt durch news aktuell'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from newstool.containers.exports.archive import Archive, Record, build_archive
from newstool.containers.exports.labelled import Paragraph, header, paragraphs
from newstool.dates import find_dates, is_date
from newstool.model.article import Document, HeaderLine
from newstool.reading.text.lines import Lines, split_lines
from newstool.vocabulary.names import worded
from newstool.vocabulary.patterns import later

_OPENING = later(
    r"^[ \t\ufeff]*[A-Z]{3}\d{4} {1,4}\d {1,4}[A-Z]{2} {1,4}\d{4}\b[^\n]{0,80}$", re.MULTILINE
)
_CLOSING = later(r"[A-Z]{3}\d{4} {1,9}(\d{4}-\d\d-\d\d)/(\d\d:\d\d)$")
_STAMP = later(r"\d{6} [A-Z][^\W\d_]{2} \d\d$")  # '141028 Dez 17', below the closing line
_TOPICS = later(r"[^\s/]{2,40}(?:/[^/]{2,40}){1,9}$")
_SUBTITLE = "Utl"  # 'Utl.: Lieferung verzögert sich ='
_END = worded("{archives.release_end}$", re.IGNORECASE)
_MOST_LINES = 4  # of a headline or a standfirst
_MOST_HEAD = 5  # paragraphs of a release before its text: number, topics, headline, standfirst

_SENT = worded(
    r"^[ \t]*{archives.release_of}:? (?P<sender>[^\n]{2,120}), {archives.release_sent} "
    r"news aktuell\b[^\n]{0,80}$",
    re.MULTILINE | re.IGNORECASE,
)
_OTS = later(r"[^\n()]{2,60} \(ots(?:/[^()\n]{2,30})?\) ?[-–—]", re.IGNORECASE)

# --- APA-OTS -----------------------------------------------------------------------------------


def split_ots(document: Document) -> Archive | None:
    """The releases of a file of APA-OTS, or None."""
    text = document.text
    if "OTS" not in text and "APA" not in text:
        return None
    starts = [found.start() for found in _OPENING.finditer(text)]
    if not starts:
        return None
    records = [
        Record(start, end, _ots_headers(split_lines(text[start:end])))
        for start, end in zip(starts, (*starts[1:], len(text)), strict=True)
    ]
    return build_archive("ots", document, records)


def _ots_headers(lines: Lines) -> tuple[HeaderLine, ...]:
    tail = list(_ots_tail(lines))
    is_dated = any(one.name == "DATE" for one in tail)
    return (*_ots_head(lines, is_dated=is_dated), *tail)


def _ots_head(lines: Lines, *, is_dated: bool) -> Iterator[HeaderLine]:
    opening = lines.texts[0]
    day = None if is_dated else next(iter(find_dates(opening[-30:])), None)
    if day is None:
        yield header(lines, "NUMBER", opening, 0, 0)
    else:
        yield header(lines, "DATE", day.quote, 0, 0)
    others = paragraphs(lines, 1, len(lines.texts), _MOST_HEAD)
    if len(others) > 1 and _TOPICS.match(others[0].text):
        topics = others.pop(0)
        yield header(lines, "TOPICS", topics.text.replace("/", "; "), topics.first, topics.last)
    short = takewhile(lambda one: one.last - one.first < _MOST_LINES, others)
    for name, one in zip(("HEADLINE", "SUBTITLE"), short, strict=False):
        label, colon, words = one.text.partition(":")
        is_subtitle = bool(colon) and label.startswith(_SUBTITLE)
        if is_subtitle == (name == "SUBTITLE"):
            value = (words if is_subtitle else one.text).removesuffix("=")
            yield header(lines, name, value, one.first, one.last)


def _ots_tail(lines: Lines) -> Iterator[HeaderLine]:
    """The end mark, and the minute at which the release was sent."""
    for number, line in enumerate(lines.texts):
        if _END.match(line):
            yield header(lines, "END", "", number, number)
        elif _STAMP.match(line):
            yield header(lines, "STAMP", line, number, number)
        elif sent := _CLOSING.match(line):
            start = lines.starts[number]
            yield HeaderLine("DATE", sent[1], start, start + sent.end(1))
            yield HeaderLine("TIME", sent[2], start + sent.start(2), start + sent.end(2))


# --- news aktuell ------------------------------------------------------------------------------


def split_news_aktuell(document: Document) -> Archive | None:
    """The releases of a file of news aktuell (presseportal), or None for one alone."""
    text = document.text
    if "news aktuell" not in text:
        return None
    closings = list(_SENT.finditer(text))
    if len(closings) < 2:
        return None
    records: list[Record] = []
    start = 0
    for closing in (*closings, None):
        end = closing.end() if closing is not None else len(text)
        lines = split_lines(text[start:end])
        sender = closing["sender"] if closing is not None else ""
        headers = _sent_headers(lines, sender)
        if headers:
            records.append(Record(start, end, headers))
        start = end
    return build_archive("news-aktuell", document, records) if records else None


def _sent_headers(lines: Lines, sender: str) -> tuple[HeaderLine, ...]:
    """Day, sender and headline are above the line that begins with 'PLACE (ots) -'."""
    count = len(lines.texts)
    body = next((n for n, line in enumerate(lines.texts) if _OTS.match(line)), None)
    if body is None:
        return ()
    head = [one for one in paragraphs(lines, 0, body, count) if one.text.strip("-=_*# ")]
    last = next((one for one in reversed(head) if not _is_known(one, sender)), None)
    found = [_of_head(lines, one, sender, is_title=one is last) for one in head]
    if sender:
        found.append(header(lines, "SOURCE", sender, count - 1, count - 1))
    return tuple(found)


def _is_known(one: Paragraph, sender: str) -> bool:
    return one.text == sender or is_date(one.text)


def _of_head(lines: Lines, one: Paragraph, sender: str, *, is_title: bool) -> HeaderLine:
    name = "HEADLINE" if is_title else "SOURCE" if one.text == sender else "ABOVE"
    if is_date(one.text):
        name = "DATE"
    return header(lines, name, one.text, one.first, one.last)
