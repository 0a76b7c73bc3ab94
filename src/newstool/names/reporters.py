"""Chinese, Japanese and Korean reporters, whom the copy names in mid-line: '（记者 张小雨）'."""

from __future__ import annotations

from newstool.names.cuts import SPACED_NAME
from newstool.names.lists import NameList, Person
from newstool.names.one_name import MAX_NAME
from newstool.vocabulary.names import as_written, places, surnames, worded
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import HAN, HANGUL, has_east_asian

_WINDOW = 160  # characters from the beginning and the end of a text that are looked at

# 'Reporter' before Chinese names, which a mark, a verb or the line's end follows.
_CHINESE = worded(
    r"{reporters.chinese}(?P<gap>[ 　:：・]{0,3})"
    rf"(?P<names>(?:[{HAN}·]{{2,5}}[ 　、/]{{1,3}}){{0,6}}[{HAN}·]{{2,5}}?)(?<!{{reporters.took}})"
    r"(?P<end>$|[)）】\]\s。，、/／]|{reporters.verb})"
    # Who took a picture: '记者 张小雨 摄'. '摄影报道' wrote it too.
    r"(?![ 　]{0,3}(?!{reporters.verb}){reporters.took})"
)
# Korean names before 'reporter', or three syllables each before the label of the date.
_KOREAN = worded(
    rf"(?<![{HANGUL}])((?:[{HANGUL}]{{2,4}}[·ㆍ,]\s?){{0,5}}[{HANGUL}]{{2,4}})"
    rf"\s?{{reporters.korean}}(?![{HANGUL}])"
    rf"|^((?:[{HANGUL}]{{3}}[·ㆍ]){{0,5}}[{HANGUL}]{{3}})\s?{{reporters.korean_date}}[ :：]?\s?\d"
)
# Names in the bracket that closes a story: '（姚峰 上海报道）', '【山本　花子】'.
_CLOSING = worded(
    rf"[（(]\s?((?:[{HAN}]{{2,3}}[ 　、]){{1,4}})[{HAN}]{{2,6}}{{reporters.verb}}[)）]\s*$"
    rf"|[【（(][\u30a1-\u30ff・]{{0,12}}((?:{SPACED_NAME}|[{HAN}\u3005]{{2,5}})"
    rf"(?:[、・][{HAN}\u3005]{{2,5}}){{0,3}}){{reporters.chinese}}?[】）)]\s*$"
)
_SPACED = later(SPACED_NAME)
_OFFICES = ("chinese", "korean", "korean_date")  # tables of the words without which none is named
_GAPS = later(r"[ 　、，,/・·ㆍ]+")


def find_reporters(text: str) -> NameList:
    """The reporters whom the beginning or the end of a text names by their office.

    Without a space between office and name, a surname that we know must open the name, for
    '记者近日' isn't a name. Linear in the first and last characters of `text`.
    """
    ends = text if len(text) <= 2 * _WINDOW else f"{text[:_WINDOW]}\n{text[-_WINDOW:]}"
    offices = (word for table in _OFFICES for word in as_written("reporters", table))
    if not has_east_asian(ends) or not any(office in ends for office in offices):
        return NameList()
    names = [
        name
        for match in _CHINESE.finditer(ends)
        for name in _GAPS.split(match["names"])
        if _is_name(name, certain=bool(match["gap"]) and match["end"] not in ("，", "。"))
    ]
    for match in _KOREAN.finditer(ends):
        names += [name for name in _GAPS.split(match[1] or match[2]) if name[:1] in surnames()]
    return NameList(tuple(map(Person, dict.fromkeys(names))))


def find_closing_names(text: str) -> NameList:
    """Reporters in the bracket that closes an article: '【山本花子】', '（姚峰 上海报道）'."""
    closing = text[-MAX_NAME:]
    match = _CLOSING.search(closing) if has_east_asian(closing) else None
    if match is None:
        return NameList()
    found = match[1] or match[2]
    spaced = _SPACED.fullmatch(found)
    names = [" ".join(spaced.groups())] if spaced else _GAPS.split(found.strip())
    return NameList(tuple(Person(name) for name in names if _is_name(name, certain=False)))


def _is_name(name: str, *, certain: bool) -> bool:
    if name in places() or name[:2] in places():
        return False
    return certain or name[:1] in surnames() or name[:2] in surnames()
