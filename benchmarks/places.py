"""Whether places hold: each `where` is followed, and the quote looked for there.

Pages are parsed a second time by justhtml, which shares no code with newstool's reader. Both follow
the HTML standard; on the pages where they build different trees all the same, a path of one leads
nowhere in the other, and the page is named.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from justhtml import JustHTML
from justhtml.selector import matches
from rich.table import Table

from benchmarks.data import Page, load_set, set_names
from benchmarks.dumps import dump_page, page_text

RENDERER = "inscriptis"
LEAST = 0.99  # share of places that must hold, of each kind
# What an address says that the caller gave, and what a file says of the text in it.
_NOT_IN_INPUT = ("given", "url", "mail header", "feed element")
_LONGEST_NOTE_MARK = 8  # characters
_UNSEEN = dict.fromkeys((0xAC, 0xAD, 0x200B, 0x2060, 0xFEFF))
_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\.")
_TAG = re.compile(r"<[/!a-zA-Z][^<>]*>")


class Verdict(StrEnum):
    """What a place leads to."""

    HOLDS = "holds"
    OTHER_WORDS = "other words"
    SEVERAL = "several elements"
    NOTHING = "nothing"
    MISSING = "no place"


@dataclass(frozen=True, slots=True)
class Followed:
    """A place that was followed. `kind` is evidence or blocks, `field` the record's key."""

    kind: str
    field: str
    source: str
    where: object
    quote: str
    verdict: Verdict


@dataclass(slots=True)
class Tally:
    """Verdicts by format, kind and field; examples of what doesn't hold; pages of unlike trees."""

    counts: dict[tuple[str, str, str], Counter[Verdict]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    examples: list[tuple[str, Followed]] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)

    def add(self, format: str, page: str, found: Sequence[Followed]) -> None:
        for one in found:
            self.counts[format, one.kind, one.field][one.verdict] += 1
            if one.verdict is not Verdict.HOLDS:
                self.examples.append((page, one))

    def total(self, format: str, kind: str) -> Counter[Verdict]:
        """The verdicts on all fields of a kind."""
        found = [each for key, each in self.counts.items() if key[:2] == (format, kind)]
        return sum(found, Counter())

    def broken(self) -> list[str]:
        """The kinds with too few places that hold."""
        kinds = dict.fromkeys(key[:2] for key in self.counts)
        return [" ".join(kind) for kind in kinds if share(self.total(*kind)) < LEAST]


def share(verdicts: Counter[Verdict]) -> float:
    """The share that holds, 0 to 1."""
    return verdicts[Verdict.HOLDS] / max(1, verdicts.total())


# --- following -----------------------------------------------------------------------------------


def follow(record: Mapping[str, Any], text: str, beside: object = None) -> list[Followed]:
    """Every place of a record with evidence and blocks; `text` is the decoded input.

    `beside` is the JSON document that the text was a value of. What was read from an address that
    the caller gave has no place in either, nor have a mail's headers or the elements of a feed.
    """
    tree = Tree(text) if record["input"]["format"] == "html" else None
    return [
        Followed(kind, name, source, where, quote, _verdict(where, quote, text, tree, beside))
        for kind, name, source, where, quote in _places(record)
        if where is not None or source.partition(" '")[0] not in _NOT_IN_INPUT
    ]


def _places(record: Mapping[str, Any]) -> Iterator[tuple[str, str, str, object, str]]:
    for key, said in record["evidence"].items():
        yield "evidence", key.partition(".")[0], said["from"], said["where"], said["quote"]
    for block in record["blocks"]:
        yield "blocks", block["label"], block["rule"], block["where"], block["text"]


def _verdict(where: Any, quote: str, text: str, tree: Tree | None, beside: object) -> Verdict:
    if where is None:
        return Verdict.MISSING
    if isinstance(where, str) and where.startswith("/"):
        return Verdict.HOLDS if quote in _pointed(where, beside) else Verdict.OTHER_WORDS
    if isinstance(where, str):
        return tree.follow(where, quote) if tree is not None else Verdict.NOTHING
    said, words = squeezed(text[slice(*where)]), squeezed(quote)
    # Of a line's end the hyphen may be gone.
    held = words in said or words.replace("-", "") in said.replace("-", "")
    return Verdict.HOLDS if held else Verdict.OTHER_WORDS


def _pointed(pointer: str, value: Any) -> str:
    """The value that a JSON pointer leads to; of a list or an object all that it holds."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def squeezed(text: str) -> str:
    """Without white space and what can't be seen: elements and lines part words, or don't."""
    return "".join(text.translate(_UNSEEN).split())


class Tree:
    """A page as justhtml parses it, for following CSS selectors."""

    def __init__(self, text: str) -> None:
        # As with newstool, scripts don't run: what <noscript> holds is markup.
        self.document = JustHTML(text, sanitize=False, scripting_enabled=False)
        self._found: dict[str, list[Any]] = {}
        self._said: dict[int, tuple[str, ...]] = {}

    def follow(self, selector: str, quote: str) -> Verdict:
        """Whether it selects one element that says the quote."""
        found = self.find(selector)
        if len(found) != 1:
            return Verdict.SEVERAL if found else Verdict.NOTHING
        wanted = {squeezed(form) for form in (quote, _tidied(quote))}
        held = any(words in said for words in wanted for said in self._words(found[0]))
        return Verdict.HOLDS if held else Verdict.OTHER_WORDS

    def find(self, selector: str) -> list[Any]:
        """The elements that a selector selects, step by step: paths share their beginnings."""
        if selector not in self._found:
            outer, _, step = selector.rpartition(" > ")
            if outer:
                inside = [child for each in self.find(outer) for child in children(each)]
                self._found[selector] = [each for each in inside if matches(each, step)]
            else:
                self._found[selector] = self.document.query(selector)
        return self._found[selector]

    def _words(self, element: Any) -> tuple[str, ...]:
        known = self._said.get(id(element))
        if known is None:
            said = [_text(element), _text(element, _is_note_mark)]
            said += [value or "" for value in element.attrs.values()]
            if element.name == "script":
                said.append(_ESCAPE.sub(_unescaped, said[0]))
            forms = dict.fromkeys(form for each in said for form in (each, _tidied(each)))
            known = self._said[id(element)] = tuple(map(squeezed, forms))
        return known


def children(node: Any) -> list[Any]:
    """A node's child elements."""
    return [each for each in _nodes(node) if each.name[:1] not in ("#", "!")]


