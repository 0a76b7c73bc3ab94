"""Where a byline is cut: addresses, dates, separators, and the words at which a name ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.dates.spotting import spot_dates
from newstool.names.one_name import MAX_WORDS, SHORT_WORD, ends_name, is_name_word
from newstool.vocabulary.names import surnames, worded, words_of
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import HAN, HANGUL, KANA

_EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
_HANDLE = r"(?<![\w@])@\w{2,40}"
EMAIL, HANDLE = later(_EMAIL), later(_HANDLE)
_ADDRESS = later(rf"{_EMAIL}|{_HANDLE}|https?://\S{{1,300}}|\bwww\.\S{{1,200}}")
_DIGIT = re.compile(r"\d")
# 'Ana Ruiz1,2; Tom Okafor1*': what leads to the authors' institutes.
FOOTNOTE = re.compile(
    r"\^\d{1,2}(?:,\d{1,2}){0,4}"
    r"|(?<=[^\W\d_]{2})\d{1,2}(?:,\d{1,2}){0,4}[*†‡]?(?=\s?(?:[;,&]|$))"
    r"|(?<=[^\W\d_]{2})\s\d{1,2}(?=\s?;)"
)
DATED = "\1"  # at the end of a segment: a date was there
# Separators between things of different kinds, and those between names of one list.
_STRONG = re.compile(r"[\n\t|｜●∙;；→»›¦•—]|\s[-–−·‧ـ]{1,2}\s|\s/\s|\s{3,}")
_WEAK = worded(
    r"(?:\s{0,9}[,，、]\s{0,9}(?:(?:{name_parts.joiner}|y|e|en)\s|&\s?)?|\s{0,9}[&＆+]\s{0,9}|/"
    r"|\s{name_parts.joiner}\s)(?![^()]{0,80}\))",
    re.IGNORECASE,
)
_SUFFIX_COMMA = worded(r",\s{0,9}(?={name_parts.suffix}(?:[\s,]|$))", re.IGNORECASE)
_DOUBTFUL = worded(r"\s{name_parts.doubtful_joiner}\s")
_DOUBTFUL_LARGE = worded(r"\s{name_parts.doubtful_joiner}\s", re.IGNORECASE)
JOINED = worded(r"[&＆+]|\s(?:{name_parts.joiner}|{name_parts.doubtful_joiner})\s", re.IGNORECASE)
# What brackets at the end hold.
ASIDE = re.compile(r"[(（\[]([^()（）\[\]]{1,80})[)）\]]\s*$")


def bare_text(text: str) -> str:
    """The text with bars in the place of addresses and dates, and without footnotes."""
    text = _ADDRESS.sub(" | ", text)
    if not _DIGIT.search(text):
        return text
    text = FOOTNOTE.sub("", text)
    for date in reversed(spot_dates(text, limit=4)):
        text = f"{text[: date.start]}{DATED}|{text[date.end :]}"
    return text


def segments_of(text: str) -> list[str]:
    """What bars, dashes and dates part; a segment ends in `DATED` where a date follows it."""
    return [segment for part in _STRONG.split(text) if (segment := part.strip())]


def pieces_of(segment: str) -> list[str]:
    """What commas and conjunctions outside brackets part, doubtful ones between full names."""
    pieces: list[str] = []
    segment = segment if "(" in segment else segment.replace(")", "")
    for piece in _WEAK.split(_SUFFIX_COMMA.sub(" ", segment)):
        halves = (_DOUBTFUL_LARGE if piece.isupper() else _DOUBTFUL).split(piece)
        pieces += halves if all(" " in half.strip() for half in halves) else [piece]
    return [piece.strip() for piece in pieces if piece and not piece.isspace()]


# --- the words of a piece ------------------------------------------------------------------------


def run_of_name(words: list[str]) -> int:
    """How many of the words, from the first, can belong to one name."""
    particles = words_of("name_parts", "particle")
    offices, others = words_of("roles", "role"), words_of("not_people", "soft_word")
    end = 0
    for number, word in enumerate(words[: 2 * MAX_WORDS]):
        bare = word.strip(".,:()").lower()
        if bare in offices or bare in others or word in words_of("not_people", "sentence"):
            break
        if number > 1 and ends_name(word):
            break  # 'Ana Ruiz In Travel, Tips'
        if not is_name_word(word) and word not in particles:
            break
        end = number + 1
        stop = word.endswith(".") and len(word) > SHORT_WORD + 1 and word[:-1].isalpha()
        if stop and word.lower() not in words_of("name_parts", "rank"):
            break  # 'Ruiz.' ends what it closes, 'Prof.' and 'J.K.' don't
    while end and words[end - 1] in particles:
        end -= 1
    return end


def after_office(words: list[str]) -> int:
    """Where the name begins after an office: 2 in 'Staff Writer Ana Ruiz'; 0 without an office."""
    offices = words_of("roles", "role")
    found = [
        n for n, word in enumerate(words[:MAX_WORDS], 1) if word.strip(".,:").lower() in offices
    ]
    return found[-1] if found and found[-1] < len(words) else 0


# --- Chinese, Japanese and Korean ----------------------------------------------------------------

_GAP = later(rf"[\s　/／,，、・&＆｜|_]+|(?<=[{HANGUL}])·(?=[{HANGUL}])")
_MARKS = "：:；;。.（）()【】[]「」『』《》<>-–—"
# A surname and a given name of a Japanese name, or a Chinese one set wide.
SPACED_NAME = rf"([{HAN}々]{{1,3}})[ 　]([{HAN}々{KANA}]{{1,4}})"
_SPACED = later(rf"(?<![{HAN}{KANA}々]){SPACED_NAME}(?![{HAN}{KANA}々])")
_OFFICE = r"\s{0,9}{name_parts.east_asian_office}"
# One place at most: '发自' over and over could be cut in very many ways.
_TAIL = worded(
    rf"(?:{_OFFICE}){{0,9}}"
    rf"(?:\s{{0,9}}{{name_parts.east_asian_from}}.{{0,8}}(?:{_OFFICE}){{0,9}})?$"
)
_REPORTED = worded("{name_parts.east_asian_reported}$")


def east_asian_pieces(segment: str) -> Iterator[tuple[str, bool]]:
    """What spaces and marks part, without offices after it, and whether it is where from."""
    for piece in _GAP.split(_SPACED.sub(_one_name, segment)):
        piece = ASIDE.sub("", piece.replace("\0", " ").strip(_MARKS))
        bare = _TAIL.sub("", piece)
        if len(piece) == SHORT_WORD == len(bare) + 1:
            bare = piece  # '张小雨文' and '张小雨 摄' have an office, '陳大文' is all name
        if bare:
            yield bare, bool(_REPORTED.search(piece))


def _one_name(match: re.Match[str]) -> str:
    """'佐々木　遥' and '林 太郎' with the space marked as their own; '王伟 李明' are two."""
    surname, given = match.groups()
    if len(given) > 1 and surname not in surnames():
        return match[0]
    return f"{surname}{'' if len(surname + given) == 2 else chr(0)}{given}"
