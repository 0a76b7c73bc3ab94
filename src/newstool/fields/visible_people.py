"""Credits a reader sees: the byline near the headline, and the lines at the article's tail."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from newstool.article import BODY_LABELS, Block, BlockKind, Label, LabelledBlock, Reading
from newstool.fields.author_marks import AUTHOR, FOREIGN, MAX_INLINES, AuthorMarks, marked_parts
from newstool.fields.claims import Claim
from newstool.fields.credit_lines import MAX_LINE, author_part, read_lead, split_segments
from newstool.fields.name_lists import FOOTNOTE, NameList, Person, Trust, read_names
from newstool.fields.name_words import given_names, surnames, words_of
from newstool.fields.people import MAX_WORDS, sounds_like_person
from newstool.fields.reporters import find_closing_names, find_reporters

_BEFORE = 10  # blocks before the headline that may hold the byline
_AFTER = 12  # blocks behind it; 9 to 24 tried, more takes in names that the story shows
_NEAR = 8  # blocks behind the headline in which a byline is the article's own
_ABOVE = 6  # and before it
_BEFORE_BODY = 16  # blocks before the body, where a summary or menus part it from the headline
_INTO_BODY = 3  # blocks of the body in which a byline may still stand
_UNKNOWN_NAME = 0.7  # weight of a line next to the headline with the form of a name
_NEXT = 4  # blocks behind the headline in which it is the article's own whatever metadata says
_TAIL = 14  # blocks behind the last one of the body
_MAX_NAME_LINE = 90  # characters
_SIGNED_WITHIN = 2  # blocks behind the body in which a bare name signs it
_UNNAMED = frozenset((Label.OTHER, Label.BYLINE, Label.AUTHOR_BIO, Label.WIRE_CREDIT))
_SHORT = 12  # characters of a line that may be an agency's initials and a place
_NOTE = 24  # characters behind a bare name: 'One comment so far'
_AGENCY_LINE = 2.4  # weight of an agency alone behind the headline
_SUBJECT = 0.7  # taken off a line with the name of somebody whom the story tells of
_TITLE_LINE = 2  # first blocks of a dump that may be the page's <title>
_MIN_TITLE = 20  # characters of a headline that the page's <title> begins with
_OUTRIGHT = 3.2  # weight of a line that opens with 'By' near the headline
_GAP_IN_LIST = 4  # blocks between two authors of a list that gives each some lines
_ECHO = 0.5  # added to a line of names that the page says again on its own
_MAX_ECHO = 160  # characters of a block that may repeat a name: a biography, a notice
_MAX_STRAYS = 2  # people named in odd places who may all be the authors
_MAX_SCAN = 3000  # blocks of a page that are looked through for a stray byline
_MAX_PAGE_TEXT = 200_000  # characters in which common words are looked for
_LONG_LEAD = 7  # characters of lead words: longer than 'By: ' and its kin
_MAX_BYLINE = 260  # characters of a line that opens with 'By'

# Lines that name an author and are no byline: 'More by Ana Ruiz', 'About the author'.
_NO_BYLINE = re.compile(
    r"(?:more|all|other|latest|recent|view|see|read|articles?|posts?|stories|about|meet|follow|"
    r"learn|mehr|alle|weitere|voir|plus|ver|más|mais|altri)\b.{0,30}?"
    r"\b(?:by|from|of|about|author|posts|von|de|di|the)\b"
    r"|about\s|follow\s|meet\s|views?\b|comments?\b",
    re.IGNORECASE,
)
# '... is a staff writer': how biographies go on behind the name.
_BIO = re.compile(
    r"((?:[^\W\d_][\w.'’-]{0,24}\s){1,4}?[^\W\d_][\w.'’-]{1,24}),?\s"
    r"(?:is|was|has|joined|covers|writes|works|ist|arbeitet|schreibt|est|es|è|é|är|er)\s"
)
# Words that a text dump glues to a name: 'By Ana RuizPublished: Jan 29', 'ByAna Ruiz'.
_GLUED = re.compile(
    r"(?<=[^\W\d_])(?=(?:Published|Updated|Posted|Modified|Last |Written|Comments?\b|Share\b|"
    r"(?:By|The) [A-Z]|(?:Co-)?Founder\b|(?:Senior |Staff |Contributing |Guest )?(?:Editor|Writer|Author|"
    r"Reporter|Contributor|The [A-Z]|Director|Manager|Analyst)\b|Picture of |"
    r"(?:Follow(?:ing)?|Subscribe)\b|(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"\.? \d))|(?<=\d)(?=[A-Z][a-z]+ [A-Z])|(?<=, (?:19|20)\d\d)(?=\d{1,2} )|(?:(?<=\bBy)|(?<=\bby)|(?<= on))(?=[A-Z][a-z]+ )"
)
# What a dump sets where a picture stood: '[svg]', '[624cde]', '[Ana-Ruiz-150x150]'.
_PLACEHOLDER = re.compile(r"\[[\w.-]{1,60}\]")
# The alternative text of a portrait, which a dump sets before or instead of the name.
_PORTRAIT = re.compile(
    r"\b(?:an? )?(?:picture|photo|image|headshot|avatar|portrait|profile (?:picture|photo|image)) "
    r"(?:of|for|representing) |\bheadshot\b|(?:['’]s)? (?:profile )?(?:image|photo|picture|pic|headshot|avatar|portrait)$",
    re.IGNORECASE,
)
_PORTRAIT_ENDS = ("image", "photo", "picture", "headshot", "avatar", "portrait", "logo")
# What writers of letters and blogs put before their name: '– Ana', '<3 Ana Ruiz', 'Cheers, Ana Ruiz'.
_SIGN_OFF = re.compile(
    r"^(?:<3|[xX]+[oO]*(?=\W)|[-–—~♥❤.…*\s]+|(?:cheers|best|love|regards|yours|thanks)\b)[,!\s]*", re.IGNORECASE
)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_REPORTER = re.compile(r"记者|記者|기자|특파원|編集委員")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d:\d\d|\bago\b")
# Counters beside a name: '5 min read', '12 Comments'.
_COUNTS = re.compile(
    r"\d+\s?-?(?:min|comment|like|view|share|repl|hour|day|kommentar|comentario|commentaire|分)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<!\w)\d")
_PICTURES = re.compile(
    r"getty|shutterstock|istock|unsplash|adobe|alamy|pexels|courtesy|/\s?\w|"
    r"\b(?:photo|foto|bild|image)s?(?::| av | von | de | di )"
)
_CLOSERS = (")", "）", "]", "】")
_CREDIT_END = re.compile(r"[(（\[【]([^()（）\[\]【】]{4,300})[)）\]】]\s*\.?$")


class _Zone(Struct, frozen=True):
    """Where credits are looked for: indices of the headline and of the body; -1: not known.

    `again` is where the headline stands once more far from the first time, before the body.
    """

    title: int
    first: int
    last: int
    again: int = -1

    def behind(self, index: int) -> int:
        """How many blocks behind the headline, or its repetition, a block stands."""
        return index - (self.again if -1 < self.again <= index + _ABOVE else self.title)

    def is_near(self, index: int) -> bool:
        """Between headline and body, or close to either."""
        behind = self.behind(index)
        return -_ABOVE <= behind <= _NEAR or (
            behind > 0 and 0 <= self.first - index <= _BEFORE_BODY
        )


def visible_claims(
    reading: Reading,
    labelled: Sequence[LabelledBlock],
    sites: Collection[str],
    declared: Sequence[Claim] = (),
) -> list[Claim]:
    """Every claim of the visible text that can matter, in page order.

    Where an outright byline stands and the metadata don't name others, bare names, biographies
    and marked names behind the article are not read: they could change nothing.
    """
    zone = _zone(labelled)
    reader = _Reader(reading, sites, zone)
    near = _near_headline(labelled, zone)
    claims = [claim for item in near for claim in reader.head_claims(item.block)]
    if _is_settled(claims, declared):
        for item in _at_tail(labelled, zone):
            claims.extend(reader.tail_credits(item.block))
        return claims
    claims.extend(reader.bare_names(labelled))
    tail = [c for item in _at_tail(labelled, zone) for c in reader.tail_claims(item)]
    return claims + _without_strangers(tail, zone)


def _without_strangers(tail: Sequence[Claim], zone: _Zone) -> list[Claim]:
    """Claims behind the body without the authors of the stories that are listed there."""
    if len(_named(c for c in tail if c.place == "marked")) > _MAX_STRAYS:
        tail = [c for c in tail if c.place != "marked"]
    signed = [c for c in tail if c.role == "author" and c.place == "byline"]
    if len({frozenset(c.names.names or c.names.organisations) for c in signed}) < 2:
        return list(tail)
    kept = [c for c in signed if (c.block or 0) - zone.last <= _SIGNED_WITHIN]
    return [c for c in tail if c not in signed or c in kept]


def _is_settled(claims: Sequence[Claim], declared: Sequence[Claim]) -> bool:
    """True when a byline near the headline names people, and metadata the same ones or nobody."""
    outright = [c for c in claims if c.role == "author" and c.place == "byline"]
    outright = [c for c in outright if c.weight >= _OUTRIGHT and c.names.people]
    signed = {frozenset(c.names.names) for c in outright}
    stated = {frozenset(c.names.names) for c in declared if c.role == "author" and c.names.people}
    return len(signed) == 1 and stated <= signed


def claims_anywhere(
    reading: Reading, labelled: Sequence[LabelledBlock], sites: Collection[str]
) -> list[Claim]:
    """Bylines in odd places, for pages that show none near the headline or at the tail."""
    reader = _Reader(reading, sites, _zone(labelled))
    claims: list[Claim] = []
    for item in labelled[:_MAX_SCAN]:
        if len(item.block.text) <= _MAX_BYLINE and item.label is not Label.HIDDEN:
            claims.extend(reader.stray_claims(item.block))
    opened = [claim for claim in claims if claim.place == "byline"]
    for found in (opened, claims):  # more names are the authors of other stories
        if found and len(_named(found)) <= _MAX_STRAYS:
            return found
    return []


def _named(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset(name for claim in claims for name in claim.names.names)


# --- where to look -------------------------------------------------------------------------------


def _zone(labelled: Sequence[LabelledBlock]) -> _Zone:
    title = next((n for n, item in enumerate(labelled) if item.label is Label.TITLE), -1)
    end = len(labelled)
    first = next((n for n in range(title + 1, end) if labelled[n].label in BODY_LABELS), -1)
    last = next((n for n in range(end - 1, title, -1) if labelled[n].label in BODY_LABELS), -1)
    if title < 0:
        return _Zone(_instead_of_title(labelled, first), first, last)
    again = _repeated_title(labelled, title, first)
    if again > title <= _TITLE_LINE:  # what a dump opens with is the page's <title>
        return _Zone(again, first, last)
    return _Zone(title, first, last, again)


def _repeated_title(labelled: Sequence[LabelledBlock], title: int, first: int) -> int:
    """The headline's last repetition before the body, where menus part the two; else -1."""
    wanted = labelled[title].block.text.casefold()
    for n in range(first - 1, title + _AFTER, -1):
        text = labelled[n].block.text
        if _MIN_TITLE <= len(text) <= len(wanted) and wanted.startswith(text.casefold()):
            return n
    return -1


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
    if zone.last < 0:
        return labelled[start:end]
    near = list(labelled[start : min(end, zone.last + 1)])
    if zone.again >= end:
        start, end = max(end, zone.again - _ABOVE), min(zone.again + _AFTER, zone.last + 1)
        near += labelled[start:end]
    if zone.first >= end:  # menus or a summary stand between headline and body
        near += labelled[max(end, zone.first - _BEFORE_BODY) : zone.first + _INTO_BODY]
    return near


