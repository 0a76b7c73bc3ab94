"""A large XML file to the elements in it that are articles, each as its text.

The file is cut at the tags of its articles, so that one that is broken costs no other, and no more
than one of them is kept in memory.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from newstool.containers.stream import Pause, Stream
from newstool.containers.xml.tree import (
    Element,
    find_root,
    parse_xml,
    piece_together,
    root_namespaces,
)
from newstool.model.errors import (
    DecodeError,
    InputError,
    LimitError,
    NewstoolError,
    RecordError,
)
from newstool.reading.decode import superset_of

_LONGEST_HEAD = 1 << 20  # characters before the first article that are kept
_LONGEST_END = 10_000  # characters after the last article that are kept
_LONGEST_TAG = 65_536  # characters of a tag
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The tags of what any of the formats calls its articles, and what may hide one.
_TOKEN = re.compile(
    r"<!\[CDATA\[|<!--|<\?"
    r"|<(/?)((?:[A-Za-z][\w.-]{0,40}+:)?(?:item|entry|nitf|NewsItem|REUTERS"
    r"|(?:news|package|concept|knowledge|planning|catalog)Item))(?=[\s/>])([^<>]*+)(>?)"
)
_ASIDES = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}


class Item(Struct, frozen=True):
    """An article of an XML file: its text from tag to tag, and the line it begins at, from 1.

    There is an `error` in place of one that is too long or cut short.
    """

    name: str
    line: int
    text: str = ""
    error: NewstoolError | None = None


class Items:
    """The elements of these names in a stream, in order.

    With `nest` an element may have others of its name in it, which belong to it; without, one
    begins wherever its tag is, whether the one before was closed or not.
    """

    def __init__(
        self,
        stream: Stream,
        names: Sequence[str],
        limit: int,
        *,
        encoding: str | None = None,
        nest: bool = False,
    ) -> None:
        self._stream = stream
        self._encoding = encoding
        self._cutter = _Cutter(names, limit, nest=nest)
        self._namespaces: dict[str, str] | None = None

    def __iter__(self) -> Iterator[Item | Pause]:
        """Raises `InputError` at the end of a file that is cut short between two articles."""
        for text in _texts(self._stream, self._encoding):
            if isinstance(text, Pause):
                yield text
            else:
                yield from self._cutter.feed(text)
        yield from self._cutter.end()

    @property
    def count(self) -> int:
        """How many there were so far."""
        return self._cutter.count

    def root(self) -> Element:
        """What the file says before its first article, as far as it is XML: its root is in it."""
        root = find_root(self._cutter.head)
        text = self._cutter.head[root.start :] if root else ""
        return parse_xml(text, self._declared(), is_cut=True)

    def tree(self, item: Item) -> tuple[Element, bool]:
        """An article as a tree, and whether it isn't valid XML and had to be pieced together.

        Raises `RecordError` or `LimitError`.
        """
        namespaces = self._declared()
        try:
            return next(parse_xml(item.text, namespaces).children()), False
        except RecordError:
            found = piece_together(item.text.partition(">")[2], namespaces)
            if not any(found.children()):
                raise
            return found, True

    def _declared(self) -> dict[str, str]:
        if self._namespaces is None:
            self._namespaces = root_namespaces(self._cutter.head)
        return self._namespaces


class _Cutter:
    """Text to the items in it, as it comes.

    `at` is how far the buffer was looked through, `start` where the open item begins in it, `aside`
    the end of the CDATA section, comment or instruction that is being passed over.
    """

    def __init__(self, names: Sequence[str], limit: int, *, nest: bool) -> None:
        self.head = ""
        self.count = 0
        self._names = frozenset(names)
        self._limit = limit
        self._nest = nest
        self._buffer = ""
        self._at = 0
        self._aside: str | None = None
        self._start: int | None = None
        self._name = ""
        self._depth = 0
        self._lost = 0  # characters of the open item that were dropped
        self._begun = 1  # its line
        self._after = ""  # the end of what came after the last item
        self._line, self._counted = 1, 0  # the line of `counted` in the buffer

    def feed(self, text: str) -> Iterator[Item]:
        self._buffer += text
        while (tag := self._next_tag()) is not None:
            yield from self._met(tag)
        self._trim()

    def end(self) -> Iterator[Item]:
        """The item that is still open. Raises `InputError` where the file's own end is missing."""
        hint = "the file is cut short"
        if self._start is not None:
            self.count += 1
            error = InputError(f"the <{self._name}> has no end", hint=hint)
            yield Item(self._name, self._begun, error=error)
        elif self.count and find_root(self.head) and "</" not in self._after + self._buffer:
            raise InputError("the end of the file is missing", hint=hint)

    def _next_tag(self) -> re.Match[str] | None:
        """The next tag of an item, or None where there is more to be read first."""
        buffer = self._buffer
        while True:
            if self._aside is not None:
                end = buffer.find(self._aside, self._at)
                if end < 0:
                    self._at = max(self._at, len(buffer) - 2)
                    return None
                self._at, self._aside = end + len(self._aside), None
            found = _TOKEN.search(buffer, self._at)
            if found is None:
                last = buffer.rfind("<", self._at)
                near = last >= 0 and len(buffer) - last < _LONGEST_TAG
                self._at = last if near else len(buffer)
                return None
            if found[2] is None:
                self._aside = _ASIDES[found[0]]
            elif not found[4] and found.end() == len(buffer) < found.start() + _LONGEST_TAG:
                self._at = found.start()
                return None
            self._at = found.end()
            if found[4] and found[2].rpartition(":")[2] in self._names:
                return found

    def _met(self, tag: re.Match[str]) -> Iterator[Item]:
        is_end, is_empty = tag[1] == "/", tag[3].endswith("/")
        if self._start is None:
            if not is_end:
                self._begin(tag)
                if is_empty:
                    yield self._item(tag.end())
        elif tag[2] != self._name or is_empty:
            return
        elif is_end:
            self._depth -= 1
            if not self._depth:
                yield self._item(tag.end())
        elif self._nest:
            self._depth += 1
        else:
            yield self._item(tag.start())
            self._begin(tag)

    def _begin(self, tag: re.Match[str]) -> None:
        if not self.count:
            self._keep_head(tag.start())
        self._start, self._name, self._depth, self._lost = tag.start(), tag[2], 1, 0
        self._begun = self._line_at(tag.start())

    def _item(self, end: int) -> Item:
        size = end - (self._start or 0) + self._lost
        text = self._buffer[self._start : end]
        self._start = None
        self._after = ""
        self._line_at(end)
        self.count += 1
        if size > self._limit:
            what = f"the <{self._name}> of {size:,} characters is longer than {self._limit:,}"
            return Item(self._name, self._begun, error=LimitError(what, hint="raise --max-bytes"))
        return Item(self._name, self._begun, text)

    def _line_at(self, place: int) -> int:
        self._line += self._buffer.count("\n", self._counted, place)
        self._counted = place
        return self._line

    def _keep_head(self, end: int) -> None:
        self.head = (self.head + self._buffer[:end])[:_LONGEST_HEAD]

    def _trim(self) -> None:
        """Let go of what was looked through, except the open item while it isn't too long."""
        done = self._at
        if self._start is not None and done - self._start + self._lost <= self._limit:
            done = self._start
        elif self._start is not None:
            self._lost += done - self._start
        elif self.count:
            self._after = (self._after + self._buffer[self._counted : done])[-_LONGEST_END:]
        else:
            self._keep_head(done)
        self._line_at(done)
        self._buffer = self._buffer[done:]
        self._at -= done
        self._counted = 0
        self._start = None if self._start is None else 0


