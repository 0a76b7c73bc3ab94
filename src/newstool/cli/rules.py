"""`newstool rules`: the user's own rules checked against their examples, and all rules listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from newstool.cli.console import Talk, counted
from newstool.cli.listing import print_rows
from newstool.cli.rule_files import files_of_rules
from newstool.model.article import BODY_LABELS, Document, Encoding
from newstool.model.errors import UsageError
from newstool.model.own_rules import OwnRule
from newstool.model.settings import Settings
from newstool.vocabulary.own_rules.loading import load_rules
from newstool.vocabulary.own_rules.matching import OwnIndex

Action = Literal["check", "list"]


def rules_command(action: Action, files: Sequence[str]) -> int:
    """Check rules or list them; returns the exit code. Raises `UsageError`, `OutputError`."""
    names = files_of_rules(files)
    rules = load_rules(names)
    if action == "list":
        return print_rows(("rule", "label", "site", "from", "knows"), list(_listed(rules)))
    if not names:
        hint = "newstool rules check FILE"
        raise UsageError("no file of rules is named", hint=hint)
    checked = [(rule, list(_faults(rule)), list(_notes(rule))) for rule in rules]
    print_rows(
        ("rule", "state", "found"),
        [
            (rule.id, "fails" if faults else "ok", "; ".join((*faults, *notes)))
            for rule, faults, notes in checked
        ],
    )
    failed = sum(bool(faults) for _, faults, _ in checked)
    if failed:
        Talk().say(f"{counted(len(rules), 'rule')}, {failed:,} of them fail")
    return 1 if failed else 0


# --- check -------------------------------------------------------------------------------------


def _faults(rule: OwnRule) -> Iterator[str]:
    """The examples that a rule misses and those that it should have spared."""
    yield from (f"misses {text!r}" for text in rule.catches if not _knows(rule, text))
    yield from (f"catches {text!r}" for text in rule.spares if _knows(rule, text))


def _notes(rule: OwnRule) -> Iterator[str]:
    from newstool.vocabulary.furniture import recognise

    if not rule.catches:
        yield "no example to catch"
    for text in (*rule.catches, *rule.lines):
        hit = recognise(text)
        if hit is not None:
            knows = "names" if hit.strength == "hint" else "removes"
            yield f"the shipped rule {hit.rule} {knows} {text[:60]!r} already, as {hit.label}"
            return


def _knows(rule: OwnRule, example: str) -> bool:
    """Whether a rule catches an example, on whatever site: a line, or a piece of HTML."""
    if OwnIndex((rule,), (0,)).find(example) is not None:
        return True
    if not (rule.selector or rule.fields) or "<" not in example:
        return False
    from newstool.reading.html.reader import read_html

    document = Document(example, "html", Encoding("unicode", "str"))
    return bool(read_html(document, Settings(rules=(rule,))).selected)


# --- list --------------------------------------------------------------------------------------


def _listed(rules: Sequence[OwnRule]) -> Iterator[tuple[str, ...]]:
    """All rules, the user's own first."""
    from newstool.vocabulary.furniture_rules import load_rules as load_shipped

    for rule in rules:
        kept = rule.label in BODY_LABELS or rule.keep
        label = str(rule.label) if rule.label is not None else "keep" if kept else "fields"
        yield rule.id, label, rule.site, f"{rule.file}:{rule.line}", _knowledge(rule)
    for shipped in load_shipped():
        yield shipped.id, shipped.label, "", "newstool", shipped.catches[0]


def _knowledge(rule: OwnRule) -> str:
    """What a rule goes by, in a few words."""
    parts = [f"{field} {selector}" for field, selector in rule.fields.items()]
    parts += [each for each in (rule.selector, rule.pattern) if each]
    parts += [repr(each) for each in (*rule.lines, *rule.forms, *rule.starts)]
    more = f", {len(parts) - 2} more" if len(parts) > 2 else ""
    return ", ".join(parts[:2]) + more
