"""Web archives of Safari (.webarchive): a page with its pictures, as a binary property list.

The standard library's plistlib is not used: it reads all of a list, and in one that was made up
many names lead to the same long value, of which it makes a copy each. Here only what says the page
is looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from newstool.containers.mail.mime import charset_of
from newstool.containers.part import Known, Member, Opening, Part
from newstool.containers.stream import Stream
from newstool.model.article import Format, Given
from newstool.model.errors import EmptyInputError, InputError
from newstool.page.addresses import clean_url
from newstool.reading.foreign import refusal

_TRAILER = struct.Struct(">6xBBQQQ")  # sizes of offsets and of references, objects, root, table
_DATA, _ASCII, _UTF_16, _DICT = 0x4, 0x5, 0x6, 0xD  # kinds of objects, in their first four bits
_LONG = 0xF  # in the other four: the length is an object of its own
_MOST_KEYS = 1000
_LONGEST_WORDS = 4000  # bytes of a key, an address or a name of a type
_PAGE = "WebMainResource"
_FORMATS: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}


def read(stream: Stream, opening: Opening) -> Iterator[Part | Member]:
    """The page and its address. Raises `NewstoolError`, for another property list too."""
    data = stream.read(opening.max_bytes)
    if len(data) > opening.max_bytes:
        what = f"the web archive has more than {opening.max_bytes:,} bytes"
        raise InputError(what, hint="raise --max-bytes")
    archive = _Plist(data)
    page = archive.dictionary(archive.root).get(_PAGE)
    if page is None:
        hint = "make text of it first, as in: plutil -p FILE"
        raise refusal("a binary property list, but not a web archive", hint)
    fields = archive.dictionary(page)
    content = archive.bytes_at(fields.get("WebResourceData"))
    if not content.strip():
        raise EmptyInputError("there is no page in this web archive")
    url = archive.words(fields.get("WebResourceURL"))
    known = Known(
        given=(Given("url", url, "key 'WebResourceURL' of the web archive"),)
        if clean_url(url)
        else (),
        format=_FORMATS.get(archive.words(fields.get("WebResourceMIMEType")).lower()),
        encoding=charset_of(content, archive.words(fields.get("WebResourceTextEncodingName"))),
    )
    if known.format is None:
        yield Member("", Stream.of_bytes(content), known)
    else:
        yield Part(data=content, known=known)


class _Plist:
    """A binary property list, whose objects are read when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        if len(data) < 8 + _TRAILER.size:
            raise _damaged()
        trailer = _TRAILER.unpack(data[-_TRAILER.size :])
        self._offset_size, self._reference_size, self._count, self.root, self._table = trailer

    def dictionary(self, reference: int) -> dict[str, int]:
        """The keys of a dictionary, with the references of their values."""
        start, count = self._object(reference, (_DICT,))
        if count > _MOST_KEYS:
            raise _damaged()
        size = self._reference_size
        numbers = [self._number(start + size * place, size) for place in range(2 * count)]
        keys, values = numbers[:count], numbers[count:]
        return {self.words(key): value for key, value in zip(keys, values, strict=True)}

    def words(self, reference: int | None) -> str:
        """A string, '' where it is something else."""
        if reference is None or self._kind(reference) not in (_ASCII, _UTF_16):
            return ""
        start, count = self._object(reference, (_ASCII, _UTF_16))
        if self._kind(reference) == _ASCII:
            return self._data[start : start + min(count, _LONGEST_WORDS)].decode("latin-1")
        words = self._data[start : start + min(2 * count, _LONGEST_WORDS)]
        return words.decode("utf-16-be", "replace")

    def bytes_at(self, reference: int | None) -> bytes:
        """What a value of bytes holds. Raises `InputError` where it is cut short."""
        if reference is None:
            return b""
        start, count = self._object(reference, (_DATA,))
        if start + count > len(self._data):
            raise _damaged()
        return self._data[start : start + count]

    def _object(self, reference: int, kinds: tuple[int, ...]) -> tuple[int, int]:
        """Where what is in an object begins, and how long it says that it is."""
        at = self._offset(reference)
        kind, length = divmod(self._data[at], 16)
        if kind not in kinds:
            raise _damaged()
        if length < _LONG:
            return at + 1, length
        size = 1 << (self._number(at + 1, 1) & 0x3)
        return at + 2 + size, self._number(at + 2, size)

    def _kind(self, reference: int) -> int:
        return self._data[self._offset(reference)] // 16

    def _offset(self, reference: int) -> int:
        at = self._number(self._table + reference * self._offset_size, self._offset_size)
        if reference >= self._count or at >= len(self._data):
            raise _damaged()
        return at

    def _number(self, start: int, size: int) -> int:
        found = self._data[start : start + size]
        if not size or len(found) < size:
            raise _damaged()
        return int.from_bytes(found, "big")


def _damaged() -> InputError:
    what = "the property list of the web archive is damaged or cut short"
    return InputError(what, hint="save the page again")
