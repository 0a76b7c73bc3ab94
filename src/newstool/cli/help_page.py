"""Help pages: options in groups, drawn with the few parts of Rich that load quickly.

Typer's own Rich help loads Markdown and traceback support, which takes longer than a whole run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 100
_OWN_OPTIONS = "Options"


class HelpfulCommand(TyperCommand):
    """A command whose options are shown in their groups."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page to click's formatter."""
        formatter.write(_page(self, ctx, _groups_of_options(self, ctx)))


class HelpfulGroup(TyperGroup):
    """The program: its commands, then its options."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page to click's formatter."""
        commands = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                commands.append((name, command.get_short_help_str(limit=_WIDEST)))
        groups = {"Commands": commands, **_groups_of_options(self, ctx)}
        formatter.write(_page(self, ctx, groups))


def _groups_of_options(command: Any, ctx: Any) -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(ctx):
        if parameter.param_type_name == "argument":
            record = (parameter.make_metavar(ctx), parameter.help or "")
            groups.setdefault("Arguments", []).append(record)
        elif (record := parameter.get_help_record(ctx)) is not None:
            panel = getattr(parameter, "rich_help_panel", None) or _OWN_OPTIONS
            groups.setdefault(panel, []).append(record)
    return groups


def _page(command: Any, ctx: Any, groups: dict[str, list[tuple[str, str]]]) -> str:
    from rich.text import Text

    console = _console()
    with console.capture() as capture:
        usage = " ".join(command.collect_usage_pieces(ctx))
        console.print(Text.assemble(("Usage: ", "bold"), f"{ctx.command_path} {usage}"))
        for paragraph in (command.help or "").split("\n\n"):
            console.print()
            console.print(Text(" ".join(paragraph.split())))
        for name, records in groups.items():
            if records:
                _print_group(console, name, records)
        if command.epilog:
            console.print()
            console.print(Text(command.epilog, style="bright_black"))
    return capture.get()


def _print_group(console: Console, name: str, records: Iterable[tuple[str, str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    console.print()
    console.print(Text(name, style="bold cyan"))
    table = Table.grid(padding=(0, 2), pad_edge=True)
    table.add_column(max_width=34, style="green")
    table.add_column(ratio=1)
    for left, right in records:
        table.add_row(Text(left), Text(right))
    console.print(table)


def _console() -> Console:
    """Colours are written always: click takes them out again where no terminal reads."""
    from rich.console import Console

    width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 0)).columns)
    return Console(width=width, force_terminal=True, markup=False, emoji=False, highlight=False)
