"""Where a block or a field stands in the input, as the record shows it."""

from __future__ import annotations

from typing import TypeVar

from newstool.model.article import Block, Found, Reading

T = TypeVar("T")

_MAX_STEPS = 150  # real pages have up to 100 levels


def where_block(reading: Reading, block: Block) -> tuple[int, int] | str:
    """`[start, end)` in characters of the decoded text, or the element's CSS path in HTML."""
    if block.markup is None and block.start < 0:
        return "script"  # a body that only the page's JSON declares
    if block.markup is None:
        offset = reading.document.offset
        return (block.start + offset, block.end + offset)
    return css_path(reading, block.markup.container)


def css_path(reading: Reading, container: int) -> str:
    """A CSS selector that finds the element: 'html > body > div:nth-child(2)'.

    It starts at the root, or `_MAX_STEPS` levels up in a page nested deeper than any real one.
    """
    steps: list[str] = []
    while container >= 0 and len(steps) < _MAX_STEPS:
        element = reading.containers[container]
        single = element.tag in ("html", "body")
        steps.append(element.tag if single else f"{element.tag}:nth-child({element.nth})")
        container = element.parent
    return " > ".join(reversed(steps))


def where_found(reading: Reading, found: Found[T]) -> tuple[int, int] | str | None:
    """Where a field was read; None for what stands outside the text, as a given URL."""
    if found.span is not None:
        offset = reading.document.offset
        return (found.span[0] + offset, found.span[1] + offset)
    if found.block is not None and 0 <= found.block < len(reading.blocks):
        return where_block(reading, reading.blocks[found.block])
    return found.selector
