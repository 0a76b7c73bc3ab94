"""Every format there is, read or refused, for `parse --list-formats` and docs/formats.md."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from newstool.containers.extras import PACKAGES, is_installed
from newstool.containers.kinds import KINDS
from newstool.containers.packed.compressed import COMPRESSIONS


class Described(Struct, frozen=True):
    """A format: its name, what it is, how it is recognised, the extra it needs, and what helps if
    it isn't read."""

    name: str
    title: str
    told_by: str
    is_read: bool = True
    extra: str | None = None
    hint: str | None = None

    @property
    def needs(self) -> str:
        """The package that has to be installed for it: 'pypdfium2', or ''."""
        return PACKAGES[self.extra] if self.extra else ""

    @property
    def state(self) -> str:
        """Whether it is read here and now."""
        if not self.is_read:
            return "refused"
        return "read" if self.extra is None or is_installed(self.extra) else "not installed"


def described_formats() -> Iterator[Described]:
    """Each format, those that are read first."""
    yield Described(
        "html", "a web page, or a part of one", "a tag at its start, or several near it"
    )
    yield Described(
        "text",
        "plain text, in any encoding; exports of news archives in it are split",
        "it is nothing else",
    )
    yield Described(
        "pages", "several web pages one after another", "a page begins after </html> of another"
    )
    kinds = [
        Described(
            *(kind.name, kind.title, kind.told_by),
            is_read=kind.reader is not None,
            extra=kind.extra,
            hint=kind.hint,
        )
        for kind in KINDS
    ]
    yield from (kind for kind in kinds if kind.is_read)
    for way in COMPRESSIONS:
        title = f"anything packed by {way.title}"
        yield Described(way.name, title, way.told_by, extra=way.extra)
    yield from (kind for kind in kinds if not kind.is_read)
