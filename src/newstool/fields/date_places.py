"""Every place where a page or a text states a date of its own, as claims to be weighed.

Stated claims come from what machines read (JSON-LD, meta tags, microdata, the URL), shown ones from
what readers see (`<time>`, date lines around the headline, labelled header lines). A claim says in
which role the place gives its date and how far such places are to be trusted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from msgspec import Struct, structs

from newstool.article import BODY_LABELS, Block, Label, LabelledBlock, Reading, TimeTag
from newstool.dates import Context, ReadDate, find_dates, find_relative, read_stamp, url_date
from newstool.dates.labels import Role, named_role, role_of
from newstool.fields.json_ld import SELECTOR, main_article, types_of

_DIGIT = re.compile(r"\d")


class Claim(Struct, frozen=True):
    """One place's date. `kind` groups places that a page's software fills from one value.

    `place` is the index of the block that shows it, -1 for stated dates.
    """

    date: ReadDate
    role: Role
    kind: str
    weight: float
    source: str
    quote: str
    place: int = -1
    block: int | None = None
    selector: str | None = None
    span: tuple[int, int] | None = None


# --- stated ------------------------------------------------------------------------------------

_LD_ROLES: dict[str, tuple[Role, float]] = {
    "datePublished": ("published", 1.0),
    "dateCreated": ("published", 0.5),
    "uploadDate": ("published", 0.6),
    "dateModified": ("modified", 1.0),
}
# Objects that describe something else on the page: a reader's comment, a picture, a rating.
_LD_OTHERS = frozenset(
    "comment review question answer imageobject aggregaterating person organization event offer "
    "breadcrumblist claimreview jobposting".split()
)
_LD_PAGES = ("webpage", "itempage", "collectionpage", "aboutpage", "faqpage", "website")
_MAX_LD = 60  # objects looked at


def json_ld_claims(reading: Reading, context: Context) -> Iterator[Claim]:
    """The dates of the main article object, and with less weight of the others."""
    main = main_article(reading.head)
    for node in reading.head.json_ld[:_MAX_LD]:
        if not isinstance(node, Mapping):
            continue
        types = types_of(node)
        if node is main:
            weight, kind = 5.0, "json-ld"
        elif any(name in _LD_OTHERS for name in types):
            continue
        elif any(name in _LD_PAGES for name in types):
            weight, kind = 4.0, "json-ld-page"
        elif main is not None:
            weight, kind = 1.0, "json-ld-other"
        else:
            weight, kind = 3.0, "json-ld-other"
        for key, (role, share) in _LD_ROLES.items():
            if key in node:
                yield from _stamp_claim(
                    node[key], context, role, kind, weight * share, f"json-ld:{key}", SELECTOR
                )


def _stamp_claim(
    value: object,
    context: Context,
    role: Role,
    kind: str,
    weight: float,
    source: str,
    selector: str | None,
) -> Iterator[Claim]:
    if isinstance(value, list) and value:
        value = value[0]
    date = read_stamp(value, context)
    if date is not None and (date.value is not None or date.problem):
        yield Claim(date, role, kind, weight, source, str(value)[:200], selector=selector)


_META_WEIGHTS: dict[str, tuple[Role, float]] = {
    "published": ("published", 5.0),
    "likely": ("published", 3.0),
    "modified": ("modified", 4.0),
}


@cache
def _meta_names() -> dict[str, tuple[Role, float]]:
    raw = files("newstool").joinpath("data/date_metas.toml").read_text(encoding="utf-8")
    return {
        bare_name(name): _META_WEIGHTS[group]
        for group, names in tomllib.loads(raw).items()
        for name in names.split()
    }


@lru_cache(maxsize=2048)
def _meta_role(name: str) -> tuple[Role, float] | None:
    """What a meta tag of this name says; a page's names recur on the next one."""
    return _meta_names().get(bare_name(name))


_MARKS = re.compile(r"[-_.:\s]")


