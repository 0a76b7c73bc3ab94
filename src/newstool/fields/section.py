"""The section the article stands in, and the keywords it is filed under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from newstool.fields.bounds import MOST, QUOTE, TEXT
from newstool.model.article import (
    Block,
    Found,
    Inline,
    Label,
    LabelledBlock,
    Reading,
)
from newstool.model.candidates import Candidate, Ranking, candidate_of, rank
from newstool.page.declared import Declaration, Declared, first_of_each
from newstool.page.facts import LabelledPage
from newstool.page.json_ld import items, nodes, text_of, tidy
from newstool.page.places import around
from newstool.vocabulary.element_names import names_of
from newstool.vocabulary.folding import fold, site_words
from newstool.vocabulary.furniture import rules_with
from newstool.vocabulary.furniture_rules import Role
from newstool.vocabulary.names import worded, words_of
from newstool.vocabulary.place_weights import weights_of
from newstool.vocabulary.scripts import has_east_asian

_MAX_NAME = 60  # characters of a section or a keyword; longer is a sentence
_FEW = (
    3  # words of a section that is a breadcrumb's only step; elements around a link that are asked
)
_MANY = 15  # keywords from which <meta name=keywords> says nothing of this article

_COMMAS = re.compile(r"\s{0,9}[,;，；、\n]\s{0,9}")
# 'Subject: Courts', 'topic/courts': what follows these is a keyword of the story ...
_FILED = re.compile(
    r"(?:subjects?|topics?|category|categories|tags?|keywords?|sections?|thema|themen|rubrik)"
    r"(?::\s|/)|(?:organi[sz]ation|person|people|place|location|story)/",
    re.IGNORECASE,
)
# ... and 'Page Type: Story', 'tag=politics', an id, an address are software's own labels.
_MACHINE = re.compile(
    r"(?:[\w.-]{1,40}[=:]\S|[A-Z][\w ]{1,24}: |\d+$|https?:|[\w-]*_[\w-]*$|\S{31,}$)"
)
_FILING = frozenset(("tag", "category"))  # what rel calls links to lists of stories
_FEW_TAGS = 12  # links to tags' lists that can be one story's
_TAG_CLASSES = frozenset(("tag", "post-tag", "article-tag", "tag-link", "tag__link", "p-category"))
_TAG_BOX = re.compile(
    r"(?:^|[\s_-])(?:tags|tag-?list|keywords|(?:post|article|entry|story)-(?:tags?|topics))(?:$|\s)"
)
_TAG_PATH = worded(r"/{sections.tag_path}/[^/?#]{2,80}/?$", re.IGNORECASE)
_ABOVE = 4  # blocks before the headline in which the section stands
_BEHIND = 12  # blocks behind the body in which its tags stand
_SECTION_CLASS = worded(
    r"(?:^|[\s_-]){sections.class}(?:$|[\s_-](?:name|label|link|title|tag)\b|\s)"
)
# Labels of blocks whose links lead to other stories' tags.
_ELSEWHERE = frozenset((Label.RELATED, Label.COMMENTS, Label.HIDDEN))


# --- section -----------------------------------------------------------------------------------


def read_section(page: LabelledPage) -> Found[str] | None:
    """The section as the newsroom's software states it, else the breadcrumb above the story."""
    return rank_sections(page).chosen


def rank_sections(page: LabelledPage) -> Ranking[Candidate[str]]:
    """All that names the section, ranked; what any page may be called is the last resort."""
    ranking = rank(
        list(_sections(page)),
        lambda one: fold(one.value),
        bar=lambda one: (
            "any page is called so" if fold(one.value) in words_of("sections", "none") else None
        ),
    )
    if ranking.chosen is not None or not ranking.ranked:
        return ranking
    return ranking.choosing(ranking.ranked[0].candidate, lambda _: None)


def _is_generic(name: str) -> bool:
    return fold(name) in words_of("sections", "none")


def _is_home(name: str) -> bool:
    return fold(name) in words_of("sections", "home")


def _sections(page: LabelledPage) -> Iterator[Candidate[str]]:
    weights = weights_of("section")
    for kind, stated in _declared_sections(page):
        yield candidate_of(stated, kind, weights[kind])
    places = {
        "path": _breadcrumb(page.declared, page.site_names),
        "link": _linked_sections(page.reading),
        "element": _shown_sections(page),
    }
    for place, found in places.items():
        for one in found:
            yield candidate_of(one, place, weights[place])


