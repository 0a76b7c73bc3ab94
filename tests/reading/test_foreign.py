"""Files that hold no text are told by their first bytes, and nothing else is taken for one."""

import io
import sqlite3
import struct
import zipfile
from pathlib import Path

import pytest

from newstool.containers.kinds import tell
from newstool.reading.foreign import FOREIGN, foreign_of


def zip_of(*members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def office(folder):
    types = ("[Content_Types].xml", "<Types/>")
    return zip_of(types, ("_rels/.rels", "<Relationships/>"), (f"{folder}/document.xml", "<x/>"))


def open_document(mimetype):
    return zip_of(("mimetype", mimetype), ("META-INF/manifest.xml", "<manifest/>"))


def database(path=":memory:"):
    with sqlite3.connect(path) as connection:
        connection.execute("create table articles (title text)")
        return connection.serialize()


SPECIMENS = {
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "gif": b"GIF89a\x01\x00\x01\x00",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "tiff": b"II*\x00\x08\x00\x00\x00",
    "bmp": b"BM" + struct.pack("<IHHIIii", 70, 0, 0, 54, 40, 1, 1),
    "ico": b"\x00\x00\x01\x00\x01\x00\x10\x10",
    "psd": b"8BPS\x00\x01\x00\x00",
    "heif": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
    "djvu": b"AT&TFORM\x00\x00\x01\x00DJVU",
    "mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
    "webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01",
    "avi": b"RIFF\x24\x00\x00\x00AVI LIST",
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "mpeg": b"\x00\x00\x01\xba\x44\x00",
    "flv": b"FLV\x01\x05\x00\x00\x00\x09",
    "mp3": b"ID3\x04\x00\x00\x00\x00\x0f\x76",
    "ogg": b"OggS\x00\x02\x00\x00",
    "flac": b"fLaC\x00\x00\x00\x22",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16),
    "xlsx": office("xl"),
    "pptx": office("ppt"),
    "epub": open_document("application/epub+zip"),
    "ods": open_document("application/vnd.oasis.opendocument.spreadsheet"),
    "opendocument": open_document("application/vnd.oasis.opendocument.presentation"),
    "mobi": b"A_bridge".ljust(60, b"\x00") + b"BOOKMOBI",
    "postscript": b"%!PS-Adobe-3.0\n",
    "parquet": b"PAR1\x15\x04\x15",
    "arrow": b"ARROW1\x00\x00",
    "avro": b"Obj\x01\x04\x14avro.codec",
    "sqlite": database(),
    "hdf5": b"\x89HDF\r\n\x1a\n",
    "numpy": b"\x93NUMPY\x01\x00",
    "arc": b"filedesc://crawl.arc 0.0.0.0 20010102030405 text/plain 76\n",
    "pst": b"!BDN\x00\x00\x00\x00SM",
    "tnef": b"\x78\x9f\x3e\x22\x01\x00",
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "rar": b"Rar!\x1a\x07\x01\x00",
    "cab": b"MSCF\x00\x00\x00\x00\x10",
    "lzip": b"LZIP\x01\x0c",
    "lz4": b'\x04"M\x18\x64\x40',
    "z": b"\x1f\x9d\x90\x54",
    "ar": b"!<arch>\ndebian-binary",
    "elf": b"\x7fELF\x02\x01\x01\x00",
    "macho": b"\xcf\xfa\xed\xfe\x07\x00\x00\x01",
    "exe": b"MZ\x90\x00\x03\x00\x00\x00",
    "wasm": b"\x00asm\x01\x00\x00\x00",
    "pyc": b"\x80\x04\x95\x1c\x00\x00",
    "font": b"wOF2\x00\x01\x00\x00",
}


@pytest.mark.parametrize("foreign", FOREIGN, ids=lambda foreign: foreign.name)
def test_each_is_recognised_by_its_first_bytes(foreign):
    assert foreign_of(SPECIMENS[foreign.name]) is foreign
    kind = tell(SPECIMENS[foreign.name])
    assert (kind.name, kind.title, kind.reader) == (foreign.name, foreign.title, None)
    assert foreign.hint


def test_a_word_processors_archive_is_recognised_whatever_comes_first():
    parts = [("_rels/.rels", "<r/>"), ("docProps/app.xml", "<p/>"), ("xl/styles.xml", "<s/>")]
    assert foreign_of(zip_of(*parts)).name == "xlsx"
    parts[-1] = ("word/styles.xml", "<s/>")
    assert tell(zip_of(*parts)).name == "docx"
    assert foreign_of(zip_of(("word/a.html", "<p>A word.</p>"))) is None


TEXTS = [
    *("BM", "MZ is a band.", "RIFF raff", "ID3 tags: a guide", "GIF89 or PNG?", "PAR1 is a road."),
    *("%PDF is how such a file begins", "Obj", "The ftyp box", "LZIP", "II* and MM*", "OTTO"),
    *("7z or zip?", "PK\x03\x04", "{\\r", "SQLite format 3 explained", "8BPS", "filedesc", ""),
]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "gb18030"]
)
@pytest.mark.parametrize("text", TEXTS)
def test_words_are_not_such_a_file(text, encoding):
    text += " The council said on Monday that the bridge will close for two years."
    assert foreign_of(text.encode(encoding)) is None


def test_pages_and_texts_are_not_such_a_file():
    articles = Path(__file__).parent.parent / "articles"
    for path in [*articles.rglob("input.*"), *articles.parent.joinpath("archives").iterdir()]:
        assert foreign_of(path.read_bytes()[:4096]) is None, path
