"""The values that pass from step to step: types, no behaviour.

    bytes -> Document -> Reading (blocks and head) -> LabelledBlock -> Article -> export

Every type is frozen; a second opinion is a new object. `None` means *looked for, not there*.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, Self, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from newstool.model.errors import NotAskedError, RecordError
from newstool.model.isodate import IsoDate, Precision

T = TypeVar("T")

SCHEMA_VERSION: Literal[1] = 1
NOT_ASKED: Any = UNSET  # the evidence and the blocks of a record that was made without them
_SHOWN_TITLE = 60  # characters of the headline in a repr

Format = Literal["html", "text"]
PageType = Literal["article", "live", "index", "unknown"]
BodyType = Literal["paragraph", "heading", "list_item", "quote", "table_row", "code"]
CreditKind = Literal["person", "organisation"]
CreditRole = Literal[
    "author",
    "editor",
    "writing",
    "reporting",
    "translator",
    "reviewer",
    "photographer",
    "video",
    "graphics",
    "contact",
    "other",
]
# Checked where a record is validated against the schema, not where one is made.
Count = Annotated[int, Meta(ge=0)]
LanguageCode = Annotated[str, Meta(pattern="^[a-z]{2,3}$")]
Years = Annotated[str, Meta(pattern="^[0-9]{4}(-[0-9]{4})?$")]


class Label(StrEnum):
    """What a block is: a part of the body, or something else."""

    BODY = "body"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATE = "date"
    SOURCE = "source"
    CAPTION = "caption"
    CORRECTION = "correction"
    WIRE_CREDIT = "wire_credit"
    AUTHOR_BIO = "author_bio"
    RELATED = "related"
    NAVIGATION = "navigation"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    ADVERTISEMENT = "advertisement"
    COOKIE = "cookie"
    COMMENTS = "comments"
    PAYWALL = "paywall"
    CONTACT = "contact"
    COPYRIGHT = "copyright"
    REGISTRATION = "registration"
    PAGE_NUMBER = "page_number"
    HIDDEN = "hidden"
    OTHER = "other"


BODY_LABELS = frozenset(
    {Label.BODY, Label.HEADING, Label.LIST_ITEM, Label.QUOTE, Label.TABLE, Label.CODE}
)


class BlockKind(StrEnum):
    """What the source's own structure says a block is, before anyone judges it."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE_ROW = "table_row"
    CODE = "code"
    CAPTION = "caption"


# --- the decoded input -------------------------------------------------------------------------


class Encoding(Struct, frozen=True):
    """How the bytes were read.

    Attributes:
        name: The encoding; 'unicode' for text that was decoded before.
        how: What told the encoding: given, bom, declared, utf-8, detected or str.
    """

    name: str
    how: str


class HeaderLine(Struct, frozen=True):
    """A labelled header line that an archive export or front matter puts before the body.

    `name` is the label as written ('LOAD-DATE', 'PD', 'title'); `start` and `end` are the
    span of the whole line (or lines) in the decoded text.
    """

    name: str
    value: str
    start: int
    end: int


class Given(Struct, frozen=True):
    """What is said about an article outside its text: by a JSON key, a column or a feed's entry.

    `field` is a field of the record, or 'byline'; `source` names the place ("json key 'author'"),
    `where` is its JSON pointer ('/author/0/name') or the CSS path of its element, where it has
    one. A field with several values has one of these for each. If a value `is_plain`,
    what looks like a tag in it isn't one. `at` is the element of the page in which a rule of the
    user's own found it.
    """

    field: str
    value: str
    source: str
    where: str | None = None
    is_plain: bool = False
    at: Where | None = None


class InUtf8(Struct, frozen=True):
    """A text and its bytes in UTF-8, for the parser that would have to make them again.

    They hold for that string alone: whoever has another one asks by `is`.
    """

    text: str
    raw: bytes


