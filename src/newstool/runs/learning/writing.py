"""Learned rules as a file that a person can read, and that --rules takes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from newstool.runs.learning.deciding import FEWEST_STORIES, Learned, distinct, learn
from newstool.runs.learning.observing import BY_DIRECTORY, BY_SITE
from newstool.runs.learning.sampling import Sample

_PLACES = {"above": "above the story", "below": "below the story", "within": "within the story"}


def learn_all(sample: Sample) -> list[Learned]:
    """The furniture of all sources, in the order of their names."""
    return [rule for source, articles in sample.sources() for rule in learn(source, articles)]


def rules_text(learned: Sequence[Learned], sample: Sample, by: str) -> str:
    """The file: what was read, then each source's rules."""
    parts = [f"# Learned from {_counted(sample.seen, 'article')} of"]
    parts[0] += f" {_counted(len(sample.counts), 'source')} by newstool learn."
    if by not in (BY_SITE, BY_DIRECTORY):
        parts.append(f"# Grouped by {by}: the rules hold for every page.")
    source = None
    for rule in learned:
        if rule.source != source:
            source = rule.source
            count = _counted(sample.counts[source], "article")
            parts.append(f"\n# --- {_line(source)}: {count}, {rule.of} stories looked at ---")
        parts.append(_rule(rule))
    return "\n".join(parts) + "\n"


def _rule(rule: Learned) -> str:
    kept = f"newstool kept it in {rule.kept}" if rule.kept else "newstool removed it"
    key = f"{rule.source}\n{rule.is_form}\n{rule.text}"
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    lines = [
        f"\n# In {rule.stories} of {rule.of} stories, {_PLACES[rule.place]}; {kept}.",
        "[[rule]]",
        f"id = {_string(f'learned-{digest}')}",
        f"label = {_string(rule.label)}",
    ]
    if rule.site:
        lines.append(f"site = {_string(rule.site)}")
    if rule.directory:
        lines.append(f"directory = {_string(rule.directory)}")
    lines.append(f"{'forms' if rule.is_form else 'lines'} = [{_string(rule.text)}]")
    lines.append(f"catches = [{_string(rule.example)}]")
    return "\n".join(lines)


def _string(text: str) -> str:
    """A TOML string; JSON's escapes are among TOML's, but for surrogates and DEL."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")


def _line(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)[:200]


def why_nothing(sample: Sample) -> str:
    """Why no line was learned."""
    if not sample.seen:
        return "there was no article"
    sources = sample.sources()
    stories = {source: len(distinct(articles)) for source, articles in sources}
    most = max(stories, key=lambda source: (stories[source], source), default=None)
    if most is not None and stories[most] >= FEWEST_STORIES:
        large = sum(count >= FEWEST_STORIES for count in stories.values())
        return f"in {_counted(large, 'source')} no line recurs that isn't part of the stories"
    copies = ""
    if most is not None and sample.counts[most] > stories[most]:
        copies = f": the {sample.counts[most]:,} articles of {most} are {stories[most]}"
    count = _counted(len(sources), "source")
    what = f"no source has {FEWEST_STORIES} different stories"
    return f"{what}{copies}" if copies else f"{what} ({_counted(sample.seen, 'article')}, {count})"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
