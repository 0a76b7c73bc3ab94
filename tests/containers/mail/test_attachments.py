"""Files in a mail: articles where they can be, else counted; never lost without a word."""

import base64
import binascii
import gzip
import io
import json
import zipfile

import pytest
from conftest import PARAGRAPHS
from growth import assert_linear

import newstool
from newstool.containers.mail.uuencoded import uuencoded_in
from newstool.runs.batch import Failure

STORY = "\n\n".join(PARAGRAPHS)
OTHER = f"A tunnel for Tarrow Bay\nBy Tom Okafor\n14 November 2024\n\n{STORY}\n"
TITLES = ["A bridge for Tarrow Bay", "A tunnel for Tarrow Bay"]
HEAD = (
    "From: Ana Ruiz <ana@post.example>\nTo: Desk <desk@post.example>\n"
    "Subject: A bridge for Tarrow Bay\nDate: Thu, 14 Nov 2024 08:00:00 +0100\n"
    "Message-ID: <1@post.example>\nMIME-Version: 1.0\n"
)
PNG = b"\x89PNG\r\n\x1a\n"


def text(words):
    return f"Content-Type: text/plain; charset=utf-8\n\n{words}\n"


def file(name, data, type="application/octet-stream", how="attachment"):
    packed = base64.encodebytes(data).decode()
    return (
        f'Content-Type: {type}; name="{name}"\nContent-Disposition: {how}; filename="{name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{packed}"
    )


def mail(*parts, kind="mixed"):
    inner = "".join(f"--b\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="b"\n\n{inner}--b--\n'.encode()


def results(data):
    return list(newstool.parse_many([data]))


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def word(words):
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in words.splitlines())
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body>{lines}</w:body></w:document>'
    return zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": body})


@pytest.mark.parametrize(
    ("name", "data", "type", "container"),
    [
        ("tunnel.txt", OTHER.encode(), "text/plain", "eml"),
        ("tunnel.txt", OTHER.encode("utf-16"), "application/octet-stream", "eml"),
        ("tunnel.docx", word(OTHER), "application/octet-stream", "eml/docx"),
        ("tunnel.txt.gz", gzip.compress(OTHER.encode()), "application/gzip", "eml/gzip"),
        ("tunnel.mht", b"", "message/rfc822", None),
    ],
)
def test_a_file_that_holds_an_article_is_one(name, data, type, container):
    if container is None:
        page = f"<h1>{TITLES[1]}</h1><p>By Tom Okafor</p><p>{STORY}</p>"
        location = "Content-Location: https://post.example/tunnel\nContent-Type: text/html\n\n"
        data, type, container = (location + page).encode(), "multipart/related", "eml/mhtml"
        type = "application/octet-stream"
    own, inner = results(mail(text(STORY), file(name, data, type)))
    assert [own.title, inner.title] == TITLES
    assert inner.authors == ("Tom Okafor",)
    assert PARAGRAPHS[-1] in inner.text
    assert inner.input.path == f"source 0/{name}"
    assert inner.input.container == container
    assert (own.warnings, inner.warnings) == ((), ())


def test_an_archive_in_a_mail_is_its_files():
    packed = zipped(**{"a/tunnel.txt": OTHER, "a/logo.png": PNG})
    _, inner = results(mail(text(STORY), file("texts.zip", packed)))
    assert inner.input.path == "source 0/texts.zip/a/tunnel.txt"


def test_a_mail_without_words_of_its_own_is_its_files():
    (inner,) = results(mail(file("tunnel.txt", OTHER.encode()), file("a.png", PNG, "image/png")))
    assert inner.title == TITLES[1]
    assert inner.warnings == ("skipped:1 png",)


