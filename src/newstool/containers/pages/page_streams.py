"""Several pages of HTML one after another, as `cat a.html b.html` writes them: each on its own.

A page begins at a document type, or at `<html>`, below the `</html>` of the one before. Pages
inside a page are left in it: in an attribute (`srcdoc`), a script or a comment, or amid its
elements, as editors leave them that write a whole document into another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.containers.stream import Pause, Stream
from newstool.model.errors import LimitError, NewstoolError
from newstool.model.read_as import ReadAs
from newstool.reading.decode import begins_as_html
from newstool.vocabulary.patterns import later

PAGES = "pages"  # what `input.container` says
_AHEAD = 4096  # bytes of a page's beginning that are looked at
_BETWEEN = 1000  # bytes of comments and white space between two pages
_LONGEST_CLOSE = 120  # bytes of '</html>'
_LOST = 20  # times the limit on bytes of a page that is too long, after which no more is read
_START = re.compile(
    rb"<(?:(?:\?xml\s[^<>]{0,200}>\s{0,99}<)?!doctype\s{1,9}html\b|html[\s>])", re.IGNORECASE
)
_CLOSE = re.compile(rb"</html\s{0,99}>", re.IGNORECASE)
_ASIDE = rb"(?>(?:\s{1,999}+|\xef\xbb\xbf|<!--(?>(?:[^-]|-(?!->)){0,2000})-->){0,50})"
_NOTHING = later(_ASIDE)
_WITH_HEAD = later(
    rb"(?:<\?xml[^<>]{0,200}>\s{0,99})?(?:<!doctype[^<>]{0,500}>)?"
    + _ASIDE
    + rb"<html[^<>]{0,2000}>"
    + _ASIDE
    + rb"<head[\s>]",
    re.IGNORECASE,
)
_OPENER = later(
    rb"<(?:(!--)|(script|style|textarea|title|xmp|iframe|noembed|noframes)\b|(/?html)\b|[a-z!/?])",
    re.IGNORECASE,
)
_REST_OF_TAG = later(rb"(?>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=)*)>")


def may_be_pages(head: bytes, read_as: ReadAs) -> bool:
    """Whether a stream begins with a page of HTML, and is to be read as what it is."""
    if read_as.format == "text" or read_as.split_on is not None:
        return False
    return begins_as_html(head.removeprefix(b"\xef\xbb\xbf").decode("latin-1"))


def split_pages(stream: Stream, limit: int) -> Iterator[bytes | Pause]:
    """The pages of a stream that begins with one, each up to `limit` + 1 bytes of it."""
    held, pages = b"", _Pages()
    lost = 0  # bytes of a page that is too long
    fault: NewstoolError | None = None
    chunks = stream.chunks()
    while True:
        try:
            chunk = next(chunks, None)
        except NewstoolError as error:
            chunk, fault = None, error
        if chunk is None:
            break
        if isinstance(chunk, Pause):
            yield chunk
            continue
        held += chunk
        start = 0
        for end in pages.ends(held, len(held) - _AHEAD):
            if not lost:
                yield held[start:end][: limit + 1]
            start, lost = end, 0
        held = held[start:]
        if len(held) > limit + _AHEAD:
            if not lost:
                yield held[: limit + 1]
            lost += len(held) - _AHEAD
            held = held[-_AHEAD:]
            pages.cut()
        if lost > _LOST * limit:
            return
    start = 0
    for end in pages.ends(held, len(held)):
        if not lost:
            yield held[start:end][: limit + 1]
        start, lost = end, 0
    if not lost and fault is None:
        yield held[start:][: limit + 1]
    if fault is not None and not (lost and isinstance(fault, LimitError)):
        raise fault  # but for a bomb, whose page was handed out


class _Pages:
    """Finds where pages begin. Each page is gone through once, as far as it is asked about."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._looked = 1  # how far the page was looked through for the beginning of another one
        self._at = 0  # how far it was gone through
        self._sought = 0  # how far it was looked through for `</html>` ...
        self._may_be_closed = False  # ... and whether that was found
        self._inside = 0  # `<html>` elements that are open there
        self._closed: int | None = None  # the end of the last `</html>`
        self._unclosed = 0  # how long the bytes were when what begins there had no end
        self._is_cut = False

    def cut(self) -> None:
        """Continue without the page's beginning: what looks like another page is one."""
        self._begin()
        self._is_cut = True

    def ends(self, held: bytes, until: int) -> Iterator[int]:
        """Where in `held` pages begin, before `until`; of the first one it has all."""
        start = 0
        if not self._is_cut and not self._may_close(held, start, until):
            self._looked = max(1, until)
            return  # most pages, but for their last bytes
        for found in _START.finditer(held, self._looked):
            if found.start() >= until:
                break
            if self._is_start(held, start, found.start()):
                start = found.start()
                yield start
                self._begin()
        self._looked = max(1, until - start)

    def _is_start(self, held: bytes, start: int, at: int) -> bool:
        """Whether another page begins at `at`, after the one that begins at `start`."""
        if self._is_cut:
            return True
        if not self._may_close(held, start, at) or not self._go_to(held, start, at):
            return False
        if self._closed is None:
            return False
        if self._inside <= 0:
            return True
        closed = start + self._closed
        if at - closed > _BETWEEN or _NOTHING.fullmatch(held, closed, at) is None:
            return False
        return _WITH_HEAD.match(held, at) is not None

    def _may_close(self, held: bytes, start: int, at: int) -> bool:
        """Whether there is anything like `</html>` before `at`: most pages have no other start."""
        if not self._may_be_closed:
            sought = start + self._sought
            plain = held.find(b"</html>", sought, at) >= 0  # many times as fast, and nearly always
            self._may_be_closed = plain or _CLOSE.search(held, sought, at) is not None
            self._sought = max(0, at - start - _LONGEST_CLOSE)
        return self._may_be_closed

    def _go_to(self, held: bytes, start: int, at: int) -> bool:
        """Go through the page's tags up to `at`; False where that is inside one of them."""
        while start + self._at < at:
            opener = _OPENER.search(held, start + self._at, at)
            if opener is None:
                self._at = at - start
                break
            closed = _end_of(held, opener) if self._unclosed < len(held) else None
            if closed is None:
                self._at, self._unclosed = opener.start() - start, len(held)
                return False
            self._at = closed - start
            if opener[3]:
                is_close = opener[3].startswith(b"/")
                self._inside += -1 if is_close else 1
                self._closed = self._at if is_close else self._closed
        return start + self._at == at


def _end_of(held: bytes, opener: re.Match[bytes]) -> int | None:
    """Where a tag, a comment or an element without tags in it ends; None where it doesn't."""
    if opener[1]:
        end = held.find(b"-->", opener.end() - 2)
        return None if end < 0 else end + 3
    rest = _REST_OF_TAG.match(held, opener.end())
    tag = rest.end() if rest else held.find(b">", opener.end()) + 1
    if not tag or not opener[2]:
        return tag or None
    closer = _CLOSERS[opener[2].lower()].search(held, tag)
    return closer.end() if closer else None


_CLOSERS = {
    name: re.compile(b"</" + name + rb"[\s/>]", re.IGNORECASE)
    for name in (
        *(b"script", b"style", b"textarea", b"title"),
        *(b"xmp", b"iframe", b"noembed", b"noframes"),
    )
}
