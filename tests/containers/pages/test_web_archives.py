"""Web archives (MHTML): the page that a browser saved with its pictures."""

import pytest
from conftest import PARAGRAPHS, page

import newstool
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.model.errors import EmptyInputError, LimitError

URL = "https://www.post.example/2024/bridge"
HEAD = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: {url}\nSubject: Another name\n"
    "Date: Fri, 15 Nov 2024 08:00:00 +0100\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n'
)
PICTURE = "--b\nContent-Type: image/png\nContent-Location: https://post.example/a.png\n\niVBORw0K\n"


def archive(content, head=HEAD, part=""):
    opened = head.format(url=URL) + f"--b\nContent-Type: text/html\n{part}\n"
    return opened.encode() + content + f"\n{PICTURE}--b--\n".encode()


def parts_of(data, **opening):
    return list(open_stream(Stream.of_bytes(data), Opening(**opening)))


def test_a_saved_page_is_read_as_the_page_with_its_address():
    record = newstool.parse(archive(page()), evidence=True).to_dict()
    assert record["title"] == "A bridge for Tarrow Bay"
    assert record["text"] == "\n\n".join(PARAGRAPHS)
    assert (record["url"], record["date_published"]) == (URL, "2024-03-05")
    assert record["input"]["container"] == "mhtml"
    assert record["input"]["fetched"] == "2024-11-15T08:00:00+01:00"
    said = record["evidence"]["url"]["from"]
    assert said == "header 'Snapshot-Content-Location' of the web archive"


def test_relative_dates_count_from_the_day_it_was_saved():
    words = page(date="").replace(b"By Ana Ruiz</div>", b"By Ana Ruiz, 2 days ago</div>")
    assert str(newstool.parse(archive(words)).date_published).startswith("2024-11-13")


def test_the_root_is_the_part_that_is_named():
    head = HEAD.replace('"b"', '"b"; start="<2@x>"')
    frame = b"<p>An advertisement</p>\n--b\nContent-Type: text/html\nContent-ID: <2@x>\n"
    frame += b"Content-Location: https://www.post.example/2024/bridge\n\n"
    assert newstool.parse(archive(frame + page(), head)).text == "\n\n".join(PARAGRAPHS)


def test_archives_of_other_programs_are_known():
    head = (
        "From: <Saved by Windows Internet Explorer 8>\nSubject: A bridge\n"
        "MIME-Version: 1.0\nContent-Type: multipart/related;\n"
        '\ttype="text/html";\n\tboundary="b"\n\n'
    )
    article = newstool.parse(archive(page(), head, f"Content-Location: {URL}\n"))
    assert (article.url, article.title) == (URL, "A bridge for Tarrow Bay")
    single = f"MIME-Version: 1.0\nContent-Type: text/html\nContent-Location: {URL}\n\n".encode()
    assert newstool.parse(single + page()).url == URL


@pytest.mark.parametrize("cut", [b"iVBOR", b"--b\nContent-Type: image", b"<footer>"])
def test_an_archive_that_is_cut_short_gives_what_is_there(cut):
    whole = archive(page())
    article = newstool.parse(whole[: whole.index(cut)])
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_an_archive_without_a_page_says_so():
    (part,) = parts_of((HEAD.format(url=URL) + PICTURE + "--b--\n").encode())
    assert isinstance(part.error, EmptyInputError)


def test_an_archive_of_very_many_parts_is_one_failure():
    for inner in (
        "".join("--b\nContent-Type: multipart/related; boundary=b\n\n" for _ in range(10_000)),
        "".join(
            f"--{'b' * n}\nContent-Type: multipart/related; boundary={'b' * (n + 1)}\n\n"
            for n in range(1, 60)
        ),
        PICTURE * 10_001,
    ):
        (part,) = parts_of((HEAD.format(url=URL) + inner).encode())
        assert isinstance(part.error, LimitError | EmptyInputError)
