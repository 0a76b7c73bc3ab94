"""Credits a reader sees: the byline near the headline, and the lines at the article's tail."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from newstool.fields.authors.bare_lines import NameLines
from newstool.fields.authors.claims import Claim, claim_of, doubt, shown
from newstool.fields.authors.marks import AUTHOR, FOREIGN, AuthorMarks, is_filed, marked_parts
from newstool.fields.authors.page_words import MAX_NAME_LINE, PageWords
from newstool.model.article import BODY_LABELS, HEADER_LINE, Block, BlockKind, Label, LabelledBlock
from newstool.names.credits import (
    MAX_LINE,
    PLAIN_LEAD,
    author_part,
    may_lead,
    read_lead,
    split_helpers,
    split_segments,
)
from newstool.names.glued import element_parts, spaced
from newstool.names.lists import NameList, Trust, join, read_names
from newstool.names.one_name import MAX_NAME, MAX_WORDS, Kind, kind_of
from newstool.names.reporters import find_closing_names, find_reporters
from newstool.page.facts import LabelledPage
from newstool.page.zone import NEXT, at_tail, find_zone, in_comments, near_headline
from newstool.vocabulary.names import LeadRole, ends_of, worded, words_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import has_east_asian

_NOTE = 12  # characters between names that are none
_INTO_BODY = 2  # blocks of the story among which a byline may stand without lead words
_MAX_ANNOUNCED = 60  # blocks of a list of names below lead words alone
MAX_BYLINE = 260  # characters of a line that opens with 'By'

# Labels of blocks that hold no byline above the headline, nor in any odd place.
FURNITURE = frozenset(
    (Label.NAVIGATION, Label.COOKIE, Label.SHARE, Label.ADVERTISEMENT, Label.HIDDEN)
)
_NO_BYLINE = worded(
    r"{author_marks.more_by}\b.{0,30}?\b{author_marks.of_author}\b|{author_marks.about}\b"
)
_LABEL_INSIDE = worded(r"[:：／]| \| |{small_words.by} ")
_OPENERS = ("（", "【", "(")
_BIOGRAPHY = worded(r"((?:\S{1,25} ){1,3}?\S{1,25}?),? {author_marks.biography} ")
_CREDIT_END = later(r"[(（\[【]([^()（）\[\]【】]{4,300})[)）\]】]\s*\.?$")


class BylineReader:
    """Reads the credits of one page's blocks."""

    def __init__(self, page: LabelledPage) -> None:
        self.labelled = page.labelled
        self.sites = page.site_names
        self.zone = find_zone(page.extents, page.labelled)
        self.words = PageWords(page.reading.blocks, self.zone)
        self.lines = NameLines(self.words, self.sites, self.zone)
        self.comments = in_comments(page.labelled)
        self._marks = AuthorMarks(page.reading)
        self._announced_to = -1  # the last block that a line of lead words alone announced

    def claims(self) -> list[Claim]:
        """Every claim of the visible text, in page order."""
        claims: list[Claim] = []
        bare: list[tuple[Block, str]] = []  # short lines near the headline that say no more
        for item in near_headline(self.labelled, self.zone):
            block = item.block
            if block.index <= self._announced_to or not self._may_sign(item):
                continue
            text = self._byline_of(block)
            found = list(self._head_claims(block, text))
            close = self.zone.is_near(block.index) or self.zone.is_below_title(block.index)
            if close and text and not (found or is_filed(block)):
                bare.append((block, text))
            claims += found
        claims += self._bare_names(bare)
        tail = [c for item in at_tail(self.labelled, self.zone) for c in self._tail_claims(item)]
        return claims + self._without_strangers(tail)

    def _may_sign(self, item: LabelledBlock) -> bool:
        """False for menus, hidden blocks, and lines that a label says are something else."""
        block, zone = item.block, self.zone
        if item.label in FURNITURE and zone.title is not None and block.index < zone.title - NEXT:
            return False
        # 'AN Document ABC123', 'De Halvrense Courant' and other labelled lines; heads of pages.
        labelled = item.rule == HEADER_LINE and item.label is not Label.BYLINE
        if labelled or item.label is Label.PAGE_NUMBER or block.kind is BlockKind.CAPTION:
            return False
        if block.markup is not None and block.markup.hidden:
            return False
        inside = zone.first is not None and block.index > zone.first + _INTO_BODY
        story = inside and item.label in BODY_LABELS and len(block.text) > MAX_NAME_LINE
        return not story or may_lead(block.text)

    def _byline_of(self, block: Block) -> str:
        """The words of a block that may be a byline: all, or those below the headline's <br>."""
        if block.index == self.zone.title:
            below = block.text.partition("\n")[2]
            return below if read_lead(below) else ""
        text = spaced(block) if len(block.text) <= MAX_BYLINE else ""
        return "" if _NO_BYLINE.match(text.lower()) else text

    def _head_claims(self, block: Block, text: str) -> Iterator[Claim]:
        """Claims of a block near the headline."""
        if not text and block.index == self.zone.first:
            yield from self._reporters(block)
        if not text:
            return
        lead = read_lead(text)
        if lead and lead.end >= len(text.rstrip()):
            if lead.role != "other":
                trust = Trust.MARKED if lead.role == "author" else Trust.LED
                claim = self.announced(block.index, lead.role, trust, shown("announced"))
                yield from () if claim is None else (claim,)
            return
        behind = self.zone.behind(block.index)
        near = self.zone.is_near(block.index)
        place = "by-far" if not near else "by-next" if 0 < behind <= NEXT else "by-near"
        yield from self._line_claims(block, text, shown(place), near=near)

    def _line_claims(
        self, block: Block, text: str, weight: float, *, near: bool
    ) -> Iterator[Claim]:
        """What a line says by its markup, by lead words, or by an office beside a name."""
        claims = list(self._marked_claims(block, near)) if block.index != self.zone.title else []
        opened = read_lead(text) is not None
        if opened or _LABEL_INSIDE.search(text.lower()):
            said = self.labelled_claims(block, text, weight - (not opened))
            claims += [claim for claim in said if not _runs_on(claim, claims)]
        yield from claims or self._reporters(block)

    def _bare_names(self, bare: list[tuple[Block, str]]) -> list[Claim]:
        """Lines without lead words or marks that are nothing but names, roles and a date.

        A list of authors, a line each, is followed as far as it goes.
        """
        claims: list[Claim] = []
        below = [line for line in bare if self.zone.is_below_title(line[0].index)]
        for block, text in below:
            latest = claims[-1].block if claims and self.zone.title else None
            listed = latest is not None and block.index - latest <= NEXT
            claim = self.lines.read(block, text, listed=listed)
            if claim is not None and (listed or self.zone.is_near(block.index)):
                claims.append(claim)
        if any(claim.weight >= doubt("signed") for claim in claims):
            return claims
        above = bare[: len(bare) - len(below)]
        read = (self.lines.read(block, text, listed=False) for block, text in above)
        return claims + [claim for claim in read if claim is not None]

    def labelled_claims(self, block: Block, text: str, weight: float) -> Iterator[Claim]:
        """Claims of a line with lead words in it."""
        segments = split_segments(self._without_biography(block, text))
        if len(segments) > 1 and segments[0].role is None and not _may_precede(segments[0].text):
            segments = [s for s in segments if s.role != "author"]
        lead = read_lead(text)
        # 'Posted by' says more than 'by': a single word after it is a name.
        certain = lead is not None and lead.end - lead.start >= PLAIN_LEAD
        claims: list[Claim] = []
        for segment in segments:
            if segment.role and segment.role not in ("date", "other"):
                trust = Trust.MARKED if certain and segment.role == "author" else Trust.LED
                found = list(self._credits(block, segment.role, segment.text, trust, weight))
                long = len(segment.text.split()) > MAX_WORDS
                if long and segment.role == "author" and not found:
                    return  # 'written by a human, with a light edit by a machine'
                claims += found
        yield from claims

    def _without_biography(self, block: Block, text: str) -> str:
        """'Written by Ana R Heads the desk ...' to the name that is alone on the line above."""
        above = self.labelled[block.index - 1].block.text if block.index else ""
        lead = read_lead(text) if 0 < len(above) <= MAX_NAME_LINE else None
        known = lead is not None and text.startswith(f"{above} ", lead.end)
        return text[: lead.end + len(above)] if lead is not None and known else text

    def _credits(
        self, block: Block, role: LeadRole, text: str, trust: Trust, weight: float
    ) -> Iterator[Claim]:
        if role == "author":
            text, helpers = split_helpers(text)
            if helpers:
                yield from self._credits(block, "reporting", helpers, trust, weight)
        outright = weight >= shown("by-near") or role != "author"
        names = self._real(read_names(text, self.sites, trust), outright=outright)
        if role == "source" or _explains(names, text, role, trust):
            own = text.strip()
            quote = block.text if role == "author" or own not in block.text else own
            yield claim_of(block, names, weight, role=role, quotes=(quote,))

    def announced(self, number: int, role: LeadRole, trust: Trust, weight: float) -> Claim | None:
        """The names below a line of lead words alone, a line each.

        Their initials and offices, and words that join two, may be between them.
        """
        near, listed = trust is not Trust.TEXT, True  # `listed`: a name may come next
        lists: list[NameList] = []
        blocks: list[Block] = []
        for item in islice(self.labelled, number + 1, number + _MAX_ANNOUNCED):
            if item.block.markup is not None and item.block.markup.hidden:
                continue
            text = spaced(item.block)[: MAX_BYLINE + 1]
            again = read_lead(text)
            text = text[again.end :] if again and again.role == role else text
            names = read_names(text, self.sites, trust)
            names, beside = self._real(names) if near else names, _is_beside_name(text)
            if (
                listed
                and (near or not beside)
                and len(text) <= MAX_BYLINE
                and _explains(names, text, role, trust)
            ):
                lists.append(names)
                blocks.append(item.block)
                listed = not near
            elif _is_joiner(text):
                listed = True
            elif not beside or (near and not lists):
                break
        if not lists:
            return None
        self._announced_to = blocks[-1].index
        quotes = tuple(block.text for block in blocks)
        return claim_of(blocks[0], join(lists), weight, role=role, quotes=quotes)

    def _reporters(self, block: Block) -> Iterator[Claim]:
        """Reporters whom a block names with their office, or in brackets at the story's end."""
        names, zone = find_reporters(block.text), self.zone
        if not names.people:
            short = block.text[:1] in _OPENERS and len(block.text) <= MAX_NAME_LINE
            own = zone.is_near(block.index) or zone.signs(block.index)
            if block.index == zone.last or (short and own):  # '【山田花子】', a line of its own
                names = find_closing_names(block.text)
        if names.people:
            quotes = (block.text[:MAX_NAME_LINE],)
            yield claim_of(block, names, shown("reporters"), quotes=quotes)

    # --- marked by the page's own markup ----------------------------------------------------------

    def _marked_claims(self, block: Block, near: bool) -> Iterator[Claim]:
        """Claims of elements that class names, rel or the way of a link call an author's."""
        if block.markup is None:
            return
        strong, weak = marked_parts(block)
        short = len(block.text) <= MAX_NAME_LINE * 2
        in_element = not strong and short and self._marks.around(block) & AUTHOR
        if not (strong or weak or in_element):
            return
        foreign = not near and self._marks.around(block) & FOREIGN
        at_end = self.zone.last and self.zone.is_at_end(block.index)
        weight = shown("marked-elsewhere" if foreign else "marked-at-end" if at_end else "marked")
        if strong:
            yield from self._marked_claim(block, strong, weight, outright=near)
        elif in_element:
            part = weight + doubt("part")
            whole = list(self._marked_claim(block, [spaced(block)], part))
            named = read_lead(block.text) or any(claim.value.people for claim in whole)
            parts = [] if named else self._marked_claim(block, element_parts(block), part)
            yield from [claim for claim in parts if claim.value.people] or whole
        else:
            yield from self._marked_claim(block, weak, weight + doubt("link"))

    def _marked_claim(
        self, block: Block, texts: list[str], weight: float, *, outright: bool = False
    ) -> Iterator[Claim]:
        own = (text for text in texts if not text.startswith("©"))
        names = read_names(" | ".join(map(author_part, own)), self.sites, Trust.MARKED)
        names = self._real(names, outright=outright)
        if names.names_anything:
            yield claim_of(block, names, weight, "marked", quotes=(block.text[:MAX_BYLINE],))

    def _real(self, names: NameList, *, outright: bool = False) -> NameList:
        """Without names we don't know whose words the page also uses as common words.

        The first one after an `outright` 'By' is a name whatever the page says of its words.
        """
        people = tuple(
            person
            for number, person in enumerate(names.people)
            if (outright and not number) or self.words.is_real(person.name)
        )
        return names if people == names.people else replace(names, people=people)

    # --- at the tail ------------------------------------------------------------------------------

    def _tail_claims(self, item: LabelledBlock) -> Iterator[Claim]:
        """Claims of a block at the end of the body or after it."""
        block, text = item.block, item.block.text
        if (block.markup is not None and block.markup.hidden) or block.index in self.comments:
            return
        if len(text) <= MAX_LINE:
            if (item.label in FURNITURE and not may_lead(text)) or _NO_BYLINE.match(text.lower()):
                return
            yield from self._marked_claims(block, near=False)
            if read_lead(text):
                yield from self.labelled_claims(block, spaced(block), shown("by-far"))
                return
        if len(text) <= MAX_NAME_LINE or block.index in (self.zone.first, self.zone.last):
            yield from self._reporters(block)
        ending = _CREDIT_END.search(text[-MAX_LINE:])
        if ending:
            yield from self.labelled_claims(block, ending[1], shown("by-far"))
        subject, sure = subject_of(item.label, text)
        names = read_names(subject, self.sites)
        if len(names.people) == 1:
            weight = shown("biography" if sure else "likely-biography")
            yield claim_of(block, names, weight, "bio", quotes=(subject,))
        own = item.label in BODY_LABELS or not self._marks.around(block) & FOREIGN
        if self.zone.signs(block.index) and own:
            claim = self.lines.read_signature(block, item.label)
            if claim is not None:
                yield claim

    def _without_strangers(self, tail: list[Claim]) -> list[Claim]:
        """Claims after the body without the authors of the stories that are listed there."""
        signed = [c for c in tail if c.role == "author" and c.place == "byline"]
        if len({frozenset(c.value.names) for c in signed}) < 2:
            return tail
        return [c for c in tail if c not in signed or c.block is None or self.zone.signs(c.block)]


