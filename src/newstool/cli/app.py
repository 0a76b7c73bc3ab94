"""The command line: commands and their options. A thin layer over the library."""

# Annotations are evaluated here, not kept as strings: Typer would evaluate them at every start.

import sys
from collections.abc import Callable, Sequence
from copy import copy
from typing import Annotated, Any, Literal, NoReturn

import typer
import typer.main
from typer.models import CommandInfo, OptionInfo

from newstool import __version__
from newstool.cli.completion import complete_fields, complete_labels
from newstool.cli.help_page import HelpfulCommand, HelpfulGroup
from newstool.cli.options import Common, with_common
from newstool.cli.stopping import exit_code_of, heed_signals
from newstool.export.formats import (
    CLEAN_FORMATS,
    EXPORT_FORMATS,
    CleanFormat,
    ExportFormat,
    F,
    format_named,
)
from newstool.model.errors import NewstoolError, UsageError


class _Program(HelpfulGroup):
    def all_commands(self) -> dict[str, Any]:
        """Every command by its name, also where the program was built with one."""
        program: Any = typer.main.get_command(app)
        return dict(program.commands)


app = typer.Typer(
    name="newstool",
    cls=_Program,
    help="News articles, raw text or HTML, to clean records.",
    epilog="Try: newstool parse page.html, curl -s URL | newstool clean, "
    "newstool export pages/ -o news.csv. For a command's options: newstool parse --help",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

CANDIDATES = Literal[
    "title",
    "authors",
    "date_published",
    "date_modified",
    "site_name",
    "language",
    "section",
    "copyright",
]
DEDUPE = Literal["exact", "near"]


def _format_among(formats: Sequence[F]) -> Callable[[str], F]:
    """A parser for --to, which takes a format's name or file extension: 'markdown', 'md'."""

    def read(text: str) -> F:
        found = format_named(text, formats)
        if found is None:
            raise typer.BadParameter(f"{text!r} is not one of {', '.join(formats)}")
        return found

    return read


def _format_option(formats: Sequence[F], otherwise: F) -> OptionInfo:
    """The option --to for a command that writes these formats."""
    option: OptionInfo = typer.Option(
        "--to",
        parser=_format_among(formats),
        autocompletion=lambda: list(formats),
        metavar="FORMAT",
        help=f"One of {', '.join(formats)}; md is markdown. Default: by the file extension"
        f" in -o, otherwise {otherwise}.",
    )
    return option


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"newstool {__version__}")
        raise typer.Exit


def _list_formats(wanted: bool) -> None:
    if wanted:
        from newstool.cli.listing import print_formats

        _run(print_formats)


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """News articles, raw text or HTML, to clean records."""


@app.command(cls=HelpfulCommand)
@with_common
def parse(
    common: Common,
    json: Annotated[
        bool, typer.Option("--json", help="Write a JSON array, one record per line.")
    ] = False,
    ndjson: Annotated[
        bool,
        typer.Option("--ndjson", help="Write NDJSON, one record per line. The default in a pipe."),
    ] = False,
    cards: Annotated[
        bool, typer.Option("--cards", help="Write cards. The default on a terminal.")
    ] = False,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME,...",
            autocompletion=complete_fields,
            help="Write only these keys, in this order. newstool fields lists them.",
        ),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Add where each value was found, word for word.")
    ] = False,
    blocks: Annotated[
        bool, typer.Option("--blocks", help="Add every block with its label and rule.")
    ] = False,
    candidates: Annotated[
        CANDIDATES | None,
        typer.Option(
            metavar="FIELD",
            help="Show every candidate for FIELD and why it wasn't chosen: title, authors,"
            " date_published, date_modified, site_name, language, section or copyright.",
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Resume an interrupted run: append to the NDJSON file of -o."
        ),
    ] = False,
    list_formats: Annotated[
        bool,
        typer.Option(
            "--list-formats",
            is_eager=True,
            callback=_list_formats,
            help="List the formats that are read or refused, and how they're recognised.",
        ),
    ] = False,
) -> None:
    """Turn raw articles into records.

    Writes one JSON object per line, or a card for each article on a terminal.
    """
    from newstool.cli import parsing

    del list_formats  # it has ended the run
    if json + ndjson + cards > 1:
        _end(UsageError("--json, --ndjson and --cards can't be combined"))
    chosen = parsing.ParseOptions(
        "json" if json else "ndjson" if ndjson else "cards" if cards else None,
        split_names(fields),
        evidence,
        blocks,
        candidates,
        resume,
    )
    _run(parsing.parse, common, chosen)


