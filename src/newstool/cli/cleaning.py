"""`newstool clean`: articles to their kept text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from newstool.cli.destinations import (
    color_of,
    format_of_output,
    has_many_inputs,
    json_on_screen,
    means_directory,
    open_output,
    shown_on_terminal,
    text_on_screen,
    write_to_tree,
)
from newstool.cli.one_run import Run, read_as_of, settings_of
from newstool.cli.options import Common
from newstool.export.clean_text import OwnMarks
from newstool.export.formats import CLEAN_FORMATS, ENDINGS, CleanFormat
from newstool.export.pieces import kept_labels
from newstool.model.errors import NewstoolError
from newstool.page.regime import reason_of
from newstool.runs.batch import Done
from newstool.runs.inputs import STDIN_NAME
from newstool.runs.outputs import Tree
from newstool.runs.work import Cleaned, CleanWork

if TYPE_CHECKING:
    from rich.console import RenderableType

_MEASURE = 100  # characters of a line on a terminal, where it is that wide


class CleanOptions(Struct, frozen=True):
    """The options of `clean` besides the common ones."""

    to: CleanFormat | None = None
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    explain: bool = False
    ndjson: bool = False
    own: OwnMarks = OwnMarks()
    learn: bool = False


def clean(common: Common, options: CleanOptions) -> int:
    """Inputs to their kept text; returns the exit code. Raises `UsageError`, `OutputError`."""
    run = Run(common, "article")
    options = _completed(common, options)
    settings = settings_of(common)
    if options.learn:
        from newstool.cli.learning import rules_of_batch

        learned = rules_of_batch(run, run.hold())
        settings = msgspec.structs.replace(settings, rules=(*settings.rules, *learned))
    work = CleanWork(
        read_as_of(common, gaps=options.explain and options.ndjson),
        settings,
        options.to or "text",
        kept_labels(options.keep, options.drop),
        options.explain,
        options.own,
    )
    if not options.ndjson and means_directory(common):
        _clean_to_tree(run, work, options)
    elif shown_on_terminal(common) and not options.ndjson:
        _clean_to_screen(run, work, options)
    else:
        _clean_to_stream(run, work, options)
    run.say_summary()
    return run.exit_code()


def _completed(common: Common, options: CleanOptions) -> CleanOptions:
    """The options with what the name of the output says. Raises `UsageError`."""
    if options.ndjson or options.to is not None:
        return options
    formats: tuple[CleanFormat | Literal["ndjson"], ...] = (*CLEAN_FORMATS, "ndjson")
    named = format_of_output(common, "clean", formats)
    if named == "ndjson":
        return msgspec.structs.replace(options, ndjson=True)
    return msgspec.structs.replace(options, to=named)


def _clean_to_stream(run: Run, work: CleanWork, options: CleanOptions) -> None:
    sink = open_output(run.common, json_on_screen if options.ndjson else text_on_screen)
    texts = 0

    def take(done: Done[Cleaned]) -> NewstoolError | None:
        nonlocal texts
        if options.explain and options.ndjson:
            sink.write(_span_lines(done))
        elif options.explain:
            _show_removed(run, done)
        if done.value.error is None and not (options.explain and options.ndjson):
            sink.write(_text_of(done, first=not texts, ndjson=options.ndjson))
            texts += 1
        sink.flush()
        return done.value.error

    run.each(work, sink, take)


def _text_of(done: Done[Cleaned], *, first: bool, ndjson: bool) -> bytes:
    """An article's text as one line of JSON, or as it is, separated by a form feed from others."""
    text = done.value.text
    if ndjson:
        return msgspec.json.encode({**_origin(done), "text": text}) + b"\n"
    return ("" if first else "\f").encode() + text.encode("utf-8", "replace") + b"\n"


def _span_lines(done: Done[Cleaned]) -> bytes:
    read_as = done.value.read_as
    origin = {
        **_origin(done),
        "regime": None if read_as is None else read_as.value,
        "regime_because": None if read_as is None else reason_of(read_as),
    }
    spans = ({**origin, **msgspec.structs.asdict(span)} for span in done.value.spans)
    return b"".join(msgspec.json.encode(span) + b"\n" for span in spans)


def _origin(done: Done[Cleaned]) -> dict[str, object]:
    return {"path": None if done.name == STDIN_NAME else done.name, "index": done.index}


def _clean_to_tree(run: Run, work: CleanWork, options: CleanOptions) -> None:
    tree = Tree(Path(run.common.output or "."), force=run.common.force)

    def take(done: Done[Cleaned]) -> NewstoolError | None:
        if options.explain:
            _show_removed(run, done)
        if done.value.error is not None:
            return done.value.error
        data = _text_of(done, first=True, ndjson=False)
        return write_to_tree(tree, done, ENDINGS[options.to or "text"][0], data)

    run.each(work, None, take)


def _show_removed(run: Run, done: Done[Cleaned]) -> None:
    from newstool.cli.tables import removed_table

    run.talk.show(removed_table(done.name, done.value.spans, done.value.read_as))


# --- on a terminal -------------------------------------------------------------------------------


def _clean_to_screen(run: Run, work: CleanWork, options: CleanOptions) -> None:
    """Each text wrapped at words; where there are several, below a line that names it."""
    from newstool.cli.console import rendered

    sink = open_output(run.common, None)
    several = has_many_inputs(run.common)
    texts = 0

    def take(done: Done[Cleaned]) -> NewstoolError | None:
        nonlocal texts
        if options.explain:
            _show_removed(run, done)
        if done.value.error is not None:
            return done.value.error
        if texts or several:
            head = _headed(done, first=not texts)
            sink.write(rendered(head, sys.stdout, color_of(run.common)))
        if options.to in (None, "text"):
            lines = rendered(_wrapped(done.value.text), sys.stdout, "never").splitlines()
            sink.write(b"".join(line.rstrip() + b"\n" for line in lines))
        else:
            sink.write(text_on_screen(done.value.text + "\n"))
        texts += 1
        sink.flush()
        return None

    run.each(work, sink, take)


def _headed(done: Done[Cleaned], *, first: bool) -> RenderableType:
    """A rule with the article's name, and its headline where the text doesn't begin with it."""
    from rich.console import Group
    from rich.rule import Rule
    from rich.text import Text

    from newstool.cli.console import Sized, end_of, safe
    from newstool.export.inspection.record_parts import numbered

    name = numbered(done.name, done.index)

    def rule(width: int) -> RenderableType:
        return Rule(safe(end_of(name, width - 6), "bold cyan"), align="left", style="cyan")

    parts: list[RenderableType] = [Sized(rule)]
    title = done.value.title
    if title and not done.value.text.startswith(title):
        parts.append(safe(title, "bold"))
    parts.append(Text(""))
    return Group(*([] if first else [Text("")]), *parts)


def _wrapped(text: str) -> RenderableType:
    from rich.constrain import Constrain
    from rich.text import Text

    from newstool.reading.printable import printable

    return Constrain(Text(printable(text)), _MEASURE)
