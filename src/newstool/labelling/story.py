"""What a copied or typed story is made of: all that nothing names.

The learned judge knows pages, of which most is furniture. Its doubt about a sentence of such a text
isn't a reason to remove it (`page/regime.py` tells which regime an input is in). What is removed is
named: by the line's own words, by the element around it, by the line that announces it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from newstool.dates.labels import named_role
from newstool.fields.headline.first_line import is_date_line, is_relative_line
from newstool.fields.headline.standfirst import names_author
from newstool.labelling.furniture import NOT_BODY, Name, name_furniture
from newstool.model.article import HEADER_LINE, Block, BlockKind, Found, Label, Reading
from newstool.names.credits import read_lead
from newstool.names.lists import Trust, read_names
from newstool.names.one_name import has_capitals, sounds_like_person
from newstool.names.reporters import find_closing_names, find_reporters
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
from newstool.vocabulary.wire_lines import is_wire_line

UNNAMED = "unnamed-in-a-story"
ARCHIVED = "between-archive-labels"

_HEADLINE: Name = (Label.TITLE, "headline-again")
_BYLINE: Name = (Label.BYLINE, "under-headline")
_STANDFIRST: Name = (Label.SUBTITLE, "above-byline")
_DATE: Name = (Label.DATE, "date-alone")
_ENTRY: Name = (Label.DATE, "hour-alone")
_LINK: Name = (Label.NAVIGATION, "link-alone")
_AGENCY: Name = (Label.WIRE_CREDIT, "agency-alone")
_DESK: Name = (Label.WIRE_CREDIT, "initials-of-the-desk")
_SIGNATURE: Name = (Label.BYLINE, "signature")
_BIOGRAPHY: Name = (Label.AUTHOR_BIO, "tells-of-the-author")
_BRACKETED: Name = (Label.WIRE_CREDIT, "sign-off-in-brackets")
_THREAD: Name = (Label.COMMENTS, "comment-thread")
# What names these isn't a doubtful sentence: who wrote, or what was wrong.
_NOT_STORY = frozenset((Label.BYLINE, Label.CORRECTION))
_CREDITS = frozenset((Label.BYLINE, Label.WIRE_CREDIT))
# The probability below which nobody would doubt that a block is furniture. Of 125 blocks of short
# documents that nothing names, judged by weights that had not seen their site, two were body; one
# sentence of the hand-made cases has 0.022.
_FURNITURE = 0.02
_TURNS = 2  # of what is said that make a transcript
_LINKED = 0.3  # share of a line's characters inside links from which it is a card's, or a bar's
_LONGEST_LABEL = 20  # characters of a date's label
_OFFICE = 3  # words of an office
_PARAGRAPH = 120  # Latin letters of what is a paragraph without a full stop
_LONGEST_SIGN = 60  # Latin letters of a line that signs a story
_BESIDE_DATE = 12  # letters beside a date under the headline: a source, a place, 'time'
_BARE_NAME = 40  # characters of a name and nothing else
_BIOGRAPHY_CHARS = 400  # of a paragraph about the author, at most
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
_HOURS = ("a.m.", "p.m.", "A.M.", "P.M.")  # with which a date line ends
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
    reading, blocks = page.reading, page.reading.blocks
    title = headline.block if headline is not None else None
    start = max([-1 if title is None else title, *_header_lines(settled)]) + 1
    order = [block.index for block in blocks[start:] if block.index not in settled]
    above = [block.index for block in blocks[:start] if block.index not in settled]
    found = name_furniture(page, [*above, *order], _beside_headline(reading, title, judged))
    dialogues = {i: n for i, n in zip(above, found, strict=False) if n[0] is Label.COOKIE}
    names = dict(zip(order, found[len(above) :], strict=True))
    _spare_sentences(page, order, names)
    if headline is not None:
        _name_headline(blocks, order, names, headline.value)
    _spare_turns(blocks, names)
    _name_thread(page, order, names)
    _name_links(reading, order, names, judged)
    _name_hours(blocks, order, names)
    if title is not None:
        _name_head(blocks, order, names, judged)
    _name_foot(blocks, order, names)
    _name_biography(blocks, order, names)
    story = {index for index in order if names[index] == NOT_BODY}
    story -= _beyond_doubt(blocks, story & set(judged), story, scores)
    if reading.containers:
        story = _beside_sentences(reading, story, judged)
    story = _without_loose_ends(blocks, story)
    if not _holds_story(blocks, story, names):
        story = set()
    return story, dialogues | {i: name for i, name in names.items() if i not in story}


def _beside_headline(
    reading: Reading, title: int | None, judged: Collection[int]
) -> Collection[int]:
    """The `judged` blocks inside the headline's <article>; all of them where it is in none.

    What is outside, the names of elements know as well as the judge.
    """
    own = _article_around(reading, title)
    if own is None:
        return judged
    blocks = reading.blocks
    return {index for index in judged if own in ancestors(reading, blocks[index])}


def _article_around(reading: Reading, title: int | None) -> int | None:
    """The innermost <article> that the headline is in."""
    boxes = ancestors(reading, reading.blocks[title]) if title is not None else ()
    return max((box for box in boxes if reading.containers[box].tag == "article"), default=None)


def _header_lines(settled: Mapping[int, Name]) -> Iterator[int]:
    return (index for index, (_, rule) in settled.items() if rule == HEADER_LINE)


def _spare_sentences(page: Page, order: Sequence[int], names: dict[int, Name]) -> None:
    """A rule that only hints names no sentence with more of the story after it."""
    blocks = page.reading.blocks
    below = False
    for place in reversed(range(len(order))):
        index = order[place]
        if names[index] == NOT_BODY:
            below = below or ends_sentence(blocks[index].text)
            continue
        hit = page.hits[index]
        if hit is None or hit.strength == "sure" or names[index][1] != hit.rule:
            continue
        if ends_sentence(blocks[index].text) and hit.label not in _NOT_STORY:
            if below or Role.ENDS_PARAGRAPH in hit.roles:
                names[index] = NOT_BODY
                below = True
        elif Role.HEADS_SECTION in hit.roles and below and place:
            beside = (order[place - 1], order[place + 1])
            if all(names[one] == NOT_BODY for one in beside):
                names[index] = NOT_BODY


def _name_headline(
    blocks: Sequence[Block], order: Sequence[int], names: dict[int, Name], headline: str
) -> None:
    """The headline once more, above the first sentence: below front matter that has it too."""
    for index in order:
        if blocks[index].text == headline:
            names[index] = _HEADLINE
        elif ends_sentence(blocks[index].text):
            return


def _spare_turns(blocks: Sequence[Block], names: dict[int, Name]) -> None:
    """In a transcript, 'REPORTER: Was it wet?' is what somebody says and no credit."""
    turns = [index for index in names if speaker_of(blocks[index].text) is not None]
    if sum(names[index] == NOT_BODY for index in turns) >= _TURNS:
        for index in turns:
            if names[index][0] in _CREDITS and ends_sentence(blocks[index].text):
                names[index] = NOT_BODY


def _name_thread(page: Page, order: Sequence[int], names: dict[int, Name]) -> None:
    """What is below the heading of the comments, after the story's first sentence."""
    blocks = page.reading.blocks
    begun = opened = False
    for index in order:
        if opened:
            if names[index] == NOT_BODY:
                names[index] = _THREAD
            continue
        if names[index] == NOT_BODY:
            begun = begun or ends_sentence(blocks[index].text)
        elif begun and names[index][0] is Label.COMMENTS:
            hit = page.hits[index]
            opened = hit is not None and hit.strength == "sure" and _heads_thread(blocks[index])


