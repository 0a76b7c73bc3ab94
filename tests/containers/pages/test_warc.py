"""Crawls: a page for each response and text, and one failure for each record that is broken."""

import gzip
import tracemalloc
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from growth import assert_linear

import newstool
from newstool.containers import extras
from newstool.containers.kinds import tell
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Pause, Stream
from newstool.model.errors import EmptyInputError, InputError

SAFE = zstandard.ZstdCompressor(write_checksum=True)
PAGE = b"<h1>Mine rescue ends</h1><p>All miners were brought up on Sunday.</p>"
URL = "https://news.example/mine"


def parts_of(data, **opening):
    return list(open_stream(Stream.of_bytes(data), Opening(**opening)))


def record(block, kind="response", url=URL, **more):
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{kind}-{zlib.crc32(block):x}>",
        "WARC-Target-URI": url,
        "WARC-Date": "2024-03-05T10:15:00Z",
        "Content-Length": len(block),
    } | {name.replace("_", "-"): value for name, value in more.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value is not None)
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(body=PAGE, status="200 OK", type="text/html; charset=utf-8", **more):
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in more.items())
    typed = f"Content-Type: {type}\r\n" if type else ""
    return f"HTTP/1.1 {status}\r\n{typed}{lines}\r\n".encode() + body


def page(number, body=None):
    return record(response(body or PAGE + b"<p>%d</p>" % number), url=f"{URL}/{number}")


INFO = record(b"software: a crawler\r\n", kind="warcinfo", url=None)
THREE = [page(1), page(2), page(3)]


def urls_of(parts):
    return [part.known.url.removeprefix(URL) for part in parts if part.error is None]


def test_a_response_is_a_page_with_what_the_crawler_knows_of_it():
    (part,) = parts_of(INFO + record(response()))
    known = part.known
    assert (part.data, part.container, known.format) == (PAGE, "warc", "html")
    assert (known.url, known.record_url) == (URL, URL)
    assert known.fetched == "2024-03-05T10:15:00Z"
    assert known.id.startswith("urn:uuid:response-")


def test_the_record_says_where_and_when_it_was_read():
    told = b"<h1>Mine rescue ends</h1><time>2 hours ago</time><p>All miners were brought up.</p>"
    (article,) = newstool.parse_many([INFO + record(response(told))])
    assert article.input.container == "warc"
    assert (article.input.record_url, article.url) == (URL, URL)
    assert article.input.fetched == "2024-03-05T10:15:00Z"
    assert str(article.date_published).startswith("2024-03-05T08:15")


def test_the_texts_of_a_crawl_are_read():
    data = (Path(__file__).parents[2] / "archives" / "crawl.wet").read_bytes()
    one, two = newstool.parse_many([data])
    assert one.url == "http://courier.example/bridge"
    assert one.text == "The council voted on Tuesday night."
    assert (two.title, two.text) == ("Rain", "It rained all day.")
    assert one.input.format == "text"


@pytest.mark.parametrize(
    "pack",
    [
        bytes,
        gzip.compress,
        zstandard.compress,
        lambda data: b"".join(map(gzip.compress, data.split(b"\x00"))),
    ],
)
def test_a_crawl_may_be_packed_as_a_whole_or_record_by_record(pack):
    assert urls_of(parts_of(pack(b"".join([INFO, *THREE])))) == ["/1", "/2", "/3"]
    assert urls_of(parts_of(b"".join(map(gzip.compress, [INFO, *THREE])))) == ["/1", "/2", "/3"]


def test_what_is_not_a_page_is_counted():
    data = [
        INFO,
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(response(b"gone", status="404 Not Found")),
        page(1),
        record(response(b"\xff\xd8\xff", type="image/jpeg")),
        record(response(b"\xff\xd8\xff", type="image/jpeg")),
        record(b"", kind="revisit"),
        record(b"news.example. 300 A 192.0.2.1", url="dns:news.example"),
        record(b"no response"),
    ]
    (part,) = parts_of(b"".join(data))
    assert set(part.known.warnings) == {
        "skipped:2 image/jpeg",
        "skipped:1 status 404",
        "skipped:1 revisit",
        "skipped:1 dns response",
        "skipped:1 no HTTP response",
    }


def test_a_crawl_without_a_page_is_one_failure_that_says_what_is_in_it():
    (part,) = parts_of(INFO + record(response(b"gone", status="410 Gone")))
    assert isinstance(part.error, EmptyInputError)
    assert "1 status 410" in str(part.error)


