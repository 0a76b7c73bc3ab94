"""Names of people: tidied, un-shouted, and recognised in bylines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from enum import Enum, auto
from functools import lru_cache

from newstool.dates.labels import named_role
from newstool.vocabulary.folding import site_words
from newstool.vocabulary.names import agency_of, ends_of, given_names, places, surnames, words_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import HAN, HANGUL, KANA, has_east_asian

MAX_NAME = 60  # characters of one person's name; the longest of the development data has 33
MAX_WORD = 24  # letters of one word of a name; longer ones are words that a dump glued
REMEMBERED = 4096  # lines and names, of which pages of one site say the same
MAX_WORDS = 6  # of one name, particles not counted
_STEM = 2  # letters of a surname before its end
SHORT_WORD = 3  # letters of a word, and words of a name, that may be something else

_COMPOUND = 8  # letters of a German compound's name of a body
_APOSTROPHES = "'’‘`´ʼ"
_INSIDE = "-'’.״׳\u05be\u200c\u200d"  # the Hebrew hyphen, and joiners of Persian and Indian names
_EDGES = ' \t\n\r,;:.|/\\*_~·•-–—"“”„«»‹›()[]{}<>@#=+&!?。、，；：（）【】[]《》「」'
_FUNCTION_SIGNS = "从在因据于对向将与和及为是有被把这那该其"  # open no name
_HAN_NAME = later(rf"[{HAN}々〆ヶ]{{2,4}}|[{HAN}]{{1,5}}(?:[·•・‧][{HAN}]{{1,6}}){{1,2}}")
_KANA_NAME = later(rf"[{KANA}{HAN}々〆ー]{{2,8}}(?:[ 　・＝][{KANA}{HAN}]{{1,8}})?")
_HANGUL_NAME = later(rf"[{HANGUL}]{{2,4}}(?: [{HANGUL}]{{1,3}})?")
_NUMERALS = frozenset(("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"))
_VOWELS = frozenset("AEIOUYÄÖÜÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛÅÆØŒАЕЁИОУЫЭЮЯІЇЄΑΕΗΙΟΥΩ")
# 'Б.Сарангэрэл', 'А.Б.Иванов': an initial without a space after it.
_INITIAL_NAME = re.compile(r"(?:[^\W\d_]\.){1,2}([^\W\d_]{3,24})")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,4}[^\W\d_]?\.?")


class Kind(Enum):
    """What a piece of a byline is."""

    PERSON = auto()
    ROLE = auto()
    CREDENTIAL = auto()
    AGENCY = auto()
    SITE = auto()
    ORGANISATION = auto()
    PLACE = auto()
    NOBODY = auto()
    UNKNOWN = auto()


@lru_cache(REMEMBERED)
def name_key(name: str) -> str:
    """A name for comparing: letters only, case folded, without accents or titles.

    'Dr. José RUIZ' and 'Jose Ruiz' have one key. Empty when there are no letters.
    """
    words = [w for w in name.split() if w.lower() not in words_of("name_parts", "rank")]
    folded = unicodedata.normalize("NFKD", " ".join(words or name.split()))
    return "".join(c for c in folded.casefold() if c.isalnum())


# --- capitals ------------------------------------------------------------------------------------


def unshout(name: str) -> str:
    """Capitals undone: 'ANA VAN DER MEER' -> 'Ana van der Meer', 'Ana RUIZ' -> 'Ana Ruiz'.

    Initials, numerals and names not shouted stay as written.
    """
    words = name.split(" ")
    shouted = [_is_shouted(word) for word in words]
    if not any(shouted):
        return name
    every = name.upper() == name
    turkish = any(c in "İŞĞışğ" for c in name)
    done = [
        _calm_word(word, first=not number, every=every, turkish=turkish)
        if shouted[number]
        else word
        for number, word in enumerate(words)
    ]
    return " ".join(done)


def _is_shouted(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 2 or word.upper() != word or word.lower() == word:
        return False
    if word.strip(".,") in _NUMERALS or _INITIALS.fullmatch(word):
        return False
    if word.lower() in words_of("name_parts", "suffix") or word in ("ST.", "STE.", "MT.", "FT."):
        return True
    if len(letters) == 2:  # 'JO', 'ED' and 'LI' are names, 'JK' and 'PJ' are initials
        return any(c in _VOWELS for c in letters) and word not in ("AJ", "OJ", "EJ", "AA")
    return any(c in _VOWELS for c in word) or len(letters) > SHORT_WORD


def is_particle(word: str) -> bool:
    """True for 'La' and 'Van', which open surnames and the names of papers; 'Ben' is a name."""
    return _is_particle(word) and word.lower() != "ben"


def _is_particle(word: str) -> bool:
    return word.lower().replace("’", "'") in words_of("name_parts", "particle")


def _calm_word(word: str, *, first: bool, every: bool, turkish: bool) -> str:
    small = _lower(word, turkish)
    if every and not first and _is_particle(small):
        return small
    parts = re.split(r"([-–])", small)
    parts = [part if part in "-–" else _calm_part(part, turkish) for part in parts]
    if len(parts) > 2 and parts[0] in ("Al", "El", "Ul", "Ad", "As", "Ar", "Ash"):
        parts[0] = parts[0].lower()  # 'al-Masri'
    return "".join(parts)


def _calm_part(part: str, turkish: bool) -> str:
    for mark in _APOSTROPHES:
        head, found, tail = part.partition(mark)
        if found and 0 < len(head) <= 2 and len(tail) > 1:  # O'Brien, D'Angelo, not Ana's
            return _upper_first(head, turkish) + mark + _upper_first(tail, turkish)
    if part.startswith("mc") and len(part) > SHORT_WORD:
        return "Mc" + part[2:].capitalize()
    if part in words_of("name_parts", "mac"):
        return "Mac" + part.removeprefix("mac").capitalize()
    return _upper_first(part, turkish)


def _lower(word: str, turkish: bool) -> str:
    if turkish:
        word = word.replace("I", "ı").replace("İ", "i")
    return word.lower()


def _upper_first(part: str, turkish: bool) -> str:
    start = next((n for n, c in enumerate(part) if c.isalpha()), 0)
    head = part[start : start + 1]
    head = "İ" if turkish and head == "i" else head.upper()
    return part[:start] + head + part[start + 1 :]


# --- the form of a name --------------------------------------------------------------------------


def tidy_name(raw: str) -> str:
    """A name without forms of address, credentials, marks around it and capitals: may be ''."""
    words = raw.split()
    while words and words[0].lower() in words_of("name_parts", "honorific"):
        if len(words[0]) == 2 and sum(word[:1].isupper() for word in words[1:]) < 2:
            break  # 'M. de Souza' is an initial, 'M. Luc Morel' a form of address
        words = words[1:]
    while len(words) > 1 and is_credential(words[-1]):
        words = words[:-1]
    if len(words) > 2 and ends_name(words[-1]) and words[0].casefold() in given_names():
        words = words[:-1]  # 'Ana Ruiz In', before a section that a dump sets on its own line
    half = len(words) // 2
    if half and words[:half] == words[half:]:  # a picture's alt text next to the name
        words = words[:half]
    text = " ".join(words).strip(_EDGES.replace(".", "").replace("(", "").replace(")", ""))
    text = _balanced(text)
    words = text.split()
    if words and words[-1].endswith(".") and not _keeps_stop(words[-1]):
        words[-1] = words[-1].rstrip(".")
    return unshout(" ".join(words))


def ends_name(word: str) -> bool:
    """'In' and 'IN', with which a section or a place begins after a name."""
    return word[:1].isupper() and word.lower() in words_of("name_parts", "after_name")


def _balanced(text: str) -> str:
    """Without a lone bracket at an edge."""
    if text.count("(") != text.count(")"):
        text = text.strip("()").strip()
    return text


def _keeps_stop(word: str) -> bool:
    suffix = word.lower() in words_of("name_parts", "suffix")
    return suffix or len(word) <= 2 or bool(_INITIALS.fullmatch(word))


def is_credential(word: str) -> bool:
    """True for 'PhD', 'M.D.,' and 'CFP®' as written; 'Ma' and 'Do' are names."""
    bare = word.strip(",;()®™+ ")
    lowered = bare.lower()
    known = words_of("name_parts", "credential")
    if lowered not in known and lowered.rstrip(".") not in known:
        return False
    return sum(c.isupper() for c in bare) > 1 or len(bare) > SHORT_WORD


def is_name_word(word: str) -> bool:
    """True when the word looks like a part of a name: 'Ruiz', "O'Brien", 'J.K.', '(Nita)'."""
    bare = word.strip("\"“”„«»()'’‘")
    if len(bare) > MAX_WORD:
        return False
    if not bare or not bare[0].isupper():
        inner = bare.lstrip("dlDL")  # d'Angelo, al-Masri, l'Huillier
        mark = inner[:1] in tuple(_APOSTROPHES) and inner[1:2].isupper()
        article, _, rest = bare.partition("-")
        return mark or (article in ("al", "el", "ul") and rest[:1].isupper())
    if not all(c.isalpha() or c in "-–.·•" or c in _APOSTROPHES or _is_mark(c) for c in bare):
        return False
    return "." not in bare.rstrip(".") or bool(_INITIALS.fullmatch(bare))


def _is_mark(c: str) -> bool:
    return unicodedata.category(c) in ("Mn", "Mc", "Lm")


def has_capitals(text: str) -> bool:
    """True when the text's first letter is of a script that has capital letters."""
    for c in text:
        if c.isalpha():
            return c.lower() != c.upper() and not "\u10d0" <= c <= "\u10ff"  # nobody uses Georgia's
    return False


