"""Credits a reader sees: the byline near the headline, and the lines at the article's tail."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from newstool.article import BODY_LABELS, Block, BlockKind, Label, LabelledBlock, Reading
from newstool.fields.claims import Claim
from newstool.fields.credit_lines import MAX_LINE, author_part, read_lead, split_segments
from newstool.fields.name_lists import NameList, Trust, read_names
from newstool.fields.name_words import given_names, surnames
from newstool.fields.people import sounds_like_person
from newstool.fields.reporters import find_closing_names, find_reporters

_BEFORE = 6  # blocks before the headline that may hold the byline
_AFTER = 24  # blocks behind it
_TAIL = 14  # blocks behind the last one of the body
_NAME_LINE_WITHIN = 6  # blocks behind the headline in which a bare name is a byline
_MAX_NAME_LINE = 90  # characters
_MAX_STRAYS = 2  # people named in odd places who may all be the authors
_MAX_SCAN = 3000  # blocks of a page that are looked through for a stray byline
_MAX_PAGE_TEXT = 200_000  # characters in which common words are looked for
_NEAR = 8  # blocks behind the headline in which a byline is sure to be the article's own
_MAX_MARKED = 120  # characters of an inline element that holds names
_LONG_LEAD = 7  # characters of lead words: longer than 'By: ' and its kin
_MAX_BYLINE = 260  # characters of a line that opens with 'By'

_MARKS = re.compile(
    r"author|byline|by-line|autor|auteur|autore|writer|redact|journalist|contributor|penulis|"
    r"skribent|reporter|signature|columnist|verfasser|firma\b|credit"
)
_NO_MARKS = re.compile(
    r"authori[sz]|no-author|author-?less|comment|related|recommend|popular|trending|teaser|"
    r"avatar|author-?ima?ge?|photo|caption|more-from|newsletter|editors-?pick"
)
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|e|i)?|auteurs?|autore|profiles?|people|person|staff|team|contributors?|"
    r"writers?|columnists?|journalists?|reporters?|by|bios?|redaktion|redacteurs?|opinion/columnist|"
    r"expert(?:s|en)?|our-team|about/team|personen|impressum|kolumnist(?:en)?|firmas?|medarbeider|@)[/=-]?[^/?#]",
    re.IGNORECASE,
)
_NO_BYLINE = re.compile(
    r"(?:more|all|other|latest|recent|view|see|read|articles?|posts?|stories|about|meet|follow|learn|"
    r"mehr|alle|weitere|voir|plus|ver|más|mais|altri)\b.{0,30}?\b(?:by|from|of|about|author|posts|von|de|di|the)\b"
    r"|about\s|follow\s|meet\s|views?\b|comments?\b",
    re.IGNORECASE,
)
_OTHER_STORIES = re.compile(
    r"comment|related|recommend|popular|trending|teaser|most-?read|newsletter|sidebar|"
    r"more-from|next-post|prev-post|latest|footer|cookie|modal|carousel"
)
# What an element says of the text in it; the two can be joined.
_AUTHOR, _FOREIGN = 1, 2
_FOREIGN_TAGS = frozenset(("aside", "footer", "nav"))
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_REPORTER = re.compile(r"记者|記者|기자|특파원|編集委員")
_MAX_ANCESTORS = 4
_CLOSERS = (")", "）", "]", "】")
_CREDIT_END = re.compile(r"[(（\[【]([^()（）\[\]【】]{4,300})[)）\]】]\s*\.?$")


class _Zone(Struct, frozen=True):
    """Where credits are looked for. `title` and `first` are indices of blocks; -1: not known."""

    title: int
    first: int
    last: int


def visible_claims(
    reading: Reading, labelled: Sequence[LabelledBlock], sites: Collection[str]
) -> list[Claim]:
    """Every claim of the visible text, in page order."""
    zone = _zone(labelled)
    reader = _Reader(reading, sites, zone)
    claims: list[Claim] = []
    for item in _near_headline(labelled, zone):
        claims.extend(reader.head_claims(item.block))
    for item in _at_tail(labelled, zone):
        claims.extend(reader.tail_claims(item.block))
    return claims


def claims_anywhere(
    reading: Reading, labelled: Sequence[LabelledBlock], sites: Collection[str]
) -> list[Claim]:
    """Bylines in odd places, for pages that show none near the headline or at the tail."""
    reader = _Reader(reading, sites, _zone(labelled))
    claims: list[Claim] = []
    for item in labelled[:_MAX_SCAN]:
        block = item.block
        if len(block.text) <= _MAX_BYLINE and item.label is not Label.HIDDEN:
            claims.extend(reader.stray_claims(block))
    names = {name for claim in claims for name in claim.names.names}
    return claims if len(names) <= _MAX_STRAYS else []  # more are the authors of other stories


def _zone(labelled: Sequence[LabelledBlock]) -> _Zone:
    title = next((n for n, item in enumerate(labelled) if item.label is Label.TITLE), -1)
    body = [n for n, item in enumerate(labelled) if item.label in BODY_LABELS and n > title]
    if title < 0:
        title = _instead_of_title(labelled, body[0] if body else 0)
    return _Zone(title, body[0] if body else -1, body[-1] if body else -1)


def _instead_of_title(labelled: Sequence[LabelledBlock], first_body: int) -> int:
    """Where a headline that was not found would stand: the first <h1>, or above the body."""
    for n, item in enumerate(labelled):
        block = item.block
        if block.level == 1 and block.kind is BlockKind.HEADING and item.label is not Label.HIDDEN:
            return n
    return first_body - _BEFORE if first_body > _BEFORE else -1


def _near_headline(labelled: Sequence[LabelledBlock], zone: _Zone) -> Sequence[LabelledBlock]:
    start = max(0, zone.title - _BEFORE)
    end = max(zone.title, 0) + _AFTER
    return labelled[start : end if zone.last < 0 else min(end, zone.last + 1)]


def _at_tail(labelled: Sequence[LabelledBlock], zone: _Zone) -> Sequence[LabelledBlock]:
    if zone.last < 0:
        return ()
    start = max(zone.last - 1, max(zone.title, 0) + _AFTER, 0)
    start = min(start, zone.last)
    return labelled[start : zone.last + 1 + _TAIL]


class _Reader:
    def __init__(self, reading: Reading, sites: Collection[str], zone: _Zone) -> None:
        self.blocks = reading.blocks
        self.containers = reading.containers
        self.sites = sites
        self.zone = zone
        self.page_text: str | None = None
        self.own_flags: dict[int, int] = {}
        self.pending: str | None = None  # the role that a line of lead words alone announced

    # --- near the headline ------------------------------------------------------------------------

    def head_claims(self, block: Block) -> Iterator[Claim]:
        if (block.markup is not None and block.markup.hidden) or block.kind is BlockKind.CAPTION:
            return
        distance = block.index - self.zone.title
        if len(block.text) > MAX_LINE:
            self.pending = None
            if block.index == self.zone.first:
                yield from self._named_in_body(block)
            return
        text = _parted(block)
        if self.pending:
            role, self.pending = self.pending, None
            trust = Trust.MARKED if role == "author" else Trust.TEXT
            yield from self._claims_of(block, role, text[:_MAX_BYLINE], trust, "byline", 2.5)
            return
        if distance == 0 or _NO_BYLINE.match(text):
            return
        lead = read_lead(text)
        if lead and lead.end >= len(text.rstrip()):
            self.pending = lead.role
            return
        marked = list(self._marked(block, distance))
        yield from marked
        if len(text) > _MAX_BYLINE:
            if block.index == self.zone.first:
                yield from self._named_in_body(block)
            return
        if lead or "by " in text or ":" in text or "：" in text or "/" in text:
            labelled = list(self._labelled(block, text, _by_distance(distance)))
            far = distance > _NEAR  # there 'Source:' stands under a chart
            labelled = [
                claim
                for claim in labelled
                if not _runs_on(claim, marked) and not (far and claim.role == "source")
            ]
            yield from labelled
            marked = marked or labelled
        room = 3 * _MAX_NAME_LINE if distance <= 2 else _MAX_NAME_LINE
        if not marked and (reporters := find_reporters(text)).people:
            marked = [self._reporters(block, reporters, 2.5)]
            yield from marked
        if not marked and 0 < distance <= _NAME_LINE_WITHIN and len(text) <= room:
            yield from self._name_line(block, text)

    def _labelled(self, block: Block, text: str, weight: float) -> Iterator[Claim]:
        """Claims of a line with lead words in it."""
        segments = split_segments(text)
        if len(segments) > 1 and segments[0].role is None and not _may_precede(segments[0].text):
            segments = [s for s in segments if s.role != "author"]
        lead = read_lead(text)
        for segment in segments:
            if segment.role and segment.role not in ("date", "other"):
                # 'Posted by' says more than 'by': a single word after it is a name.
                words = text[lead.start : lead.end] if lead else ""
                plain = len(words) < _LONG_LEAD and not _EAST_ASIAN.search(words)
                trust = Trust.TEXT if plain or segment.role != "author" else Trust.MARKED
                yield from self._claims_of(
                    block, segment.role, segment.text, trust, "byline", weight
                )

    def _claims_of(
        self, block: Block, role: str, text: str, trust: Trust, place: str, weight: float
    ) -> Iterator[Claim]:
        names = self._real(read_names(text, self.sites, trust))
        if _is_clean(names, text) or (role == "source" and text.strip()):
            yield Claim(
                role,
                names,
                place,
                weight,
                place,
                block.text if role == "author" else text.strip(),
                block=block.index,
            )

    def _name_line(self, block: Block, text: str) -> Iterator[Claim]:
        if _EAST_ASIAN.search(text) and not _REPORTER.search(text):
            return
        names = read_names(text, self.sites, Trust.TEXT)
        people = names.people
        known = any(sounds_like_person(p.name) for p in people)
        named = known and not names.organisations if people else bool(names.agencies)
        if named and not names.unknown:
            yield Claim("author", names, "name-line", 1.0, "byline", block.text, block=block.index)

    def _named_in_body(self, block: Block) -> Iterator[Claim]:
        """Reporters whom the first or the last paragraph names in brackets."""
        names = find_reporters(block.text)
        if not names.people and block.index == self.zone.last:
            names = find_closing_names(block.text)
        if names.people:
            yield self._reporters(block, names, 2.0)

    def _reporters(self, block: Block, names: NameList, weight: float) -> Claim:
        quote = block.text[:80]
        return Claim("author", names, "byline", weight, "byline", quote, block=block.index)

    # --- marked by the page's own markup ----------------------------------------------------------

    def _marked(self, block: Block, distance: int) -> Iterator[Claim]:
        markup = block.markup
        if markup is None:
            return
        strong, weak = self._marked_parts(block) if markup.inlines else ([], [])
        short = len(block.text) <= _MAX_NAME_LINE * 2
        in_element = not strong and short and self._flags(block) & _AUTHOR
        if not (strong or weak or in_element):
            return
        foreign = not -2 <= distance <= _NEAR and self._flags(block) & _FOREIGN
        weight = 0.7 if foreign else 2.5 if distance <= _AFTER else 1.0
        if strong:
            yield from self._marked_claim(block, strong, weight)
        elif in_element:
            yield from self._marked_claim(block, [_parted(block)], weight - 0.2)
        elif len(block.text) <= _MAX_NAME_LINE + sum(map(len, weak)):
            yield from self._marked_claim(block, weak, weight - 0.5)

    def _marked_parts(self, block: Block) -> tuple[list[str], list[str]]:
        """Inline texts that markup calls an author's, and those whose link leads to a profile."""
        strong: list[str] = []
        weak: list[str] = []
        for inline in block.markup.inlines if block.markup else ():
            if inline.end - inline.start > _MAX_MARKED:
                continue
            author = element_says(inline.attributes) & _AUTHOR
            if author or (inline.tag == "a" and _leads_to_author(inline.attributes)):
                text = block.text[inline.start : inline.end].strip(" \n,|·•")
                if len(text) > 1:
                    (strong if author else weak).append(text)
        if strong or weak:
            others = _other_parts(block.text)
            strong = [text for text in strong if not any(text in other for other in others)]
            weak = [text for text in weak if not any(text in other for other in others)]
        return _without_repeats(strong), _without_repeats(weak)

    def _marked_claim(self, block: Block, texts: list[str], weight: float) -> Iterator[Claim]:
        parts = [author_part(text) for text in texts if not _NO_BYLINE.match(text)]
        names = self._real(read_names(" | ".join(parts), self.sites, Trust.MARKED))
        if names.names_anything:
            yield Claim(
                "author",
                names,
                "marked",
                weight,
                "byline",
                block.text[:_MAX_BYLINE],
                block=block.index,
            )

    def _real(self, names: NameList) -> NameList:
        """Without names we don't know whose words the page also uses as common words."""
        people = tuple(p for p in names.people if self._is_real(p.name))
        return names if len(people) == len(names.people) else replace(names, people=people)

    def _is_real(self, name: str) -> bool:
        strange = [word for word in name.split() if word[0].isupper() and not _is_known(word)]
        if not strange or not name.isascii():
            return True
        if self.page_text is None:
            self.page_text = page_text(self.blocks)
        return not any(stands_as_word(word.lower(), self.page_text) for word in strange)

    def _flags(self, block: Block) -> int:
        """What the elements around the block say: `_AUTHOR`, `_FOREIGN`, both or neither."""
        flags, at, own = 0, block.markup.container if block.markup else -1, self.own_flags
        for _ in range(_MAX_ANCESTORS):
            if not 0 <= at < len(self.containers):
                break
            container = self.containers[at]
            says = own.get(at)
            if says is None:
                says = element_says(container.attributes)
                says |= _FOREIGN if container.tag in _FOREIGN_TAGS else 0
                own[at] = says
            flags |= says
            at = container.parent
        return flags

    # --- anywhere ---------------------------------------------------------------------------------

    def stray_claims(self, block: Block) -> Iterator[Claim]:
        """A line that opens with 'By' or stands in an author's element, and says only that."""
        lead = read_lead(block.text)
        if lead and lead.role == "author":
            if not self._flags(block) & _FOREIGN and not _NO_BYLINE.match(block.text):
                yield from self._labelled(block, _parted(block), 0.9)
        elif len(block.text) <= _MAX_NAME_LINE and _is_titled(block.text):
            for claim in self._marked(block, _AFTER + 1):
                known = any(sounds_like_person(name) for name in claim.names.names)
                own = not self._flags(block) & _FOREIGN and not _NO_BYLINE.match(block.text)
                if known and own:
                    yield claim

    # --- at the tail ------------------------------------------------------------------------------

    def tail_claims(self, block: Block) -> Iterator[Claim]:
        if block.markup is not None and block.markup.hidden:
            return
        text = block.text
        if len(text) <= MAX_LINE and not _NO_BYLINE.match(text):
            yield from self._marked(block, _AFTER + 1)
        lead = read_lead(text) if len(text) <= MAX_LINE else None
        if lead:
            yield from self._labelled(block, _parted(block), 1.5)
        elif block.index in (self.zone.first, self.zone.last):
            yield from self._named_in_body(block)
        ending = _CREDIT_END.search(text[-320:]) if text[-2:].strip(" .")[-1:] in _CLOSERS else None
        if ending and not lead:
            yield from self._labelled(block, ending[1], 1.5)


