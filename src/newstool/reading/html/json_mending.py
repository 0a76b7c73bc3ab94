"""JSON as templates write it: what is between the marks made readable, in one pass.

Page templates paste headlines and names into JSON by hand. So strings hold bare quotation marks,
line feeds and escapes that JSON does not know, commas are missing, doubled or left over, values
are empty, and the end is cut off. The text is written anew, mark by mark.
"""

from __future__ import annotations

import re

from newstool.vocabulary.patterns import later

_TOKEN = later(r'[{}\[\]:,"]|[^\s{}\[\]:,"]+')
_QUOTE = later(r'(?<!\\)(?:\\\\)*+"')
_LITERAL = later(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?|true|false|null")
_BAD_ESCAPE = later(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\')
_SPACE = r"\s{0,200}+"
_NEXT_KEY = rf'"[^"\\{{}}\[\]]{{1,80}}"{_SPACE}:'
# What follows the mark that closes a string: of a key, of a value in an object, of one in a list.
_AFTER_KEY = later(rf"{_SPACE}:")
_AFTER_VALUE = later(rf"{_SPACE}(?:\}}|,?{_SPACE}{_NEXT_KEY}|,{_SPACE}[,}}]|;?{_SPACE}\Z)")
_AFTER_ITEM = later(rf'{_SPACE}(?:\]|,{_SPACE}["{{\[\]\-\d]|,{_SPACE}(?:true|false|null)|\Z)')
_CLOSERS = {"{": "}", "[": "]"}
_MAX_DEPTH = 60  # objects and lists inside one another; more is no description of a page


def mended_json(text: str) -> str:
    """The text as JSON, several values side by side as one list. Linear; never raises.

    What no rule explains is left out, so the result can still be no JSON, or say less.
    """
    return _Writer(text).written()


class _Writer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[str] = []
        self._open: list[str] = []
        self._before = ""  # the last mark written: a bracket, ':', ',' or 'v' for a value

    def written(self) -> str:
        at = 0
        while (token := _TOKEN.search(self._text, at)) is not None:
            at = token.end()
            mark = token[0]
            if mark == '"':
                at = self._string(at)
            elif mark in "{[":
                if len(self._open) >= _MAX_DEPTH:
                    break
                self._value(mark)
                self._open.append(mark)
                self._before = mark
            elif mark in "}]":
                self._close(mark)
            elif mark == ":":
                self._colon()
            elif mark != ",":  # commas are written where a value follows
                self._literal(mark)
            elif self._before == ":":
                self._value("null")
        while self._open:
            self._close(_CLOSERS[self._open[-1]])
        return f"[{''.join(self._out)}]"

    def _value(self, text: str) -> None:
        if self._before == "v":
            self._out.append(",")
        self._out.append(text)
        self._before = "v"

    def _close(self, mark: str) -> None:
        if not self._open or _CLOSERS[self._open[-1]] != mark:
            return
        if self._before == ":":
            self._value("null")
        self._open.pop()
        self._out.append(mark)
        self._before = "v"

    def _colon(self) -> None:
        if self._open and self._open[-1] == "{" and self._before == "v":
            self._out.append(":")
            self._before = ":"

    def _literal(self, word: str) -> None:
        in_object = bool(self._open) and self._open[-1] == "{"
        if in_object and self._before != ":":
            return  # a word where a key belongs
        if self._open:
            known = _LITERAL.fullmatch(word) is not None
            self._value(word if known else "null")

    def _string(self, start: int) -> int:
        """Write the string that begins at `start`, after its mark; returns where it ends."""
        if not self._open:
            return start
        is_key = self._open[-1] == "{" and self._before != ":"
        after = _AFTER_KEY if is_key else _AFTER_VALUE if self._open[-1] == "{" else _AFTER_ITEM
        pieces: list[str] = []
        at = start
        end = len(self._text)
        while (quote := _QUOTE.search(self._text, at)) is not None:
            pieces.append(self._text[at : quote.end() - 1])
            at = quote.end()
            if after.match(self._text, at):
                break
            pieces.append('\\"')
        else:
            pieces.append(self._text[at:])
            at = end
        self._value(f'"{_BAD_ESCAPE.sub(_known_escape, "".join(pieces))}"')
        return at


def _known_escape(match: re.Match[str]) -> str:
    return match[0] if len(match[0]) > 1 else ""