def _declared_sections(page: LabelledPage) -> Iterator[tuple[str, Found[str]]]:
    for one in first_of_each(page.declared.of("section")):
        for value in items(one.value, MOST):
            quote = value[:QUOTE] if isinstance(value, str) else text_of(value) or ""
            text = tidy(quote)
            if 0 < len(text) <= _MAX_NAME and not text.startswith(("http", "/")):
                yield one.kind, one.found(text, quote)


def _linked_sections(reading: Reading) -> Iterator[Found[str]]:
    """The first link marked as the story's category: rel="category tag"."""
    for block, inline in _tag_links(reading):
        if "category" in _rel(inline):
            text = block.text[inline.start : inline.end]
            name = " ".join(text.split())
            if 1 < len(name) <= _MAX_NAME and not _is_generic(name):
                yield Found(name, "a[rel=category]", text, block=block.index)


def _shown_sections(page: LabelledPage) -> Iterator[Found[str]]:
    """A word or two right above the headline whose element is called a section or category."""
    title = page.extents.title or 0
    for item in reversed(page.labelled[max(0, title - _ABOVE) : title]):
        text = item.block.text.strip(" /|›»>·:")
        fits = 1 < len(text) <= _MAX_NAME and text.count(" ") < _FEW and text[0].isalpha()
        if not fits or any(map(str.isdigit, text)) or site_words(text) in page.site_names:
            continue
        if _is_filed(page.reading, item.block):
            yield Found(text, "element called a section", text, block=item.block.index)


def _is_filed(reading: Reading, block: Block) -> bool:
    """Whether the block, or an element around all of it, is called a section or category."""
    if block.markup is None or block.markup.hidden:
        return False
    around = [
        i.attributes for i in block.markup.inlines[:MOST] if i.end - i.start >= len(block.text)
    ]
    around.append(reading.containers[block.markup.container].attributes)
    classes = (a.get("class") or "" for a in around)
    return any(_SECTION_CLASS.search(names[:QUOTE].lower()) for names in classes)


def _breadcrumb(declared: Declared, names: Sequence[str]) -> Iterator[Found[str]]:
    """The first step below the home page; the last step is mostly the article itself."""
    head = declared.head
    for node in nodes(head, "breadcrumblist"):
        steps = [name for name in map(_step_name, items(node.get("itemListElement"), MOST)) if name]
        if steps and (
            fold(steps[0]) in words_of("sections", "home") or site_words(steps[0]) in names
        ):
            steps = steps[1:]
        alone = len(steps) == 1 and steps[0].count(" ") < _FEW
        alone = alone and fold(steps[0]) not in fold(head.html_title or "")
        if (alone or len(steps) >= 2) and len(steps[0]) <= _MAX_NAME:
            yield declared.of_json_ld(node, "BreadcrumbList", steps[0]).found(steps[0])
        return


def _step_name(step: object) -> str | None:
    if not isinstance(step, Mapping):
        return None
    return text_of(step.get("name")) or text_of(step.get("item"))


# --- tags --------------------------------------------------------------------------------------


def read_tags(page: LabelledPage) -> tuple[Found[str], ...]:
    """Keywords of the article: from the most trusted place that has any, each once."""
    reading, names = page.reading, page.site_names
    for tags in (*_declared_tags(page), _linked_tags(reading)):
        found = _unique(tags, names)
        if found:
            return found
    return _unique(_hinted_tags(page), names)


def _unique(claims: Iterable[Found[str]], names: Sequence[str]) -> tuple[Found[str], ...]:
    found: dict[str, Found[str]] = {}
    for claim in claims:
        key = fold(claim.value)
        if key and key not in found and site_words(claim.value) not in names:
            found[key] = claim
            if len(found) >= MOST:
                break
    return tuple(found.values())


def split_keywords(text: str) -> list[str]:
    """'budget, trams; harbour' to its keywords; a machine's own labels are left out."""
    parts = _COMMAS.split(text[:TEXT])
    if len(parts) == 1 and has_east_asian(text[:QUOTE]):  # Chinese lists have spaces only
        parts = text[:TEXT].split()
    tidied = (_FILED.sub("", part.strip(" \t'\"[]#"), 1) for part in parts)
    return [part for part in tidied if 1 < len(part) <= _MAX_NAME and not _MACHINE.match(part)]


