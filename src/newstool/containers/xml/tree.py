"""A piece of XML to a tree of elements, leniently: what the web calls XML is often not well-formed.

expat sees one article at a time, in a root element made here, and never the file's own DTD: no
entity can grow, and nothing is fetched. Nothing is left that defusedxml would refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape

from msgspec import Struct, field

from newstool.model.errors import LimitError, RecordError
from newstool.reading.json_lines import mend_surrogates
from newstool.vocabulary.patterns import later

_DEEPEST = 200  # elements inside one another
_MOST_PIECES = 2000  # elements that are looked for in what isn't XML
_ROOT = "newstool-root"
# What the usual namespaces are called here, whatever a file calls them.
_PREFIXES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_CONTROLS = later("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_OWN_ENTITIES = frozenset(("&amp;", "&lt;", "&gt;", "&quot;", "&apos;"))
# What is mended outside of CDATA and comments: references, ampersands and '<' that are neither.
_TO_MEND = later(
    r"(?s:<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))"
    r"|&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|\w{1,31};)?|<(?![^\W\d]|[/!?:])"
)
_TAG = later(r"<([A-Za-z_][\w.:-]{0,60}+)([^<>]{0,2000}+)>")
_ATTRIBUTE = re.compile(r"([\w.:-]{1,60}+)\s{0,9}+=\s{0,9}+(?:\"([^\"]*+)\"|'([^']*+)')")
_CDATA = later(r"(?s:<!\[CDATA\[(.*?)(?:\]\]>|\Z))")


class Element(Struct):
    """An element: its name with the usual prefix, its attributes, and what is in it in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Element | str] = field(default_factory=list)

    def children(self, *names: str) -> Iterator[Element]:
        """The elements in it that have one of these names, or all."""
        for one in self.content:
            if isinstance(one, Element) and (not names or one.name in names):
                yield one

    def child(self, *names: str) -> Element | None:
        """The first element in it with one of these names, which are in order of preference."""
        return next((one for name in names for one in self.children(name)), None)

    def descend(self, *names: str) -> Iterator[Element]:
        """The elements anywhere in it that have one of these names."""
        waiting = [iter(self.content)]
        while waiting:
            one = next(waiting[-1], None)
            if one is None:
                waiting.pop()
            elif isinstance(one, Element):
                if one.name in names:
                    yield one
                waiting.append(iter(one.content))

    @property
    def text(self) -> str:
        """All the text in it."""
        return "".join(self._pieces(None))

    @property
    def markup(self) -> str:
        """What is in it as markup; text alone as it is, which may be markup that was escaped."""
        return self.written(_tags) if any(self.children()) else self.text

    def written(self, tags: Tags) -> str:
        """What is in it as markup, with the tags that `tags` gives each element inside."""
        return "".join(self._pieces(tags))

    def _pieces(self, tags: Tags | None) -> Iterator[str]:
        """The text, escaped where there are tags; not that of elements that get none."""
        waiting = [(iter(self.content), "")]
        while waiting:
            inside, end = waiting[-1]
            one = next(inside, None)
            if one is None:
                waiting.pop()
                yield end
            elif isinstance(one, str):
                yield escape(one, quote=False) if tags is not None else one
            elif (around := tags(one) if tags is not None else ("", "")) is not None:
                opening, closing = around
                yield opening
                waiting.append((iter(one.content), closing))


# What is written before and after an element's content; None leaves the element out.
Tags = Callable[[Element], tuple[str, str] | None]


def _tags(element: Element) -> tuple[str, str]:
    return start_tag(element.name, element.attributes), f"</{element.name}>"


def start_tag(name: str, attributes: Mapping[str, str]) -> str:
    """'<img src="a.jpg">', with the values escaped."""
    said = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{said}>"


# --- the root ------------------------------------------------------------------------------------

# A piece of what may be above the root: an instruction, a comment, a document type with what it
# declares, white space.
_ABOVE = re.compile(
    r"[\ufeff\s]++|<\?[^>]*+>|(?s:<!--.*?-->)"
    r"|<!DOCTYPE[^\[>]*+(?:\[(?>(?:[^\]\"']++|\"[^\"]*+\"|'[^']*+')*)\])?[^>]*+>",
    re.IGNORECASE,
)
_LONGEST_DECLARATION = 500  # characters in which one begins
_DOCTYPE = re.compile(r"<!DOCTYPE\s{1,9}([\w.:-]{1,60})", re.IGNORECASE)
_START = re.compile(r"<([A-Za-z_][\w.:-]{0,60}+)([^<>]*+)>?")


class Root(Struct, frozen=True):
    """A file's outermost start tag: its name, what is said in it, and where it begins.

    `is_declared` holds where an XML declaration is above it, `doctype` is the document type there.
    """

    name: str
    attributes: dict[str, str]
    start: int
    is_declared: bool
    doctype: str | None


