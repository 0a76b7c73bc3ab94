"""What the user's own rules say about a page: about its blocks and its fields."""

from __future__ import annotations

from collections.abc import Sequence

from newstool.model.article import Given, InContainer, InElement, Reading, Selected
from newstool.model.own_rules import OwnRule
from newstool.page.addresses import declared_url, host_of, unarchived
from newstool.page.declared import declared_of
from newstool.vocabulary.own_rules.matching import arranged


def ruled_blocks(
    reading: Reading, rules: Sequence[OwnRule], host: str | None
) -> dict[int, OwnRule]:
    """The rule of each block that one of the rules for this host knows; the first of them has it.

    Linear in the blocks and in what the selectors found.
    """
    index = arranged(rules).for_page(host, reading.document.path)
    found = {
        block.index: number
        for block in reading.blocks
        if (number := index.find(block.text)) is not None
    }
    best: dict[int, list[Selected]] = {}
    for one in reading.selected:
        if not one.field and one.rule in index.numbers:
            best.setdefault(one.rule, []).append(one)
    for number in sorted(best):
        reach = 0  # elements inside one another are closed from the inside out
        for one in sorted(best[number], key=lambda each: (each.first, -each.end)):
            for block in range(max(one.first, reach), one.end):
                found[block] = min(found.get(block, number), number)
            reach = max(reach, one.end)
    return {block: rules[number] for block, number in found.items()}


def given_by_rules(reading: Reading, rules: Sequence[OwnRule]) -> tuple[Given, ...]:
    """The fields whose values the rules for this page's host select, the first rule's first."""
    fields = [one for one in reading.selected if one.field]
    if not fields:
        return ()
    host, path = host_of_page(reading), reading.document.path
    numbers = arranged(rules).for_page(host, path).numbers
    fields = sorted((one for one in fields if one.rule in numbers), key=lambda one: one.rule)
    first = {one.field: one.rule for one in reversed(fields)}
    return tuple(_given(one, rules) for one in fields if one.rule == first[one.field])


def _given(one: Selected, rules: Sequence[OwnRule]) -> Given:
    rule = rules[one.rule]
    at: InContainer | InElement | None = None
    if one.element is not None:
        at = InElement(one.element)
    elif one.container is not None:
        at = InContainer(one.container)
    source = f"rule: {rule.id} ({rule.fields[one.field]})"
    return Given(one.field, one.value, source, is_plain=True, at=at)


def host_of_page(reading: Reading) -> str | None:
    """The host of a page's address, given or declared."""
    url = reading.document.url or declared_url(declared_of(reading.head))
    return host_of(unarchived(url)) if url else None
