"""What is known of a page, worked out once: before its blocks are labelled, and after.

Readers of fields take the `LabelledPage`; what works before there are labels takes the `Page`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import asdict

from newstool.model.article import Block, BlockKind, Found, Head, Label, LabelledBlock, Reading
from newstool.model.own_rules import OwnRule
from newstool.model.settings import Settings
from newstool.page.addresses import base_of, declared_url, host_of, unarchived
from newstool.page.declared import Declared, declared_of
from newstool.page.extents import Extents, extents_of
from newstool.page.json_ld import JsonObject
from newstool.page.regime import Regime, regime_of
from newstool.page.site_names import site_names
from newstool.vocabulary.furniture import Hit, recognise

_LONGEST_FOLLOWER = 200  # characters of a line that another one announces


class Page(Struct, frozen=True):
    """A document as it was read, and what it says about the whole.

    `hits` is what each block's own words say that it is, by the block's index. `site_names` are
    the site's names, reduced by `site_words`. `url` is the page's address, given or declared,
    `host` its host, and `base` what its relative addresses are joined to. `regime` is what a doubt
    about a block means. `ruled` are the blocks that rules of the user's own know, by their index.
    """

    reading: Reading
    hits: tuple[Hit | None, ...]
    declared: Declared
    site_names: tuple[str, ...]
    url: str | None
    host: str | None
    base: str | None
    regime: Regime
    ruled: Mapping[int, OwnRule]

    @property
    def head(self) -> Head:
        """What the page or the file says about itself outside its visible text."""
        return self.reading.head

    @property
    def no_titles(self) -> frozenset[int]:
        """The blocks that a rule of the user's own calls something other than a headline."""
        return frozenset(i for i, rule in self.ruled.items() if rule.label is not Label.TITLE)

    @property
    def article(self) -> JsonObject | None:
        """The JSON-LD object of the page's own article."""
        return self.declared.article


class LabelledPage(Page, frozen=True):
    """A page with its headline, the labels of all its blocks, in order, and where its parts are."""

    headline: Found[str] | None
    labelled: tuple[LabelledBlock, ...]
    extents: Extents
    settings: Settings

    def below_body(self, most: int) -> tuple[LabelledBlock, ...]:
        """The first blocks below the body, at most `most`; none without a body."""
        last = self.extents.last
        return () if last is None else self.labelled[last + 1 : last + 1 + most]


def page_of(reading: Reading, rules: Sequence[OwnRule] = ()) -> Page:
    """The facts of a document that was just read. `rules` are the user's own."""
    declared = declared_of(reading.head)
    url = reading.document.url or declared_url(declared)
    host = host_of(unarchived(url)) if url else None
    hits = tuple(map(_says_of_itself, reading.blocks))
    ruled: Mapping[int, OwnRule] = {}
    if rules:
        from newstool.page.own_rules import ruled_blocks

        ruled = ruled_blocks(reading, rules, host)
    return Page(
        reading=reading,
        hits=hits,
        declared=declared,
        site_names=site_names(reading, declared, host),
        url=url,
        host=host,
        base=base_of(reading.head, url),
        regime=regime_of(reading, hits),
        ruled=ruled,
    )


def _says_of_itself(block: Block) -> Hit | None:
    """What a block's words say that it is; of several lines, what the first announces: 'Contact:'.

    Only of short lines: below a heading that wasn't set as one, there is prose.
    """
    text = block.text
    hit = recognise(text)
    if hit is not None or "\n" not in text or block.kind is BlockKind.CODE:
        return hit
    head, _, rest = text.partition("\n")
    if max(map(len, rest.split("\n"))) > _LONGEST_FOLLOWER:
        return None
    opening = recognise(head)
    return opening if opening is not None and opening.opens else None


def with_labels(
    page: Page,
    headline: Found[str] | None,
    labelled: tuple[LabelledBlock, ...],
    settings: Settings,
) -> LabelledPage:
    """The page with its headline and its blocks' labels."""
    return LabelledPage(
        **asdict(page),
        headline=headline,
        labelled=labelled,
        extents=extents_of(labelled),
        settings=settings,
    )
