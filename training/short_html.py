"""Short documents as the HTML that people write by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from random import Random

from training.short_parts import Draft, Part, Role

_HEADLINES = ("h1",) * 6 + ("h2", "h3", "p><b", "b", "div", "center><h1", "p><strong", "font")
_PARAGRAPHS = ("p",) * 7 + ("div", "br", "row", "open")
_BYLINES = ("p", "p", "div", "span", "p><b", "p><i", "p><em", "h4", "address")
_FURNITURE = ("p", "p", "div", "footer", "small", "span", "font")
_BODIES = ("article", "div", "div", "main", "section", "")
_CLASSES = {
    Role.HEADLINE: ("title", "headline", "entry-title", "article-title"),
    Role.STANDFIRST: ("subtitle", "deck", "intro", "lead"),
    Role.BYLINE: ("byline", "author", "meta", "article-author"),
    Role.DATE: ("date", "published", "time", "meta"),
    Role.BODY: ("", "", "text", "paragraph"),
    Role.FURNITURE: ("footer", "copyright", "share", "bottom", "note"),
    Role.OFFER: ("ad", "advertisement", "banner", "ads", "sponsored", "promo"),
    Role.LEAD: ("related", "more", "heading"),
    Role.LINK: ("related", "more", "teaser"),
    Role.TEASER: ("teaser", "summary", ""),
    Role.READER: ("comment-author", "user", ""),
    Role.COMMENT: ("comment", "comment-text", ""),
}
_WRAPPERS = ("article", "content", "main", "story", "post", "entry", "container", "text")
_DOCTYPES = (
    "<!DOCTYPE html>\n",
    "",
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n',
)
_BOXED = (Role.LINK, Role.TEASER, Role.READER, Role.COMMENT)
_INLINE = ("b", "span", "small", "time")  # a line break keeps the next text off them


@dataclass(frozen=True, slots=True)
class _Style:
    """The elements that one page uses throughout."""

    headline: str
    paragraph: str
    byline: str
    furniture: str
    wrapper: str
    has_classes: bool
    menu_in_table: bool

    @classmethod
    def chosen(cls, random: Random) -> _Style:
        return cls(
            headline=random.choice(_HEADLINES),
            paragraph=random.choice(_PARAGRAPHS),
            byline=random.choice(_BYLINES),
            furniture=random.choice(_FURNITURE),
            wrapper=random.choice(_BODIES),
            has_classes=random.random() < 0.45,
            menu_in_table=random.random() < 0.25,
        )


def as_html(draft: Draft) -> str:
    """A fragment, or a page with a head, in one style from the first element to the last."""
    random = draft.random
    style = _Style.chosen(random)
    parts = list(draft.parts)
    menu = [part for part in parts if part.role is Role.MENU]
    rest = [part for part in parts if part.role is not Role.MENU]
    end = _end_of_story(rest)
    tail_outside = random.random() < 0.6
    inside, outside = (rest[:end], rest[end:]) if tail_outside else (rest, [])
    gap = random.choice(("\n", "\n", ""))
    story = gap.join(_elements(inside, style, random))
    body = _wrapped(story, style, random)
    if style.menu_in_table and menu:
        body = _layout_table(_menu(menu, random), body)
    elif menu:
        body = _menu(menu, random) + gap + body
    body = gap.join([body, *_elements(outside, style, random)])
    page = body if random.random() < 0.35 else _page(body, draft, random)
    return _shouting(page) if random.random() < 0.04 else page


def _end_of_story(parts: Sequence[Part]) -> int:
    body = [number for number, part in enumerate(parts) if part.role.is_body]
    return body[-1] + 1 if body else 0


# --- elements -----------------------------------------------------------------------------------


def _elements(parts: Sequence[Part], style: _Style, random: Random) -> list[str]:
    """The parts' elements; runs that belong together share one."""
    out: list[str] = []
    number = 0
    while number < len(parts):
        run = _run(parts, number)
        role = parts[number].role
        if role is Role.ITEM:
            out.append(_list(parts[number:run], random.choice(("ul", "ol")), random))
        elif role is Role.POINTER:
            out.append(_links(parts[number:run], style, random))
        elif role is Role.LEAD:
            run = _end_of_box(parts, number)
            out.append(_box(parts[number:run], style, random))
        elif role is Role.BODY and style.paragraph == "br":
            out.append(_by_breaks(parts[number:run], random))
        else:
            run = number + 1
            out.append(_element(parts[number], style, random))
        number = run
    return out


