"""The parts that a short document is put together of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Role(StrEnum):
    """What a part is; only those that `is_body` are the story's own text."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    BODY = "body"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    MENU = "menu"
    LEAD = "lead"
    LINK = "link"
    TEASER = "teaser"
    READER = "reader"
    COMMENT = "comment"
    POINTER = "pointer"
    OFFER = "offer"
    FURNITURE = "furniture"

    @property
    def is_body(self) -> bool:
        return self in (Role.BODY, Role.HEADING, Role.ITEM, Role.QUOTE)

    @property
    def is_head(self) -> bool:
        return self in (Role.HEADLINE, Role.STANDFIRST, Role.BYLINE, Role.DATE)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text; line feeds in it part lines that belong together."""

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Draft:
    """Parts in order, to be laid out by choices of `random`."""

    parts: tuple[Part, ...]
    language: str
    random: Random
