"""What is done with one input, here or in a worker, to get its results ready to be written.

Each class is a small frozen value that can be called with a `RawInput` and never raises, so that it
travels to other processes and gives the same answer in all of them. The readers of articles are
loaded with the first article: records made before need none of them.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec
from msgspec import Struct

from newstool.containers.documents import Gap, decode_all
from newstool.export.clean_text import OwnMarks, write_clean
from newstool.export.columns import pick
from newstool.export.formats import CleanFormat
from newstool.export.pieces import Piece, pieces_of_record
from newstool.model.article import (
    BODY_LABELS,
    Article,
    BlockReport,
    Document,
    Found,
    Input,
    Label,
    LabelledBlock,
    Reading,
)
from newstool.model.errors import NewstoolError, NoArticleError, RecordError
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.page.facts import LabelledPage
from newstool.page.regime import Regime, read_regime
from newstool.reading.json_lines import decode_object
from newstool.reading.where import Places
from newstool.runs.batch import Done, Failure, failure_of
from newstool.runs.documents import Entry, StoredRecord, is_stored_record, read_entries
from newstool.runs.inputs import RawInput

if TYPE_CHECKING:
    from newstool.fields.candidates import CandidateReport

T = TypeVar("T")

Readable = Document | StoredRecord | Gap


class Record(Struct, frozen=True):
    """A record as one line of JSON without its line feed.

    `stored`: it was made before. `removed` counts the blocks outside the body by
    label, where the article was read just now.
    """

    line: bytes
    stored: bool = False
    warnings: tuple[str, ...] = ()
    removed: Mapping[str, int] | None = None


class Span(Struct, frozen=True):
    """A block as `clean --explain` shows it.

    For plain text `text` is the raw span `[start, end)` of the decoded input, so that all spans
    in order give back the input. For HTML it is the block's tidied text, and `element` the CSS
    path of the element that holds it. `because` is what weighed most in the judge's `score`.
    """

    kept: bool
    label: str
    rule: str
    score: float | None
    start: int | None
    end: int | None
    element: str | None
    text: str
    because: tuple[str, ...] = ()


class Cleaned(Struct, frozen=True):
    """An article's kept text; with `error` where nothing was kept but there are spans to show.

    Text between the articles of an archive export has spans, no text and no error.
    `read_as` says in which regime the article was read, and why.
    """

    text: str
    spans: tuple[Span, ...] = ()
    error: NewstoolError | None = None
    read_as: Found[Regime] | None = None
    title: str | None = None


class DocumentWork(Struct, Generic[T], frozen=True):
    """What all kinds of work share; `_make` is what one document becomes."""

    read_as: ReadAs
    settings: Settings

    def __call__(self, raw: RawInput) -> list[Done[T] | Failure]:
        """The result of each document in an input, or its failure; never raises."""
        return list(self._results(raw))

    def warm(self) -> None:
        """Load what every input needs, before processes are forked."""
        warm_up(self.settings)

    def is_light(self, raw: RawInput) -> bool:
        """Whether an input is faster to do than to send to a process: a record made before."""
        return is_stored_record(raw)

    def _results(self, raw: RawInput) -> Iterator[Done[T] | Failure]:
        for entry in read_entries(raw, self.read_as, self.settings):
            yield self._result(entry)

    def _result(self, entry: Entry) -> Done[T] | Failure:
        if isinstance(entry.found, NewstoolError):
            return failure_of(entry, entry.found)
        try:
            made = self._make(entry.found)
        except Exception as error:
            return failure_of(entry, error)
        return Done(entry.name, entry.index, made, entry.relative, entry.line)

    def _make(self, document: Readable) -> T:
        raise NotImplementedError


class ArticleWork(DocumentWork[Article], frozen=True):
    """Inputs to `Article`s, for the library."""

    def _make(self, document: Readable) -> Article:
        if isinstance(document, StoredRecord):
            return Article.from_json(document.line)
        from newstool.pipeline import read_article

        return read_article(document_of(document), self.settings)[0]


def document_of(part: Readable) -> Document:
    """What is to be read as a document, which everything but a record made before is."""
    if not isinstance(part, Document):
        raise TypeError("only a document can be read")
    return part


class RecordWork(DocumentWork[Record], frozen=True):
    """Inputs to records as JSON; records made before pass through. `fields` None keeps all keys."""

    fields: tuple[str, ...] | None = None
    count_removed: bool = False

    def _make(self, document: Readable) -> Record:
        if isinstance(document, StoredRecord):
            if self.fields is None:
                return Record(document.line, stored=True)
            picked = pick(decode_object(document.line), self.fields)
            return Record(msgspec.json.encode(picked), stored=True)
        from newstool.pipeline import read_article

        article, labelled = read_article(document_of(document), self.settings)
        if self.fields is None:
            line = article.to_json().encode()
        else:
            line = msgspec.json.encode(pick(article.to_dict(), self.fields))
        removed = _removed(labelled) if self.count_removed else None
        return Record(line, warnings=article.warnings, removed=removed)


def _removed(labelled: tuple[LabelledBlock, ...]) -> Mapping[str, int]:
    return Counter(str(each.label) for each in labelled if each.label not in BODY_LABELS)


class CleanWork(DocumentWork[Cleaned], frozen=True):
    """Inputs to their kept text, with every span if `explain` is set."""

    to: CleanFormat
    kept: frozenset[Label]
    explain: bool = False
    own: OwnMarks = OwnMarks()

    def _make(self, document: Readable) -> Cleaned:
        if isinstance(document, StoredRecord):
            return self._of_record(document)
        if isinstance(document, Gap):
            return Cleaned("", (_span_of_gap(document),))
        from newstool.pipeline import label_article, story_of

        marked = self.to != "text"
        page = label_article(document, self.settings, marks=marked)
        pieces: list[Piece] = []
        nothing: NoArticleError | None = None
        try:
            pieces = story_of(page, self.kept, pictures=marked and self.own.images)
        except NoArticleError as error:
            if not self.explain:
                raise
            nothing = error
        spans = self._spans(page, pieces) if self.explain else ()
        regime = read_regime(page.reading, page.hits) if self.explain else None
        if nothing is not None:
            return Cleaned("", spans, nothing, regime)
        title = page.headline.value if page.headline else None
        language = page.head.language
        text = write_clean(pieces, self.to, title=title, language=language, own=self.own)
        return Cleaned(text, spans, None, regime, title)

    def _of_record(self, stored: StoredRecord) -> Cleaned:
        record = decode_object(stored.line)
        title, language = record.get("title"), record.get("language")
        title = title if isinstance(title, str) else None
        text = write_clean(
            pieces_of_record(record, self.kept),
            self.to,
            title=title,
            language=language if isinstance(language, str) else None,
            own=self.own,
        )
        return Cleaned(text, title=title)

    def _spans(self, page: LabelledPage, pieces: Sequence[Piece]) -> tuple[Span, ...]:
        from newstool.labelling.judge.reasons import reasons
        from newstool.labelling.judge.weights import judge_for, load_judge
        from newstool.pipeline.beside_story import blocks_beside

        standfirst = next((one.text for one in pieces if one.label is Label.SUBTITLE), None)
        judge = load_judge(judge_for(page.reading))
        because = reasons(judge, page, page.headline)
        places = Places(page.reading)
        beside = map(_span_beside, blocks_beside(page.reading.document, self.settings))
        return (
            *beside,
            *(
                _span(each, self._is_kept(each, standfirst), page.reading, places, why)
                for each, why in zip(page.labelled, because, strict=True)
            ),
        )

    def _is_kept(self, each: LabelledBlock, standfirst: str | None) -> bool:
        """Of several blocks labelled as a standfirst, only one is written."""
        if each.label is not Label.SUBTITLE:
            return each.label in self.kept
        return standfirst is not None and standfirst in " ".join(each.block.text.split())


class Considered(Struct, frozen=True):
    """All candidates for one field of an article."""

    input: Input
    field: str
    candidates: tuple[CandidateReport, ...]


class CandidatesWork(DocumentWork[Considered], frozen=True):
    """Inputs to what competes for the value of a field."""

    field: str

    def _make(self, document: Readable) -> Considered:
        if isinstance(document, StoredRecord):
            hint = "give the article that it was made from"
            raise RecordError("a record keeps no candidates", hint=hint)
        from newstool.fields.candidates import candidates_of
        from newstool.pipeline import label_article
        from newstool.pipeline.record import input_of

        article = document_of(document)
        found = candidates_of(label_article(article, self.settings), self.field)
        return Considered(input_of(article), self.field, found)


def _span(
    each: LabelledBlock, kept: bool, reading: Reading, places: Places, because: tuple[str, ...]
) -> Span:
    where = places.of_block(each.block)
    text, start, end, element = each.block.text, None, None, None
    if isinstance(where, tuple):
        start, end = where
        offset = reading.document.offset
        text = reading.document.text[start - offset : end - offset]
    else:
        element = where
    return Span(kept, str(each.label), each.rule, each.score, start, end, element, text, because)


def _span_beside(one: BlockReport) -> Span:
    """What is in an article's markup and not in its story is not kept."""
    element = one.where if isinstance(one.where, str) else None
    return Span(False, str(one.label), one.rule, None, None, None, element, one.text)


def _span_of_gap(gap: Gap) -> Span:
    start, end = gap.start, gap.start + len(gap.text)
    return Span(False, str(Label.OTHER), "outside-the-articles", None, start, end, None, gap.text)


def warm_up(settings: Settings) -> None:
    """Load rules, weights and parsers by reading two tiny articles."""
    from newstool.pipeline import read_article

    body = "The council met on Monday and agreed on a new bridge over the river. " * 3
    for text in (f"<html><body><h1>A bridge</h1><p>{body}</p></body></html>", body):
        for document in decode_all(text, ReadAs(), settings):
            with contextlib.suppress(Exception):  # it is the real inputs that report faults
                read_article(document_of(document), settings)