def _end_of_box(parts: Sequence[Part], begin: int) -> int:
    """One past what belongs to a lead: the teasers or comments below it."""
    end = begin + 1
    while end < len(parts) and parts[end].role in _BOXED:
        end += 1
    return end


def _box(parts: Sequence[Part], style: _Style, random: Random) -> str:
    """A lead and what belongs to it, in an element of their own or not."""
    lead = _element(parts[0], style, random)
    with_text = any(part.role in (Role.TEASER, Role.COMMENT) for part in parts)
    if with_text:
        inside = "\n".join(_boxed(part, style, random) for part in parts[1:])
    else:
        inside = _links(parts[1:], style, random) if len(parts) > 1 else ""
    is_thread = any(part.role is Role.COMMENT for part in parts)
    name = f' class="{"comments" if is_thread else "related"}"' if style.has_classes else ""
    tag = random.choice(("section", "div", "aside", ""))
    return f"<{tag}{name}>{lead}\n{inside}</{tag}>" if tag else f"{lead}\n{inside}"


def _boxed(part: Part, style: _Style, random: Random) -> str:
    if part.role is Role.LINK:
        return f"<h3>{_link(part, random)}</h3>"
    if part.role is Role.READER:
        return f"<b{_class(part.role, style, random)}>{_inline(part, random)}</b>"
    return _tagged("p", _inline(part, random), _class(part.role, style, random))


def _run(parts: Sequence[Part], begin: int) -> int:
    end = begin
    while end < len(parts) and parts[end].role is parts[begin].role:
        end += 1
    return end


def _element(part: Part, style: _Style, random: Random) -> str:
    tag = _tag_of(part.role, style, random)
    text = _inline(part, random)
    if tag == "open":
        return f"<p>{text}"
    if tag == "row":
        return f"<table><tr><td>{text}</td></tr></table>"
    if tag == "br":
        return f"{text}<br><br>"
    if tag == "font":
        return f"<font size={random.randint(1, 5)}>{text}</font><br>"
    element = _tagged(tag, text, _class(part.role, style, random))
    return f"{element}<br>" if tag in _INLINE else element


def _tag_of(role: Role, style: _Style, random: Random) -> str:
    if role is Role.HEADLINE:
        return style.headline
    if role in (Role.BYLINE, Role.DATE, Role.STANDFIRST):
        return "time" if role is Role.DATE and random.random() < 0.15 else style.byline
    if role is Role.HEADING:
        return random.choice(("h2", "h3", "p><b", "p><strong"))
    if role is Role.LEAD:
        return random.choice(("h2", "h3", "h4", "p", "p><b"))
    if role is Role.QUOTE:
        return random.choice(("blockquote", "blockquote><p", style.paragraph))
    if role is Role.OFFER:
        return random.choice(("div", "div", "aside"))
    if role is Role.FURNITURE:
        return style.furniture
    return style.paragraph


def _tagged(tag: str, text: str, name: str) -> str:
    """'p><b' is an element within another."""
    outer, _, inner = tag.partition("><")
    if inner:
        text = f"<{inner}>{text}</{inner}>"
    return f"<{outer}{name}>{text}</{outer}>"


def _class(role: Role, style: _Style, random: Random) -> str:
    names = _CLASSES.get(role, ("",))
    is_named = style.has_classes or role is Role.OFFER  # which nothing else tells
    name = random.choice(names) if is_named else ""
    return f' class="{name}"' if name else ""


