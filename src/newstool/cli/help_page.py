"""Help pages: options in groups, drawn with the few parts of Rich that load quickly.

Typer's own Rich help loads Markdown and traceback support, which takes longer than a whole run.
"""

from __future__ import annotations

import difflib
import itertools
import os
import re
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from newstool.cli.examples import EXAMPLES
from newstool.cli.terminal import wants_color
from newstool.reading.printable import printable_line

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 100
_USUAL = 80  # columns without a terminal
_NARROW = 60  # columns below which the help of an option gets its own line
OWN_OPTIONS = "Options"
_LAST_CODE = re.compile(r"\x1b\[[0-9;]{0,20}m\Z")
_LONGEST_CODE = 24  # characters of a colour's code


class HelpfulCommand(TyperCommand):
    """A command whose options are shown in their groups, with examples."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page to click's formatter."""
        formatter.write(_page(self, ctx, groups_of_options(self, ctx)))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line, in which `--summary full` is one option."""
        own = _options_of(self)
        if "--full-summary" in own:
            args = _with_full_summary(args)
        if ctx.parent is not None and not ctx.resilient_parsing:
            _check_options(ctx, own, args)
        return super().parse_args(ctx, args)


class HelpfulGroup(TyperGroup):
    """The program: its commands, then its options."""

    def all_commands(self) -> dict[str, Any]:
        """Every command by its name, of which a run may be given one."""
        return dict(self.commands)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page to click's formatter."""
        commands = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                commands.append((name, command.get_short_help_str(limit=_WIDEST)))
        groups = {"Commands": commands, **groups_of_options(self, ctx)}
        formatter.write(_page(self, ctx, groups))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The named command; if a file is named instead, say what to type."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            said = f"{printable_line(name)!r} is not a command"
            if meant := self._meant(ctx, args):
                said += f". Did you mean: {shlex.join(['newstool', *meant])}"
            ctx.fail(said)
        return super().resolve_command(ctx, args)

    def _meant(self, ctx: Any, args: list[str]) -> list[str]:
        """The command line probably meant by one without a command; empty if none is close."""
        if _is_input(args[0]):
            return ["parse", *args]
        close = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
        return [*close, *args[1:]] if close else []


def _options_of(command: Any) -> set[str]:
    return {name for each in command.params for name in (*each.opts, *each.secondary_opts)}


def _check_options(ctx: Any, own: set[str], args: list[str]) -> None:
    """Fail at an option that only other commands have, and name them."""
    for argument in args:
        name = argument.partition("=")[0]
        if name == "--":
            return
        if not name.startswith("--") or name in own or name == "--help":
            continue
        commands = ctx.parent.command.all_commands().items()
        others = [f"newstool {other}" for other, each in commands if name in _options_of(each)]
        if others:
            ctx.fail(f"{name} is an option of {' and '.join(others)}, not of {ctx.command_path}")


def _is_input(name: str) -> bool:
    """Whether a word can only be what is to be read: a path, a name with an ending, '-'."""
    return name == "-" or "/" in name or bool(re.search(r"\w\.\w", name)) or Path(name).exists()


def _with_full_summary(args: list[str]) -> list[str]:
    for place, (one, other) in enumerate(itertools.pairwise(args)):
        if one == "--":
            break
        if (one, other) == ("--summary", "full"):
            return [*args[:place], "--full-summary", *args[place + 2 :]]
    return args


def groups_of_options(command: Any, ctx: Any) -> dict[str, list[tuple[str, str]]]:
    """Each option of a command and its help, by the name of its group."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(ctx):
        if parameter.param_type_name == "argument":
            record = (parameter.make_metavar(ctx), parameter.help or "")
            groups.setdefault("Arguments", []).append(record)
        elif (record := parameter.get_help_record(ctx)) is not None:
            panel = getattr(parameter, "rich_help_panel", None) or OWN_OPTIONS
            groups.setdefault(panel, []).append(record)
    return groups


def _page(command: Any, ctx: Any, groups: dict[str, list[tuple[str, str]]]) -> str:
    from rich.text import Text

    if wants_color(sys.stdout, "auto"):
        ctx.color = True  # click removes colours unless it knows that they are wanted
    console = _console()
    with console.capture() as capture:
        usage = " ".join(command.collect_usage_pieces(ctx))
        console.print(Text.assemble(("Usage: ", "bold"), f"{ctx.command_path} {usage}"))
        for paragraph in (command.help or "").split("\n\n"):
            console.print()
            console.print(Text(" ".join(paragraph.split())))
        if command.name in EXAMPLES:
            _print_examples(console, EXAMPLES[command.name])
        for name, records in groups.items():
            if records:
                _print_group(console, name, records)
        if command.epilog:
            console.print()
            console.print(Text(command.epilog, style="bright_black"))
    return "\n".join(map(_without_trailing_space, capture.get().split("\n")))


def _without_trailing_space(line: str) -> str:
    """A line without the spaces at its end, between the codes of colours that end it."""
    codes = ""
    while True:
        line = line.rstrip(" ")
        code = _LAST_CODE.search(line[-_LONGEST_CODE:])
        if code is None:
            return line + codes
        line, codes = line[: -len(code[0])], code[0] + codes


def _print_examples(console: Console, examples: Iterable[tuple[str, str]]) -> None:
    from rich.text import Text

    console.print()
    console.print(Text("Examples", style="bold cyan"))
    for line, meaning in examples:
        console.print(Text(f"  # {meaning}", style="bright_black"))
        console.print(Text(f"  {line}", style="green"), soft_wrap=True)


def _print_group(console: Console, name: str, records: Iterable[tuple[str, str]]) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console.print()
    console.print(Text(name, style="bold cyan"))
    if console.width < _NARROW:
        for left, right in records:
            console.print(Padding(Text(left, style="green"), (0, 0, 0, 2)))
            console.print(Padding(Text(right), (0, 0, 0, 6)))
        return
    table = Table.grid(padding=(0, 2), pad_edge=True)
    table.add_column(max_width=34, style="green", overflow="fold")
    table.add_column(ratio=1)
    for left, right in records:
        table.add_row(Text(left), Text(right))
    console.print(table)


def _console() -> Console:
    """Always write colours: click removes them again if they aren't wanted."""
    from rich.console import Console

    return Console(
        width=min(_WIDEST, _columns()),
        force_terminal=True,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _columns() -> int:
    """The width of the terminal, also with a pager in between."""
    if (given := os.environ.get("COLUMNS", "")).isdigit() and int(given) > 0:
        return int(given)
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            if stream is not None and (columns := os.get_terminal_size(stream.fileno()).columns):
                return columns
        except (OSError, ValueError):
            continue
    return _USUAL