def _declared_tags(page: LabelledPage) -> Iterator[list[Found[str]]]:
    """What each place declares: JSON-LD, a kind of meta tag, labelled lines."""
    for place, group in groupby(page.declared.of("tags"), key=_place_of):
        tags = (one.found(tag, tag) for one in group for tag in _keywords_of(one))
        found = list(islice(tags, MOST * 2))
        if place == "meta:keywords" and len(found) > _MANY:
            return
        yield found


def _place_of(one: Declaration) -> str:
    return one.kind if one.beside_text else one.source


def _keywords_of(one: Declaration) -> Iterator[str]:
    for value in items(one.value, MOST * 2):
        text = value[:TEXT] if isinstance(value, str) else text_of(value) or ""
        yield from split_keywords(text if one.beside_text else tidy(text))


def _linked_tags(reading: Reading) -> Iterator[Found[str]]:
    """Links that are marked rel=tag; without these, categories but for the first, the section."""
    links = list(islice(_tag_links(reading), MOST))
    own = [link for link in links if "category" not in _rel(link[1])]
    section = "" if own or not links else links[0][0].text[links[0][1].start : links[0][1].end]
    for block, inline in own or links[1:]:
        text = block.text[inline.start : inline.end]
        for tag in () if text == section else split_keywords(" ".join(text.split())):
            yield Found(tag, "a[rel=tag]", text, block=block.index)


def _hinted_tags(page: LabelledPage) -> Iterator[Found[str]]:
    """Links to lists of a tag's stories, where they are few: many are the site's cloud of tags."""
    links = list(islice(_links_to_tags(page), _FEW_TAGS + 1))
    if len(links) > _FEW_TAGS:
        return
    for item, inline in links:
        text = item.block.text[inline.start : inline.end]
        in_menu = item.rule in rules_with(Role.HOLDS_MENU)
        if item.label in _ELSEWHERE or (in_menu and not _is_in_tags(page.reading, item.block)):
            continue
        for tag in split_keywords(" ".join(text.split())):
            yield Found(tag, "a[href*=tag]", text, block=item.block.index)


def _links_to_tags(page: LabelledPage) -> Iterator[tuple[LabelledBlock, Inline]]:
    for item in _around_story(page):
        markup = item.block.markup
        if markup is None or not markup.link_chars:
            continue
        in_tags = _is_in_tags(page.reading, item.block)
        for inline in markup.inlines[:MOST]:
            if inline.tag == "a" and (in_tags or _leads_to_tag(inline.attributes)):
                yield item, inline


def _around_story(page: LabelledPage) -> Sequence[LabelledBlock]:
    """The blocks from a little above the headline to a little behind the body."""
    title, last = page.extents.title or 0, page.extents.last
    end = None if last is None else last + _BEHIND
    return page.labelled[max(0, title - _ABOVE) : end]


def _leads_to_tag(attributes: Mapping[str, str | None]) -> bool:
    classes = attributes.get("class")
    if classes and not _TAG_CLASSES.isdisjoint(classes[:QUOTE].lower().split()):
        return True
    return _TAG_PATH.search((attributes.get("href") or "")[-QUOTE:]) is not None


def _is_in_tags(reading: Reading, block: Block) -> bool:
    """Whether an element close around a block is called the list of its tags."""
    if block.markup is None:
        return False
    boxes = islice(around(reading, block.markup.container), _FEW)
    return any(_TAG_BOX.search(names_of(box.attributes)) for box in boxes)


def _tag_links(reading: Reading) -> Iterator[tuple[Block, Inline]]:
    """Links with 'tag' or 'category' in their rel, and the blocks they stand in."""
    for block in reading.blocks:
        markup = block.markup
        if markup is None or not markup.link_chars or len(block.text) > TEXT:
            continue
        for inline in markup.inlines[:MOST]:
            rel = inline.attributes.get("rel")
            if rel and not _FILING.isdisjoint(rel.lower().split()):
                yield block, inline


def _rel(inline: Inline) -> list[str]:
    return (inline.attributes.get("rel") or "").lower().split()
