"""The command line: commands and their options. Thin: what they do is in the library."""

# Annotations are evaluated here, not kept as strings: Typer would evaluate them at every start.

import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Literal, NoReturn

import typer
from typer.models import OptionInfo

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

app = typer.Typer(
    name="newstool",
    cls=HelpfulGroup,
    help="News articles, raw text or HTML, to clean records.",
    epilog="Try: newstool parse page.html, curl -s URL | newstool clean, "
    "newstool export pages/ -o news.csv. Each command has more: newstool parse --help",
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
    """A reader of --to, which takes a format's name or ending: 'markdown', 'md'."""

    def read(text: str) -> F:
        found = format_named(text, formats)
        if found is None:
            raise typer.BadParameter(f"{text!r} is not one of {', '.join(formats)}")
        return found

    return read


def _format_option(formats: Sequence[F], otherwise: F) -> OptionInfo:
    """The option --to, of a command that writes these formats."""
    option: OptionInfo = typer.Option(
        "--to",
        parser=_format_among(formats),
        autocompletion=lambda: list(formats),
        metavar="FORMAT",
        help=f"One of {', '.join(formats)}; md is markdown. Unless given, the name after -o tells;"
        f" else {otherwise}.",
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
        bool, typer.Option("--json", help="Write one JSON array, a record a line.")
    ] = False,
    ndjson: Annotated[
        bool,
        typer.Option("--ndjson", help="Write NDJSON, one record a line; the default in a pipe."),
    ] = False,
    cards: Annotated[
        bool, typer.Option("--cards", help="Write cards; the default on a terminal.")
    ] = False,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME,...",
            autocompletion=complete_fields,
            help="Write only these keys, in this order; newstool fields lists them.",
        ),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Add where each value was read, word for word.")
    ] = False,
    blocks: Annotated[
        bool, typer.Option("--blocks", help="Add every block with its label and rule.")
    ] = False,
    candidates: Annotated[
        CANDIDATES | None,
        typer.Option(
            metavar="FIELD",
            help="Show everything that says what FIELD is, and why it lost: title, authors,"
            " date_published, date_modified, site_name, language, section or copyright.",
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Resume an interrupted run: add to the NDJSON that -o names."
        ),
    ] = False,
    list_formats: Annotated[
        bool,
        typer.Option(
            "--list-formats",
            is_eager=True,
            callback=_list_formats,
            help="Show every format that is read or refused, and how it is told; then exit.",
        ),
    ] = False,
) -> None:
    """Turn raw articles into records.

    One JSON object a line; on a terminal a card for each article.
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
            help="Keep blocks of these labels too; newstool labels lists them.",
        ),
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LABEL,...",
            autocompletion=complete_labels,
            help="Remove blocks of these labels too.",
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Show on stderr what was removed: label, rule, place, words."
        ),
    ] = False,
    ndjson: Annotated[
        bool,
        typer.Option(
            "--ndjson", help="Write one object an article; with --explain one for every span."
        ),
    ] = False,
    learn: Annotated[
        bool,
        typer.Option(
            "--learn",
            help="Learn first what the batch's sources put under each story, and drop it.",
        ),
    ] = False,
    no_links: Annotated[
        bool, typer.Option("--no-links", help="Leave the story's links out of Markdown and HTML.")
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

    --drop title gives the body alone.
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
            help="Only these columns, as title,copyright.holder; newstool fields lists them."
            " NAME=KEY calls one NAME.",
        ),
    ] = None,
    compact: Annotated[
        bool,
        typer.Option(
            "--compact",
            help="The columns for a spreadsheet: path, title, authors, date, source, site,"
            " language, section, url, words, text.",
        ),
    ] = False,
    join: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Write lists of strings as one string with TEXT between. '; ' with --compact.",
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
        typer.Option("--bom", help="Begin CSV and TSV with the mark by which Excel knows UTF-8."),
    ] = False,
    dedupe: Annotated[
        DEDUPE | None,
        typer.Option(
            "--dedupe",
            help="Say in duplicate_of which article has the same text, or nearly the same.",
        ),
    ] = None,
    dedupe_drop: Annotated[
        bool, typer.Option("--dedupe-drop", help="Leave out the copies that --dedupe finds.")
    ] = False,
    full_summary: Annotated[
        bool,
        typer.Option(
            "--full-summary",
            help="End with a summary of every column. --summary full says the same.",
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


@app.command(cls=HelpfulCommand)
@with_common
def inspect(
    common: Common,
    open_it: Annotated[
        bool,
        typer.Option(
            "--open", help="Show the page in the browser; without -o it is a temporary file."
        ),
    ] = False,
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
    open_it: Annotated[
        bool,
        typer.Option(
            "--open", help="Show the page in the browser; without -o it is a temporary file."
        ),
    ] = False,
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
    """List the fields of a record, which --fields and --columns take, with their meanings."""
    from newstool.cli.listing import print_fields

    _run(print_fields)


@app.command(cls=HelpfulCommand)
def labels() -> None:
    """List the labels of blocks, which --keep and --drop take, with their meanings."""
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
            help="check: try the examples of rules of your own. list: show all rules there are.",
        ),
    ],
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            show_default=False,
            help="Files of rules. Unless given, NEWSTOOL_RULES or pyproject.toml names them.",
        ),
    ] = None,
) -> None:
    """Check rules of your own against their examples, or list all rules."""
    from newstool.cli.rules import rules_command

    _run(rules_command, action, files or [])


def split_names(given: list[str] | None) -> tuple[str, ...] | None:
    """'a,b' and 'c' given apart to ('a', 'b', 'c'); None stays None."""
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

    Talk().fail(error)
    raise typer.Exit(2 if isinstance(error, UsageError) else 1)


def say_stopped(interrupt: KeyboardInterrupt) -> int:
    """Say that a signal ended it before there was anything to count; returns the exit code."""
    from newstool.cli.console import Talk

    Talk().say("stopped", always=True)
    return exit_code_of(interrupt)


def run() -> None:
    """Read the command line and do what it says."""
    try:
        heed_signals()
        app()
    except KeyboardInterrupt as interrupt:
        sys.exit(say_stopped(interrupt))