def _is_known(word: str) -> bool:
    return word.casefold() in given_names() or word.casefold() in surnames()


def _runs_on(claim: Claim, marked: Sequence[Claim]) -> bool:
    """True when a marked name of the same line is the beginning of a longer one: 'AnaRuizHome'."""
    names = claim.names.names if claim.role == "author" else ()
    shorter = [name for other in marked for name in other.names.names]
    return any(name != part and name.startswith(part) for name in names for part in shorter)


def page_text(blocks: Sequence[Block]) -> str:
    """The page's words with a space around each block, for `stands_as_word`."""
    return f" {' '.join(block.text for block in blocks[:_MAX_SCAN])} "[:_MAX_PAGE_TEXT]


def stands_as_word(word: str, text: str) -> bool:
    """Whether a word of three letters or more stands in the text behind a space.

    By substring search: a regular expression takes fifty times as long on a whole page.
    """
    if len(word) < 3 or not word.isalpha():
        return False
    size, at = len(word) + 1, text.find(f" {word}")
    while at >= 0:
        if not text[at + size : at + size + 1].isalnum():
            return True
        at = text.find(f" {word}", at + size)
    return False


def _is_titled(text: str) -> bool:
    """Two to eight words of which first and last open with a capital."""
    words = text.split(" ", 8)
    return 1 < len(words) <= 8 and words[0][:1].isupper() and words[-1][:1].isupper()


