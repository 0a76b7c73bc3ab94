"""Labelled blocks to the record: ask each field's reader, and keep its answers as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import UNSET

from newstool.fields.agency import read_agency
from newstool.fields.authors.choose import read_people
from newstool.fields.contacts import read_contacts
from newstool.fields.copyright import read_copyright
from newstool.fields.corrections import read_corrections
from newstool.fields.dateline import read_dateline
from newstool.fields.entries import read_entries
from newstool.fields.headline.standfirst import read_description, read_subtitle
from newstool.fields.language import read_language
from newstool.fields.license import read_free_access, read_license
from newstool.fields.media import read_image, read_images
from newstool.fields.page_type import read_page_type
from newstool.fields.published.choose import read_article_dates
from newstool.fields.registrations import read_registrations
from newstool.fields.related import read_related
from newstool.fields.section import read_section, read_tags
from newstool.fields.site import read_canonical_url, read_domain, read_site_name, read_url
from newstool.fields.source import read_source
from newstool.labelling.models import SHIPPED, Models
from newstool.model.article import (
    BODY_LABELS,
    NOT_ASKED,
    Article,
    BlockReport,
    BodyPart,
    BodyType,
    Contacts,
    Document,
    Evidence,
    Found,
    FoundDate,
    Input,
    Label,
    Reading,
)
from newstool.page.facts import LabelledPage
from newstool.page.links import links_of
from newstool.pipeline.beside_story import blocks_beside
from newstool.reading.html.permalinks import without_permalink
from newstool.reading.where import Places
from newstool.vocabulary.header_labels import header_field
from newstool.vocabulary.patterns import later

T = TypeVar("T")

_BODY_TYPES: Mapping[Label, BodyType] = {
    Label.BODY: "paragraph",
    Label.HEADING: "heading",
    Label.LIST_ITEM: "list_item",
    Label.QUOTE: "quote",
    Label.TABLE: "table_row",
    Label.CODE: "code",
}
# What a header line's label may say that the record has no field for: None, a label nobody knows.
_UNREAD = frozenset((None, "publisher", "word_count", "credits", "image"))
# A Chinese or Japanese character counts as a word; elsewhere a word is a run of word characters,
# and such runs joined by an apostrophe or a hyphen are one.
_EAST_ASIAN = later(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = later(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:['’-]\w+)*")
# The same for Latin-1, without a search: letters and digits as 'a', joiners as '-'. And for other
# text in UTF-8, once what is beyond ASCII and in no word is a space.
_LATIN_CLASSES = bytes(
    97 if char.isalnum() or char == "_" else 45 if char in "'-" else 32
    for char in map(chr, range(256))
)
_CLASSES = _LATIN_CLASSES[:128] + b"a" * 128
_ODD = later(r"[^\w\x00-\x7f]")
_TYPOGRAPHIC = "‘“”„–—…•"  # marks beyond Latin-1 that part words in nearly every text


class _Witness:
    """Takes values out of what the readers found and remembers each one's evidence."""

    def __init__(self, reading: Reading, wanted: bool) -> None:
        self._places = Places(reading)
        self._wanted = wanted
        self.evidence: dict[str, Evidence] = {}

    def value(self, field: str, found: Found[T] | None) -> T | None:
        """The value of a field's `Found`, or None."""
        if found is None:
            return None
        if self._wanted:
            self.evidence[field] = self._evidence(found)
        return found.value

    def values(self, field: str, found: Sequence[Found[T]]) -> tuple[T, ...]:
        """The values of a field with several; the evidence of each is under `field.N`."""
        if self._wanted:
            for number, one in enumerate(found):
                self.evidence[f"{field}.{number}"] = self._evidence(one)
        return tuple(one.value for one in found)

    def _evidence(self, found: Found[T]) -> Evidence:
        where = self._places.of_found(found)
        if not isinstance(found, FoundDate):
            return Evidence(found.source, found.quote, where)
        value = found.value
        return Evidence(
            found.source,
            found.quote,
            where,
            precision=UNSET if value is None else value.precision,
            zone=UNSET if value is None else value.zone,
            ambiguous=found.ambiguous,
            candidates=found.candidates,
        )


def input_of(document: Document) -> Input:
    """What a record says about the input that it came from."""
    return Input(
        path=document.path,
        index=document.index,
        format=document.format,
        encoding=document.encoding,
        id=document.id,
        container=document.container,
        record_url=document.record_url,
        fetched=document.fetched,
    )