# --- bytes to text -------------------------------------------------------------------------------


def _texts(stream: Stream, encoding: str | None) -> Iterator[str | Pause]:
    """The stream's text: in the encoding given, marked or declared, else UTF-8.

    Bytes that are not UTF-8 are read as windows-1252: feeds put together of both are common.
    """
    name = encoding or _encoding_of(stream.head)
    errors = _AS_1252 if name == "utf-8" else "replace"
    try:
        decoder = codecs.getincrementaldecoder(name)(errors)
    except LookupError as error:
        raise DecodeError(f"unknown encoding {name!r}") from error
    for chunk in stream.chunks():
        yield chunk if isinstance(chunk, Pause) else decoder.decode(chunk)
    yield decoder.decode(b"", True)


def _encoding_of(head: bytes) -> str:
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    declared = _DECLARED.search(head)
    name = superset_of(declared[1].decode("ascii")) if declared else "utf-8"
    try:
        info = codecs.lookup(name)
    except LookupError:
        return "utf-8"
    # A declaration that can be read is in no encoding of two bytes a letter.
    is_text = info._is_text_encoding and not info.name.startswith(("utf-16", "utf-32"))
    return info.name if is_text else "utf-8"


def _as_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_AS_1252 = "newstool-as-1252"
codecs.register_error(_AS_1252, _as_1252)
