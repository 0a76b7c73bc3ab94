"""The library's functions: each is the list of its steps."""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import msgspec
from msgspec.structs import replace

from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import Pause
from newstool.model.article import Article, Document, Format
from newstool.model.errors import NewstoolError, NoArticleError, UsageError
from newstool.model.read_as import ReadAs, checked_read_as
from newstool.model.settings import DateOrder, Settings, check_choice
from newstool.pipeline import label_article, read_article, story_of
from newstool.reading.json_lines import mend_surrogates
from newstool.runs.batch import Done, Failure, run
from newstool.runs.documents import StoredRecord, read_entries
from newstool.runs.inputs import RawInput, Sources, find_inputs, inputs_in_memory
from newstool.vocabulary.own_rules import settings_from
from newstool.vocabulary.patterns import later

if TYPE_CHECKING:
    from bs4 import Tag

    from newstool.export.formats import CleanFormat
    from newstool.export.frames import FrameLibrary
    from newstool.fields.candidates import CandidateReport, RankedField

    Source = bytes | str | Path | Tag | Mapping[str, object]


class SettingOptions(TypedDict, total=False):
    """The keyword arguments that make a `Settings`, which says what each means."""

    now: datetime | str | None
    date_order: DateOrder | None
    strict_dates: bool
    max_bytes: int
    max_blocks: int
    evidence: bool
    blocks: bool
    rules: str | PathLike[str] | Sequence[str | PathLike[str]]


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
    `NewstoolError`; `UsageError` when the source holds several articles, or an argument is wrong.

    Args:
        source: bytes, str, Path, mapping, or a BeautifulSoup object.
        url: The URL of the article's page.
        format: "html" or "text". Default: detected.
        encoding: The encoding of bytes. Default: detected.
        **settings: Settings that all functions take:
            now: When the source was fetched: a datetime or an ISO 8601 string. '2 hours ago'
                counts from it; without it, such a date is None.
            date_order: "ymd", "dmy" or "mdy": how to read 03-04-05 if nothing else settles it.
            strict_dates: True makes an ambiguous date None instead of the best guess.
            max_bytes: Maximum number of bytes after decompression. Default: 50,000,000.
            max_blocks: Maximum number of blocks in the article. Default: 10,000.
            evidence: True fills `Article.evidence`: where each value was found.
            blocks: True fills `Article.blocks`: every block with its label.
            rules: Files of your own rules, applied before newstool's.
    """
    chosen = settings_from(settings)
    read_as = checked_read_as(url=url, format=format, encoding=encoding)
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
    links: bool = True,
    emphasis: bool = True,
    images: bool = True,
    **settings: Unpack[SettingOptions],
) -> str:
    """The story without its boilerplate, as text, Markdown or an HTML page.

    It is the headline, the standfirst and the body. Raises `NewstoolError`; `NoArticleError` when
    nothing is left.

    Args:
        source: As for `parse`, and so are `url`, `format`, `encoding` and the settings.
        to: "text", "markdown" or "html".
        keep: More labels of blocks to keep; `newstool labels` lists them.
        drop: Labels of blocks to leave out. Without the headline, the standfirst is dropped too.
        links: Whether Markdown and HTML keep the story's links.
        emphasis: Whether they keep what is bold or italic; inline code stays.
        images: Whether they keep the story's pictures with their captions.
    """
    from newstool.export.clean_text import OwnMarks, write_clean
    from newstool.export.formats import CLEAN_FORMATS
    from newstool.export.pieces import kept_labels

    chosen = settings_from(settings)
    check_choice("to", to, CLEAN_FORMATS)
    kept = kept_labels(_names(keep), _names(drop))
    read_as = checked_read_as(url=url, format=format, encoding=encoding)
    document = _only(_documents(source, read_as, chosen))
    page = label_article(document, chosen, marks=to != "text")
    title = page.headline.value if page.headline else None
    pieces = story_of(page, kept, pictures=images and to != "text")
    own = OwnMarks(links, emphasis, images)
    return write_clean(pieces, to, title=title, language=page.head.language, own=own)


def candidates(
    source: Source,
    field: RankedField,
    *,
    url: str | None = None,
    format: Format | None = None,
    encoding: str | None = None,
    **settings: Unpack[SettingOptions],
) -> tuple[CandidateReport, ...]:
    """Every candidate for a field's value, with its evidence and why it wasn't chosen.

    The chosen one comes first; its `lost` is None. Raises `NewstoolError`, and `UsageError` for a
    field that no candidates compete for.
    """
    from newstool.fields.candidates import candidates_of

    chosen = settings_from(settings)
    read_as = checked_read_as(url=url, format=format, encoding=encoding)
    document = _only(_documents(source, read_as, chosen))
    return candidates_of(label_article(document, chosen), field)


def inspect(
    source: Source,
    *,
    url: str | None = None,
    format: Format | None = None,
    encoding: str | None = None,
    **settings: Unpack[SettingOptions],
) -> str:
    """A page of HTML that shows what was seen in an article: its blocks, its record, the reasons.

    It is self-contained, and nothing in the article runs in it. An article in which
    nothing was found is shown too. The arguments are those of `parse`. Raises `NewstoolError`.
    """
    from newstool.runs.inspections import inspected_article

    chosen = replace(settings_from(settings), evidence=True, blocks=True)
    read_as = checked_read_as(url=url, format=format, encoding=encoding)
    return inspected_article(_only(_documents(source, read_as, chosen)), chosen).page()


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
    same holds for bytes and strings of JSON. Raises `UsageError` for an argument that is wrong.

    Args:
        sources: Sources as for `parse`, and so are `url`, `format`, `encoding` and the settings.
        jobs: The number of processes. None means one per core.
        timeout: Seconds until a source is given up, which needs a process even for one job.
    """
    _check_many(sources, jobs, timeout)
    chosen = settings_from(settings)
    read_as = checked_read_as(url=url, format=format, encoding=encoding)
    return _results(sources, jobs, timeout, read_as, chosen)


