"""The library's functions: each is the list of its steps."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import msgspec
from msgspec.structs import replace

from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import Pause
from newstool.model.article import Article, Document, Format
from newstool.model.errors import NewstoolError, NoArticleError, UsageError
from newstool.model.read_as import ReadAs
from newstool.model.settings import DateOrder, Settings
from newstool.pipeline import label_article, read_article, story_of
from newstool.reading.json_lines import mend_surrogates
from newstool.runs.batch import Done, Failure, run
from newstool.runs.documents import StoredRecord, read_entries
from newstool.runs.inputs import RawInput, Sources, find_inputs, inputs_in_memory

if TYPE_CHECKING:
    from bs4 import Tag

    from newstool.export.formats import CleanFormat
    from newstool.fields.candidates import CandidateReport, RankedField

    Source = bytes | str | Path | Tag | Mapping[str, object]


class SettingOptions(TypedDict, total=False):
    """The keyword arguments that make a `Settings`."""

    now: datetime | None
    date_order: DateOrder | None
    strict_dates: bool
    max_bytes: int
    max_blocks: int
    evidence: bool
    blocks: bool


def parse(
    source: Source,
    *,
    url: str | None = None,
    format: Format | None = None,
    encoding: str | None = None,
    **settings: Unpack[SettingOptions],
) -> Article:
    """One article's HTML or plain text to its record.

    A `str` is the article itself, never a path; a `Path` is read, through gzip too. A mapping has
    the keys of a JSON document: "html" or "text", "title", "author", "date", ... Raises
    `NewstoolError`; `UsageError` when the source holds several articles.
    """
    chosen = Settings(**settings)
    read_as = ReadAs(url=url, format=format, encoding=encoding)
    document = _only(_documents(source, read_as, chosen))
    return read_article(document, chosen)[0]


def clean(
    source: Source,
    *,
    url: str | None = None,
    format: Format | None = None,
    encoding: str | None = None,
    to: CleanFormat = "text",
    keep: Collection[str] = (),
    drop: Collection[str] = (),
    **settings: Unpack[SettingOptions],
) -> str:
    """The story without its boilerplate, as text, Markdown or an HTML page.

    It is the headline, the standfirst and the body; `keep` and `drop` name labels added to them
    and taken from them (without the headline the standfirst goes too). Raises `NewstoolError`;
    `NoArticleError` when nothing is left.
    """
    from newstool.export.clean_text import write_clean
    from newstool.export.pieces import kept_labels

    chosen = Settings(**settings)
    kept = kept_labels(keep, drop)
    read_as = ReadAs(url=url, format=format, encoding=encoding)
    page = label_article(_only(_documents(source, read_as, chosen)), chosen)
    title = page.headline.value if page.headline else None
    return write_clean(story_of(page, kept), to, title=title, language=page.head.language)


def candidates(
    source: Source,
    field: RankedField,
    *,
    url: str | None = None,
    format: Format | None = None,
    encoding: str | None = None,
    **settings: Unpack[SettingOptions],
) -> tuple[CandidateReport, ...]:
    """Everything that says what a field's value is, with its evidence and why it lost.

    The chosen one comes first; its `lost` is None. Raises `NewstoolError`, and `UsageError` for a
    field that no candidates compete for.
    """
    from newstool.fields.candidates import candidates_of

    chosen = Settings(**settings)
    read_as = ReadAs(url=url, format=format, encoding=encoding)
    document = _only(_documents(source, read_as, chosen))
    return candidates_of(label_article(document, chosen), field)


def parse_many(
    sources: Iterable[Source],
    jobs: int | None = 1,
    timeout: float | None = None,
    *,
    url: str | None = None,
    format: Format | None = None,
    encoding: str | None = None,
    **settings: Unpack[SettingOptions],
) -> Generator[Article | Failure, None, None]:
    """The record of every source, or its `Failure`, in input order, each as soon as it is ready.

    A source may also be a directory or a file of many articles, which gives one result each; the
    same holds for bytes and strings of JSON. `jobs` is a
    number of processes, None as many as there are cores; `timeout` is in seconds a source.
    """
    from newstool.runs.work import ArticleWork

    chosen = Settings(**settings)
    read_as = ReadAs(url=url, format=format, encoding=encoding)
    work = ArticleWork(read_as, chosen)
    results = run(_raw_inputs(sources, read_as, chosen), work, jobs=jobs, timeout=timeout)
    try:
        for result in results:
            if isinstance(result, Done):
                yield result.value
            elif isinstance(result, Failure):
                yield result
    finally:
        results.close()


# --- sources -----------------------------------------------------------------------------------


def _only(documents: Iterator[Document]) -> Document:
    first = next(documents, None)
    if first is None:
        raise NoArticleError("there is no article in it")
    if next(documents, None) is not None:
        raise UsageError("the source holds several articles", hint="newstool.parse_many reads all")
    return first


def _documents(source: Source, read_as: ReadAs, settings: Settings) -> Iterator[Document]:
    for raw in _inputs("source", source, read_as, settings):
        if isinstance(raw, RawInput):
            for entry in read_entries(raw, read_as, settings):
                if isinstance(entry.found, NewstoolError):
                    raise entry.found
                if isinstance(entry.found, StoredRecord):
                    hint = "parse_many takes both"
                    raise UsageError("it is a record already, no article", hint=hint)
                if isinstance(entry.found, Document):
                    yield entry.found


def _raw_inputs(
    sources: Iterable[Source], read_as: ReadAs, settings: Settings
) -> Iterator[RawInput | Pause]:
    """Sources of every kind as inputs that can be sent to another process."""
    for number, source in enumerate(sources):
        name = f"source {number}"
        try:
            yield from _inputs(name, source, read_as, settings)
        except NewstoolError as error:
            yield RawInput(name, part=Part(error=error))


def _inputs(
    name: str, source: object, read_as: ReadAs, settings: Settings
) -> Iterator[RawInput | Pause]:
    """What a source holds. Raises `UsageError` for one of another kind."""
    kinds = Sources(opening=Opening(read_as=read_as, max_bytes=settings.max_bytes))
    if isinstance(source, Path):
        yield from find_inputs(replace(kinds, paths=(str(source),)))
    elif isinstance(source, Mapping):
        yield RawInput(name, part=Part(data=_as_line(source), keys="json key"))
    elif isinstance(source, bytes | bytearray | memoryview):
        yield from inputs_in_memory(bytes(source), name, kinds)
    elif isinstance(source, str):
        yield from inputs_in_memory(source, name, kinds)
    elif hasattr(source, "decode") and hasattr(source, "descendants"):  # a bs4 Tag, unimported
        yield RawInput(name, part=Part(data=str(source), known=Known(format="html")))
    else:
        raise UsageError(
            f"a source can't be {type(source).__name__}",
            hint="give bytes, str, a mapping, a pathlib.Path or a BeautifulSoup object",
        )


def _as_line(source: Mapping[str, object]) -> bytes:
    for key, value in source.items():
        if isinstance(value, bytes):
            hint = "give the bytes alone, or decode them"
            raise UsageError(f"{key!r} of a mapping can't be bytes", hint=hint)
    mended = {
        key: mend_surrogates(value) if isinstance(value, str) else value
        for key, value in source.items()
    }
    return msgspec.json.encode(mended, enc_hook=str)