def _heads_thread(block: Block) -> bool:
    """Whether a line counts or names the comments, and isn't a button to write one."""
    words = block.text.strip(EDGES)
    return " " not in words or any(map(str.isdigit, words))


def _name_links(
    reading: Reading, order: Sequence[int], names: dict[int, Name], judged: Collection[int]
) -> None:
    """Links alone lead from the story, and so do addresses; the judge is believed of sentences."""
    text = reading.document.text
    marked = not reading.containers and "](" in text
    for index in order:
        block = reading.blocks[index]
        in_story = index in judged and (block.kind in _ROWS or ends_sentence(block.text))
        if names[index] != NOT_BODY or in_story or block.kind is BlockKind.HEADING:
            continue
        span = block.span if marked else None
        written = text[span.start : span.end].strip() if span is not None else ""
        if is_link(block) or _MARKDOWN_LINK.fullmatch(written) or is_address(block.text):
            names[index] = _LINK


def _name_hours(blocks: Sequence[Block], order: Sequence[int], names: dict[int, Name]) -> None:
    """The hours above a live blog's entries, each on a line of its own."""
    for index in order:
        if names[index] == NOT_BODY and _HOUR.fullmatch(blocks[index].text):
            names[index] = _ENTRY


def _name_head(
    blocks: Sequence[Block], order: Sequence[int], names: dict[int, Name], judged: Collection[int]
) -> None:
    """The lines between headline and story: who wrote it, and a standfirst above that."""
    above: Block | None = None
    before = NOT_BODY
    for place, index in enumerate(order):
        block = blocks[index]
        if names[index][0] is Label.AUTHOR_BIO and not ends_sentence(block.text):
            names[index] = _BYLINE  # 'Ana Ruiz, staff writer'
        if names[index] == NOT_BODY:
            below = blocks[order[place + 1]].text if place + 1 < len(order) else ""
            may_sign = above is None or is_date_line(below, _BESIDE_DATE) or says_who_or_when(below)
            named = _who_or_when(block.text, may_sign, before[0])
            if named is None and is_date_line(below, _BESIDE_DATE) and _labels_date(block.text):
                named = _DATE  # 'Date', a line of its own
            if named is not None:
                names[index] = named
            elif above is None and block.kind is BlockKind.PARAGRAPH:
                above, before = block, NOT_BODY
                continue
            else:
                if above is not None and above.index not in judged and _leads(above, block):
                    names[above.index] = _STANDFIRST
                return
        before = names[index]
        if above is not None:
            if _is_standfirst(above, names[index][0], [names[one] for one in order[place:]]):
                names[above.index] = _STANDFIRST
            return


