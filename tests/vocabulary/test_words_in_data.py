"""Words of languages are data: each entry catches its example, and Python holds none of them."""

from __future__ import annotations

import io
import tokenize
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import newstool
from newstool.containers.exports import europresse, factiva, lexisnexis, press_releases
from newstool.containers.mail import sender
from newstool.dates import number_dates
from newstool.fields import dateline, media, section, site
from newstool.fields.agency import credited_agency
from newstool.fields.contacts import find_emails
from newstool.fields.copyright import parse_notice
from newstool.fields.dateline import parse_dateline
from newstool.labelling.second_look import comment_threads
from newstool.names import glued
from newstool.names.credits import split_helpers, split_segments
from newstool.names.reporters import find_reporters
from newstool.page import mails, places, site_names
from newstool.reading import stray_bytes
from newstool.vocabulary.names import Entry, load_entries, words_of
from newstool.vocabulary.tables import DATA

SOURCES = Path(newstool.__file__).parent
# Letters beyond ASCII that aren't words, by the module that has them.
REASONS = {
    "dates/word_dates.py": "signs after a day: 1º, 2ª",
    "names/cuts.py": "the sign that repeats a Japanese character, and a long Arabic dash",
    "names/one_name.py": "an apostrophe that is a letter",
    "names/reporters.py": "a Korean dot between names",
    "reading/decode.py": "a letter that tells Hungarian from Portuguese",
    "reading/mojibake.py": "what bytes look like that were misread",
    "reading/stray_bytes.py": "the same",
    "vocabulary/furniture_rules.py": "a capital whose small form is two characters",
    "vocabulary/own_rules/runaway.py": "characters that a user's pattern is tried on",
}
STRINGS = (tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING))
# A string after one of these is a statement: a docstring.
STARTS = (tokenize.ENCODING, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
ELSEWHERE = ("fields/headline/",)


def in_words(table: str) -> Callable[[str], bool]:
    return lambda text: not words_of("site_words", table).isdisjoint(text.lower().split())


def has_dateline(text: str) -> bool:
    found = parse_dateline(text)
    return found is not None and found.place is not None


def holder_of(line: str) -> str | None:
    return parse_notice(line).holder


TELLS: dict[str, Callable[[str], object]] = {
    "archives.length": lambda line: factiva.WORDS.match(line),
    "archives.of": lambda line: lexisnexis._NUMBER.match(line),
    "archives.end": lambda line: lexisnexis._END.match(line),
    "archives.document": lambda line: factiva._DOCUMENT.match(line),
    "archives.rights": lambda line: europresse.RIGHTS.match(line),
    "archives.paper_page": lambda line: europresse._PAGE.match(line),
    "archives.saved": lambda line: europresse._SAVED.match(line),
    "archives.certificate": lambda line: europresse._CERTIFIED.match(line),
    "archives.signed": lambda line: factiva._SIGNED.match(line),
    "archives.release_end": lambda line: press_releases._END.match(line),
    "archives.release_of": lambda line: press_releases._SENT.match(line),
    "archives.release_sent": lambda line: press_releases._SENT.match(line),
    "contacts.at": find_emails,
    "calendars.version": lambda text: not list(number_dates._numeric_dates(text)),
    "comments.said": lambda line: comment_threads._SIGNED.search(line),
    "datelines.house": has_dateline,
    "datelines.japanese": has_dateline,
    "datelines.reporter": has_dateline,
    "datelines.special": has_dateline,
    "datelines.told": has_dateline,
    "datelines.unit": lambda line: getattr(parse_dateline(line), "date", None),
    "datelines.wired": has_dateline,
    "element_marks.date": lambda name: places._DATE_BOX.search(name),
    "element_marks.aside": lambda name: places._ASIDE.search(name),
    "element_marks.aside_word": lambda name: places._ASIDE.search(name),
    "element_marks.story": lambda name: places._OWN_FOOTER.search(name),
    "encodings.western": lambda word: stray_bytes.are_western(
        {letter for letter in word.lower() if not letter.isascii()}
    ),
    "notices.filing": lambda line: holder_of(line) == "电车报社",
    "notices.month": lambda line: holder_of(line) == "Tram Werke AB",
    "notices.to": lambda line: "-" in (parse_notice(line).years or ""),
    "notices.today": lambda line: holder_of(line) == "Tram Post",
    "notices.year": lambda line: holder_of(line) == "电车报社",
    "media.alt": lambda text: media.is_junk("", text),
    "media.by": lambda text: media._BY.match(text),
    "media.credit": lambda line: media.split_credit(line)[1],
    "media.credit_class": lambda name: any(w in name for w in words_of("media", "credit_class")),
    "media.junk": media.is_junk,
    "mail_parts.forward": mails.is_sent_on,
    "mail_parts.reply": mails.is_reply,
    "mail_senders.of_house": lambda name: len(sender._OF_HOUSE.split(name, 1)) > 1,
    "sections.class": lambda name: section._SECTION_CLASS.search(name),
    "sections.filed": section.split_keywords,
    "sections.filed_thing": section.split_keywords,
    "sections.home": section._is_home,
    "sections.none": section._is_generic,
    "sections.tag_path": lambda path: section._leads_to_tag({"href": path}),
    "small_words.before_date": lambda line: dateline._BEFORE_DATE.search(line),
    "small_words.after": credited_agency,
    "small_words.by": lambda line: parse_dateline(line).place == "London",
    "site_words.default": site._fault,
    "byline_words.helped": lambda line: split_helpers(line)[1],
    "byline_words.midline": lambda line: len(split_segments(line)) > 1,
    "glued.after": lambda line: glued._of_dump(line) != line,
    "portraits.kind": lambda line: glued._of_dump(line) != line,
    "portraits.of": lambda line: glued._of_dump(line) != line,
    "reporters.chinese": lambda text: find_reporters(text).people,
    "reporters.korean": lambda text: find_reporters(text).people,
    "reporters.korean_date": lambda text: find_reporters(text).people,
    "reporters.took": lambda text: not find_reporters(text).people,
    "reporters.verb": lambda text: find_reporters(text).people,
    "site_words.filler": in_words("filler"),
    "site_words.small": in_words("small"),
    "site_words.host_label": lambda host: (
        not words_of("site_words", "host_label").isdisjoint(host.split("."))
    ),
    "site_words.sign": lambda text: site_names._LOGO.search(text),
}


def entries() -> Iterator[tuple[str, Entry]]:
    for name in TELLS:
        for entry in load_entries(*name.split(".")):
            yield name, entry


@pytest.mark.parametrize(
    ("name", "entry"), list(entries()), ids=lambda one: getattr(one, "id", one)
)
def test_each_entry_catches_its_example_and_spares_the_other(name: str, entry: Entry) -> None:
    assert entry.words and entry.why
    assert TELLS[name](entry.catch)
    assert not TELLS[name](entry.spare)


@pytest.mark.parametrize("name", sorted({name.split(".")[0] for name in TELLS}))
def test_no_entry_says_a_word_twice(name: str) -> None:
    table = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
    for entries in table.values():
        for entry in entries if isinstance(entries, list) else ():
            words = sorted(map(str.lower, entry.get("words", ())))
            assert not [one for one, other in pairwise(words) if one == other]


def test_python_has_no_words_beyond_ascii() -> None:
    found = {
        path.relative_to(SOURCES).as_posix(): text
        for path in sorted(SOURCES.rglob("*.py"))
        for text in _texts(path.read_text("utf-8"))
        if any(unicodedata.category(sign)[0] == "L" and not sign.isascii() for sign in text)
    }
    named = {name: text for name, text in found.items() if not name.startswith(ELSEWHERE)}
    assert {name: text for name, text in named.items() if name not in REASONS} == {}
    assert sorted(named) == sorted(REASONS), "a reason that is no longer needed"


def _texts(source: str) -> Iterator[str]:
    """The string literals of a module as they are written, without docstrings.

    An escape is a range of a script, not a word.
    """
    before = tokenize.ENCODING
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in STRINGS and before not in STARTS:
            yield token.string
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            before = token.type
