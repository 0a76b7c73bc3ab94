"""Files that hold no text to read, told by their first bytes, each with the command that helps.

Commands name the file FILE. What isn't text and not known here is refused as 'binary' when it is
decoded.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from newstool.model.errors import DecodeError


class Foreign(Struct, frozen=True):
    """A kind of file that is refused: `title` names it in messages ('a PNG picture').

    `pattern` matches its first bytes, `told_by` says in words which they are.
    """

    name: str
    title: str
    told_by: str
    pattern: bytes
    hint: str

    def tell(self, head: bytes) -> bool:
        """Whether a file that begins with these bytes is of this kind."""
        return _compiled(self.pattern).match(head) is not None


def is_foreign(head: bytes) -> bool:
    """Whether a file that begins with these bytes is refused: one look for all kinds."""
    return _compiled(_ANY).match(head) is not None


def foreign_of(head: bytes) -> Foreign | None:
    """The kind of file that begins with these bytes, of those that are refused."""
    return next((one for one in FOREIGN if one.tell(head)), None) if is_foreign(head) else None


@cache
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


def refusal(title: str, hint: str | None) -> DecodeError:
    """What is said of a file that is refused by its name."""
    return DecodeError(f"it is {title}, which newstool can't read", hint=hint)


_OCR = "read the words in it first, as in: tesseract FILE - | newstool parse"
_UNPACK = "unpack it first, as in: 7z x FILE -oout; newstool parse out"
_SPEECH = "write down what is said in it first, as in: whisper FILE --output_format txt"
_PANDOC = "make text of it first, as in: pandoc -t plain FILE | newstool parse"
_OFFICE = "make text of it first, as in: soffice --headless --convert-to txt:Text FILE"
_TABLE = "make a table of it first, as in: soffice --headless --convert-to csv FILE"
_NOTHING = "there is no article in such a file; leave it out"
_DUCKDB = "make JSON of it first, as in: duckdb -json -c \"FROM 'FILE'\" | newstool parse"


def office_member(name: bytes) -> bytes:
    """The first member of a ZIP archive of some making, and one further on that tells its kind."""
    first = rb"(?:\[Content_Types\]\.xml|_rels/|docProps/|customXml/|" + name + rb"/)"
    return rb"PK\x03\x04.{26}(?=" + first + rb").*?\b" + name + rb"/[\w/]{1,40}\.xml"


FOREIGN: tuple[Foreign, ...] = (
    # Pictures.
    Foreign("png", "a PNG picture", "the bytes 89 PNG", rb"\x89PNG", _OCR),
    Foreign("jpeg", "a JPEG picture", "the bytes FF D8 FF", rb"\xff\xd8\xff", _OCR),
    Foreign("gif", "a GIF picture", "GIF87a or GIF89a", rb"GIF8[79]a", _OCR),
    Foreign("webp", "a WebP picture", "RIFF and WEBP", rb"RIFF.{4}WEBP", _OCR),
    Foreign("tiff", "a TIFF picture", "II or MM and 42", rb"II\*\x00|MM\x00\*", _OCR),
    Foreign("bmp", "a BMP picture", "BM and zeros", rb"BM.{4}\x00{4}.{2}\x00\x00", _OCR),
    Foreign("ico", "an icon", "the bytes 00 00 01 00", rb"\x00\x00\x01\x00[^\x00]", _NOTHING),
    Foreign("psd", "a Photoshop picture", "8BPS", rb"8BPS\x00[\x01\x02]\x00", _OCR),
    Foreign(
        *("heif", "a HEIC or AVIF picture", "ftyp and its brand"),
        *(rb"\x00.{3}ftyp(?:heic|heix|hevc|mif1|msf1|avif|avis)", _OCR),
    ),
    Foreign("djvu", "a DjVu scan", "AT&TFORM", rb"AT&TFORM", "djvutxt FILE | newstool parse"),
    # Sound and film.
    Foreign("mp4", "an MP4 or QuickTime file", "ftyp", rb"\x00.{3}ftyp", _SPEECH),
    Foreign("webm", "a Matroska or WebM film", "1A 45 DF A3", rb"\x1aE\xdf\xa3", _SPEECH),
    Foreign("avi", "an AVI film", "RIFF and AVI", rb"RIFF.{4}AVI ", _SPEECH),
    Foreign("wav", "a WAV recording", "RIFF and WAVE", rb"RIFF.{4}WAVE", _SPEECH),
    Foreign("mpeg", "an MPEG film", "00 00 01 BA or B3", rb"\x00\x00\x01[\xba\xb3]", _SPEECH),
    Foreign("flv", "a Flash film", "FLV 01", rb"FLV\x01", _SPEECH),
    Foreign(
        *("mp3", "an MP3 recording", "ID3, or the first frame's mark"),
        *(rb"ID3[\x02-\x04]\x00|\xff[\xfb\xf3\xf2][\x10-\xef][\x00-\xff]{0,400}?\x00", _SPEECH),
    ),
    Foreign("ogg", "an Ogg recording or film", "OggS", rb"OggS\x00", _SPEECH),
    Foreign("flac", "a FLAC recording", "fLaC", rb"fLaC\x00", _SPEECH),
    # Office files and books.
    Foreign(
        *("ole", "an old Office file (.doc, .xls, .ppt) or an Outlook message (.msg)"),
        *("the bytes D0 CF 11 E0", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "convert it first, as in: soffice --headless --convert-to txt:Text FILE (msgconvert for a"
        " .msg)",
    ),
    Foreign("xlsx", "an Excel workbook", "a ZIP archive with xl/", office_member(b"xl"), _TABLE),
    Foreign(
        *("pptx", "a PowerPoint presentation", "a ZIP archive with ppt/", office_member(b"ppt")),
        "make a PDF of it first, as in: soffice --headless --convert-to pdf FILE",
    ),
    Foreign(
        *("epub", "an EPUB book", "a ZIP archive whose first member says so"),
        *(rb"PK\x03\x04.{26}mimetype.{0,40}?application/epub\+zip", _PANDOC),
    ),
    Foreign(
        *("ods", "an OpenDocument table", "a ZIP archive whose first member says so"),
        *(rb"PK\x03\x04.{26}mimetype.{0,40}?application/vnd\.oasis\.opendocument\.sp", _TABLE),
    ),
    Foreign(
        *("opendocument", "an OpenDocument file", "a ZIP archive whose first member says so"),
        *(rb"PK\x03\x04.{26}mimetype.{0,40}?application/vnd\.oasis\.opendocument", _OFFICE),
    ),
    Foreign("mobi", "a Kindle book", "BOOKMOBI", rb".{60}(?:BOOKMOBI|TEXtREAd)", _PANDOC),
    Foreign(
        *("postscript", "a PostScript file", "%!PS", rb"%!PS-|\xc5\xd0\xd3\xc6"),
        "make text of it first, as in: ps2ascii FILE | newstool parse",
    ),
    # Databases and tables.
    Foreign("parquet", "a Parquet table", "PAR1", rb"PAR1[\x00-\x1f]", _DUCKDB),
    Foreign("arrow", "an Arrow table", "ARROW1 or FEA1", rb"ARROW1\x00|FEA1\x00", _DUCKDB),
    Foreign("avro", "an Avro file", "Obj 01", rb"Obj\x01", _DUCKDB),
    Foreign(
        *("sqlite", "an SQLite database", "SQLite format 3", rb"SQLite format 3\x00"),
        "make JSON of a table first, as in: sqlite-utils rows FILE TABLE | newstool parse",
    ),
    Foreign("hdf5", "an HDF5 file", "89 HDF", rb"\x89HDF\r\n", _NOTHING),
    Foreign("numpy", "a NumPy array", "93 NUMPY", rb"\x93NUMPY", _NOTHING),
    Foreign(
        *("pst", "an Outlook mailbox (.pst)", "!BDN", rb"!BDN.{4}SM"),
        "make mails of it first, as in: readpst -e -o mails FILE; newstool parse mails",
    ),
    Foreign(
        *("tnef", "what Outlook packs its attachments in (winmail.dat)", "78 9F 3E 22"),
        *(rb"\x78\x9f\x3e\x22", "unpack it first, as in: tnef -C out FILE; newstool parse out"),
    ),
    # Archives.
    Foreign(
        *("arc", "a crawl in the older form (ARC)", "filedesc://", rb"filedesc://"),
        "make a WARC of it first, as in: warcio recompress FILE crawl.warc.gz; newstool parse"
        " crawl.warc.gz",
    ),
    Foreign("7z", "a 7-Zip archive", "7z BC AF", rb"7z\xbc\xaf\x27\x1c", _UNPACK),
    Foreign("rar", "a RAR archive", "Rar!", rb"Rar!\x1a\x07", _UNPACK),
    Foreign("cab", "a Cabinet archive", "MSCF", rb"MSCF\x00{4}", _UNPACK),
    Foreign("lzip", "an lzip file", "LZIP", rb"LZIP[\x00\x01]", _UNPACK),
    Foreign("lz4", "an LZ4 file", "04 22 4D 18", rb'\x04"M\x18', "lz4 -dc FILE | newstool parse"),
    Foreign("z", "a file packed by compress", "1F 9D", rb"\x1f\x9d[\x80-\x90]", _UNPACK),
    Foreign("ar", "a Unix library or Debian package", "!<arch>", rb"!<arch>\n", _NOTHING),
    # Programs and fonts.
    Foreign("elf", "a Linux program", "7F ELF", rb"\x7fELF", _NOTHING),
    Foreign(
        *("macho", "a macOS program or a Java class", "FE ED FA CE, CA FE BA BE and others"),
        rb"\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe",
        _NOTHING,
    ),
    Foreign("exe", "a Windows program", "MZ and zeros", rb"MZ.{0,60}?\x00\x00", _NOTHING),
    Foreign("wasm", "a WebAssembly program", "00 asm", rb"\x00asm", _NOTHING),
    Foreign("pyc", "a Python pickle", "80 04 95 and others", rb"\x80[\x03-\x05]\x95.", _NOTHING),
    Foreign(
        *("font", "a font", "wOFF, wOF2, OTTO, ttcf or 00 01 00 00"),
        *(rb"wOF[F2]|OTTO\x00|ttcf\x00|\x00\x01\x00\x00\x00", _NOTHING),
    ),
)
_ANY = b"|".join([one.pattern for one in FOREIGN])