def bare_name(name: str) -> str:
    """'article:published_time' -> 'articlepublishedtime'."""
    return _MARKS.sub("", name)


def meta_claims(reading: Reading, context: Context) -> Iterator[Claim]:
    """The dates of meta tags whose names say that they hold one."""
    props = {prop.prop for prop in reading.head.itemprops if prop.prop in _PROPS}
    for meta in reading.head.meta:
        content = meta.content
        if meta.name in props:  # microdata written as <meta itemprop>, read as such
            continue
        if len(content) > 100 or not _DIGIT.search(content):
            continue
        known = _meta_role(meta.name[:60])
        if known is not None:
            role, weight = known
            selector = f'meta[name="{meta.name}"]'
            yield from _stamp_claim(
                content, context, role, "meta", weight, f"meta:{meta.name}", selector
            )


_PROPS: dict[str, tuple[Role, float]] = {
    "datepublished": ("published", 4.0),
    "datecreated": ("published", 2.5),
    "uploaddate": ("published", 2.0),
    "datemodified": ("modified", 3.5),
}


_MAX_OWN_DAYS = 2  # days of publication in microdata; more belong to other stories


def microdata_claims(reading: Reading, context: Context) -> Iterator[Claim]:
    """Microdata dates: of the article, not of its comments."""
    props = [prop for prop in reading.head.itemprops if prop.prop in _PROPS]
    days = {prop.value[:10] for prop in props if prop.prop == "datepublished"}
    if len(days) > _MAX_OWN_DAYS:  # a list of other stories
        return
    for prop in props:
        known = _PROPS.get(prop.prop)
        if known is None or not prop.value or prop.scope in _LD_OTHERS:
            continue
        if in_aside(reading, prop.container):
            continue
        role, weight = known
        yield from _stamp_claim(
            prop.value, context, role, "microdata", weight, f"microdata:{prop.prop}", None
        )


def url_claims(url: str | None, source: str) -> Iterator[Claim]:
    """The day in a URL's path; a month alone only supports other claims."""
    date = url_date(url) if url else None
    if date is not None:
        weight = 3.0 if date.value and date.value.day else 0.5
        yield Claim(date, "published", "url", weight, source, date.quote)


# --- shown -------------------------------------------------------------------------------------

# All begin with a digit, so that text without digits is passed over at the speed of memory.
_DATE_LIKE = re.compile(
    r"\d(?:\d{3}(?!\d)|\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d\d|\s?[년年月월]|\s['’]\d\d\b|-[A-Za-z]{3}-\d\d)"
)
_BEFORE, _AFTER = 12, 40  # blocks around the headline that are searched
_MAX_SHOWN = 14  # date-like blocks read around the headline
_ENOUGH = 3  # clear date lines after which no more are looked for
_LONG_LINE = 220  # characters; in a longer block only the beginning can be a date line
_LONG_LINE_HEAD = 60
_NEARBY_TEXT = 1500  # characters of text behind the headline after which no date line follows
CLEAR = 2.0  # weight of a date line that is surely the article's own


def shown_claims(
    reading: Reading, labelled: tuple[LabelledBlock, ...], context: Context
) -> list[Claim]:
    """`<time>` elements and date lines around the headline, else right after the body."""
    title = title_index(reading, labelled)
    times = {tag.block: tag for tag in reversed(reading.head.times) if tag.block >= 0}
    found: list[Claim] = []
    clear = 0
    for block in _nearby(reading.blocks, title, times):
        claims = _block_claims(reading, block, times.get(block.index), title, context)
        found.extend(claims)
        clear += any(claim.weight >= CLEAR for claim in claims)
        if clear >= _ENOUGH:
            return found
    if not clear:
        read = {claim.place for claim in found}
        for block in _tail(labelled):
            if block.index not in read:
                tag = times.get(block.index)
                found.extend(_block_claims(reading, block, tag, title, context))
    return found


