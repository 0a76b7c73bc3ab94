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
SHORT_WORD = 3  # letters of a word, and words of a name, that may be something else

_APOSTROPHES = "'’‘`´ʼ"
_INSIDE = "-'’.״׳\u05be\u200c\u200d"  # the Hebrew hyphen, and joiners of Persian and Indian names
_EDGES = ' \t\n\r,;:.|/\\*_~·•-–—"“”„«»‹›()[]{}<>@#=+&!?。、，；：（）【】[]《》「」'
# Chinese and Japanese, foreign ones in Chinese, Korean.
_EAST_ASIAN = later(
    rf"[{KANA}{HAN}\u3005\u3006]{{2,8}}(?:[ 　・＝][{KANA}{HAN}]{{1,8}})?"
    rf"|[{HAN}]{{1,5}}(?:[·•・‧][{HAN}]{{1,6}}){{1,2}}"
    rf"|[{HANGUL}]{{2,4}}(?: [{HANGUL}]{{1,3}})?"
)
# 'Б.Сарангэрэл', 'J.Smith': an initial without a space after it.
_INITIAL_NAME = re.compile(r"(?:[^\W\d_]\.){1,2}([^\W\d_]{3,24})")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,4}[^\W\d_]?\.?")
_DOUBTS = (("roles", "role"), ("not_people", "soft_word"), ("not_people", "sentence"))
_NUMERAL = re.compile(r"[IVX]{2,4}[.,]?")
# Where a word has capitals: 'Anna-Lena', "O'Fallon", not "Ana's"; 'McKay'.
_CAPITALS = re.compile(rf"(?:^|[-–])[^\w\s]?\w(?:\w?[{_APOSTROPHES}]\w(?=\w))?")
_MC = re.compile(r"\bMc(\w)(?=\w)")
_TURKISH = re.compile("[\u011e\u011f\u0130\u0131\u015e\u015f]")  # its letters, dotless i among them


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
    turkish = _TURKISH.search(name) is not None
    for number, word in enumerate(words):
        if not _is_shouted(word) or (number and _NUMERAL.fullmatch(word)):
            continue
        small = (word.replace("I", "\u0131").replace("\u0130", "i") if turkish else word).lower()
        if not (number and name.isupper() and is_particle(small)):
            small = _with_capitals(small, turkish)
        words[number] = small
    return " ".join(words)


