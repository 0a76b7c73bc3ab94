"""Short documents made of the training pages' gold: what people type or paste, with its labels.

A story of a page gives its headline, author, date and a few of its sentences. They are put together
the way a brief, a wire story or a hand-written page of HTML is, with nothing, a line or five below
them. What each part is, is known from that, so the labels need no alignment. All choices follow
from the page and a number: the same documents come out each time.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
from babel.dates import format_date

from newstool.vocabulary.languages import language_scores
from newstool.vocabulary.scripts import has_east_asian
from training.short_html import as_html
from training.short_parts import Draft, Part, Role

_WORDS = Path(__file__).with_name("short_words.toml")
_MOST_PARAGRAPHS = 6
_SAMPLE = 2000  # characters from which a story's language is told
_BRIEF = (18, 110)  # characters of a sentence that a brief is made of, from and to
_LONGEST_HEADING = 60  # characters
_CJK_DENSITY = 3  # letters that a CJK character says as much as
_SENTENCE = re.compile(r".+?(?:[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*|$)")
_SHORTEST = 18  # characters of a sentence; what is shorter ends at an abbreviation
_ENDS = tuple(".!?。！？")
_CLOSERS = "\"'”’»)」』"
_COMMON_NAMES = ("John Smith", "Jane Doe", "Ana Ruiz", "Lee Park", "Tom Okafor", "Mary Jones")
_PAPERS = ("Example News", "The Daily Post", "City Herald", "Evening Times", "Nordkurier", "晨报")
_CITIES = (
    "LONDON",
    "Paris",
    "BERLIN",
    "NEW YORK",
    "Tokyo",
    "MADRID",
    "Springfield",
    "ROME",
    "北京",
)
_AGENCIES = ("Reuters", "AP", "AFP", "dpa", "Xinhua", "EFE", "ANSA")
_SIGN_OFFS = (" Enditem", " (ANSA).", " EFE", " (dpa)", " (AFP)", " /TASS/", " (PAP)", "（完）")
_READERS = ("reader99", "Anna", "Tom K.", "M. Weber", "guest", "网友")
_DATELINES = (
    "{city} ({agency}) - ",
    "{city} ({agency}) — ",
    "{city}, {day} ({agency}) - ",
    "{city}, {day} ({agency}) -- ",
    "{city}, {day} - ",
    "{city} — ",
    "{city}: ",
    "({agency}) - {city}, {day} - ",
)


@dataclass(frozen=True, slots=True)
class Story:
    """What a page's gold tells of its story; `day` is ISO 8601."""

    id: str
    fold: int
    title: str
    authors: tuple[str, ...]
    day: str
    paragraphs: tuple[str, ...]

    @property
    def language(self) -> str:
        return _language(" ".join(self.paragraphs)[:_SAMPLE])


@dataclass(frozen=True, slots=True)
class ShortDocument:
    """A document's text as it would be given to newstool, and the parts it was put together of."""

    story: Story
    number: int
    text: str
    parts: tuple[Part, ...]

    @property
    def headline(self) -> str | None:
        return next((part.text for part in self.parts if part.role is Role.HEADLINE), None)


def short_documents(stories: Sequence[Story], format: str, each: int) -> Iterator[ShortDocument]:
    """`each` documents of every story; related headlines come from stories of the same fold."""
    alike: dict[tuple[int, str], list[Story]] = {}
    for story in stories:
        alike.setdefault((story.fold, story.language), []).append(story)
    for story in stories:
        others = [one for one in alike[story.fold, story.language] if one.title != story.title]
        for number in range(each):
            random = Random(f"{story.id}/{format}/{number}")
            parts = tuple(_Writer(story, others, random).parts())
            if not parts:
                continue
            draft = Draft(parts, story.language, random)
            text = as_html(draft) if format == "html" else _as_text(draft)
            yield ShortDocument(story, number, text, parts)


