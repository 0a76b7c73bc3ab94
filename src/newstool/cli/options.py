"""The options that parse, clean and export share, declared once.

`with_common` gives a command the fields of `Common` as options of its own and hands it one value.
"""

# Annotations are evaluated here, not kept as strings: Typer would evaluate them at every start.

import dataclasses
import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer

READING = "Input"
WRITING = "Output"
RUNNING = "Running"
DATES = "Dates"

InputFormat = Literal["html", "text", "ndjson"]


def _size(text: str) -> int:
    """A number of bytes: '5000000', '500k', '50M', '1G'."""
    units = {"k": 10**3, "m": 10**6, "g": 10**9}
    factor = units.get(text[-1:].lower(), 1)
    digits = text[:-1] if factor > 1 else text
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 15 or int(digits) == 0:
        raise typer.BadParameter(f"{text!r} is not a size; say 500k, 50M or 1G")
    return int(digits) * factor


def _moment(text: str) -> str:
    """An ISO 8601 date or time, or 'now' for the clock's."""
    import datetime

    if text == "now":
        return datetime.datetime.now(datetime.UTC).isoformat()
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is not an ISO 8601 date; say 2024-03-01 or now"
        ) from error
    return text


@dataclasses.dataclass(frozen=True, slots=True)
class Common:
    """The options of every command that reads articles."""

    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            show_default=False,
            help="Files, directories (walked in sorted order) or - for stdin. None means stdin.",
        ),
    ] = None
    files_from: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Read paths from FILE (- for stdin), one per line.",
            rich_help_panel=READING,
        ),
    ] = None
    null: Annotated[
        bool,
        typer.Option(
            "--null",
            "-0",
            help="Paths in --files-from are separated by NUL, as written by find -print0.",
            rich_help_panel=READING,
        ),
    ] = False
    include: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB",
            help="In directories, read only files whose name matches GLOB, or whose path if GLOB"
            " has a slash: '*.html', '2024/*'. Can be repeated.",
            rich_help_panel=READING,
        ),
    ] = None
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB",
            help="In directories, skip files and directories that match GLOB. Can be repeated.",
            rich_help_panel=READING,
        ),
    ] = None
    format: Annotated[
        InputFormat | None,
        typer.Option(
            "--format",
            help="Format of the inputs. Default: detected.",
            rich_help_panel=READING,
        ),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Encoding of the inputs. Default: detected.",
            rich_help_panel=READING,
        ),
    ] = None
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="URL that the input comes from.", rich_help_panel=READING),
    ] = None
    field: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=KEY",
            help="Read the field NAME from this key of JSON documents: --field title=webTitle."
            " The docs list the names. A KEY alone holds the HTML or text. Can be repeated.",
            rich_help_panel=READING,
        ),
    ] = None
    records: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help="Key of the array that holds the articles in JSON: --records response.results."
            " Default: detected.",
            rich_help_panel=READING,
        ),
    ] = None
    split_on: Annotated[
        str | None,
        typer.Option(
            metavar="REGEX",
            help="Start a new article at each line of a text that matches REGEX.",
            rich_help_panel=READING,
        ),
    ] = None
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Fail if a file of many articles doesn't hold the articles that it declares.",
            rich_help_panel=READING,
        ),
    ] = False
    rules: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE",
            help="Apply your own rules before newstool's. Can be repeated."
            " Default: the files in NEWSTOOL_RULES or pyproject.toml.",
            rich_help_panel=READING,
        ),
    ] = None
    max_bytes: Annotated[
        int | None,
        typer.Option(
            parser=_size,
            metavar="SIZE",
            help="Maximum size of one input after decompression. Default: 50M.",
            show_default=False,
            rich_help_panel=READING,
        ),
    ] = None
    max_blocks: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Maximum number of blocks in one article. Default: 10000.",
            show_default=False,
            rich_help_panel=READING,
        ),
    ] = None
    now: Annotated[
        str | None,
        typer.Option(
            parser=_moment,
            metavar="DATE",
            help="When the inputs were fetched, to resolve '2 hours ago'. 'now' is right now.",
            rich_help_panel=DATES,
        ),
    ] = None
    date_order: Annotated[
        Literal["ymd", "dmy", "mdy"] | None,
        typer.Option(
            help="How to read 03-04-05 if nothing else in the article settles it.",
            rich_help_panel=DATES,
        ),
    ] = None
    strict_dates: Annotated[
        bool,
        typer.Option(
            "--strict-dates",
            help="Write null for an ambiguous date instead of the best guess.",
            rich_help_panel=DATES,
        ),
    ] = False
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Write to this file or directory instead of stdout.",
            rich_help_panel=WRITING,
        ),
    ] = None
    force: Annotated[
        bool,
        typer.Option("--force", help="Overwrite existing files.", rich_help_panel=WRITING),
    ] = False
    errors: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Write one JSON object per line for each input that failed.",
            rich_help_panel=WRITING,
        ),
    ] = None
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            metavar="N",
            help="Number of worker processes. Default: one per core when there are many inputs.",
            show_default=False,
            rich_help_panel=RUNNING,
        ),
    ] = None
    timeout: Annotated[
        float | None,
        typer.Option(
            min=0.01,
            metavar="SECONDS",
            help="Give up on an input after this many seconds.",
            rich_help_panel=RUNNING,
        ),
    ] = None
    progress: Annotated[
        bool | None,
        typer.Option(
            "--progress/--no-progress",
            help="Show a progress bar. Default: only on a terminal.",
            show_default=False,
            rich_help_panel=RUNNING,
        ),
    ] = None
    summary: Annotated[
        bool | None,
        typer.Option(
            "--summary/--no-summary",
            help="Print a summary to stderr at the end. Default: only on a terminal.",
            show_default=False,
            rich_help_panel=RUNNING,
        ),
    ] = None
    color: Annotated[
        Literal["auto", "always", "never"],
        typer.Option(
            "--color",
            help="When to use colours. auto depends on the terminal, NO_COLOR and FORCE_COLOR;"
            " always is for a pager: newstool parse page.html --cards --color always | less -R.",
            rich_help_panel=RUNNING,
        ),
    ] = "auto"
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet",
            "-q",
            help="Print nothing to stderr except the error that ends a run.",
            rich_help_panel=RUNNING,
        ),
    ] = False


def with_common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn a command whose first parameter is a `Common` into one with its fields as options.

    The command's own options come first in its help.
    """
    _, *own = inspect.signature(command).parameters.values()
    common = [
        inspect.Parameter(
            each.name, inspect.Parameter.KEYWORD_ONLY, default=each.default, annotation=each.type
        )
        for each in dataclasses.fields(Common)
    ]
    specific = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]

    @functools.wraps(command)
    def expanded(**given: Any) -> Any:
        values = {each.name: given.pop(each.name) for each in common}
        return command(Common(**values), **given)

    parameters = [common[0], *specific, *common[1:]]
    expanded.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    expanded.__annotations__ = {each.name: each.annotation for each in parameters}
    del expanded.__wrapped__
    return expanded
