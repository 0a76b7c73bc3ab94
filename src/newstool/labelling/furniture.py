"""Names blocks that aren't body text: by their words, their place and their company.

A line's own words come first ('Share this'), then the names of the elements around it
(`class="related-posts"`), then the lines beside it: what follows 'Related news' is related.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise

from newstool.labelling.announced import name_announced
from newstool.model.article import RUN_OF_HEADLINES, Block, BlockKind, Container, Label, Reading
from newstool.page.facts import Page
from newstool.page.places import sizes_in
from newstool.page.regime import is_link
from newstool.vocabulary.furniture import Hit
from newstool.vocabulary.furniture_rules import Place, Places, packed

Name = tuple[Label, str]

NOT_BODY: Name = (Label.OTHER, "not-body")

# Parts of an article that the page's other lists have as well: theirs are not the article's.
_PARTS = frozenset(
    (
        *(Label.TITLE, Label.SUBTITLE, Label.BYLINE, Label.DATE, Label.SOURCE, Label.CAPTION),
        *(Label.AUTHOR_BIO, Label.CORRECTION),
    )
)
_FOREIGN = frozenset(
    (
        *(Label.RELATED, Label.COMMENTS, Label.ADVERTISEMENT, Label.NEWSLETTER, Label.COOKIE),
        Label.NAVIGATION,
    )
)
# What a <figure> may hold besides pictures; it isn't their caption.
_FIGURES = frozenset((BlockKind.TABLE_ROW, BlockKind.QUOTE, BlockKind.CODE))
_HUMP = re.compile("([a-z0-9])([A-Z])")  # 'relatedPosts'
_LONGEST_NAMES = 300  # characters of class and id; utility frameworks write thousands
_LONGEST_FOLLOWER = 200  # characters of another story's headline
_SHORTEST_RUN = 3  # links one after another that make a menu or a list of headlines
_HEADLINE = 28  # mean characters of the links in a run; menus have 8 to 15, headlines 40 to 70


def name_furniture(
    page: Page, order: Sequence[int], judged: Collection[int] | None = None
) -> list[Name]:
    """For each block outside the body, in the order of `order`, its label and the rule's id.

    `order` are ascending indexes of blocks. Of a story they are most of the body too, and `judged`
    those that the judge believes: an element that holds most of the text says nothing about it,
    nor does one whose name is uncertain about the judged blocks. `NOT_BODY` is what nothing names.
    Linear in blocks and containers; never raises.
    """
    reading = page.reading
    places = _PageMap(reading)
    places.mark_body(order)
    if judged is not None:
        places.mark_most()
    hits = [page.hits[index] for index in order]
    names = [
        _name_alone(reading.blocks[index], hit, places, judged=index in (judged or ()))
        for index, hit in zip(order, hits, strict=True)
    ]
    name_announced(reading, order, hits, names)
    _name_runs(reading, order, names)
    return [name or NOT_BODY for name in names]


def _name_alone(
    block: Block, hit: Hit | None, places: _PageMap, *, judged: bool = False
) -> Name | None:
    """By its words where they leave no doubt, else by its place, if that is a list of its own, or
    by the words: a hint, or a part of an article such as a date, that other stories have as well.

    Of a block that isn't a link and that the judge believes (`judged`), only a sure place counts.
    """
    if hit is not None and hit.strength == "sure" and hit.label not in _PARTS:
        return hit.label, hit.rule
    place = places.of(block)
    if place is not None:
        is_figure = place.label is Label.CAPTION and block.kind in _FIGURES
        if is_figure or (judged and not place.certain and not is_link(block)):
            place = None
    if place is None and hit is None and block.kind is BlockKind.CAPTION:
        place = named_place("figcaption", None, None, None)
    is_foreign = place is not None and place.certain and place.label in _FOREIGN
    if place is not None and (hit is None or is_foreign):
        return place.label, place.id
    return None if hit is None else (hit.label, hit.rule)


# --- place -------------------------------------------------------------------------------------


class _PageMap:
    """The places of a page's containers, each worked out once, when first asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._containers = reading.containers
        self._known: dict[int | None, Place | None] = {None: None}

    def mark_most(self) -> None:
        """An element that holds most of the text is the story's own, whatever its names.

        A consent dialogue is often longer than a short story, and never is one.
        """
        blocks = self._reading.blocks
        seen = (block for block in blocks if block.markup is None or not block.markup.hidden)
        total = sum(len(block.text) for block in seen)
        sizes = sizes_in(self._reading, lambda block: len(block.text))
        for container in self._containers:
            if sizes[container.index] * 2 > total:
                own = _own_place(container)
                if own is None or own.label is not Label.COOKIE:
                    self._known[container.index] = None

    def mark_body(self, removed: Sequence[int]) -> None:
        """Elements that hold part of the body say nothing about what else they hold."""
        if not self._containers:
            return
        furniture = set(removed)
        known, containers = self._known, self._containers
        for block in self._reading.blocks:
            if block.index not in furniture and block.markup is not None:
                index: int | None = block.markup.container
                while index is not None and index not in known:
                    known[index] = None
                    index = containers[index].parent

    def of(self, block: Block) -> Place | None:
        """The place that a block is in, or None."""
        if block.markup is None:
            return None
        known, containers = self._known, self._containers
        index: int | None = block.markup.container
        if index in known:
            return known[index]
        chain = []
        while index is not None and index not in known:
            chain.append(index)
            index = containers[index].parent
        place = known[index]
        for inner in reversed(chain):
            own = _own_place(containers[inner])
            if own is not None:
                place = own if place is None else _inner(own, place)
            known[inner] = place
        return place