def label_parts(texts: Sequence[str], parts: Sequence[Part]) -> tuple[np.ndarray, np.ndarray]:
    """Two arrays, one number a block: 1.0 for body else 0.0, and 1.0 where that is known.

    Blocks come in the order of the parts: a block is body when most of its letters are of body.
    """
    letters = [letters_of(part.text) for part in parts]
    written = "".join(letters)
    is_body = np.repeat([part.role.is_body for part in parts], [len(own) for own in letters])
    body = np.zeros(len(texts), dtype=np.float32)
    known = np.zeros(len(texts), dtype=np.float32)
    at = 0
    for number, text in enumerate(texts):
        own = letters_of(text)
        found = written.find(own, at) if own else -1
        if found >= 0:
            at = found + len(own)
            body[number] = is_body[found:at].mean() > 0.5
            known[number] = 1.0
    return body, known


# --- what a document says -----------------------------------------------------------------------


class _Writer:
    """Chooses the parts of one document."""

    def __init__(self, story: Story, others: Sequence[Story], random: Random) -> None:
        self.story = story
        self.others = others
        self.random = random
        self.words = _words(story.language)

    def parts(self) -> Iterator[Part]:
        """Everything from the first line to the last."""
        if self._chance(0.04):
            yield from self._nothing()
            return
        paragraphs = self._paragraphs()
        if not paragraphs:
            return
        if self._chance(0.08):
            yield Part(self._menu(), Role.MENU)
        yield from self._head(paragraphs)
        yield from self._body(paragraphs)
        yield from self._tail()

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _nothing(self) -> Iterator[Part]:
        """A page without a story."""
        if self._chance(0.5):
            yield Part(self._menu(), Role.MENU)
        for line in self.random.sample(self.words["nothing"], self.random.randint(0, 2)):
            yield Part(line, Role.FURNITURE)
        yield Part(self._fill(self.random.choice(self.words["tail"])), Role.FURNITURE)

    def _menu(self) -> str:
        words = self.words["menu"]
        return "\n".join(words[: self.random.randint(3, len(words))])

    # --- head

    def _head(self, paragraphs: list[str]) -> Iterator[Part]:
        """Headline, standfirst, byline and date, each of them or not, in one of their orders."""
        has_headline = self._chance(0.87)
        byline = Part(self._byline(), Role.BYLINE) if self._chance(0.62) else None
        dated = Part(self._dated(), Role.DATE) if self._chance(0.55) else None
        signed = [part for part in (byline, dated) if part is not None]
        if len(signed) == 2 and self._chance(0.3):
            signed = [self._on_one_line(signed)]
        elif self._chance(0.3):
            signed.reverse()
        labelled = has_headline and self._chance(0.06)
        above = signed if self._chance(0.07) else []
        yield from above
        if has_headline:
            label = f"{self.words['heads'][0]}: " if labelled else ""
            yield Part(label + self._headline(), Role.HEADLINE)
        if has_headline and signed and not above and self._chance(0.1) and len(paragraphs) > 1:
            yield Part(_first_sentence(paragraphs.pop()), Role.STANDFIRST)
        if not above:
            yield from signed
        if self._chance(0.02):
            yield Part(self.words["heads"][3].upper() + ":", Role.FURNITURE)

    def _headline(self) -> str:
        title = self.story.title
        words = title.split()
        if len(words) > 5 and self._chance(0.25):
            title = " ".join(words[: self.random.randint(2, 6)]).rstrip(":,;–—-")
        return title.upper() if self._chance(0.05) else title

    def _byline(self) -> str:
        if self._chance(0.06):
            return self.random.choice(self.words["desk"])
        name = self._person()
        if self._chance(0.15):
            name += {"de": " und ", "fr": " et ", "es": " y ", "zh": " "}.get(
                self.story.language, " and "
            ) + self.random.choice(_COMMON_NAMES)
        form = self.random.choice(self.words["by"])
        return (
            form.format(name, name.split()[0].lower())
            if form.count("{}") > 1
            else form.format(name)
        )

    def _person(self) -> str:
        if self.story.authors and self._chance(0.75):
            return self.random.choice(self.story.authors)
        return self.random.choice(_COMMON_NAMES)

    def _dated(self) -> str:
        day = self._day()
        if self._chance(0.25):
            form = self.random.choice((" {}", ", {}", " {} GMT", " at {}", "T{}:00Z"))
            day += form.format(self._clock())
        return self.random.choice(self.words["dated"]).format(day)

    def _day(self) -> str:
        day = date.fromisoformat(self.story.day)
        form = self.random.choice(("long", "long", "long", "medium", "full", "short", "iso"))
        return day.isoformat() if form == "iso" else format_date(day, form, self.story.language)

    def _on_one_line(self, signed: Sequence[Part]) -> Part:
        mark = self.random.choice((" | ", " - ", " – ", ", ", " · ", " / ", "  "))
        return Part(mark.join(part.text.replace("\n", ", ") for part in signed), Role.BYLINE)

    # --- body

    def _paragraphs(self) -> list[str]:
        """The first paragraphs of the story, whole or cut to a sentence or two; or a brief made of
        its short sentences."""
        wanted = self.random.choice((1, 1, 2, 2, 2, 3, 3, 4, 5, _MOST_PARAGRAPHS))
        if self._chance(0.4):
            brief = self._brief(wanted)
            if brief:
                return brief
        lines = list(self.story.paragraphs)
        begin = 0 if self._chance(0.6) else self.random.randrange(len(lines))
        chosen = lines[begin : begin + wanted]
        while chosen and not _is_sentence(chosen[-1]):
            chosen.pop()  # a heading with nothing below it
        while chosen and not _is_sentence(chosen[0]):
            chosen.pop(0)  # would be taken for the headline
        if self._chance(0.6):
            count = self.random.choice((1, 1, 2))
            chosen = [_sentences(line, count) for line in chosen]
        return chosen

    def _brief(self, wanted: int) -> list[str]:
        low, high = _BRIEF
        sentences = (
            sentence.strip()
            for line in self.story.paragraphs
            for sentence in _SENTENCE.findall(line)
        )
        short = [one for one in sentences if _is_sentence(one) and low <= _weight(one) <= high]
        begin = self.random.randrange(max(len(short) - wanted, 0) + 1)
        return short[begin : begin + wanted]

    def _body(self, paragraphs: list[str]) -> Iterator[Part]:
        """The paragraphs, as some kinds of story write them, with what comes between them."""
        kinds = (self._as_report, self._as_list, self._as_interview, self._as_quotes)
        kinds += (self._as_log, self._as_live)
        write = self.random.choices(kinds, (86, 5, 3, 2, 2, 2))[0]
        for number, part in enumerate(write(paragraphs)):
            if number and self._chance(0.05):
                yield Part(self._pointer(), Role.POINTER)
            elif number and self._chance(0.03):
                yield self._advertisement()
            yield part

    def _as_report(self, paragraphs: list[str]) -> Iterator[Part]:
        if self._chance(0.14):
            paragraphs[0] = self._dateline() + paragraphs[0]
            if self._chance(0.4):
                paragraphs[-1] += self.random.choice(_SIGN_OFFS)
        if self._chance(0.02):
            paragraphs[-1] += " " + self._fill(self.words["tail"][0])  # a copyright line
        headings = [line for line in self.story.paragraphs if _may_be_heading(line)]
        for number, text in enumerate(paragraphs):
            beside = paragraphs[max(number - 1, 0) : number + 2]
            if headings and number and all(map(_is_sentence, beside)) and self._chance(0.12):
                yield Part(self.random.choice(headings), Role.HEADING)
            if not _is_sentence(text):
                in_list = sum(not _is_sentence(line) for line in beside) > 1
                yield Part(text, Role.ITEM if in_list else Role.HEADING)
            else:
                yield Part(text, Role.QUOTE if number and self._chance(0.04) else Role.BODY)

    def _as_list(self, paragraphs: list[str]) -> Iterator[Part]:
        """A sentence and bullets, which often end without a stop."""
        yield Part(paragraphs[0], Role.BODY)
        is_bare, is_loud = self._chance(0.5), self._chance(0.15)
        for text in paragraphs[1:]:
            item = _first_sentence(text)
            item = item.rstrip("".join(_ENDS)) if is_bare else item
            yield Part(item.upper() if is_loud else item, Role.ITEM)

    def _as_interview(self, paragraphs: list[str]) -> Iterator[Part]:
        """The story's own questions before its sentences; marked, where it asks none."""
        asked = [one for line in self.story.paragraphs for one in _questions(line)]
        sides = self.random.choice((("Q: ", "A: "), ("Question: ", "Answer: "), ("", "")))
        if not asked:
            asked, sides = ["Why?"], ("Q: ", "A: ")
        for text in paragraphs:
            yield Part(sides[0] + self.random.choice(asked), Role.HEADING)
            yield Part(sides[1] + text, Role.BODY)

    def _as_quotes(self, paragraphs: list[str]) -> Iterator[Part]:
        mark = self.random.choice((" - ", " — ", ", "))
        for text in paragraphs:
            yield Part(f'"{_first_sentence(text)}"{mark}{self._person()}', Role.BODY)

    def _as_log(self, paragraphs: list[str]) -> Iterator[Part]:
        """'Friday, 9:14: Officers were called ...': a police log, a forecast, a programme."""
        timed = self._chance(0.5)
        for text in paragraphs:
            day = date.fromordinal(self.random.randint(730000, 739000))
            when = format_date(day, "EEEE", self.story.language)
            yield Part(
                f"{when}, {self._clock()}: {text}" if timed else f"{when}: {text}", Role.BODY
            )

    def _as_live(self, paragraphs: list[str]) -> Iterator[Part]:
        """Entries under their hours, with headings or without."""
        headed = self._chance(0.4)
        zone = self.random.choice(("", "", " GMT", " Uhr", " h"))
        for text in paragraphs:
            yield Part(self._clock() + zone, Role.DATE)
            if headed:
                yield Part(self._other_title(), Role.HEADING)
            yield Part(text, Role.BODY)

    def _clock(self) -> str:
        mark = self.random.choice(":::.")
        return f"{self.random.randint(0, 23)}{mark}{self.random.randint(0, 59):02}"

    def _dateline(self) -> str:
        form = self.random.choice(_DATELINES)
        city, agency = self.random.choice(_CITIES), self.random.choice(_AGENCIES)
        day = format_date(date.fromisoformat(self.story.day), "MMMM d", self.story.language)
        return form.format(city=city, agency=agency, day=day)

    def _pointer(self) -> str:
        return self.random.choice(self.words["pointer"]).format(self._other_title())

    def _advertisement(self) -> Part:
        if self._chance(0.6):
            return Part(self.random.choice(self.words["advertisement"]), Role.FURNITURE)
        return Part(self.random.choice(self.words["offer"]), Role.OFFER)

    # --- tail

    def _tail(self) -> Iterator[Part]:
        """Zero to five pieces of furniture."""
        write = (self._line, self._related, self._teasers, self._last_pointer, self._comments)
        for _ in range(self.random.choice((0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5))):
            yield from self.random.choices((*write, self._portrait), (67, 15, 5, 8, 3, 2))[0]()

    def _line(self) -> Iterator[Part]:
        yield Part(self._fill(self.random.choice(self.words["tail"])), Role.FURNITURE)

    def _last_pointer(self) -> Iterator[Part]:
        yield Part(self._pointer(), Role.POINTER)

    def _related(self) -> Iterator[Part]:
        yield Part(self.random.choice(self.words["lead"]), Role.LEAD)
        for _ in range(self.random.randint(1, 4)):
            yield Part(self._other_title(), Role.LINK)

    def _teasers(self) -> Iterator[Part]:
        """Other stories with their first sentences."""
        yield Part(self.random.choice(self.words["lead"]), Role.LEAD)
        for other in self.random.sample(self.others, min(2, len(self.others))):
            yield Part(other.title, Role.LINK)
            yield Part(_first_sentence(other.paragraphs[0]), Role.TEASER)

    def _comments(self) -> Iterator[Part]:
        yield Part(self.random.choice(self.words["comments"]), Role.LEAD)
        for other in self.random.sample(self.others, min(2, len(self.others))):
            yield Part(self.random.choice(_READERS), Role.READER)
            yield Part(_first_sentence(other.paragraphs[-1]), Role.COMMENT)

    def _portrait(self) -> Iterator[Part]:
        yield Part(self._fill(self.random.choice(self.words["portrait"])), Role.FURNITURE)

    def _other_title(self) -> str:
        return self.random.choice(self.others).title if self.others else "Example News"

    def _fill(self, line: str) -> str:
        return line.format(
            year=self.story.day[:4], name=self.random.choice(_PAPERS), person=self._person()
        )


