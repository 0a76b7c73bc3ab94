"""What must hold for any input at all. Each target takes bytes and raises where it does not.

The first byte chooses the options, the rest is the input, so that a finding is one file.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import plistlib
import tarfile
import zipfile
from collections.abc import Callable
from functools import cache

import msgspec

from newstool.containers.opening import open_stream
from newstool.containers.part import Opening, Part
from newstool.containers.stream import Pause, Stream
from newstool.export.clean_text import write_clean
from newstool.export.columns import default_columns
from newstool.export.csv_guard import unguard
from newstool.export.pieces import kept_labels
from newstool.export.writers import exporter
from newstool.model.article import Document
from newstool.model.errors import NewstoolError
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.pipeline import label_article, read_article, story_of
from newstool.reading.where import spans_of
from newstool.runs.batch import Failure
from newstool.runs.documents import read_entries
from newstool.runs.inputs import RawInput, Sources, find_inputs
from newstool.runs.work import ArticleWork, RecordWork

_FORMATS = (None, "html", "text", "html")
_ENCODINGS = (None, None, None, "utf-8", "utf-16", "windows-1252", "gb18030", "shift_jis")


def read(data: bytes) -> None:
    """Any bytes, read as a page or a text: a record that is whole, or an error of newstool's."""
    choice, rest = _choose(data)
    read_as = ReadAs(
        format=_FORMATS[choice & 3],
        encoding=_ENCODINGS[choice >> 2 & 7],
        url="https://www.example.org/2024/03/05/a-bridge" if choice & 32 else None,
    )
    settings = Settings(
        evidence=bool(choice & 64),
        blocks=bool(choice & 128),
        max_blocks=7 if choice & 48 == 48 else 10_000,
        strict_dates=choice & 5 == 5,
    )
    _check_entries(rest, read_as, settings)


def _check_entries(data: bytes, read_as: ReadAs, settings: Settings) -> None:
    for entry in read_entries(RawInput("x", part=Part(data=data)), read_as, settings):
        try:
            if isinstance(entry.found, Document):
                _check_document(entry.found, settings)
            elif isinstance(entry.found, NewstoolError):
                assert not entry.found.what.startswith("internal error"), str(entry.found)
        except NewstoolError as error:
            assert str(error)


def _check_document(document: Document, settings: Settings) -> None:
    page = label_article(document, settings, marks=True)
    reading, labelled, headline = page.reading, page.labelled, page.headline
    assert [each.block for each in labelled] == list(reading.blocks)
    if document.format == "text":
        spans = (document.text[span.start : span.end] for span in spans_of(reading))
        assert "".join(spans) == document.text
    for to in ("text", "markdown", "html"):
        try:
            pieces = story_of(page, kept_labels((), ()), pictures=to != "text")
            text = write_clean(
                pieces, to, title=headline.value if headline else None, language=None
            )
        except NewstoolError:
            continue
        assert text.strip()
        text.encode()
    article, _ = read_article(document, settings)
    line = article.to_json().encode()
    found = json.loads(line)
    assert found["text"] == "\n\n".join(piece["text"] for piece in found["body"])
    assert found["word_count"] >= 0
    assert (found["evidence"] is not None) is settings.evidence if "evidence" in found else True
    _check_csv(line)


def _check_csv(line: bytes) -> None:
    """A record's row has a cell for each column, whatever stands in them."""
    columns = default_columns()
    writer = exporter("csv", columns=columns)
    written = writer.start() + writer.record(line) + writer.finish()
    header, row = csv.reader(io.StringIO(written.decode(), newline=""))
    assert len(header) == len(row) == len(columns)
    for cell in row:
        unguard(cell)


def lines(data: bytes) -> None:
    """Any bytes as a stream, NDJSON or not: results for each input, whatever they are."""
    choice, rest = _choose(data)
    keys = {"content": "content"} if choice & 8 else {}
    read_as = ReadAs(is_json=bool(choice & 4), keys=keys, partial_records=bool(choice & 16))
    max_bytes = (50, 1000, 100_000, 50_000_000)[choice & 3]
    opening = Opening(read_as=read_as, max_bytes=max_bytes)
    sources = Sources(paths=("-",), stdin=io.BytesIO(rest), opening=opening)
    settings = Settings(max_bytes=max_bytes)
    works = (ArticleWork(read_as, settings), RecordWork(read_as, settings, ("title", "text")))
    count = 0
    for raw in find_inputs(sources):
        assert not isinstance(raw, Pause)
        count += 1
        for result in works[choice >> 5 & 1](raw):
            if isinstance(result, Failure):
                # A record made before may be of another make: that is said where it is read.
                ours = not result.error.what.startswith("internal error")
                assert ours, str(result)
                msgspec.json.encode(result.to_dict())
    assert count or not rest.strip() or rest.strip()[:1] == b"["


