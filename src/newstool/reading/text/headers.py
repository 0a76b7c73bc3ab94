"""Header lines that open a plain text: front matter, mail headers, a few labelled lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from newstool.model.article import HeaderLine
from newstool.reading.text.lines import Lines
from newstool.vocabulary.furniture import recognise
from newstool.vocabulary.furniture_rules import Role
from newstool.vocabulary.header_labels import header_field
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import ends_sentence
from newstool.vocabulary.tables import load_table

_MAX_LINES = 400  # lines of front matter or headers; a mail with all its stamps has 60
_LONGEST_MARK = 100  # characters of 'Begin forwarded message:'
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_YAML_KEY = later(r"^([\w .\-]{1,60}?)\s{0,9}:(?:\s+(.*))?$")
_TOML_KEY = later(r"^([\w.\-]{1,60})\s{0,9}=\s{0,9}(.*)$")
_LABEL = later(r"([^\W\d_][\w '’./\-]{0,40}?)\s?[:：](?:\s+|$|(?<=：))(.*)$")
# How a mailbox begins each mail (RFC 4155): 'From ana@example.org Thu Nov 14 08:00:00 2024'.
MAIL_LINE = (
    r"From \S{1,200}(?: at \S{1,200})? {1,9}[A-Z][a-z]{2},? {1,9}"
    r"(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2})"
    r"[\d :]{6,20}(?:[A-Z]{3,4} |[+-]\d{4} ?)?(?:\d{4})?(?: [+-]\d{4})?"
)
_STATUS = later(MAIL_LINE + r"$|(?:HTTP/[12](?:\.\d)?) \d{3}\b|WARC/1\.\d$")
_NAME_KEY = later(r"(?:-\s{1,9})?(?:name|full_?name|title)\s?:\s{1,9}(.+)$", re.IGNORECASE)
_FORWARDED_WITHIN = 80  # lines of a mail in which one that was sent on may begin
_RULE = later(r"([-=_*#~+])\1{4,}$")  # that a scraper draws above and below its labels
_LONGEST_ENCODED = 2000  # characters of a header that a mail program encoded
_LONGEST_UNKNOWN = 120  # characters of the value of a label that we don't know
_ABOVE_LABELS = 2  # lines below the headline: the paper's name may be above the labels
_MIN_BELOW = 3  # labelled lines below a headline; two may be the article's own
_MIN_HEADERS = 2  # a single labelled line is a byline or a date line of the article


def find_headers(lines: Lines) -> tuple[HeaderLine, ...]:
    """The header lines that open a text, or () where its first line is the article's own.

    Front matter is between lines of "---" (YAML) or "+++" (TOML); mail and crawl headers run
    to the first blank line; labelled lines ('Title: ...', 'URL: ...') count where two or more
    are together and one of them is the title or the address. Spans hold no line end. Never
    raises.
    """
    first = next((number for number, line in enumerate(lines.texts) if line), None)
    if first is None:
        return ()
    opener = lines.texts[first].lstrip("\ufeff")
    if opener in _FENCES:
        return _front_matter(lines, first, opener)
    if _RULE.match(opener) and first + 1 < len(lines.texts):
        return headers_at(lines, first + 1)
    if _STATUS.match(opener):
        return (_header(lines, opener, "", first, first), *_labelled(lines, first + 1))
    found: tuple[HeaderLine, ...] = ()
    if ":" in opener or "：" in opener:
        found = _labelled(lines, first)
        found = found if _are_headers(found) else _spaced(lines, first)
        if found and not any(header_field(header.name) == "body" for header in found):
            found += _body_label(lines, first)
    found += _forwarded(lines, first, found)
    return found or _below_headline(lines, first)


def headers_at(lines: Lines, first: int) -> tuple[HeaderLine, ...]:
    """The run of labelled lines from `first`, or () where it names no title and no address."""
    found = _labelled(lines, first)
    return found if _are_headers(found) else ()


def _below_headline(lines: Lines, first: int) -> tuple[HeaderLine, ...]:
    """Labelled lines right under the headline, as databases print them: author, date and more.

    The label of the text itself, alone on its line below them, is the last of them.
    """
    for number in range(first + 1, min(first + 1 + _ABOVE_LABELS, len(lines.texts))):
        if not lines.texts[number]:
            break
        found = _labelled(lines, number, below=True)
        fields = {header_field(header.name) for header in found}
        if len(found) >= _MIN_BELOW and {"authors", "date_published"} & fields:
            title: tuple[HeaderLine, ...] = ()
            if number == first + 1 or lines.texts[first + 1][-1:].isdigit():  # the paper and a date
                title = (_header(lines, "Headline", lines.texts[first], first, first),)
            return title + found + _body_label(lines, number)
    return ()


def _body_label(lines: Lines, number: int) -> tuple[HeaderLine, ...]:
    """'Full text:' alone on the line after the labels that begin at line `number`."""
    while number < len(lines.texts) and lines.texts[number]:
        number += 1
    while number < len(lines.texts) and not lines.texts[number]:
        number += 1
    label = _LABEL.match(lines.texts[number]) if number < len(lines.texts) else None
    if label is None or label[2] or header_field(label[1]) != "body":
        return ()
    return (_header(lines, label[1], "", number, number),)


def _forwarded(lines: Lines, first: int, before: Sequence[HeaderLine]) -> tuple[HeaderLine, ...]:
    """The headers of a mail that was sent on, below the line that says so."""
    begun = before[-1].end if before else -1
    for number in range(first, min(first + _FORWARDED_WITHIN, len(lines.texts) - 1)):
        line = lines.texts[number]
        if len(line) > _LONGEST_MARK or not line or lines.starts[number] < begun:
            continue
        if line[-1] not in "-:：":
            continue
        hit = recognise(line)
        if hit is None or Role.BEGINS_MAIL not in hit.roles:
            continue
        below = number + 1
        while below + 1 < len(lines.texts) and not lines.texts[below]:
            below += 1
        found = _labelled(lines, below)
        if _are_headers(found):
            return found
    return ()


def _header(lines: Lines, name: str, value: str, first: int, last: int) -> HeaderLine:
    end = lines.starts[last] + len(lines.texts[last])
    return HeaderLine(name, value, lines.starts[first], end)


# --- front matter ------------------------------------------------------------------------------


def _front_matter(lines: Lines, first: int, fence: str) -> tuple[HeaderLine, ...]:
    closing = _FENCES[fence]
    last = min(len(lines.texts), first + _MAX_LINES)
    end = next((n for n in range(first + 1, last) if lines.texts[n] in closing), None)
    if end is None:
        return ()
    pattern = _YAML_KEY if fence == "---" else _TOML_KEY
    found: list[HeaderLine] = []
    number = first + 1
    while number < end:
        line = lines.texts[number]
        if not line or line[0] == "#":
            number += 1
            continue
        key = pattern.match(line) if not lines.indents[number] else None
        if key is None:
            return ()  # a sentence: the lines of dashes were rules
        after = number + 1
        while after < end and _belongs(lines, after):
            after += 1
        value = _yaml_value(key[2] or "", lines.texts[number + 1 : after])
        found.append(_header(lines, key[1], value, number, after - 1))
        number = after
    return tuple(found)


def _belongs(lines: Lines, number: int) -> bool:
    """A value's further line: indented, or an item of a list."""
    return bool(lines.texts[number]) and (
        lines.indents[number] > 0 or lines.texts[number][0] in "-]"
    )


