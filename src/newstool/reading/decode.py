"""Bytes to a decoded document: which encoding, and whether it is HTML or plain text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from newstool.model.article import Document, Encoding, Format, InUtf8
from newstool.model.errors import DecodeError, EmptyInputError
from newstool.model.settings import DEFAULTS, Settings
from newstool.reading.foreign import foreign_of, refusal
from newstool.reading.mojibake import undo_mojibake
from newstool.reading.stray_bytes import MARKS, are_western, read_stray_bytes
from newstool.vocabulary.patterns import later

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WIDE = tuple(name for _, name in _BOMS if name != "utf-8")
_NO_CHARACTERS = frozenset(("Cc", "Cn", "Co", "Cs"))
# Browsers read these labels as their supersets (WHATWG Encoding, "names and labels").
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "iso-8859-9": "windows-1254",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_EAST_ASIAN = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
_UTF_8 = ("utf-8", "utf8")
# Under these names bytes seldom fit as a whole by chance, so such a guess is believed at once.
_SURE = frozenset(
    (*_EAST_ASIAN, "utf-8", "gb2312", "gbk", "big5", "cp950", "shift_jis", "euc_kr", "iso2022_jp")
)
_HIGH, _HIGH_PAIRS = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\x80-\xff]{2,}")
_LEADS = later(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_LEAST_SEQUENCES = 2  # in the lines that are UTF-8; one alone may be so by chance
_PAIRED = 0.6  # share of the bytes beyond ASCII that stand side by side in East Asian text
_MOST_FAULTS = 0.02  # of those bytes, in which a text may differ from an encoding it is in
_SAMPLE_BYTES = 65536  # of lines with other than ASCII, that are looked at for it
_HEAD_BYTES = 16384  # where a page declares its encoding; browsers look at 1024, the wild at more
_MARKUP = later(
    r"<(?:!doctype\s+html|!--|\?xml|html|head|body|meta|title|script|article|div|p|h[1-6]|span|"
    r"section|main|table|ul|ol|br|a\s|b>|i>|em>|strong>|img\s|link\s|style|header|figure)[\s>/]?",
    re.IGNORECASE,
)
_MARKUP_START = re.compile(
    # Nothing is tried again where no tag follows. Atomic groups, as up to Python 3.11.4 possessive
    # repeats of alternatives go too far.
    r"\s*+(?>(?:<!--(?>(?:[^-]|-(?!->)){0,2000})-->\s*+)*)"
    r"<(?:!doctype\s+html|html|head|body|\?xml|meta|title|script|link|"
    r"article|div|section|main|header|table|p|h[1-6]|pre|ul|ol|dl|center|blockquote|form|nav|aside|"
    r"footer|figure|style|base|hr)\b",
    re.IGNORECASE,
)
_MIN_MARKUP = 4  # tags that make a fragment HTML when it does not begin with one


def decode(
    source: bytes | str,
    *,
    url: str | None = None,
    format: Format | None = None,
    encoding: str | None = None,
    path: str | None = None,
    index: int = 0,
    settings: Settings = DEFAULTS,
) -> Document:
    """One input's bytes (or text already decoded) to a `Document`.

    Order of belief for bytes: the caller's `encoding`, a byte order mark, UTF-8 that decodes
    cleanly, the page's own declaration, bs4's detector. What was encoded twice is undone, and words
    in windows-1252 amid UTF-8 are read as such, with a warning. Raises `EmptyInputError` when
    nothing but white space is there and `DecodeError` when the bytes aren't text.
    """
    warnings: list[str] = []
    if len(source) > settings.max_bytes:
        source = source[: settings.max_bytes]
        warnings.append("truncated:bytes")
    raw: bytes | None = None
    if isinstance(source, str):
        text, how = source, Encoding("unicode", "str")
    else:
        text, how = _decode_bytes(source, encoding)
        if how.how == "detected":
            warnings.append("encoding-guessed")
        if "\ufffd" in text and how.name in _UTF_8:
            mixed = read_stray_bytes(source.removeprefix(b"\xef\xbb\xbf"))
            if mixed is not None:
                text = mixed
                warnings.append("encoding-mixed")
        if "\ufffd" in text and b"\xef\xbf\xbd" not in source:
            warnings.append("encoding-errors")
        raw = source if how.how == "utf-8" else None
    undone = undo_mojibake(text, raw)
    if undone is not None:
        text, raw = undone, None
        warnings.append("encoding-undone")
    if not text.strip("\x00\ufeff \t\r\n\x0b\x0c"):
        raise EmptyInputError(
            "the input is empty", where=path, hint="nothing but white space was read"
        )
    return Document(
        text=text,
        format=format or _tell_format(text),
        encoding=how,
        url=url,
        path=path,
        index=index,
        warnings=tuple(warnings),
        in_utf8=None if raw is None else InUtf8(text, raw),
    )


def _decode_bytes(raw: bytes, encoding: str | None) -> tuple[str, Encoding]:
    if encoding is not None:
        try:
            return raw.decode(encoding), Encoding(encoding, "given")
        except LookupError as error:
            raise DecodeError(f"unknown encoding {encoding!r}") from error
        except UnicodeDecodeError as error:
            raise DecodeError(
                f"byte 0x{raw[error.start]:02x} is not valid {encoding}",
                where=f"offset {error.start}",
                hint="leave --encoding out to have it detected",
            ) from error
    if foreign := foreign_of(raw):
        raise refusal(foreign.title, foreign.hint)
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(name, "replace"), Encoding(name, "bom")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if b"\x00" not in raw[:_HEAD_BYTES]:
            return text, Encoding("utf-8", "utf-8")
    return _decode_legacy(raw)


def superset_of(label: str) -> str:
    """The encoding that browsers read where a page or a mail names one."""
    name = label.strip().lower()
    return _SUPERSETS.get(name, name)


def _decode_legacy(raw: bytes) -> tuple[str, Encoding]:
    """Bytes that are not clean UTF-8: the page's declaration, then bs4's detector."""
    from bs4.dammit import EncodingDetector

    wide = _wide_encoding(raw[:_HEAD_BYTES])
    if wide is not None:
        return raw.decode(wide, "replace"), Encoding(wide, "detected")
    _refuse_binary(raw)
    declared = EncodingDetector.find_declared_encoding(raw[:_HEAD_BYTES], is_html=True)
    if declared:
        name = superset_of(declared)
        try:
            text = raw.decode(name, "replace")
        except (LookupError, ValueError):  # a name that isn't a text encoding: 'idna', 'base64'
            return _detect(raw)
        if name not in _UTF_8 or not _is_mostly_faults(text):
            return text, Encoding(name, "declared")
    return _detect(raw)


def _wide_encoding(head: bytes) -> str | None:
    """The encoding of bytes with two or four a character and no mark; None for all other bytes.

    All that they spell is characters. In the other byte order ASCII text spells Chinese letters,
    so the encoding in which more of it is ASCII is taken.
    """
    found: dict[str, int] = {}
    for name in _WIDE if b"\x00" in head else ():
        try:
            text = codecs.getincrementaldecoder(name)().decode(head)
        except UnicodeDecodeError:
            continue
        plain = sum(map(str.isascii, text))
        signs = set(text) - set("\t\n\r\f")
        if plain and not any(unicodedata.category(sign) in _NO_CHARACTERS for sign in signs):
            found[name] = plain
    return max(found, key=found.__getitem__, default=None)


def _is_mostly_faults(text: str) -> bool:
    """Whether most of what isn't ASCII can't be read: whoever wrote 'utf-8' in the page's template
    did not write its story in it."""
    faults = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return faults * 2 > beyond


def _detect(raw: bytes) -> tuple[str, Encoding]:
    from bs4 import UnicodeDammit

    # A few bad bytes in a long UTF-8 page: a torn character or a stray byte, not another encoding.
    text = raw.decode("utf-8", "replace")
    if text.count("\ufffd") * 200 < len(text):
        return text, Encoding("utf-8", "detected")
    mixed = _mixed(raw)
    if mixed is not None:
        return mixed, Encoding("utf-8", "detected")
    # bs4 asks charset-normalizer, which judges by how well the text reads in each language.
    dammit = UnicodeDammit(raw, is_html=True)
    if dammit.contains_replacement_characters or dammit.original_encoding not in _SURE:
        name = _detect_faulty(raw)
        if name is not None:
            return raw.decode(name, "replace"), Encoding(name, "detected")
        if _is_western(raw):
            return raw.decode("cp1252", "replace"), Encoding("windows-1252", "detected")
    if dammit.unicode_markup is None or dammit.original_encoding is None:
        raise DecodeError("the bytes are not text in any known encoding")
    return dammit.unicode_markup, Encoding(dammit.original_encoding, "detected")


def _is_western(raw: bytes) -> bool:
    """Whether all letters beyond ASCII, read as windows-1252, are of one language that uses it.

    A detector takes short texts for windows-1250 or a DOS page, which share most of their letters:
    'Năo' for 'Não'. What those pages are used for has letters that no set here holds together.
    """
    high = b"".join(_HIGH.findall(raw[:_SAMPLE_BYTES])).decode("cp1252", "replace").lower()
    letters = [letter for letter in high if letter not in MARKS]
    if len(letters) * 3 < len(high) or ("õ" in letters and "ã" not in letters):
        return False  # quotes alone tell nothing; Hungarian has 'ő' where Portuguese has 'õ'
    return are_western(letters)


def _mixed(raw: bytes) -> str | None:
    """A file put together from UTF-8 and Western European lines, each read as what it is.

    None where no line is UTF-8, or where the others are no accents among plain letters.
    """
    sound: list[bytes] = []
    broken: list[bytes] = []
    for line in raw.splitlines():
        if not line.isascii():
            (sound if _is_utf8(line) else broken).append(line)
    foreign = b"\n".join(broken)
    sequences = sum(len(_LEADS.findall(line)) for line in sound)
    pairs = sum(map(len, _HIGH_PAIRS.findall(foreign)))
    if sequences < _LEAST_SEQUENCES or pairs >= _PAIRED * len(_HIGH.findall(foreign)):
        return None
    pieces = []
    for line in raw.splitlines(keepends=True):
        is_sound = line.isascii() or _is_utf8(line)
        pieces.append(line.decode("utf-8" if is_sound else "cp1252", "replace"))
    return "".join(pieces)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _detect_faulty(raw: bytes) -> str | None:
    """The East Asian encoding that the text is in but for a few bad bytes, or None.

    A detector asks that every byte fits, which one bad byte of a long page prevents. So each
    encoding's faults are left out, and it is taken when what remains is then detected as it.
    """
    from charset_normalizer import from_bytes

    telling = b"\n".join([line for line in raw.splitlines() if not line.isascii()])[:_SAMPLE_BYTES]
    pairs = sum(map(len, _HIGH_PAIRS.findall(telling)))
    if pairs < _PAIRED * len(_HIGH.findall(telling)):
        return None  # accents among plain letters
    faults = {name: telling.decode(name, "replace").count("\ufffd") for name in _EAST_ASIAN}
    for name in sorted(faults, key=faults.__getitem__):
        if faults[name] > _MOST_FAULTS * pairs:
            break
        text = telling.decode(name, "ignore")
        best = from_bytes(text.encode(name, "ignore")).best()
        if best is not None and str(best) == text:
            return name
    return None


def _refuse_binary(raw: bytes) -> None:
    head = raw[:_HEAD_BYTES]
    controls = sum(head.count(byte) for byte in b"\x00\x01\x02\x03\x04\x05\x06\x0e\x0f\x10\x11\x12")
    if controls * 50 > len(head):
        hint = "newstool reads pages, texts and files that hold them; 'file' may know what it is"
        raise DecodeError("the bytes are binary, not text", hint=hint)


def begins_as_html(text: str) -> bool:
    """Whether a text begins with one of the tags that pages and parts of them begin with."""
    return _MARKUP_START.match(text[:_HEAD_BYTES]) is not None


def _tell_format(text: str) -> Format:
    """HTML begins with a tag, or has several of the tags pages are made of near its start."""
    head = text[:_HEAD_BYTES]
    if "<" not in head:
        return "html" if "<html" in text[: _HEAD_BYTES * 8].lower() else "text"
    if begins_as_html(head):
        return "html"
    return "html" if len(_MARKUP.findall(head)) >= _MIN_MARKUP else "text"