def has_name_form(name: str) -> bool:
    """True when the whole text could be one person's full name, by its form alone."""
    if not 1 < len(name) <= MAX_NAME or any(c.isdigit() for c in name):
        return False
    if has_east_asian(name):
        return _has_east_asian_form(name)
    words = name.split()
    if not has_capitals(name):
        return 1 < len(words) < MAX_WORDS and all(_is_plain(word) for word in words)
    if len(words) == 1:
        return _is_initial_name(name)
    parts = [word for word in words if not _is_small_particle(word)]
    if not 1 < len(parts) <= MAX_WORDS:
        return False
    return all(map(is_name_word, parts))


def _is_initial_name(word: str) -> bool:
    """'Б.Сарангэрэл', 'J.Smith'."""
    match = _INITIAL_NAME.fullmatch(word)
    return match is not None and word[0].isupper() and match[1].istitle()


def _has_east_asian_form(name: str) -> bool:
    if name[0] in _FUNCTION_SIGNS:
        return False  # '从市政府获悉'
    return any(form.fullmatch(name) for form in (_HAN_NAME, _KANA_NAME, _HANGUL_NAME))


def _is_plain(word: str) -> bool:
    return all(c.isalpha() or _is_mark(c) or c in _INSIDE for c in word)


def _is_small_particle(word: str) -> bool:
    return word.lstrip(_APOSTROPHES)[:1].islower() and _is_particle(word)


