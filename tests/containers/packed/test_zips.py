"""ZIP archives: every member is read or an error that names it, whatever was done to them."""

import io
import struct
import zipfile

import pytest
from growth import assert_linear

from newstool.containers.opening import open_stream
from newstool.containers.packed.member_names import leads_out, steps_of
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.model.errors import DecodeError, EmptyInputError, InputError, LimitError

PAGE = b"<h1>Mine rescue ends</h1><p>All miners were brought up on Sunday.</p>"


def parts_of(data, **opening):
    return list(open_stream(Stream.of_bytes(data), Opening(**opening)))


def zipped(*members, way=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def said(part):
    return part.member, str(part.error) if part.error else part.data


THREE = zipped(("a.html", PAGE), ("b.html", PAGE), ("c.html", PAGE))


def with_bytes(data, at, new):
    return data[:at] + new + data[at + len(new) :]


def in_directory(data, number, offset, new):
    """The archive with other bytes in the entry `number` of its central directory."""
    at = -1
    for _ in range(number + 1):
        at = data.index(b"PK\x01\x02", at + 1)
    return with_bytes(data, at + offset, new)


def check_that_only_b_fails(data, kind, words):
    a, b, c = parts_of(data)
    assert (a.member, b.member, c.member) == ("a.html", "b.html", "c.html")
    assert a.data == c.data == PAGE
    assert type(b.error) is kind
    assert words in str(b.error)


def test_an_encrypted_member_fails_alone():
    check_that_only_b_fails(in_directory(THREE, 1, 8, b"\x01\x00"), InputError, "is encrypted")


@pytest.mark.parametrize(("way", "words"), [(9, "Deflate64"), (98, "PPMd"), (77, "number 77")])
def test_an_unknown_compression_is_named(way, words):
    data = in_directory(THREE, 1, 10, struct.pack("<H", way))
    check_that_only_b_fails(data, InputError, words)


def test_a_member_that_lies_about_its_size_fails_alone():
    data = in_directory(THREE, 1, 24, struct.pack("<I", 3))
    check_that_only_b_fails(data, InputError, "damaged")


def test_members_that_lie_over_one_another_are_not_read():
    data = in_directory(THREE, 1, 20, struct.pack("<I", 500))  # longer than there is room for
    check_that_only_b_fails(data, InputError, "overlaps another")
    first = data.index(b"PK\x01\x02")
    at = data.index(b"PK\x01\x02", first + 1)
    twice = with_bytes(THREE, at + 42, struct.pack("<I", 0))  # where the first begins
    assert [part.data for part in parts_of(twice)] == [None, None, PAGE]


def test_a_name_that_leads_out_is_an_error_with_a_harmless_name():
    names = ("../../etc/a.html", "/abs/b.html", "C:\\c.html", "d\\..\\..\\d.html", "ok\\e.html")
    parts = parts_of(zipped(*((name, PAGE) for name in names)))
    assert [part.member for part in parts] == [
        *("etc/a.html", "abs/b.html", "c.html", "d/d.html", "ok/e.html")
    ]
    assert [part.error is None for part in parts] == [False, False, False, False, True]
    assert "leads out" in str(parts[0].error)


@pytest.mark.parametrize("name", ["a/b.html", "a..b", "a/...", "./a", "12:30.html", "日报/一.txt"])
def test_other_names_lead_nowhere(name):
    assert not leads_out(name)
    assert steps_of(name)


def test_hidden_files_and_links_are_passed_over():
    link = zipfile.ZipInfo("link.html")
    link.external_attr = 0o120777 << 16
    data = zipped(
        (".hidden", PAGE), ("__MACOSX/._a.html", PAGE), (link, "a.html"), ("a.html", PAGE)
    )
    assert [said(part) for part in parts_of(data)] == [("a.html", PAGE)]


def test_names_with_the_mark_are_utf_8():
    data = zipped(("brücke.html", PAGE), ("日报.html", PAGE))
    assert [part.member for part in parts_of(data)] == ["brücke.html", "日报.html"]


def test_a_name_without_the_mark_may_be_utf_8_or_of_a_dos_page():
    for raw, name in (("brücke.html".encode(), "brücke.html"), (b"br\x81cke.html", "brücke.html")):
        held = "x" * len(raw)
        data = zipped((held, PAGE)).replace(held.encode(), raw)
        assert [said(part) for part in parts_of(data)] == [(name, PAGE)]


@pytest.mark.parametrize("way", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_may_be_packed_in_other_ways(way):
    assert [said(part) for part in parts_of(zipped(("a", PAGE), way=way))] == [("a", PAGE)]


class _Unseekable(io.BytesIO):
    """A file that zipfile can't go back in: it writes the sizes after each member."""

    def seekable(self):
        return False

    def seek(self, *_):
        raise io.UnsupportedOperation


def streamed(*members):
    packed = _Unseekable()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


STREAMED = streamed(("a.html", PAGE), ("b.html", PAGE), ("c.html", PAGE))


@pytest.mark.parametrize(
    "data",
    [
        THREE[:-30],
        in_directory(THREE, 0, 0, b"XX"),
        THREE[: THREE.index(b"PK\x01\x02")],
        STREAMED[: STREAMED.index(b"PK\x01\x02")],
        b"PK\x03\x04 and what is no header" + THREE[:-30],
    ],
)
def test_members_are_read_without_a_directory_that_is_damaged_or_cut_off(data):
    *found, last = parts_of(data)
    assert list(map(said, found)) == [("a.html", PAGE), ("b.html", PAGE), ("c.html", PAGE)]
    assert "damaged or cut short; without its directory 3 files were found" in str(last.error)
    assert "zip -FF" in str(last.error)


def test_an_archive_that_ends_within_a_member_gives_those_before_it():
    cut = THREE.index(b"PK\x03\x04", 4) + 60
    a, b, last = parts_of(THREE[:cut])
    assert said(a) == ("a.html", PAGE)
    assert b.member == "b.html"
    assert "the member of the ZIP archive is damaged or cut short" in str(b.error)
    assert "2 files were found" in str(last.error)


def test_members_without_a_directory_are_held_to_the_same_bounds():
    cut = zipped(("a.html", PAGE), ("../../b.html", PAGE), (".hidden", PAGE), ("c.js", b"c();"))
    opening = Opening()
    a, b, last = open_stream(Stream.of_bytes(cut[: cut.index(b"PK\x01\x02")]), opening)
    assert said(a) == ("a.html", PAGE)
    assert "leads out" in str(b.error)
    assert "2 files" in str(last.error)
    assert opening.passed == {".js": 1}
    bomb = zipped(*((f"{number}", bytes(1 << 21)) for number in range(40)))
    parts = parts_of(bomb[: bomb.index(b"PK\x01\x02")], max_bytes=1 << 20)
    assert isinstance(parts[-1].error, LimitError)


def test_a_member_that_is_not_what_its_sum_says_fails_without_a_directory_too():
    at = THREE.index(b"PK\x03\x04", 4) + 14
    a, b, c, _ = parts_of(with_bytes(THREE, at, b"\0\0\0\0")[:-30])
    assert a.data == c.data == PAGE
    assert "damaged" in str(b.error)


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + bytes(500), b"PK\x05\x06"])
def test_an_archive_in_which_nothing_is_found_is_one_failure(data):
    (part,) = parts_of(data)
    assert isinstance(part.error, InputError)
    assert "damaged" in str(part.error)