def _at_tail(labelled: Sequence[LabelledBlock], zone: _Zone) -> Sequence[LabelledBlock]:
    if zone.last < 0:
        return ()
    start = max(zone.last - 1, max(zone.title, 0) + _AFTER, 0)
    return labelled[min(start, zone.last) : zone.last + 1 + _TAIL]


# --- reading the blocks --------------------------------------------------------------------------


class _Reader:
    def __init__(self, reading: Reading, sites: Collection[str], zone: _Zone) -> None:
        self.blocks = reading.blocks
        self.marks = AuthorMarks(reading)
        self.sites = sites
        self.zone = zone
        self.page_text: str | None = None
        self.short_text: str | None = None
        self.bare: list[Block] = []  # short lines near the headline that no other reader took
        self.last_read = -1
        self.pending: str | None = None  # the role that a line of lead words alone announced

    def head_claims(self, block: Block) -> Iterator[Claim]:
        """Claims of a block near the headline."""
        hidden = block.markup is not None and block.markup.hidden
        self.last_read = block.index
        if hidden or block.kind is BlockKind.CAPTION:
            return
        if block.index == self.zone.title:
            yield from self._below_title(block)
            return
        if len(block.text) > _MAX_BYLINE:
            self.pending = None
            if block.index == self.zone.first:
                yield from self._named_in_body(block)
            return
        text = parted(block)
        if self.pending:
            role, self.pending = self.pending, None
            trust = Trust.MARKED if role == "author" else Trust.TEXT
            yield from self._claims_of(block, role, text, trust, 2.5)
            return
        if _NO_BYLINE.match(text):
            return
        lead = read_lead(text)
        if lead and lead.end >= len(text.rstrip()):
            self.pending = lead.role
            return
        yield from self._line_claims(block, text, opened=lead is not None)

    def _below_title(self, block: Block) -> Iterator[Claim]:
        """The line behind the headline's where a single <br> parts them."""
        _, _, below = block.text.partition("\n")
        if below and len(below) <= _MAX_BYLINE and read_lead(below):
            yield from self._labelled(block, below, 3.5)

    def _line_claims(self, block: Block, text: str, *, opened: bool) -> Iterator[Claim]:
        near = self.zone.is_near(block.index)
        claims = list(self._marked(block, near))
        if opened or ":" in text or "：" in text or "／" in text or "by " in text.lower():
            behind = self.zone.behind(block.index)
            weight = 1.5 if not near else 4.2 if 0 < behind <= _NEXT else 3.5
            for claim in self._labelled(block, text, weight if opened else weight - 1.0):
                # Far from the headline 'Source:' stands under a chart.
                if not _runs_on(claim, claims) and (near or claim.role != "source"):
                    claims.append(claim)
        if not claims:
            reporters = find_reporters(text)
            if reporters.people:
                claims.append(self._reporters(block, reporters, 2.5))
            elif near or block.index > self.zone.title:
                self.bare.append(block)
        yield from claims

    def bare_names(self, labelled: Sequence[LabelledBlock]) -> Iterator[Claim]:
        """Lines without lead words or marks that are nothing but names, roles and a date.

        A list of authors, a line each, is followed as far as it goes.
        """
        latest = -1
        at, end = 0, min(self.zone.first, len(labelled))
        blocks = self.bare
        while at < len(blocks):
            block = blocks[at]
            at += 1
            listed = 0 < self.zone.title < latest and block.index - latest <= _GAP_IN_LIST
            if listed or self.zone.is_near(block.index):
                for claim in self._name_line(block, parted(block), listed=listed):
                    latest = block.index
                    yield claim
            beyond = max(self.last_read, block.index) + 1
            if at == len(blocks) and beyond < end and 0 <= beyond - latest <= _GAP_IN_LIST:
                yield from self.head_claims(labelled[beyond].block)

    def _labelled(self, block: Block, text: str, weight: float) -> Iterator[Claim]:
        """Claims of a line with lead words in it."""
        segments = split_segments(text)
        if len(segments) > 1 and segments[0].role is None and not _may_precede(segments[0].text):
            segments = [s for s in segments if s.role != "author"]
        lead = read_lead(text)
        # 'Posted by' says more than 'by': a single word after it is a name.
        words = text[lead.start : lead.end] if lead else ""
        certain = len(words) >= _LONG_LEAD or bool(_EAST_ASIAN.search(words))
        claims: list[Claim] = []
        for segment in segments:
            if segment.role and segment.role not in ("date", "other"):
                author = segment.role == "author"
                trust = Trust.MARKED if certain and author else Trust.TEXT
                found = list(self._claims_of(block, segment.role, segment.text, trust, weight))
                if author and not found and len(segment.text.split()) > MAX_WORDS:
                    return  # 'written by a human, me, with a light edit by Claude'
                claims.extend(found)
        yield from claims

    def _claims_of(
        self, block: Block, role: str, text: str, trust: Trust, weight: float
    ) -> Iterator[Claim]:
        names = self._real(read_names(text, self.sites, trust))
        if _is_clean(names, text, certain=trust is Trust.MARKED) or (
            role == "source" and text.strip()
        ):
            own = text.strip()
            quote = block.text if role == "author" or own not in block.text else own
            yield Claim(role, names, "byline", weight, "byline", (quote,), block=block.index)

    def _name_line(self, block: Block, text: str, *, listed: bool) -> Iterator[Claim]:
        """A line that is nothing but names, roles and a date; `listed`: others stand close by."""
        behind = self.zone.behind(block.index)
        room = 3 * _MAX_NAME_LINE if 0 < behind <= 2 else _MAX_NAME_LINE
        dated = bool(_DATED.search(text))
        if len(text) > room or not text[:1].isalnum() or _PICTURES.search(text.lower()):
            return
        if (_NUMBERED.match(text) and not dated) or not _may_be_east_asian(text, behind):
            return
        expected = listed or 0 < behind <= _NEXT or len(text) <= _SHORT
        if not expected and not _has_known_word(text):
            return
        if not (dated or listed) and _NUMBER.search(_COUNTS.sub("", FOOTNOTE.sub("", text))):
            return
        names = read_names(text, self.sites, Trust.TEXT)
        section = dated and 0 < behind <= _NEXT and names.unknown <= _NOTE
        if names.unknown and not section:
            return
        if (names.people and names.organisations) or names.trailing > _NOTE:
            return
        if behind < 0 and not dated and len(text) > sum(map(len, names.names)) + _NOTE:
            return
        if not names.people:
            if names.agencies:
                signed = 0 < behind <= _NEXT and len(text) <= _MAX_NAME_LINE // 2
                yield self._line_claim(block, names, _AGENCY_LINE if signed else 1.0)
            return
        people = tuple(p for p in names.people if self._is_author(p.name))
        if len(people) > max(1, len(names.people) // 2):
            people = names.people  # a list of authors: 'Rui Ma, Ana Ruiz and Tom Okafor'
        if people:
            weight = self._name_weight(people, behind) + (0.5 if dated else 0.0)
            weight -= _SUBJECT if self._is_subject(people[0].name) else 0.0
            close = 0 < behind <= _NEXT or (behind > 0 and sounds_like_person(people[0].name))
            weight += _ECHO if close and self.echoes(people[0].name) else 0.0
            yield self._line_claim(block, replace(names, people=people), weight)

    def _is_subject(self, name: str) -> bool:
        """True when a paragraph of the story tells of somebody of this name."""
        body = self.blocks[max(self.zone.first, 0) : self.zone.last]
        return any(block.text.find(name) > 0 for block in body if len(block.text) > _MAX_ECHO)

    def _stands_twice(self, name: str) -> bool:
        """True when two blocks or more are this name and nothing else."""
        return sum(block.text == name for block in self.blocks[:_MAX_SCAN]) > 1

    def echoes(self, name: str) -> bool:
        """True when a second short block has the name: a biography, a notice, a list of posts."""
        if self.short_text is None:
            short = [b.text for b in self.blocks[:_MAX_SCAN] if len(b.text) <= _MAX_ECHO]
            self.short_text = "\n".join(short).lower()
        return " " in name and self.short_text.count(name.lower()) > 1

    def _name_weight(self, people: Sequence[Person], behind: int) -> float:
        """How far bare names are believed: by given names we know and by their place."""
        first = any(p.name.split()[0].casefold() in given_names() for p in people)
        weight = 1.0 if first else _UNKNOWN_NAME if 0 < behind <= _NEXT else 0.3
        if all(" " not in person.name for person in people):
            weight -= 0.3 if 0 < behind <= _NEXT or self._stands_twice(people[0].name) else 0.6
        elif 0 < behind <= 2:
            weight += 0.3
        return weight - (0.3 if behind < 0 else 0.0) + (0.5 if people[0].role else 0.0)

    def _is_author(self, name: str) -> bool:
        """A real name, and not one that the headline or the first paragraph tells of.

        A first paragraph that opens with the name, no comma behind it, is a biography.
        """
        surname, size = name.split()[-1], len(name)
        texts = [self.blocks[n].text for n in (self.zone.title, self.zone.first) if n >= 0]
        about = (t for t in texts if not (t.startswith(name) and t[size : size + 1] not in (",", ":", ".")))
        if any(surname in text for text in about):
            return False
        return self._is_real(name, strict=True)

    def _line_claim(self, block: Block, names: NameList, weight: float) -> Claim:
        return Claim(
            "author", names, "name-line", weight, "byline", (block.text,), block=block.index
        )

    def _named_in_body(self, block: Block) -> Iterator[Claim]:
        """Reporters whom the first or the last paragraph names in brackets."""
        names = find_reporters(block.text)
        if not names.people and block.index == self.zone.last:
            names = find_closing_names(block.text)
        if names.people:
            yield self._reporters(block, names, 2.0)

    def _reporters(self, block: Block, names: NameList, weight: float) -> Claim:
        quote = block.text[:80]
        return Claim("author", names, "byline", weight, "byline", (quote,), block=block.index)

    # --- marked by the page's own markup ----------------------------------------------------------

    def _marked(self, block: Block, near: bool) -> Iterator[Claim]:
        markup = block.markup
        if markup is None:
            return
        strong, weak = marked_parts(block) if markup.inlines else ([], [])
        short = len(block.text) <= _MAX_NAME_LINE * 2
        in_element = not strong and short and self.marks.around(block) & AUTHOR
        if not (strong or weak or in_element):
            return
        foreign = not near and self.marks.around(block) & FOREIGN
        weight = 0.7 if foreign else 1.0 if block.index >= self.zone.last > 0 else 2.5
        if strong:
            yield from self._marked_claim(block, strong, weight)
        elif in_element:
            yield from self._marked_claim(block, [parted(block)], weight - 0.2)
        elif len(block.text) <= _MAX_NAME_LINE + sum(map(len, weak)):
            yield from self._marked_claim(block, weak, weight - 0.5)

    def _marked_claim(self, block: Block, texts: list[str], weight: float) -> Iterator[Claim]:
        parts = [author_part(text) for text in texts if not _NO_BYLINE.match(text)]
        names = self._real(read_names(" | ".join(parts), self.sites, Trust.MARKED))
        if names.names_anything:
            quote = block.text[:_MAX_BYLINE]
            yield Claim("author", names, "marked", weight, "byline", (quote,), block=block.index)

    # --- names and common words -------------------------------------------------------------------

    def _real(self, names: NameList) -> NameList:
        """Without names we don't know whose words the page also uses as common words."""
        people = tuple(p for p in names.people if self._is_real(p.name))
        return names if len(people) == len(names.people) else replace(names, people=people)

    def _is_real(self, name: str, *, strict: bool = False) -> bool:
        """False for 'Product Strategy'. `strict` doubts every name but a well-known one's."""
        words = [word for word in name.split() if word[0].isupper()]
        strange = [word for word in words if not _is_known(word)]
        if not name.isascii() or not words:
            return True
        if words[0].casefold() in given_names() and (not strict or not strange):
            return True
        if self.page_text is None:
            self.page_text = page_text(self.blocks)
        doubted = words if strict else strange
        return not any(stands_as_word(word.lower(), self.page_text) for word in doubted)

    # --- anywhere ---------------------------------------------------------------------------------

    def stray_claims(self, block: Block) -> Iterator[Claim]:
        """A line that opens with 'By' or stands in an author's element, and says only that."""
        lead = read_lead(block.text)
        if lead and lead.role == "author":
            if not self.marks.around(block) & FOREIGN and not _NO_BYLINE.match(block.text):
                yield from self._labelled(block, parted(block), 0.9)
        elif len(block.text) <= _MAX_NAME_LINE and _is_titled(block.text):
            for claim in self._marked(block, near=False):
                known = any(sounds_like_person(name) for name in claim.names.names)
                own = not self.marks.around(block) & FOREIGN
                if known and own and not _NO_BYLINE.match(block.text):
                    yield replace(claim, weight=1.0)

    # --- at the tail ------------------------------------------------------------------------------

    def tail_claims(self, item: LabelledBlock) -> Iterator[Claim]:
        """Claims of a block at the end of the body or behind it."""
        block = item.block
        if block.markup is not None and block.markup.hidden:
            return
        text = block.text
        lead = None
        if len(text) <= MAX_LINE:
            if _NO_BYLINE.match(text):
                return
            yield from self._marked(block, near=False)
            lead = read_lead(text)
        if lead:
            yield from self._labelled(block, parted(block), 1.5)
            return
        yield from self._closing_credits(block)
        if block.index >= self.zone.last:
            yield from self._biography(block, item.label)
        if 0 < block.index - self.zone.last <= _SIGNED_WITHIN and item.label in _UNNAMED:
            yield from self._signature(block, text)

    def tail_credits(self, block: Block) -> Iterator[Claim]:
        """Claims that say whose they are by lead words or brackets, at the end of the body."""
        if block.markup is not None and block.markup.hidden:
            return
        text = block.text
        if len(text) <= MAX_LINE and read_lead(text):
            if not _NO_BYLINE.match(text):
                yield from self._labelled(block, parted(block), 1.5)
            return
        yield from self._closing_credits(block)

    def _closing_credits(self, block: Block) -> Iterator[Claim]:
        """Reporters and editors whom the last words of a block name."""
        text = block.text
        if block.index in (self.zone.first, self.zone.last):
            yield from self._named_in_body(block)
        if text[-2:].strip(" .")[-1:] in _CLOSERS:
            ending = _CREDIT_END.search(text[-320:])
            if ending:
                yield from self._labelled(block, ending[1], 1.5)

    def _signature(self, block: Block, text: str) -> Iterator[Claim]:
        """A name alone right behind the article, as Vietnamese and Polish papers sign."""
        foreign = self.marks.around(block) & FOREIGN
        text = _SIGN_OFF.sub("", text) or text
        if len(text) <= _MAX_NAME_LINE // 2 and not foreign and not _PICTURES.search(text.lower()):
            names = read_names(text, self.sites, Trust.TEXT)
            alone = len(names.people) == 1 and not (
                names.unknown or names.trailing or names.organisations
            )
            if alone and " " in names.people[0].name and self._is_author(names.people[0].name):
                known = names.people[0].name.split()[0].casefold() in given_names()
                yield self._line_claim(block, names, 0.8 if known else 0.4)

    def _biography(self, block: Block, label: Label) -> Iterator[Claim]:
        """'Ana Ruiz is a staff writer ...': evidence for a name that another place gives."""
        match = _BIO.match(block.text[:140])
        if match:
            names = read_names(match[1], self.sites, Trust.TEXT)
            if len(names.people) == 1 and not names.unknown:
                words = block.text[match.end() : match.end() + 60].lower().replace(",", " ").split()
                writes = not words_of("roles", "role").isdisjoint(words)
                weight = 1.0 if label is Label.AUTHOR_BIO else 0.8 if writes else 0.3
                yield Claim(
                    "author", names, "bio", weight, "biography", (match[1],), block=block.index
                )


# --- words ---------------------------------------------------------------------------------------


def _has_known_word(text: str) -> bool:
    """Whether a given name stands in the text: a quick look before it is taken apart."""
    return any(word.strip(".,;|").casefold() in given_names() for word in text.split()[:12])


def _may_be_east_asian(text: str, behind: int) -> bool:
    """A bare Chinese, Japanese or Korean name is believed straight under the headline alone."""
    if not _EAST_ASIAN.search(text) or _REPORTER.search(text):
        return True
    return 0 < behind <= 2 and 2 < len(text) <= 5


def _is_known(word: str) -> bool:
    return word.casefold() in given_names() or word.casefold() in surnames()


def page_text(blocks: Sequence[Block]) -> str:
    """The page's words with a space around each block, for `stands_as_word`."""
    return f" {' '.join(block.text for block in blocks[:_MAX_SCAN])} "[:_MAX_PAGE_TEXT]


def stands_as_word(word: str, text: str) -> bool:
    """Whether a word of two letters or more stands in the text behind a space.

    By substring search: a regular expression takes fifty times as long on a whole page.
    """
    if len(word) < 2 or not word.isalpha():
        return False
    size, at = len(word) + 1, text.find(f" {word}")
    while at >= 0:
        after = text[at + size : at + size + 1]
        if not after.isalnum() and after not in ("@", "_", "."):
            return True
        at = text.find(f" {word}", at + size)
    return False


def _runs_on(claim: Claim, marked: Sequence[Claim]) -> bool:
    """True when a marked name of the same line is the beginning of a longer one: 'AnaRuizHome'."""
    names = claim.names.names if claim.role == "author" else ()
    shorter = [name for other in marked for name in other.names.names]
    return any(name != part and name.startswith(part) for name in names for part in shorter)


def _is_titled(text: str) -> bool:
    """Two to eight words of which first and last open with a capital."""
    words = text.split(" ", 8)
    return 1 < len(words) <= 8 and words[0][:1].isupper() and words[-1][:1].isupper()


def parted(block: Block) -> str:
    """The block's text with a space where an inline element ends, or a glued word begins."""
    text = block.text
    if len(text) > MAX_LINE:
        return text
    if block.markup is None:
        return _unglued(text)
    for inline in sorted(block.markup.inlines[:MAX_INLINES], key=lambda i: -i.end):
        end = inline.end
        if 0 < end < len(text) and text[end].isupper() and text[end - 1].isalnum():
            text = f"{text[:end]} {text[end:]}"
    return text


def _unglued(text: str) -> str:
    """A line of a text dump without what pictures left in it, its words parted."""
    if "[" in text:
        text = _PLACEHOLDER.sub(" ", text).strip() or text
    text = _GLUED.sub(" ", text)
    return undoubled(_PORTRAIT.sub("", text).strip() or text)


def undoubled(text: str) -> str:
    """'Ana RuizAna Ruiz' and 'Ana Ruiz Ana Ruiz': a picture's alternative text before the name."""
    size = len(text)
    for half in (size // 2, (size - 1) // 2):
        if half > 4 and text[:half] == text[size - half :]:
            return text[:half]
    third = (size - 2) // 3
    if third > 4 and text == " ".join([text[:third]] * 3):
        return text[:third]
    return text


def _may_precede(text: str) -> bool:
    """Before a byline in mid-line stands a date, a section or a separator, not a sentence."""
    text = text.strip()
    if not any(c.isalpha() for c in text):
        return True
    if "©" in text:
        return False
    marked = any(c.isdigit() for c in text) or text[-1] in "|•·–—-,:/)"
    return marked or text.lower().endswith(_PORTRAIT_ENDS)


def _is_clean(names: NameList, text: str, *, certain: bool) -> bool:
    """True when the names explain the words they were found in, most of them if it is `certain`."""
    named = sum(len(person.name) for person in names.people)
    if not named and not names.agencies:
        return False
    return names.unknown <= max(60 if certain else 12, named) and len(text) < 200 + named
