"""The parts of a title: the headline, the site's name; and whether two titles agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from newstool.page.addresses import MAX_URL
from newstool.vocabulary.folding import MAX_TITLE, all_words, count_words, site_words, words
from newstool.vocabulary.names import words_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import is_beyond_latin

# Between headline and site name. A hyphen or colon needs white space around or after it, or it is
# part of a word; '|' and '_' separate Chinese titles without any.
_SEPARATOR = (
    r"\s{0,3}(?:[|｜│¦]{1,2}|_(?=\D)|--|»|«(?!\w))\s{0,3}"
    r"|\s{1,3}(?:[-–—―‒−·•∙›>:*~/\\<@]|::|\+\+)\s{1,3}"
    r"|(?<=\w)(?:[:：]\s{1,3}|：)"
    r"|(?<=\w)—\s{1,3}"
    r"|,\s{1,3}"
)
_SEPARATORS = re.compile(_SEPARATOR)
_EAST_ASIAN_SEPARATORS = later(
    _SEPARATOR + r"|(?<=[\u3040-\u9fff\uac00-\ud7af）」』】！？])[-–—](?=\w)"
)
_MAX_SITE_WORDS = 10  # a site's part of a title has at most some slogan's length
_MAX_SECTION_WORDS = 3
_OPENERS, _CLOSERS = tuple("[(（【"), tuple("])）】")
_HOST = 4  # characters of a host; 'U.S.' and 'Dr.' open headlines
_INNER_MARKS = frozenset((":", "：", ","))  # these are inside a headline; no site's name follows
_LEADING_MARKS = frozenset((*":：|｜-–—»›>•·/~_*", "::", "--", " : "))
# 'Ferry returns [Harbour Times]', '【江城日报】渡轮复航'.
_BRACKETED = later(
    r"\s{0,3}[\[(（【]([^\[\]()（）【】]{2,80})[\])）】]$|^[\[(（【]([^\[\]()（）【】]{2,80})[\])）】]\s{0,3}"
)


def slug_words(url: str | None) -> frozenset[str]:
    """The words of the longest hyphenated part of the URL's path; none when there is no slug."""
    if not url or len(url) > MAX_URL:
        return frozenset()
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return frozenset()
    parts = [part.rsplit(".", 1)[0] for part in path.split("/")[-4:]]
    slug = max(parts, key=lambda part: part.count("-") + part.count("_"), default="")
    found = words(slug.replace("_", "-"))
    return frozenset(word for word in found if len(word) > 1) if len(found) > 1 else frozenset()


# What parts a headline from words about it; other marks part a headline's own halves as often.
_APART = later(r"\s{1,3}(?:[|｜]|-)\s{1,3}")
_LABEL_WORDS = 3  # of a section's name before the headline


def as_addressed(title: str, url: str | None) -> str:
    """The part of a title that has all words of the page's address, where the rest has none.

    '12 Ferry Routes | Boats, Buses & Bikes' at '/blog/ferry-routes' is '12 Ferry Routes'.
    """
    slug = slug_words(url)
    mark = _APART.search(title[:MAX_TITLE]) if slug else None
    if mark is None:
        return title
    head, tail = title[: mark.start()].strip(), title[mark.end() :].strip()
    before, after = words(head), words(tail)
    if slug <= before and slug.isdisjoint(after):
        return head
    label = "|" in mark[0] and len(before) <= _LABEL_WORDS
    return tail if label and slug <= after and slug.isdisjoint(before) else title


# --- the site's name in a title ----------------------------------------------------------------


def cuts(title: str) -> list[str]:
    """Every shorter title that cutting at separators gives: beginnings first, longest first."""
    spans = _separators(title)[:12]
    heads = [title[:start].strip() for start, _, _ in reversed(spans)]
    tails = [title[end:].strip() for _, end, _ in spans]
    return [part for part in heads + tails if part]


