"""What one article shows of its source's furniture: the lines of its story and of what is around.

Runs in the workers; what it gives is small and the same in each of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct

from newstool.model.article import BODY_LABELS, Block, BlockKind, Label, LabelledBlock
from newstool.page.facts import LabelledPage
from newstool.page.regime import is_link
from newstool.runs.documents import StoredRecord
from newstool.runs.work import DocumentWork, Readable, document_of
from newstool.vocabulary.own_rules.masks import masked
from newstool.vocabulary.own_rules.matching import as_line, directory_of
from newstool.vocabulary.scripts import ends_sentence, weight_of

BY_SITE, BY_DIRECTORY = "site", "directory"
MOST_LINES = 120  # of one article, half from its beginning and half from its end
MOST_CHARS = 20_000  # of these lines, likewise; nine of ten stories have fewer
_AROUND = 8  # blocks above and below the story that are looked at
_HEADING = 60  # Latin letters' width of a heading inside a story
_LONGEST = 3_000  # characters of a line; no source puts more under each article
# Parts of an article that others may share without being furniture.
_PARTS = frozenset((Label.TITLE, Label.SUBTITLE, Label.BYLINE, Label.DATE, Label.SOURCE))
_NOT_SHOWN = frozenset((*_PARTS, Label.HIDDEN, Label.CAPTION, Label.PAGE_NUMBER))


class Line(Struct, frozen=True):
    """A line of an article: its words, and digests of them, without dates and numbers, and names.

    `named` tells that newstool removed it for what its words or its place say, `label` what it was
    called; of a kept line what its words hint at.
    """

    text: str
    exact: bytes
    dated: bytes
    form: bytes
    kept: bool
    named: bool
    label: Label
    is_heading: bool


class Observed(Struct, frozen=True):
    """One article: its source, what is the same in copies of it, and its lines.

    `site` and `directory` are what a rule for its source would be for.
    """

    source: str
    site: str
    directory: str
    key: str
    lines: tuple[Line, ...]


class ObserveWork(DocumentWork[Observed], frozen=True):
    """Inputs to what they show. `by` is 'site', 'directory' or a field of the record."""

    by: str = BY_SITE

    def _make(self, document: Readable) -> Observed:
        from newstool.model.errors import RecordError
        from newstool.pipeline import label_article

        if isinstance(document, StoredRecord):
            hint = "give the articles that it was made from"
            raise RecordError("a record has no furniture to learn from", hint=hint)
        article = document_of(document)
        page = label_article(article, self.settings)
        lines = _lines_of(page)
        site = page.host or ""
        directory = directory_of(article.path)
        source, site, directory = self._source(page, site.removeprefix("www."), directory)
        return Observed(source, site, directory, _key_of(lines), lines)

    def _source(self, page: LabelledPage, site: str, directory: str) -> tuple[str, str, str]:
        """The source's name, and the site or the directory that its rules are for."""
        if self.by == BY_SITE and site:
            return site, site, ""
        if self.by in (BY_SITE, BY_DIRECTORY):
            return directory or "(no directory)", "", directory
        from newstool.export.columns import pick
        from newstool.pipeline.record import assemble_record

        value = pick(assemble_record(page).to_dict(), (self.by,))[self.by]
        return str(value) if value else f"(no {self.by})", "", ""


def _key_of(lines: Sequence[Line]) -> str:
    """The same for the same story: a digest of what is kept of it."""
    return hashlib.blake2b(
        b"".join(line.exact for line in lines if line.kept), digest_size=8
    ).hexdigest()


def digest(text: str) -> bytes:
    """Eight bytes for a text, the same in every process."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _lines_of(page: LabelledPage) -> tuple[Line, ...]:
    kept = [each.block.index for each in page.labelled if each.label in BODY_LABELS]
    if not kept:
        return ()
    first, last = kept[0] - _AROUND, kept[-1] + _AROUND
    near = [each for each in page.labelled if first <= each.block.index <= last]
    shown = [each for each in near if each.label not in _NOT_SHOWN and _counts(each)]
    found = [_line(page, each) for each in shown]
    if len(found) > MOST_LINES:
        found = found[: MOST_LINES // 2] + found[-MOST_LINES // 2 :]
    above = list(takewhile(_Room(MOST_CHARS // 2), found))
    below = list(takewhile(_Room(MOST_CHARS // 2), reversed(found[len(above) :])))
    return (*above, *reversed(below))


class _Room:
    """Whether there is room for one line more."""

    def __init__(self, chars: int) -> None:
        self._left = chars

    def __call__(self, line: Line) -> bool:
        self._left -= len(line.text)
        return self._left >= 0


def _counts(each: LabelledBlock) -> bool:
    """Whether a line is one that a rule could be of: with words, no row of a table, no menu."""
    block = each.block
    if len(block.text) > _LONGEST or block.kind in (BlockKind.TABLE_ROW, BlockKind.CODE):
        return False
    if each.label not in BODY_LABELS and is_link(block):
        return False
    return any(map(str.isalpha, block.text))


def _line(page: LabelledPage, each: LabelledBlock) -> Line:
    text = each.block.text
    kept = each.label in BODY_LABELS
    ruled = each.block.index in page.ruled
    named = not kept and (ruled or each.label is not Label.OTHER)
    return Line(
        text=text,
        exact=digest(as_line(text)),
        dated=digest(masked(text, names=False)),
        form=digest(masked(text, names=True)),
        kept=kept,
        named=named,
        label=each.label if not kept else _hinted(page, each),
        is_heading=_heads(each.block),
    )


def _heads(block: Block) -> bool:
    """Whether a line is a heading, or in plain text may be one: short, and no sentence."""
    if block.kind is BlockKind.HEADING:
        return True
    return weight_of(block.text) <= _HEADING and not ends_sentence(block.text)


def _hinted(page: LabelledPage, each: LabelledBlock) -> Label:
    """What a kept block's words say that it is, or OTHER."""
    hit = page.hits[each.block.index]
    return Label.OTHER if hit is None else hit.label