class Document(Struct, frozen=True):
    """One article's decoded text, before anything is read from it.

    `offset` is where `text` begins in the decoded input (0 unless a file of many articles was
    split). `headers` are the labelled lines of an archive export, which are inside `text`. `id` is
    what the document is called where it comes from, `given` what is said about it outside the
    text. `container` names the kinds of files it was taken from, outermost first ('zip/eml');
    `record_url` and `fetched` (ISO 8601) are a crawler's. Where `text` is elements cut out of a
    page of many articles, `roots` are their CSS paths in that page, and `rest` is what the
    article's markup holds besides them. `in_utf8` is there where the text was given in UTF-8.
    """

    text: str
    format: Format
    encoding: Encoding
    url: str | None = None
    path: str | None = None
    index: int = 0
    offset: int = 0
    headers: tuple[HeaderLine, ...] = ()
    warnings: tuple[str, ...] = ()
    id: str | int | None = None
    given: tuple[Given, ...] = ()
    container: str | None = None
    record_url: str | None = None
    fetched: str | None = None
    roots: tuple[str, ...] = ()
    rest: Document | None = None
    in_utf8: InUtf8 | None = None


# --- blocks: where HTML and plain text meet ----------------------------------------------------


class Inline(Struct, frozen=True, gc=False):
    """An inline element inside a block that carries attributes: `text[start:end]` of the block."""

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str | None]


# The tags of an `Inline` that is emphasis or code, from the outer to the inner one.
MARKS: Mapping[str, tuple[str, ...]] = {
    "strong": ("strong",),
    "em": ("em",),
    "strong em": ("strong", "em"),
    "code": ("code",),
}


class Container(Struct, frozen=True, gc=False):
    """A block-level HTML element. `parent` is an index into `Reading.containers`, None at the root.

    `nth` is the element's place among its parent's element children, from 1, for its CSS path.
    `inside` is the innermost inline element between the two, an index into `Reading.elements`.
    """

    index: int
    parent: int | None
    tag: str
    nth: int
    attributes: Mapping[str, str | None]
    inside: int | None = None


class Element(Struct, frozen=True, gc=False):
    """An element that isn't block-level, with what is around it, for its CSS path.

    `container` is the nearest block-level element, None around the root; `inside` the innermost
    inline element between the two, an index into `Reading.elements`. `attributes` are kept of
    elements that are best found by one of them: meta, link and script.
    """

    tag: str
    nth: int
    container: int | None
    inside: int | None = None
    attributes: Mapping[str, str | None] | None = None


class Markup(Struct, frozen=True, gc=False):
    """What HTML adds to a block. `container` is the index of the innermost block-level element.

    `link_chars` counts characters of `Block.text` inside `<a href>`; `strong_chars` those in
    bold or heading-like inline elements. `hidden` says why the block is invisible, or "". `marks`
    are what is bold, italic or code, if that was asked for: their tags are `MARKS`, and none is
    inside another.
    """

    container: int
    link_chars: int = 0
    strong_chars: int = 0
    inlines: tuple[Inline, ...] = ()
    hidden: str = ""
    marks: tuple[Inline, ...] = ()


class Span(Struct, frozen=True, gc=False):
    """Characters `[start, end)` of a document's text."""

    start: int
    end: int


class Block(Struct, frozen=True, gc=False):
    """The smallest piece that is kept or removed as a whole.

    `text` is tidied: white space collapsed (kept in code), hard wraps and bullets undone.
    Blocks of plain text have a `span`, those of HTML `markup`, whose container is the element;
    those of a body that only scripts declare have neither. Spans tile the input: each begins at
    the end of the one before, and white space belongs to the block it follows, at the very
    beginning to the first.
    """

    index: int
    kind: BlockKind
    text: str
    span: Span | None = None
    level: int = 0
    markup: Markup | None = None


# The tags that fields are read from know their `element`, an index into `Reading.elements`.


class MetaTag(Struct, frozen=True):
    """`<meta>`: `name` is the lower-cased property, name, itemprop or http-equiv."""

    name: str
    content: str
    element: int | None = None


