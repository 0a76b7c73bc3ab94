"""Containers inside containers: each article is found, and each fault is told of in its place."""

import bz2
import gzip
import io
import lzma
import zipfile

import pytest

from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.model.errors import InputError, LimitError

PAGE = b"<h1>Mine rescue ends</h1><p>All miners were brought up on Sunday.</p>"


def parts_of(data, **opening):
    return list(open_stream(Stream.of_bytes(data), Opening(**opening)))


def zipped(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


@pytest.mark.parametrize("data", [PAGE, b"The council met.\n", b"", b"\xff\x00binary"])
def test_what_is_not_a_container_comes_as_it_is(data):
    (part,) = parts_of(data)
    assert (part.data, part.container, part.member) == (data, "", "")


@pytest.mark.parametrize(
    ("pack", "name"), [(gzip.compress, "gzip"), (bz2.compress, "bzip2"), (lzma.compress, "xz")]
)
def test_compressed_data_is_read_through(pack, name):
    for data in (pack(PAGE), pack(PAGE[:9]) + pack(PAGE[9:])):
        (part,) = parts_of(data)
        assert (part.data, part.container) == (PAGE, name)
    (cut,) = parts_of(pack(PAGE)[:-9])
    assert isinstance(cut.error, InputError)
    (bomb,) = parts_of(pack(bytes(5_000_000)), max_bytes=1000)
    assert len(bomb.data) == 1001


def test_members_are_named_through_all_containers():
    inner = zipped(deep__b="The council met.", c='{"title": "C", "text": "c"}\n')
    parts = parts_of(gzip.compress(zipped(a=PAGE, inner=inner)))
    assert [(part.member, part.container, part.keys) for part in parts] == [
        ("a", "gzip/zip", ""),
        ("inner/deep/b", "gzip/zip/zip", ""),
        ("inner/c", "gzip/zip/zip/json", "json key"),
    ]


def test_a_fault_is_reported_in_its_place_and_the_rest_is_read():
    broken = bytearray(zipped(a=PAGE, b=PAGE, c=PAGE))
    at = broken.index(b"b", 60) + 2  # inside the second member's data
    broken[at : at + 8] = b"\xff" * 8
    a, b, c = parts_of(bytes(broken))
    assert (a.data, c.data) == (PAGE, PAGE)
    assert isinstance(b.error, InputError)
    assert b.member == "b"


def test_containers_are_opened_only_so_deep():
    data = PAGE
    for _ in range(9):
        data = zipped(a=data)
    (part,) = parts_of(data)
    assert isinstance(part.error, LimitError)
    for _ in range(9):
        data = gzip.compress(data)
    (part,) = parts_of(data)
    assert isinstance(part.error, LimitError)


def test_what_is_before_a_fault_counts():
    whole = b"".join(b'{"title": "%d", "text": "It rained."}\n' % number for number in range(40))
    *before, failed = parts_of(gzip.compress(whole)[:-40])
    assert len(before) > 5
    assert "cut short" in str(failed.error)
    pages = b"".join(
        b"<html><head></head><body>%d%s</body></html>\n" % (number, PAGE) for number in range(40)
    )
    *before, failed = parts_of(gzip.compress(pages)[:-30])
    assert len(before) > 5
    assert "cut short" in str(failed.error)


def test_a_page_that_was_packed_as_a_bomb_is_read_up_to_the_limit():
    (part,) = parts_of(gzip.compress(b"<html>" + PAGE + b" " * 50_000_000), max_bytes=1000)
    assert len(part.data) == 1001