def _by_distance(distance: int) -> float:
    """How far a line with lead words is believed, by its blocks from the headline."""
    if distance < 0:
        return 2.5
    return 3.5 if distance <= _NEAR else 1.5


def _parted(block: Block) -> str:
    """The block's text with a space where an inline element ends and a capital follows."""
    text = block.text
    if block.markup is None or not block.markup.inlines or len(text) > MAX_LINE:
        return text
    for inline in sorted(block.markup.inlines, key=lambda inline: -inline.end):
        end = inline.end
        if 0 < end < len(text) and text[end].isupper() and text[end - 1].isalnum():
            text = f"{text[:end]} {text[end:]}"
    return text


def _without_repeats(texts: list[str]) -> list[str]:
    """Without texts that stand inside another one: a link inside a span, both marked."""
    unique = list(dict.fromkeys(texts))
    return [t for t in unique if not any(t != other and t in other for other in unique)]


def _may_precede(text: str) -> bool:
    """Before a byline in mid-line stands a date, a section or a separator, not a sentence."""
    text = text.strip()
    if not any(c.isalpha() for c in text):
        return True
    return "©" not in text and (any(c.isdigit() for c in text) or text[-1] in "|•·–—-,:/)")


def _other_parts(text: str) -> list[str]:
    """The words of a credit line that name editors, photographers and others, not authors."""
    if len(text) > MAX_LINE or ("by" not in text and ":" not in text and "：" not in text):
        return []
    return [s.text for s in split_segments(text) if s.role not in (None, "author")]


