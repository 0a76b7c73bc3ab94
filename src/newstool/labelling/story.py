"""What a copied or typed story is made of: all that nothing names.

The learned judge knows pages, of which most is furniture. Its doubt about a sentence of such a text
isn't a reason to remove it (`page/regime.py` tells which regime an input is in). What is removed is
named: by the line's own words, by the element around it, by the line that announces it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from newstool.dates.labels import named_role
from newstool.fields.headline.first_line import is_date_line, is_relative_line
from newstool.labelling.furniture import NOT_BODY, Name, name_furniture
from newstool.model.article import HEADER_LINE, Block, BlockKind, Found, Label, Reading
from newstool.names.credits import read_lead
from newstool.names.lists import Trust, read_names
from newstool.names.one_name import has_capitals, sounds_like_person
from newstool.names.reporters import find_closing_names
from newstool.names.speakers import speaker_of
from newstool.names.who_and_when import says_who_or_when
from newstool.page.addresses import is_address
from newstool.page.facts import Page
from newstool.page.places import ancestors
from newstool.page.regime import OPEN_ENDS, is_link
from newstool.vocabulary.furniture_rules import EDGES, Role
from newstool.vocabulary.names import agency_of, words_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import ends_sentence, weight_of

UNNAMED = "unnamed-in-a-story"
ARCHIVED = "between-archive-labels"

_BYLINE: Name = (Label.BYLINE, "under-headline")
_STANDFIRST: Name = (Label.SUBTITLE, "above-byline")
_DATE: Name = (Label.DATE, "date-alone")
_SIGNATURE: Name = (Label.BYLINE, "signature")
_THREAD: Name = (Label.COMMENTS, "comment-thread")
# What names these isn't a doubtful sentence: who wrote, or what was wrong.
_NOT_STORY = frozenset((Label.BYLINE, Label.CORRECTION))
_CREDITS = frozenset((Label.BYLINE, Label.WIRE_CREDIT))
# The probability below which nobody would doubt that a line isn't of the story. Of 125 blocks of
# short documents that nothing names, judged by weights that had not seen their site, two were body;
# one sentence of the hand-made cases has 0.022.
_FURNITURE = 0.02
_LINKED = 0.3  # share of a line's characters inside links from which it is a card's, or a bar's
_PARAGRAPH = 120  # Latin letters of what is a paragraph without a full stop
_LONGEST_SIGN = 60  # Latin letters of a line that signs a story; words and names of an office
_OFFICE = 3  # words of an office
_BESIDE_DATE = 12  # letters beside a date under the headline: a source, a place, 'time'
_DATE_LABEL = 20  # characters of a date's label
_BIOGRAPHY = 400  # characters of a paragraph about the author, at most
_STANDFIRST_CHARS = range(30, 351)  # of a paragraph above the byline or the story
_ROWS = frozenset((BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.QUOTE, BlockKind.CODE))
# 'SDA/ij', 'mo/hq/bo', 'AB // CD', '(Schluss) ab/cd'
_INITIALS = later(
    r"(?:\([^\W\d_]{2,12}\) )?[^\W\d_]{1,6}(?: ?/{1,2} ?[^\W\d_]{1,4}){1,4}|[a-z]{2,4}"
)
_VOWELS = frozenset("aeiouy")
_CODES = later(r"[a-z\d/]{1,5}(?: [a-z\d/]{1,5}){0,7}")
_HOUR = later(r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[A-Za-z.]{1,5})?")
_MARKDOWN_LINK = later(r"(?:[-*+] )?!?\[[^\[\]]{0,300}\]\([^()\s]{1,2000}\)")
_OPENING, _CLOSING = ("(", "[", "（", "【"), (")", "]", "）", "】")
_QUOTES = frozenset('"“„«»「『‘')


def name_story(
    page: Page,
    headline: Found[str] | None,
    settled: Mapping[int, Name],
    judged: Collection[int],
    scores: Sequence[float],
) -> tuple[set[int], dict[int, Name]]:
    """The blocks of a story below its headline: those that are of it, and the others' names.

    `settled` are left alone; `judged` are the blocks that the judge believes, by `scores`. Linear;
    never raises.
    """
    if any(rule == ARCHIVED for _, rule in settled.values()):
        return set(), {}
    reading = page.reading
    title = headline.block if headline is not None else None
    headers = (index for index, (_, rule) in settled.items() if rule == HEADER_LINE)
    start = max((-1 if title is None else title, *headers)) + 1
    free = [block for block in reading.blocks if block.index not in settled]
    order = [block.index for block in free]
    found = name_furniture(page, order, _beside_headline(reading, title, judged))
    named = dict(zip(order, found, strict=True))
    dialogues = {i: name for i, name in named.items() if i < start and name[0] is Label.COOKIE}
    lines = [block for block in free if block.index >= start]
    names = {block.index: named[block.index] for block in lines}
    _spare_sentences(page, lines, names)
    _name_thread(page, lines, names)
    _name_alone(reading, lines, names, judged, headline)
    if title is not None:
        _name_head(lines, names, judged)
    _name_foot(lines, names)
    _name_biography(lines, names)
    left = [block for block in lines if names[block.index] == NOT_BODY]
    first, last = min(judged, default=-1), max(judged, default=len(scores))
    left = [
        block
        for block in left
        if scores[block.index] >= _FURNITURE
        or not _may_be_furniture(block, above=block.index < first, below=block.index > last)
    ]
    if reading.containers:
        left = _beside_sentences(reading, left, judged)
    signed = any(name[0] is Label.BYLINE for name in names.values())
    story = {block.index for block in _whole(left, signed)}
    return story, dialogues | {i: name for i, name in names.items() if i not in story}


def _beside_headline(
    reading: Reading, title: int | None, judged: Collection[int]
) -> Collection[int]:
    """The `judged` blocks inside the headline's <article>; all of them where it is in none.

    What is outside, the names of elements know as well as the judge.
    """
    boxes = ancestors(reading, reading.blocks[title]) if title is not None else ()
    articles = [box for box in boxes if reading.containers[box].tag == "article"]
    if not articles:
        return judged
    return {i for i in judged if max(articles) in ancestors(reading, reading.blocks[i])}


def _spare_sentences(page: Page, lines: Sequence[Block], names: dict[int, Name]) -> None:
    """A rule that only hints names no sentence with more of the story after it.

    In a transcript, 'REPORTER: Was it wet?' is what somebody says and no credit.
    """
    turns = {block.index for block in lines if speaker_of(block.text) is not None}
    is_talk = sum(names[index] == NOT_BODY for index in turns) > 1
    below = False
    for block in reversed(lines):
        if not ends_sentence(block.text):
            continue
        label, rule = names[block.index]
        hit = page.hits[block.index]
        if is_talk and block.index in turns and label in _CREDITS:
            names[block.index] = NOT_BODY
        elif hit is not None and hit.strength != "sure" and hit.rule == rule:
            goes_on = below or Role.ENDS_PARAGRAPH in hit.roles
            if goes_on and label not in _NOT_STORY:
                names[block.index] = NOT_BODY
        below = below or names[block.index] == NOT_BODY


def _name_thread(page: Page, lines: Sequence[Block], names: dict[int, Name]) -> None:
    """What is below the heading of the comments, after the story's first sentence."""
    begun = opened = False
    for block in lines:
        hit = page.hits[block.index]
        if names[block.index] == NOT_BODY:
            if opened:
                names[block.index] = _THREAD
            begun = begun or ends_sentence(block.text)
        elif begun and names[block.index][0] is Label.COMMENTS:
            words = block.text.strip(EDGES)
            counts = " " not in words or any(map(str.isdigit, words))  # a button doesn't
            opened = opened or (counts and hit is not None and hit.strength == "sure")


