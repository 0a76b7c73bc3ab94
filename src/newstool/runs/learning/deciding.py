"""Which lines that recur in a source's articles are its furniture.

A line is counted by the stories that have it: copies and updates of one story are one. It is not
furniture where it has a word of these stories' subject, for what several stories on one subject
repeat is their background; and never where it quotes somebody. What changes in it (dates, numbers,
names) may change only where a line of the story wouldn't be: at an edge, or in most articles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from newstool.model.article import Label
from newstool.runs.learning.observing import Line, Observed
from newstool.vocabulary.furniture_rules import WIDE
from newstool.vocabulary.own_rules.masks import PLACEHOLDERS, masked
from newstool.vocabulary.own_rules.matching import as_line
from newstool.vocabulary.scripts import weight_of

FEWEST_STORIES = 4  # of a source; of fewer a shared line may be chance
_FEWEST = 3  # stories that have a line
_SHARE = 0.1  # of a source's stories
_MOSTLY = 0.5  # of the stories: a line within them may change its names then
_NEARLY_ALL = 0.8  # of the stories, or of the places of a line
_SHORTEST = 12  # Latin letters' width of a line that newstool knows nothing of
_QUOTED = re.compile(
    r"[“„«»「『\"][^“”„«»「」『』\"]{25,400}[”“«»」』\"]|[「『][^「」『』]{10,400}[」』]"
)
_COPY = 0.95  # of the smaller one's characters that two articles share, or
_UPDATE = 0.5  # with their first line
_BRIEF = 60  # characters that a story has at least for itself
_WORD = re.compile(r"[^\W\d_]{2,40}")
_SHORTEST_WORD = 4  # letters of a word that may tell a subject
# A subject's word is in so many times as many lines of the stories on it as of the others, and in
# this share of the lines beside: for a word of the line in question, and for any, where less than
# half of the stories have the line.
_TIMES = 1.5
_MORE = 0.1
_MUCH_MORE = 0.2


class Learned(Struct, frozen=True):
    """A line of a source's furniture: its words, or its form where they change.

    `stories` of `of` have it; `place` is 'above', 'below' or 'within' their text.
    """

    source: str
    site: str
    directory: str
    label: Label
    text: str
    is_form: bool
    example: str
    stories: int
    of: int
    kept: int
    place: str


class _Place(Struct, frozen=True):
    """Where a line is: its story, and how many lines of the story's own are above and below."""

    story: int
    line: Line
    before: int
    after: int


def learn(source: str, articles: Sequence[Observed]) -> list[Learned]:
    """The furniture of a source, in the order of its words."""
    stories = distinct(articles)
    if len(stories) < FEWEST_STORIES:
        return []
    need = max(_FEWEST, round(_SHARE * len(stories)))
    recurring = _recurring(stories, need)
    places = [
        place for number, one in enumerate(stories) for place in _places(number, one, recurring)
    ]
    subjects = _Subjects(stories, recurring)
    by_form: dict[bytes, list[_Place]] = defaultdict(list)
    for place in places:
        by_form[place.line.form].append(place)
    found = []
    for form in sorted(by_form):
        for is_form, text, those in _wordings(by_form[form], need):
            if _is_furniture(those, is_form, len(stories), subjects):
                found.append(_learned(source, stories[0], is_form, text, those, len(stories)))
    return sorted(found, key=lambda each: each.text)


def distinct(articles: Iterable[Observed]) -> list[Observed]:
    """The articles without copies and updates of one another; of these the first stays."""
    kept: list[tuple[Observed, dict[bytes, int], bytes]] = []
    for article in articles:
        sizes = {line.dated: len(line.text) for line in article.lines if line.kept}
        if not sizes:
            continue
        first = next(iter(sizes))
        if not any(_is_copy(sizes, first, *other[1:]) for other in kept):
            kept.append((article, sizes, first))
    return [article for article, _, _ in kept]


def _is_copy(
    one: Mapping[bytes, int], first: bytes, other: Mapping[bytes, int], its_first: bytes
) -> bool:
    shared = sum(size for key, size in one.items() if key in other)
    if not shared:
        return False
    total = min(sum(one.values()), sum(other.values()))
    share = shared / total
    return share >= _COPY or total - shared < _BRIEF or (first == its_first and share >= _UPDATE)


def _recurring(stories: Sequence[Observed], need: int) -> frozenset[bytes]:
    """The forms that so many stories have: they aren't counted as lines of a story's own."""
    counts = Counter(form for one in stories for form in {line.form for line in one.lines})
    return frozenset(form for form, count in counts.items() if count >= need)


def _places(number: int, article: Observed, recurring: frozenset[bytes]) -> list[_Place]:
    own = [line.kept and line.form not in recurring for line in article.lines]
    total, above, found = sum(own), 0, []
    for line, is_own in zip(article.lines, own, strict=True):
        above += is_own
        if line.form in recurring:
            found.append(_Place(number, line, above, total - above))
    return found