class LinkTag(Struct, frozen=True):
    """`<link rel=... href=...>` with `rel` lower-cased."""

    rel: str
    href: str
    hreflang: str = ""
    element: int | None = None


class TimeTag(Struct, frozen=True):
    """A `<time>` element, or any element with `datetime`/`itemprop=date*`, inside a block.

    `role` joins itemprop, class and pubdate words, lower-cased; `block` is the block's index, or
    None where there is no text so far; `container` the innermost block-level element.
    """

    value: str
    text: str
    role: str
    block: int | None
    container: int
    element: int | None = None


class ItemProp(Struct, frozen=True):
    """Microdata: `prop` (lower-cased itemprop), its value, and the innermost `itemtype` name."""

    prop: str
    value: str
    scope: str
    container: int
    element: int | None = None


class Image(Struct, frozen=True):
    """A picture as the record lists it.

    Attributes:
        url: Its address; absolute where the page's own is known.
        alt: Its description for those who can't see it.
        caption: Its caption.
        credit: Who made it or whose it is.
    """

    url: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


class FoundImage(Struct, frozen=True):
    """`<img>` in the page: `before` is the index of the block that follows it."""

    url: str
    alt: str
    container: int
    before: int
    element: int | None = None


class Head(Struct, frozen=True):
    """What the page or the file says about itself outside its visible text.

    `json_ld` are all JSON-LD objects, flattened out of lists and `@graph`, in page order; each is
    the mapping as written, and `json_ld_scripts` the elements of the scripts that they are in.
    `given` is what was said outside the document. For plain text only these and `headers` (front
    matter, archive lines) are filled.
    """

    html_title: str | None = None
    title_element: int | None = None
    language: str | None = None
    base_url: str | None = None
    meta: tuple[MetaTag, ...] = ()
    links: tuple[LinkTag, ...] = ()
    json_ld: tuple[Mapping[str, object], ...] = ()
    json_ld_scripts: tuple[int, ...] = ()
    times: tuple[TimeTag, ...] = ()
    itemprops: tuple[ItemProp, ...] = ()
    images: tuple[FoundImage, ...] = ()
    headers: tuple[HeaderLine, ...] = ()
    given: tuple[Given, ...] = ()


class Selected(Struct, frozen=True):
    """What a rule's selector found on a page: the blocks `[first, end)`, by the rule's number.

    For a field it has the field's name, the value and the element.
    """

    rule: int
    first: int
    end: int
    field: str = ""
    value: str = ""
    element: int | None = None
    container: int | None = None


class Reading(Struct, frozen=True):
    """A document cut into blocks, with what its head says.

    Containers and elements are empty for text. Of the inline elements `elements` has those that
    a field or a path needs. `declared_in` is the script that holds the blocks that are in no
    visible element. `selected` is what the user's own rules found by their selectors.
    """

    document: Document
    blocks: tuple[Block, ...]
    head: Head
    containers: tuple[Container, ...] = ()
    elements: tuple[Element, ...] = ()
    declared_in: int | None = None
    warnings: tuple[str, ...] = ()
    selected: tuple[Selected, ...] = ()


class LabelledBlock(Struct, frozen=True, gc=False):
    """A block with its label and `rule`, the id of the rule that decided.

    `score` is the learned probability that the block is body, 0 to 1, where one was computed.
    """

    block: Block
    label: Label
    rule: str
    score: float | None = None


# Rules that the code decides by and later steps ask about.
HEADER_LINE = "header-line"
RUN_OF_HEADLINES = "run-of-headlines"


# --- fields with evidence ----------------------------------------------------------------------


class InElement(Struct, frozen=True, gc=False):
    """An element that isn't block-level, by its index in `Reading.elements`."""

    index: int


class InContainer(Struct, frozen=True, gc=False):
    """A block-level element, by its index in `Reading.containers`."""

    index: int


class InJson(Struct, frozen=True, gc=False):
    """A value that was given outside the text, by its JSON pointer."""

    pointer: str


