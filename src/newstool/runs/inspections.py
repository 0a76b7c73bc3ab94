"""What `inspect` and `report` make of one input: apart from `work`, as few runs need it."""

from __future__ import annotations

from typing import get_args

import msgspec
from msgspec import Struct

from newstool.export.inspection.index_view import Row
from newstool.export.inspection.markup import Html, tag
from newstool.export.inspection.others import Others
from newstool.export.inspection.record_parts import ShownBlock, blocks_of, kept_share
from newstool.model.article import Document, LabelledBlock
from newstool.model.errors import NewstoolError
from newstool.model.settings import Settings
from newstool.reading.json_lines import decode_object
from newstool.runs.documents import StoredRecord
from newstool.runs.work import DocumentWork, Readable, document_of


class Reported(Struct, frozen=True):
    """A record's JSON, and the body's share of the text that it was read from."""

    line: bytes
    kept: float | None


class ReportWork(DocumentWork[Reported], frozen=True):
    """Inputs to what `report` counts."""

    def _make(self, document: Readable) -> Reported:
        if isinstance(document, StoredRecord):
            record = decode_object(document.line)
            has_blocks = isinstance(record.get("blocks"), list)
            return Reported(document.line, kept_share(blocks_of(record)) if has_blocks else None)
        from newstool.pipeline import read_article

        article, labelled = read_article(document_of(document), self.settings)
        return Reported(article.to_json().encode(), kept_share(map(_shown, labelled)))


def _shown(each: LabelledBlock) -> ShownBlock:
    return ShownBlock(each.block.index, each.label, each.block.text)


class Inspected(Struct, frozen=True):
    """An article as `inspect` shows it: its part of a page, its row in an index.

    `error` is there where the page shows what was read, and no article is in it.
    """

    html: Html
    row: Row
    error: NewstoolError | None = None

    def page(self, *before: Html) -> str:
        """A whole page with this article alone."""
        from newstool.export.inspection.frame import page

        title = self.row.title or self.row.name
        return page(title, *before, tag("main", self.html), kind="one")


class InspectWork(DocumentWork[Inspected], frozen=True):
    """Inputs to what newstool saw in them, as HTML; `others` are records to compare with."""

    others: Others | None = None

    def _make(self, document: Readable) -> Inspected:
        if not isinstance(document, StoredRecord):
            return inspected_article(document_of(document), self.settings, self.others)
        from newstool.export.inspection.article_view import article_view

        record = decode_object(document.line)
        other = self.others.of(record) if self.others else None
        return Inspected(*article_view(record, {}, other=other))


def inspected_article(
    document: Document, settings: Settings, others: Others | None = None
) -> Inspected:
    """What newstool saw in a document, whether or not there is an article in it."""
    from newstool.export.inspection.article_view import article_view
    from newstool.fields.candidates import RankedField, candidates_of
    from newstool.pipeline import label_article, nothing_in
    from newstool.pipeline.record import assemble_record

    page = label_article(document, settings)
    article = assemble_record(page)
    record = article.to_dict()
    found = {name: candidates_of(page, name) for name in get_args(RankedField)}
    candidates = msgspec.json.decode(msgspec.json.encode(found, enc_hook=str))
    error = nothing_in(article)
    fault = None if error is None else error.what
    other = others.of(record) if others else None
    return Inspected(*article_view(record, candidates, fault=fault, other=other), error)
