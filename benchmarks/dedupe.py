"""Dedupe on invented clusters: copies with known edits among stories that only look alike."""

from __future__ import annotations

import itertools
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from newstool.export.dedupe import Deduper, How

_FIRST = "Ana Tom Lee Kim Ida Max Eva Jon Mia Sam Ola Ben Lea Tim Zoe Per".split()
_LAST = "Ruiz Okafor Park Lund Berg Sato Weiss Novak Costa Amadi Lind Moreau".split()
_PLACES = "Aldwick Brenton Carrow Dunmere Eastholm Farley Grenoble Hollin Ivoria Kestrel".split()
_BODIES = "council ministry court company union hospital school police airline museum".split()
_THINGS = "bridge budget strike harvest election storm merger trial vaccine railway fair".split()
_VERBS = "approved delayed rejected reviewed announced suspended funded opened closed".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_REASONS = (
    "after months of talks",
    "despite warnings from experts",
    "because of rising costs",
    "as residents waited for news",
    "to the surprise of its critics",
    "in a vote that split the chamber",
)
_FRAMES = (
    "The {body} in {place} {verb} the {thing} on {day}, {name} said, {reason}.",
    "{name}, who speaks for the {body}, told reporters in {place} that {number} people had asked"
    " about the {thing}.",
    "According to a statement, the {thing} will cost {number} million a year and the {body} {verb}"
    " a first part of it on {day}.",
    "“We have waited for the {thing} since {year},” said {name} of {place}, {reason}.",
    "A report of {number} pages found that the {body} had {verb} {other} plans for the {thing}"
    " since {year}.",
    "Neighbours in {place} were divided: {number} of {other} signed a letter against the {thing},"
    " {reason}.",
)
_WEATHER = (
    "The forecast for {place}: {number} degrees by noon, wind from the west at {other} km/h, and a"
    " chance of rain of {year} in the hills. {name} of the weather service expects the {thing} to"
    " go ahead on {day}. Drivers should allow more time on the road to {place2}, where the {body}"
    " has {verb} two lanes. The next forecast will be issued at {number} minutes past the hour."
    " Tides at {place2} are {other} cm above the mean."
)
_FOOT = (
    " Sign up for our newsletter to get stories like this every morning. All rights reserved by the"
    " publisher, and no part of this may be used without permission."
)


class Story(Struct, frozen=True):
    """An invented article: the cluster it belongs to, and how its text was changed."""

    text: str
    cluster: int
    edit: str


def _sentence(dice: random.Random, frame: str) -> str:
    return frame.format(
        body=dice.choice(_BODIES),
        place=dice.choice(_PLACES),
        place2=dice.choice(_PLACES),
        verb=dice.choice(_VERBS),
        thing=dice.choice(_THINGS),
        day=dice.choice(_DAYS),
        name=f"{dice.choice(_FIRST)} {dice.choice(_LAST)}",
        reason=dice.choice(_REASONS),
        number=dice.randrange(2, 999),
        other=dice.randrange(2, 999),
        year=dice.randrange(1950, 2024),
    )


def _paragraphs(dice: random.Random, count: int) -> list[str]:
    return [
        " ".join(_sentence(dice, dice.choice(_FRAMES)) for _ in range(dice.randrange(2, 4)))
        for _ in range(count)
    ]


# --- edits: each gives a copy that an editor would call the same story ---------------------------

Edit = Callable[[random.Random, list[str]], list[str]]


def _cut(dice: random.Random, story: list[str]) -> list[str]:
    return story[: max(2, round(len(story) * dice.uniform(0.4, 0.7)))]


def _own_beginning(dice: random.Random, story: list[str]) -> list[str]:
    return [*_paragraphs(dice, 1), *story[1:]]


def _house_style(dice: random.Random, story: list[str]) -> list[str]:
    """One word of 25 is another, and quotation marks are straight."""
    text = [paragraph.replace("“", '"').replace("”", '"') for paragraph in story]
    swap = dict(zip(_VERBS, [*_VERBS[1:], "began"], strict=True))
    return [
        " ".join(
            swap.get(word, word + "s") if dice.random() < 0.04 else word
            for word in paragraph.split()
        )
        for paragraph in text
    ]