class InPage(Struct, frozen=True, gc=False):
    """A value that an element of the page around the text says, by its CSS path."""

    path: str


Where = Span | InElement | InContainer | InJson | InPage


class Found(Struct, Generic[T], frozen=True):
    """A field's value together with the place it was read from.

    `source` names the reader: 'json-ld:datePublished', 'meta:author', 'byline',
    "labelled line 'Pub Date'". `quote` is the input's own words before tidying. `block` is the
    index of the block that shows it; `at` is the place itself, where that is nearer than the block
    or no block shows it. What is in no document has neither.
    """

    value: T
    source: str
    quote: str
    block: int | None = None
    at: Where | None = None


class FoundDate(Found[IsoDate | None], frozen=True):
    """A date with its evidence. `value` is None when its words don't say which day they mean.

    `candidates` are all readings of an ambiguous form, the chosen one first; `ambiguous` means
    that nothing settled which one is right.
    """

    ambiguous: bool = False
    candidates: tuple[IsoDate, ...] = ()


class Evidence(Struct, frozen=True, rename={"source": "from"}):
    """Where one value was read.

    Attributes:
        source: The reader: json-ld:datePublished, meta:author, byline, labelled line 'Pub Date',
            ...
        quote: The input's own words.
        where: [start, end) in characters of the decoded text, or the element's CSS path or
            selector in HTML; null for what is outside the text.
        precision: Of a date: the smallest unit that the input gives.
        zone: Of a date: Z or an offset.
        ambiguous: Of a date: whether its words leave open which day they mean.
        candidates: Of a date: all its readings, the chosen one first.
    """

    source: str
    quote: str
    where: tuple[Count, Count] | str | None = None
    precision: Precision | UnsetType = UNSET
    zone: str | UnsetType | None = UNSET
    ambiguous: bool | UnsetType = UNSET
    candidates: tuple[IsoDate, ...] | UnsetType = UNSET


# --- the record: the JSON Schema and the list of its keys are derived from these types ----------


class Input(Struct, frozen=True):
    """Which input the record came from.

    Attributes:
        path: The input's path as it was given; null for stdin and for what a program handed over.
        index: Which article of an input with several, from 0.
        format: What the input was read as.
        encoding: How the bytes were read.
        id: What the document is called in its container: a JSON key, a column, a record's id.
        container: The kinds of files it was taken out of, the outermost first: 'zip', 'zip/eml'.
        record_url: The address that a crawler read it from.
        fetched: When a crawler read it, in ISO 8601.
    """

    path: str | None
    index: Count
    format: Format
    encoding: Encoding
    id: str | int | None = None
    container: str | None = None
    record_url: str | None = None
    fetched: str | None = None


class Credit(Struct, frozen=True):
    """One part in the making of the article, as its credit line says.

    Attributes:
        name: The person's or organisation's name.
        kind: Which of the two; null for a handle, which tells neither.
        role: What they did.
        affiliation: Whom they work for.
        place: Where they reported from.
        email: Their address.
        handle: Their name on a network.
    """

    name: str
    kind: CreditKind | None
    role: CreditRole
    affiliation: str | None = None
    place: str | None = None
    email: str | None = None
    handle: str | None = None


class Dateline(Struct, frozen=True):
    """A dateline, 'LONDON, March 3 (Reuters) -', and its parts.

    Attributes:
        raw: As it is written.
        place: The place or places.
        agency: The agency in it.
        date: The date in it.
    """

    raw: str
    place: str | None = None
    agency: str | None = None
    date: IsoDate | None = None


class Link(Struct, frozen=True, gc=False):
    """A link in a piece of the body.

    Attributes:
        text: The words that are the link.
        url: Where it leads; absolute where the page's own address is known.
        start: Where its words begin in the piece's text, in characters.
        end: Where they end: `text[start:end]`.
    """

    text: str
    url: str
    start: Count
    end: Count