def _yaml_value(value: str, more: Sequence[str]) -> str:
    """A value as words: quotes and brackets gone, a list's items separated by '; '."""
    names = [match[1].strip() for line in more if (match := _NAME_KEY.match(line))]
    if names:
        return "; ".join(map(_unquoted, names))
    items = [_unquoted(line.lstrip("-").strip()) for line in more if line.startswith("-")]
    if items:
        return "; ".join(items)
    value = " ".join((value.strip(), *more)).strip()
    if value[:1] in ("|", ">"):
        value = value[1:].lstrip("+-0123456789 ")
    if value.startswith("[") and value.endswith("]"):
        return "; ".join(_unquoted(item.strip()) for item in value[1:-1].split(",") if item.strip())
    return _unquoted(value)


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


# --- mail, crawl records, labelled lines -------------------------------------------------------


def _labelled(lines: Lines, first: int, *, below: bool = False) -> tuple[HeaderLine, ...]:
    """The run of 'Name: value' lines from `first`; an indented line continues the value.

    Names that we don't know are among them once known ones prove the run, `below` a headline one.
    """
    found: list[HeaderLine] = []
    number, end = first, min(len(lines.texts), first + _MAX_LINES)
    while number < end and lines.texts[number]:
        label = _LABEL.match(lines.texts[number].lstrip("\ufeff"))
        if label is None:
            break
        if label[2] and found and header_field(label[1]) == "body":
            found.append(_label_alone(lines, label, number))
            break
        after = number + 1
        while after < end and lines.texts[after] and lines.indents[after]:
            after += 1
        proven = bool(found) if below else _are_headers(found)
        if not _is_known(label[1]) and not (proven and _may_be_label(lines, label, after)):
            break
        value = " ".join((label[2], *lines.texts[number + 1 : after])).strip()
        value = _decoded(value) if "=?" in value else value
        found.append(_header(lines, label[1], value, number, after - 1))
        number = after
    return tuple(found)