def title_index(reading: Reading, labelled: tuple[LabelledBlock, ...]) -> int:
    """The headline's block: the one so labelled, else the first `<h1>`, else the body's first."""
    for item in labelled:
        if item.label is Label.TITLE:
            return item.block.index
    for block in reading.blocks:
        if block.level == 1:
            return block.index
    return next((item.block.index for item in labelled if item.label in BODY_LABELS), 0)


def _nearby(
    blocks: tuple[Block, ...], title: int, times: Mapping[int, TimeTag]
) -> Iterator[Block]:
    """Blocks with a date-like line: those behind the headline in order, then those before it."""
    left = _MAX_SHOWN
    passed = 0
    for block in blocks[title : title + _AFTER]:
        if block.index in times or _DATE_LIKE.search(block.text, 0, _LONG_LINE):
            yield block
            left -= 1
        passed += len(block.text)
        if left <= 0 or passed > _NEARBY_TEXT:
            break
    for block in reversed(blocks[max(0, title - _BEFORE) : title]):
        if block.index in times or _DATE_LIKE.search(block.text, 0, _LONG_LINE):
            yield block


def _tail(labelled: tuple[LabelledBlock, ...]) -> Iterator[Block]:
    """Date lines right after the body."""
    last = next(
        (i for i in range(len(labelled) - 1, -1, -1) if labelled[i].label in BODY_LABELS), None
    )
    if last is None:
        return
    for item in labelled[last + 1 : last + 9]:
        if len(item.block.text) < _LONG_LINE and _DATE_LIKE.search(item.block.text):
            yield item.block


_MAX_SCANNED = 40  # date-like blocks read when the headline's surroundings hold no date
_ELSEWHERE = 0.45  # share of its weight that a date line far from headline and body keeps
_AT_BODY = 0.8  # ... and one right before the body's first paragraph, or behind it


def elsewhere_claims(
    reading: Reading, labelled: tuple[LabelledBlock, ...], context: Context
) -> Iterator[Claim]:
    """Short date lines anywhere, for pages that show no date near the headline."""
    body = body_start(labelled)
    times = {tag.block: tag for tag in reversed(reading.head.times) if tag.block >= 0}
    left = _MAX_SCANNED
    for block in reading.blocks:
        if len(block.text) > _LONG_LINE or not _DATE_LIKE.search(block.text):
            continue
        near = body is not None and body - 8 <= block.index <= body + 1
        share = _AT_BODY if near else _ELSEWHERE
        for claim in _block_claims(reading, block, times.get(block.index), block.index, context):
            yield structs.replace(claim, weight=claim.weight * share)
        left -= 1
        if left <= 0:
            return


def body_start(labelled: tuple[LabelledBlock, ...]) -> int | None:
    """The body's first paragraph of some length, or None when nothing is labelled body."""
    for item in labelled:
        if item.label in BODY_LABELS and len(item.block.text) > _PARAGRAPH:
            return item.block.index
    return None


_PARAGRAPH = 120  # characters


def title_index(reading: Reading, labelled: tuple[LabelledBlock, ...]) -> int:
    """The headline's block: the one so labelled, else the first `<h1>`, else the body's first."""
    for item in labelled:
        if item.label is Label.TITLE:
            return item.block.index
    for block in reading.blocks:
        if block.level == 1:
            return block.index
    return next((item.block.index for item in labelled if item.label in BODY_LABELS), 0)


def _nearby(
    blocks: tuple[Block, ...], title: int, times: Mapping[int, TimeTag]
) -> Iterator[Block]:
    """Blocks with a date-like line: those behind the headline in order, then those before it."""
    left = _MAX_SHOWN
    passed = 0
    for block in blocks[title : title + _AFTER]:
        if block.index in times or _DATE_LIKE.search(block.text, 0, _LONG_LINE):
            yield block
            left -= 1
        passed += len(block.text)
        if left <= 0 or passed > _NEARBY_TEXT:
            break
    for block in reversed(blocks[max(0, title - _BEFORE) : title]):
        if block.index in times or _DATE_LIKE.search(block.text, 0, _LONG_LINE):
            yield block


