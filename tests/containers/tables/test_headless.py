"""A table whose first line is an article's is named, not read as one text."""

from __future__ import annotations

import pytest

import newstool
from newstool.containers.tables.headless import begins_with_rows

STORY = (
    "The council voted on Tuesday night, by eight to three, to close the old bridge for six months."
)
LONG = f"{STORY} " * 80
TEXTS = {
    "prose with tabs": f"\tThe bridge\n\n\t{STORY}\n\n\tSee https://pont.example/a for it.\n" * 3,
    "an address and a date above a story": f"https://pont.example/a\n12 Nov 2024\n\n{STORY}\n",
    "both on one line above a story": f"https://pont.example/a\t12 Nov 2024\n\n{STORY}\t{STORY}\n",
    "with words on that line": f"https://pont.example/a\t2024-11-12\t{STORY}\n\n{STORY}\n\n{STORY}",
    "commas": f"https://pont.example/a, 12 Nov 2024, {STORY}",
    "long with commas": f"https://pont.example/a, 12 Nov 2024, {LONG}",
    "a list of links": "https://a.example/a\t2024-11-12\tRain\nhttps://b.example/b\t2024-11-13\tSnow\n",
    "a log of dates": f"2024-11-12\t{STORY}\n2024-11-13\t{STORY}\n",
    "a page": f"<p>https://pont.example/a\t2024-11-12\t{STORY}</p>\n" * 3,
}


@pytest.mark.parametrize("separator", ["\t", ",", ";", "|"])
@pytest.mark.parametrize("story", [STORY, LONG], ids=["short", "long"])
@pytest.mark.parametrize("date", ["2024-11-12", "12/11/2024", "Tue, 12 Nov 2024 08:34:00 +0100"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_table_without_a_header_is_refused_with_what_to_do(separator, story, date, count):
    cells = ["17", "https://pont.example/a", "The bridge", f'"{date}"', f'"{story}"']
    table = f"{separator.join(cells)}\n" * count
    (found,) = newstool.parse_many([table.encode()])
    assert isinstance(found, newstool.Failure)
    assert "a table without a header" in str(found.error)
    assert "write a line with the names of its columns above it" in str(found.error)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_with_tabs_addresses_and_dates_is_none(text):
    assert not begins_with_rows(text.encode())


def test_a_table_with_a_header_is_read():
    row = f"https://pont.example/a\t2024-11-12\t{STORY}\n"
    (found,) = newstool.parse_many([f"url\tdate\ttext\n{row}".encode()])
    assert (found.text, str(found.date_published)) == (STORY, "2024-11-12")


def test_format_text_reads_it_as_it_is():
    row = f"https://pont.example/a\t2024-11-12\t{STORY}\n" * 2
    (found,) = newstool.parse_many([row.encode()], format="text")
    assert not isinstance(found, newstool.Failure)