def _name_alone(
    reading: Reading,
    lines: Sequence[Block],
    names: dict[int, Name],
    judged: Collection[int],
    headline: Found[str] | None,
) -> None:
    """Lines that are of no story by themselves: links, addresses, the hours of a live blog, an
    agency's name, and the headline once more, above the first sentence."""
    source, begun = reading.document.text, False
    for block in lines:
        text, is_sentence = block.text, ends_sentence(block.text)
        if headline is not None and text == headline.value and not begun:
            names[block.index] = (Label.TITLE, "headline-again")
        begun = begun or is_sentence
        if names[block.index] != NOT_BODY:
            continue
        believed = block.index in judged and (block.kind in _ROWS or is_sentence)
        written = source[block.span.start : block.span.end].strip() if block.span else ""
        leads = is_link(block) or is_address(text) or _MARKDOWN_LINK.fullmatch(written)
        if leads and not believed and block.kind is not BlockKind.HEADING:
            names[block.index] = (Label.NAVIGATION, "link-alone")
        elif _HOUR.fullmatch(text):
            names[block.index] = (Label.DATE, "hour-alone")
        elif block.kind is BlockKind.PARAGRAPH and agency_of(text) is not None:
            names[block.index] = (Label.WIRE_CREDIT, "agency-alone")


