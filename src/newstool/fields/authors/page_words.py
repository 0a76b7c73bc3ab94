"""What the rest of a page says of a name: a common word, a subject of the story, a name again."""

from __future__ import annotations

from collections.abc import Sequence

from newstool.model.article import Block
from newstool.names.one_name import MAX_NAME
from newstool.names.who_and_when import MAX_LINE
from newstool.page.zone import Zone
from newstool.vocabulary.names import given_names, surnames
from newstool.vocabulary.patterns import later

MAX_NAME_LINE = (
    90  # characters of a line of names; a first paragraph that tells of somebody has more
)
_YEAR = later(r"(?<!\d)(?:19|20)\d\d(?!\d)|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b")
MAX_SCAN = 3000  # blocks of a page that are looked through
_MAX_PAGE_TEXT = 200_000  # characters in which common words are looked for
_SENTENCE_ENDS = tuple('.!?:…。！？’”"»)')


class PageWords:
    """Asks the text of one page about names; its text is joined when first asked for."""

    def __init__(self, blocks: Sequence[Block], zone: Zone) -> None:
        self._blocks = blocks
        self._zone = zone
        self._page_text: str | None = None
        self._short_text: str | None = None

    def is_real(self, name: str, *, strict: bool = False) -> bool:
        """False for 'Product Strategy': a name we don't know whose words the page uses small.

        `strict` doubts every name but one of which all words are known.
        """
        words = [word for word in name.split() if word[0].isupper()]
        strange = [word for word in words if not _is_known(word)]
        if not name.isascii() or not words:
            return True
        if words[0].casefold() in given_names() and (not strict or not strange):
            return True
        return not self.has_common_word(words if strict else strange)

    def has_common_word(self, words: Sequence[str]) -> bool:
        """True when the page uses one of the words in small letters."""
        if self._page_text is None:
            self._page_text = page_text(self._blocks)
        return any(stands_as_word(word.lower(), self._page_text) for word in words)

    def is_told_of(self, name: str) -> bool:
        """True when the headline or the first paragraph holds the surname.

        A first paragraph that opens with the name, no comma after it, is a biography, and one
        that is short or no sentence may be the byline itself.
        """
        surname, size = name.split()[-1], len(name)
        for index in (self._zone.title, self._zone.first):
            text = self._blocks[index].text if index is not None else ""
            prose = len(text) > MAX_NAME_LINE and text.rstrip()[-1:] in _SENTENCE_ENDS
            if index != self._zone.title and not prose:
                continue
            opens = text.startswith(name) and text[size : size + 1] not in (",", ":", ".")
            if surname in text and not opens:
                return True
        return False

    def is_subject(self, name: str) -> bool:
        """True when a paragraph of the story tells of somebody of this name."""
        body = self._blocks[self._zone.first or 0 : self._zone.last]
        return any(block.text.find(name) > 0 for block in body if len(block.text) > MAX_LINE)

    def is_dated_behind(self, block: Block) -> bool:
        """True when the next block is a line of a date and little else."""
        after = block.index + 1
        text = self._blocks[after].text if 0 <= after < len(self._blocks) else ""
        return len(text) <= MAX_NAME and bool(_YEAR.search(text))

    def echoes(self, name: str) -> int:
        """How often short blocks have the full name: biographies, notices, lists of posts."""
        if self._short_text is None:
            short = [b.text for b in self._blocks[:MAX_SCAN] if len(b.text) <= MAX_LINE]
            self._short_text = "\n".join(short).lower()
        return self._short_text.count(name.lower()) if " " in name else 0


def _is_known(word: str) -> bool:
    return word.casefold() in given_names() or word.casefold() in surnames()


def page_text(blocks: Sequence[Block]) -> str:
    """The page's words with a space around each block, for `stands_as_word`."""
    return f" {' '.join(block.text for block in blocks[:MAX_SCAN])} "[:_MAX_PAGE_TEXT]


def stands_as_word(word: str, text: str) -> bool:
    """Whether a word of two letters or more is in the text after a space.

    By substring search: a regular expression takes fifty times as long on a whole page.
    """
    size, at = len(word) + 1, text.find(f" {word}")
    while at >= 0:
        after = text[at + size : at + size + 1]
        if not after.isalnum() and after not in ("@", "_", "."):
            return True
        at = text.find(f" {word}", at + size)
    return False