# --- how plain text is laid out -----------------------------------------------------------------


def _as_text(draft: Draft) -> str:
    """The parts as lines, blank lines between them or not, wrapped or not."""
    random = draft.random
    layout = random.choice(("blank", "blank", "blank", "single", "single", "wrapped", "markdown"))
    head_gap = "\n" if layout == "single" or random.random() < 0.6 else "\n\n"
    gap = "\n" if layout == "single" else "\n\n"
    width = random.randint(58, 80)
    bullet = random.choice(("- ", "* ", "• ", ""))
    # Nothing in a plain text tells an unmarked offer from the story.
    parts = [part for part in draft.parts if part.role is not Role.OFFER]
    out: list[str] = []
    for before, part in zip((None, *parts), parts, strict=False):
        text = _line(part, layout, bullet)
        if layout == "wrapped" and part.role.is_body:
            text = textwrap.fill(text, width, break_on_hyphens=False)
        if before is not None:
            out.append(_gap_between(before, part, head_gap, gap))
        out.append(text)
    return "".join(out) + random.choice(("\n", ""))


def _line(part: Part, layout: str, bullet: str) -> str:
    if part.role is Role.ITEM or (part.role is Role.LINK and bullet):
        return (bullet or "- ") + part.text
    if layout == "markdown":
        marks = {
            Role.HEADLINE: "# {}",
            Role.HEADING: "## {}",
            Role.BYLINE: "**{}**",
            Role.DATE: "*{}*",
            Role.LEAD: "### {}",
        }
        return marks.get(part.role, "{}").format(part.text)
    return part.text


