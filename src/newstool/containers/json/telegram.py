"""Telegram's export of a channel or chat as JSON (`result.json`): a post is an article.

The file is read from front to back, a message at a time: a channel of years takes no more memory
than its longest post.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape

from msgspec.structs import replace

from newstool.containers.json.nested import NestedObjects
from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import Pause, Stream
from newstool.model.article import Given
from newstool.model.errors import EmptyInputError, NewstoolError
from newstool.reading.json_lines import mend_surrogates

_MESSAGES = re.compile(r'"messages"\s{0,20}:\s{0,20}\[')
_LONGEST = 1000  # characters of a name
_TAGS = {
    **{"bold": "b", "italic": "i", "code": "code", "pre": "code", "strikethrough": "s"},
    **{"underline": "u", "blockquote": "q"},
}


def read(stream: Stream, opening: Opening) -> Iterator[Part | Pause]:
    """A part for each post; what has no text, or is about the chat itself, is passed over.

    The last post's warnings count those: 'archive-skipped:12 service messages'.
    """
    skipped: Counter[str] = Counter()
    last: Part | None = None
    fault: NewstoolError | None = None
    messages = NestedObjects(
        stream, _MESSAGES, opening.max_bytes, kind="export of Telegram", each="a message"
    )
    try:
        for one in messages.read():
            if isinstance(one, Pause):
                yield one
                continue
            message, before = one
            part = _part_of(message, _chat(before), skipped)
            if part is not None:
                if last is not None:
                    yield last
                last = part
    except NewstoolError as error:
        fault = error
    if last is not None:
        warnings = tuple(f"archive-skipped:{count} {what}" for what, count in skipped.items())
        yield replace(last, known=replace(last.known, warnings=warnings))
    if fault is not None:
        raise fault
    if last is None:
        raise EmptyInputError("there is no post with a text in this export of Telegram")


# --- the chat -------------------------------------------------------------------------------------


def _chat(before: str) -> Mapping[str, object]:
    """The name and kind of a chat, which are before its messages in the same object."""
    start = before.rfind("{")
    for _ in range(10):  # a name may hold a brace
        if start < 0:
            break
        try:
            found = json.loads(before[start:].rstrip().rstrip(",") + "}", strict=False)
        except (ValueError, RecursionError):
            start = before.rfind("{", 0, start)
        else:
            return found if isinstance(found, dict) else {}
    return {}


# --- a message ---------------------------------------------------------------------------------


def _part_of(
    message: Mapping[str, object], chat: Mapping[str, object], skipped: Counter[str]
) -> Part | None:
    """A message as the HTML of its text, with its other fields."""
    if message.get("type", "message") != "message":
        skipped["service messages"] += 1
        return None
    pieces = _pieces(message)
    html = _html_of(pieces)
    if not html:
        skipped["messages without text"] += 1
        return None
    tags = (
        Given("tags", text.lstrip("#"), "json key 'text'")
        for kind, text, _ in pieces
        if kind == "hashtag"
    )
    number = message.get("id")
    known = Known(
        format="html",
        given=(*_given(message, chat), *tags),
        id=number if isinstance(number, int) else None,
    )
    return Part(data=html.encode(), known=known)


def _given(message: Mapping[str, object], chat: Mapping[str, object]) -> Iterator[Given]:
    name = _name(chat.get("name")) or _name(message.get("from"))
    said = {
        "date_published": _name(message.get("date")),
        "date_modified": _name(message.get("edited")),
        "authors": _name(message.get("author")),
    }
    keys = {"date_published": "date", "date_modified": "edited", "authors": "author"}
    if not said["authors"] and str(message.get("from_id", "")).startswith("user"):
        said["authors"], keys["authors"] = _name(message.get("from")), "from"
    for field, value in said.items():
        if value:
            yield Given(field, value, f"json key '{keys[field]}'")
    origin = _name(message.get("forwarded_from"))
    if name:
        yield Given("site_name", name, "json key 'name'")
    if origin or name:
        key = "forwarded_from" if origin else "name"
        yield Given("source", origin or name, f"json key '{key}'")


def _name(value: object) -> str:
    """A name or a date as words on one line; '' for anything else."""
    words = " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""
    return mend_surrogates(words)


def _pieces(message: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """The text in pieces: what each is ('bold', 'text_link', '' for plain), its words, its link."""
    text = message.get("text")
    if not text:
        text = message.get("text_entities")
    pieces: list[tuple[str, str, str]] = []
    for one in text if isinstance(text, list) else [text]:
        if isinstance(one, str):
            pieces.append(("", one, ""))
        elif isinstance(one, Mapping):
            kind, words, link = (one.get(key) for key in ("type", "text", "href"))
            if isinstance(words, str):
                link = words if kind == "link" else link
                pieces.append((str(kind), words, link if isinstance(link, str) else ""))
    return pieces


def _html_of(pieces: list[tuple[str, str, str]]) -> str:
    """A paragraph for each line of the text, with its links and emphasis."""
    lines = "".join(_marked(*one) for one in pieces).split("\n")
    return mend_surrogates("\n".join(f"<p>{line}</p>" for line in lines if line.strip()))


def _marked(kind: str, text: str, link: str) -> str:
    tag = _TAGS.get(kind)
    opening, closing = (f"<{tag}>", f"</{tag}>") if tag is not None else ("", "")
    if link:
        opening, closing = f'<a href="{escape(link)}">', "</a>"
    lines = map(escape, text.split("\n"))
    return "\n".join(f"{opening}{line}{closing}" if line.strip() else line for line in lines)
