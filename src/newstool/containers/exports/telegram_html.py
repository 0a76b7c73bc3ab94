"""Telegram's export of a channel or chat as pages (`messages.html`, `messages2.html` ...)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newstool.containers.exports.archive import Archive
from newstool.containers.exports.html_exports import Article, Markup, WholePage, archive_of, cut_at
from newstool.model.article import Document, Given
from newstool.vocabulary.patterns import later

_MESSAGE = later(
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
    page = WholePage(text, [start for start, _ in spans])
    chat = list(_chat(text[: min(spans[0][0], _HEAD)])) if spans else []
    sender: Given | None = (
        None  # a post that follows another one of the same sender does not name it again
    )
    for start, end in spans:
        if text.startswith('<div class="message service', start):
            sender = None
        elif _TEXT in text[start:end]:
            article, sender = _read(text, start, end, page, chat, sender)
            if article is not None:
                articles.append(article)
    return archive_of("telegram", document, articles) if articles else None


def _chat(head: str) -> Iterator[Given]:
    markup = Markup(head)
    for field in ("site_name", "source"):
        yield from markup.given(field, ".page_header .text")


def _read(
    text: str, start: int, end: int, page: WholePage, chat: Sequence[Given], before: Given | None
) -> tuple[Article | None, Given | None]:
    """A message and who sent it. `chat` is what the page says of all of them."""
    markup = Markup(text[start:end], page, start)
    sender = next(markup.given("authors", ".message > .body > .from_name"), before)
    nodes = markup.story("div.text")
    number = _MESSAGE.match(text, start)
    if not nodes or not markup.words("div.text"):
        return None, sender
    given = tuple(_given(markup, chat, sender))
    story, rest = markup.cut(nodes)
    name = number["id"] if number else None
    return Article(start=start, end=end, story=story, rest=rest, given=given, id=name), sender


def _given(markup: Markup, chat: Sequence[Given], sender: Given | None) -> Iterator[Given]:
    date = markup.first(".message > .body > .date[title]", ".date[title]")
    if date is not None and (said := date.attributes.get("title")):
        yield markup.given_by("date_published", said, ".date[title]")
    signed = next(markup.given("authors", ".signature"), None)
    if signed is not None:
        yield signed
    elif sender is not None and all(one.value != sender.value for one in chat):
        yield sender
    origin = _without_date(markup)
    yield from (one for one in chat if not origin or one.field != "source")
    if origin:
        yield markup.given_by("source", origin, ".forwarded .from_name")


def _without_date(markup: Markup) -> str:
    """Whom a post was forwarded from: the name, next to the date of the first post."""
    name = markup.first(".forwarded .from_name")
    date = markup.words(".forwarded .from_name .date")
    words = " ".join(name.text(separator=" ").split()) if name is not None else ""
    return words.removesuffix(date).strip() if date else words
