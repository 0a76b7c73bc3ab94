"""The section the article is in, and the keywords it is filed under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, groupby, islice

from newstool.fields.bounds import MOST, NEAR, QUOTE, TEXT
from newstool.fields.found import in_block, links_in, once_each
from newstool.model.article import Block, Found, Label, Markup, Reading
from newstool.model.candidates import Candidate, Ranking, candidate_of, rank
from newstool.page.declared import Declaration, first_of_each
from newstool.page.facts import LabelledPage, Page
from newstool.page.json_ld import items, nodes, text_of, tidy
from newstool.page.places import around
from newstool.vocabulary.element_names import names_of
from newstool.vocabulary.folding import fold, site_words
from newstool.vocabulary.furniture import rules_with
from newstool.vocabulary.furniture_rules import Role
from newstool.vocabulary.names import worded, words_of
from newstool.vocabulary.place_weights import weights_of
from newstool.vocabulary.scripts import has_east_asian

_LONGEST = 60  # characters of a section or a keyword
_FEW = 3  # words of a section that nothing else vouches for; elements around a link that are asked
_BELOW = 16  # blocks below the body in which its tags are
_MANY = 15  # keywords from which <meta name=keywords>, or links to tags, are not one story's

_COMMAS = re.compile(r"\s{0,9}[,;，；、\n]\s{0,9}")
# 'Subject: Courts', 'topic/courts': what follows these is a keyword of the story ...
_FILED = worded(r"{sections.filed}(?::\s|/)|{sections.filed_thing}/", re.IGNORECASE)
# ... and 'Page Type: Story', 'tag=politics', an id, an address are software's own labels.
_MACHINE = re.compile(
    r"(?:[\w.-]{1,40}[=:]\S|[A-Z][\w ]{1,24}: |\d+$|https?:|[\w-]*_[\w-]*$|\S{31,}$)"
)
_FILING = frozenset(("tag", "category"))  # what rel calls links to lists of stories
_TAG_CLASS = re.compile(r"(?:^|\s)(?:(?:post-|article-)?tag|tag-link|tag__link|p-category)(?:\s|$)")
_TAG_BOX = re.compile(
    r"(?:^|[\s_-])(?:tags|tag-?list|keywords|(?:post|article|entry|story)-(?:tags?|topics))(?:$|\s)"
)
_TAG_PATH = worded(r"/{sections.tag_path}/[^/?#]{2,80}/?$", re.IGNORECASE)
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
    weights = weights_of("section")
    claims = chain(_declared_sections(page), _breadcrumb(page), _linked(page), _shown(page))
    ranking = rank(
        [candidate_of(found, kind, weights[kind]) for kind, found in claims],
        lambda one: fold(one.value),
        bar=lambda one: "any page is called so" if _is_generic(one.value) else None,
    )
    if ranking.chosen is not None or not ranking.ranked:
        return ranking
    return ranking.choosing(ranking.ranked[0].candidate, lambda _: None)


_Claims = Iterator[tuple[str, Found[str]]]  # the kind of place, and what it says


def _is_generic(name: str) -> bool:
    return fold(name) in words_of("sections", "none")


def _is_home(name: str) -> bool:
    return fold(name) in words_of("sections", "home")


def _declared_sections(page: Page) -> _Claims:
    for one in first_of_each(page.declared.of("section")):
        for value in items(one.value, MOST):
            quote = value[:QUOTE] if isinstance(value, str) else text_of(value) or ""
            text = tidy(quote)
            if 0 < len(text) <= _LONGEST and not text.startswith(("http", "/")):
                yield one.kind, one.found(text, quote)


def _breadcrumb(page: Page) -> _Claims:
    """The first step below the home page; the last step is mostly the article itself."""
    for node in islice(nodes(page.head, "breadcrumblist"), 1):
        steps = [name for step in items(node.get("itemListElement"), MOST) if (name := _name(step))]
        if steps and (_is_home(steps[0]) or site_words(steps[0]) in page.site_names):
            steps = steps[1:]
        if steps and len(steps[0]) <= _LONGEST and (len(steps) > 1 or _is_alone(steps[0], page)):
            yield "path", page.declared.of_json_ld(node, "BreadcrumbList", steps[0]).found(steps[0])


def _is_alone(step: str, page: Page) -> bool:
    """Whether a path's only step is a section, and not the story."""
    return step.count(" ") < _FEW and fold(step) not in fold(page.head.html_title or "")


def _name(step: object) -> str | None:
    if not isinstance(step, Mapping):
        return None
    return text_of(step.get("name")) or text_of(step.get("item"))


def _linked(page: LabelledPage) -> _Claims:
    """Links that are marked as the story's category: rel="category tag"."""
    for block, words, rel in _filing_links(page.reading):
        name = " ".join(words.split())
        if "category" in rel and 1 < len(name) <= _LONGEST and not _is_generic(name):
            yield "link", in_block(block, name, "a[rel=category]", words)