def _label_alone(lines: Lines, label: re.Match[str], number: int) -> HeaderLine:
    """The label of the text, which begins on the same line: 'Text: The ferry returned.'"""
    start = lines.starts[number]
    opened = len(lines.texts[number]) - len(lines.texts[number].lstrip("\ufeff"))
    return HeaderLine(label[1], "", start, start + opened + label.start(2))


def _decoded(value: str) -> str:
    """A mail's '=?utf-8?Q?Br=C3=BCcke?=' as words (RFC 2047); as written where it is broken."""
    from email.errors import MessageError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(value[:_LONGEST_ENCODED])))
    except (ValueError, LookupError, MessageError):
        return value


def _may_be_label(lines: Lines, label: re.Match[str], after: int) -> bool:
    """Whether an unknown label amid known ones is one: its value is short, no prose follows."""
    if len(label[2]) > _LONGEST_UNKNOWN or ends_sentence(label[2]):
        return False
    following = lines.texts[after] if after < len(lines.texts) else ""
    return not following or _LABEL.match(following) is not None or bool(_RULE.match(following))


def _spaced(lines: Lines, first: int) -> tuple[HeaderLine, ...]:
    """Labelled lines with blank lines between, down to the label of the text itself."""
    found: list[HeaderLine] = []
    number, end = first, min(len(lines.texts), first + _MAX_LINES)
    while number < end:
        label = _LABEL.match(lines.texts[number].lstrip("\ufeff"))
        field = header_field(label[1]) if label is not None else None
        if label is None or field is None:
            break
        if field == "body":
            if not label[2]:
                found.append(_header(lines, label[1], "", number, number))
            break
        found.append(_header(lines, label[1], label[2].strip(), number, number))
        number += 1
        while number < end and not lines.texts[number]:
            number += 1
    return tuple(found) if len(found) >= _MIN_HEADERS and _are_headers(found) else ()


def _is_known(name: str) -> bool:
    folded = name.casefold()
    known = folded in _mail_names()["known"] or folded.startswith(("x-", "list-", "arc-"))
    return known or header_field(name) is not None


def _are_headers(found: Sequence[HeaderLine]) -> bool:
    if len(found) < _MIN_HEADERS:
        return False
    if any(header.name.casefold() in _mail_names()["opening"] for header in found):
        return True
    return any(header_field(header.name) in ("title", "url") for header in found)


def is_mail_name(name: str, kind: str) -> bool:
    """Whether a header line's name is one of a kind: opening, known, sender or sent."""
    return name.casefold() in _mail_names()[kind]


@cache
def _mail_names() -> dict[str, frozenset[str]]:
    names = {
        entry["id"]: frozenset(entry["names"]) for entry in load_table("mail_headers")["names"]
    }
    return names | {"known": frozenset.union(*names.values())}