def _nodes(node: Any) -> Sequence[Any]:
    """A node's child nodes; a `<template>` has them in a document of its own."""
    content = getattr(node, "template_content", None)
    return (content or node).children or ()


def _is_note_mark(node: Any) -> bool:
    """Whether it may be a link to a footnote or back, which is in no block's text."""
    return node.name == "a" and len(_text(node).strip()) <= _LONGEST_NOTE_MARK


def _text(element: Any, is_left_out: Callable[[Any], bool] = lambda _: False) -> str:
    """The words inside an element, without those of scripts and styles inside it."""
    pieces: list[str] = []
    pending = [element]
    while pending:
        node = pending.pop()
        if node.name == "#text":
            pieces.append(node.data or "")
        elif node is element or not (
            node.name in ("script", "style", "#comment") or is_left_out(node)
        ):
            pending.extend(reversed(_nodes(node)))
    return "".join(pieces)


def _unescaped(escape: re.Match[str]) -> str:
    try:
        return str(json.loads(f'"{escape[0]}"'))
    except ValueError:
        return escape[0]


def _tidied(text: str) -> str:
    """Without tags and entities, which values of a head may have, also doubly escaped."""
    return _TAG.sub("", unescape(unescape(text)))


# --- the sets ------------------------------------------------------------------------------------


def follow_sets(data: Path, names: Sequence[str], limit: int | None, jobs: int) -> Tally:
    """The places of the sets' pages, as HTML and as a dump."""
    pages = [page for name in names or set_names(data) for page in load_set(data, name, limit)]
    tally = Tally()
    with get_context("spawn").Pool(jobs) as pool:
        for name, unlike, html, dump in pool.imap(_follow_page, pages, chunksize=4):
            tally.add("html", name, html)
            tally.add("text", name, dump)
            if unlike:
                tally.unlike.append(name)
    return tally


def _follow_page(page: Page) -> tuple[str, bool, list[Followed], list[Followed]]:
    raw, dump = page.read(), dump_page(page, RENDERER)
    html = _follow_input(raw, page.gold.url, "html")
    text = _follow_input(dump, None, "text")
    return f"{page.set}/{page.gold.id}", trees_differ(page_text(raw)), html, text


def _follow_input(source: bytes | str, url: str | None, format: str) -> list[Followed]:
    import newstool

    try:
        article = newstool.parse(source, url=url, format=format, evidence=True, blocks=True)
    except newstool.NewstoolError:
        return []
    record = article.to_dict()
    if isinstance(source, bytes):
        source = source.decode(article.input.encoding.name, "replace").removeprefix("\ufeff")
    return follow(record, source)


def trees_differ(text: str) -> bool:
    """Whether justhtml builds another tree of a page than lexbor, which newstool reads with."""
    from selectolax.lexbor import LexborHTMLParser

    theirs = next(node for node in children(Tree(text).document.root) if node.name == "html")
    pairs = [(theirs, LexborHTMLParser(text.encode("utf-8", "replace").decode()).root)]
    while pairs:
        one, other = pairs.pop()
        below, below_other = children(one), _lexbor_children(other)
        if [node.name for node in below] != [node.tag for node in below_other]:
            return True
        same = zip(below, below_other, strict=True)
        pairs += [pair for pair in same if pair[0].name not in ("svg", "math", "template")]
    return False


def _lexbor_children(node: Any) -> list[Any]:
    found, child = [], node.child
    while child is not None:
        if child.tag[:1] not in ("-", "!", "_", "#"):
            found.append(child)
        child = child.next
    return found


def table_of(tally: Tally) -> Table:
    """The verdicts on each kind, and on the fields and labels with some that don't hold."""
    table = Table(box=None)
    for name in ("format", "kind", "field", "places", "hold", "fail by"):
        table.add_column(name, justify="right" if name in ("places", "hold") else "left")
    rows = {(*kind, "all"): tally.total(*kind) for kind in sorted({k[:2] for k in tally.counts})}
    failing = {key: found for key, found in sorted(tally.counts.items()) if share(found) < 1}
    for key, verdicts in [*rows.items(), *failing.items()]:
        why = ", ".join(f"{n} {v}" for v, n in verdicts.most_common() if v is not Verdict.HOLDS)
        table.add_row(*key, str(verdicts.total()), f"{share(verdicts):.2%}", why)
    return table
