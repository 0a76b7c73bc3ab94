"""Where a name ends among the words of a byline that no comma parts."""

from __future__ import annotations

from newstool.names.one_name import (
    MAX_WORDS,
    SHORT_WORD,
    ends_name,
    is_name_word,
)
from newstool.vocabulary.names import given_names, surnames, words_of


def run_of_name(words: list[str]) -> int:
    """How many of the words, from the first, can belong to one name."""
    particles = words_of("name_parts", "particle")
    end = 0
    for number, word in enumerate(words[: 2 * MAX_WORDS]):
        bare = word.strip(".,:()").lower()
        if bare in words_of("roles", "role") or bare in words_of("not_people", "soft_word"):
            break
        known = number + 1 < len(words) or words[0].casefold() in given_names()
        if number > 1 and ends_name(word) and known:
            break  # 'Ana Ruiz In Travel, Tips'
        if word in words_of("not_people", "sentence") or any(c.isdigit() for c in word):
            end = _without_month(words, number) if any(c.isdigit() for c in word) else number
            break
        if not is_name_word(word) and not (word.lower() in particles and word.islower()):
            break
        end = number + 1
        if _is_full_stop(word):
            break
    while end and words[end - 1].lower() in particles and words[end - 1].islower():
        end -= 1
    return end


def _is_full_stop(word: str) -> bool:
    """'Ruiz.' and 'London.' end what they close; 'Prof.' before a name does not."""
    if not word.endswith(".") or word.lower() in words_of("name_parts", "rank"):
        return False
    return len(word) > SHORT_WORD + 1 and word[:-1].isalpha()


def without_dates(text: str) -> str:
    """The text with a bar in the place of each date, for scripts whose names have no capitals."""
    from newstool.dates.spotting import spot_dates

    for date in reversed(spot_dates(text, limit=4)):
        text = f"{text[: date.start]} | {text[date.end :]}"
    return text


def is_date_word(word: str) -> bool:
    """True for the name of a month or a weekday that isn't a given name."""
    from newstool.dates.words import fold, vocabulary

    known, folded = vocabulary(), fold(word)
    return folded in known.weekdays or (folded in known.months and folded not in given_names())


def _without_month(words: list[str], end: int) -> int:
    """A month comes before a number: 'Ana Ruiz March 3'."""
    from newstool.dates.words import fold, vocabulary

    while end and fold(words[end - 1].strip(".,")) in vocabulary().months:
        end -= 1
    return end


def opens_like_title(name: str) -> bool:
    """True for 'Le Courrier', 'Der Bote': an article, as papers' names have, before one word."""
    words = name.split()
    return len(words) == 2 and words[0] in ("Le", "La", "Les", "El", "Il", "Der", "Die", "Das")


def before_capitals(words: list[str]) -> int:
    """Where capitals end a name in small letters: 2 in 'Ana Ruiz EXAMPLE TODAY'; else 0.

    A single word is cut only when it is short and no surname that we know: 'Ana Ruiz WXYZ'.
    """
    shouted = [word.isupper() and len(word) > 1 for word in words]
    cut = shouted.index(True) if True in shouted else 0
    last = words[-1].casefold()
    known = last in surnames() or last in given_names() or last in words_of("name_parts", "suffix")
    station = last.isalpha() and len(last) < MAX_WORDS and not known
    fits = cut < len(words) - 1 or station
    return cut if cut > 1 and fits and all(shouted[cut:]) else 0


def opens_date(words: list[str]) -> bool:
    """'3/4/2025', 'March 3', 'on Friday'."""
    if len(words) > 1 and words[0].islower():
        words = words[1:]
    dated = words[0][0].isdigit() or is_date_word(words[0].strip(".,"))
    return dated or (len(words) > 1 and words[1][0].isdigit())


def without_date(words: list[str]) -> list[str]:
    """'Dec 17, 2025 Ana Ruiz', cut at its comma, leaves '2025 Ana Ruiz'."""
    while len(words) > 1 and words[0][0].isdigit():
        words = words[1:]
    return words


def after_role(words: list[str]) -> int:
    """Where the name begins after its role: 2 in 'Staff Writer Ana Ruiz'; 0 without a role."""
    roles = words_of("roles", "role")
    last = max(
        (n for n, w in enumerate(words[:MAX_WORDS]) if w.strip(".,:").lower() in roles), default=-1
    )
    return last + 1 if 0 <= last < len(words) - 1 else 0
