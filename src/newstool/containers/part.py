"""What comes out of a container: the articles in it, each still as bytes, with what is known of it.

Stream -> Part, Part, ...      (a Member is opened further)
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from msgspec import Struct, field

from newstool.containers.stream import Stream
from newstool.model.article import Format, Given
from newstool.model.errors import NewstoolError
from newstool.model.read_as import ReadAs
from newstool.model.settings import MAX_BYTES


class Known(Struct, frozen=True, kw_only=True):
    """What a container says about a part besides its bytes.

    `fetched` is when a crawler read it, ISO 8601; `record_url` the address it read.
    """

    given: tuple[Given, ...] = ()
    url: str | None = None
    format: Format | None = None
    encoding: str | None = None
    id: str | int | None = None
    record_url: str | None = None
    fetched: str | None = None
    warnings: tuple[str, ...] = ()

    def with_outer(self, outer: Known) -> Known:
        """What two containers say of a part: the inner is nearer to the article."""
        if outer is NOTHING_KNOWN:
            return self
        return Known(
            given=self.given + outer.given,
            url=self.url or outer.url,
            format=self.format or outer.format,
            encoding=self.encoding or outer.encoding,
            id=outer.id if self.id is None else self.id,
            record_url=self.record_url or outer.record_url,
            fetched=self.fetched or outer.fetched,
            warnings=self.warnings + outer.warnings,
        )


NOTHING_KNOWN = Known()


def moment_of(written: str) -> str | None:
    """A date or time in ISO 8601 that can be counted from, or None."""
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written


class Part(Struct, frozen=True, kw_only=True):
    """One thing that a container holds, or the error met on the way to it.

    Without `data` and `error` it is the input itself, which isn't a container. `member` is its name
    inside the container ('2024/a.html'), '' where it has none. `keys` is given where `data` is a
    JSON object whose keys say the article's fields; evidence calls the keys so ('json key',
    'column'). `line` is where it begins in its file, from 1. `container` names the kinds of files
    that it came out of, the outermost first ('zip/eml'); '' for none. `is_text` holds for bytes
    that were looked at and aren't a container.
    """

    data: bytes | str | None = None
    error: NewstoolError | None = None
    member: str = ""
    known: Known = NOTHING_KNOWN
    keys: str = ""
    line: int | None = None
    container: str = ""
    is_text: bool = False


class Member(Struct, frozen=True):
    """A file inside a container, which may be a container too: its name, bytes, and what is known.

    Its stream is read before the next member is asked for.
    """

    name: str
    stream: Stream
    known: Known = NOTHING_KNOWN


class Opening(Struct, frozen=True, kw_only=True):
    """How containers are opened: as the caller says, up to `max_bytes` of each thing inside.

    With `everything` containers of one article are opened too, not only those of many. `passed`
    counts, by suffix, files of archives that hold no article, as they are passed over.
    """

    read_as: ReadAs = ReadAs()
    max_bytes: int = MAX_BYTES
    everything: bool = True
    passed: Counter[str] = field(default_factory=Counter)