def _is_clean(names: NameList, text: str) -> bool:
    """True when the names explain the words they were found in."""
    named = sum(len(person.name) for person in names.people)
    if not named and not names.agencies:
        return False
    return names.unknown <= max(12, named) and len(text) < 200 + named


def element_says(attributes: Mapping[str, str | None]) -> int:
    """Whether an element's own attributes mark an author's name or another story's part."""
    if not attributes:
        return 0
    flags = 0
    if "rel" in attributes and (attributes["rel"] or "").lower() == "author":
        flags = _AUTHOR
    if "itemprop" in attributes and (attributes["itemprop"] or "") in ("author", "creator"):
        flags = _AUTHOR
    if "class" in attributes:
        flags |= _names_say((attributes["class"] or "")[:300])
    if "id" in attributes:
        flags |= _names_say((attributes["id"] or "")[:300])
    return flags


@lru_cache(maxsize=8192)
def _names_say(names: str) -> int:
    """What class names or an id say; a page uses few, a site the same ones again."""
    names = names.lower()
    flags = _FOREIGN if _OTHER_STORIES.search(names) else 0
    if _MARKS.search(names) and not _NO_MARKS.search(names):
        flags |= _AUTHOR
    return flags


def _leads_to_author(attributes: Mapping[str, str | None]) -> bool:
    return bool(_AUTHOR_PATH.search((attributes.get("href") or "")[:300]))