def subject_of(label: Label, text: str) -> tuple[str, bool]:
    """'Ana Ruiz' of 'Ana Ruiz is a staff writer ...', and whether that is surely a biography."""
    found = _BIOGRAPHY.match(text)
    if found is None:
        return "", False
    return found[1], label is Label.AUTHOR_BIO or " be " in found[0]


def _is_joiner(text: str) -> bool:
    """'and', '&' or ',' between two names, a line of its own."""
    word = text.strip(" ,;&").lower()
    joiners = words_of("name_parts", "joiner") | words_of("name_parts", "doubtful_joiner")
    return not word or word in joiners


def _is_beside_name(text: str) -> bool:
    """'AR' and 'Staff Writer, Corrin': initials and an office next to a name."""
    initials = text.isupper() and " " not in text
    return initials or kind_of(text.partition(",")[0]) is Kind.ROLE


def _runs_on(claim: Claim, marked: list[Claim]) -> bool:
    """True when a marked name of the same line is the beginning of a longer one: 'AnaRuizHome'."""
    names = claim.value.names if claim.role == "author" else ()
    shorter = [name for other in marked for name in other.value.names]
    return any(name != part and name.startswith(part) for name in names for part in shorter)


def _may_precede(text: str) -> bool:
    """Before a byline in mid-line stands a date, a section or a separator, not a sentence."""
    text = text.strip()
    if not any(c.isalpha() for c in text):
        return True
    marked = any(c.isdigit() for c in text) or text[-1] in "|•·–—-,:/)"
    return marked or text.lower().endswith(ends_of("portraits", "kind"))


def _explains(names: NameList, text: str, role: LeadRole, trust: Trust) -> bool:
    """True when the names explain the words they were found in, most of them if it is sure."""
    named = sum(map(len, names.names))
    if named or names.agencies:
        if trust is Trust.TEXT:
            return not names.unknown
        sure = trust is Trust.MARKED and not has_east_asian(text)
        return names.unknown <= max(MAX_NAME if sure else _NOTE, named)
    desk = names.organisations and not names.unknown and len(text) <= MAX_NAME
    return role == "author" and trust is not Trust.TEXT and bool(desk or names.handles)
