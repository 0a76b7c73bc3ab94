"""Web archives of Safari: the page in them, or one failure, whatever was done to the file."""

import plistlib
import random

import pytest

import newstool
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.model.errors import DecodeError, EmptyInputError, InputError

PAGE = "<h1>Mine rescue ends</h1><p>All miners were brought up on Sunday – both of them.</p>"


def archive(**changes):
    page = {
        "WebResourceData": PAGE.encode(),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": "https://post.example/mine",
    }
    whole = {
        "WebMainResource": page | changes,
        "WebSubresources": [{"WebResourceData": b"x" * 9000, "WebResourceMIMEType": "image/png"}],
    }
    return plistlib.dumps(whole, fmt=plistlib.FMT_BINARY)


def parts_of(data, **opening):
    return list(open_stream(Stream.of_bytes(data), Opening(**opening)))


def error_of(data, **opening):
    (part,) = parts_of(data, **opening)
    return part.error


def test_the_page_is_read_with_its_address():
    (article,) = newstool.parse_many([archive()])
    assert article.title == "Mine rescue ends"
    assert article.text == "All miners were brought up on Sunday – both of them."
    assert article.url == "https://post.example/mine"
    assert article.input.container == "webarchive"


def test_its_encoding_is_heeded():
    data = archive(
        WebResourceData=PAGE.encode("cp1252"), WebResourceTextEncodingName="windows-1252"
    )
    (article,) = newstool.parse_many([data])
    assert "Sunday – both" in article.text


def test_what_is_not_a_page_is_opened_as_what_it_is():
    data = archive(WebResourceData=b"\x89PNG\r\n\x1a\n", WebResourceMIMEType="image/png")
    (result,) = newstool.parse_many([data])
    assert "a PNG picture" in str(result.error)


def test_another_property_list_is_refused_by_its_name():
    error = error_of(plistlib.dumps({"flags": 1}, fmt=plistlib.FMT_BINARY))
    assert isinstance(error, DecodeError)
    assert "a binary property list" in str(error)


def test_an_empty_one_is_one_failure():
    assert isinstance(error_of(archive(WebResourceData=b" ")), EmptyInputError)


@pytest.mark.parametrize("cut", [9, 30, 100, 5000, -1])
def test_a_cut_one_is_one_failure(cut):
    assert isinstance(error_of(archive()[:cut]), InputError)


def test_one_that_is_too_long_is_one_failure():
    assert "--max-bytes" in str(error_of(archive(), max_bytes=100))


def test_one_whose_objects_lead_to_each_other_is_one_failure():
    # A dictionary of two thousand keys, all of them the same dictionary: following them never ends.
    loop = b"bplist00" + b"\xdf\x11\x07\xd0" + bytes(4000)
    data = (
        loop
        + b"\x08"
        + b"\0" * 6
        + bytes((1, 1))
        + b"".join(number.to_bytes(8, "big") for number in (1, 0, len(loop)))
    )
    assert isinstance(error_of(data), (InputError, DecodeError))


def test_any_bytes_in_one_give_parts_or_errors():
    whole = archive()
    chance = random.Random(4)
    for _ in range(500):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.choice((chance.randrange(8, 400), -chance.randrange(1, 60)))] = (
                chance.randrange(256)
            )
        for part in parts_of(bytes(data)):
            assert part.error is None or not part.error.what.startswith("internal error")
