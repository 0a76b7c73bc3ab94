"""What an article's markup holds besides its story, in an export of many articles in one page.

The export's own elements give the fields of such an article, and its story is cut out of them.
The other elements are shown here, so that nothing is left out silently.
"""

from __future__ import annotations

from collections.abc import Iterator

from newstool.model.article import BlockReport, Document, Label
from newstool.model.settings import Settings
from newstool.reading.where import Places
from newstool.vocabulary.header_labels import header_label

_GIVEN = "given-field"
_OTHER = "outside-the-story"


def blocks_beside(document: Document, settings: Settings) -> Iterator[BlockReport]:
    """The blocks of an article's markup outside its story, in page order."""
    if document.rest is None:
        return
    # Imported when needed: a run over plain text has no use for the HTML parser.
    from newstool.reading.html.reader import read_html

    fields = {one.where: one.field for one in document.given if one.where is not None}
    reading = read_html(document.rest, settings)
    places = Places(reading)
    for block in reading.blocks:
        where = places.of_block(block)
        field = _field_at(where, fields) if isinstance(where, str) else None
        label = Label.OTHER if field is None else header_label(field)
        rule = _OTHER if field is None else _GIVEN
        yield BlockReport(label, rule, block.text, where)


def _field_at(path: str, fields: dict[str, str]) -> str | None:
    """The field that an element says, or one inside it or around it."""
    for where, field in fields.items():
        if f"{path} > ".startswith(f"{where} > ") or where.startswith(f"{path} > "):
            return field
    return None
