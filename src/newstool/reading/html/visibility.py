"""Which markup hides text from a reader."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newstool.vocabulary.patterns import later

# The attributes that may hide an element, apart from its class.
HIDING = frozenset(("hidden", "aria-hidden", "layout", "style"))
# Inline styles that leave nothing to see. Off-screen: moved by at least 999 px or em.
_HIDING_STYLE = re.compile(
    r"(?P<display>display\s*:\s*none)"
    r"|(?P<visibility>visibility\s*:\s*hidden)"
    r"|(?P<zero_font>font-size\s*:\s*0(?:px|em|rem|pt|%)?\s*(?:;|$|!))"
    r"|(?P<transparent>opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!))"
    r"|(?P<off_screen>(?<![\w-])(?:text-indent|left|top|right|margin-left|margin-top)\s*:"
    r"\s*-(?:\d{4,}|9\d\d)(?:\.\d+)?(?:px|r?em|vw))"
    r"|(?P<clipped>clip\s*:\s*rect\(\s*[01](?:px)?[ ,]+[01](?:px)?)",
    re.IGNORECASE,
)
# Site builders let text fade in as it moves into view: a script shows what is transparent at first.
_ENTRANCE = later(r"transform\s*:|translate\s*:|will-change\s*:", re.IGNORECASE)
# React streams parts of a page as <div hidden id="S:1"> and shows them as they arrive
# (react-dom/server, renderToPipeableStream).
_STREAMED = later(r"S:[0-9a-f]{1,4}")
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;!]{1,40})", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]{1,40})", re.IGNORECASE)
_WHITE = frozenset(("#fff", "#ffffff", "white", "rgb(255,255,255)"))
# Class names by which the common CSS frameworks move text out of sight for screen readers alone.
_HIDING_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|u-hidden-visually|"
    r"offscreen|off-screen)(?:$|\s)",
    re.IGNORECASE,
)
# What sites leave out when a page is printed: their tools and notes, none of the story's words.
_NOT_PRINTED = later(
    r"(?:^|\s)(?:no-?print|(?:d-)?print-none|hidden-print|print-hid(?:e|den)|hide-(?:for|on)-print|"
    r"mw-editsection|mw-jump-link)(?:$|\s)",
    re.IGNORECASE,
)


def hidden_because(attributes: Mapping[str, str | None]) -> str:
    """Why an element with these attributes can't be seen: 'display', 'aria-hidden', ... or ''."""
    if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
        return "" if _STREAMED.fullmatch(attributes.get("id") or "") else "hidden"
    if attributes.get("aria-hidden") == "true":
        return "aria-hidden"
    if attributes.get("layout") == "nodisplay":  # AMP's menus and consent forms
        return "display"
    style = attributes.get("style")
    if style:
        hidden = _hidden_by_style(style[:2000])
        if hidden:
            return hidden
        if "olor" in style and _white_on_white(style[:2000]):
            return "white-on-white"
    return hidden_by_class(attributes.get("class"))


def hidden_by_class(classes: str | None) -> str:
    """Why an element of these classes can't be seen, or ''."""
    if not classes:
        return ""
    if "reader" in classes or "sr-" in classes or "idden" in classes:
        return "screen-reader" if _HIDING_CLASSES.search(classes) else ""
    if ("print" in classes or "mw-" in classes) and _NOT_PRINTED.search(classes):
        return "not-printed"
    return ""


def _hidden_by_style(style: str) -> str:
    for match in _HIDING_STYLE.finditer(style):
        reason = match.lastgroup or ""
        if reason != "transparent" or not _ENTRANCE.search(style):
            return reason.replace("_", "-")
    return ""


def _white_on_white(style: str) -> bool:
    colour, background = _COLOUR.search(style), _BACKGROUND.search(style)
    if colour is None or background is None:
        return False
    return _plain(colour[1]) in _WHITE and _plain(background[1]) in _WHITE


def _plain(colour: str) -> str:
    return colour.strip().lower().replace(" ", "")