class BodyPart(Struct, frozen=True, omit_defaults=True):
    """One piece of the body.

    Attributes:
        type: What it is; the cells of a table_row are separated by tabs.
        text: Its text.
        level: The level of a heading, 1 to 6.
        links: The links in it, in the order of its text.
    """

    type: BodyType
    text: str
    level: int | None = None
    links: tuple[Link, ...] = ()


class Related(Struct, frozen=True):
    """The headline of another article that the page points to.

    Attributes:
        title: The headline.
        url: Its address.
        truncated: Whether the page cut it short.
    """

    title: str
    url: str | None = None
    truncated: bool = False


class Contacts(Struct, frozen=True):
    """Addresses of the publisher or the press office.

    Attributes:
        emails: E-mail addresses.
        phones: Phone numbers as written.
    """

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


class Copyright(Struct, frozen=True):
    """A copyright line.

    Attributes:
        notice: As it is written.
        holder: Who holds it.
        years: YYYY or YYYY-YYYY.
    """

    notice: str
    holder: str | None = None
    years: Years | None = None


class Registration(Struct, frozen=True):
    """A filing number of the publication.

    Attributes:
        scheme: ICP, ISSN, ...
        number: The number as written.
    """

    scheme: str
    number: str


class BlockReport(Struct, frozen=True, omit_defaults=True):
    """A block of the input.

    Attributes:
        label: What it is.
        rule: The rule that decided.
        text: Its text.
        where: [start, end) in characters of the decoded text, or the element's CSS path in HTML.
        score: The learned probability that it is body, 0 to 1.
        because: What weighed most for and against in that probability.
    """

    label: Label
    rule: str
    text: str
    where: tuple[Count, Count] | str
    score: float | None = None
    because: tuple[str, ...] = ()


class Entry(Struct, frozen=True):
    """An entry of a live page.

    Attributes:
        time: When it was written, ISO 8601; 'HH:MM' where the entry gives an hour without a day.
        title: Its headline.
        body: Its text; parts are joined by blank lines.
    """

    time: str | None
    title: str | None
    body: str


class Origin(Struct, frozen=True):
    """Which article of which input.

    Attributes:
        path: The input's path as it was given; null for stdin.
        index: Which article of an input with several, from 0.
    """

    path: str | None
    index: Count