def _name_foot(blocks: Sequence[Block], order: Sequence[int], names: dict[int, Name]) -> None:
    """What signs the story below its last sentence: a reporter, a name alone, a line in brackets;
    an agency's name alone signs a part of it as well."""
    for index in order:
        if names[index] == NOT_BODY and _is_agency(blocks[index]):
            names[index] = _AGENCY
    left = [index for index in order if names[index] == NOT_BODY]
    while left:
        index = left.pop()
        if blocks[index].kind is BlockKind.TABLE_ROW:
            return  # 'Marta 1902' is a row
        signed = _sign_off(blocks[index].text)
        if signed is None and _is_signature(blocks, [*left[-1:], index]):
            signed = _SIGNATURE
        if signed is None and "," in blocks[index].text:  # of a letter: the place below the name
            signed = _SIGNATURE if _is_signature(blocks, left[-2:]) else None
        if signed is None:
            return
        names[index] = signed


def _is_signature(blocks: Sequence[Block], last: Sequence[int]) -> bool:
    """Whether the second of the two blocks is a name alone, and the first ends a sentence."""
    if len(last) < 2:
        return False
    above, text = (blocks[index].text for index in last)
    return ends_sentence(above) and _is_bare_name(text.lstrip("—–- "))


def _name_biography(blocks: Sequence[Block], order: Sequence[int], names: dict[int, Name]) -> None:
    """The last paragraph, where it begins with a name that the byline has."""
    story = [index for index in order if names[index] == NOT_BODY]
    signed = [f" {blocks[i].text} " for i, name in names.items() if name[0] is Label.BYLINE]
    if len(story) > 1 and _tells_of(blocks[story[-1]].text, signed):
        names[story[-1]] = _BIOGRAPHY


def _tells_of(text: str, signed: Sequence[str]) -> bool:
    """Whether a paragraph begins with the two words of a name in a line above the story."""
    words = text.split(None, 4)
    titles = words_of("name_parts", "honorific") | words_of("name_parts", "rank")
    while words and words[0].lower() in titles:
        del words[0]
    if len(text) > _BIOGRAPHY_CHARS or len(words) < 3 or any(w[-1] in ",:;" for w in words[:2]):
        return False
    name = f" {words[0]} {words[1]} "
    return not any(word[0].islower() for word in words[:2]) and any(
        name in line.replace(",", " ,").replace("|", " | ") for line in signed
    )


def _is_bare_name(text: str) -> bool:
    """A known given name with a surname, and nothing else."""
    words = text.split(" ", 3)
    if not 1 < len(words) < 4 or len(text) > _BARE_NAME:
        return False
    worded = all(word[-1].isalpha() for word in words if word)
    capital = all(word[0].isupper() for word in words if word) or not has_capitals(text)
    return worded and capital and sounds_like_person(text)


