"""The articles of a batch by source: some of each, whatever their order, in bounded memory.

Of each source the articles with the smallest digests are kept, so that copies of one article count
once and the choice depends on the articles alone. Where all sources together have too many, each
keeps a quarter less, and so on; then half of the sources are left out, and so on.
"""

from __future__ import annotations

import hashlib
from bisect import insort

from newstool.runs.learning.observing import Observed

OF_EACH = 64  # articles of a source; their shares are known to some 6 % then
FEWEST = 8  # of each that are kept where there are many sources
MOST = 30_000  # articles in all: 0.4 GB of the usual length, 1.5 GB at most


class Sample:
    """What was seen so far. `most` bounds all articles that are held."""

    def __init__(self, most: int = MOST) -> None:
        self.of_each = OF_EACH
        self.seen = 0
        self.counts: dict[str, int] = {}
        self._most = most
        self._articles: dict[str, list[tuple[str, Observed]]] = {}
        self._held = 0
        self._halvings = 0  # of the sources

    def add(self, article: Observed) -> None:
        """Take one article."""
        self.seen += 1
        if not self._holds(article.source):
            return
        self.counts[article.source] = self.counts.get(article.source, 0) + 1
        held = self._articles.setdefault(article.source, [])
        same = next((n for n, (key, _) in enumerate(held) if key == article.key), None)
        if same is not None:  # of copies the same one stays in any order
            held[same] = (article.key, min(article, held[same][1], key=_words))
            return
        insort(held, (article.key, article), key=lambda each: each[0])
        self._held += 1
        self._held -= _cut(held, self.of_each)
        while self._held > self._most:
            self._shrink()

    def sources(self) -> list[tuple[str, tuple[Observed, ...]]]:
        """Each source with the articles that are held of it, in an order of their own."""
        return [
            (source, tuple(article for _, article in held))
            for source, held in sorted(self._articles.items())
        ]

    @property
    def leaves_out(self) -> bool:
        """Whether there were more sources than are held."""
        return self._halvings > 0

    def _holds(self, source: str) -> bool:
        return not self._halvings or not _digest(source) >> (64 - self._halvings)

    def _shrink(self) -> None:
        if self.of_each > FEWEST:
            self.of_each = max(self.of_each * 3 // 4, FEWEST)
            self._held -= sum(_cut(held, self.of_each) for held in self._articles.values())
            return
        self._halvings += 1
        for source in [each for each in self._articles if not self._holds(each)]:
            self._held -= len(self._articles.pop(source))
            del self.counts[source]


def _words(article: Observed) -> list[tuple[str, bool, str]]:
    return [(line.text, line.kept, line.label) for line in article.lines]


def _cut(held: list[tuple[str, Observed]], most: int) -> int:
    """Leave the first `most`; returns how many went."""
    gone = max(len(held) - most, 0)
    del held[most:]
    return gone


def _digest(source: str) -> int:
    data = source.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest())