def test_what_is_not_a_page_is_counted_even_if_the_last_record_is_broken():
    data = page(1) + record(b"", kind="revisit") + record(response(), Content_Length=None)
    good, failed = parts_of(data)
    assert good.known.warnings == ("skipped:1 revisit",)
    assert failed.error is not None


@pytest.mark.parametrize(
    ("type", "format"),
    [
        ("text/html", "html"),
        ("application/xhtml+xml; charset=utf-8", "html"),
        ("text/plain", "text"),
        ("", None),
    ],
)
def test_the_type_that_a_server_names_is_believed(type, format):
    (part,) = parts_of(record(response(type=type)))
    assert part.known.format == format
    (resource,) = parts_of(record(PAGE, kind="resource", Content_Type=type or None))
    assert (resource.data, resource.known.format) == (PAGE, format)


def test_the_encoding_that_a_server_names_is_heeded_where_it_is_true():
    told = "<h1>Мост закрыт</h1><p>Мост закрыт на полгода, сообщила мэрия в четверг.</p>"
    named = record(response(told.encode("cp1251"), type="text/html; charset=windows-1251"))
    wrong = record(response(told.encode("utf-8"), type="text/html; charset=iso-8859-1"))
    for article in newstool.parse_many([named, wrong]):
        assert article.title == "Мост закрыт"


def chunked(body, size=20):
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;x=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(PAGE), {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),  # undone by the crawler, the header is left
        (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
        (PAGE, {"Content_Encoding": "gzip"}),
        (PAGE, {"Content_Encoding": "br"}),
        (brotli.compress(PAGE), {"Content_Encoding": "br"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (raw_deflate(PAGE), {"Content_Encoding": "deflate"}),
        (zstandard.compress(PAGE), {"Content_Encoding": "zstd"}),
        (
            chunked(gzip.compress(PAGE)),
            {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"},
        ),
        (gzip.compress(gzip.compress(PAGE)), {"Content_Encoding": "gzip, gzip"}),
    ],
    ids=range(11),
)
def test_what_was_packed_to_be_sent_is_unpacked(body, headers):
    (part,) = parts_of(record(response(body, **headers)))
    assert part.data == PAGE


def test_what_cannot_be_unpacked_is_a_failure_that_names_the_address():
    torn = record(response(b"\x1b\x03\xff\x00\xa4\xcc\xde\xe2", Content_Encoding="br"))
    worn = record(response(b"\x1f\x8b\x08\x00torn torn", Content_Encoding="gzip"))
    for broken in (torn, worn):
        failed, good = parts_of(broken + page(2))
        assert URL in str(failed.error)
        assert good.data.startswith(PAGE)


def test_what_a_page_takes_that_is_not_installed_is_said_of_each(monkeypatch):
    monkeypatch.setitem(extras.PACKAGES, "warc", "a_package_that_is_not_there")
    packed = record(response(brotli.compress(PAGE), Content_Encoding="br"))
    *failed, good = parts_of(packed * 2 + page(2))
    assert [
        str(part.error).count("pip install a_package_that_is_not_there") for part in failed
    ] == [1, 1]
    assert URL in str(failed[0].error)
    assert good.data.startswith(PAGE)


def test_a_page_that_was_packed_small_is_cut_at_the_limit():
    bomb = brotli.compress(b"<p>" + b"word " * 8_000_000)
    (part,) = parts_of(record(response(bomb, Content_Encoding="br")), max_bytes=1 << 20)
    assert len(part.data) == (1 << 20) + 1


def test_it_pauses_where_a_read_would_wait():
    pieces = [INFO, Pause(7), page(1)[:100], Pause(7), page(1)[100:], Pause(7), Pause(7), page(2)]
    found = list(open_stream(Stream(iter(pieces)), Opening()))
    assert [one.fd if isinstance(one, Pause) else one.known.url[-2:] for one in found] == [
        *(7, 7, 7, 7, "/1", "/2")
    ]


# --- broken records ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        record(response(), Content_Length=None),
        record(response(), Content_Length="many"),
        record(response(), Content_Length=10),
        record(response(), Content_Length=len(response()) + 40),
        record(response(), Content_Length=1 << 40),
        record(response(), Content_Length=-5),
        b"WARC/1.1\r\nWARC-Type: response\r\n" + b"x" * 300_000,
        b"garbage " * 50 + b"\r\n",
        bytes(9000),
    ],
    ids=range(9),
)
def test_a_broken_record_is_one_failure_and_the_next_is_read(broken):
    one, failed, three = parts_of(page(1) + broken + page(3))
    assert urls_of([one, three]) == ["/1", "/3"]
    assert isinstance(failed.error, InputError)
    assert "broken" in str(failed.error)