def to_dataframe(
    articles: Iterable[Article | Failure],
    *,
    columns: Sequence[str] | None = None,
    library: FrameLibrary | None = None,
) -> Any:
    """Articles as a data frame, one row each: pandas, or Polars if pandas isn't installed.

    Takes what `parse_many` gives: a `Failure` is a row with its message in the column `error`,
    which is there only if something failed. Lists and objects stay what they are, dates are ISO
    8601 strings. Raises `UsageError` if neither library is installed.

    Args:
        articles: Articles, or results of `parse_many`.
        columns: The columns in order, named as in `newstool fields`. None means all.
        library: "pandas" or "polars".
    """
    from newstool.export.frames import LIBRARIES, check_columns_of, frame_of, load_library, row_of

    if library is not None:
        check_choice("library", library, LIBRARIES)
    chosen, module = load_library(library)
    names = check_columns_of(columns)
    rows = [
        row_of(each, names) if isinstance(each, Article) else _row_of_failure(each, names)
        for each in articles
    ]
    return frame_of(rows, names, chosen, module)


def _row_of_failure(failure: Failure, names: Sequence[str]) -> dict[str, object]:
    known = {"input.path": failure.path, "input.index": failure.index}
    return {**{name: known.get(name) for name in names}, "error": str(failure.error)}


def _results(
    sources: Iterable[Source],
    jobs: int | None,
    timeout: float | None,
    read_as: ReadAs,
    settings: Settings,
) -> Generator[Article | Failure, None, None]:
    from newstool.runs.work import ArticleWork

    work = ArticleWork(read_as, settings)
    results = run(_raw_inputs(sources, read_as, settings), work, jobs=jobs, timeout=timeout)
    try:
        for result in results:
            if isinstance(result, Done):
                yield result.value
            elif isinstance(result, Failure):
                yield result
    finally:
        results.close()


# --- arguments ---------------------------------------------------------------------------------


def _names(given: Collection[str]) -> Collection[str]:
    """Labels as a collection, also of a single label."""
    return (given,) if isinstance(given, str) else given


def _check_many(sources: object, jobs: object, timeout: object) -> None:
    if isinstance(sources, str | bytes | Path | Mapping) or not isinstance(sources, Iterable):
        kind = type(sources).__name__
        hint = "put one source in a list: newstool.parse_many([Path('pages/')])"
        raise UsageError(f"sources can't be {kind}: they are several", hint=hint)
    if jobs is not None and (not isinstance(jobs, int) or jobs < 1):
        raise UsageError(f"jobs can't be {jobs!r}", hint="use a whole number above 0, or None")
    if timeout is not None and (not isinstance(timeout, int | float) or not timeout > 0):
        raise UsageError(f"timeout can't be {timeout!r}", hint="use seconds above 0, or None")


# A name with an ending, or an address: an article has at least a space.
_NAME = later(r"[^\s<>]{1,1000}\.[A-Za-z][A-Za-z0-9]{0,6}")
_ADDRESS = later(r"https?://[^\s<>]{1,2000}")
_LONGEST_PATH = 1000


def _check_article(text: str) -> None:
    """Raise `UsageError` for a path or an address that was given instead of an article."""
    if _ADDRESS.fullmatch(text):
        hint = "newstool fetches nothing: give the page's bytes, and the address as url"
        raise UsageError("a str is the article itself, not its address", hint=hint)
    if _NAME.fullmatch(text) or _is_path(text):
        hint = f"newstool.parse(Path({text!r})) reads a file"
        raise UsageError("a str is the article itself, not a path", hint=hint)


def _is_path(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_PATH and "\n" not in text and os.path.exists(text)  # noqa: PTH110


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
                    raise UsageError("it is already a record, not an article", hint=hint)
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
        _check_article(source)
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