def find_root(text: str) -> Root | None:
    """The root of an XML file that begins so, or None where the text has none."""
    start = 0
    while (above := _ABOVE.match(text, start)) is not None:
        start = above.end()
    tag = _START.match(text, start)
    if tag is None:
        return None
    doctype = _DOCTYPE.search(text, 0, tag.start())
    return Root(
        tag[1],
        _attributes(tag[2]),
        tag.start(),
        is_declared=text[:_LONGEST_DECLARATION].lstrip("\ufeff \t\r\n").startswith("<?xml "),
        doctype=doctype[1] if doctype else None,
    )


def root_namespaces(text: str) -> dict[str, str]:
    """The namespaces that a file's root declares, by prefix; '*' is the root's own."""
    root = find_root(text)
    if root is None:
        return {}
    found = declared_namespaces(root.attributes)
    own = found.get(root.name.rpartition(":")[0])
    return {**found, "*": own} if own else found


def _attributes(said: str) -> dict[str, str]:
    return {
        one[1]: unescape(one[2] if one[2] is not None else one[3])
        for one in _ATTRIBUTE.finditer(said)
    }


# --- sound XML -----------------------------------------------------------------------------------


def parse_xml(text: str, namespaces: Mapping[str, str], *, is_cut: bool = False) -> Element:
    """The elements of a piece of XML, in a root of no meaning.

    `namespaces` are those declared around it, by prefix. With `is_cut` the piece may end anywhere.
    Raises `RecordError` where it isn't XML, `LimitError` where it is nested too deeply.
    """
    from xml.parsers import expat  # not needed to see that a page isn't XML

    builder = _Builder(namespaces)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        parser.Parse(f"<{_ROOT}>{_mended(text)}", False)
        parser.Parse(f"</{_ROOT}>", True)
    except expat.ExpatError as error:
        if not is_cut:
            what = expat.ErrorString(error.code)
            raise RecordError(f"not valid XML: {what}") from error
    return builder.root


class _Builder:
    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self.root = Element(_ROOT)
        self._open: list[Element] = []
        self._namespaces = [namespaces]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._open:
            self._open.append(self.root)
            return
        if len(self._open) > _DEEPEST:
            raise LimitError(f"elements nested more than {_DEEPEST} deep")
        declared = declared_namespaces(attributes)
        around = self._namespaces[-1]
        if declared and "*" not in around and len(self._open) == 1:
            declared["*"] = declared.get(name.rpartition(":")[0], "")
        self._namespaces.append({**around, **declared} if declared else around)
        element = Element(usual_name(name, self._namespaces[-1]), attributes)
        self._open[-1].content.append(element)
        self._open.append(element)

    def end(self, name: str) -> None:
        del name
        self._open.pop()
        if self._open:
            self._namespaces.pop()

    def text(self, data: str) -> None:
        self._open[-1].content.append(data)


def declared_namespaces(attributes: Mapping[str, str]) -> dict[str, str]:
    """The namespaces that an element declares, by prefix; '' is the default one."""
    return {
        name.partition(":")[2]: value
        for name, value in attributes.items()
        if name == "xmlns" or name.startswith("xmlns:")
    }


def usual_name(name: str, namespaces: Mapping[str, str]) -> str:
    """A name with the prefix that its namespace usually has; the main namespace has none.

    The main one is what '*' leads to. A prefix that nothing declares is taken for what it says.
    """
    prefix, _, local = name.rpartition(":")
    address = namespaces.get(prefix)
    if address is None:
        return name
    if address == namespaces.get("*"):
        return local
    usual = _PREFIXES.get(address, prefix)
    return f"{usual}:{local}" if usual else local


def _mended(text: str) -> str:
    return _CONTROLS.sub("", _TO_MEND.sub(_mend, mend_surrogates(text)))


def _mend(found: re.Match[str]) -> str:
    words = found[0]
    if words[0] == "<":
        return words if len(words) > 1 else "&lt;"
    if words in _OWN_ENTITIES:
        return words
    plain = unescape(words)
    return escape(plain, quote=False)


# --- and XML that isn't sound --------------------------------------------------------------------


def piece_together(text: str, namespaces: Mapping[str, str]) -> Element:
    """The elements side by side in what isn't valid XML: each from its tag to its end.

    What is in them is kept as it is written: it may be HTML that nobody escaped.
    """
    root = Element(_ROOT)
    endless: set[str] = set()
    at = 0
    for _ in range(_MOST_PIECES):
        tag = _TAG.search(text, at)
        if tag is None:
            break
        at = tag.end()
        name, said = tag[1], tag[2]
        end = -1 if said.endswith("/") or name in endless else text.find(f"</{name}", at)
        if end < 0 and not said.endswith("/"):
            endless.add(name)
            continue
        inside = "" if end < 0 else _plain(text[at:end])
        element = Element(usual_name(name, namespaces), _attributes(said), [inside])
        root.content.append(element)
        at = max(at, end)
    return root


def _plain(text: str) -> str:
    """What an element holds, without the marks around CDATA; escaped markup as markup."""
    if "<![CDATA[" in text:
        return _CDATA.sub(lambda found: found[1], text).strip()
    return text if "<" in text else unescape(text)