def _update(dice: random.Random, story: list[str]) -> list[str]:
    at = dice.randrange(len(story))
    return [*story[:at], *_paragraphs(dice, 2), *story[at:]]


EDITS: Mapping[str, Edit] = {
    "the same text": lambda _, story: story,
    "other quotes, case and spaces": lambda _, story: [
        each.replace("“", '"').replace("”", '" ').upper() for each in story
    ],
    "a foot of the site": lambda _, story: [*story, _FOOT],
    "one word of 25 changed": _house_style,
    "cut to 40 to 70 %": _cut,
    "another first paragraph": _own_beginning,
    "two paragraphs added": _update,
}


def _looks_alike(dice: random.Random, story: list[str]) -> list[list[str]]:
    """Other stories: a follow-up with two old paragraphs, and one that quotes a sentence."""
    follow_up = [*_paragraphs(dice, 6), *story[-2:]]
    quoting = [*_paragraphs(dice, 5), story[0].split(". ")[0] + "."]
    return [follow_up, quoting]


def invented(clusters: int, seed: int = 1) -> list[Story]:
    """Stories with a copy for each edit, stories like them, and notices made by one template."""
    dice = random.Random(seed)
    made: list[Story] = []
    number = itertools.count()
    for _ in range(clusters):
        cluster = next(number)
        story = _paragraphs(dice, dice.randrange(6, 14))
        made.append(Story("\n\n".join(story), cluster, ""))
        made += [
            Story("\n\n".join(edit(dice, story)), cluster, name) for name, edit in EDITS.items()
        ]
        others = [*_looks_alike(dice, story), [_sentence(dice, _WEATHER)]]
        made += [Story("\n\n".join(other), next(number), "") for other in others]
    dice.shuffle(made)
    return made


# --- scores --------------------------------------------------------------------------------------


class Score(Struct, frozen=True):
    """How well copies were found; `found` has the share of each edit's copies, 0 to 1.

    Pairs: `precision` is the share of those put together that belong together, `recall` the share
    of those that belong together that were put together.
    """

    precision: float
    recall: float
    found: Mapping[str, float]
    seconds: float


def score(stories: Sequence[Story], how: How) -> Score:
    """Run dedupe over the stories in their order and compare with what is known."""
    deduper = Deduper(how)
    firsts: list[int] = []
    started = time.process_time()
    for number, story in enumerate(stories):
        origin = deduper.first_of({"text": story.text, "input": {"path": "x", "index": number}})
        firsts.append(number if origin is None else origin.index)
    seconds = time.process_time() - started
    together = Counter(firsts)
    belong = Counter(story.cluster for story in stories)
    right = Counter(zip(firsts, (story.cluster for story in stories), strict=True))
    made, wanted, good = (sum(map(_pairs, each.values())) for each in (together, belong, right))
    return Score(
        precision=good / made if made else 1.0,
        recall=good / wanted if wanted else 1.0,
        found=dict(_found_by_edit(stories, firsts)),
        seconds=seconds,
    )


def bytes_a_first(how: How, count: int = 20_000) -> float:
    """Memory that each article without a copy takes while dedupe runs; 0 if unknown."""
    dice = random.Random(2)
    texts = ["\n\n".join(_paragraphs(dice, 3)) for _ in range(count)]
    deduper = Deduper(how)
    before = _resident()
    for number, text in enumerate(texts):
        deduper.first_of({"text": text, "input": {"path": f"pages/{number}.html", "index": 0}})
    return (_resident() - before) / (count - deduper.copies)


def _resident() -> int:
    """Bytes of memory that this process has, by Linux."""
    statm = Path("/proc/self/statm")
    pages = int(statm.read_text().split()[1]) if statm.exists() else 0
    return pages * resource.getpagesize()


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _found_by_edit(stories: Sequence[Story], firsts: Sequence[int]) -> Iterator[tuple[str, float]]:
    """Of the copies with each edit, the share that is in one group with the unedited story."""
    both = list(zip(stories, firsts, strict=True))
    group = {story.cluster: first for story, first in both if not story.edit}
    for edit in sorted({story.edit for story in stories} - {""}):
        hits = [group[story.cluster] == first for story, first in both if story.edit == edit]
        yield edit, sum(hits) / len(hits)