@app.command(cls=HelpfulCommand)
@with_common
def clean(
    common: Common,
    to: Annotated[
        CleanFormat | None,
        _format_option(CLEAN_FORMATS, "text"),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LABEL,...",
            autocompletion=complete_labels,
            help="Also keep blocks with these labels. newstool labels lists them.",
        ),
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LABEL,...",
            autocompletion=complete_labels,
            help="Also remove blocks with these labels.",
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Show on stderr what was removed: label, rule, place, text."
        ),
    ] = False,
    ndjson: Annotated[
        bool,
        typer.Option("--ndjson", help="Write one object per article, or per span with --explain."),
    ] = False,
    learn: Annotated[
        bool,
        typer.Option(
            "--learn",
            help="Learn first what the batch's sources put under each story, and drop it.",
        ),
    ] = False,
    no_links: Annotated[
        bool, typer.Option("--no-links", help="Leave links out of Markdown and HTML.")
    ] = False,
    no_emphasis: Annotated[
        bool,
        typer.Option("--no-emphasis", help="Leave bold and italics out of Markdown and HTML."),
    ] = False,
    no_images: Annotated[
        bool,
        typer.Option(
            "--no-images", help="Leave pictures and their captions out of Markdown and HTML."
        ),
    ] = False,
) -> None:
    """Write the stories without their boilerplate: headline, standfirst, body.

    Use --drop title to get only the body.
    """
    from newstool.cli import cleaning
    from newstool.export.clean_text import OwnMarks

    own = OwnMarks(not no_links, not no_emphasis, not no_images)
    chosen = cleaning.CleanOptions(
        to, split_names(keep) or (), split_names(drop) or (), explain, ndjson, own, learn
    )
    _run(cleaning.clean, common, chosen)


@app.command(cls=HelpfulCommand)
@with_common
def export(
    common: Common,
    to: Annotated[
        ExportFormat | None,
        _format_option(EXPORT_FORMATS, "csv"),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME,...",
            autocompletion=complete_fields,
            help="Write only these columns: title,copyright.holder. newstool fields lists them."
            " NAME=KEY renames a column to NAME.",
        ),
    ] = None,
    compact: Annotated[
        bool,
        typer.Option(
            "--compact",
            help="Write columns for a spreadsheet: path, title, authors, date, source, site,"
            " language, section, url, words, text.",
        ),
    ] = False,
    join: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Join lists of strings with TEXT. Default with --compact: '; '.",
        ),
    ] = None,
    csv_guard: Annotated[
        bool,
        typer.Option(
            "--csv-guard/--no-csv-guard",
            help="Put an apostrophe before cells that a spreadsheet would run as a formula.",
        ),
    ] = True,
    bom: Annotated[
        bool,
        typer.Option("--bom", help="Start CSV and TSV with a byte order mark, for Excel."),
    ] = False,
    dedupe: Annotated[
        DEDUPE | None,
        typer.Option(
            "--dedupe",
            help="Put in duplicate_of which article has the same text, or nearly the same.",
        ),
    ] = None,
    dedupe_drop: Annotated[
        bool, typer.Option("--dedupe-drop", help="Leave out the copies that --dedupe finds.")
    ] = False,
    full_summary: Annotated[
        bool,
        typer.Option(
            "--full-summary",
            help="Print a summary of every column at the end. Same as --summary full.",
        ),
    ] = False,
) -> None:
    """Write records, or raw articles as records, to tables, databases or documents."""
    from newstool.cli import exporting

    chosen = exporting.ExportOptions(
        to,
        split_names(columns),
        compact,
        join,
        csv_guard,
        bom,
        dedupe,
        dedupe_drop,
        full_summary,
    )
    _run(exporting.export, common, chosen)


OpenOption = Annotated[
    bool,
    typer.Option("--open", help="Show the page in the browser; without -o it is a temporary file."),
]