# --- what a piece is -----------------------------------------------------------------------------


def kind_of(piece: str, sites: Collection[str] = ()) -> Kind:
    """What one piece of a byline is. `sites` are the site's names reduced by `site_words`.

    A single word is never a person here: only its place in a byline could say so.
    """
    return _kind_of(piece.strip(_EDGES), sites if isinstance(sites, tuple) else tuple(sites))


@lru_cache(REMEMBERED)  # a name is asked about whole, as a piece and as the head of a piece
def _kind_of(text: str, sites: tuple[str, ...]) -> Kind:
    lowered = text.lower()
    if not text or lowered in words_of("not_people", "name"):
        return Kind.NOBODY
    if agency_of(text):
        return Kind.AGENCY
    words = lowered.replace(",", " ").split()
    if len(words) <= MAX_WORDS and all(
        is_credential(word) for word in text.partition("(")[0].replace(",", " ").split()
    ):
        return Kind.CREDENTIAL
    if lowered in places():
        return Kind.PLACE
    named_like_site = site_words(text) in sites
    if named_like_site and not _is_known_name(words):
        return Kind.SITE
    bare = [word.strip(_EDGES) for word in words]
    if not words_of("roles", "role").isdisjoint(bare):
        staff = "staff" in bare or "team" in bare
        return Kind.ORGANISATION if staff and bare[0] != "staff" else Kind.ROLE
    if not words_of("not_people", "word").isdisjoint(bare):
        return Kind.ORGANISATION
    if not words_of("not_people", "soft_word").isdisjoint(bare) and not _is_common_name(bare):
        return Kind.ORGANISATION
    if not words_of("not_people", "sentence").isdisjoint(text.split()):
        return Kind.UNKNOWN
    regions = words_of("not_people", "region_start")
    if len(bare) > 2 and bare[0] in regions and " ".join(bare[:2]) in places():
        return Kind.ORGANISATION  # 'South Carolina Garden-based'
    if _is_body(bare):
        return Kind.ORGANISATION
    if not has_capitals(text) and named_role(text):
        return Kind.NOBODY  # the label of a date: '公開日', 'نشر في'
    return Kind.PERSON if has_name_form(text) else Kind.UNKNOWN