def _tail(labelled: tuple[LabelledBlock, ...]) -> Iterator[Block]:
    """Date lines right after the body."""
    last = next(
        (i for i in range(len(labelled) - 1, -1, -1) if labelled[i].label in BODY_LABELS), None
    )
    if last is None:
        return
    for item in labelled[last + 1 : last + 9]:
        if len(item.block.text) < _LONG_LINE and _DATE_LIKE.search(item.block.text):
            yield item.block


def _block_claims(
    reading: Reading, block: Block, tag: TimeTag | None, title: int, context: Context
) -> list[Claim]:
    text = block.text
    if len(text) > _LONG_LINE:
        text = text[:_LONG_LINE_HEAD]
    claim = _time_claim(reading, block, tag, title, context) if tag is not None else None
    found = [] if claim is None else [claim]
    floor = 0
    dates = find_dates(text, context, limit=4)
    for date in dates:
        role = _role(reading, block, text, date, floor)
        floor = date.end
        if role == "other":
            continue
        weight = _shown_weight(reading, block, title, text, dates, role)
        source = f"labelled line '{_label_words(text, date)}'" if role else "visible date"
        found.append(_line_claim(block, date, role, weight, source))
    return found


def _line_claim(block: Block, date: ReadDate, role: Role, weight: float, source: str) -> Claim:
    """A claim read from a block's text: its place is a span in plain text, the block in HTML."""
    if block.start >= 0:
        span = (block.start, block.end)
        return Claim(date, role, "line", weight, source, date.quote, block.index, span=span)
    return Claim(date, role, "line", weight, source, date.quote, block.index, block=block.index)


def _label_words(text: str, date: ReadDate) -> str:
    return text[max(0, date.start - 30) : date.start].strip(" :：|·-–\t")[-30:]


def _role(reading: Reading, block: Block, text: str, date: ReadDate, floor: int) -> Role:
    role = role_of(text, date.start, date.end, floor)
    if role or date.start > 3 or block.index == 0:
        return role
    before = reading.blocks[block.index - 1].text
    return named_role(before) if len(before) <= 40 and not _DIGIT.search(before) else ""


def _time_claim(
    reading: Reading, block: Block, tag: TimeTag, title: int, context: Context
) -> Claim | None:
    date = read_stamp(tag.value, context) if _DIGIT.search(tag.value) else None
    quote = tag.value
    if date is None or date.value is None:
        found = find_dates(tag.text[:80], context, limit=1)
        date, quote = (found[0], tag.text[:80]) if found else (None, "")
    if date is None:
        return None
    said = _role_of_tag_text(block, tag)
    role = said if said in ("other", "modified") else _tag_role(tag) or said
    if role == "other":
        return None
    weight = _shown_weight(reading, block, title, tag.text, (date,), role) + 0.5
    return Claim(date, role, "time", weight, "time", quote, block.index, block=block.index)


def _role_of_tag_text(block: Block, tag: TimeTag) -> Role:
    start = block.text.find(tag.text) if tag.text else -1
    return named_role(tag.text) or (
        role_of(block.text, start, start + len(tag.text)) if start > 0 else ""
    )


def _tag_role(tag: TimeTag) -> Role:
    role = tag.role
    if "publish" in role or "pubdate" in role or "created" in role or "posted" in role:
        return "published"
    return "modified" if "modified" in role or "updated" in role else ""


