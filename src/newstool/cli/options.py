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

READING = "What is read"
WRITING = "Where it goes"
RUNNING = "How it runs"
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
    """What every command that reads articles can be told."""

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
            help="Read paths from FILE (- for stdin), one a line.",
            rich_help_panel=READING,
        ),
    ] = None
    null: Annotated[
        bool,
        typer.Option(
            "--null",
            "-0",
            help="The paths of --files-from are separated by NUL, as find -print0 writes them.",
            rich_help_panel=READING,
        ),
    ] = False
    include: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB",
            help="Of a directory read only the files whose name GLOB matches, or whose path below"
            " it where GLOB has a slash: '*.html', '2024/*'. May be given several times.",
            rich_help_panel=READING,
        ),
    ] = None
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB",
            help="Leave out the files and directories of a directory that GLOB matches, likewise.",
            rich_help_panel=READING,
        ),
    ] = None
    format: Annotated[
        InputFormat | None,
        typer.Option(
            "--format",
            help="What the inputs are, instead of looking at them.",
            rich_help_panel=READING,
        ),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The encoding of the inputs, instead of detecting it.",
            rich_help_panel=READING,
        ),
    ] = None
    url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The address of the input's page.", rich_help_panel=READING
        ),
    ] = None
    field: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=KEY",
            help="The key of JSON documents that holds a field, as in --field title=webTitle;"
            " names as in the docs. A KEY alone holds HTML or text.",
            rich_help_panel=READING,
        ),
    ] = None
    records: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help="The key of the array that holds the articles in JSON, as in"
            " --records response.results. Looked for unless given.",
            rich_help_panel=READING,
        ),
    ] = None
    split_on: Annotated[
        str | None,
        typer.Option(
            metavar="REGEX",
            help="Begin a new article at each line of a text that REGEX matches.",
            rich_help_panel=READING,
        ),
    ] = None
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Fail where a file of many articles holds other articles than it declares.",
            rich_help_panel=READING,
        ),
    ] = False
    rules: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE",
            help="Rules of your own, before those that newstool has. May be given several times."
            " Unless given, NEWSTOOL_RULES or pyproject.toml names them.",
            rich_help_panel=READING,
        ),
    ] = None
    max_bytes: Annotated[
        int | None,
        typer.Option(
            parser=_size,
            metavar="SIZE",
            help="Read no more of one input than this, gunzipped. 50M unless given.",
            show_default=False,
            rich_help_panel=READING,
        ),
    ] = None
    max_blocks: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Cut one article into no more blocks than this. 10000 unless given.",
            show_default=False,
            rich_help_panel=READING,
        ),
    ] = None
    now: Annotated[
        str | None,
        typer.Option(
            parser=_moment,
            metavar="DATE",
            help="When the inputs were fetched: what '2 hours ago' counts from. 'now' is today.",
            rich_help_panel=DATES,
        ),
    ] = None
    date_order: Annotated[
        Literal["ymd", "dmy", "mdy"] | None,
        typer.Option(
            help="How to read 03-04-05 where nothing else in the article tells.",
            rich_help_panel=DATES,
        ),
    ] = None
    strict_dates: Annotated[
        bool,
        typer.Option(
            "--strict-dates",
            help="Give null for an ambiguous date instead of its best reading.",
            rich_help_panel=DATES,
        ),
    ] = False
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Write to this file (or directory) instead of stdout.",
            rich_help_panel=WRITING,
        ),
    ] = None
    force: Annotated[
        bool,
        typer.Option("--force", help="Overwrite what is there.", rich_help_panel=WRITING),
    ] = False
    errors: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Write one JSON object a line for each input that failed.",
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
            help="Processes. Unless given, as many as there are cores once there are many inputs.",
            show_default=False,
            rich_help_panel=RUNNING,
        ),
    ] = None
    timeout: Annotated[
        float | None,
        typer.Option(
            min=0.01,
            metavar="SECONDS",
            help="Give up on an input after this time.",
            rich_help_panel=RUNNING,
        ),
    ] = None
    progress: Annotated[
        bool | None,
        typer.Option(
            "--progress/--no-progress",
            help="Show a progress bar. Only on a terminal unless given.",
            show_default=False,
            rich_help_panel=RUNNING,
        ),
    ] = None
    summary: Annotated[
        bool | None,
        typer.Option(
            "--summary/--no-summary",
            help="End with a summary on stderr. Only on a terminal unless given.",
            show_default=False,
            rich_help_panel=RUNNING,
        ),
    ] = None
    color: Annotated[
        Literal["auto", "always", "never"],
        typer.Option(
            "--color",
            help="Colours: auto asks the terminal, NO_COLOR and FORCE_COLOR; always is for a pager,"
            " as in newstool parse page.html --cards --color always | less -R.",
            rich_help_panel=RUNNING,
        ),
    ] = "auto"
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet",
            "-q",
            help="Write nothing to stderr but the error that ends a run.",
            rich_help_panel=RUNNING,
        ),
    ] = False


def with_common(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose first parameter is a `Common`, as one with each of its fields as an option.

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
