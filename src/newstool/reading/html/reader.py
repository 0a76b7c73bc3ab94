"""HTML to blocks: one walk over the tree that lexbor repaired.

Block-level elements and double `<br>` part blocks; inline elements stay inside them with their
attributes. Nothing visible is left out; what is invisible becomes blocks that say so. The walk
keeps its own stack, so depth costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newstool.model.article import (
    Container,
    Document,
    Element,
    FoundImage,
    Head,
    InUtf8,
    ItemProp,
    LinkTag,
    MetaTag,
    Reading,
    Selected,
    TimeTag,
)
from newstool.model.settings import Settings
from newstool.reading.html.blocks import PASSED_ON, BlockBuilder, Inherited
from newstool.reading.html.declared_body import declared_body, is_state
from newstool.reading.html.json_ld_scripts import Script, read_json_ld
from newstool.reading.html.taming import tame
from newstool.reading.html.visibility import HIDING, hidden_because, hidden_by_class
from newstool.vocabulary.patterns import later

if TYPE_CHECKING:
    from newstool.vocabulary.own_rules.matching import OwnRules
    from newstool.vocabulary.own_rules.selectors import Progress, Selectors

# HTML Standard, 15.3 "Flow content" and kin: elements that begin on a line of their own.
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body button caption center dd details dialog "
    "dir div dl dt fieldset figcaption figure footer form frameset h1 "
    "h2 h3 h4 h5 h6 header hgroup html legend li main "
    "menu nav ol optgroup option p pre search section select summary "
    "table tbody td textarea tfoot th thead tr ul".split()
)
_VOID_TAGS = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
# Never rendered as text by a browser; what they say is read elsewhere or not at all.
_LEAVES = frozenset("script style template svg iframe object canvas datalist noembed title".split())
# What isn't part of the running text: in <ruby> how its characters are read, and the brackets for
# browsers that would set that in the line.
_UNSEEN = {"noscript": "noscript", "rt": "reading", "rp": "reading", "rtc": "reading"}
# A `<template>` with one of these is a part of the page that is shown, in a tree of its own: HTML
# Standard, 4.12.3 "The template element"; the second is the name that browsers read at first.
_SHADOW_ROOTS = ("shadowrootmode", "shadowroot")
_NO_ELEMENT = frozenset(("", "-", "!", "_", "#"))  # how names of comments and doctypes begin
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SAYING = frozenset(("itemprop", "datetime", "property"))
# Most elements have none of these, and are done with sooner.
_TELLING = _SAYING | HIDING | {"itemscope", "typeof"}
_NO_ATTRIBUTES: Mapping[str, str | None] = {}
_MAX_VALUE = 2000  # characters of a microdata value or an attribute that are kept
_MAX_JSON_LD = 200  # blocks of JSON-LD read from one page
_MAX_SELECTED = 1_000_000  # characters of the elements that rules of the user's own select
_MAX_STATES = 200  # scripts of a framework's state that are kept in case nothing is shown


# Classes by which highlighters (Pygments, Prism, highlight.js and kin) call what they set.
_CODE_CLASS = later(
    r"(?:^|[\s_-])(?:code|highlight|codehilite|sourcecode|source-code|prettyprint|brush|chroma|"
    r"crayon|hljs|language|lang)(?:$|[\s:_-])",
    re.IGNORECASE,
)


def _is_code_box(pre: _Frame, around: _Frame) -> bool:
    """Whether a `<pre>` or the element around it has a highlighter's class."""
    classes = (pre.attributes.get("class"), around.attributes.get("class"))
    return any(one is not None and _CODE_CLASS.search(one[:_MAX_VALUE]) for one in classes)


