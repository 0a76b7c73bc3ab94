"""`newstool inspect`: pages that show what newstool saw in articles, block by block."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from msgspec import Struct

from newstool.cli.destinations import (
    goes_to_stdout,
    has_many_inputs,
    means_directory,
    open_output,
    shown_on_terminal,
)
from newstool.cli.one_run import Run, read_as_of, settings_of
from newstool.cli.options import Common
from newstool.export.inspection.frame import page
from newstool.export.inspection.index_view import Fault, Row, index_view
from newstool.export.inspection.markup import tag
from newstool.export.inspection.others import Others
from newstool.model.errors import InputError, LimitError, NewstoolError, OverwriteError, UsageError
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.runs.batch import Done, Failure, run
from newstool.runs.inputs import Sources, find_inputs
from newstool.runs.inspections import Inspected, InspectWork
from newstool.runs.outputs import Tree
from newstool.runs.work import RecordWork

_MOST_IN_ONE = 50_000_000  # characters of one page; more makes a browser slow
_MOST_FAULTS = 500  # inputs that failed, listed in an index
_INDEX = "index.html"


class InspectOptions(Struct, frozen=True):
    """What `inspect` can be told besides the common options."""

    compare: str | None = None
    open: bool = False


def inspect(common: Common, options: InspectOptions) -> int:
    """Inputs to pages; returns the exit code. Raises `UsageError` and `OutputError`."""
    common = with_place(common, wants_open=options.open, name="inspect.html")
    run = FaultsRun(common, "article")
    others = _others(run, options.compare) if options.compare is not None else None
    settings = settings_of(common, evidence=True, blocks=True)
    work = InspectWork(read_as_of(common, partial_records=True), settings, others)
    whole = _to_directory(run, work) if means_directory(common) else _to_one_page(run, work)
    run.say_summary()
    if options.open and whole is not None and run.interrupted is None:
        open_in_browser(run, whole)
    return run.exit_code()


class FaultsRun(Run):
    """A run that keeps what failed, for its page."""

    def __init__(self, common: Common, noun: str) -> None:
        super().__init__(common, noun)
        self.faults: list[Fault] = []

    def fail(self, failure: Failure) -> None:
        """Tell of it, and keep the first of them."""
        super().fail(failure)
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(failure.path, str(failure.error)))


def with_place(common: Common, *, wants_open: bool, name: str) -> Common:
    """The options with a place for the page: for --open alone, one that lasts a session."""
    if wants_open and goes_to_stdout(common):
        folder = Path(tempfile.mkdtemp(prefix="newstool-"))
        many = name == "inspect.html" and has_many_inputs(common)
        return dataclasses.replace(common, output=str(folder if many else folder / name))
    if shown_on_terminal(common):
        raise UsageError(
            "a page is not for a terminal", hint="name a file with -o, or see it with --open"
        )
    return common


def open_in_browser(run: Run, path: Path) -> None:
    """Show a page in the browser; where there is none, say where the page is."""
    import webbrowser

    if not webbrowser.open(path.resolve().as_uri()):
        run.talk.say(f"no browser was found; the page is {path}", always=True)


def _others(own: Run, path: str) -> Others:
    """The records to compare with. Raises `InputError` where there are none."""
    work = RecordWork(ReadAs(partial_records=True), Settings())
    lines = []
    for result in run(find_inputs(Sources(paths=(path,))), work):
        if isinstance(result, Done):
            lines.append(result.value.line)
        elif isinstance(result, Failure):
            own.talk.say(str(result))
    if not lines:
        raise InputError("there is no record to compare with", where=path)
    return Others(lines, alone=not has_many_inputs(own.common))


# --- one page ------------------------------------------------------------------------------------


class _OnePage:
    """All articles on one page; where there are several, below an index of them."""

    def __init__(self, run: FaultsRun) -> None:
        self._run = run
        self._articles: list[Inspected] = []
        self._size = 0

    def add(self, article: Inspected) -> None:
        """Take one article. Raises `LimitError` where a browser would find it too much."""
        self._articles.append(article)
        self._size += len(article.html)
        if self._size > _MOST_IN_ONE:
            hint = "name a directory, which gets a page for each: -o seen/"
            raise LimitError("there are too many articles for one page", hint=hint)

    def start(self) -> bytes:
        """Nothing can be written before all is known."""
        return b""

    def record(self, line: bytes) -> bytes:
        """An article's part waits for the others."""
        raise NotImplementedError

    def finish(self) -> bytes:
        """The whole page."""
        # Beside its own fault, an article that is none has nothing in an index.
        if len(self._articles) == 1 and self._run.done + self._run.failed == 1:
            return self._articles[0].page().encode()
        rows = [each.row for each in self._articles]
        index = index_view(rows, self._run.faults, self._run.failed)
        parts = (each.html for each in self._articles)
        return page(f"{len(rows):,} articles", index, *parts, kind="many").encode()


def _to_one_page(run: FaultsRun, work: InspectWork) -> Path | None:
    sink = open_output(run.common, None)
    whole = _OnePage(run)

    def take(done: Done[Inspected]) -> NewstoolError | None:
        whole.add(done.value)
        return done.value.error

    run.each(work, sink, take, frame=whole)
    return None if goes_to_stdout(run.common) else Path(run.common.output or "")


# --- a directory ---------------------------------------------------------------------------------


def _to_directory(run: FaultsRun, work: InspectWork) -> Path:
    """A page for each article, and an index of them."""
    root = Path(run.common.output or ".")
    if (root / _INDEX).exists() and not run.common.force:
        raise OverwriteError(
            "the file exists", where=str(root / _INDEX), hint="--force overwrites it"
        )
    tree = Tree(root, force=run.common.force)
    rows: list[Row] = []
    back = tag("nav", tag("a", "← All articles", href=f"../{_INDEX}"))

    def take(done: Done[Inspected]) -> NewstoolError | None:
        made = done.value
        # With its number, so that the pages are in order and none of them lies deeper.
        name = PurePosixPath(done.name.replace("\\", "/")).name
        try:
            path = tree.write(
                f"articles/{len(rows) + 1:05}-{name}", ".html", made.page(back).encode()
            )
        except NewstoolError as error:
            return error
        made.row.href = quote(path.relative_to(root).as_posix())
        rows.append(made.row)
        return made.error

    run.each(work, None, take)
    index = page(f"{len(rows):,} articles", index_view(rows, run.faults, run.failed), kind="many")
    return tree.write("index", ".html", index.encode())
