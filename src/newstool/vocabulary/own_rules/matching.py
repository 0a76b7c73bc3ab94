"""The user's own rules, arranged so that a page is asked about them quickly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from newstool.model.own_rules import OwnRule
from newstool.vocabulary.furniture import breaks_word
from newstool.vocabulary.furniture_rules import BULLETS, EDGES, as_matched, fold
from newstool.vocabulary.own_rules.masks import as_form, masked
from newstool.vocabulary.own_rules.runaway import compiled
from newstool.vocabulary.own_rules.selectors import Selectors, parse_selector

_MOST_SITES = 256  # whose rules are kept arranged


class OwnRules:
    """All rules of a run; those of a page's site are arranged when it is first asked for."""

    def __init__(self, rules: Sequence[OwnRule]) -> None:
        self.rules = rules
        self._of_site: dict[str, list[int]] = {}
        for number, rule in enumerate(rules):
            self._of_site.setdefault(rule.site, []).append(number)
        self._directories = {rule.directory for rule in rules}
        self._indexes: dict[tuple[str, ...], OwnIndex] = {}
        # What each number of a selector is of: the rule, and the field or ''.
        self.targets: list[tuple[int, str]] = []
        selectors = []
        for number, rule in enumerate(rules):
            for field, written in (("", rule.selector), *rule.fields.items()):
                if written:
                    selectors += [(len(self.targets), one) for one in parse_selector(written)]
                    self.targets.append((number, field))
        self.selectors = Selectors(selectors) if selectors else None

    def for_page(self, host: str | None, path: str | None) -> OwnIndex:
        """The rules for a page of this host, in a file of this path."""
        directory = directory_of(path)
        if directory not in self._directories:
            directory = ""
        sites = tuple(site for site in ("", *_hosts(host)) if site in self._of_site)
        place = (directory, *sites)
        if place not in self._indexes:
            if len(self._indexes) >= _MOST_SITES:
                self._indexes.clear()
            numbers = [
                number
                for site in sites
                for number in self._of_site[site]
                if self.rules[number].directory in ("", directory)
            ]
            self._indexes[place] = OwnIndex(self.rules, numbers)
        return self._indexes[place]


def directory_of(path: str | None) -> str:
    """The name of the directory that a file is in; '' where it is in none."""
    return PurePath(path).parent.name if path else ""


def _hosts(host: str | None) -> list[str]:
    """A host and those above it: 'a.example.com', 'example.com', 'com'."""
    if not host:
        return []
    parts = host.lower().removeprefix("www.").split(".")
    return [".".join(parts[place:]) for place in range(len(parts))][:12]


class OwnIndex:
    """The rules for one site. `numbers` are ascending: the first rule that knows a line has it."""

    def __init__(self, rules: Sequence[OwnRule], numbers: Iterable[int]) -> None:
        self.rules = rules
        self.numbers = frozenset(numbers)
        self._lines: dict[str, int] = {}
        self._forms: dict[str, int] = {}
        self._starts: list[tuple[str, int]] = []
        self._patterns: list[int] = []
        for number in sorted(self.numbers):
            rule = rules[number]
            for line in rule.lines:
                self._lines.setdefault(as_line(line), number)
            for form in rule.forms:
                self._forms.setdefault(as_form(form), number)
            self._starts += [(fold(start).lstrip(BULLETS), number) for start in rule.starts]
            if rule.pattern and not rule.starts:
                self._patterns.append(number)

    def find(self, text: str) -> int | None:
        """The number of the first rule that knows a line, or None. Linear in the line's length."""
        line = fold(text)
        found = [self._lines.get(line.strip(EDGES))]
        if self._forms:
            found += [self._forms.get(masked(text, names=names)) for names in (False, True)]
        line = line.lstrip(BULLETS)
        found += [n for start, n in self._starts if self._begins(start, n, line, text)]
        found.append(next((n for n in self._patterns if self._fits(n, text)), None))
        return min((number for number in found if number is not None), default=None)

    def _begins(self, start: str, number: int, line: str, text: str) -> bool:
        if not line.startswith(start) or breaks_word(line, len(start)):
            return False
        return self._fits(number, text)

    def _fits(self, number: int, text: str) -> bool:
        """Whether a rule's pattern and gate hold for a line that is not too long for it."""
        rule = self.rules[number]
        if len(text) > rule.max_chars:
            return False
        if rule.gate and not any(word in fold(text) for word in map(fold, rule.gate)):
            return False
        if not rule.pattern:
            return True
        pattern, line = compiled(rule.pattern), as_matched(text)
        return bool(pattern.match(line) if rule.starts else pattern.search(line))


def as_line(text: str) -> str:
    """A whole line as it is compared: without case and the marks around it."""
    return fold(text).strip(EDGES)


_arranged: tuple[Sequence[OwnRule], OwnRules] | None = None


def arranged(rules: Sequence[OwnRule]) -> OwnRules:
    """The rules arranged; those of the last call are remembered, as a run has only one set."""
    global _arranged
    if _arranged is None or _arranged[0] is not rules:
        _arranged = rules, OwnRules(rules)
    return _arranged[1]
