"""MIME (RFC 2045 to 2049): headers and bodies of mails and of pages saved with their pictures.

The standard library reads the headers. It is not asked to take the parts apart: its parser goes
down a level with a call for each, and compares each line with the boundaries of all levels.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32

from msgspec import Struct

from newstool.containers.mail.uuencoded import uuencoded_in
from newstool.containers.part import Known
from newstool.model.article import Format
from newstool.model.errors import LimitError
from newstool.reading.decode import superset_of

DEEPEST = 20  # levels of parts inside parts; a mail sent on three times in a digest has eight
_MOST_PARTS = 10_000  # of one level
_LONGEST_HEADERS = 1 << 18  # bytes of a mail's header lines; with all its stamps it has 30,000
_LONGEST_HEADER = 4000  # characters of one of them that are read
_FIELD = re.compile(rb"[!-9;-~]{1,80}:")
_BLANK_LINE = re.compile(rb"\r?\n[ \t]{0,9}\r?\n|\A[ \t]{0,9}\r?\n")
_GUESSED = re.compile(
    rb"^--([^\s\"]{1,70})[ \t]{0,9}\r?\n(?=content-)", re.MULTILINE | re.IGNORECASE
)
_UUENCODED = ("x-uuencode", "uuencode", "x-uue")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]")
# Names under which any bytes are something else than text in a superset of ASCII.
_SHIFTING = ("utf-7", "utf-16", "utf-32", "iso-2022", "hz")


class _AsWritten(Compat32):
    """Header values as they are written, bytes beyond ASCII as surrogates, cut at some length."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        del name
        return str(value)[:_LONGEST_HEADER]


class Entity(Struct, frozen=True):
    """A message, or a part of one: its header lines and its body, still encoded."""

    headers: Message
    body: bytes
    default: str = "text/plain"

    @property
    def type(self) -> str:
        """'text/html', in small letters."""
        if "content-type" not in self.headers:
            return self.default
        said = self._said(Message.get_content_type) or self.default
        return said.encode("ascii", "replace").decode()

    @property
    def is_multipart(self) -> bool:
        """Whether it holds parts, as its header says."""
        return self.type.startswith("multipart/")

    @property
    def is_attachment(self) -> bool:
        """Whether it is to be saved, and not shown."""
        return self._said(Message.get_content_disposition) == "attachment"

    @property
    def filename(self) -> str:
        """The name it is to be saved under, without directories; '' where it has none."""
        name = decoded_header(self._said(Message.get_filename))
        words = "".join(char for char in name if char.isprintable())
        return words.replace("\\", "/").rpartition("/")[2].strip()

    @property
    def charset(self) -> str:
        """The encoding that the header names, or ''."""
        return self._said(Message.get_content_charset)

    @property
    def boundary(self) -> str:
        """What the lines between the parts are, or ''."""
        return self._said(Message.get_boundary)

    def parameter(self, name: str) -> str:
        """A parameter of the content type, or ''."""
        return self._said(lambda headers: headers.get_param(name))

    def _said(self, ask: Callable[[Message], object]) -> str:
        """What the library reads from the headers, or '' where they are too broken for it."""
        try:
            said = ask(self.headers)
        except (MessageError, ValueError, LookupError, TypeError, AttributeError):
            return ""
        return said if isinstance(said, str) else ""

    def header(self, name: str) -> str:
        """A header's words, '' where it isn't there: decoded, on one line."""
        return decoded_header(self.raw(name))

    def raw(self, name: str) -> str:
        """A header as written, its first characters at least."""
        return str(self.headers.get(name, ""))[:_LONGEST_HEADER]

    def content(self) -> bytes:
        """The body without its transfer encoding."""
        how = self.raw("content-transfer-encoding").strip().lower()
        if how == "quoted-printable":
            return quopri.decodestring(self.body)
        if how in _UUENCODED:
            return b"".join(one.data for one in uuencoded_in(self.body))
        return _from_base64(self.body) if how == "base64" else self.body

    def parts(self) -> Iterator[Entity]:
        """The parts of a multipart body. Raises `LimitError` where there are too many."""
        default = "message/rfc822" if self.type == "multipart/digest" else "text/plain"
        for number, part in enumerate(self._pieces()):
            if number == _MOST_PARTS:
                raise LimitError(f"more than {_MOST_PARTS:,} parts in one mail")
            yield entity_of(part, default)

    def _pieces(self) -> Iterator[bytes]:
        boundary = (self.boundary).encode("utf-8", "surrogateescape").rstrip()
        marks = list(_marks(self.body, boundary)) if boundary else []
        if not marks and (guess := _GUESSED.search(self.body)):
            marks = list(_marks(self.body, guess[1]))
        ends = [start for start, _, _ in marks]
        for number, (_, start, is_last) in enumerate(marks, 1):
            if is_last:
                return
            yield self.body[start : ends[number] if number < len(ends) else None]