def _is_code(kind: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether a script is JavaScript that is on the page itself."""
    return "src" not in attributes and (not kind or "javascript" in kind)


def _is_shadow_root(template: LexborNode) -> bool:
    """Whether what a `<template>` holds is shown; of any other it waits for a script."""
    modes = [template.attributes.get(name) or "" for name in _SHADOW_ROOTS]
    return any(mode.strip().lower() in ("open", "closed") for mode in modes)


_NO_CONTAINER = -1  # of what is around the root: no text and no tag is there


class _Frame:
    """An open element; `telling` holds where it has one of the attributes of `_TELLING`."""

    # Of most elements these stay as they are, so that they are the class's.
    attributes = _NO_ATTRIBUTES
    telling = False
    block = False
    children = 0
    start = piece = serial = first_block = element = -1

    def __init__(self, tag: str, parent: _Frame | None, node: LexborNode | None) -> None:
        self.tag = tag
        self.node = node
        self.parent = parent
        if parent is None:
            self.container = _NO_CONTAINER
            self.inherited = Inherited()
            self.scope = ""
        else:
            self.container = parent.container
            self.inherited = parent.inherited
            self.scope = parent.scope


def read_html(document: Document, settings: Settings, marks: bool = False) -> Reading:
    """A page's text to its blocks, containers and head. Never raises on odd markup.

    With `marks` the blocks say what is bold, italic or code.
    """
    text, warnings = tame(document.text, settings.max_blocks)
    tree = _parse(text, document.in_utf8)
    walker = _walker(settings, marks)
    walker.walk(tree)
    revealed = walker.builder.mostly_hidden_by()
    if revealed is not None:  # a page that hides nearly all of itself shows it by script
        walker = _walker(settings, marks, revealed)
        walker.walk(tree)
    head = walker.head()
    blocks = walker.builder.blocks
    declared = declared_body(blocks, head, walker.states)
    if declared is not None:
        blocks.extend(declared.blocks(len(blocks)))
        if declared.about is not None:
            head = replace(
                head,
                json_ld=(*head.json_ld, declared.about),
                json_ld_scripts=(*head.json_ld_scripts, declared.script),
            )
    return Reading(
        document=document,
        blocks=tuple(blocks),
        head=head,
        containers=tuple(walker.containers),
        elements=tuple(walker.elements),
        declared_in=None if declared is None else declared.script,
        warnings=tuple(dict.fromkeys((*walker.warnings(), *warnings))),
        selected=walker.selected(),
    )


def _walker(settings: Settings, marks: bool, revealed: int | None = None) -> _Walker:
    if settings.rules:
        from newstool.vocabulary.own_rules.matching import arranged

        own = arranged(settings.rules)
        if own.selectors is not None:
            return _SelectingWalker(settings.max_blocks, marks, revealed, own, own.selectors)
    return _Walker(settings.max_blocks, marks, revealed)


def _parse(text: str, known: InUtf8 | None) -> LexborHTMLParser:
    if known is not None and known.text is text:
        return LexborHTMLParser(known.raw)
    try:
        return LexborHTMLParser(text)
    except UnicodeEncodeError:  # a lone surrogate
        return LexborHTMLParser(text.encode("utf-8", "replace").decode("utf-8"))


class _Walker:
    """`revealed` is the container whose hiding is not believed."""

    def __init__(self, max_blocks: int, marks: bool, revealed: int | None = None) -> None:
        self.revealed = revealed
        self.containers: list[Container] = []
        self.elements: list[Element] = []
        self.builder = BlockBuilder(max_blocks, marks)
        self.html_title: str | None = None
        self.title_element: int | None = None
        self.language: str | None = None
        self.base_url: str | None = None
        self.meta: list[MetaTag] = []
        self.links: list[LinkTag] = []
        self.json_ld: list[Script] = []
        self.states: list[Script] = []
        self.times: list[TimeTag] = []
        self.itemprops: list[ItemProp] = []
        self.images: list[FoundImage] = []

    def walk(self, tree: LexborHTMLParser) -> None:
        node = tree.root
        top = _Frame("", None, node)
        top.block = True
        builder = self.builder
        while node is not None and not builder.full:
            tag = node.tag or ""
            if tag == "-text":
                builder.add_text(node.text_content or "", top)
            elif tag in _VOID_TAGS:
                top.children += 1
                self._void(node, tag, top)
            elif tag[:1] not in _NO_ELEMENT:
                top.children += 1
                if tag in _LEAVES and not (tag == "template" and _is_shadow_root(node)):
                    self._leaf(node, tag, top)
                else:
                    inner = self._open(node, tag, top)
                    child = node.child if tag != "template" else node.template_fragments()[0].child
                    if child is not None:
                        node, top = child, inner
                        continue
                    self._close(inner)
            following = node.next
            while following is None and top.parent is not None and top.node is not None:
                self._close(top)
                following, top = top.node.next, top.parent
            node = following if top.parent is not None else None
        while top.parent is not None:
            self._close(top)
            top = top.parent
        builder.flush()

    def head(self) -> Head:
        objects, scripts = read_json_ld(self.json_ld)
        return Head(
            html_title=self.html_title,
            title_element=self.title_element,
            language=self.language,
            base_url=self.base_url,
            meta=tuple(self.meta),
            links=tuple(self.links),
            json_ld=objects,
            json_ld_scripts=scripts,
            times=tuple(self.times),
            itemprops=tuple(self.itemprops),
            images=tuple(self.images),
        )

    def warnings(self) -> tuple[str, ...]:
        return ("truncated:blocks",) if self.builder.full else ()

    def selected(self) -> tuple[Selected, ...]:
        """What the user's own rules asked the page for."""
        return ()

    # --- elements -----------------------------------------------------------------------------

    def _element(self, frame: _Frame) -> int:
        """The index of an open element, which is listed when first asked for.

        The inline elements around it are listed with it; block-level ones are containers.
        """
        unlisted: list[_Frame] = []
        at: _Frame | None = frame
        while at is not None and at.element < 0 and not (at.block and unlisted):
            unlisted.append(at)
            at = at.parent
        for each in reversed(unlisted):
            if each.parent is not None:
                each.element = self._list(each.tag, each.parent)
        return frame.element

    def _child(
        self, tag: str, parent: _Frame, attributes: Mapping[str, str | None] | None = None
    ) -> int:
        """The index of an element that has just been met in `parent` and holds no others."""
        if not parent.block and parent.element < 0:
            self._element(parent)
        return self._list(tag, parent, attributes)

    def _list(
        self, tag: str, parent: _Frame, attributes: Mapping[str, str | None] | None = None
    ) -> int:
        # The element is the last child of its parent that was met, for as long as it is open.
        inside = None if parent.block else parent.element
        around = None if parent.container == _NO_CONTAINER else parent.container
        self.elements.append(Element(tag, parent.children, around, inside, attributes))
        return len(self.elements) - 1

    def _open(self, node: LexborNode, tag: str, parent: _Frame) -> _Frame:
        frame = _Frame(tag, parent, node)
        if tag == "head":
            return frame
        attributes, hidden = node.attributes, ""
        if attributes:
            frame.attributes = attributes
            if _TELLING.isdisjoint(attributes):
                if "class" in attributes:
                    hidden = hidden_by_class(attributes["class"])
            else:
                hidden = hidden_because(attributes)
                frame.telling = True
                frame.scope = _scope(attributes) or frame.scope
        if tag in _UNSEEN:
            hidden = _UNSEEN[tag]
        if hidden and not frame.inherited.hidden:
            self._conceal(frame, hidden)
        if tag in _BLOCK_TAGS or (
            ("-" in tag or tag == "template") and parent.block and parent.tag not in _HEADINGS
        ):
            self._open_block(tag, frame, parent)
        else:
            self._open_inline(tag, frame)
        return frame

    def _conceal(self, frame: _Frame, hidden: str) -> None:
        root = frame.inherited.hidden_root
        if frame.tag in _BLOCK_TAGS:
            root = len(self.containers)  # the index that `_open_block` is about to give it
            if root == self.revealed:
                return
        frame.inherited = frame.inherited.concealed(hidden, root)

    def _open_block(self, tag: str, frame: _Frame, parent: _Frame) -> None:
        builder, containers = self.builder, self.containers
        if builder.holds_text:
            builder.flush()
        frame.block = True
        frame.container = index = len(containers)
        frame.first_block = len(builder.blocks)
        inside = None if parent.block else self._element(parent)
        around = None if parent.container == _NO_CONTAINER else parent.container
        containers.append(Container(index, around, tag, parent.children, frame.attributes, inside))
        if tag in PASSED_ON:
            frame.inherited = frame.inherited.inside(tag)
            if tag == "pre" and _is_code_box(frame, parent):
                frame.inherited = frame.inherited.inside("code")
        elif tag == "tr":
            builder.open_row()
        elif tag == "html":
            self.language = frame.attributes.get("lang") or frame.attributes.get("xml:lang")

    def _open_inline(self, tag: str, frame: _Frame) -> None:
        attributes = frame.attributes
        if tag == "a":
            if "href" in attributes:
                frame.inherited = frame.inherited.inside(tag)
                self.builder.open_inline(frame)
                self.builder.link = frame
        elif tag in PASSED_ON:
            frame.inherited = frame.inherited.inside(tag)
        if "class" in attributes or (frame.telling and not _SAYING.isdisjoint(attributes)):
            self.builder.open_inline(frame)

    def _close(self, frame: _Frame) -> None:
        builder = self.builder
        if frame.block:
            if builder.holds_text:
                builder.flush()
            if frame.tag == "tr":
                builder.close_row(frame)
            elif frame.tag == "pre":
                builder.close_pre(frame)
        elif frame.start >= 0:
            builder.close_inline(frame)
        if frame.tag == "time" or (frame.telling and not _SAYING.isdisjoint(frame.attributes)):
            self._annotate(frame)

    def _annotate(self, frame: _Frame) -> None:
        """A machine-readable value beside visible text: `<time>` and microdata."""
        attributes, text = frame.attributes, ""
        if frame.block:
            text = self.builder.text_since(frame.first_block)
        elif frame.start >= 0:
            text = self.builder.text_inside(frame)
        prop = _property(attributes)
        value = (attributes.get("content") or attributes.get("datetime") or "")[:_MAX_VALUE]
        if not value and frame.tag == "time":  # 'two hours ago', and the day where the mouse rests
            value = (attributes.get("title") or _stamp(attributes))[:_MAX_VALUE]
        if frame.tag == "time" or "datetime" in attributes or "date" in prop:
            role = f"{prop} {attributes.get('class') or ''}"
            if "pubdate" in attributes:
                role += " pubdate"
            block = len(self.builder.blocks) - frame.block
            said, role = text[:_MAX_VALUE], role.lower().strip()
            place = self._element(frame)
            self.times.append(
                TimeTag(value, said, role, block if block >= 0 else None, frame.container, place)
            )
        if prop:
            value = value or (attributes.get("href") if frame.tag == "link" else "") or text
            value, place = value[:_MAX_VALUE], self._element(frame)
            self.itemprops.append(ItemProp(prop, value, frame.scope, frame.container, place))

    def _leaf(self, node: LexborNode, tag: str, frame: _Frame) -> None:
        if tag == "title":
            if self.html_title is None:
                self.html_title = " ".join(node.text(deep=True)[:_MAX_VALUE].split()) or None
                self.title_element = self._child(tag, frame)
        elif tag == "script":
            attributes = node.attributes
            kind = (attributes.get("type") or "").lower()
            if "json" not in kind and not (_is_code(kind, attributes) and is_state(node.text())):
                return
            scripts, most = self.states, _MAX_STATES
            if "ld+json" in kind:
                scripts, most = self.json_ld, _MAX_JSON_LD
            if len(scripts) < most:
                place = self._child(tag, frame, attributes)
                scripts.append(Script(node.text(deep=True), place))

    # --- void elements ------------------------------------------------------------------------

    def _void(self, node: LexborNode, tag: str, frame: _Frame) -> None:
        if tag == "br":
            self.builder.line_break(frame)
        elif tag == "img":
            self._image(node.attributes, frame)
        elif tag == "meta":
            self._meta(node.attributes, frame)
        elif tag == "link":
            self._link(node.attributes, frame)
        elif tag == "hr":
            self.builder.flush()
        elif tag == "base" and self.base_url is None:
            self.base_url = node.attributes.get("href")

    def _meta(self, attributes: Mapping[str, str | None], frame: _Frame) -> None:
        place = self._child("meta", frame, attributes)
        content = attributes.get("content")
        if content is None:
            return
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = attributes.get(key)
            if name:
                if key == "itemprop":
                    prop = _property(attributes)
                    value = content[:_MAX_VALUE]
                    self.itemprops.append(
                        ItemProp(prop, value, frame.scope, frame.container, place)
                    )
                names = name.lower().split() if key == "property" else (name.lower(),)
                self.meta.extend(MetaTag(part, content, place) for part in names)
                return

    def _link(self, attributes: Mapping[str, str | None], frame: _Frame) -> None:
        rel, href = attributes.get("rel"), attributes.get("href")
        if not rel:
            return
        place = self._child("link", frame, attributes)
        if href:
            hreflang = attributes.get("hreflang") or ""
            self.links.append(LinkTag(rel.lower(), href, hreflang, place))

    def _image(self, attributes: Mapping[str, str | None], frame: _Frame) -> None:
        source = attributes.get("src") or ""
        if not source or source.startswith("data:"):
            source = attributes.get("data-src") or attributes.get("data-original") or ""
        if source and not source.startswith("data:"):
            alt = " ".join((attributes.get("alt") or "")[:_MAX_VALUE].split())
            before = len(self.builder.blocks)
            place = self._child("img", frame)
            self.images.append(FoundImage(source, alt, frame.container, before, place))


class _SelectingWalker(_Walker):
    """A walk that asks each element whether it is one that a rule of the user's own selects."""

    def __init__(
        self,
        max_blocks: int,
        marks: bool,
        revealed: int | None,
        own: OwnRules,
        selectors: Selectors,
    ) -> None:
        super().__init__(max_blocks, marks, revealed)
        self._targets = own.targets
        self._selectors = selectors
        self._progress: list[Progress] = [selectors.start]
        self._selected: list[Selected] = []
        self._whole: dict[int, str] = {}  # inline elements' text, by their place in `_selected`
        self._room = _MAX_SELECTED

    def selected(self) -> tuple[Selected, ...]:
        """What was found; of inline elements that label a block only those that are all of it."""
        blocks = self.builder.blocks
        return tuple(
            one
            for place, one in enumerate(self._selected)
            if place not in self._whole
            or (one.first < len(blocks) and _same(blocks[one.first].text, self._whole[place]))
        )

    def _open(self, node: LexborNode, tag: str, parent: _Frame) -> _Frame:
        frame = super()._open(node, tag, parent)
        progress = self._selectors.enter(self._progress[-1], tag, frame.attributes)
        self._progress.append(progress)
        for target in self._selectors.found(progress):
            rule, field = self._targets[target]
            if field:
                self._take_value(rule, field, node, frame)
            elif not frame.block:
                self._whole[len(self._selected)] = self._text(node, "")
                first = len(self.builder.blocks)
                self._selected.append(Selected(rule, first, first + 1))
        return frame

    def _close(self, frame: _Frame) -> None:
        super()._close(frame)
        progress, end = self._progress.pop(), len(self.builder.blocks)
        if frame.block and end > frame.first_block:
            for target in self._selectors.found(progress):
                rule, field = self._targets[target]
                if not field:
                    self._selected.append(Selected(rule, frame.first_block, end))

    def _void(self, node: LexborNode, tag: str, frame: _Frame) -> None:
        super()._void(node, tag, frame)
        attributes = node.attributes
        progress = self._selectors.enter(self._progress[-1], tag, attributes)
        for target in self._selectors.found(progress):
            rule, field = self._targets[target]
            value = attributes.get("content") or attributes.get("src") or attributes.get("href")
            if field and value:
                place = self._child(tag, frame, attributes)
                self._selected.append(Selected(rule, 0, 0, field, value[:_MAX_VALUE], place))

    def _take_value(self, rule: int, field: str, node: LexborNode, frame: _Frame) -> None:
        stated = frame.attributes.get("datetime") or frame.attributes.get("content")
        value = (stated or self._text(node, " " if frame.block else ""))[:_MAX_VALUE]
        if value and frame.block:
            self._selected.append(Selected(rule, 0, 0, field, value, container=frame.container))
        elif value:
            self._selected.append(Selected(rule, 0, 0, field, value, self._element(frame)))

    def _text(self, node: LexborNode, between: str) -> str:
        """An element's text, until all of them together have had too much: one may hold others."""
        if self._room <= 0:
            return ""
        text = node.text(deep=True, separator=between)
        self._room -= len(text) + 1
        return " ".join(text.split())


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


# What the vocabularies of RDFa call the properties that schema.org has: Dublin Core and kin.
_RDFA = {
    "created": "datecreated",
    "date": "datecreated",
    "issued": "datepublished",
    "modified": "datemodified",
}
_DATES = ("datepublished", "datecreated", "datemodified")


def _stamp(attributes: Mapping[str, str | None]) -> str:
    """What a script writes into a `<time>` later: `data-timestamp="1613467500000"`; '' for none."""
    data = (value for name, value in attributes.items() if name.startswith("data-") and value)
    return next((value for value in data if value[:4].isdecimal()), "")


def _property(attributes: Mapping[str, str | None]) -> str:
    """The element's property in microdata or RDFa, lower-cased: of several, the best date.

    'dc:date dc:created' is 'datecreated', 'schema:datePublished' is 'datepublished'.
    """
    prop = (attributes.get("itemprop") or "").lower()
    if not prop:
        names = (attributes.get("property") or "")[:_MAX_VALUE].lower().split()
        locals_ = [name.rpartition(":")[2].rpartition("/")[2] for name in names]
        prop = " ".join(_RDFA.get(name, name) for name in locals_)
    if " " in prop:
        several = prop.split()
        return next((name for name in _DATES if name in several), several[0] if several else "")
    return prop


def _scope(attributes: Mapping[str, str | None]) -> str:
    """The type of the thing that an element's microdata or RDFa is about; '' where it has none."""
    if "itemscope" in attributes:
        return _type_name(attributes.get("itemtype")) or "thing"
    if "typeof" in attributes:
        return _type_name((attributes["typeof"] or "").partition(" ")[0]) or "thing"
    return ""


def _type_name(itemtype: str | None) -> str:
    """'http://schema.org/NewsArticle' -> 'newsarticle'."""
    return (itemtype or "").rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()