def _name_head(lines: Sequence[Block], names: dict[int, Name], judged: Collection[int]) -> None:
    """The lines between headline and story: who wrote it, and a standfirst above that."""
    above: Block | None = None
    before = NOT_BODY
    for place, block in enumerate(lines):
        below = lines[place + 1].text if place + 1 < len(lines) else ""
        if names[block.index][0] is Label.AUTHOR_BIO and not ends_sentence(block.text):
            names[block.index] = _BYLINE  # 'Ana Ruiz, staff writer'
        if names[block.index] == NOT_BODY:
            may_sign = above is None or is_date_line(below, _BESIDE_DATE) or says_who_or_when(below)
            names[block.index] = _who_or_when(block.text, may_sign, before[0])
            heads = is_date_line(below, _BESIDE_DATE) and len(block.text) <= _DATE_LABEL
            if heads and named_role(block.text):
                names[block.index] = _DATE  # 'Date', a line of its own
        before = names[block.index]
        if above is not None:
            more = any(names[one.index] == NOT_BODY for one in lines[place:])
            if _is_standfirst(above, block, before, more, above.index in judged):
                names[above.index] = _STANDFIRST
            if before not in (_BYLINE, _DATE):
                return
        if before == NOT_BODY:
            if block.kind is not BlockKind.PARAGRAPH:
                return
            above = block


def _is_standfirst(above: Block, below: Block, name: Name, more: bool, judged: bool) -> bool:
    """Whether a line is above the byline, or without a full stop above the date or the story.

    There is `more` of the story below. The first sentence's line may be cut: 'The mayor, who'.
    """
    text = above.text
    stopped = ends_sentence(text)
    if name == NOT_BODY:
        cut = stopped or text[-1] in OPEN_ENDS
        return not (cut or judged) and len(text) in _STANDFIRST_CHARS and ends_sentence(below.text)
    signed = name[0] is Label.BYLINE or (name[0] is Label.DATE and not stopped)
    return more and signed and len(text) < _STANDFIRST_CHARS.stop


def _who_or_when(text: str, may_sign: bool, before: Label) -> Name:
    """The name of a line that says who wrote or when, and no more.

    A name or an office may be alone where `may_sign` says so: next to the headline, or above a
    date. Below a byline are an office, a desk or a second name.
    """
    if is_date_line(text, _BESIDE_DATE) or is_relative_line(text):
        return _DATE
    is_sentence, lead = ends_sentence(text), read_lead(text)
    if is_sentence and lead is None:
        return NOT_BODY
    by_office = lead is not None and lead.role == "author" and _is_office(text[lead.end :])
    if by_office or says_who_or_when(text) or (may_sign and _is_bare_name(text)):
        return _BYLINE
    named = read_names(text, (), Trust.TEXT) if len(text) <= _LONGEST_SIGN else None
    if named is None or named.unknown:
        return NOT_BODY
    goes_on = before is Label.BYLINE and not is_sentence
    has_role = any(person.role for person in named.people)
    several = may_sign and len(named.people) > 1 and all(map(sounds_like_person, named.names))
    return (
        _BYLINE if has_role or goes_on or several or (may_sign and _is_office(text)) else NOT_BODY
    )


def _is_office(text: str) -> bool:
    """'Staff Report', 'our own correspondent'."""
    words = text.lower().split()
    return len(words) <= _OFFICE and not words_of("roles", "role").isdisjoint(words)


def _is_bare_name(text: str) -> bool:
    """A known given name with a surname, and nothing else."""
    words = text.split()
    if not 1 < len(words) < 4 or not all(word[-1].isalpha() for word in words):
        return False
    capital = all(word[0].isupper() for word in words) or not has_capitals(text)
    return capital and sounds_like_person(text)


def _name_foot(lines: Sequence[Block], names: dict[int, Name]) -> None:
    """What signs the story below its last sentence: a reporter, a name, a line in brackets."""
    left = [block for block in lines if names[block.index] == NOT_BODY]
    while left and left[-1].kind is not BlockKind.TABLE_ROW:  # 'Marta 1902' is a row
        signed = _sign_off([block.text for block in left[-3:]])
        if signed is None:
            return
        names[left.pop().index] = signed


