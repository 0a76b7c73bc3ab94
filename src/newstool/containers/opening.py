"""A stream to the articles in it, through containers inside containers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from newstool.containers.kinds import BY_NAME, Kind, begins_json, tell
from newstool.containers.packed.compressed import Compression, compression_of, inflate
from newstool.containers.pages.page_streams import PAGES, may_be_pages, split_pages
from newstool.containers.part import Member, Opening, Part
from newstool.containers.stream import CHUNK, HEAD, Damage, Pause, Stream
from newstool.containers.tables.header import find_header
from newstool.model.errors import LimitError, NewstoolError, as_newstool_error
from newstool.model.read_as import ReadAs

_MOST_NESTED = 5  # a picture's mail in a mailbox in a compressed archive is four
_BEFORE_TEXT = b"\xef\xbb\xbf \t\r\n"


def open_stream(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """The articles in a stream, in order; never raises.

    What isn't a container comes as one part, without its bytes where its file can be read again.
    A container that is broken gives the parts before the fault, then one with the error.
    """
    stream.meter.free = 2 * opening.max_bytes + 4 * CHUNK  # what is read ahead counts
    yield from _guarded(stream, opening, 0)


def _guarded(stream: Stream, opening: Opening, depth: int) -> Iterator[Part | Pause]:
    try:
        yield from _opened(stream, opening, depth)
    except Exception as error:
        yield Part(error=as_newstool_error(error))


def _opened(stream: Stream, opening: Opening, depth: int) -> Iterator[Part | Pause]:
    outer: list[str] = []
    yield from _look(stream)
    while compression := compression_of(stream.head):
        if len(outer) == _MOST_NESTED:
            raise LimitError(f"compressed more than {_MOST_NESTED} times over")
        outer.append(compression.name)
        stream = _inflated(stream, compression)
        yield from _look(stream)
    kind = _kind_of(stream.head, opening.read_as)
    if kind is None or not (kind.holds_many or opening.everything):
        yield from _alone(stream, opening, outer, is_text=kind is None)
        return
    if depth == _MOST_NESTED:
        raise LimitError(f"containers nested more than {_MOST_NESTED} deep")
    if outer:
        stream.file = None  # that file holds other bytes
    container = "/".join((*outer, kind.name))
    for one in kind.read(stream, opening):
        if isinstance(one, Member):
            one.stream.meter = stream.meter
            yield from _of_member(one, container, opening, depth)
        elif isinstance(one, Part):
            yield replace(one, container=container)
        else:
            yield one


def _alone(
    stream: Stream, opening: Opening, outer: Sequence[str], *, is_text: bool
) -> Iterator[Part | Pause]:
    """What isn't a container of many: one part, but for pages one after another."""
    container = "/".join(outer)
    if stream.file is not None and not opening.everything:
        yield Part(container=container)  # whoever reads it opens the file again
    elif is_text and may_be_pages(stream.head, opening.read_as):
        yield from _pages(stream, opening, outer)
    else:
        data = stream.read(opening.max_bytes)
        yield Part(data=data, container=container, is_text=is_text and not container)


def _pages(stream: Stream, opening: Opening, outer: Sequence[str]) -> Iterator[Part | Pause]:
    last: bytes | None = None
    container = "/".join(outer)
    try:
        for page in split_pages(stream, opening.max_bytes):
            if isinstance(page, Pause):
                yield page
                continue
            if last is not None:
                container = "/".join((*outer, PAGES))
                yield Part(data=last, container=container)
            last = page
    except NewstoolError:
        if last is not None:
            yield Part(data=last, container="/".join((*outer, PAGES)))
        raise
    yield Part(data=last or b"", container=container, is_text=not container)


def _inflated(stream: Stream, compression: Compression) -> Stream:
    damage = Damage()
    chunks = stream.meter.inflated(inflate(stream.chunks(), compression, damage))
    inside = Stream(chunks, file=stream.file)
    inside.damage = damage
    inside.meter = stream.meter
    return inside


def _kind_of(head: bytes, read_as: ReadAs) -> Kind | None:
    if read_as.is_json:
        return BY_NAME["json"]
    kind = tell(head, read_as.format)
    if kind is None and read_as.keys and read_as.format is None:
        header = find_header(head, frozenset(read_as.keys.values()))
        return None if header is None else BY_NAME["csv"]
    return kind


def _of_member(
    member: Member, container: str, opening: Opening, depth: int
) -> Iterator[Part | Pause]:
    """What a member of a container holds, with what the container said of it."""
    for part in _guarded(member.stream, opening, depth + 1):
        if isinstance(part, Part):
            yield replace(
                part,
                member="/".join(filter(None, (member.name, part.member))),
                known=part.known.with_outer(member.known),
                container="/".join(filter(None, (container, part.container))),
            )
        else:
            yield part


def _look(stream: Stream) -> Iterator[Pause]:
    """Read as much of a stream as shows what it is; of JSON lines little is enough."""
    while not _is_told(stream.head):
        size = len(stream.head)
        yield from stream.look(size + 1)
        if len(stream.head) == size:
            return


def _is_told(head: bytes) -> bool:
    start = head.lstrip(_BEFORE_TEXT)
    if len(head) >= HEAD:
        return bool(start) or len(head) > CHUNK
    return start[:1] in (b"{", b"[") and begins_json(head)
