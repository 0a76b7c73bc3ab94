"""Other extractors with one interface: a page's bytes and URL to an `Answer`.

Each is called the way its own documentation shows for news, and imported only when named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec

from benchmarks.dumps import page_text
from benchmarks.scores import Answer


@dataclass(frozen=True, slots=True)
class Peer:
    """An extractor: what must be installed, and which scores its answers can be given."""

    package: str
    module: str
    read: Callable[[bytes, str | None], Answer]
    fields: frozenset[str]

    @property
    def is_installed(self) -> bool:
        return find_spec(self.module) is not None

    @property
    def version(self) -> str:
        return version(self.package)


def read_trafilatura(page: bytes, url: str | None) -> Answer:
    from trafilatura import bare_extraction

    found = bare_extraction(page, url=url, with_metadata=True)
    if found is None:
        return Answer()
    return Answer(
        body=found.text,
        title=found.title,
        authors=tuple((found.author or "").split("; ")),
        date=found.date,
    )


def read_newspaper4k(page: bytes, url: str | None) -> Answer:
    import newspaper

    # Left to itself it would fetch the page's pictures to choose among them.
    article = newspaper.Article(url or "http://example.org/", fetch_images=False)
    article.download(input_html=page_text(page))
    article.parse()
    date = article.publish_date
    return Answer(
        body=article.text,
        title=article.title,
        authors=tuple(article.authors),
        date=date.isoformat() if date else None,
    )


def read_readability(page: bytes, url: str | None) -> Answer:
    from lxml.html import fromstring
    from readability import Document

    document = Document(page, url=url)
    body = fromstring(document.summary()).text_content()
    return Answer(body=body, title=document.short_title())


def read_justext(page: bytes, _url: str | None) -> Answer:
    from justext import get_stoplist, get_stoplists, justext

    # The language is not known beforehand: English first, then every list at once.
    every = (get_stoplist(name) for name in get_stoplists())
    for stop_words in (get_stoplist("English"), frozenset().union(*every)):
        kept = [part.text for part in justext(page, stop_words) if not part.is_boilerplate]
        if kept:
            return Answer(body="\n".join(kept))
    return Answer()


def read_resiliparse(page: bytes, _url: str | None) -> Answer:
    from resiliparse.extract.html2text import extract_plain_text

    return Answer(body=extract_plain_text(page_text(page), main_content=True))


def read_htmldate(page: bytes, url: str | None) -> Answer:
    from htmldate import find_date

    return Answer(date=find_date(page, url=url, original_date=True))


_BODY = frozenset({"body"})
_ALL = frozenset({"body", "title", "authors", "date"})

PEERS: dict[str, Peer] = {
    "trafilatura": Peer("trafilatura", "trafilatura", read_trafilatura, _ALL),
    "newspaper4k": Peer("newspaper4k", "newspaper", read_newspaper4k, _ALL),
    "readability": Peer("readability-lxml", "readability", read_readability, _BODY | {"title"}),
    "justext": Peer("justext", "justext", read_justext, _BODY),
    "resiliparse": Peer("resiliparse", "resiliparse", read_resiliparse, _BODY),
    "htmldate": Peer("htmldate", "htmldate", read_htmldate, frozenset({"date"})),
}

# --- rules of thumb for plain text, the comparison in text modes -----------------------------

_C4_ENDS = (".", "?", "!", '"')
_C4_MIN_WORDS = 5
_C4_PHRASES = (
    *("javascript", "terms of use", "privacy policy", "cookie policy"),
    *("uses cookies", "use of cookies", "use cookies"),
)


def keep_everything(dump: str) -> Answer:
    """The dump as it is."""
    return Answer(body=dump)


def keep_c4_lines(dump: str) -> Answer:
    """The lines that C4 (Raffel et al., 2020) keeps: five words, ended as a sentence ends."""
    lines = (line.strip() for line in dump.splitlines())
    return Answer(body="\n".join(line for line in lines if _is_c4_line(line)))


def _is_c4_line(line: str) -> bool:
    ends = line.endswith(_C4_ENDS) and not line.endswith("...")
    folded = line.lower()
    return (
        ends
        and len(line.split()) >= _C4_MIN_WORDS
        and not any(phrase in folded for phrase in _C4_PHRASES)
    )


TEXT_RULES: dict[str, Callable[[str], Answer]] = {"as-is": keep_everything, "c4": keep_c4_lines}