def _sign_off(last: Sequence[str]) -> Name | None:
    """What the last of some lines signs, after those above it."""
    text = last[-1]
    if _INITIALS.fullmatch(text) or _is_desk_line(text):
        return (Label.WIRE_CREDIT, "initials-of-the-desk")
    if ends_sentence(text.strip("".join(_OPENING + _CLOSING))):
        return None
    if says_who_or_when(text) or (len(text) <= _LONGEST_SIGN and find_closing_names(text).people):
        return _SIGNATURE
    if text.startswith(_OPENING) and text.endswith(_CLOSING) and weight_of(text) <= _LONGEST_SIGN:
        return (Label.WIRE_CREDIT, "sign-off-in-brackets")
    if "," in text:  # of a letter: the place below the name
        last = last[:-1]
    is_name = len(last) > 1 and _is_bare_name(last[-1].lstrip("—–- "))
    return _SIGNATURE if is_name and ends_sentence(last[-2]) else None


def _is_desk_line(text: str) -> bool:
    """'dpa abc yyzz n1 xyz': an agency's name and the codes of its editors."""
    name, _, codes = text.partition(" ")
    if agency_of(name) is None or _CODES.fullmatch(codes) is None:
        return False
    return any(_VOWELS.isdisjoint(code) for code in codes.split())  # 'dpa sagt es so' is none


def _name_biography(lines: Sequence[Block], names: dict[int, Name]) -> None:
    """The last paragraph, where it begins with a name that the byline has."""
    story = [block for block in lines if names[block.index] == NOT_BODY]
    if len(story) < 2 or len(story[-1].text) > _BIOGRAPHY:
        return
    words = story[-1].text.split(None, 4)
    titles = words_of("name_parts", "honorific") | words_of("name_parts", "rank")
    while words and words[0].lower() in titles:
        del words[0]
    if len(words) < 3 or any(word[-1] in ",:;" or word[0].islower() for word in words[:2]):
        return
    name = f" {words[0]} {words[1]} "
    signed = (block.text for block in lines if names[block.index][0] is Label.BYLINE)
    if any(name in f" {text} ".replace(",", " ,").replace("|", " | ") for text in signed):
        names[story[-1].index] = (Label.AUTHOR_BIO, "tells-of-the-author")


def _may_be_furniture(block: Block, *, above: bool, below: bool) -> bool:
    """Whether the judge is followed where it has no doubt that a block is none of the story.

    Of HTML that goes for a line that isn't a sentence, row or figure, for figures above all that it
    believes and for a sentence below that; of plain text, for such a line below that.
    """
    if block.markup is None:
        return below and not _is_of_story(block)
    if above:
        return not _goes_on(block)  # a bar: 'Listen 4 min'
    return not _is_of_story(block) or (below and ends_sentence(block.text))


def _beside_sentences(
    reading: Reading, left: Sequence[Block], judged: Collection[int]
) -> list[Block]:
    """Of HTML, a line that isn't a sentence only beside one in the same element, and not of links.

    Elsewhere the judge knows better what a site's system writes.
    """
    sure = {block.index for block in left if block.index in judged or _goes_on(block)}
    around = {_parent(reading, block) for block in left if block.index in sure or not sure}
    return [
        block
        for block in left
        if block.index in sure or (_parent(reading, block) in around and not _holds_links(block))
    ]


def _parent(reading: Reading, block: Block) -> int | None:
    return None if block.markup is None else reading.containers[block.markup.container].parent


def _holds_links(block: Block) -> bool:
    return block.markup is not None and block.markup.link_chars >= _LINKED * len(block.text)


def _whole(left: Sequence[Block], signed: bool) -> Sequence[Block]:
    """The story without headings, dashes and stars at its end: nothing of it is below them.

    A few headlines or words beside each other are none. A sentence is; so are rows, verse, figures
    and what is below a byline.
    """
    while left and (left[-1].kind is BlockKind.HEADING or not any(map(str.isalnum, left[-1].text))):
        left = left[:-1]
    return left if signed or any(map(_is_of_story, left)) else ()


def _goes_on(block: Block) -> bool:
    """Whether a block is a sentence, a row, or ends as what goes on below: a list's lead, verse."""
    text = block.text
    return block.kind in _ROWS or ends_sentence(text) or text[-1:] in OPEN_ENDS


def _is_of_story(block: Block) -> bool:
    text = block.text
    if _goes_on(block) or text[:1] in _QUOTES or any(map(str.isdigit, text)):
        return True
    return weight_of(text) >= _PARAGRAPH