@app.command(cls=HelpfulCommand)
@with_common
def inspect(
    common: Common,
    open_it: OpenOption = False,
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="PATH",
            help="Show what differs in the records of the same articles in PATH: records that were"
            " made before, or articles.",
        ),
    ] = None,
) -> None:
    """Write a page that shows what was seen in an article: each block's label, rule and reasons.

    Beside it the record, each value with its place. Several articles get an index.
    """
    from newstool.cli import inspecting

    _run(inspecting.inspect, common, inspecting.InspectOptions(compare, open_it))


@app.command(cls=HelpfulCommand)
@with_common
def report(
    common: Common,
    open_it: OpenOption = False,
    csv: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Write the tables behind the plots to DIR as CSV."),
    ] = None,
    dedupe: Annotated[
        DEDUPE | None,
        typer.Option("--dedupe", help="Count the articles with the same text, or nearly the same."),
    ] = None,
) -> None:
    """Write a page on what a batch holds: sources, dates, how full each field is, what was kept."""
    from newstool.cli import reporting

    _run(reporting.report, common, reporting.ReportOptions(csv, dedupe, open_it))


@app.command(cls=HelpfulCommand)
def schema() -> None:
    """Print the JSON Schema of the record."""
    from newstool.cli.listing import print_schema

    _run(print_schema)


@app.command(cls=HelpfulCommand)
def fields() -> None:
    """List the fields of a record and what they mean, for --fields and --columns."""
    from newstool.cli.listing import print_fields

    _run(print_fields)


@app.command(cls=HelpfulCommand)
def labels() -> None:
    """List the labels of blocks and what they mean, for --keep and --drop."""
    from newstool.cli.listing import print_labels

    _run(print_labels)


@app.command(cls=HelpfulCommand)
@with_common
def learn(
    common: Common,
    by: Annotated[
        str,
        typer.Option(
            metavar="site|directory|FIELD",
            help="What a source is: a site (or a directory, where pages have no address), a"
            " directory, or what a field of the record says.",
        ),
    ] = "site",
) -> None:
    """Learn from a batch what each source puts beside its stories, as rules for --rules.

    A rule says how many stories had the line, where, and an example.
    """
    from newstool.cli import learning

    _run(learning.learn, common, learning.LearnOptions(by))


@app.command(cls=HelpfulCommand)
def rules(
    action: Annotated[
        Literal["check", "list"],
        typer.Argument(
            metavar="check|list",
            show_default=False,
            help="check: test your own rules against their examples. list: show all rules.",
        ),
    ],
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            show_default=False,
            help="Files of rules. Default: the files in NEWSTOOL_RULES or pyproject.toml.",
        ),
    ] = None,
) -> None:
    """Check your own rules against their examples, or list all rules."""
    from newstool.cli.rules import rules_command

    _run(rules_command, action, files or [])


def split_names(given: list[str] | None) -> tuple[str, ...] | None:
    """Split 'a,b' and 'c' into ('a', 'b', 'c'). None stays None."""
    if given is None:
        return None
    return tuple(name.strip() for each in given for name in each.split(",") if name.strip())


def _run(command: Callable[..., int], *arguments: object) -> NoReturn:
    try:
        code = command(*arguments)
    except NewstoolError as error:
        _end(error)
    except KeyboardInterrupt as interrupt:
        code = say_stopped(interrupt)
    raise typer.Exit(code)


def _end(error: NewstoolError) -> NoReturn:
    from newstool.cli.console import Talk
    from newstool.runs.outputs import leave_stdout

    Talk().fail(error)
    leave_stdout()
    raise typer.Exit(2 if isinstance(error, UsageError) else 1)


def say_stopped(interrupt: KeyboardInterrupt) -> int:
    """Say that a signal ended the run before anything was counted. Returns the exit code."""
    from newstool.cli.console import Talk

    Talk().say("stopped", always=True)
    return exit_code_of(interrupt)


def _program(named: list[str]) -> typer.Typer:
    """The program with the one command that is named, as each takes a while to build; else all."""
    commands = [each for each in app.registered_commands if _name_of(each) in named]
    if not commands:
        return app
    program = copy(app)
    program.registered_commands = commands
    return program


def _name_of(command: CommandInfo) -> str | None:
    return command.callback.__name__ if command.callback else None


def run() -> None:
    """Run the command line."""
    try:
        heed_signals()
        _program(sys.argv[1:2])()
    except KeyboardInterrupt as interrupt:
        sys.exit(say_stopped(interrupt))
