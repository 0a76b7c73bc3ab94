"""RTF to its text: what archives and word processors write besides plain text.

No library was taken: those at hand read some files in quadratic time and leave characters beyond
16 bits in halves. Of the format (RTF 1.9.1) the text counts here: characters, paragraphs, cells;
everything that no reader sees (fonts, styles, pictures, notes to editors) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newstool.containers.part import Known, Opening, Part
from newstool.containers.stream import Stream
from newstool.model.errors import EmptyInputError, LimitError

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>.)"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+|\\",
    re.DOTALL,
)
# Groups that hold no text of the document itself.
_UNSEEN = frozenset(
    "annotation atnauthor atndate atnid atnicn atnref atnparent atntime author background bkmkend "
    "bkmkstart buptim colorschememapping colortbl comment company creatim datafield datastore do "
    "doccomm docvar falt filetbl fldinst fontemb footer footerf footerl footerr footnote formfield "
    "ftncn ftnsep ftnsepc generator header headerf headerl headerr info keywords latentstyles "
    "listoverridetable listtable mmathpr nonshppict objdata object operator passwordhash pict "
    "printim private revtbl revtim rsidtbl rxe stylesheet subject tc template themedata title "
    "txe userprops xe xmlnstbl".split()
)
_WORDS = {
    **dict.fromkeys(("par", "line", "sect", "page", "column", "row", "nestrow"), "\n"),
    **dict.fromkeys(("tab", "cell", "nestcell"), "\t"),
    **{"emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022", "emspace": "\u2003"},
    **{"lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d"},
    **{"enspace": "\u2002", "qmspace": "\u2005"},
}
_SIGNS = {"~": "\xa0", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
# What the character sets of fonts are called in Python, by their numbers.
_CHARSETS = {
    **{77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030"},
    **{136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256"},
    **{186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}
_DEEPEST = 10_000  # groups inside one another; word processors write a dozen


def read(stream: Stream, opening: Opening) -> Iterator[Part]:
    """The file's text: one part, which may be an archive's export of many articles."""
    data = stream.read(opening.max_bytes)
    if len(data) > opening.max_bytes:
        what = f"an RTF file of more than {opening.max_bytes:,} bytes"
        raise LimitError(what, hint="raise --max-bytes")
    text = rtf_to_text(data)
    if not text.strip():
        raise EmptyInputError("there is no text in the RTF file")
    yield Part(data=text, known=Known(format="text"))


def rtf_to_text(data: bytes) -> str:
    """The text of an RTF file, a paragraph a line. Linear; raises `LimitError` alone."""
    return _Reader(data.decode("latin-1")).read()


class _Group:
    """What holds up to the end of a group."""

    __slots__ = ("font", "fonts", "hidden", "skips", "unseen")

    def __init__(self) -> None:
        self.unseen = self.hidden = False
        self.fonts = False  # in the table of fonts
        self.font = -1
        self.skips = 1  # characters that are there for readers that don't know \\u

    def inside(self) -> _Group:
        """A group that begins in this one."""
        group = _Group()
        group.unseen, group.hidden, group.fonts = self.unseen, self.hidden, self.fonts
        group.font, group.skips = self.font, self.skips
        return group

    @property
    def shown(self) -> bool:
        """Whether a reader sees its characters."""
        return not (self.unseen or self.hidden)


class _Reader:
    """One pass over a file's tokens."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[str] = []
        self._bytes = bytearray()  # characters as the font's character set writes them
        self._group, self._around = _Group(), list[_Group]()
        self._page = "cp1252"
        self._font = -1
        self._charsets: dict[int, str] = {}
        self._skip = 0

    def read(self) -> str:
        place, end = 0, len(self._text)
        while place < end:
            token = _TOKEN.match(self._text, place)
            if token is None:
                break
            place = token.end()
            if (word := token["word"]) is not None:
                number = token["number"]
                if word == "bin":
                    place += max(0, int(number or 0))
                self._take_word(word, None if number is None else int(number))
            elif token["text"] is not None:
                self._take_text(token["text"])
            elif token["byte"] is not None:
                self._take_byte(int(token["byte"], 16))
            elif token["brace"] is not None:
                self._take_brace(token["brace"])
            elif token["sign"] is not None:
                self._take_sign(token["sign"])
        self._flush()
        # Characters beyond 16 bits are given in halves.
        halves = "".join(self._found).encode("utf-16-le", "surrogatepass")
        return halves.decode("utf-16-le", "replace").replace("\x00", "")

    def _take_text(self, text: str) -> None:
        if self._skip:
            text, self._skip = text[self._skip :], max(0, self._skip - len(text))
        if self._group.shown:
            self._bytes += text.encode("latin-1")

    def _take_byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        elif self._group.shown:
            self._bytes.append(byte)

    def _take_brace(self, brace: str) -> None:
        self._flush()
        self._skip = 0
        if brace == "{":
            if len(self._around) == _DEEPEST:
                raise LimitError(f"an RTF file with groups more than {_DEEPEST:,} deep")
            self._around.append(self._group)
            self._group = self._group.inside()
        elif self._around:
            self._group = self._around.pop()

    def _take_sign(self, sign: str) -> None:
        self._skip = 0
        if sign == "*":
            self._group.unseen = True
        elif sign in _SIGNS:
            self._put(_SIGNS[sign])

    def _take_word(self, word: str, number: int | None) -> None:
        self._skip = 0
        if word in _WORDS:
            self._put(_WORDS[word])
        elif word in _UNSEEN:
            self._group.unseen = True
        elif word in ("v", "deleted"):
            self._flush()
            self._group.hidden = number != 0
        elif number is not None or word in ("fonttbl", "u"):
            self._take_number(word, number or 0)

    def _take_number(self, word: str, number: int) -> None:
        group = self._group
        if word == "u":
            self._put(chr(number & 0xFFFF))
            self._skip = group.skips
        elif word == "uc":
            group.skips = min(max(number, 0), 9)
        elif word == "fonttbl":
            group.unseen = group.fonts = True
        elif word == "f":
            self._flush()
            group.font = number
        elif word == "fcharset" and group.fonts and number in _CHARSETS:
            self._charsets[group.font] = _CHARSETS[number]
        elif word == "ansicpg" and _is_known(f"cp{number}"):
            self._page = f"cp{number}"
        elif word == "deff":
            self._font = number

    def _put(self, text: str) -> None:
        self._flush()
        if self._group.shown:
            self._found.append(text)

    def _flush(self) -> None:
        if self._bytes:
            font = self._group.font if self._group.font >= 0 else self._font
            encoding = self._charsets.get(font, self._page)
            self._found.append(self._bytes.decode(encoding, "replace"))
            self._bytes.clear()


def _is_known(encoding: str) -> bool:
    try:
        return bytes(1).decode(encoding) == "\x00"
    except (LookupError, ValueError):
        return False
