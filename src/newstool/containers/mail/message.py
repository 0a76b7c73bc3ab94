"""Mails (RFC 5322): the text that a mail brings, the mails in it, and what its headers say.

Of parts that say the same in several ways the best is read: the HTML where it holds more words than
the plain text, which many newsletters leave to a line or two, else the plain text, which has no
layout to see through. A digest is its mails, and a mail that was sent on as an attachment is that.
Files that may hold an article are opened; what else was sent is counted in the warnings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from newstool.containers.mail.attachments import (
    is_shown,
    may_hold_article,
    what_it_is,
    without_uuencoded,
)
from newstool.containers.mail.given import given_of
from newstool.containers.mail.mime import DEEPEST, Entity, entity_of, text_known
from newstool.containers.mail.signs import APPLE_COUNT
from newstool.containers.part import Known, Member, Opening, Part
from newstool.containers.skipped import skip_warnings
from newstool.containers.stream import Stream
from newstool.model.article import Format
from newstool.model.errors import EmptyInputError, InputError, LimitError, NewstoolError
from newstool.page.mails import is_sent_on
from newstool.reading.decode import decode

_BEFORE = b"\xef\xbb\xbf\r\n"  # what may be above the first header line
_MAILS = frozenset(("message/rfc822", "message/global", "message/news"))
_FORMATS: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
}
_SEALED = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))
_LETTERS = ".eml"
_MORE = 1.1  # times the letters of the plain text from which HTML holds more: a menu is less
_NOT_SHOWN = re.compile(
    r"<(?:style|script|title)\b.*?(?:</(?:style|script|title)\s{0,9}>|\Z)|<!--.*?(?:-->|\Z)"
    r"|<[^<>]*>|&#?\w{2,9};",
    re.DOTALL | re.IGNORECASE,
)
_ADDRESSES = re.compile(r"https?://[^\s<>\"')\]]{1,4000}")
_FLOWED = re.compile(rb"(?m)^((?!>|-- \r?$)[^\r\n]* )\r?\n(?![>\r\n])")
# The line between the mails of a digest; the number above each one's headers is the digest's.
_DIGEST_MARK = re.compile(
    rb"^-{30,70}\r?\n(?:\r?\n)?(?:Message: \d{1,6}\r?\n)?(?=(?:Date|From|Subject): )", re.MULTILINE
)
_SENDER = re.compile(rb"^From: ", re.MULTILINE)
_LETTERHEAD = 2000  # bytes of the headers in a digest
_MOST_NAMED = 5  # attachments that an error names


class _Content(Struct):
    """What was found in a mail: texts to read, mails and files in it that may be articles.

    `others` are the names of all else, `skipped` says what those are that were sent to be saved.
    """

    texts: list[Entity] = field(default_factory=list)
    mails: list[Entity] = field(default_factory=list)
    files: list[Entity] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    is_digest: bool = False
    is_sealed: bool = False

    def add(self, other: _Content) -> None:
        """Take over what another one holds."""
        self.texts += other.texts
        self.mails += other.mails
        self.files += other.files
        self.others += other.others
        self.skipped += other.skipped
        self.is_digest |= other.is_digest
        self.is_sealed |= other.is_sealed


def read(stream: Stream, opening: Opening) -> Iterator[Part | Member]:
    """The mail's own text, then the mails and pages in it. Raises `NewstoolError`."""
    data = stream.read(opening.max_bytes)
    if counted := APPLE_COUNT.match(data):
        data = data[counted.end() : counted.end() + int(counted[1])]
    mail = entity_of(data[: opening.max_bytes].lstrip(_BEFORE))
    warnings = ("truncated:bytes",) if len(data) > opening.max_bytes else ()
    yield from _mail(mail, "", warnings, 0)


def _mail(
    mail: Entity, name: str, warnings: tuple[str, ...], depth: int
) -> Iterator[Part | Member]:
    """What one mail holds; `depth` is how many others it is in."""
    content = _with_digest(_content_of(mail, depth))
    said = (*warnings, *skip_warnings(Counter(content.skipped)))
    if _is_article(mail, content):
        yield _text_part(mail, content.texts, name, said)
        said = warnings
    elif not content.mails and not content.files:
        yield Part(error=_no_text(content), member=name)
    for number, inner in enumerate(content.mails, 1):
        within = _inside(name, inner, number)
        message = entity_of(inner.content().lstrip(_BEFORE))
        try:
            yield from _mail(message, within, said, depth + 1)
        except NewstoolError as error:
            yield Part(error=error, member=within)
        said = warnings
    for number, inner in enumerate(content.files, len(content.mails) + 1):
        stream = Stream.of_bytes(inner.content())
        yield Member(_inside(name, inner, number), stream, Known(warnings=said))
        said = warnings


def _inside(name: str, part: Entity, number: int) -> str:
    """What a mail or a file in a mail is called: by its file name, else by its number."""
    return "/".join(filter(None, (name, part.filename or str(number))))


def _is_article(mail: Entity, content: _Content) -> bool:
    """Whether a mail's own words are one, not a cover for the mails that it brings."""
    if content.mails and (content.is_digest or is_sent_on(mail.header("subject"))):
        return False
    return any(one.content().strip() for one in content.texts)


