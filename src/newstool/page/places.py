"""What the names of elements say about the part of the page that a block is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from newstool.model.article import Block, Container, InElement, Reading
from newstool.vocabulary.names import worded

_DATE_BOX = worded("{element_marks.date}|meta(?!l)")
_ASIDE = worded(
    r"comment(?!ary)|{element_marks.aside}|(?:^|[\s_-]){element_marks.aside_word}(?:[\s_-]|$)"
)
_OWN_FOOTER = worded(r"{element_marks.story}[\w-]{0,12}footer")

_MAX_DEPTH = 60  # ancestors of the headline that are listed
_NEAR = 8  # elements around one, or in one, whose names are asked


def _names(attributes: Mapping[str, str | None]) -> str:
    """Class names and id in lower case, without those of page builders and of utility styles."""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:300].lower()
    if "elementor" in names or "[" in names:
        return " ".join(n for n in names.split() if "elementor" not in n and "[" not in n)
    return names


def around(reading: Reading, container: int | None) -> Iterator[Container]:
    """A block-level element and those around it, the innermost first."""
    while container is not None:
        box = reading.containers[container]
        yield box
        container = box.parent


def in_element(index: int | None) -> InElement | None:
    """The place of a tag whose element is listed."""
    return None if index is None else InElement(index)


def ancestors(reading: Reading, block: Block) -> frozenset[int]:
    """The containers that a block lies in, by index."""
    if block.markup is None:
        return frozenset()
    boxes = islice(around(reading, block.markup.container), _MAX_DEPTH)
    return frozenset(box.index for box in boxes)


def boxes_that(
    reading: Reading, test: Callable[[Container], bool], *, innermost: bool = False
) -> list[int | None]:
    """For each block the outermost element around it that passes a test, or the innermost."""
    found: list[int | None] = []
    for container in reading.containers:
        above = None if container.parent is None else found[container.parent]
        is_asked = innermost or above is None
        found.append(container.index if is_asked and test(container) else above)
    return [None if b.markup is None else found[b.markup.container] for b in reading.blocks]


def sizes_in(reading: Reading, size: Callable[[Block], int]) -> list[int]:
    """For each element the sum of a size over the blocks in it that can be seen."""
    sizes = [0] * len(reading.containers)
    for block in reading.blocks:
        if block.markup is not None and not block.markup.hidden:
            sizes[block.markup.container] += size(block)
    for container in reversed(reading.containers):
        if container.parent is not None:
            sizes[container.parent] += sizes[container.index]
    return sizes


def blocks_by_box(reading: Reading, centres: Sequence[int | None]) -> list[list[Block]]:
    """For each of the containers `centres`, the blocks in the outermost element around it that
    holds no other one of them. Linear."""
    containers = reading.containers
    held, centre_of = [0] * len(containers), [0] * len(containers)
    for number, centre in enumerate(centres):
        if centre is not None:
            held[centre] += 1
            centre_of[centre] = number
    for container in reversed(containers):
        if container.parent is not None and held[container.index]:
            held[container.parent] += held[container.index]
            centre_of[container.parent] = centre_of[container.index]
    owner: list[int | None] = []
    for container in containers:
        outer = None if container.parent is None else owner[container.parent]
        is_box = outer is None and held[container.index] == 1
        owner.append(centre_of[container.index] if is_box else outer)
    boxes: list[list[Block]] = [[] for _ in centres]
    for block in reading.blocks:
        box = None if block.markup is None else owner[block.markup.container]
        if box is not None:
            boxes[box].append(block)
    return boxes


def is_date_box(reading: Reading, block: Block) -> bool:
    """Whether the block's own element, its parent or an element inside is named for dates."""
    if block.markup is None:
        return False
    boxes = islice(around(reading, block.markup.container), 2)
    if any(_DATE_BOX.search(_names(box.attributes)) for box in boxes):
        return True
    return any(
        _DATE_BOX.search(_names(inline.attributes)) for inline in block.markup.inlines[:_NEAR]
    )


def in_aside(reading: Reading, container: int, own: frozenset[int] = frozenset()) -> bool:
    """Whether an element lies in comments, related stories, a sidebar or the page's footer.

    `own` are containers that the headline lies in too: whatever their names, they hold the story.
    """
    for box in islice(around(reading, container), _NEAR):
        if box.index in own:
            return False
        if box.tag in ("aside", "nav"):
            return True
        names = _names(box.attributes)
        if box.tag in ("article", "main"):
            return bool(_ASIDE.search(names.replace("footer", "")))
        if _ASIDE.search(names) and not _OWN_FOOTER.search(names):
            return True
        if box.tag == "footer":
            return True
    return False