def _marks(body: bytes, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    """The lines between parts: where each begins, where the part after it does, if it is the last.

    The line end before such a line is part of it.
    """
    mark = b"--" + boundary
    at = body.find(mark)
    while at >= 0:
        after = at + len(mark)
        is_last = body.startswith(b"--", after)
        end = body.find(b"\n", after)
        end = len(body) if end < 0 else end + 1
        is_line = at == 0 or body[at - 1 : at] == b"\n"
        if is_line and not body[after + 2 * is_last : end].strip():
            start = at - (at > 0)
            yield start - body.startswith(b"\r\n", start - 1), end, is_last
        at = body.find(mark, after)


def entity_of(data: bytes, default: str = "text/plain") -> Entity:
    """A message or a part of it. Never raises."""
    blank = _BLANK_LINE.search(data, 0, _LONGEST_HEADERS)
    if blank is not None:
        head, body = data[: blank.start()], data[blank.end() :]
    else:
        head, body = (data, b"") if _FIELD.match(data) else (b"", data)
    parser = BytesHeaderParser(policy=_AsWritten())
    return Entity(parser.parsebytes(head[:_LONGEST_HEADERS] + b"\n\n"), body, default)


# --- words ---------------------------------------------------------------------------------------


def decoded_header(value: str) -> str:
    """'=?utf-8?Q?Br=C3=BCcke?=' as words (RFC 2047), on one line; what is broken stays as written.

    A character may be cut in two by the end of an encoded word, and bytes beyond ASCII are read as
    what they are, whatever the header says of them. Never raises.
    """
    value = value[:_LONGEST_HEADER]
    try:
        pieces = decode_header(value) if "=?" in value else [(value, None)]
    except (MessageError, ValueError):
        pieces = [(value, None)]
    words = "".join(_decoded(*piece) for piece in pieces)
    return " ".join(words.replace("\x00", "").split())


def _decoded(piece: bytes | str, charset: str | None) -> str:
    data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    name = charset_of(data, charset or "") or ("utf-8" if _fits(data, "utf-8") else "cp1252")
    return data.decode(name, "replace")


def charset_of(data: bytes, declared: str) -> str | None:
    """The encoding that bytes are in, if the header is needed to know it and is right.

    UTF-8 is UTF-8 whatever it is called: that other text fits it by chance is next to impossible.
    """
    name = superset_of(declared)
    if not name.startswith(_SHIFTING) and (data.isascii() or _fits(data, "utf-8")):
        return None
    return name if name and _fits(data, name) else None


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return False
    return True


def text_known(entity: Entity, data: bytes, format: Format) -> Known:
    """What its header says of a part with text: its format and its encoding, where that is true."""
    return Known(format=format, encoding=charset_of(data, entity.charset))


def _from_base64(body: bytes) -> bytes:
    """Base64 in which other characters, cuts and missing ends count for nothing."""
    letters = _NOT_BASE64.sub(b"", body)
    return b"".join(map(_four_by_four, letters.split(b"=")))


def _four_by_four(letters: bytes) -> bytes:
    whole = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