def _is_agency(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and agency_of(block.text) is not None


def _sign_off(text: str) -> Name | None:
    if weight_of(text) > _LONGEST_SIGN:
        return None
    if is_wire_line(text) or _INITIALS.fullmatch(text) or _is_desk_line(text):
        return _DESK
    if ends_sentence(text.strip("()[]（）【】")):
        return None
    if says_who_or_when(text):
        return _SIGNATURE
    if find_reporters(text).people or find_closing_names(text).people:
        return _SIGNATURE
    return _BRACKETED if text and text[0] in "([（【" and text[-1] in ")]）】" else None


def _is_desk_line(text: str) -> bool:
    """'dpa abc yyzz n1 xyz': an agency's name and the codes of its editors."""
    name, _, codes = text.partition(" ")
    if agency_of(name) is None or _CODES.fullmatch(codes) is None:
        return False
    return any(_VOWELS.isdisjoint(code) for code in codes.split())  # 'dpa sagt es so' is none


def _who_or_when(text: str, may_sign: bool, before: Label) -> Name | None:
    """The label of a line that says who wrote or when, and no more.

    A name may be alone where `may_sign` says so: next to the headline, or above a date. Below a
    byline are an office, a desk or a second name.
    """
    if is_date_line(text, _BESIDE_DATE) or is_relative_line(text):
        return _DATE
    if ends_sentence(text) and read_lead(text) is None and not text.endswith(_HOURS):
        return None
    signed = says_who_or_when(text) or names_author(text) or (may_sign and _is_bare_name(text))
    goes_on = before is Label.BYLINE and not ends_sentence(text) and _names_all(text)
    return _BYLINE if signed or goes_on or (may_sign and _says_office(text)) else None


def _labels_date(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and bool(named_role(text))


def _says_office(text: str) -> bool:
    """Whether a line is an office without a name: 'Staff Report', 'Our Correspondent'."""
    words = text.lower().split()
    few = len(words) <= _OFFICE and not words_of("roles", "role").isdisjoint(words)
    return few and _names_all(text)


def _names_all(text: str) -> bool:
    """Whether all of a line is names, offices and desks."""
    return len(text) <= _LONGEST_SIGN and read_names(text, (), Trust.TEXT).unknown == 0


def _is_standfirst(block: Block, below: Label, names: Sequence[Name]) -> bool:
    """Whether a paragraph is above the byline, or a line without a full stop above that
    or the date, and the story below it."""
    if len(block.text) >= _STANDFIRST_CHARS.stop or NOT_BODY not in names:
        return False
    return below is Label.BYLINE or (below is Label.DATE and not ends_sentence(block.text))


def _leads(block: Block, below: Block) -> bool:
    """Whether a line is a standfirst right above the story's first sentence."""
    text = block.text
    stopped = ends_sentence(text) or text[-1] in OPEN_ENDS
    return not stopped and len(text) in _STANDFIRST_CHARS and ends_sentence(below.text)


def _beyond_doubt(
    blocks: Sequence[Block],
    judged: Collection[int],
    story: Collection[int],
    scores: Sequence[float],
) -> set[int]:
    """What the judge is all but sure is furniture.

    Of HTML that goes for a line that isn't a sentence, row or figure, for figures above all that it
    believes and for a sentence below that; of plain text, for such a line below that.
    """
    first, last = min(judged, default=-1), max(judged, default=len(blocks))
    return {
        index
        for index in story
        if scores[index] < _FURNITURE
        and _may_be_furniture(blocks[index], above=index < first, below=index > last)
    }


def _may_be_furniture(block: Block, *, above: bool, below: bool) -> bool:
    is_html = block.markup is not None
    if not _is_of_story(block):
        return is_html or below
    return is_html and ((above and not _goes_on(block)) or (below and ends_sentence(block.text)))


def _beside_sentences(reading: Reading, story: set[int], judged: Collection[int]) -> set[int]:
    """Of HTML, a line that isn't a sentence only beside one in the same element, and not of links.

    Elsewhere the judge knows better what a site's system writes.
    """
    blocks = reading.blocks
    sure = {index for index in story if index in judged or _goes_on(blocks[index])}
    around = {_element_around(reading, blocks[index]) for index in sure}
    if sure:
        story = {i for i in story if i in sure or _element_around(reading, blocks[i]) in around}
    return {index for index in story if index in sure or not _holds_links(blocks[index])}


def _holds_links(block: Block) -> bool:
    return block.markup is not None and block.markup.link_chars >= _LINKED * len(block.text)


def _element_around(reading: Reading, block: Block) -> int | None:
    return None if block.markup is None else reading.containers[block.markup.container].parent


def _without_loose_ends(blocks: Sequence[Block], story: set[int]) -> set[int]:
    """The story without headings, dashes and stars at its end: nothing of it is below them."""
    ends = (i for i in story if blocks[i].kind is not BlockKind.HEADING and _has_words(blocks[i]))
    last = max(ends, default=-1)
    return {index for index in story if index <= last}


def _has_words(block: Block) -> bool:
    return any(map(str.isalnum, block.text))


def _holds_story(blocks: Sequence[Block], story: set[int], names: Mapping[int, Name]) -> bool:
    """Whether what is left is more than a few headlines or words beside each other.

    A sentence is; so are rows, verse, figures and what is below a byline.
    """
    if any(name[0] is Label.BYLINE for name in names.values()):
        return bool(story)
    return any(_is_of_story(blocks[index]) for index in story)


def _goes_on(block: Block) -> bool:
    """Whether a block is a sentence, a row, or ends as what goes on below: a list's lead, verse."""
    text = block.text
    return block.kind in _ROWS or ends_sentence(text) or text[-1:] in OPEN_ENDS


def _is_of_story(block: Block) -> bool:
    text = block.text
    if _goes_on(block) or text[:1] in _QUOTES or any(map(str.isdigit, text)):
        return True
    return weight_of(text) >= _PARAGRAPH
