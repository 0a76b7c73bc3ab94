"""What a mail has around its story: the answered mail, who passed it on, how it is signed.

Only mails are asked: in a page the same lines are part of a story about a mail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeGuard

from newstool.labelling.furniture import Name
from newstool.model.article import Block, BlockKind, Container, Label, Reading
from newstool.page.facts import Page
from newstool.page.mails import SUBJECT, brings_inner_mail, is_mail, is_reply, is_sent_on
from newstool.page.places import boxes_that
from newstool.reading.text.headers import is_mail_name
from newstool.vocabulary.furniture import Hit, recognise
from newstool.vocabulary.furniture_rules import Role
from newstool.vocabulary.mail_parts import is_attribution, marks_element
from newstool.vocabulary.patterns import later

_QUOTED: Name = (Label.OTHER, "quoted-mail")
_NOTE: Name = (Label.OTHER, "note-above-inner-mail")
_HEADER: Name = (Label.OTHER, "header-of-inner-mail")
_SIGNATURE: Name = (Label.OTHER, "mail-signature")
_FOOT: Name = (Label.NEWSLETTER, "foot-of-mail")
_LINK: Name = (Label.NAVIGATION, "link-alone")
_OF_FOOT = (Label.NEWSLETTER, Label.COPYRIGHT)
_LABEL = later(r"([^\W\d_][\w '’./-]{0,40}?)\s?[:：](?:\s|$)")
_LEAST_LINES = 3  # header lines of an inner mail: who, when, and to whom or about what
# Share of a mail's text that may follow the line above a list's foot, or above a long signature.
_TAIL_SHARE = 0.3
_SIGNATURE_LINES = 4  # of a signature, however short the mail: the usual limit (RFC 1855, 2.1.1)
_LINK_ALONE = later(r"(?:\*\* )?[^\n()<>]{0,80}[(<]\s?https?://[^\s()<>]{1,2000}\s?[)>]")
_SIGNATURE_BLOCK = "-----BEGIN PGP SIGNATURE"
_LEAST_RULE = 20  # underscores of the line that mailing lists draw above their foot


def name_mail_parts(page: Page) -> dict[int, Name]:
    """The blocks of a mail that are none of its story; of other documents none."""
    reading = page.reading
    if not is_mail(reading):
        return {}
    blocks = reading.blocks
    runs = list(_header_runs(blocks))
    named = dict.fromkeys(_links(page), _LINK)
    if not brings_inner_mail(reading.head):
        named |= dict.fromkeys(_quoted(reading, runs), _QUOTED)
    elif runs:
        named |= dict.fromkeys(range(runs[0].start), _NOTE) | dict.fromkeys(runs[0], _HEADER)
    named |= _tail(page, named)
    named |= dict.fromkeys(_in_elements(reading, _is_signature), _SIGNATURE)
    return named if len(named) < len(blocks) else {}


# --- header lines of a mail in the mail ----------------------------------------------------------


def _header_runs(blocks: Sequence[Block]) -> Iterator[range]:
    """Blocks one after another that are the header lines of another mail."""
    found = [_header_names(block.text) for block in blocks]
    for _, places in groupby(range(len(blocks)), lambda place: found[place] is None):
        run = list(places)
        names = [name for place in run for name in found[place] or ()]
        if len(names) >= _LEAST_LINES and any(is_mail_name(name, "sender") for name in names):
            yield range(run[0], run[-1] + 1)


def _header_names(text: str) -> list[str] | None:
    """The names of the header lines that a block is, None for another block.

    Above them may be '---------- Forwarded message ---------'.
    """
    names: list[str] = []
    for number, line in enumerate(text.split("\n")):
        label = _LABEL.match(line)
        if label is not None and is_mail_name(label[1], "known"):
            names.append(label[1])
        elif number or (hit := recognise(line)) is None or Role.BEGINS_MAIL not in hit.roles:
            return None
    return names


# --- the mail that is answered -------------------------------------------------------------------


def _quoted(reading: Reading, runs: Sequence[range]) -> set[int]:
    """The blocks of mails that this one answers, with the lines above them that say so."""
    blocks = reading.blocks
    subject = next((one.value for one in reading.head.given if one.source == SUBJECT), "")
    if is_sent_on(subject):
        return set()
    said = [block.index for block in blocks if _attributes(blocks, block)]
    quoted = _in_elements(reading, _quotes)
    if said or is_reply(subject):
        quoted |= {b.index for b in blocks if b.markup is None and b.kind is BlockKind.QUOTE}
    for index in said:
        if index + 1 in quoted:
            quoted |= set(range(index - (blocks[index].text.count(" ") == 0), index + 1))
        elif index and is_reply(subject):
            quoted |= set(range(index, len(blocks)))
    below = next((run for run in runs if run.start), None)
    if below is not None:
        quoted |= set(range(below.start, len(blocks)))
    return quoted


def _attributes(blocks: Sequence[Block], block: Block) -> bool:
    """Whether a block says who wrote what is below it; 'wrote:' may be on a line of its own."""
    text = block.text.rpartition("\n")[2]
    if " " not in text and block.index:
        text = f"{blocks[block.index - 1].text} {text}"
    return is_attribution(text)


def _in_elements(reading: Reading, holds: Callable[[Container], bool]) -> set[int]:
    """The blocks of HTML inside elements of a kind."""
    return {index for index, box in enumerate(boxes_that(reading, holds)) if box is not None}


def _quotes(container: Container) -> bool:
    kind = container.attributes.get("type") or ""
    is_cited = container.tag == "blockquote" and kind.casefold() == "cite"
    return is_cited or marks_element("quoting", container.attributes)


def _is_signature(container: Container) -> bool:
    return marks_element("signature", container.attributes)


# --- its end -------------------------------------------------------------------------------------


def _tail(page: Page, named: Mapping[int, Name]) -> dict[int, Name]:
    """What follows the line above a newsletter's foot, where it is short, or above a signature."""
    own = [block for block in page.reading.blocks if block.index not in named]
    total = sum(len(block.text) for block in own)
    tail: dict[int, Name] = {}
    size = 0
    for count, block in enumerate(reversed(own)):
        size += len(block.text)
        if size > _TAIL_SHARE * total and not 0 < count <= _SIGNATURE_LINES:
            break
        name = _opens_tail(block.text, page.hits[block.index])
        if name is _SIGNATURE or (name is not None and size <= _TAIL_SHARE * total):
            tail = {
                each.index: tail.get(each.index, name)
                for each in own
                if each.index >= block.index and not _says_what_it_is(page.hits[each.index])
            }
    return tail


def _opens_tail(text: str, hit: Hit | None) -> Name | None:
    """What follows a line: '-- ' (RFC 3676), a rule of underscores, 'You get this because'."""
    if text == "--" or text.startswith(_SIGNATURE_BLOCK):
        return _SIGNATURE
    if len(text) >= _LEAST_RULE and not text.strip("_"):
        return _FOOT
    return _FOOT if _says_what_it_is(hit) and hit.label in _OF_FOOT else None


def _says_what_it_is(hit: Hit | None) -> TypeGuard[Hit]:
    return hit is not None and hit.strength == "sure"


def _links(page: Page) -> Iterator[int]:
    """Lines of plain text that are a link and no more: 'Read more (https://post.example/a)'."""
    for block in page.reading.blocks:
        is_link = block.markup is None and _LINK_ALONE.fullmatch(block.text) is not None
        if is_link and not _says_what_it_is(page.hits[block.index]):
            yield block.index
