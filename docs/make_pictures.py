"""Make the pictures of the README from what the commands show: python docs/make_pictures.py."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, RenderableType

from newstool.cli.cards import record_card
from newstool.cli.summary_view import summary_view
from newstool.cli.tables import evidence_table, removed_table
from newstool.export.columns import default_columns
from newstool.export.pieces import kept_labels
from newstool.export.summary import Tally
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.reading.json_lines import decode_object
from newstool.runs.batch import Done, Work, run
from newstool.runs.inputs import Sources, find_inputs
from newstool.runs.work import CleanWork, RecordWork, T

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "pictures"
WIDTH = 92  # columns
# The picture must need nothing from the network: the reader's own monospaced font is used.
_FONTS = re.compile(r"@font-face \{.*?\}", re.DOTALL)


def views() -> Iterator[tuple[str, str, RenderableType]]:
    """The name of each picture, the command that shows it, and what it shows."""
    page, text = "samples/news-page.html", "samples/copied-page.txt"
    record = decode_object(_records(page, evidence=True)[0].value.line)
    yield "card", f"newstool parse {page}", record_card(record)
    yield "evidence", f"newstool parse {page} --evidence", evidence_table(record)
    (cleaned,) = _results(CleanWork(ReadAs(), Settings(), "text", kept_labels((), ()), True), text)
    removed = removed_table(text, cleaned.value.spans, cleaned.value.read_as)
    yield "explain", f"newstool clean {text} --explain", removed
    yield "summary", "newstool export samples/ -o news.csv", _summary()


def _summary() -> RenderableType:
    tally = Tally(default_columns())
    count = tally.reader()
    for done in _records("samples"):
        count(done.value.line)
        tally.add_removed(done.value.removed or {})
    return summary_view(tally, to="news.csv", seconds=0.8)


def _records(path: str, *, evidence: bool = False) -> list[Done]:
    work = RecordWork(ReadAs(), Settings(evidence=evidence), count_removed=True)
    return _results(work, path)


def _results(work: Work[T], path: str) -> list[Done[T]]:
    found = run(find_inputs(Sources(paths=(path,))), work)
    return [each for each in found if isinstance(each, Done)]


def picture(command: str, view: RenderableType) -> str:
    """The view as an SVG below the command that shows it."""
    console = Console(file=io.StringIO(), record=True, width=WIDTH, force_terminal=True)
    console.print(view)
    svg = console.export_svg(title=command, unique_id="newstool")
    return _FONTS.sub("", svg)


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, command, view in views():
        (FOLDER / f"{name}.svg").write_text(picture(command, view), encoding="utf-8")
        print(f"docs/pictures/{name}.svg", file=sys.stderr)


if __name__ == "__main__":
    main()
