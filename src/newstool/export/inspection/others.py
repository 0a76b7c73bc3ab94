"""Records of another version, found by the articles that they were made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newstool.export.inspection.record_parts import string
from newstool.reading.json_lines import decode_object

Key = tuple[str, int]


class Others:
    """Records by their input's path and number, or by the address of their page.

    With `alone` one record is taken to be the other version of the one article, whatever both are
    called.
    """

    def __init__(self, lines: Iterable[bytes], *, alone: bool) -> None:
        self._lines = list(lines)
        self._alone = alone and len(self._lines) == 1
        self._by_origin: dict[Key, int] = {}
        self._by_url: dict[str, int] = {}
        for number, line in enumerate(self._lines):
            record = decode_object(line)
            self._by_origin.setdefault(_origin(record), number)
            if url := _url(record):
                self._by_url.setdefault(url, number)

    def __len__(self) -> int:
        return len(self._lines)

    def of(self, record: Mapping[str, object]) -> Mapping[str, object] | None:
        """The other version of a record; None where there is none."""
        origin = _origin(record)
        number = self._by_origin.get(origin)
        if number is None:
            number = self._by_url.get(_url(record))
        if number is None and self._alone and origin[1] == 0:
            number = 0
        return None if number is None else decode_object(self._lines[number])


def _origin(record: Mapping[str, object]) -> Key:
    origin = record.get("input")
    if not isinstance(origin, Mapping):
        return "", 0
    index = origin.get("index")
    return string(origin, "path"), index if isinstance(index, int) else 0


def _url(record: Mapping[str, object]) -> str:
    return string(record, "canonical_url") or string(record, "url")