def test_an_empty_archive_is_one_failure():
    for data in (zipped(), zipped(("folder/", ""))):
        (part,) = parts_of(data)
        assert isinstance(part.error, EmptyInputError)


def test_an_office_file_is_recognised_by_its_members_too():
    many = [(f"docProps/{number}.bin", bytes(300)) for number in range(40)]
    data = zipped(*many, ("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>"))
    (part,) = parts_of(data)
    assert isinstance(part.error, DecodeError)
    assert "an Excel workbook" in str(part.error)


def test_what_pages_are_shown_with_is_passed_over_and_counted():
    members = [("a.html", PAGE), ("a_files/main.js", "x"), ("a_files/B.PNG", "x"), ("c.png", "x")]
    opening = Opening()
    (part,) = open_stream(Stream.of_bytes(zipped(*members)), opening)
    assert said(part) == ("a.html", PAGE)
    assert opening.passed == {".js": 1, ".png": 2}
    (part,) = parts_of(zipped(*members[1:]))
    assert isinstance(part.error, EmptyInputError)


# --- bombs ---------------------------------------------------------------------------------------


def test_each_member_is_read_no_further_than_the_limit():
    data = zipped(("bomb.html", bytes(3_000_000)), ("a.html", PAGE))
    bomb, good = parts_of(data, max_bytes=1000)
    assert (len(bomb.data), good.data) == (1001, PAGE)


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_all_members_together_inflate_to_no_more_than_a_multiple_of_the_archive(way):
    lines = b'{"text":"' + bytes(200_000) + b'"}\n'
    data = zipped(*((f"{number}.json", lines * 20) for number in range(9)), way=way)
    *parts, last = parts_of(data, max_bytes=1000)
    assert isinstance(last.error, LimitError)
    assert "500 times" in str(last.error)
    assert len({part.member for part in parts}) < 9


def test_bombs_in_bombs_share_one_measure():
    data = b'{"text": "x"}\n' + bytes(30_000_000)
    for depth in range(3):
        data = zipped(*((f"{depth}{number}", data) for number in range(4)))
    parts = parts_of(data, max_bytes=1000)
    assert len(parts) < 20
    assert any(isinstance(part.error, LimitError) for part in parts)


def test_members_without_number_cost_no_more_than_their_number():
    def made(number):
        return zipped(*((f"{each}.txt", b"x") for each in range(number)))

    assert len(parts_of(made(2000))) == 2000
    assert_linear(parts_of, made, 2000)
