"""The header of a table: whether a text begins with one, and what separates its cells."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from msgspec import Struct

from newstool.containers.stream import HEAD
from newstool.model.article import Article
from newstool.vocabulary.document_keys import CONTENTS, fold_key, sort_keys
from newstool.vocabulary.patterns import later

SEPARATORS = ",;\t|"
NEVER_IN_TEXTS = "\t|"
_LONGEST_NAME = 60  # characters of a column's name
_LEAST_KNOWN = 2  # columns whose names are known, where none of them holds the article
_LEAST_COLUMNS = 3  # of a table without a known column ...
_LEAST_ROWS = 2  # ... and its rows: prose has not the same number of commas in line after line
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF_8_MARK = b"\xef\xbb\xbf"
# What spreadsheets write and read as a first line: 'sep=;'.
SAYS_SEPARATOR = later(r"sep=([,;\t|])[\r\n]{1,2}", re.IGNORECASE)
_LINE = later(r"[\r\n]")
_NAME_LIKE = later(r"[^\W\d]\w*(?:[ .:/-]{1,3}\w+){0,3}")
_RECORD_KEYS = frozenset(Article.__struct_fields__)


class Header(Struct, frozen=True):
    """The names of a table's columns, and the character between its cells."""

    columns: tuple[str, ...]
    separator: str

    @property
    def is_of_records(self) -> bool:
        """Whether all columns are such as an export of records has."""
        return {name.partition(".")[0] for name in self.columns} <= _RECORD_KEYS

    def holds_articles(self, named: Collection[str] = ()) -> bool:
        """Whether a column holds articles; `named` are those that the caller says hold one."""
        fields = sort_keys(self.columns)
        return bool(fields.keys() & {*CONTENTS, "description"} or set(self.columns) & set(named))


def begins_table(*separators: str) -> Callable[[bytes], bool]:
    """Whether a file begins with the header of a table, its cells separated by one of these."""

    def tell(head: bytes) -> bool:
        header = find_header(head)
        return header is not None and header.separator in separators

    return tell


def find_header(head: bytes, named: frozenset[str] = frozenset()) -> Header | None:
    """The header that a file begins with, or None where its first bytes aren't a table.

    A header names a column that holds articles, or two others that are known, or the caller
    `named` one of them; and the rows below have as many cells. So do all the rows of a table
    without a known column. A text whose first line has commas has no such lines below it.
    """
    return _find_header(head[:HEAD], named)


@lru_cache(maxsize=4)  # asked for each kind of table, and by the reader
def _find_header(head: bytes, named: frozenset[str]) -> Header | None:
    text = decoded(head)
    if text.lstrip()[:1] in ("<", "{", "["):
        return None
    said = SAYS_SEPARATOR.match(text)
    if said:
        text = text[said.end() :]
    found = [
        header
        for separator in (said[1] if said else SEPARATORS)
        if (header := _header(text, separator, len(head) >= HEAD, named)) is not None
    ]
    return max(found, key=lambda one: (_count_known(one.columns), len(one.columns)), default=None)


def decoded(head: bytes) -> str:
    """The head as a text in which ASCII can be read, whatever its encoding."""
    encoding = _UTF_16.get(head[:2])
    if encoding:
        return head[2 : len(head) // 2 * 2].decode(encoding, "replace")
    return head.removeprefix(_UTF_8_MARK).decode("utf-8", "replace").replace("\ufffd", "x")


def _header(text: str, separator: str, is_cut: bool, named: frozenset[str]) -> Header | None:
    if separator not in _LINE.split(text, maxsplit=1)[0]:
        return None
    import csv  # few inputs get as far

    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = next(rows, [])
        is_known = _is_known(columns) or bool(named & set(columns))
        if not _are_names(columns) or not (is_known or _name_a_shape(columns)):
            return None
        below = list(rows)
    except csv.Error:
        return None
    if not is_cut and below and not any(below[0]):
        return None  # a blank line below the first: a headline and its story
    rest = below.pop() if is_cut and below else []
    whole = [row for row in below if any(row)]
    if _are_all_known(columns) and len(columns) >= _LEAST_COLUMNS:
        fits = not whole or any(len(row) > 1 for row in whole)
    else:
        fits = _fits(columns, whole, rest) if is_known else _has_shape(columns, whole)
    if fits:
        return Header(tuple(name.strip() for name in columns), separator)
    return None


def _are_names(columns: Sequence[str]) -> bool:
    names = [name.strip() for name in columns]
    filled = [name for name in names if name]
    return (
        len(filled) >= max(2, len(names) - 1)  # the column of numbers often has no name
        and len(set(filled)) == len(filled)
        and all(len(name) <= _LONGEST_NAME and "\n" not in name for name in filled)
    )


def _fits(columns: Sequence[str], below: Sequence[Sequence[str]], rest: Sequence[str]) -> bool:
    """Whether the rows have as many cells as there are columns: half of them."""
    if not below:
        return len(rest) <= len(columns) and all(map(_NAME_LIKE.fullmatch, filter(None, columns)))
    whole = [len(row) >= len(columns) and not any(row[len(columns) :]) for row in below]
    return sum(whole) * 2 >= len(below)


def _is_known(columns: Sequence[str]) -> bool:
    fields = sort_keys(columns)
    return bool(fields.keys() & set(CONTENTS)) or len(fields) >= _LEAST_KNOWN


def _are_all_known(columns: Sequence[str]) -> bool:
    return _count_known(columns) == len(columns)


def _count_known(columns: Sequence[str]) -> int:
    return sum(map(len, sort_keys(columns).values()))


def _name_a_shape(columns: Sequence[str]) -> bool:
    """Whether they can be the names of a table that is recognised by its shape alone."""
    return (
        len(columns) >= _LEAST_COLUMNS
        and all(map(_NAME_LIKE.fullmatch, columns))
        and len({fold_key(name) for name in columns}) == len(columns)
    )


def _has_shape(columns: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are those of a table: all have as many cells."""
    return len(below) >= _LEAST_ROWS and all(len(row) == len(columns) for row in below)