def _gap_between(before: Part, part: Part, head_gap: str, gap: str) -> str:
    if part.role in (Role.BYLINE, Role.DATE) or before.role is Role.MENU:
        return head_gap if before.role.is_head else "\n\n"
    if before.role.is_head and not part.role.is_head:
        return gap if head_gap == "\n" == gap else "\n\n"
    if part.role is Role.LINK and before.role in (Role.LEAD, Role.LINK):
        return "\n"
    return "\n" if part.role is before.role is Role.ITEM else gap


# --- words --------------------------------------------------------------------------------------


def paragraphs_of(body: str, title: str) -> tuple[str, ...]:
    """A gold body's lines, from the first sentence on, without the headline and empty ones."""
    lines = [" ".join(line.split()) for line in body.split("\n")]
    lines = [line for line in lines if letters_of(line) and letters_of(line) != letters_of(title)]
    begin = next((n for n, line in enumerate(lines) if _is_sentence(line)), len(lines))
    return tuple(lines[begin:])


def title_from(paragraph: str) -> str:
    """A headline for a story whose gold has none: the first clause."""
    return re.split(r"[,，;；:：.。!?！？]", paragraph, maxsplit=1)[0].strip() or paragraph


def _is_sentence(text: str) -> bool:
    return _weight(text) >= _SHORTEST and text.rstrip(_CLOSERS).endswith(_ENDS)


