"""Parts of a record that may be of another make: what is not as it should be is passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from newstool.model.article import BODY_LABELS, Label

# What `clean` keeps: the headline, the standfirst and the body.
KEPT = frozenset({*BODY_LABELS, Label.TITLE, Label.SUBTITLE})
_LABEL_OF_PART = {"paragraph": Label.BODY, "table_row": Label.TABLE}
_LABELS = {str(label): label for label in Label}

Where = tuple[int, int] | str | None


class ShownBlock(Struct, frozen=True):
    """A block as a page shows it; `number` counts those of the article."""

    number: int
    label: Label
    text: str
    rule: str = ""
    where: Where = None
    score: float | None = None
    because: tuple[str, ...] = ()
    level: int = 0

    @property
    def is_kept(self) -> bool:
        """Whether `clean` keeps it."""
        return self.label in KEPT


def blocks_of(record: Mapping[str, object]) -> tuple[ShownBlock, ...]:
    """A record's blocks; where it was made without them, the parts of its body."""
    found = objects(record.get("blocks"))
    if found:
        return tuple(_block(number, each) for number, each in enumerate(found))
    return tuple(_part(number, each) for number, each in enumerate(objects(record.get("body"))))


def _block(number: int, each: Mapping[str, object]) -> ShownBlock:
    score = each.get("score")
    return ShownBlock(
        number,
        _LABELS.get(string(each, "label"), Label.OTHER),
        string(each, "text"),
        string(each, "rule"),
        where_of(each.get("where")),
        float(score) if isinstance(score, int | float) else None,
        tuple(strings(each.get("because"))),
    )


def _part(number: int, each: Mapping[str, object]) -> ShownBlock:
    name, level = string(each, "type"), each.get("level")
    label = _LABEL_OF_PART.get(name) or _LABELS.get(name, Label.BODY)
    level = level if isinstance(level, int) else 0
    return ShownBlock(number, label, string(each, "text"), level=level)


def where_of(value: object) -> Where:
    """A place: characters of a text, a CSS path or selector, a JSON pointer."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and len(value) == 2:
        start, end = value
        if isinstance(start, int) and isinstance(end, int):
            return start, end
    return None


def kept_share(blocks: Iterable[ShownBlock]) -> float | None:
    """The body's share of the characters that a reader can see; None where there are none."""
    total = kept = 0
    for each in blocks:
        total += len(each.text) if each.label is not Label.HIDDEN else 0
        kept += len(each.text) if each.label in BODY_LABELS else 0
    return kept / total if total else None


def string(record: Mapping[str, object], key: str) -> str:
    """A string, '' where there is none."""
    value = record.get(key)
    return value if isinstance(value, str) else ""


def strings(value: object) -> list[str]:
    """The strings in a list."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def objects(value: object) -> list[Mapping[str, object]]:
    """The objects in a list."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def name_of(record: Mapping[str, object]) -> str:
    """What the record's input is called: 'all.ndjson #2'."""
    origin = record.get("input")
    return origin_name(origin) if isinstance(origin, Mapping) else "stdin"


def origin_name(origin: Mapping[str, object]) -> str:
    """What a record's `input` is called: its path or 'stdin', and which article of several."""
    path, index = origin.get("path"), origin.get("index")
    name = path if isinstance(path, str) else "stdin"
    return numbered(name, index if isinstance(index, int) else 0)


def numbered(name: str, index: int) -> str:
    """An input's name with the article in it: 'all.ndjson #2', counted from 0."""
    return f"{name} #{index}" if index else name


def evidence_of(record: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Each value's name ('title', 'authors.0') and where it was read."""
    evidence = record.get("evidence")
    for name, found in evidence.items() if isinstance(evidence, Mapping) else ():
        if isinstance(name, str) and isinstance(found, Mapping):
            yield name, found
