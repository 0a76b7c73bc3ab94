"""Telegram's export of a channel or chat as pages (`messages.html`, `messages2.html` ...)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.containers.exports.archive import Archive
from newstool.containers.exports.html_exports import Article, Markup, archive_of, cut_at, given_by
from newstool.model.article import Document, Given

_MESSAGE = re.compile(
    r'<div class="message (?P<kind>default|service)\b[^"<>]{0,80}" id="message(?P<id>-?\d{1,18})"'
)
_SIGNS = ('<div class="page_header', 'class="history"', 'class="message ')
_TEXT = 'class="text"'
_HEAD = 20_000  # characters before the first message that may name the chat


def split(document: Document) -> Archive | None:
    """The posts of a page that Telegram exports, or None. What has no text is outside."""
    text = document.text
    if not all(sign in text for sign in _SIGNS):
        return None
    articles: list[Article] = []
    spans = cut_at(text, _MESSAGE)
    chat = _chat(text[: min(spans[0][0], _HEAD)]) if spans else ""
    sender = ""  # a post that follows another one of the same sender does not name it again
    for start, end in spans:
        if text.startswith('<div class="message service', start):
            sender = ""
        elif _TEXT in text[start:end]:
            article, sender = _read(text, start, end, chat, sender)
            if article is not None:
                articles.append(article)
    return archive_of("telegram", document, articles) if articles else None


def _chat(head: str) -> str:
    return Markup(head).words(".page_header .text")


def _read(text: str, start: int, end: int, chat: str, before: str) -> tuple[Article | None, str]:
    """A message and who sent it."""
    markup = Markup(text[start:end])
    sender = markup.words(".message > .body > .from_name") or before
    html = markup.story("div.text")
    number = _MESSAGE.match(text, start)
    if not html or not markup.words("div.text"):
        return None, sender
    given = tuple(_given(markup, chat, sender))
    return Article(
        start=start, end=end, html=html, given=given, id=number["id"] if number else None
    ), sender


def _given(markup: Markup, chat: str, sender: str) -> Iterator[Given]:
    date = markup.first(".message > .body > .date[title]", ".date[title]")
    if date is not None and (said := date.attributes.get("title")):
        yield given_by("date_published", said, ".date")
    signed = markup.words(".signature")
    if signed or (sender and sender != chat):
        yield given_by("authors", signed or sender, ".signature" if signed else ".from_name")
    origin = _without_date(markup)
    if chat:
        yield given_by("site_name", chat, ".page_header .text")
    if origin or chat:
        yield given_by("source", origin or chat, ".forwarded .from_name" if origin else ".text")


def _without_date(markup: Markup) -> str:
    """From whom a post was forwarded: its name, beside which is the date of the first post."""
    name = markup.first(".forwarded .from_name")
    date = markup.words(".forwarded .from_name .date")
    words = " ".join(name.text(separator=" ").split()) if name is not None else ""
    return words.removesuffix(date).strip() if date else words