def _inline(part: Part, random: Random) -> str:
    """The part's text, now and then with a bold or linked word."""
    text = "<br>".join(escape(line, quote=False) for line in part.text.split("\n"))
    words = text.split(" ")
    if part.role.is_body and len(words) > 1 and random.random() < 0.12:
        at = random.randrange(len(words))
        tag = random.choice(("b", "i", "em", "strong", 'a href="/topic"'))
        words[at] = f"<{tag}>{words[at]}</{tag.split()[0]}>"
        return " ".join(words)
    if part.role is Role.FURNITURE and random.random() < 0.35:
        return f'<a href="/about">{text}</a>'
    return text


def _by_breaks(parts: Sequence[Part], random: Random) -> str:
    return random.choice(("<br>\n", "<br><br>\n", "<br/>\n<br/>\n")).join(
        _inline(part, random) for part in parts
    )


def _list(parts: Sequence[Part], tag: str, random: Random) -> str:
    items = "".join(f"<li>{_inline(part, random)}</li>" for part in parts)
    return f"<{tag}>{items}</{tag}>"


def _links(parts: Sequence[Part], style: _Style, random: Random) -> str:
    linked = [_link(part, random) for part in parts]
    if len(parts) == 1 and random.random() < 0.5:
        return f"<p>{linked[0]}</p>"
    form = random.choice(("list", "list", "lines", "aside"))
    if form == "lines":
        return "<br>".join(linked)
    items = "".join(f"<li>{link}</li>" for link in linked)
    lines = f"<ul{_class(Role.LINK, style, random)}>{items}</ul>"
    return f"<aside>{lines}</aside>" if form == "aside" else lines


def _link(part: Part, random: Random) -> str:
    """'Read more: HEADLINE' is linked as a whole or from the colon on."""
    text = escape(part.text, quote=False)
    lead, colon, title = text.partition(": ")
    if colon and random.random() < 0.5:
        return f'{lead}: <a href="/{random.randrange(1000)}">{title}</a>'
    return f'<a href="/{random.randrange(1000)}">{text}</a>'


# --- page ---------------------------------------------------------------------------------------


def _menu(menu: Sequence[Part], random: Random) -> str:
    words = menu[0].text.split("\n")
    links = [f'<a href="/{number}">{escape(word)}</a>' for number, word in enumerate(words)]
    form = random.choice(("ul", "nav", "bars", "div"))
    if form == "bars":
        return f"<p>{' | '.join(links)}</p>"
    if form == "div":
        return f'<div class="header">{" ".join(links)}</div>'
    items = "".join(f"<li>{link}</li>" for link in links)
    return f"<ul>{items}</ul>" if form == "ul" else f"<nav><ul>{items}</ul></nav>"


def _layout_table(left: str, right: str) -> str:
    return (
        '<table width="760"><tr><td width="140" valign="top">'
        f'{left}</td><td valign="top">{right}</td></tr></table>'
    )


def _wrapped(story: str, style: _Style, random: Random) -> str:
    if not style.wrapper:
        return story
    has_name = style.wrapper == "div" and random.random() < 0.6
    name = ""
    if has_name:
        name = f' {random.choice(("class", "id"))}="{random.choice(_WRAPPERS)}"'
    inner = f"<{style.wrapper}{name}>\n{story}\n</{style.wrapper}>"
    return f"<div>{inner}</div>" if random.random() < 0.15 else inner


def _page(body: str, draft: Draft, random: Random) -> str:
    headline = next((part.text for part in draft.parts if part.role is Role.HEADLINE), "")
    language = f' lang="{draft.language}"' if random.random() < 0.4 else ""
    head = ""
    if random.random() < 0.75:
        site = random.choice(("", "", " - Example News", " | The Daily Post"))
        head = f"<head><title>{escape(headline)}{site}</title></head>\n"
    return f"{random.choice(_DOCTYPES)}<html{language}>\n{head}<body>\n{body}\n</body></html>\n"


def _shouting(page: str) -> str:
    """Tags in capitals, as they were written before XHTML."""
    out = []
    for piece in page.split("<"):
        tag, closer, rest = piece.partition(">")
        name, space, attributes = tag.partition(" ")
        is_tag = closer and not tag.startswith("!")
        out.append(name.upper() + space + attributes + closer + rest if is_tag else piece)
    return "<".join(out)