def _is_shouted(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 2 or not word.isupper() or _INITIALS.fullmatch(word):
        return False
    if any(word.lower() in words_of("name_parts", table) for table in ("suffix", "shortened")):
        return True
    voiced = not word.isascii() or any(c in "AEIOUY" for c in letters)
    if len(letters) == 2:  # 'JO', 'ED' and 'LI' are names, 'JK' and 'AJ' are initials
        return voiced and letters[1] != "J"
    return voiced or len(letters) > SHORT_WORD


def _with_capitals(small: str, turkish: bool) -> str:
    if small in words_of("name_parts", "mac"):
        return "Mac" + small.removeprefix("mac").capitalize()
    if small.partition("-")[0] in words_of("name_parts", "article") and "-" in small:
        article, _, small = small.partition("-")
        return f"{article}-{_with_capitals(small, turkish)}"  # 'al-Masri'
    raised = _CAPITALS.sub(
        lambda start: (start[0].replace("i", "\u0130") if turkish else start[0]).title(), small
    )
    return _MC.sub(lambda mark: "Mc" + mark[1].upper(), raised)


def is_particle(word: str) -> bool:
    """True for 'La' and 'van', which open surnames and the names of papers; 'Ben' is a name."""
    return word != "Ben" and word.lower().replace("’", "'") in words_of("name_parts", "particle")


# --- the form of a name --------------------------------------------------------------------------


def tidy_name(raw: str) -> str:
    """A name without forms of address, credentials, marks around it and capitals: may be ''."""
    words = raw.split()
    while words and words[0].lower() in words_of("name_parts", "honorific"):
        words = words[1:]
    while len(words) > 1 and is_credential(words[-1]):
        words = words[:-1]
    half = len(words) // 2
    if half and words[:half] == words[half:]:  # a picture's alt text next to the name
        words = words[:half]
    text = " ".join(words).strip(_EDGES.replace(".", "").replace("(", "").replace(")", ""))
    if text.count("(") != text.count(")"):
        text = text.strip("()").strip()
    last = text.rpartition(" ")[2]
    if last.endswith(".") and len(last) > SHORT_WORD and not _INITIALS.fullmatch(last):
        text = text.rstrip(".")
    return unshout(text)


def ends_name(word: str) -> bool:
    """'In' and 'IN', with which a section or a place begins after a name."""
    return word[:1].isupper() and word.lower() in words_of("name_parts", "after_name")


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
    if not bare or len(bare) > MAX_WORD:
        return False
    if not bare[0].isupper():  # d'Angelo, al-Masri
        elided = bare[0] in "dl" and bare[1:2] in tuple(_APOSTROPHES) and bare[2:3].isupper()
        article, _, rest = bare.partition("-")
        return elided or (article in words_of("name_parts", "article") and rest[:1].isupper())
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
        return _EAST_ASIAN.fullmatch(name) is not None
    words = name.split()
    if not has_capitals(name):
        plain = (c.isalpha() or _is_mark(c) or c in _INSIDE for word in words for c in word)
        return 1 < len(words) < MAX_WORDS and all(plain)
    if len(words) == 1:
        initial = _INITIAL_NAME.fullmatch(name)
        return initial is not None and name[0].isupper() and initial[1].istitle()
    parts = [word for word in words if not (word.islower() and is_particle(word))]
    return 1 < len(parts) <= MAX_WORDS and all(map(is_name_word, parts))


# --- what a piece is -----------------------------------------------------------------------------


def kind_of(piece: str, sites: Collection[str] = ()) -> Kind:
    """What one piece of a byline is. `sites` are the site's names reduced by `site_words`.

    A single word is never a person here: only its place in a byline could say so.
    """
    return _kind_of(piece.strip(_EDGES), sites if isinstance(sites, tuple) else tuple(sites))


@lru_cache(REMEMBERED)  # a name is asked about whole, as a piece and as the head of a piece
def _kind_of(text: str, sites: tuple[str, ...]) -> Kind:
    lowered = text.lower()
    words = lowered.replace(",", " ").split()
    if not text or lowered in words_of("not_people", "name"):
        # 'News Desk' signs what nobody else does; 'Staff' alone is a default of the software.
        signs = len(words) > 1 and not words_of("not_people", "desk").isdisjoint(words)
        return Kind.ORGANISATION if signs else Kind.NOBODY
    if agency_of(text):
        return Kind.AGENCY
    if all(map(is_credential, text.partition("(")[0].replace(",", " ").split())):
        return Kind.CREDENTIAL
    if lowered in places():
        return Kind.PLACE
    # Two or more words that begin with a given name may be the site's owner.
    known = len(words) > 1 and words[0] in given_names() and words[0] not in places()
    if not known and site_words(text) in sites:
        return Kind.SITE
    bare = [word.strip(_EDGES) for word in words]
    if not words_of("roles", "role").isdisjoint(bare):
        staff = len(bare) > 1 and bare[-1] in ("staff", "team")
        return Kind.ORGANISATION if staff else Kind.ROLE
    if not words_of("not_people", "word").isdisjoint(bare):
        return Kind.ORGANISATION
    if not words_of("not_people", "soft_word").isdisjoint(bare) and not is_stated_name(text):
        return Kind.ORGANISATION
    if not words_of("not_people", "sentence").isdisjoint(text.split()):
        return Kind.UNKNOWN
    if _is_body(bare):
        return Kind.ORGANISATION
    if not has_capitals(text) and named_role(text):
        return Kind.NOBODY  # the label of a date: '公開日', 'نشر في'
    return Kind.PERSON if has_name_form(text) else Kind.UNKNOWN


def _is_body(words: list[str]) -> bool:
    """How names of bodies open and end: 'Deutscher Hafenverband', 'Corrin Today'."""
    if len(words) < 2 or words[0] in given_names():
        return False
    opens = words[0] in words_of("not_people", "body_start")
    ends = words[-1] in words_of("not_people", "body_end")
    return opens or ends or any(w.endswith(ends_of("not_people", "compound_end")) for w in words)


def is_stated_name(text: str) -> bool:
    """True for a name with a word that lists doubt, when each is a given name or a surname.

    'Grace Best', 'Charlotte Church'; and 'Test Author', as people call the author of a trial.
    """
    words = [word.strip(_EDGES).lower() for word in text.split()]
    if not 2 <= len(words) <= SHORT_WORD or not has_capitals(text) or not has_name_form(text):
        return False
    *first, last = words
    if last == "author":
        return not any(word in words_of(*table) for word in first for table in _DOUBTS)
    return all(word in given_names() or word in surnames() for word in words)


def is_person(name: str, sites: Collection[str] = ()) -> bool:
    """True when the text has the form of a full name and is nothing else that we know."""
    return kind_of(name, sites) is Kind.PERSON


def opens_with_given_name(name: str) -> bool:
    """True when the first word is a known given name that is not a small word too, as 'My' is."""
    first = name.split()[0].casefold()
    return first in given_names() and first not in words_of("not_people", "sentence")


def sounds_like_person(name: str) -> bool:
    """True when one of the name's words is a known given name or surname."""
    words = [word.casefold().strip(".,'\"") for word in name.split() if word[0].isupper()]
    if has_east_asian(name):
        family = name.partition(" ")[0]
        return any(part in surnames() for part in (name[:1], name[:2], family))
    if not words:
        return False
    if any(map(opens_with_given_name, words[:-1] or words)) or words[-1] in surnames():
        return True
    if words[-1].endswith(ends_of("name_parts", "surname_end")):
        return True
    return not name.isascii() and words[0] in surnames()  # Vietnamese and Hungarian order