def _may_be_heading(text: str) -> bool:
    return not _is_sentence(text) and _weight(text) <= _LONGEST_HEADING


def _weight(text: str) -> int:
    """Length in characters, a CJK character counted as `_CJK_DENSITY` of them."""
    return len(text) * (_CJK_DENSITY if has_east_asian(text) else 1)


def _questions(text: str) -> list[str]:
    sentences = (sentence.strip() for sentence in _SENTENCE.findall(text))
    return [one for one in sentences if one.endswith(("?", "？"))]


def _first_sentence(text: str) -> str:
    return _sentences(text, 1)


def _sentences(text: str, count: int) -> str:
    """The first sentences of a paragraph; one too short to be one is read on from."""
    out, found = "", 0
    for match in _SENTENCE.finditer(text):
        out = text[: match.end()]
        found += _weight(out) >= _SHORTEST * (found + 1)
        if found >= count:
            break
    return out.strip()


def letters_of(text: str) -> str:
    """Letters and digits alone, case folded: what the parts and the blocks read from them share."""
    return "".join(filter(str.isalnum, text.casefold()))


@cache
def _language(sample: str) -> str:
    scores = language_scores(sample)
    best = max(scores, key=lambda code: scores[code], default="en")
    return best if best in _tables() else "en"


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(_WORDS.read_text("utf-8"))


def _words(language: str) -> Mapping[str, list[str]]:
    return _tables()[language]