def assemble_record(page: LabelledPage, models: Models = SHIPPED) -> Article:
    """One page's labelled blocks to its record."""
    reading, settings = page.reading, page.settings
    witness = _Witness(reading, settings.evidence)
    value, values = witness.value, witness.values
    document = reading.document
    dates = read_article_dates(page, models.date_ranker)
    people = read_people(page)
    dateline = read_dateline(page)
    images = read_images(page)
    entries = read_entries(page)
    body = _body(page)
    text = "\n\n".join(part.text for part in body)
    return Article(
        input=input_of(document),
        page_type=value("page_type", read_page_type(page, entries)) or "unknown",
        title=value("title", page.headline),
        subtitle=value("subtitle", read_subtitle(page)),
        description=value("description", read_description(page)),
        byline=value("byline", people.byline),
        authors=values("authors", people.authors),
        editors=values("editors", people.editors),
        credits=values("credits", people.credits),
        agency=value("agency", read_agency(page, people, dateline)),
        source=value("source", read_source(page, people, dateline)),
        site_name=value("site_name", read_site_name(page)),
        domain=value("domain", read_domain(page)),
        url=value("url", read_url(page)),
        canonical_url=value("canonical_url", read_canonical_url(page)),
        dateline=value("dateline", dateline),
        date_published=value("date_published", dates.published),
        date_modified=value("date_modified", dates.modified),
        language=value("language", read_language(page)),
        section=value("section", read_section(page)),
        tags=values("tags", read_tags(page)),
        image=value("image", read_image(page, images)),
        images=values("images", images),
        body=body,
        text=text,
        entries=values("entries", entries),
        related=values("related", read_related(page)),
        corrections=values("corrections", read_corrections(page)),
        contacts=value("contacts", read_contacts(page)) or Contacts(),
        copyright=value("copyright", read_copyright(page)),
        license=value("license", read_license(page)),
        registrations=values("registrations", read_registrations(page)),
        free_access=value("free_access", read_free_access(page)),
        word_count=count_words(text),
        extra=_extra(reading),
        warnings=_warnings(reading, dates.published),
        evidence=witness.evidence if settings.evidence else NOT_ASKED,
        blocks=_block_reports(page, models) if settings.blocks else NOT_ASKED,
    )


def _body(page: LabelledPage) -> tuple[BodyPart, ...]:
    reading, labelled = page.reading, page.labelled
    feeds = reading.document.format == "text" and "\f" in reading.document.text
    if feeds:
        from newstool.reading.text.page_breaks import join_pages

        labelled = tuple(join_pages(reading, labelled))
    parts = []
    for one in labelled:
        if one.label in BODY_LABELS:
            level = one.block.level if one.label is Label.HEADING else 0
            text = without_permalink(one.block) if level else one.block.text
            links = links_of(one.block, text, page.base)
            parts.append(BodyPart(_BODY_TYPES[one.label], text, level or None, links))
    return tuple(parts)


def count_words(text: str) -> int:
    """Words as the language counts them: Chinese and Japanese by character."""
    plain = text.replace("’", "'")
    for mark in _TYPOGRAPHIC:
        plain = plain.replace(mark, " ")
    try:
        classes = b" " + plain.encode("latin-1").translate(_LATIN_CLASSES)
    except UnicodeEncodeError:
        if _EAST_ASIAN.search(text) is not None:
            return len(_WORD.findall(text))
        classes = b" " + _ODD.sub(" ", plain).encode().translate(_CLASSES)
    # A word begins where there is no word character before, nor before the one joiner in between.
    return classes.count(b" a") + classes.count(b" -a") + classes.count(b"--a")


def _extra(reading: Reading) -> Mapping[str, str]:
    """Labelled header lines that have no field in the record, as an archive wrote them."""
    headers = reading.head.headers
    unread = (line for line in headers if header_field(line.name) in _UNREAD)
    return {line.name: line.value for line in unread if line.value}


def _warnings(reading: Reading, published: FoundDate | None) -> tuple[str, ...]:
    warnings = [*reading.document.warnings, *reading.warnings]
    if published is not None and published.ambiguous:
        warnings.append("date-ambiguous")
    return tuple(dict.fromkeys(warnings))


def _block_reports(page: LabelledPage, models: Models) -> tuple[BlockReport, ...]:
    from newstool.labelling.judge.reasons import reasons
    from newstool.labelling.judge.weights import judge_for

    judge = models.judge(judge_for(page.reading))
    because = reasons(judge, page, page.headline)
    beside = blocks_beside(page.reading.document, page.settings)
    return (*beside, *_reports_of(page, because))


def _reports_of(page: LabelledPage, because: Sequence[tuple[str, ...]]) -> Iterator[BlockReport]:
    places = Places(page.reading)
    for one, why in zip(page.labelled, because, strict=True):
        yield BlockReport(
            one.label,
            one.rule,
            one.block.text,
            places.of_block(one.block),
            None if one.score is None else round(one.score, 3),
            why,
        )
