"""Strings that a regular expression nearly matches, made from its own parse tree.

For each repeat in the pattern: what leads up to it, then what it repeats, many times over, then a
character that spoils the match. That is what makes a backtracking matcher try again.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper
from pathlib import Path
from re import _constants as ops
from re import _parser
from typing import Any, NamedTuple

import newstool
from newstool.vocabulary.patterns import Later

_CATEGORIES = {
    ops.CATEGORY_DIGIT: "1",
    ops.CATEGORY_NOT_DIGIT: "a",
    ops.CATEGORY_SPACE: " ",
    ops.CATEGORY_NOT_SPACE: "a",
    ops.CATEGORY_WORD: "a",
    ops.CATEGORY_NOT_WORD: " ",
}
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_SPOILERS = ("\x00", "\n!", "")
_ENDLESS = 4  # repeats of fewer are a constant


class NearMiss(NamedTuple):
    """What a pattern nearly matches, of any length."""

    prefix: str
    pump: str
    spoiler: str

    def text(self, length: int) -> str:
        """About so many characters of it."""
        return self.prefix + self.pump * (length // len(self.pump)) + self.spoiler


def near_misses(pattern: re.Pattern) -> list[NearMiss]:
    """Strings that nearly match, each once."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    pumps: dict[tuple[str, str], None] = {}
    for pick in range(2):  # of the characters of a set and the branches of a choice
        pumps |= dict.fromkeys(_pumps(tree, "", pick))
        whole = _sample(tree, pick)
        pumps |= dict.fromkeys([("", whole), ("", whole[:-1])])
    return [
        NearMiss(prefix, pump, _SPOILERS[number % len(_SPOILERS)])
        for number, (prefix, pump) in enumerate(pumps)
        if pump
    ]


def _pumps(tree: _parser.SubPattern, prefix: str, pick: int) -> Iterator[tuple[str, str]]:
    for op, argument in tree:
        if op in _REPEATS:
            _, most, body = argument
            if most >= _ENDLESS:
                yield prefix, _sample(body, pick)
                yield prefix + _sample(body, pick), _sample(body, pick + 1)
        for inner in _inner(op, argument):
            yield from _pumps(inner, prefix, pick)
        prefix += _sample([(op, argument)], pick)


def _inner(op: object, argument: object) -> list[_parser.SubPattern]:
    if op in _REPEATS:
        return [argument[2]]
    if op is ops.SUBPATTERN:
        return [argument[3]]
    if op is ops.BRANCH:
        return argument[1]
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return [argument[1]]
    if op is ops.ATOMIC_GROUP:
        return [argument]
    return []


def _sample(tree: object, pick: int) -> str:
    """A string that the tree matches, assertions aside."""
    return "".join(_one(op, argument, pick) for op, argument in tree)


def _one(op: object, argument: object, pick: int) -> str:
    if op is ops.LITERAL:
        return chr(argument)
    if op is ops.NOT_LITERAL:
        return "b" if argument == ord("a") else "a"
    if op is ops.ANY:
        return "a. "[pick % 3]
    if op is ops.IN:
        return _of_set(argument, pick)
    if op is ops.BRANCH:
        return _sample(argument[1][pick % len(argument[1])], pick)
    if op in _REPEATS:
        least, most, body = argument
        return _sample(body, pick) * min(max(least, 1), most)
    if op is ops.SUBPATTERN:
        return _sample(argument[3], pick)
    if op is ops.ATOMIC_GROUP:
        return _sample(argument, pick)
    return ""  # places, assertions, references to groups


def _of_set(members: list, pick: int) -> str:
    if members[0][0] is ops.NEGATE:
        outside = re.compile(_set_source(members))
        fitting = [each for each in "a 1.,-A\u4e00é'\"" if outside.fullmatch(each)] or ["\u2603"]
        return fitting[pick % len(fitting)]
    op, argument = members[pick % len(members)]
    if op is ops.LITERAL:
        return chr(argument)
    if op is ops.RANGE:
        return chr(argument[0])
    return _CATEGORIES[argument]


def _set_source(members: list) -> str:
    """A parsed set as source again."""
    letters = {
        ops.CATEGORY_DIGIT: r"\d",
        ops.CATEGORY_NOT_DIGIT: r"\D",
        ops.CATEGORY_SPACE: r"\s",
        ops.CATEGORY_NOT_SPACE: r"\S",
        ops.CATEGORY_WORD: r"\w",
        ops.CATEGORY_NOT_WORD: r"\W",
    }
    source = ""
    for op, argument in members:
        if op is ops.NEGATE:
            source += "^"
        elif op is ops.LITERAL:
            source += re.escape(chr(argument))
        elif op is ops.RANGE:
            source += f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
        else:
            source += letters[argument]
    return f"[{source}]"


# --- all patterns of the package ----------------------------------------------------------------