class Article(Struct, frozen=True, kw_only=True):
    """One news article.

    Every key is always present: null, [] or {} where the input does not say. Only evidence,
    blocks and duplicate_of are there when they were asked for.

    Attributes:
        schema_version: The version of this schema.
        input: Which input the record came from.
        page_type: What kind of page it is; the reason is in the evidence.
        title: The headline, without the site's name.
        subtitle: The standfirst.
        description: What the page's head says the article is about.
        byline: The byline as it is written.
        authors: The people who wrote it: names only, no roles, agencies or handles.
        editors: The people who edited it.
        credits: Everyone and every agency with a part in it, with their roles.
        agency: The news agency, where the copy is theirs.
        source: The origin that the article credits: an agency, a publication or a host, as written.
        site_name: The publication's own name.
        domain: The host of the article's address.
        url: The article's address.
        canonical_url: The address that the page itself calls canonical.
        dateline: The dateline and its parts: 'LONDON, March 3 (Reuters) -'.
        date_published: When it was published, with the precision and zone the input gives.
        date_modified: When it was last changed.
        language: The language of the text, ISO 639-1.
        section: The section of the publication.
        tags: Keywords that the publication gave it.
        image: The address of the article's main picture.
        images: The article's pictures.
        body: The body's parts in order; captions are not among them.
        text: The texts of the body's parts, joined by blank lines.
        entries: The entries of a live page, in the page's order; the body holds them too.
        related: Headlines that the page points to.
        corrections: Correction notices.
        contacts: Addresses of the publisher or the press office.
        copyright: The copyright line.
        license: The licence: an address or its words.
        registrations: Filing numbers of the publication.
        free_access: Whether the publisher says it can be read without paying.
        word_count: Words of the text; Chinese and Japanese by character.
        extra: Labelled lines of an archive export that have no key of their own.
        warnings: What a reader should know: date-ambiguous, truncated:bytes, encoding-guessed, ...
        evidence: Where each value was read, by key; the members of a list as authors.0, authors.1.
            Only when asked for.
        blocks: Every block of the input in order with its label. Only when asked for.
        duplicate_of: The first article of an export that has this one's text, if another has. Only
            when asked for.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    input: Input
    page_type: PageType = "unknown"
    title: str | None = None
    subtitle: str | None = None
    description: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    agency: str | None = None
    source: str | None = None
    site_name: str | None = None
    domain: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    dateline: Dateline | None = None
    date_published: IsoDate | None = None
    date_modified: IsoDate | None = None
    language: LanguageCode | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    images: tuple[Image, ...] = ()
    body: tuple[BodyPart, ...] = ()
    text: str = ""
    entries: tuple[Entry, ...] = ()
    related: tuple[Related, ...] = ()
    corrections: tuple[str, ...] = ()
    contacts: Contacts = Contacts()
    copyright: Copyright | None = None
    license: str | None = None
    registrations: tuple[Registration, ...] = ()
    free_access: bool | None = None
    word_count: Count = 0
    extra: Mapping[str, str] = {}
    warnings: tuple[str, ...] = ()
    if TYPE_CHECKING:  # what was not asked for can't be read: see below
        evidence: Mapping[str, Evidence] = {}
        blocks: tuple[BlockReport, ...] = ()
        duplicate_of: Origin | None = None
    else:
        evidence: Mapping[str, Evidence] | UnsetType = UNSET
        blocks: tuple[BlockReport, ...] | UnsetType = UNSET
        duplicate_of: Origin | UnsetType | None = UNSET

        def __getattribute__(self, name: str) -> object:
            value = super().__getattribute__(name)
            if value is UNSET:
                asks = f"newstool.parse(..., {name}=True)"
                hint = "newstool export --dedupe" if name == "duplicate_of" else asks
                raise NotAskedError(f"{name} was not asked for", hint=hint)
            return value

    def __repr__(self) -> str:
        words = [repr(shorten(self.title or "", _SHOWN_TITLE, placeholder="…"))]
        if self.authors:
            words.append("authors=" + repr(list(self.authors)))
        if self.date_published is not None:
            words.append("date_published=" + repr(str(self.date_published)))
        return f"Article({', '.join([*words, f'word_count={self.word_count}'])})"

    def _repr_html_(self) -> str:
        """The record as a card, for notebooks."""
        from newstool.model.article_card import card

        return card(self.to_dict())

    @classmethod
    def from_json(cls, line: str | bytes) -> Self:
        """A record from the JSON that `to_json` or `newstool parse` wrote. Raises `RecordError`."""
        try:
            return msgspec.json.decode(line, type=cls, dec_hook=_make)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise _not_whole(error) from error

    @classmethod
    def from_dict(cls, record: Mapping[str, object]) -> Self:
        """A record from the plain dict that `to_dict` gave. Raises `RecordError`."""
        try:
            return msgspec.convert(record, type=cls, dec_hook=_make)
        except (msgspec.ValidationError, RecursionError) as error:
            raise _not_whole(error) from error

    def to_dict(self) -> dict[str, object]:
        """The record as plain dicts, lists, strings and numbers, in the schema's key order."""
        # Through JSON: `msgspec.to_builtins` leaves tuples as they are.
        result: dict[str, object] = msgspec.json.decode(msgspec.json.encode(self, enc_hook=str))
        return result

    def to_json(self) -> str:
        """The record as one line of JSON."""
        return msgspec.json.encode(self, enc_hook=str).decode()


def _make(kind: type[T], value: object) -> T:
    """A value of a type that msgspec doesn't know: an `IsoDate`."""
    return kind(value)  # type: ignore[call-arg]


def _not_whole(error: Exception) -> RecordError:
    return RecordError(f"not a whole record: {error}", hint="parse the article again")
