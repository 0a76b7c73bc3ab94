"""Chinese, Japanese and Korean reporters, whom the copy names in mid-line: '（记者 张小雨）'."""

from __future__ import annotations

from newstool.names.lists import SPACED_NAME, NameList, Person
from newstool.names.one_name import MAX_NAME
from newstool.vocabulary.names import places, surnames
from newstool.vocabulary.patterns import later
from newstool.vocabulary.scripts import has_east_asian

_WINDOW = 160  # characters from the beginning and the end of a text that are looked at

# 'Reporter' before Chinese names, which a mark, a verb or the line's end follows.
_CHINESE = later(
    r"(?:记者|記者|通讯员|通訊員|特派员|特派員|见习记者|实习生)(?P<gap>[ 　:：・]{0,3})"
    r"(?P<names>(?:[\u4e00-\u9fff·]{2,5}[ 　、/]{1,3}){0,6}[\u4e00-\u9fff·]{2,5}?)"
    r"(?P<end>$|[)）】\]\s。，、/／]|发自|报道|報道|報導|摄|攝|台北|綜合|综合)"
    # Who took a picture: '记者 张小雨 摄'. '摄影报道' wrote it too.
    r"(?!(?<=[摄攝])(?!影)|[ 　]{0,3}[摄攝](?!影))"
)
# Korean names before 'reporter', or three syllables each before the label of the date.
_KOREAN = later(
    r"(?<![\uac00-\ud7a3])((?:[\uac00-\ud7a3]{2,4}[·ㆍ,]\s?){0,5}[\uac00-\ud7a3]{2,4})"
    r"\s?(?:선임|수습|인턴|전문)?(?:기자|특파원)(?![\uac00-\ud7a3])"
    r"|^((?:[\uac00-\ud7a3]{3}[·ㆍ]){0,5}[\uac00-\ud7a3]{3})"
    r"\s?(?:기사)?(?:입력|등록|승인|작성)[ :：]?\s?\d"
)
# Japanese names in the closing bracket: '（山本花子）', '【山本　花子】', or before 'reporter'.
_JAPANESE = later(
    r"[【（(][\u30a1-\u30ff・]{0,12}"
    r"((?:[\u3400-\u9fff々]{1,3}[ 　][\u3400-\u9fff々\u3040-\u30ff]{1,4}|[\u3400-\u9fff々]{2,5})"
    r"(?:[、・][\u3400-\u9fff々]{2,5}){0,3})(?:記者)?[】）)]\s*$"
)
# '（姚峰 上海报道）': names and a place in the bracket that closes a Chinese story.
_CHINESE_CLOSING = later(
    r"[（(]\s?((?:[\u4e00-\u9fff]{2,3}[ 　、]){1,4})[\u4e00-\u9fff]{2,6}(?:报道|報道|報導)[)）]\s*$"
)
_SPACED = later(SPACED_NAME)
_GAPS = later(r"[ 　、，,/・·ㆍ]+")


_OFFICES = ("记者", "記者", "기자", "특파원", "입력", "등록", "승인", "작성")


def find_reporters(text: str) -> NameList:
    """The reporters whom the beginning or the end of a text names by their office.

    Without a space between office and name, a surname that we know must open the name, for
    '记者近日' isn't a name. Linear in the first and last characters of `text`.
    """
    if not any(word in text for word in _OFFICES):
        return NameList()
    ends = text if len(text) <= 2 * _WINDOW else f"{text[:_WINDOW]}\n{text[-_WINDOW:]}"
    names: dict[str, Person] = {}
    for match in _CHINESE.finditer(ends):
        for name in _GAPS.split(match["names"]):
            if _is_name(name, certain=bool(match["gap"]) and match["end"] not in ("，", "。")):
                names.setdefault(name, Person(name))
    for match in _KOREAN.finditer(ends):
        for name in _GAPS.split(match[1] or match[2]):
            if name[:1] in surnames():
                names.setdefault(name, Person(name))
    return NameList(tuple(names.values()))


def find_closing_names(text: str) -> NameList:
    """Reporters in the bracket that closes an article: '【山本花子】', '（姚峰 上海报道）'."""
    closing = text[-MAX_NAME:]
    if not has_east_asian(closing):
        return NameList()
    match = _CHINESE_CLOSING.search(closing) or _JAPANESE.search(closing)
    if match is None:
        return NameList()
    spaced = _SPACED.fullmatch(match[1])
    found = [" ".join(spaced.groups())] if spaced else _GAPS.split(match[1])
    names = [name for name in found if _is_name(name, certain=False)]
    return NameList(tuple(Person(name) for name in names))


def _is_name(name: str, *, certain: bool) -> bool:
    if name in places() or name[:2] in places():
        return False
    return certain or name[:1] in surnames() or name[:2] in surnames()