_FUNCTIONS = frozenset("compile search match fullmatch split findall finditer sub subn".split())
_FROM_THE_START = {"match", "fullmatch"}


class Found(NamedTuple):
    """A pattern and whether the package only ever matches it from a given place on."""

    pattern: re.Pattern
    anchored: bool

    @property
    def ask(self) -> Callable[[Any], object]:
        """What the package asks of it."""
        return self.pattern.match if self.anchored else self.pattern.search

    def text(self, near_miss: NearMiss, length: int) -> str | bytes:
        """About so many characters of it, of the kind that the pattern reads."""
        text = near_miss.text(length)
        is_bytes = isinstance(self.pattern.pattern, bytes)
        return text.encode("latin-1", "replace") if is_bytes else text


def package_modules() -> list:
    """Every module of newstool, imported."""
    names = [each.name for each in pkgutil.walk_packages(newstool.__path__, "newstool.")]
    return [newstool, *(importlib.import_module(name) for name in names if "__main__" not in name)]


def held_by_modules(modules: list) -> dict[str, Found]:
    """Patterns in globals and in what cached functions without arguments return, by place."""
    sources = {module: Path(module.__file__).read_text("utf-8") for module in modules}
    everything = "\n".join(sources.values())
    found: dict[str, Found] = {}
    for module in modules:
        for name, value in vars(module).items():
            if isinstance(value, _lru_cache_wrapper) and not value.__wrapped__.__code__.co_argcount:
                value = value()
            for number, pattern in enumerate(_patterns_in(value)):
                source = sources[module] if name.startswith("_") else everything
                place = f"{module.__name__}.{name} {number}"
                found[place] = Found(pattern, _is_anchored(name, source))
    return found


def _is_anchored(name: str, source: str) -> bool:
    """Whether a name is used for nothing but matching from a given place on."""
    uses = set(re.findall(rf"\b{name}\b(?:\(\))?(?:\.(\w+)\(|(?!\s*[=:]))", source))
    return bool(uses) and uses <= _FROM_THE_START


def _patterns_in(value: object) -> Iterator[re.Pattern]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Later):
            value = value._make()
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple | set | frozenset):
            waiting.extend(value)
        elif hasattr(value, "__struct_fields__") and not isinstance(value, type):
            waiting.extend(getattr(value, name) for name in value.__struct_fields__)


def written_in_functions(modules: list) -> tuple[dict[str, Found], set[str]]:
    """Patterns that stand in calls of `re`, by their place; and the functions whose patterns
    only running them can tell."""
    found: dict[str, Found] = {}
    unknown: set[str] = set()
    for module in modules:
        for function, call in _calls(ast.parse(Path(module.__file__).read_text("utf-8"))):
            if not function:
                continue  # a global
            try:
                pattern, flags = (_value(each, module) for each in _pattern_and_flags(call))
            except NameError:
                unknown.add(f"{module.__name__}.{function}")
            else:
                anchored = call.func.attr in _FROM_THE_START
                place = f"{module.__name__}.{function}, line {call.lineno}"
                found[place] = Found(re.compile(pattern, flags), anchored)
    return found, unknown


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Each call of `re`, with the name of the function that it is in."""
    waiting: list[tuple[str, ast.AST]] = [("", tree)]
    while waiting:
        inside, node = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            inside = node.name
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            named = node.func.value
            if isinstance(named, ast.Name) and named.id == "re" and node.func.attr in _FUNCTIONS:
                yield inside, node
        waiting.extend((inside, child) for child in ast.iter_child_nodes(node))


def _pattern_and_flags(call: ast.Call) -> tuple[ast.expr, ast.expr]:
    flags: ast.expr = ast.Constant(0)
    for keyword in call.keywords:
        if keyword.arg == "flags":
            flags = keyword.value
    if call.func.attr == "compile" and len(call.args) > 1:
        flags = call.args[1]
    return call.args[0], flags


def _value(expression: ast.expr, module: object) -> object:
    code = compile(ast.fix_missing_locations(ast.Expression(expression)), "pattern", "eval")
    return eval(code, dict(vars(module)))


def repeats_alternatives(pattern: re.Pattern) -> bool:
    """Whether a possessive repeat in the pattern has alternatives in it."""
    return _has_op(_parser.parse(pattern.pattern, pattern.flags), ops.POSSESSIVE_REPEAT, ops.BRANCH)


def _has_op(tree: Any, wanted: Any, *inside: Any) -> bool:
    """Whether a parse tree has a node of the kind `wanted`, and that one of the kinds `inside`."""
    if isinstance(tree, tuple) and tree and tree[0] is wanted:
        return not inside or _has_op(tree[1], *inside)
    if not isinstance(tree, (tuple, list, _parser.SubPattern)):
        return False
    return any(_has_op(node, wanted, *inside) for node in tree)