@pytest.mark.parametrize("pack", [gzip.compress, SAFE.compress])
@pytest.mark.parametrize("at", [0, 1, 12, 60, 150, -6])
def test_a_badly_packed_record_is_one_failure_and_the_next_is_read(at, pack):
    noise = bytes(number * 7919 % 251 for number in range(5000)).hex().encode()
    packed = [pack(page(number, PAGE + noise)) for number in range(5)]
    packed[2] = packed[2][:at] + b"\xa5\x5a\xff" + packed[2][at:][3:]
    parts = parts_of(b"".join(packed))
    assert sum(part.error is not None for part in parts) == 1
    assert urls_of(parts) in (["/0", "/1", "/3", "/4"], ["/0", "/1", "/2", "/3", "/4"])
    assert len(parts) == 5


@pytest.mark.parametrize("which", [1, 2])
@pytest.mark.parametrize("at", [0, 1, 12, 60, 150, -6])
def test_a_small_crawl_is_read_on_after_badly_packed_first_bytes(at, which):
    packed = [gzip.compress(each) for each in (INFO, *THREE)]
    packed[which] = packed[which][:at] + b"\xa5\x5a\xff" + packed[which][at:][3:]
    parts = parts_of(b"".join(packed))
    assert sum(part.error is not None for part in parts) == 1
    pages = ["/1", "/2", "/3"]
    assert urls_of(parts) in (pages, [url for url in pages if url != f"/{which}"])


@pytest.mark.parametrize("cut", [-1, -20, -60, -200])
def test_a_packed_crawl_that_is_cut_short_has_the_pages_before_the_cut(cut):
    *pages, failed = parts_of(b"".join(map(gzip.compress, THREE))[:cut])
    assert len(pages) == (3 if cut == -1 else 2)  # there the last page is whole
    assert urls_of(pages) == ["/1", "/2", "/3"][: len(pages)]
    assert "cut short" in str(failed.error)


@pytest.mark.parametrize("cut", [3, 40, 200, -5])
def test_a_crawl_that_is_cut_short_is_one_failure_after_what_is_there(cut):
    one, two, failed = parts_of(THREE[0] + THREE[1] + THREE[2][:cut])
    assert urls_of([one, two]) == ["/1", "/2"]
    assert failed.error is not None


def test_a_block_is_read_no_further_than_the_limit():
    long = record(response(b"<p>" + b"x" * 3_000_000))
    packed = record(response(gzip.compress(b"<p>" + bytes(9_000_000)), Content_Encoding="gzip"))
    one, two, three = parts_of(long + packed + page(3), max_bytes=1000)
    assert len(one.data) == len(two.data) == 1001
    assert three.data.startswith(PAGE)


def test_a_record_that_the_crawler_cut_says_so():
    (part,) = parts_of(record(response(), WARC_Truncated="length"))
    assert "truncated:bytes" in part.known.warnings


def test_records_that_lie_about_their_length_take_time_that_grows_with_their_number():
    assert_linear(parts_of, record(b"x", Content_Length=40_000_000).__mul__, 8000)


def test_tiny_records_without_number_take_no_longer_than_their_number():
    def read(data):
        (part,) = parts_of(data)
        assert part.data.startswith(PAGE)

    tiny = record(b"x", kind="request")
    assert_linear(read, lambda number: tiny * number + page(1), 3200)


def test_memory_does_not_grow_with_the_number_of_pages():
    def peak(count):
        packed = gzip.compress(page(1, PAGE * 100) * count)
        tracemalloc.start()
        for _ in open_stream(Stream.of_bytes(packed), Opening()):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4000) < peak(400) + 4_000_000


@pytest.mark.parametrize(
    "text", ["WARC/1.0 is a format", "The WARC/1.0\r\nWARC-Type: response", "warc", "WARC/1.0\n\n"]
)
def test_words_about_it_are_not_a_crawl(text):
    assert tell(text.encode()) is None
