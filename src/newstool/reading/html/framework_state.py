"""The state that a framework writes into a page in a form of its own.

Next.js sends what its server components made in chunks, `self.__next_f.push([1,"..."])`: rows
'2a:JSON', and 'T' rows with a text's length in bytes, to which others point as "$2a" (React Flight,
react-server-dom-webpack). Nuxt 3 writes all values into one list, in whose objects each value is a
place in that list (devalue).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from newstool.vocabulary.patterns import later

_PUSH = re.compile(r"\s*(?:\(self\.__next_f\s*=[^()]{0,80}\)|self\.__next_f)\.push\(")
_ROW = later(rb"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),|[A-Z]{0,2})")
_POINTER = later(rb'"\$([0-9a-f]{1,8})"')
_BLOCKS = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote"))
_MOST = 200_000  # values that are looked up


def is_flight(text: str) -> bool:
    """Whether a script pushes a chunk of Next.js."""
    return _PUSH.match(text) is not None


def flight_rows(scripts: Iterable[str]) -> Iterator[object]:
    """The values that the chunks among the scripts hold, with their texts put in. Linear."""
    data = b"".join(filter(None, map(_chunk, scripts)))
    texts, rows, at = dict[bytes, bytes](), list[bytes](), 0
    while (row := _ROW.match(data, at)) is not None:
        if row[2] is not None:
            end = row.end() + int(row[2], 16)
            texts[row[1]] = data[row.end() : end]
            at = end + (data[end : end + 1] == b"\n")
        else:
            end = data.find(b"\n", row.end())
            rows.append(data[row.end() : end if end >= 0 else len(data)])
            at = end + 1 if end >= 0 else len(data)
    for text in rows:
        # Each text is put in once, so that no page grows without bounds.
        whole = _POINTER.sub(lambda found: _quoted(texts.pop(found[1], None), found[0]), text)
        try:
            yield msgspec.json.decode(whole)
        except (msgspec.DecodeError, RecursionError):
            continue


def _chunk(script: str) -> bytes:
    push = _PUSH.match(script)
    if push is None:
        return b""
    try:
        pushed = msgspec.json.decode(script[push.end() :].rstrip("; \n\r\t").removesuffix(")"))
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return b""
    text = pushed[1] if isinstance(pushed, list) and len(pushed) > 1 else None
    return text.encode("utf-8", "replace") if isinstance(text, str) else b""


def _quoted(text: bytes | None, pointer: bytes) -> bytes:
    return pointer if text is None else msgspec.json.encode(text.decode("utf-8", "replace"))


def text_of_element(item: object) -> str:
    """The words of a React element that is a block: ["$","p",null,{"children": ...}]; or ""."""
    if not (isinstance(item, list) and len(item) > 3 and item[0] == "$" and item[1] in _BLOCKS):
        return ""
    words: list[str] = []
    pending: list[object] = [item]
    for _ in range(_MOST):
        if not pending:
            break
        one = pending.pop()
        if isinstance(one, str):
            words.append(one)
        elif isinstance(one, list) and len(one) > 3 and one[0] == "$":
            pending.append(one[3].get("children") if isinstance(one[3], dict) else None)
        elif isinstance(one, list):
            pending.extend(reversed(one))
    return "".join(words)


def revived(state: object) -> object:
    """The objects of a list in which each value is a place, as far as they hold texts and lists;
    any other state as it is."""
    if not isinstance(state, list):
        return state
    objects = [one for one in state if isinstance(one, dict)]
    if not objects or not all(type(at) is int for one in objects for at in one.values()):
        return state
    left = _MOST

    def value(at: object, depth: int) -> object:
        nonlocal left
        left -= 1
        if left < 0 or type(at) is not int or not 0 <= at < len(state):
            return None
        found = state[at]
        if isinstance(found, list):
            return [value(one, depth + 1) for one in found] if depth < 1 else None
        if isinstance(found, dict):
            return {name: value(one, 2) for name, one in found.items()} if depth == 1 else None
        return found

    return [{name: value(at, 0) for name, at in one.items()} for one in objects]