def _shown_weight(
    reading: Reading, block: Block, title: int, text: str, dates: Sequence[ReadDate], role: Role
) -> float:
    weight = 3.0 if role else 2.0
    rest = len(text) - sum(date.end - date.start for date in dates)
    if rest <= 4:
        weight += 0.6
    elif rest > 80:
        weight -= 0.7
    if all(date.value is None or len(date.value) < 10 for date in dates):
        weight -= 1.8  # a month alone heads an archive list or stands in a sentence
    elif any(len(date.value or "") > 10 for date in dates):
        weight += 0.3  # a time of day belongs to a posting rather than to an event told of
    if any(date.problem == "yearless" or date.quote.isalpha() for date in dates):
        weight -= 0.5
    distance = block.index - title
    weight -= min(1.5, 0.05 * distance if distance >= 0 else -0.15 * distance)
    if block.markup is not None:
        if is_date_box(reading, block):
            weight += 0.5
        if in_aside(reading, block.markup.container):
            weight *= 0.35
    return max(weight, 0.1)


_DATE_BOX = re.compile(
    r"date|datum|time|publi|posted|byline|fecha|meta(?!l)|dateline|zeit|uhrzeit|stamp"
)
_ASIDE = re.compile(
    r"comment(?!ary)|respond|related|recommend|sidebar|widget|footer|popular|trending|teaser|promo|"
    r"(?:^|[\s_-])(?:next|prev|nav|events?|recent|latest|more)(?:[\s_-]|$)"
)
_OWN_FOOTER = re.compile(r"(?:entry|post|article|asset|story|content)[\w-]{0,12}footer")


def _names(attributes: Mapping[str, str | None]) -> str:
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:200].lower()


def is_date_box(reading: Reading, block: Block) -> bool:
    """Whether the block's own element, its parent or an element inside is named for dates."""
    if block.markup is None:
        return False
    container = block.markup.container
    for _ in range(2):
        if not 0 <= container < len(reading.containers):
            break
        box = reading.containers[container]
        if _DATE_BOX.search(_names(box.attributes)):
            return True
        container = box.parent
    return any(_DATE_BOX.search(_names(inline.attributes)) for inline in block.markup.inlines[:8])


def in_aside(reading: Reading, container: int) -> bool:
    """Whether an element lies in comments, related stories, a sidebar or the page's footer."""
    for _ in range(6):
        if not 0 <= container < len(reading.containers):
            return False
        box = reading.containers[container]
        if box.tag in ("aside", "nav"):
            return True
        names = _names(box.attributes)
        if box.tag in ("article", "main"):
            return bool(_ASIDE.search(names.replace("footer", "")))
        if _ASIDE.search(names) and not _OWN_FOOTER.search(names):
            return True
        if box.tag == "footer" and not _in_article(reading, box.parent):
            return True
        container = box.parent
    return False


def _in_article(reading: Reading, container: int) -> bool:
    for _ in range(8):
        if not 0 <= container < len(reading.containers):
            return False
        if reading.containers[container].tag == "article":
            return True
        container = reading.containers[container].parent
    return False


# --- labelled header lines of plain text ---------------------------------------------------------


def header_claims(reading: Reading, context: Context) -> Iterator[Claim]:
    """Front matter and archive lines: 'date: 2023-07-25', 'LOAD-DATE: July 25, 2023'."""
    for header in reading.head.headers:
        role = _header_role(header.name)
        if role not in ("published", "modified"):
            continue
        date = read_stamp(header.value, context)
        if date is not None:
            yield Claim(
                date, role, "header", 5.0, f"labelled line '{header.name}'", date.quote,
                span=(header.start, header.end),
            )  # fmt: skip


def _header_role(name: str) -> Role:
    bare = bare_name(name.casefold())
    known = _meta_names().get(bare)
    if known is not None:
        return known[0]
    if bare in ("pd", "loaddate", "publicationdate"):
        return "published"
    return named_role(name)


def relative_claims(
    reading: Reading, labelled: tuple[LabelledBlock, ...], context: Context
) -> Iterator[Claim]:
    """'2 hours ago' beside the headline, when nothing else gives a date."""
    title = title_index(reading, labelled)
    for block in reading.blocks[max(0, title - 2) : title + 12]:
        if len(block.text) <= 120:
            date = find_relative(block.text, context)
            if date is not None:
                role = named_role(block.text[: date.start])
                yield _line_claim(block, date, role, 1.5, "relative date")