def _inner(own: Place, outer: Place) -> Place:
    """The innermost place that is certain; a list of other stories has bylines of its own."""
    if not own.certain and outer.certain:
        return outer
    if own.label in _PARTS and outer.label in _FOREIGN and outer.certain:
        return outer
    return own


def _own_place(container: Container) -> Place | None:
    names = (container.attributes.get(key) for key in ("class", "id", "role"))
    # What is asked is kept, and must not be a page's megabyte.
    return named_place(container.tag, *(name and name[:_LONGEST_NAMES] for name in names))


# A page has the same few hundred names again and again, and so have the pages of one site.
@lru_cache(maxsize=4096)
def named_place(tag: str, classes: str | None, name: str | None, role: str | None) -> Place | None:
    """What an element says it is by its tag, class, id and role; or None."""
    known = packed().containers
    numbers = _numbers(classes, known) if classes else []
    if name:
        numbers += _numbers(name, known)
    if role is not None and role in known.aria_roles:
        numbers.append(known.aria_roles[role])
    if tag in known.tags:
        numbers.append(known.tags[tag])
    places = [known.places[number] for number in numbers]
    return next((place for place in places if place.certain), places[0] if places else None)


def _numbers(names: str, known: Places) -> list[int]:
    """The places that the words of class or id name; two neighbours before a single word."""
    if not names.islower():
        names = _HUMP.sub(r"\1 \2", names).lower()
    words = names.replace("-", " ").replace("_", " ").split()
    if _first_words().isdisjoint(words):
        return []
    numbers = known.words
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    return [numbers[word] for word in pairs + words if word in numbers]


@cache
def _first_words() -> frozenset[str]:
    return frozenset(word.partition(" ")[0] for word in packed().containers.words)


# --- company -----------------------------------------------------------------------------------


def _name_runs(reading: Reading, order: Sequence[int], names: list[Name | None]) -> None:
    """Links one after another are a menu, or, where they are long, other stories' headlines."""

    def run_of(place: int) -> int | None:
        """A number that the places of a run have in common; none of other lines."""
        linked = names[place] is None and _is_short_link(reading.blocks[order[place]])
        return order[place] - place if linked else None

    for number, places in groupby(range(len(order)), run_of):
        run = list(places)
        if number is None or len(run) < _SHORTEST_RUN:
            continue
        size = sum(len(reading.blocks[order[place]].text) for place in run)
        is_menu = size < _HEADLINE * len(run)
        named: Name = (Label.RELATED, RUN_OF_HEADLINES)
        for place in run:
            names[place] = (Label.NAVIGATION, "run-of-links") if is_menu else named


def _is_short_link(block: Block) -> bool:
    return len(block.text) <= _LONGEST_FOLLOWER and is_link(block)
