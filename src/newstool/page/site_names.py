"""What the page calls the site it is on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from newstool.model.article import Found, Reading
from newstool.page.addresses import HOME
from newstool.page.declared import Declaration, Declared, first_of_each, of_microdata
from newstool.page.json_ld import tidy
from newstool.page.places import in_element
from newstool.vocabulary.folding import LETTERS, MAX_TITLE, fold, site_words
from newstool.vocabulary.names import worded, words_of

_SIGN = 12  # first blocks of a page, in which its sign is
_MAX_SIGN = 40  # characters of it
_LOGO = worded(r"\b{site_words.sign}\b", re.IGNORECASE)
_PARTERS = tuple("|｜-–—―:：»›•·_/")
MAX_NAME = 80  # characters of a site's name; longer is a slogan or a description


_MAX_WORDS = 4  # of a name that only the page's title has
_MAIN_LEVEL = 2  # of headings that a headline may have
_MAX_HEADINGS = 20
# What separates a headline and a site's name; a hyphen inside a word doesn't.
_SITE_MARK = re.compile(r"\s(?:[-–—|｜»·•:]|::)\s|[|｜]")


def microdata_publisher(declared: Declared) -> Found[str] | None:
    """The name inside the microdata object that is the publisher."""
    places = {item.container for item in declared.items.get("publisher", ())}
    for item in declared.items.get("name", ()):
        if item.container in places and "organization" in item.scope:
            name = tidy(item.value)
            if 1 < len(name) <= MAX_NAME:
                return of_microdata(item, "microdata:publisher").found(name, name)
    return None


def names_of_site(declared: Declared) -> Iterator[Declaration]:
    """What names the site, the first of each place that has a name."""
    return first_of_each(one for one in declared.of("site_name") if one.text)


def _small() -> frozenset[str]:
    return words_of("site_words", "small")


def _initials(name: str) -> str:
    """'The World Ferry Association' -> 'wfa'; '' for names of one or two words."""
    words = [word for word in LETTERS.findall(name[:MAX_NAME].casefold()) if word not in _small()]
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def site_names(reading: Reading, declared: Declared, host: str | None) -> tuple[str, ...]:
    """Every name the site goes by, reduced by `site_words`, for telling it inside a title.

    From the names that are declared and the labels of the host that are more than 'www' or 'com'.
    """
    names: dict[str, None] = {}
    for one in chain(names_of_site(declared), declared.given_for("source")):
        value = one.quote
        word = site_words(tidy(value[:MAX_TITLE]))
        if len(word) > 1:
            names[word] = None
            names.setdefault(_initials(value), None)
    names.pop("", None)
    if not names:
        sign = find_sign(reading)
        if sign is None and not _headings(reading):
            sign = find_name_at_end(reading)  # which isn't a headline's
        if sign is not None:
            names[site_words(sign.value)] = None
    if host:
        names[site_words(host)] = None
        labels = host.split(".")
        for label in labels[:-1]:
            if label not in words_of("site_words", "host_label") and len(label) > 1:
                names[site_words(label)] = None
    return tuple(names)


def find_sign(reading: Reading) -> Found[str] | None:
    """The words of a link to the home page that the page's title begins or ends with.

    'Ferry returns - Harbour Times' under a sign 'Harbour Times', for pages that declare no name.
    """
    title = tidy((reading.head.html_title or "")[:MAX_TITLE])
    if not title:
        return None
    for block in reading.blocks[:_SIGN]:
        for inline in block.markup.inlines[:2] if block.markup else ():
            if inline.tag != "a" or not HOME.fullmatch(inline.attributes.get("href") or ""):
                continue
            words = " ".join(block.text[inline.start : inline.end].split())
            sign = _at_end(words, title) or _at_beginning(words, title)
            if sign:
                return Found(sign, "link to the home page", words, block=block.index)
    for image in reading.head.images[:2]:
        if image.before <= _SIGN:
            sign = _at_end(_LOGO.sub("", tidy(image.alt[:MAX_TITLE])).strip(), title)
            if sign:
                return Found(sign, "image's text", image.alt, at=in_element(image.element))
    return None


def find_name_at_end(reading: Reading) -> Found[str] | None:
    """The last part of the page's title, where the rest of it is the page's headline.

    A page without headings has the words alone to go by: the text doesn't use the last of them.
    """
    title = tidy((reading.head.html_title or "")[:MAX_TITLE])
    mark = next(reversed(list(_SITE_MARK.finditer(title))), None)
    if mark is None:
        return None
    headline, name = title[: mark.start()].strip(), title[mark.end() :].strip()
    if not _may_be_name(name):
        return None
    headings = _headings(reading)
    if fold(headline) in headings or (not headings and _is_foreign(name, headline, reading)):
        return Found(name, "title", title, at=in_element(reading.head.title_element))
    return None


def _headings(reading: Reading) -> frozenset[str]:
    """The page's main headings, folded."""
    headings = (block for block in reading.blocks if 0 < block.level <= _MAIN_LEVEL)
    return frozenset(fold(block.text) for block in islice(headings, _MAX_HEADINGS))


def _may_be_name(name: str) -> bool:
    """A few words, each with a capital where the script has them, and no number."""
    words = [word for word in name.split() if word.casefold() not in _small()]
    if not 1 < len(name) <= _MAX_SIGN or not 0 < len(words) <= _MAX_WORDS:
        return False
    return not any(map(str.isdigit, name)) and not any(word[0].islower() for word in words)


def _is_foreign(name: str, headline: str, reading: Reading) -> bool:
    """Whether a part of the title is shorter than the rest, and its last word not in the text."""
    if len(name) >= len(headline) or len(headline.split()) < _MAX_WORDS - 1:
        return False
    last = name.split()[-1].casefold()
    return not any(last in block.text[:MAX_TITLE].casefold() for block in reading.blocks[:_SIGN])


def _at_end(words: str, title: str) -> str:
    """These words as the title ends with them, separated by a mark from the rest; else ''."""
    end = title[-len(words) :]
    if not 1 < len(words) <= _MAX_SIGN or end.casefold() != words.casefold():
        return ""
    return end if title[: -len(words)].rstrip()[-1:] in _PARTERS and LETTERS.search(end) else ""


def _at_beginning(words: str, title: str) -> str:
    """These words as the title begins with them, separated by a mark from the rest; else ''."""
    start = title[: len(words)]
    if "…" in words or "?" in words:  # a headline
        return ""
    if not 1 < len(words) <= _MAX_SIGN or start.casefold() != words.casefold():
        return ""
    return start if title[len(words) :].lstrip()[:1] in _PARTERS and LETTERS.search(start) else ""