def _shown(page: LabelledPage) -> _Claims:
    """A word or two right above the headline whose element is called a section or category."""
    title = page.extents.title or 0
    for item in reversed(page.labelled[max(0, title - NEAR) : title]):
        text = item.block.text.strip(" /|›»>·:")
        fits = 1 < len(text) <= _LONGEST and text.count(" ") < _FEW and text[0].isalpha()
        if not fits or any(map(str.isdigit, text)) or site_words(text) in page.site_names:
            continue
        if any(_SECTION_CLASS.search(name) for name in _classes(page.reading, item.block)):
            yield "element", in_block(item.block, text, "element called a section", text)


def _classes(reading: Reading, block: Block) -> Iterator[str]:
    """The classes of the block's element and of those in it that hold all of its text."""
    markup = block.markup
    if markup is not None and not markup.hidden:
        inside = (i for i in markup.inlines[:MOST] if i.end - i.start >= len(block.text))
        own = reading.containers[markup.container].attributes
        for attributes in (*(inline.attributes for inline in inside), own):
            yield (attributes.get("class") or "")[:QUOTE].lower()


# --- tags --------------------------------------------------------------------------------------


def read_tags(page: LabelledPage) -> tuple[Found[str], ...]:
    """Keywords of the article: from the most trusted place that has any, each once."""
    for claims in (*_declared_tags(page), _linked_tags(page), _hinted_tags(page)):
        known = (one for one in claims if site_words(one.value) not in page.site_names)
        found = once_each((one for one in known if fold(one.value)), fold)
        if found:
            return found
    return ()


def split_keywords(text: str) -> list[str]:
    """'budget, trams; harbour' to its keywords; a machine's own labels are left out."""
    parts = _COMMAS.split(text[:TEXT])
    if len(parts) == 1 and has_east_asian(text[:QUOTE]):  # Chinese lists have spaces only
        parts = text[:TEXT].split()
    tidied = (_FILED.sub("", part.strip(" \t'\"[]#"), 1) for part in parts)
    return [part for part in tidied if 1 < len(part) <= _LONGEST and not _MACHINE.match(part)]


def _declared_tags(page: Page) -> Iterator[list[Found[str]]]:
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


def _linked_tags(page: LabelledPage) -> Iterator[Found[str]]:
    """Links that are marked rel=tag; without these, categories but for the first, the section."""
    links = list(islice(_filing_links(page.reading), MOST))
    own = [link for link in links if "category" not in link[2]]
    for block, words, _ in own or links[1:]:
        if own or words != links[0][1]:
            yield from _tags_of(block, words, "a[rel=tag]")


def _filing_links(reading: Reading) -> Iterator[tuple[Block, str, list[str]]]:
    """Links with 'tag' or 'category' in their rel: block, words and rel."""
    for block in reading.blocks:
        if block.markup is not None and block.markup.link_chars and len(block.text) <= TEXT:
            for words, attributes in links_in(block):
                rel = attributes.get("rel")
                if rel and not _FILING.isdisjoint(rel.lower().split()):
                    yield block, words, rel.lower().split()


def _hinted_tags(page: LabelledPage) -> Iterator[Found[str]]:
    """Links to lists of a tag's stories, where they are few: many are the site's cloud of tags."""
    title, last = page.extents.title or 0, page.extents.last
    end = None if last is None else last + _BELOW
    links = []
    for item in page.labelled[max(0, title - NEAR) : end]:
        if item.block.markup is None or not item.block.markup.link_chars:
            continue
        in_tags = _is_in_tags(page.reading, item.block.markup)
        in_menu = not in_tags and item.rule in rules_with(Role.HOLDS_MENU)
        for words, attributes in links_in(item.block):
            if in_tags or _leads_to_tag(attributes):
                links.append((item.block, words, in_menu or item.label in _ELSEWHERE))
    for block, words, other in links if len(links) <= _MANY else ():
        if not other:
            yield from _tags_of(block, words, "a[href*=tag]")


def _tags_of(block: Block, words: str, source: str) -> Iterator[Found[str]]:
    for tag in split_keywords(" ".join(words.split())):
        yield in_block(block, tag, source, words)


def _leads_to_tag(attributes: Mapping[str, str | None]) -> bool:
    classes, href = attributes.get("class") or "", attributes.get("href") or ""
    if classes and _TAG_CLASS.search(classes[:QUOTE].lower()):
        return True
    return _TAG_PATH.search(href[-QUOTE:]) is not None


def _is_in_tags(reading: Reading, markup: Markup) -> bool:
    """Whether an element close around a block is called the list of its tags."""
    boxes = islice(around(reading, markup.container), _FEW)
    return any(_TAG_BOX.search(names_of(box.attributes)) for box in boxes)
