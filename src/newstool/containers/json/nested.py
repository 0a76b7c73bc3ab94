"""JSON objects in a list inside a larger object, each read as soon as it is whole.

A file of any size takes no more memory than its largest object.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping

from newstool.containers.stream import Pause, Stream
from newstool.model.errors import InputError, LimitError

_BETWEEN = re.compile(r"[\s,]*+")
_KEPT = 4096  # characters before a list that may say what it belongs to

Found = tuple[Mapping[str, object], str]


class NestedObjects:
    """The objects in the lists that `begins` matches the start of: '"messages": ['.

    `kind` is what messages call the file ('export of Telegram'), `each` what they call an object.
    """

    def __init__(
        self, stream: Stream, begins: re.Pattern[str], max_bytes: int, kind: str, each: str
    ) -> None:
        self._chunks = stream.chunks()
        self._begins = begins
        self._max_bytes = max_bytes
        self._kind, self._each = kind, each
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._text = ""
        self._ended = False

    def read(self) -> Iterator[Found | Pause]:
        """Each object, and the text before its list. Raises `NewstoolError` for a broken file."""
        while True:
            found = self._begins.search(self._text)
            if found is not None:
                before = self._text[: found.start()]
                self._text = self._text[found.end() :]
                yield from self._of_list(before)
            elif self._ended:
                return
            else:
                self._text = self._text[-_KEPT:]
                yield from self._more()

    def _of_list(self, before: str) -> Iterator[Found | Pause]:
        decoder = json.JSONDecoder(strict=False)
        place, tried = 0, 0
        while True:
            start = _at(self._text, place)
            if self._text[start : start + 1] == "]":
                self._text = self._text[start + 1 :]
                return
            # What was tried in vain is tried again when there is twice as much of it.
            if len(self._text) - start > 2 * tried or self._ended:
                try:
                    value, place = decoder.raw_decode(self._text, start)
                except ValueError:
                    tried = len(self._text) - start
                except RecursionError as error:
                    raise InputError(f"{self._each} is nested too deeply") from error
                else:
                    tried = 0
                    if isinstance(value, dict):
                        yield value, before
                    continue
            self._text, place = self._text[start:], 0
            if self._ended:
                hint = "export it again: the file breaks off"
                raise InputError(f"the {self._kind} breaks off", hint=hint)
            if len(self._text) > self._max_bytes:
                raise LimitError(
                    f"{self._each} of more than {self._max_bytes:,} bytes, or a broken one",
                    hint="raise --max-bytes",
                )
            yield from self._more()

    def _more(self) -> Iterator[Pause]:
        for chunk in self._chunks:
            if isinstance(chunk, Pause):
                yield chunk
                continue
            self._text += self._decoder.decode(chunk)
            return
        self._ended = True


def _at(text: str, place: int) -> int:
    found = _BETWEEN.match(text, place)
    return found.end() if found is not None else place
