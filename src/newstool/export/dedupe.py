"""Articles that say the same as an earlier one: the same words, or most of the same words.

Only the text is looked at: papers give a wire story headlines of their own. Near copies are found
by MinHash over runs of words (Broder, 1997) and locality-sensitive hashing: from the signatures
comes an estimate of how much of the shorter text is in the longer, so a copy that was cut is one.
The first of several copies is the one that came first; the same input gives the same answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from newstool.export.parts import found_text
from newstool.model.article import Origin
from newstool.model.errors import UsageError
from newstool.reading.json_lines import decode_object, mend_surrogates, sound_object
from newstool.vocabulary.folding import all_words

How = Literal["exact", "near"]

# Tried on the invented clusters of `python -m benchmarks dedupe`: runs of 3, 4 and 5 words, shares
# of 0.5 to 0.8, and 32 to 64 bands of 2 to 4 hashes. Runs of 3, and shares below 0.6, take notices
# made by one template for copies; runs of 5 and higher shares lose copies edited throughout.
_RUN = 4  # words
_HASHES = 126  # of a signature, 4 bytes each: the estimate's error is some 0.04
_BANDS = 42  # of 3 hashes: two texts with 40 % of all their runs in common meet in 94 % of cases
_CONTAINED = 0.7  # share of the shorter text's runs that are in the longer one, 0 to 1
_SEED = 1
_TOO_SHORT = 20  # words; shorter texts are copies only if they are the same


class Deduper:
    """Tells of each article, in turn, whether an earlier one has its text."""

    def __init__(self, how: How) -> None:
        """Raises `UsageError` where what it takes is not installed."""
        self.copies = 0
        self._firsts: dict[bytes, int] = {}
        self._origins: list[Origin] = []
        self._near = _NearIndex() if how == "near" else None

    def first_of(self, record: Mapping[str, object]) -> Origin | None:
        """The first article with this one's text; None for the first itself, and for no text."""
        words = all_words(found_text(record, "text") or "")
        if not words:
            return None
        digest = hashlib.blake2b(
            " ".join(words).encode("utf-8", "replace"), digest_size=16
        ).digest()
        number = len(self._origins)
        first = self._firsts.setdefault(digest, number)
        if first == number and self._near is not None and len(words) >= _TOO_SHORT:
            first = self._near.first_of(number, words)
            self._firsts[digest] = first
        if first < number:
            self.copies += 1
            return self._origins[first]
        self._origins.append(_origin(record))
        return None


class _NearIndex:
    """The signatures of the firsts."""

    def __init__(self) -> None:
        try:
            import rensa
        except ImportError as error:
            what = "--dedupe near needs the package rensa"
            raise UsageError(what, hint="pip install rensa") from error
        self._make: Callable[..., Any] = rensa.RMinHash
        # Its threshold is for its own check, which ignores sizes: we have ours.
        self._index: Any = rensa.RMinHashLSH(0.0, _HASHES, _BANDS)
        self._signatures: dict[int, tuple[Any, int]] = {}

    def first_of(self, number: int, words: list[str]) -> int:
        """The earliest whose text has most of these words in these runs, else `number`."""
        runs = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
        signature = self._make(num_perm=_HASHES, seed=_SEED)
        signature.update(sorted(runs))
        for other in sorted(self._index.query(signature)):
            if self._contained(signature, len(runs), *self._signatures[other]) >= _CONTAINED:
                return int(other)
        self._index.insert(number, signature)
        self._signatures[number] = (signature, len(runs))
        return number

    @staticmethod
    def _contained(one: Any, size: int, other: Any, other_size: int) -> float:
        """The share of the smaller set that is in the larger, from the share in both of all."""
        common_of_all: float = one.jaccard(other)
        common = common_of_all * (size + other_size) / (1 + common_of_all)
        return common / min(size, other_size)


def marker(deduper: Deduper, *, drop: bool) -> Callable[[bytes], bytes | None]:
    """A function that writes `duplicate_of` into a record's JSON, or gives None for a copy.

    It raises `RecordError` for what isn't a JSON object.
    """

    def mark(line: bytes) -> bytes | None:
        record = decode_object(sound_object(line))
        first = deduper.first_of(record)
        if drop:
            return line if first is None else None
        record["duplicate_of"] = first
        return msgspec.json.encode(record)

    return mark


def _origin(record: Mapping[str, object]) -> Origin:
    origin = record.get("input")
    index = origin.get("index") if isinstance(origin, Mapping) else 0
    path = found_text(origin, "path")
    return Origin(mend_surrogates(path) if path else None, index if isinstance(index, int) else 0)
