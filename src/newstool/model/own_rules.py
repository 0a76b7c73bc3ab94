"""A rule of the user's own, as a file of rules writes it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from newstool.model.article import BODY_LABELS, Label

MAX_CHARS = 400  # of a line that starts and patterns are tried on, unless the rule says another
MOST_CHARS = 5_000  # that a rule may ask for


class OwnRule(Struct, frozen=True, forbid_unknown_fields=True):
    """What a line or an element is: a label, a block that stays, or a field's value.

    A block is caught by any of these: `lines` are whole lines, ignoring case and the marks around
    them; `forms` are lines in which {number}, {date} and {name} are any; `starts` begin it, where
    `pattern`, if there is one, has to fit as well; without them `pattern` is found anywhere in it,
    and one of the words of `gate`, if there are any, too. `selector` is of the elements that hold
    it. `fields` are selectors of what holds a field's value, by the field's name.

    A rule with a `site` is for that host and those below it, one with a `directory` for the files
    in directories of that name. With `keep` the block stays, as what its element says it is, or as
    the label of the body that the rule gives.
    """

    id: str
    label: Label | None = None
    keep: bool = False
    site: str = ""
    directory: str = ""
    why: str = ""
    lines: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    gate: tuple[str, ...] = ()
    pattern: str = ""
    max_chars: int = MAX_CHARS
    selector: str = ""
    catches: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    fields: Mapping[str, str] = {}
    file: str = ""
    line: int = 0

    @property
    def keeps(self) -> bool:
        """Whether what it catches stays in the story."""
        return self.keep or self.label in BODY_LABELS