@pytest.mark.parametrize(
    ("data", "type", "named"),
    [
        (PNG, "image/png", "png"),
        (b"ID3\x04\x00\x00\x00\x00\x0f\x76", "audio/mpeg", "mp3"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16), "application/msword", "ole"),
        (b"\x78\x9f\x3e\x22\x01\x00", "application/ms-tnef", "tnef"),
        (json.dumps({"level": 3}).encode(), "application/json", "json"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "text/calendar", "text/calendar"),
    ],
)
def test_what_holds_no_article_is_counted(data, type, named):
    (own,) = results(mail(text(STORY), *[file(f"{n}.bin", data, type) for n in range(2)]))
    assert own.text == STORY
    assert own.warnings == (f"skipped:2 {named}",)


def test_what_a_page_is_shown_with_is_not_counted():
    page = f"Content-Type: text/html\n\n<html><body><p>{STORY}</p><img src=cid:a></body></html>"
    picture = file("image001.png", PNG, "image/png", how="inline")
    (own,) = results(mail(page, picture, kind="related"))
    assert own.warnings == ()


def test_a_signature_is_not_counted():
    seal = file("signature.asc", b"-----BEGIN PGP SIGNATURE-----\n", "application/pgp-signature")
    (own,) = results(mail(text(STORY), seal, kind="signed"))
    assert own.warnings == ()


def test_a_text_that_a_server_named_is_part_of_the_mail():
    first, *rest = PARAGRAPHS
    more = file("ATT00001.txt", "\n\n".join(rest).encode(), "text/plain")
    (own,) = results(mail(text(first), file("a.png", PNG, "image/png"), more))
    assert own.text == STORY


def test_a_file_that_is_broken_is_one_failure_that_names_it():
    found = results(mail(text(STORY), file("a.zip", zipped(a="x" * 99)[:70]), file("b.txt", b" ")))
    own, *failures = found
    assert own.text == STORY
    assert {failure.path.rpartition("source 0/")[2] for failure in failures} <= {"a.zip", "a.zip/a"}
    assert all(isinstance(one, Failure) for one in failures)


# --- files written into the text ------------------------------------------------------------------


def uuencoded(name, data):
    lines = (data[start : start + 45] for start in range(0, len(data), 45))
    return f"begin 644 {name}\n" + "".join(binascii.b2a_uu(x).decode() for x in lines) + " \nend\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_in_the_text_is_an_article_of_its_own(end):
    body = f"{STORY}\n\n{uuencoded('tunnel.txt', OTHER.encode())}\nAna\n".replace("\n", end)
    own, inner = results((HEAD + "\n").replace("\n", end).encode() + body.encode())
    assert [own.title, inner.title] == TITLES
    assert "begin 644" not in own.text
    assert PARAGRAPHS[-1] in inner.text
    assert inner.input.path == "source 0/tunnel.txt"


def test_a_picture_in_the_text_is_counted():
    (own,) = results(f"{HEAD}\n{STORY}\n\n{uuencoded('a.png', PNG * 40)}".encode())
    assert (own.text, own.warnings) == (STORY, ("skipped:1 png",))


def test_words_that_begin_like_a_file_stay_in_the_text():
    words = f"{PARAGRAPHS[0]}\n\nbegin 644 bridges\nThis is a line of words.\nend\n"
    (own,) = results(f"{HEAD}\n{words}".encode())
    assert "begin 644 bridges" in own.text


def test_a_file_that_is_cut_short_is_read_as_far_as_it_goes():
    packed = uuencoded("a.bin", bytes(range(200)))
    (found,) = uuencoded_in(packed[: packed.index("\n", 30) + 1].encode())
    assert (found.name, found.data) == (b"a.bin", bytes(range(45)))


@pytest.mark.parametrize("unit", ["begin 644 a\n", "begin 644 a\nM\n", "M" * 60 + "\n"])
def test_what_is_made_to_look_like_files_takes_no_longer_than_its_length(unit):
    def made(size):
        return b"begin 644 a\n" + unit.encode() * (size // len(unit))

    assert_linear(lambda text: list(uuencoded_in(text)), made, 1_000_000)