def _no_text(content: _Content) -> NewstoolError:
    if content.is_sealed:
        hint = "decrypt it in a mail program and save it again"
        return InputError("the mail is encrypted", hint=hint)
    names = ", ".join(content.others[:_MOST_NAMED])
    what = "there is no text in the mail"
    return EmptyInputError(what, hint=f"it brings other files: {names}" if names else None)


def _with_digest(content: _Content) -> _Content:
    """A text that is a digest (RFC 1153, as mailing lists write it) as the mails in it."""
    if len(content.texts) != 1 or _format_of(content.texts[0]) != "text":
        return content
    _, *pieces = _DIGEST_MARK.split(content.texts[0].content())
    mails = [_as_mail(piece) for piece in pieces if _SENDER.search(piece, 0, _LETTERHEAD)]
    return replace(content, mails=mails, is_digest=True) if len(mails) > 1 else content


def _as_mail(message: bytes) -> Entity:
    return replace(entity_of(b"", "message/rfc822"), body=message)


# --- its parts -----------------------------------------------------------------------------------


def _content_of(part: Entity, depth: int) -> _Content:
    """What a part holds, through all the parts in it. Raises `LimitError`."""
    if depth > DEEPEST:
        raise LimitError(f"parts of a mail nested more than {DEEPEST} deep")
    kind = part.type
    if kind in _SEALED:
        return _Content(is_sealed=True)
    inner = list(part.parts()) if part.is_multipart else []
    if not inner:
        return _single(part, "text/plain" if part.is_multipart else kind)
    found = [_content_of(each, depth + 1) for each in inner]
    texts: list[Entity] | None = None
    if kind == "multipart/alternative":
        texts = _best([each.texts for each in found if each.texts])
    elif kind == "multipart/related":
        texts = _root(part, inner, found).texts
    content = _Content(is_digest=kind == "multipart/digest")
    for each in found:
        content.add(each)
    # What a page is shown with, or what says the same in another form, was not sent to be saved.
    return content if texts is None else replace(content, texts=texts, skipped=[])


def _single(part: Entity, kind: str) -> _Content:
    name = part.filename
    if kind in _MAILS or name.lower().endswith(_LETTERS):
        return _Content(mails=[part])
    if kind in _FORMATS and is_shown(part):
        return _shown(part)
    if may_hold_article(part):
        return _Content(files=[part])
    what = what_it_is(part) if name or part.is_attachment else ""
    return _Content(others=[name or kind], skipped=[what] if what else [])


def _shown(part: Entity) -> _Content:
    """A text, without the files that are written into it."""
    text, files = without_uuencoded(part) if _format_of(part) == "text" else (part, [])
    content = _Content(texts=[text])
    for file in files:
        content.add(_single(file, file.type))
    return content


def _best(choices: Sequence[list[Entity]]) -> list[Entity]:
    """Of parts that say the same the plain text, or the HTML where that holds more."""
    plain = next((each for each in choices if each[0].type != "text/html"), None)
    html = next((each for each in reversed(choices) if each[0].type == "text/html"), None)
    if plain is None or html is None:
        return plain or html or []
    return html if _letters(html) > _MORE * _letters(plain) else plain


def _root(part: Entity, inner: Sequence[Entity], found: Sequence[_Content]) -> _Content:
    """The part of a page with its pictures that is the page."""
    start = part.parameter("start").strip()
    for each, content in zip(inner, found, strict=True):
        if start and each.raw("content-id").strip() == start and content.texts:
            return content
    return next((content for content in found if content.texts), _Content())


def _letters(texts: Sequence[Entity]) -> int:
    """How many letters a reader sees, without addresses."""
    count = 0
    for one in texts:
        words = _decoded(one)
        words = _NOT_SHOWN.sub(" ", words) if _format_of(one) == "html" else words
        count += sum(map(str.isalnum, _ADDRESSES.sub("", words)))
    return count


# --- its text ------------------------------------------------------------------------------------


def _text_part(mail: Entity, texts: Sequence[Entity], name: str, warnings: tuple[str, ...]) -> Part:
    """The mail's text with what its headers say; where it has several, those of one format."""
    format = _format_of(max(texts, key=lambda one: len(one.body)))
    same = [one for one in texts if _format_of(one) == format]
    data: bytes | str = "\n\n".join(map(_decoded, same))
    known = Known(format=format)
    if len(same) == 1:
        data = _flowed(same[0])
        known = text_known(same[0], data, format)
    message_id = mail.header("message-id").strip("<> ")
    given = given_of(mail, data if isinstance(data, str) else _decoded(same[0]), format)
    known = replace(known, given=given, id=message_id or None, warnings=warnings)
    return Part(data=data, member=name, known=known)


def _format_of(part: Entity) -> Format:
    return _FORMATS.get(part.type, "text")


def _decoded(part: Entity) -> str:
    data = _flowed(part)
    encoding = text_known(part, data, "text").encoding
    if encoding is not None:
        return data.decode(encoding, "replace")
    try:
        return decode(data, format="text").text
    except NewstoolError:  # it is blank, or binary
        return data.decode("latin-1")


def _flowed(part: Entity) -> bytes:
    """A part's bytes, with its lines joined that a mail program broke (RFC 3676)."""
    data = part.content()
    if part.parameter("format").lower() != "flowed":
        return data
    return _FLOWED.sub(rb"\1", data)
