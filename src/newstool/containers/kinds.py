"""The kinds of files that hold articles, or can't, recognised by what is in them."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from newstool.containers.mail.signs import is_mail, is_mailbox, is_web_archive
from newstool.containers.stream import UTF_16
from newstool.containers.tables.header import begins_table
from newstool.containers.tables.headless import begins_with_rows
from newstool.containers.xml.signs import (
    begins_with,
    is_atom,
    is_other_xml,
    is_rss,
    is_svg,
    is_wordpress,
    name_of_xml,
)
from newstool.model.article import Format
from newstool.reading.foreign import FOREIGN, is_foreign, office_member, refusal
from newstool.vocabulary.patterns import later

if TYPE_CHECKING:
    from newstool.containers.part import Member, Opening, Part
    from newstool.containers.stream import Pause, Stream

    Reader = Callable[[Stream, Opening], Iterator[Part | Member | Pause]]


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of file.

    `name` is what `input.container` says, `title` what a message calls it ('a ZIP archive'),
    `told_by` how it is recognised. `tell` looks at the first bytes. `reader` is the function that
    opens it ('module:function'); a kind without one is refused with `hint`, by its title or by what
    `named` makes of its first bytes. Kinds that hold many articles are taken apart while they are
    read, the others where their article is read, which may be in another process. `is_text` holds
    for those that `--format text` reads as they are.
    `extra` is what has to be installed for it.
    """

    name: str
    title: str
    told_by: str
    tell: Callable[[bytes], bool]
    reader: str | None = None
    holds_many: bool = True
    is_text: bool = False
    extra: str | None = None
    hint: str | None = None
    named: Callable[[bytes], str] | None = None

    def read(self, stream: Stream, opening: Opening) -> Iterator[Part | Member | Pause]:
        """The parts of a stream of this kind. Raises `NewstoolError` for one that is refused."""
        if self.reader is None:
            title = self.named(stream.head) if self.named else self.title
            raise refusal(title, self.hint)
        module, _, function = self.reader.partition(":")
        reader: Reader = getattr(importlib.import_module(module), function)
        return reader(stream, opening)


def tell(head: bytes, format: Format | None = None) -> Kind | None:
    """The kind of file that begins with these bytes, or None for a page or a text.

    If the caller gave the `format`, only files that can't be text are recognised.
    """
    for kind in KINDS if is_foreign(head) else _NOT_FOREIGN:
        if not (format and kind.is_text) and kind.tell(head):
            return kind
    return None


def _begins(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magic)


def _matches(pattern: re.Pattern[bytes]) -> Callable[[bytes], bool]:
    return lambda head: pattern.match(head) is not None


_JSON_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*(?:"[^"\n]{0,200}"\s*:|\})')
_JSON_EMPTY = re.compile(rb"\s*\[\s*\]\s*\Z")


def begins_json(head: bytes) -> bool:
    """Whether the bytes begin a JSON object, or an array of objects."""
    head = _as_utf_8(head)
    return _JSON_START.match(head) is not None or _JSON_EMPTY.match(head) is not None


def _as_utf_8(head: bytes) -> bytes:
    if head.startswith(UTF_16):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    return head


_CUE_TIME = rb"\d{1,2}:\d\d[.,]\d{1,3}[ \t]{1,9}-->[ \t]{1,9}\d"
_SUBRIP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,9}\d{1,9}[ \t]{0,9}\r?\n[ \t]{0,9}\d{1,3}:" + _CUE_TIME
)
_WEBVTT = re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT(?=[ \t\r\n])")
_WEBVTT_CUE = later(rb"[\n:]" + _CUE_TIME)


def begins_subtitles(head: bytes) -> bool:
    """Whether the bytes begin with a numbered cue, or with WebVTT's name and then a cue."""
    head = _as_utf_8(head)
    if _WEBVTT.match(head):
        return _WEBVTT_CUE.search(head) is not None
    return _SUBRIP.match(head) is not None


_WARC_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,9}WARC/[01]\.\d{1,2}\r?\n[A-Za-z-]{1,40}:")
_TAR_SUM = later(rb"[ 0-7]{6}[\x00 ]{2}")


def _begins_tar(head: bytes) -> bool:
    """Whether the bytes begin with the header of a file in a tar archive."""
    if len(head) < 512 or b"\x00" not in head[:257]:
        return False
    if head[257:262] == b"ustar":
        return True
    if not _TAR_SUM.match(head, 148):
        return False
    return int(head[148:154], 8) == sum(head[:148]) + 8 * ord(" ") + sum(head[156:512])