def without_site(title: str, names: Collection[str]) -> str:
    """The title without the site's name at its end or beginning, where `names` confirm it.

    `names` are reduced by `site_words`. Sections between headline and site name ('Ferry returns |
    Local | Harbour Times') are cut too. A title that is only the site's name comes back as it is.
    """
    if title.endswith(_CLOSERS) or title.startswith(_OPENERS):
        title = _without_bracket(title, names)
    spans = _separators(title)
    closing = [span for span in spans[-8:] if span[0] and span[2] not in _INNER_MARKS]
    shorter, cut_at = title, ""
    for start, end, mark in closing:  # a name may hold separators: 'NCS - National Coast Service'
        if site_words(title[end:]) in names:
            shorter, cut_at = title[:start].strip(), mark
            break
    if shorter == title:
        shorter, cut_at = _before_inner_name(title, closing, names)
    for start, end, mark in reversed(closing):
        if end > len(shorter):
            continue
        if not names_site(shorter[end:], names):
            break
        shorter, cut_at = shorter[:start].strip(), mark
    if cut_at:
        return _without_sections(shorter, cut_at)
    for start, end, mark in spans[:1]:
        if mark in _LEADING_MARKS and site_words(title[:start]) in names and title[end:].strip():
            return title[end:].strip()
    first, _, rest = title.partition(" ")
    if "." in first and len(first) > _HOST and site_words(first) in names and rest.strip():
        return rest.strip()  # 'example.org Ferry returns'
    return title


def _without_bracket(title: str, names: Collection[str]) -> str:
    bracket = _BRACKETED.search(title[:MAX_TITLE])
    if bracket is None or site_words(bracket[1] or bracket[2]) not in names:
        return title
    return (title[: bracket.start()] + title[bracket.end() :]).strip() or title


def _before_inner_name(
    title: str, closing: Sequence[tuple[int, int, str]], names: Collection[str]
) -> tuple[str, str]:
    """The title up to the site's name that a section follows: 'Ferry returns • Times • Local'."""
    for (start, end, mark), (following, after, _) in pairwise(closing):
        section = count_words(title[after:]) <= _MAX_SECTION_WORDS
        if section and site_words(title[end:following]) in names:
            return title[:start].strip(), mark
    return title, ""


def _separators(title: str) -> list[tuple[int, int, str]]:
    """Where the separators begin and end, and their marks; '«' and '»' in one title quote."""
    read = title[:MAX_TITLE]
    pattern = _EAST_ASIAN_SEPARATORS if is_beyond_latin(read) else _SEPARATORS
    spans = [(m.start(), m.end(), _mark(m[0])) for m in pattern.finditer(read)]
    if "«" in title and "»" in title:
        spans = [span for span in spans if span[2] not in "«»"]
    return spans


def _mark(separator: str) -> str:
    """The separator without white space; ' : ' stays apart from the ': ' inside a headline."""
    return " : " if separator == " : " else separator.strip()


def _without_sections(title: str, mark: str) -> str:
    """Cut short parts after the same separator that came before the site's name."""
    if mark not in ("|", "｜", "_", "--", "»", "<"):
        return title
    for _ in range(3):
        head, found, tail = title.rpartition(mark)
        short = len(words(tail)) <= (_MAX_SECTION_WORDS if tail.isascii() else 6)
        if not found or not short or len(words(head)) <= len(words(tail)):
            break
        title = head.strip()
    return title


def _filler() -> frozenset[str]:
    return words_of("site_words", "filler")


def names_site(part: str, names: Collection[str]) -> bool:
    """True when this part of a title is the site's name, in full, shortened or with fillers."""
    reduced = site_words(part[:MAX_TITLE])
    if not reduced:
        return False
    if reduced in names:
        return True
    found = all_words(part[:MAX_TITLE])
    if len(found) > _MAX_SITE_WORDS:
        return False
    initials = "".join(word[0] for word in found)
    essential = "".join(word for word in found if word not in _filler())
    for name in names:
        if len(name) < 3:
            continue
        if initials.endswith(name) or (len(essential) > 2 and essential == name):
            return True
        if len(reduced) > 3 and name.startswith(reduced):
            return True
        around = reduced.startswith(name) or reduced.endswith(name)
        if around and len(name) > 3 and len(name) * 2 >= len(reduced):
            return True
    return _spelt_in(found, names)


def _spelt_in(found: list[str], names: Collection[str]) -> bool:
    """Most letters of the part are in one name: 'Tyres by Northway' in 'northwaytyres'."""
    letters = [word for word in found if word not in _filler() and len(word) > 1]
    total = sum(map(len, letters))
    if total < 4:
        return False
    return any(
        sum(len(word) for word in letters if word in name) * 3 >= total * 2
        for name in names
        if len(name) > 3
    )
