"""Files of the user's own rules, read and checked: all of them, or one message on what is wrong."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from newstool.model.article import BODY_LABELS, Label
from newstool.model.errors import UsageError
from newstool.model.own_rules import MOST_CHARS, OwnRule
from newstool.vocabulary.document_keys import CONTENTS, document_keys
from newstool.vocabulary.own_rules.masks import as_form
from newstool.vocabulary.own_rules.runaway import fault_of
from newstool.vocabulary.own_rules.selectors import ALLOWED, SelectorError, parse_selector

MAX_BYTES = 20_000_000  # of a file; 100,000 learned rules take about as much
_ALIASES = {"author": "authors", "date": "date_published"}
_BESIDE = frozenset((*CONTENTS, "lead", "id"))  # of the known keys' names, those of no field
_NOT_WRITTEN = frozenset(("fields", "file", "line"))
_KEYS = tuple(name for name in OwnRule.__struct_fields__ if name not in _NOT_WRITTEN)
_WAYS = ("lines", "forms", "starts", "pattern", "selector")
_HOST = re.compile(r"[^\W_](?:[\w-]{0,62})(?:\.[\w-]{1,63}){0,9}")
_HEADER = re.compile(r"\s{0,99}\[\[?\s{0,9}([\w.]{1,99})\s{0,9}\]")
_TOML_PLACE = re.compile(r" \(at line (\d{1,9}), column \d{1,9}\)| \(at end of document\)")


def field_names() -> tuple[str, ...]:
    """The fields that a selector may give the value of."""
    return (*(name for name in document_keys() if name not in _BESIDE), *_ALIASES)


def load_rules(paths: Sequence[str | os.PathLike[str]]) -> tuple[OwnRule, ...]:
    """The rules of all files in order. Raises `UsageError` for the first fault of any of them."""
    rules: list[OwnRule] = []
    for path in paths:
        rules.extend(_read(os.fspath(path), {rule.id: rule for rule in rules}))
    return tuple(rules)


def parse_rules(text: str, name: str) -> tuple[OwnRule, ...]:
    """The rules that a file called `name` holds. Raises `UsageError`."""
    return tuple(_File(name, text).rules({}))


def _read(path: str, known: Mapping[str, OwnRule]) -> list[OwnRule]:
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UsageError(f"has more than {MAX_BYTES:,} bytes", where=path)
        text = data.decode("utf-8-sig")
    except OSError as error:
        hint = "a file of rules is TOML: newstool rules --help"
        raise UsageError(f"can't be read: {error.strerror}", where=path, hint=hint) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8 at byte {error.start}", where=path) from error
    return _File(path, text).rules(known)


class _File:
    """One file of rules; it knows the line of each, which the TOML parser doesn't give."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self._lines = text.split("\n")
        headers = [
            (n, found) for n, line in enumerate(self._lines) if (found := _HEADER.match(line))
        ]
        self._starts = [n for n, found in headers if found[1] == "rule"]
        self._ends = [n for n, _ in headers] + [len(self._lines)]

    def rules(self, known: Mapping[str, OwnRule]) -> list[OwnRule]:
        """All rules. Raises `UsageError`."""
        table = self._table()
        for key in table:
            if key != "rule":
                self._fail(
                    f"there is nothing called {key!r}", "rules are [[rule]]", self._find(key)
                )
        written = table.get("rule", [])
        if not isinstance(written, list) or not written:
            self._fail("it has no rules", "each begins with [[rule]]", 1)
        found: dict[str, OwnRule] = {}
        for number, entry in enumerate(written):
            rule = self._rule(number, entry)
            other = found.get(rule.id) or known.get(rule.id)
            if other is not None:
                hint = f"the other is in {other.file}, line {other.line}"
                self._fail(f"two rules are called {rule.id!r}", hint, self._line(number, "id"))
            found[rule.id] = rule
        return list(found.values())

    def _table(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            place = _TOML_PLACE.search(str(error))
            line = int(place[1]) if place is not None and place[1] else len(self._lines)
            said = _TOML_PLACE.sub("", str(error))
            self._fail(f"it is not TOML: {said[:1].lower()}{said[1:]}", "", line, error)
        except RecursionError as error:
            self._fail("it is nested too deeply", "", 1, error)

    def _rule(self, number: int, entry: object) -> OwnRule:
        if not isinstance(entry, dict):
            self._fail("a rule is a table", "begin it with [[rule]]", self._line(number))
        fields = self._fields(number, entry)
        own = {key: value for key, value in entry.items() if key in _KEYS}
        self._check_words(number, own)
        line = self._line(number)
        try:
            rule = msgspec.convert(
                {**own, "fields": fields, "file": self._name, "line": line}, OwnRule
            )
        except msgspec.ValidationError as error:
            self._fail_at_value(number, own, error)
        self._check(number, rule)
        site = rule.site.lower().removeprefix("www.")
        return msgspec.structs.replace(rule, site=site)

    def _fields(self, number: int, entry: Mapping[str, object]) -> dict[str, str]:
        fields: dict[str, str] = {}
        for key, value in entry.items():
            if key in _KEYS:
                continue
            if key not in field_names():
                hint = f"a rule has {', '.join(_KEYS)}, and selectors of {', '.join(field_names())}"
                self._fail(f"a rule has no {key!r}", hint, self._line(number, key))
            if not isinstance(value, str):
                self._fail(f"{key} can't be {value!r}", "it is a selector", self._line(number, key))
            self._check_selector(number, key, value)
            fields[_ALIASES.get(key, key)] = value
        return fields

    def _check_words(self, number: int, own: Mapping[str, object]) -> None:
        label = own.get("label")
        if label is not None and label not in [str(each) for each in Label]:
            hint = f"it is one of {', '.join(Label)}"
            self._fail(f"there is no label {label!r}", hint, self._line(number, "label"))

    def _fail_at_value(
        self, number: int, own: Mapping[str, object], error: msgspec.ValidationError
    ) -> NoReturn:
        _said, _, place = str(error).partition(" - at `$.")
        key = re.split(r"[`\[]", place)[0]
        if key not in own:
            hint = "every rule has an id, by which --explain names it"
            self._fail("a rule has no id", hint, self._line(number), error)
        kinds = {"id": "a string", "keep": "true or false", "max_chars": "a number"}
        kinds |= dict.fromkeys(
            ("site", "directory", "why", "pattern", "selector", "label"), "a string"
        )
        hint = f"it is {kinds.get(key, 'a list of strings')}"
        self._fail(f"{key} can't be {str(own[key])[:60]!r}", hint, self._line(number, key), error)

    def _check(self, number: int, rule: OwnRule) -> None:
        def fail(key: str, what: str, hint: str) -> NoReturn:
            self._fail(what, hint, self._line(number, key))

        if not rule.id.strip() or len(rule.id) > 100 or not rule.id.isprintable():
            fail("id", f"id can't be {rule.id[:60]!r}", "it is a short name")
        ways = any(getattr(rule, way) for way in _WAYS)
        if rule.keep and rule.label is not None and rule.label not in BODY_LABELS:
            hint = f"of those that are kept: {', '.join(sorted(BODY_LABELS))}, or none at all"
            fail("keep", f"what is {rule.label} can't stay in the story", f"say a label {hint}")
        if ways and rule.label is None and not rule.keep:
            fail("id", "the rule says not what it catches", "give it a label, or keep = true")
        if not ways and (rule.label is not None or rule.keep or not rule.fields):
            fail("id", "the rule catches nothing", f"give it one of {', '.join(_WAYS)}")
        if rule.site and not _HOST.fullmatch(rule.site):
            fail("site", f"site can't be {rule.site[:60]!r}", "it is a host, as example.com")
        if not 1 <= rule.max_chars <= MOST_CHARS:
            fail("max_chars", f"max_chars can't be {rule.max_chars}", f"it is 1 to {MOST_CHARS}")
        if rule.gate and not rule.pattern:
            fail("gate", "gate is for a pattern alone", "give the rule a pattern, or use starts")
        for key in ("lines", "forms", "starts", "gate"):
            if not all(any(map(str.isalnum, as_form(each))) for each in getattr(rule, key)):
                fail(key, f"{key} has one without a letter", "it would catch whatever there is")
        if rule.pattern:
            fault = fault_of(rule.pattern, anchored=bool(rule.starts))
            if fault is not None:
                hint = "a pattern is a regular expression of Python's without references to groups"
                fail("pattern", f"the pattern {rule.pattern[:60]!r} {fault}", hint)
        if rule.selector:
            self._check_selector(number, "selector", rule.selector)

    def _check_selector(self, number: int, key: str, selector: str) -> None:
        try:
            parse_selector(selector)
        except SelectorError as error:
            line = self._line(number, key)
            self._fail(
                f"the selector {selector[:60]!r} {error}", f"it may have {ALLOWED}", line, error
            )

    # --- lines ------------------------------------------------------------------------------

    def _line(self, number: int, key: str = "") -> int:
        """The line of a rule, from 1, or of one of its keys where that is on a line of its own."""
        if number >= len(self._starts):
            return self._find(key) if key else 1
        start = self._starts[number]
        end = next(line for line in self._ends if line > start)
        return self._find(key, start, end) if key else start + 1

    def _find(self, key: str, start: int = 0, end: int | None = None) -> int:
        """The first line of those that sets a key."""
        for number, line in enumerate(self._lines[start:end], start + 1):
            name = line.partition("=")[0].strip(" \t\r[]\"'")
            if name == key or name.startswith(f"{key}."):
                return number
        return start + 1

    def _fail(self, what: str, hint: str, line: int, cause: Exception | None = None) -> NoReturn:
        where = f"{self._name}, line {line}"
        raise UsageError(what, where=where, hint=hint or None) from cause
