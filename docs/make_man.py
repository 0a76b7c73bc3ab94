"""Make the man page from the help of the commands: python docs/make_man.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer.main

from newstool import __version__
from newstool.cli.app import app
from newstool.cli.examples import EXAMPLES
from newstool.cli.help_page import OWN_OPTIONS, groups_of_options

PAGE = Path(__file__).parent / "newstool.1"
MANUAL = Path(__file__).parent / "commands.md"
_STATUS = re.compile(r"(?m)^\| ([\d, ]+) \| (.+) \|$")

Records = Sequence[tuple[str, str]]


def man_page() -> str:
    """The page in the macros of man(7)."""
    program = typer.main.get_command(app)
    context = program.make_context("newstool", [], resilient_parsing=True)
    return "\n".join(_lines(program, context)) + "\n"


def _lines(program: Any, context: Any) -> Iterator[str]:
    yield '.\\" Made by docs/make_man.py from the help of the commands.'
    yield f'.TH NEWSTOOL 1 "" "newstool {__version__}" "User Commands"'
    yield from (".SH NAME", rf"newstool \- {_text(_summary(program.help))}", ".SH SYNOPSIS")
    names = program.list_commands(context)
    commands = [(name, program.get_command(context, name)) for name in names]
    for name, command in commands:
        usage = " ".join(command.collect_usage_pieces(_context(command, name, context)))
        yield from ([".br"] if name != names[0] else [])
        yield rf"\fBnewstool {name}\fR {_text(usage)}"
    yield ".SH DESCRIPTION"
    yield _text("Data goes to stdout, or to the file of -o. Messages go to stderr.")
    yield _text("newstool COMMAND --help shows the same text.")
    shared: dict[str, Records] = {}
    for name, command in commands:
        groups = groups_of_options(command, _context(command, name, context))
        own = [*groups.pop("Arguments", ()), *groups.pop(OWN_OPTIONS, ())]
        shared |= groups
        yield from _section(name, command.help, own)
    yield from (".SH COMMON OPTIONS", _text("Of parse, clean and export."))
    for group, records in shared.items():
        yield from (f'.SS "{_text(group)}"', *_options(records))
    own = groups_of_options(program, context)[OWN_OPTIONS]
    yield from (".SH OPTIONS OF THE PROGRAM", *_options(own))
    yield from (".SH EXIT STATUS", *_options(_STATUS.findall(MANUAL.read_text("utf-8"))))
    yield ".SH EXAMPLES"
    yield from _examples([each for examples in EXAMPLES.values() for each in examples])
    yield ".SH SEE ALSO"
    yield _text("docs/ in the source; commands.md describes every option in detail.")


def _context(command: Any, name: str, parent: Any) -> Any:
    return command.make_context(name, [], parent=parent, resilient_parsing=True)


def _summary(text: str) -> str:
    """The help's first sentence as the line that man -k shows: without capital and full stop."""
    return text.strip().partition("\n")[0].rstrip(".")


def _section(name: str, words: str, options: Records) -> Iterator[str]:
    yield f'.SH "NEWSTOOL {name.upper()}"'
    for number, paragraph in enumerate(words.split("\n\n")):
        yield from ([".PP"] if number else [])
        yield _text(" ".join(paragraph.split()))
    yield from _options(options)


def _options(records: Records) -> Iterator[str]:
    for left, right in records:
        yield from (".TP", rf"\fB{_text(left)}\fR", _text(right))


def _examples(examples: Records) -> Iterator[str]:
    for line, meaning in examples:
        yield from (".TP", rf"\fB{_text(line)}\fR", _text(meaning))


def _text(words: str) -> str:
    """Words as man shows them: a hyphen that can be copied, and nothing that is a macro."""
    written = words.strip().replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    written = written.replace("`", r"\(ga").replace("^", r"\(ha").replace("~", r"\(ti")
    return r"\&" + written if written.startswith(".") else written


if __name__ == "__main__":
    PAGE.write_text(man_page(), "utf-8")
    print(PAGE)
