"""What the tests share."""

import json
from itertools import accumulate

import jsonschema
import pytest

from newstool.model.article import Block, BlockKind, Document, Encoding, Head, Reading, Span
from newstool.model.schema import schema
from newstool.model.settings import DEFAULTS, Settings
from newstool.page.facts import page_of, with_labels
from newstool.runs.work import warm_up

warm_up(DEFAULTS)  # what is loaded once should not count in any test's deadline
_VALIDATOR = jsonschema.Draft202012Validator(schema())

PARAGRAPHS = (
    "The town council of Tarrow Bay agreed on Monday night to build a new bridge over the river, "
    "after eleven years of debate and three reports that nobody had quite liked.",
    "The bridge will carry a tramway, a lane for bicycles and a footpath on its sunny side. Work "
    "is to begin in the spring and to take two years, the council's engineer said.",
    "Residents of the lower town had asked for a tunnel. The engineer said that a tunnel would "
    "have cost three times as much and would have flooded whenever the river did.",
    "The old bridge, which has stood since the great flood, stays where it is. It will be "
    "repaired, painted green again and closed to lorries, as its own residents had wished.",
)


def page(title="A bridge for Tarrow Bay", *, paragraphs=PARAGRAPHS, date="2024-03-05"):
    """An invented news page as bytes."""
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>'
        f'<meta property="article:published_time" content="{date}">'
        f"</head><body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article>"
        f'<h1>{title}</h1><div class="byline">By Ana Ruiz</div>{body}</article>'
        f"<footer>© 2024 Tarrow Bay Courier. All rights reserved.</footer></body></html>"
    ).encode()


def labelled_page(reading, labelled=(), *, headline=None, **settings):
    """What the readers of fields take: a reading whose blocks were labelled by hand."""
    return with_labels(page_of(reading), headline, tuple(labelled), Settings(**settings))


def page_of_lines(lines):
    """A plain text of these lines, a block each, with all that is known before its labels."""
    ends = list(accumulate(len(line) + 1 for line in lines))
    spans = map(Span, [0, *ends], ends)
    blocks = tuple(
        Block(number, BlockKind.PARAGRAPH, line, span)
        for number, (line, span) in enumerate(zip(lines, spans, strict=True))
    )
    document = Document("\n".join([*lines, ""]), "text", Encoding("utf-8", "str"))
    return page_of(Reading(document, blocks, Head()))


def assert_valid(record):
    """Fail with the first fault of a record (a mapping, or its JSON) against the schema."""
    if isinstance(record, str | bytes):
        record = json.loads(record)
    fault = next(_VALIDATOR.iter_errors(record), None)
    assert fault is None, f"{'.'.join(map(str, fault.absolute_path))}: {fault.message}"


@pytest.fixture
def pages(tmp_path):
    """A directory with three pages."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.html").write_bytes(page(f"Bridge number {number} for Tarrow Bay"))
    return folder