def _is_body(words: list[str]) -> bool:
    """How names of bodies open and end: 'Deutscher Hafenverband', 'Corrin Today'."""
    if len(words) < 2 or words[0] in given_names():
        return False
    if words[0] in words_of("not_people", "body_start") or words[-1] in words_of(
        "not_people", "body_end"
    ):
        return True
    return any(
        len(word) > _COMPOUND and word.endswith(ends_of("not_people", "compound_end"))
        for word in words
    )


def is_stated_name(text: str) -> bool:
    """True for a name that the lists doubt, where lead words or markup say that it is one.

    'Grace Best': a soft word that is also a given name or a surname, next to another.
    'Test Author': what people call the author of a trial.
    """
    words = [word.strip(_EDGES).lower() for word in text.split()]
    if not 2 <= len(words) <= SHORT_WORD or not has_capitals(text) or not has_name_form(text):
        return False
    if any(word in words_of("not_people", "word") for word in words):
        return False
    if all(word in given_names() or word in surnames() for word in words):
        return words_of("roles", "role").isdisjoint(words)
    doubted = words_of("roles", "role") | words_of("not_people", "soft_word")
    return words[-1] == "author" and doubted.isdisjoint(words[:-1])


def _is_known_name(words: list[str]) -> bool:
    """Two or more words that begin with a known given name, which no particle is."""
    return len(words) > 1 and words[0] in given_names() and words[0] not in places()


def _is_common_name(words: list[str]) -> bool:
    """Exactly a known given name and a known surname."""
    return len(words) == 2 and words[0] in given_names() and words[1] in surnames()


def is_person(name: str, sites: Collection[str] = ()) -> bool:
    """True when the text has the form of a full name and is nothing else that we know."""
    return kind_of(name, sites) is Kind.PERSON


def opens_with_given_name(name: str) -> bool:
    """True when the first word is a known given name that is not a small word too, as 'My' is."""
    return _is_given_name(name.split()[0].casefold())


def _is_given_name(word: str) -> bool:
    return word in given_names() and word not in words_of("not_people", "sentence")


def sounds_like_person(name: str) -> bool:
    """True when one of the name's words is a known given name or surname."""
    words = [word.casefold().strip(".,'\"") for word in name.split() if word[0].isupper()]
    if has_east_asian(name):
        family = name.partition(" ")[0]
        return any(part in surnames() for part in (name[:1], name[:2], family))
    if not words:
        return False
    if any(map(_is_given_name, words[:-1] or words)) or words[-1] in surnames():
        return True
    if words[-1][_STEM:].endswith(ends_of("name_parts", "surname_end")):
        return True
    return not name.isascii() and words[0] in surnames()  # Vietnamese and Hungarian order