_ODT = re.compile(
    rb"PK\x03\x04.{26}mimetype.{0,40}?application/vnd\.oasis\.opendocument\.text", re.DOTALL
)
_DOCX = re.compile(office_member(b"word"), re.DOTALL)
# A chat's name and kind come first, or the words that Telegram opens its export of all chats with.
_TELEGRAM = re.compile(
    rb'(?:\xef\xbb\xbf)?\s{0,9}\{\s{0,9}(?:"about"\s{0,9}:\s{0,9}"Here is the data you requested'
    rb'|(?:"(?:name|id)"\s{0,9}:\s{0,9}(?:"(?:[^"\\]|\\.){0,500}"|null|-?\d{1,20})'
    rb"\s{0,9},\s{0,9}){0,2}"
    rb'"type"\s{0,9}:\s{0,9}"(?:public|private|personal|saved|bot|verify)_\w{1,30}")'
)
_HAR = re.compile(
    rb'(?:\xef\xbb\xbf)?\s{0,9}\{\s{0,20}"log"\s{0,9}:\s{0,9}\{\s{0,20}'
    rb'"(?:version|creator|browser|pages|entries|comment|_\w{1,30})"\s{0,9}:'
)
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}%PDF-\d")

KINDS: tuple[Kind, ...] = (
    Kind(
        name="telegram",
        title="an export of Telegram",
        told_by="JSON that begins with a chat's name and kind",
        tell=_matches(_TELEGRAM),
        reader="newstool.containers.json.telegram:read",
        is_text=True,
    ),
    Kind(
        name="har",
        title="what a browser loaded (HAR)",
        told_by="JSON whose only key is 'log', with what made it",
        tell=_matches(_HAR),
        reader="newstool.containers.pages.har:read",
        is_text=True,
    ),
    Kind(
        name="json",
        title="JSON",
        told_by="an object or an array of objects; one object a line (NDJSON) too",
        tell=begins_json,
        reader="newstool.containers.json.stream:read",
        is_text=True,
    ),
    Kind(
        name="webarchive",
        title="a web page with its pictures, saved by Safari",
        told_by="a binary property list: bplist",
        tell=_begins(b"bplist0"),
        reader="newstool.containers.pages.safari_archives:read",
        holds_many=False,
    ),
    Kind(
        name="odt",
        title="an OpenDocument text",
        told_by="a ZIP archive whose first member says so",
        tell=_matches(_ODT),
        reader="newstool.containers.office.odt:read",
        holds_many=False,
    ),
    *(
        Kind(
            name=foreign.name,
            title=foreign.title,
            told_by=foreign.told_by,
            tell=foreign.tell,
            hint=foreign.hint,
        )
        for foreign in FOREIGN
    ),
    Kind(
        name="docx",
        title="a Word document",
        told_by="a ZIP archive with word/",
        tell=_matches(_DOCX),
        reader="newstool.containers.office.docx:read",
        holds_many=False,
    ),
    Kind(
        name="rtf",
        title="an RTF file",
        told_by="{\\rtf",
        tell=_begins(b"{\\rtf"),
        reader="newstool.containers.office.rtf:read",
        holds_many=False,
    ),
    Kind(
        name="pdf",
        title="a PDF",
        told_by="%PDF- at its start",
        tell=_matches(_PDF),
        reader="newstool.containers.office.pdf:read",
        holds_many=False,
        extra="pdf",
    ),
    Kind(
        name="zip",
        title="a ZIP archive",
        told_by="the bytes PK 03 04",
        tell=_begins(b"PK\x03\x04", b"PK\x05\x06"),
        reader="newstool.containers.packed.zips:read",
    ),
    Kind(
        name="warc",
        title="a crawl (WARC, or its texts: WET)",
        told_by="WARC/1.0 or 1.1 on its first line",
        tell=_matches(_WARC_START),
        reader="newstool.containers.pages.warc:read",
        is_text=True,
    ),
    Kind(
        name="tar",
        title="a tar archive",
        told_by="ustar at byte 257, or a header whose sum is right",
        tell=_begins_tar,
        reader="newstool.containers.packed.tars:read",
    ),
    Kind(
        name="mbox",
        title="a mailbox (mbox)",
        told_by="a line 'From address date' above the header lines of a mail",
        tell=is_mailbox,
        reader="newstool.containers.mail.mailbox:read",
        is_text=True,
    ),
    Kind(
        name="mhtml",
        title="a web page with its pictures (MHTML)",
        told_by="header lines with the page's address and nobody it was sent to",
        tell=is_web_archive,
        reader="newstool.containers.pages.web_archives:read",
        holds_many=False,
        is_text=True,
    ),
    Kind(
        name="eml",
        title="a mail",
        told_by="header lines as mail programs and servers write them",
        tell=is_mail,
        reader="newstool.containers.mail.message:read",
        holds_many=False,
        is_text=True,
    ),
    Kind(
        name="wxr",
        title="an export of WordPress (WXR)",
        told_by="RSS whose root names WordPress's own elements",
        tell=is_wordpress,
        reader="newstool.containers.xml.wordpress:read",
        is_text=True,
    ),
    Kind(
        name="rss",
        title="an RSS feed",
        told_by="XML with the root <rss>, or <rdf:RDF> of RSS 1.0",
        tell=is_rss,
        reader="newstool.containers.xml.feeds:read",
        is_text=True,
    ),
    Kind(
        name="atom",
        title="an Atom feed",
        told_by="XML with the root <feed> of Atom",
        tell=is_atom,
        reader="newstool.containers.xml.feeds:read",
        is_text=True,
    ),
    Kind(
        name="nitf",
        title="a document of a news agency (NITF)",
        told_by="XML with the root <nitf>",
        tell=begins_with("nitf"),
        reader="newstool.containers.xml.nitf:read",
        is_text=True,
    ),
    Kind(
        name="newsml",
        title="items of a news agency (NewsML 1)",
        told_by="XML with the root <NewsML>",
        tell=begins_with("NewsML", "NewsItem"),
        reader="newstool.containers.xml.newsml:read",
        is_text=True,
    ),
    Kind(
        name="newsml-g2",
        title="items of a news agency (NewsML-G2)",
        told_by="XML with the root <newsItem>, <packageItem> or <newsMessage>",
        tell=begins_with("newsItem", "packageItem", "newsMessage"),
        reader="newstool.containers.xml.newsml:read_g2",
        is_text=True,
    ),
    Kind(
        name="reuters-21578",
        title="stories of the Reuters-21578 collection",
        told_by="SGML with elements <REUTERS>",
        tell=begins_with("REUTERS"),
        reader="newstool.containers.xml.reuters_sgml:read",
        is_text=True,
    ),
    Kind(
        name="sitemap",
        title="a sitemap, a list of addresses",
        told_by="XML with the root <urlset> or <sitemapindex>",
        tell=begins_with("urlset", "sitemapindex"),
        is_text=True,
        hint="fetch the pages first, as in: grep -o 'http[^<]*' FILE | wget -P pages -i -",
    ),
    Kind(
        name="svg",
        title="an SVG picture",
        told_by="XML with the root <svg>",
        tell=is_svg,
        is_text=True,
        hint="there is no article in such a file; leave it out",
    ),
    Kind(
        name="xml",
        title="XML of another kind",
        told_by="an XML declaration, or a document type called as its root, which isn't a page's",
        tell=is_other_xml,
        named=name_of_xml,
        is_text=True,
        hint="take the text out of it first, as in: xmllint --xpath 'string(//body)' FILE",
    ),
    Kind(
        name="subtitles",
        title="subtitles (SubRip, WebVTT)",
        told_by="a number and two times with --> between them, or WEBVTT with such times below",
        tell=begins_subtitles,
        reader="newstool.containers.office.subtitles:read",
        holds_many=False,
        is_text=True,
    ),
    Kind(
        name="csv",
        title="a table (CSV)",
        told_by="a first line that names columns, and rows with as many cells; by , ; or |",
        tell=begins_table(",", ";", "|"),
        reader="newstool.containers.tables.rows:read",
        is_text=True,
    ),
    Kind(
        name="tsv",
        title="a table (TSV)",
        told_by="as CSV, with tabs between the cells",
        tell=begins_table("\t"),
        reader="newstool.containers.tables.rows:read",
        is_text=True,
    ),
    Kind(
        name="table-without-header",
        title="a table without a header: its first line is an article's",
        told_by="rows with an address, a date and a text in the same places, and no names above",
        tell=begins_with_rows,
        is_text=True,
        hint="write a line with the names of its columns above it, such as url, date and text",
    ),
)

_NOT_FOREIGN = tuple(each for each in KINDS if each.name not in {one.name for one in FOREIGN})
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