def _wordings(places: Sequence[_Place], need: int) -> list[tuple[bool, str, list[_Place]]]:
    """The most general wordings that enough stories have: the form where it is one, else lines."""
    by_line: dict[bytes, list[_Place]] = defaultdict(list)
    by_date: dict[bytes, list[_Place]] = defaultdict(list)
    for place in places:
        by_line[place.line.exact].append(place)
        by_date[place.line.dated].append(place)
    form = masked(places[0].line.text, names=True)
    if _changes(form, places, by_line):
        return [(True, form, list(places))] if _count(places) >= need else []
    found = []
    for those in by_date.values():
        if _count(those) < need:
            continue
        lines = {line: by_line[line] for line in {place.line.exact for place in those}}
        dated = masked(those[0].line.text, names=False)
        if _changes(dated, those, lines):
            found.append((True, dated, those))
        else:
            enough = (same for same in lines.values() if _count(same) >= need)
            found += [(False, same[0].line.text, same) for same in enough]
    return found


def _changes(form: str, places: Sequence[_Place], lines: Mapping[bytes, Sequence[_Place]]) -> bool:
    """Whether a form says more than any line of it, and is not made of placeholders."""
    words = form.split()
    plain = [word for word in words if word not in PLACEHOLDERS]
    if len(plain) == len(words) or len(plain) < 3 or len(plain) * 2 < len(words):
        return False
    return _count(places) > max(map(_count, lines.values()))


def _count(places: Iterable[_Place]) -> int:
    return len({place.story for place in places})


# --- furniture or story ------------------------------------------------------------------------


def _is_furniture(places: Sequence[_Place], is_form: bool, of: int, subjects: _Subjects) -> bool:
    text = places[0].line.text
    if all(place.line.named for place in places) or _QUOTED.search(text):
        return False
    hinted = any(place.line.label is not Label.OTHER for place in places)
    if weight_of(text) < _SHORTEST and not hinted:
        return False
    stories = {place.story for place in places}
    share = len(stories) / of
    at_edge = _share_of(places, "above") >= _NEARLY_ALL or _share_of(places, "below") >= _NEARLY_ALL
    if places[0].line.is_heading and not (at_edge or share >= _MOSTLY):
        return False
    if is_form and not (at_edge or hinted or share >= _MOSTLY):
        return False
    return share >= _NEARLY_ALL or not subjects.are_shared(text, stories)


def _share_of(places: Sequence[_Place], place: str) -> float:
    return sum(_where(each) == place for each in places) / len(places)


def _where(place: _Place) -> str:
    if not place.after:
        return "below"
    return "within" if place.before else "above"


class _Subjects:
    """What the stories of a source are about: how many of a story's own lines have each word."""

    def __init__(self, stories: Sequence[Observed], recurring: frozenset[bytes]) -> None:
        self._shares = [_shares_of_words(one, recurring) for one in stories]
        self._all: Counter[str] = Counter()
        for shares in self._shares:
            self._all.update(shares)

    def are_shared(self, text: str, stories: Collection[int]) -> bool:
        """Whether the stories that have a line are on one subject, most surely one of its words.

        Nearly all of them have that word in lines of their own, and in far more than the others.
        """
        others = max(len(self._shares) - len(stories), 1)
        words, counts = _words(text), Counter(w for one in stories for w in self._shares[one])
        for word, count in counts.items():
            if count >= _NEARLY_ALL * len(stories):
                inside = sum(self._shares[one].get(word, 0.0) for one in stories)
                elsewhere = (self._all[word] - inside) / others
                if word not in words and len(stories) >= _MOSTLY * len(self._shares):
                    continue
                more = _MORE if word in words else _MUCH_MORE
                if inside / len(stories) > _TIMES * elsewhere + more:
                    return True
        return False


def _shares_of_words(article: Observed, recurring: frozenset[bytes]) -> dict[str, float]:
    own = [as_line(line.text) for line in article.lines if line.kept and line.form not in recurring]
    counts = Counter(word for line in own for word in _words(line))
    return {word: count / len(own) for word, count in counts.items()}


def _words(text: str) -> set[str]:
    """The words of a line that may tell a subject; of scripts without spaces, two characters."""
    found: set[str] = set()
    for word in _WORD.findall(text.lower()):
        if WIDE.match(word):
            found.update(word[place : place + 2] for place in range(len(word) - 1))
        elif len(word) >= _SHORTEST_WORD:
            found.add(word)
    return found


# --- what is written ---------------------------------------------------------------------------


def _learned(
    source: str, article: Observed, is_form: bool, text: str, places: Sequence[_Place], of: int
) -> Learned:
    example = min(place.line.text for place in places)
    wheres = Counter(map(_where, places))
    place = min(wheres, key=lambda each: (-wheres[each], each))
    return Learned(
        source=source,
        site=article.site,
        directory=article.directory,
        label=_label(places),
        text=text if is_form else example,
        is_form=is_form,
        example=example,
        stories=_count(places),
        of=of,
        kept=_count(place for place in places if place.line.kept),
        place=place,
    )


def _label(places: Sequence[_Place]) -> Label:
    """What newstool called the line where it removed it, else what the words hint at."""
    for lines in (
        [place.line for place in places if not place.line.kept],
        [place.line for place in places],
    ):
        labels = Counter(line.label for line in lines if line.label is not Label.OTHER)
        if labels:
            return min(labels, key=lambda label: (-labels[label], label))
    return Label.OTHER
