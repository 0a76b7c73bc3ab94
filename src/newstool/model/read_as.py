"""What the caller says about the inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from newstool.model.article import Format

if TYPE_CHECKING:
    pass


class FieldNames(Struct, frozen=True):
    """The keys of a JSON document. `content` holds HTML or text, told apart by looking."""

    html: str = "html"
    text: str = "text"
    content: str | None = None
    url: str = "url"
    id: str = "id"


class ReadAs(Struct, frozen=True, kw_only=True):
    """What the caller says about the inputs, over what they say themselves.

    With `partial_records` an object with a headline beside its text is a record (of a few fields,
    as `parse --fields` writes it) and no document to be parsed. With `gaps` what stands between
    the articles of an archive export is handed out too.
    """

    url: str | None = None
    format: Format | None = None
    encoding: str | None = None
    fields: FieldNames = FieldNames()
    split_on: str | None = None
    strict: bool = False
    partial_records: bool = False
    gaps: bool = False
