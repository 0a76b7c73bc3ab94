"""Where the results of a run go, and in which format, as far as -o says."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection
from pathlib import Path, PurePath
from typing import Any

from newstool.cli.console import Color, encoding_of
from newstool.cli.options import Common
from newstool.cli.terminal import (
    encoded,
    encoded_json,
    is_terminal,
    json_for_terminal,
)
from newstool.export.formats import F, format_of_name
from newstool.model.errors import NewstoolError, OutputError
from newstool.reading.printable import printable
from newstool.runs.batch import Done
from newstool.runs.outputs import Sink, StreamSink, Tree, open_sink

Change = Callable[[str], bytes]


def goes_to_stdout(common: Common) -> bool:
    """Whether the results go to standard output."""
    return common.output is None or common.output == "-"


def shown_on_terminal(common: Common) -> bool:
    """Whether a person sees the results as they come."""
    return goes_to_stdout(common) and is_terminal(sys.stdout)


def color_of(common: Common) -> Color:
    """The colours of the results: none in a file unless they are asked for."""
    return "never" if common.color == "auto" and not goes_to_stdout(common) else common.color


def shown_as_on_terminal(common: Common) -> bool:
    """Whether the results are for a person: a terminal's, or a pager's that takes colours."""
    return goes_to_stdout(common) and (is_terminal(sys.stdout) or common.color == "always")


def format_of_output(
    common: Common, command: str, formats: Collection[F], *, compressed: bool = False
) -> F | None:
    """The format that the ending of the output's name asks for; None where it has none.

    Raises `UsageError` for an ending that none of `formats` has; where they are written
    `compressed`, that ending follows the format's own.
    """
    if goes_to_stdout(common) or means_directory(common):
        return None
    return format_of_name(common.output or "", command, formats, compressed=compressed)


def open_output(common: Common, for_terminal: Change | None) -> Sink:
    """The file or stream that the results go to; `for_terminal` makes text safe for a screen.

    Raises `OutputError`.
    """
    sink = open_sink(common.output, force=common.force)
    if for_terminal is not None and isinstance(sink, StreamSink) and sink.is_terminal():
        return sink.through(for_terminal)
    return sink


def text_on_screen(text: str) -> bytes:
    """Text that is safe on a terminal: nothing in it takes effect, all of it can be shown."""
    return encoded(printable(text), encoding_of(sys.stdout))


def json_on_screen(text: str) -> bytes:
    """JSON that is safe on a terminal, with the same values when it is read."""
    return encoded_json(json_for_terminal(text), encoding_of(sys.stdout))


def means_directory(common: Common) -> bool:
    """Whether -o names a directory: it is one, ends like one, or many inputs and no suffix."""
    if common.output is None or common.output == "-":
        return False
    path = Path(common.output)
    return (
        path.is_dir()
        or common.output.endswith(("/", "\\"))
        or (has_many_inputs(common) and not PurePath(path).suffix and not path.exists())
    )


def has_many_inputs(common: Common) -> bool:
    """Whether more than one file was named, or what may hold more."""
    paths = common.paths or []
    return len(paths) > 1 or common.files_from is not None or any(map(os.path.isdir, paths))


def write_to_tree(tree: Tree, done: Done[Any], suffix: str, data: bytes) -> NewstoolError | None:
    """One document's file; one that can't be written fails alone."""
    try:
        tree.write(done.relative or done.name, suffix, data)
    except OutputError as error:
        return error
    return None
