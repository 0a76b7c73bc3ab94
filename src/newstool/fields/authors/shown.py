"""Credits a reader sees: the byline near the headline, and the lines at the article's tail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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
from newstool.names.glued import PORTRAIT_ENDS, element_parts, spaced
from newstool.names.lists import NameList, Trust, read_names
from newstool.names.one_name import MAX_NAME, MAX_WORDS
from newstool.names.reporters import find_closing_names, find_reporters
from newstool.page.facts import LabelledPage
from newstool.page.zone import NEXT, Zone, at_tail, find_zone, in_comments, near_headline
from newstool.vocabulary.names import LeadRole, words_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import has_east_asian

_INTO_BODY = 2  # blocks of the story among which a byline may stand without lead words
MAX_BYLINE = 260  # characters of a line that opens with 'By'

# Lines that name an author and are no byline: 'More by Ana Ruiz', 'About the author'.
NO_BYLINE = re.compile(
    r"(?:more|all|other|latest|recent|view|see|read|articles?|posts?|stories|about|meet|follow|"
    r"learn|mehr|alle|weitere|voir|plus|ver|más|mais|altri)\b.{0,30}?"
    r"\b(?:by|from|of|about|author|posts|von|de|di|the)\b"
    r"|about\s|follow\s|meet\s|views?\b|comments?\b",
    re.IGNORECASE,
)
# '... is a staff writer': how biographies go on behind the name.
_BIO = later(
    r"((?:[^\W\d_][\w.'’-]{0,24}\s){1,4}?[^\W\d_][\w.'’-]{1,24}),?\s"
    r"(?:is|was|has|joined|covers|writes|works|(?:can|may) be (?:reached|contacted|followed)|ist|"
    r"arbeitet|schreibt|est|es|è|é|är|er)\s"
)
# Labels of blocks that hold no byline above the headline, nor in any odd place.
FURNITURE = frozenset(
    (Label.NAVIGATION, Label.COOKIE, Label.SHARE, Label.ADVERTISEMENT, Label.HIDDEN)
)
_OPENERS = ("（", "【", "(")
_CLOSERS = (")", "）", "]", "】")
_CREDIT_END = later(r"[(（\[【]([^()（）\[\]【】]{4,300})[)）\]】]\s*\.?$")


def visible_claims(reader: BylineReader, labelled: Sequence[LabelledBlock]) -> list[Claim]:
    """Every claim of the visible text, in page order."""
    zone = reader.zone
    near = near_headline(labelled, zone)
    claims: list[Claim] = []
    for item in near:
        block = item.block
        above = zone.title is not None and block.index < zone.title - NEXT
        if item.label in FURNITURE and above:
            continue  # menus
        if item.label is Label.SOURCE and item.rule == HEADER_LINE:
            continue  # 'De Halvrense Courant', which a label says is a paper
        inside = zone.first is not None and block.index > zone.first + _INTO_BODY
        if (
            inside
            and item.label in BODY_LABELS
            and len(block.text) > MAX_NAME_LINE
            and not may_lead(block.text)
        ):
            continue
        claims.extend(reader.head_claims(block))
    claims.extend(reader.bare_names())
    tail = [claim for item in at_tail(labelled, zone) for claim in reader.tail_claims(item)]
    return claims + _without_strangers(tail, zone)


def _without_strangers(tail: Sequence[Claim], zone: Zone) -> list[Claim]:
    """Claims after the body without the authors of the stories that are listed there."""
    signed = [c for c in tail if c.role == "author" and c.place == "byline"]
    if len({frozenset(c.value.names) for c in signed}) < 2:
        return list(tail)
    return [c for c in tail if c not in signed or c.block is None or zone.signs(c.block)]


def named_in(claims: Iterable[Claim]) -> frozenset[str]:
    """All the people whom the claims name."""
    return frozenset(name for claim in claims for name in claim.value.names)


# --- reading the blocks --------------------------------------------------------------------------


class BylineReader:
    """Reads the credits of one page's blocks."""

    def __init__(self, page: LabelledPage) -> None:
        reading, labelled, sites = page.reading, page.labelled, page.site_names
        zone = find_zone(page.extents, labelled)
        self.blocks = reading.blocks
        self.marks = AuthorMarks(reading)
        self.sites = sites
        self.zone = zone
        self.words = PageWords(reading.blocks, zone)
        self.lines = NameLines(self.words, sites, zone)
        self.bare: list[
            tuple[Block, str]
        ] = []  # short lines near the headline that no other reader took
        self.pending: LeadRole | None = None  # the role that a line of lead words alone announced
        self.announced: LeadRole | None = None  # the role of the last line that was announced so
        self.comments = in_comments(labelled)
        # 'AN Document ABC123' and other labelled lines that name no people; heads of pages.
        self.foreign = frozenset(
            item.block.index
            for item in labelled
            if (item.rule == HEADER_LINE and item.label is not Label.BYLINE)
            or item.label is Label.PAGE_NUMBER
        )

    def head_claims(self, block: Block) -> Iterator[Claim]:
        """Claims of a block near the headline."""
        hidden = block.markup is not None and block.markup.hidden
        if hidden or block.kind is BlockKind.CAPTION or block.index in self.foreign:
            return
        if block.index == self.zone.title:
            _, _, below = block.text.partition("\n")  # below the headline after a single <br>
            if read_lead(below):
                yield from self.labelled_claims(block, below, shown("by-near"))
            return
        if len(block.text) > MAX_BYLINE:
            self.pending = None
            if block.index == self.zone.first:
                yield from self._named_in_body(block)
            return
        text = spaced(block)
        if self.pending:
            role, self.pending = self.pending, None
            lead = read_lead(text)
            text = text[lead.end :] if lead and lead.role == role else text
            trust = Trust.MARKED if role == "author" else Trust.LED
            self.announced = role
            yield from self._claims_of(block, role, text, trust, shown("announced"))
            return
        if self.announced and _is_joiner(text):
            self.pending = self.announced  # 'By', 'Ana Ruiz', 'and', 'Tom Okafor', a line each
            return
        self.announced = None
        if NO_BYLINE.match(text):
            return
        lead = read_lead(text)
        if lead and lead.end >= len(text.rstrip()):
            self.pending = None if lead.role == "other" else lead.role
            return
        yield from self._line_claims(block, text, opened=lead is not None)

    def _line_claims(self, block: Block, text: str, *, opened: bool) -> Iterator[Claim]:
        near = self.zone.is_near(block.index)
        claims = list(self.marked_claims(block, near))
        if opened or _may_hold_label(text):
            behind = self.zone.behind(block.index)
            place = "by-far" if not near else "by-next" if 0 < behind <= NEXT else "by-near"
            weight = shown(place)
            for claim in self.labelled_claims(block, text, weight - (not opened)):
                if not _runs_on(claim, claims):
                    claims.append(claim)
        if not claims:
            reporters = find_reporters(text)
            if not reporters.people and near and text[:1] in _OPENERS:
                reporters = find_closing_names(text)  # '【山田花子】', a line of its own
            if reporters.people:
                claims.append(self._reporters(block, reporters))
            elif (near or self.zone.is_below_title(block.index)) and not is_filed(block):
                self.bare.append((block, text))
        yield from claims

    def bare_names(self) -> list[Claim]:
        """Lines without lead words or marks that are nothing but names, roles and a date.

        A list of authors, a line each, is followed as far as it goes.
        """
        claims: list[Claim] = []
        below = [line for line in self.bare if self.zone.is_below_title(line[0].index)]
        for block, text in below:
            latest = claims[-1].block if claims and self.zone.title else None
            listed = latest is not None and block.index - latest <= NEXT
            claim = self.lines.read(block, text, listed=listed)
            if claim is not None and (listed or self.zone.is_near(block.index)):
                claims.append(claim)
        if any(claim.weight >= doubt("signed") for claim in claims):
            return claims
        above = self.bare[: len(self.bare) - len(below)]
        read = (self.lines.read(block, text, listed=False) for block, text in above)
        return claims + [claim for claim in read if claim is not None]

    def labelled_claims(self, block: Block, text: str, weight: float) -> Iterator[Claim]:
        """Claims of a line with lead words in it."""
        segments = split_segments(self._without_biography(block, text))
        if len(segments) > 1 and segments[0].role is None and not _may_precede(segments[0].text):
            segments = [s for s in segments if s.role != "author"]
        lead = read_lead(text)
        # 'Posted by' says more than 'by': a single word after it is a name.
        words = text[lead.start : lead.end] if lead else ""
        certain = len(words) >= PLAIN_LEAD
        claims: list[Claim] = []
        for segment in segments:
            if segment.role and segment.role not in ("date", "other"):
                author = segment.role == "author"
                trust = Trust.MARKED if certain and author else Trust.LED
                found = list(self._claims_of(block, segment.role, segment.text, trust, weight))
                if author and not found and len(segment.text.split()) > MAX_WORDS:
                    return  # 'written by a human, with a light edit by a machine'
                claims.extend(found)
        yield from claims

    def _without_biography(self, block: Block, text: str) -> str:
        """'Written by Ana R Heads the desk ...' to the name that is alone on the line above."""
        above = self.blocks[block.index - 1].text if block.index else ""
        lead = read_lead(text) if 0 < len(above) <= MAX_NAME_LINE else None
        if lead is not None and text.startswith(f"{above} ", lead.end):
            return text[: lead.end + len(above)]
        return text

    def _claims_of(
        self, block: Block, role: LeadRole, text: str, trust: Trust, weight: float
    ) -> Iterator[Claim]:
        if role == "author":
            text, helpers = split_helpers(text)
            if helpers:
                yield from self._claims_of(block, "reporting", helpers, trust, weight)
        outright = weight >= shown("by-near") or role != "author"
        names = self._real(read_names(text, self.sites, trust), outright=outright)
        desk = role == "author" and names.organisations and len(text) <= MAX_NAME
        if (
            _is_clean(names, text, certain=trust is Trust.MARKED)
            or (desk and not (names.people or names.unknown))
            or (role == "author" and names.handles)
            or role == "source"
        ):
            own = text.strip()
            quote = block.text if role == "author" or own not in block.text else own
            yield claim_of(role, names, "byline", weight, "byline", (quote,), block=block.index)

    def _named_in_body(self, block: Block) -> Iterator[Claim]:
        """Reporters whom the first or the last paragraph names in brackets."""
        names = find_reporters(block.text)
        if not names.people and block.index == self.zone.last:
            names = find_closing_names(block.text)
        if names.people:
            yield self._reporters(block, names)

    def _reporters(self, block: Block, names: NameList) -> Claim:
        quote, weight = block.text[:MAX_NAME_LINE], shown("reporters")
        return claim_of("author", names, "byline", weight, "byline", (quote,), block=block.index)

    # --- marked by the page's own markup ----------------------------------------------------------

    def marked_claims(self, block: Block, near: bool) -> Iterator[Claim]:
        """Claims of elements that class names, rel or the way of a link call an author's."""
        markup = block.markup
        if markup is None:
            return
        strong, weak = marked_parts(block) if markup.inlines else ([], [])
        short = len(block.text) <= MAX_NAME_LINE * 2
        in_element = not strong and short and self.marks.around(block) & AUTHOR
        if not (strong or weak or in_element):
            return
        foreign = not near and self.marks.around(block) & FOREIGN
        at_end = self.zone.last and self.zone.is_at_end(block.index)
        place = "marked-elsewhere" if foreign else "marked-at-end" if at_end else "marked"
        weight = shown(place)
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
            quote = block.text[:MAX_BYLINE]
            yield claim_of("author", names, "marked", weight, "byline", (quote,), block=block.index)

    # --- names and common words -------------------------------------------------------------------

    def _real(self, names: NameList, *, outright: bool = False) -> NameList:
        """Without names we don't know whose words the page also uses as common words.

        The first one behind an `outright` 'By' is a name whatever the page says of its words.
        """
        first = names.people[: int(outright)]
        others = names.people[len(first) :]
        people = first + tuple(p for p in others if self.words.is_real(p.name))
        return names if len(people) == len(names.people) else replace(names, people=people)

    # --- at the tail ------------------------------------------------------------------------------

    def tail_claims(self, item: LabelledBlock) -> Iterator[Claim]:
        """Claims of a block at the end of the body or behind it."""
        block = item.block
        if (block.markup is not None and block.markup.hidden) or block.index in self.comments:
            return
        text = block.text
        lead = None
        if len(text) <= MAX_LINE:
            if item.label in FURNITURE and not may_lead(text):
                return
            if NO_BYLINE.match(text):
                return
            yield from self.marked_claims(block, near=False)
            lead = read_lead(text)
        if lead:
            yield from self.labelled_claims(block, spaced(block), shown("by-far"))
            return
        yield from self._closing_credits(block)
        if self.zone.is_at_end(block.index):
            yield from self._biography(block, item.label)
        own = item.label in BODY_LABELS or not self.marks.around(block) & FOREIGN
        if self.zone.signs(block.index) and own:
            claim = self.lines.read_signature(block, item.label)
            if claim is not None:
                yield claim

    def _closing_credits(self, block: Block) -> Iterator[Claim]:
        """Reporters and editors whom the last words of a block name."""
        text = block.text
        if block.index in (self.zone.first, self.zone.last):
            yield from self._named_in_body(block)
        elif len(text) <= MAX_NAME_LINE and self.zone.signs(block.index):
            names = find_reporters(text)
            if not names.people and text[:1] in _OPENERS:
                names = find_closing_names(text)
            if names.people:
                yield self._reporters(block, names)
        if text[-2:].strip(" .")[-1:] in _CLOSERS:
            ending = _CREDIT_END.search(text[-MAX_LINE:])
            if ending:
                yield from self.labelled_claims(block, ending[1], shown("by-far"))

    def _biography(self, block: Block, label: Label) -> Iterator[Claim]:
        """'Ana Ruiz is a staff writer ...': evidence for a name that another place gives."""
        match = _BIO.match(block.text[: 2 * MAX_NAME_LINE])
        if match:
            names = read_names(match[1], self.sites, Trust.TEXT)
            if len(names.people) == 1:
                sure = label is Label.AUTHOR_BIO or " be " in match[0]
                weight = shown("biography" if sure else "likely-biography")
                yield claim_of(
                    "author", names, "bio", weight, "biography", (match[1],), block=block.index
                )


# --- words ---------------------------------------------------------------------------------------


def _may_hold_label(text: str) -> bool:
    """Whether a label may stand inside a line: substrings are faster than a pattern."""
    if any(mark in text for mark in (":", "：", "／", " | ")):
        return True
    lowered = text.lower()
    return any(word in lowered for word in ("by ", "von ", "par ", "por ", "door "))


def _is_joiner(text: str) -> bool:
    """'and', '&' or ',' between two names, a line of its own."""
    word = text.strip(" ,;&").lower()
    return not word or word in words_of("name_parts", "joiner") | words_of(
        "name_parts", "doubtful_joiner"
    )


def _runs_on(claim: Claim, marked: Sequence[Claim]) -> bool:
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
    return marked or text.lower().endswith(PORTRAIT_ENDS)


def _is_clean(names: NameList, text: str, *, certain: bool) -> bool:
    """True when the names explain the words they were found in, most of them if it is `certain`."""
    named = sum(len(person.name) for person in names.people)
    if not named and not names.agencies:
        return False
    most = MAX_NAME if certain and not has_east_asian(text) else 12
    return names.unknown <= max(most, named)
