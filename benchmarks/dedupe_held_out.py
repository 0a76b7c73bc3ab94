"""Invented copies that no setting of dedupe was chosen on: other words, edits and look-alikes.

Look at its figures, and leave the settings alone: once they are chosen by it, it is no longer held
out.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping

from benchmarks.dedupe import Story

_PEOPLE = (
    "Hanna Viklund,Oscar Brandt,Leila Haddad,Piotr Zielin,Grace Obi,Tomas Rehak,Yuki Arai,"
    "Dora Fekete,Samir Qadri,Elin Straum,Marco Bellini,Ruth Addo"
).split(",")
_TOWNS = "Northwold,Sandhaven,Krayfort,Velden,Ostmark,Lisby,Tarn Hollow,Port Ambrose".split(",")
_GROUPS = (
    "harbour board,teachers' union,water authority,orchard growers,rescue service,city theatre,"
    "tram operator,fishing fleet,archaeology department,regional court"
).split(",")
_SUBJECTS = (
    "the flood wall,the night trams,a new curriculum,the herring quota,the old mill,"
    "a tax on visitors,the excavation,the cable car,last week's landslide,the price of water"
).split(",")
_CLAUSES = (
    "which had been expected since the spring",
    "although the sums had not been checked",
    "in spite of a petition with thousands of names",
    "as part of a settlement that both sides called fair",
    "two days before the deadline ran out",
    "without naming the firms that had made an offer",
    "for the third time in as many years",
    "while work on the eastern side went on",
)
_FRAMES = (
    "{town} learned on {when} what the {group} wants to do about {subject}, {clause}.",
    "The first {count} households will feel it in {month}; the rest must wait, {person} of the"
    " {group} told a meeting, {clause}.",
    "Nobody at the {group} would say who had asked for the change, but papers seen by this paper"
    " put the bill for {subject} at {count} thousand.",
    "“I was born in {town} and I have never seen anything like it,” {person} said, {clause}.",
    "It took {count} minutes to read out the names of those who had written about {subject}, and"
    " the {group} listened to every one.",
    "Last {month} the {group} counted {count} complaints, most of them from {town}, {clause}.",
    "{person}, who led the inquiry into {subject}, has since left for {town}.",
    "A spokesman said {subject} was “not a matter for the {group} alone”, {clause}.",
)
_MONTHS = "January,March,April,June,September,October,December".split(",")
_WHEN = "Tuesday evening,Thursday,the weekend,the eve of the vote,Friday morning".split(",")
_RELEASE = (
    "{town}, {month} {count} - The {group} published its results for the quarter today. Revenue"
    " rose to {count} million from {other} million a year earlier, and the margin was {small} per"
    " cent. “We are pleased with a strong quarter,” said {person}, chief executive. The board"
    " proposes a dividend of {small} cents a share. A call for analysts will be held on {when}."
    " The figures have not been audited. For further information please contact {person2} in"
    " {town2}."
)
_RESULT = (
    "{town} beat {town2} {small}-{small2} on {when} in front of {count} spectators. {person} scored"
    " after {small3} minutes, and {person2} was sent off late in the second half. The next match is"
    " in {month}, away from home, and the coach said that the team would take nothing for granted."
)
_BEFORE = "By {person}\n\n{town} - A reader's picture shows the scene. Photograph: {person2}"
_TICKER = "{count} minutes ago: {clause}. More on this as we get it, {person} reports from {town}."
_SPELLED = {"harbour": "harbor", "theatre": "theater", "learned": "learnt", "since": "after"}


def _fill(dice: random.Random, frame: str) -> str:
    return frame.format(
        town=dice.choice(_TOWNS),
        town2=dice.choice(_TOWNS),
        group=dice.choice(_GROUPS),
        subject=dice.choice(_SUBJECTS),
        clause=dice.choice(_CLAUSES),
        person=dice.choice(_PEOPLE),
        person2=dice.choice(_PEOPLE),
        month=dice.choice(_MONTHS),
        when=dice.choice(_WHEN),
        count=dice.randrange(11, 990),
        other=dice.randrange(11, 990),
        small=dice.randrange(1, 9),
        small2=dice.randrange(1, 9),
        small3=dice.randrange(1, 90),
    )


def _paragraphs(dice: random.Random, count: int) -> list[str]:
    return [
        " ".join(_fill(dice, dice.choice(_FRAMES)) for _ in range(dice.randrange(1, 4)))
        for _ in range(count)
    ]


# --- edits ---------------------------------------------------------------------------------------

Edit = Callable[[random.Random, list[str]], list[str]]


def _shuffled(dice: random.Random, story: list[str]) -> list[str]:
    return [story[0], *dice.sample(story[1:], len(story) - 1)]


def _thinned(dice: random.Random, story: list[str]) -> list[str]:
    """A third of the sentences are gone, here and there."""
    kept = [
        ". ".join(each for each in paragraph.split(". ") if dice.random() > 0.33)
        for paragraph in story
    ]
    return [paragraph for paragraph in kept if paragraph] or story[:1]


def _respelled(_: random.Random, story: list[str]) -> list[str]:
    changed = story
    for old, new in _SPELLED.items():
        changed = [paragraph.replace(old, new) for paragraph in changed]
    return changed


def _updated(dice: random.Random, story: list[str]) -> list[str]:
    """Half of the numbers are others, as in a later version of the day."""
    return [
        " ".join(
            str(dice.randrange(11, 990)) if word.isdigit() and dice.random() < 0.5 else word
            for word in paragraph.split(" ")
        )
        for paragraph in story
    ]


def _in_ticker(dice: random.Random, story: list[str]) -> list[str]:
    return [_fill(dice, _TICKER), _fill(dice, _TICKER), *story, _fill(dice, _TICKER)]


def _scanned(dice: random.Random, story: list[str]) -> list[str]:
    """One word of 40 is cut in two by a hyphen, and one of 100 lost."""
    return [
        " ".join(
            f"{word[:3]}- {word[3:]}" if len(word) > 6 and dice.random() < 0.06 else word
            for word in paragraph.split()
            if dice.random() > 0.01
        )
        for paragraph in story
    ]


EDITS: Mapping[str, Edit] = {
    "a byline, a dateline and a caption before it": lambda dice, story: [
        _fill(dice, _BEFORE),
        *story,
    ],
    "paragraphs in another order": _shuffled,
    "a third of the sentences left out": _thinned,
    "spelled as elsewhere": _respelled,
    "half of the numbers changed": _updated,
    "inside a ticker": _in_ticker,
    "scanned: words cut and lost": _scanned,
}


def _others(dice: random.Random, story: list[str]) -> list[list[str]]:
    """Other stories: one with background from this one, and notices made by templates."""
    background = [*_paragraphs(dice, 7), *story[-2:]]
    return [background, [_fill(dice, _RELEASE)], [_fill(dice, _RESULT)]]


def held_out(clusters: int, seed: int = 1) -> list[Story]:
    """Stories with a copy for each edit, and stories that only look alike."""
    dice = random.Random(f"held out {seed}")
    number = itertools.count()
    made: list[Story] = []
    for _ in range(clusters):
        cluster = next(number)
        story = _paragraphs(dice, dice.randrange(5, 15))
        made.append(Story("\n\n".join(story), cluster, ""))
        made += [
            Story("\n\n".join(edit(dice, story)), cluster, name) for name, edit in EDITS.items()
        ]
        made += [Story("\n\n".join(other), next(number), "") for other in _others(dice, story)]
    dice.shuffle(made)
    return made