def mails(data: bytes) -> None:
    """Any bytes as the headers and the body of a mail, or of a saved page: results, or errors."""
    choice, rest = _choose(data)
    opened = (
        *(b"Return-Path: <a@b.example>\n", b"From a@b.example Thu Nov 14 08:00:00 2024\nTo: b\n"),
        *(b"MIME-Version: 1.0\nSnapshot-Content-Location: https://b.example/\n",),
        b"Message-ID: <1@b.example>\nSubject: Fwd: x\n",
    )
    head = opened[choice & 3]
    if choice & 4:
        head += b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'
    if choice & 8:
        head += b'Content-Disposition: attachment; filename="a.txt"\n'
    if choice & 16:
        head += b"\nThe bridge will close.\nbegin 644 a.txt\n"
    _check_entries(head + rest, ReadAs(), Settings(evidence=True))


def exports(data: bytes) -> None:
    """Any bytes in an archive's or messenger's export, a word processor's file, subtitles."""
    choice, rest = _choose(data)
    opened = (
        *(b"{\\rtf1\\ansi ", b'{"log": {"version": "1.2", "entries": [{"response": {'),
        *(b'{"name": "x", "type": "public_channel", "id": 1, "messages": [{',),
        *(b'<article><span class="DocPublicationName">titreArticleVisu', b"2020 WLNR 1234567\n"),
        *(b'<div class="article enArticle">articleParagraph ', b"Record Number: 0FA1234567890\n"),
        *(b"OTS0071 5 AI 0339 MAA0001   Do, 14.Dez 2017\n\n", b"\xef\xbb\xbf{\\rtf"),
    )
    head = b"1\n00:00:01,000 --> 00:00:02,000\n" if choice & 8 else opened[choice & 7]
    _check_entries(head + rest, ReadAs(), Settings(evidence=True))


def bundles(data: bytes) -> None:
    """An archive or a crawl with some bytes changed, and some after it: results, or errors."""
    choice, rest = _choose(data)
    packed = bytearray(_bundles()[4 if choice & 16 else choice & 3])
    for at in range(0, len(rest) - 2, 3):
        packed[int.from_bytes(rest[at : at + 2]) % len(packed)] = rest[at + 2]
    if choice & 8:  # without the directory of a ZIP archive
        packed = packed.partition(b"PK\x01\x02")[0]
    bundle = bytes(packed) + (rest if choice & 4 else b"")
    opening = Opening(max_bytes=3000)
    for part in open_stream(Stream.of_bytes(bundle), opening):
        assert not isinstance(part, Pause)
        if part.error is not None:
            assert not part.error.what.startswith("internal error"), str(part.error)


@cache
def _bundles() -> tuple[bytes, ...]:
    """A ZIP and a tar archive, a crawl as it is and packed by records, a page of Safari's."""
    page = b"<h1>Bridge to close</h1><p>The bridge will close on Monday.</p>"
    with io.BytesIO() as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in ("a.html", "b/c.html"):
                archive.writestr(name, page)
        zipped = packed.getvalue()
    with io.BytesIO() as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for name in ("a.html", "brücke.html"):
                header = tarfile.TarInfo(name)
                header.size = len(page)
                tar.addfile(header, io.BytesIO(page))
        tarred = packed.getvalue()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % len(block)
    records = (record + block + b"\r\n\r\n",) * 3
    saved = {"WebResourceData": page, "WebResourceMIMEType": "text/html"}
    safari = plistlib.dumps({"WebMainResource": saved}, fmt=plistlib.FMT_BINARY)
    return zipped, tarred, b"".join(records), b"".join(map(gzip.compress, records)), safari


_STARTS = (
    b"title,text\n",
    b"id;title;body\r\n",
    b"url\thtml\n",
    b"<rss><channel><title>A</title><item>",
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>',
    b'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item>',
    b"<nitf><body><body.content>",
    b"<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>",
    b"<newsItem><contentSet><inlineXML>",
    b'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS><TEXT>',
)


def tables_and_feeds(data: bytes) -> None:
    """Any bytes below the header of a table, or in the first article of an XML file."""
    choice, rest = _choose(data)
    start = _STARTS[choice % len(_STARTS)]
    _check_entries(start + rest, ReadAs(), Settings(evidence=True))


def _choose(data: bytes) -> tuple[int, bytes]:
    return (data[0], data[1:]) if data else (0, b"")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "read": read,
    "lines": lines,
    "mails": mails,
    "exports": exports,
    "bundles": bundles,
    "tables": tables_and_feeds,
}
