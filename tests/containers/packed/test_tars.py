"""Tar archives: read from front to back, with each member's faults in their place."""

import bz2
import gzip
import io
import itertools
import lzma
import tarfile
import tracemalloc

import pytest
import zstandard

from newstool.containers import extras
from newstool.containers.kinds import tell
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Pause, Stream
from newstool.model.errors import EmptyInputError, InputError, LimitError

PAGE = b"<h1>Mine rescue ends</h1><p>All miners were brought up on Sunday.</p>"


def parts_of(data, **opening):
    return list(open_stream(Stream.of_bytes(data), Opening(**opening)))


def tarred(*members, format=tarfile.PAX_FORMAT):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=format) as archive:
        for name, content in members:
            if isinstance(name, tarfile.TarInfo):
                archive.addfile(name)
                continue
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return packed.getvalue()


def header_of(name, **values):
    header = tarfile.TarInfo(name)
    for key, value in values.items():
        setattr(header, key, value)
    return header


def said(part):
    return part.member, str(part.error) if part.error else part.data


THREE = tarred(("a.html", PAGE), ("folder/b.html", PAGE), ("c.html", PAGE))
READ = [("a.html", PAGE), ("folder/b.html", PAGE), ("c.html", PAGE)]


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_are_read_in_every_format(format):
    long_name = "/".join(["a-folder-with-a-name"] * 4) + "/brücke.html"
    data = tarred(("a.html", PAGE), (long_name, PAGE), format=format)
    assert [said(part) for part in parts_of(data)] == [("a.html", PAGE), (long_name, PAGE)]


@pytest.mark.parametrize(
    ("pack", "name"),
    [
        (gzip.compress, "gzip"),
        (bz2.compress, "bzip2"),
        (lzma.compress, "xz"),
        (zstandard.compress, "zstd"),
    ],
)
def test_a_packed_archive_is_read_through(pack, name):
    parts = parts_of(pack(THREE))
    assert [said(part) for part in parts] == READ
    assert {part.container for part in parts} == {f"{name}/tar"}
    *before, cut = parts_of(pack(THREE)[:-40])
    assert [said(part) for part in before] == READ[: len(before)]
    assert isinstance(cut.error, InputError)


def test_an_archive_older_than_the_formats_mark_is_recognised_by_its_checksum():
    old = bytearray(tarred(("a.html", PAGE), format=tarfile.USTAR_FORMAT))
    old[257:265] = bytes(8)
    old[148:156] = b" " * 8
    old[148:156] = b"%06o\x00 " % sum(old[:512])
    assert [said(part) for part in parts_of(bytes(old))] == [("a.html", PAGE)]
    old[0:1] = b"b"
    assert tell(bytes(old)) is None


@pytest.mark.parametrize("text", ["x" * 257 + "ustar", "ustar " * 100, "0" * 600, "\x00" * 600])
def test_words_are_not_an_archive(text):
    assert tell(text.encode()) is None


def test_links_devices_folders_and_hidden_files_are_passed_over():
    data = tarred(
        (header_of("folder", type=tarfile.DIRTYPE), b""),
        (header_of("link", type=tarfile.SYMTYPE, linkname="/etc/passwd"), b""),
        (header_of("hard", type=tarfile.LNKTYPE, linkname="a.html"), b""),
        (header_of("device", type=tarfile.CHRTYPE), b""),
        (header_of("pipe", type=tarfile.FIFOTYPE), b""),
        (".hidden", PAGE),
        ("./a.html", PAGE),
    )
    assert [said(part) for part in parts_of(data)] == [("a.html", PAGE)]


def test_what_pages_are_shown_with_is_passed_over_and_counted():
    opening = Opening()
    data = tarred(("a.html", PAGE), ("main.js", b"x"), ("b.png", b"x"))
    (part,) = open_stream(Stream.of_bytes(data), opening)
    assert said(part) == ("a.html", PAGE)
    assert opening.passed == {".js": 1, ".png": 1}
    (part,) = parts_of(tarred(("main.js", b"x")))
    assert isinstance(part.error, EmptyInputError)


def test_a_name_that_leads_out_is_an_error_with_a_harmless_name():
    parts = parts_of(tarred(("../../etc/a.html", PAGE), ("/b.html", PAGE), ("c.html", PAGE)))
    assert [part.member for part in parts] == ["etc/a.html", "b.html", "c.html"]
    assert [part.error is None for part in parts] == [False, False, True]


@pytest.mark.parametrize("size", [512, 520, 600, 1100, 1540])
def test_an_archive_that_is_cut_short_gives_what_is_there_and_one_failure(size):
    parts = parts_of(THREE[:size])
    assert [said(part) for part in parts[:-1]] == READ[: len(parts) - 1]
    assert sum(part.error is not None for part in parts) == (0 if size == 1024 else 1)


def test_a_broken_header_is_one_failure_after_the_members_before_it():
    at = THREE.index(b"c.html")
    broken = THREE[:at] + b"\xff" * 40 + THREE[at + 40 :]
    *before, failed = parts_of(broken)
    assert [said(part) for part in before] == READ[:2]
    assert "damaged" in str(failed.error)


def test_a_member_that_lies_about_its_size_is_one_failure():
    header = header_of("a.html", size=1 << 40)
    data = header.tobuf(tarfile.GNU_FORMAT) + PAGE.ljust(1024, b"\x00")
    (part,) = parts_of(data)
    assert (part.member, type(part.error)) == ("a.html", InputError)


def test_an_archive_without_files_is_one_failure():
    (part,) = parts_of(tarred((header_of("folder", type=tarfile.DIRTYPE), b"")))
    assert isinstance(part.error, EmptyInputError)


def test_headers_before_headers_without_end_are_a_failure():
    long_name = header_of("x", type=tarfile.GNUTYPE_LONGNAME, size=10).tobuf(tarfile.GNU_FORMAT)
    (part,) = parts_of((long_name + b"name".ljust(512, b"\x00")) * 5000)
    assert "damaged" in str(part.error)


def test_a_header_of_a_gigabyte_is_not_read():
    huge = header_of("x", type=tarfile.XHDTYPE, size=1 << 30).tobuf(tarfile.USTAR_FORMAT)
    (part,) = parts_of(gzip.compress(huge + bytes(9_000_000)))
    assert "damaged" in str(part.error)


def test_each_member_is_read_no_further_than_the_limit_and_all_together_too():
    data = tarred(("bomb.html", bytes(3_000_000)), ("a.html", PAGE))
    bomb, good = parts_of(data, max_bytes=1000)
    assert (len(bomb.data), good.data) == (1001, PAGE)
    many = bz2.compress(tarred(*((f"{number}.html", bytes(9_000_000)) for number in range(5))))
    assert any(isinstance(part.error, LimitError) for part in parts_of(many, max_bytes=1000))


def test_memory_does_not_grow_with_the_number_of_members():
    def peak(count):
        data = tarred(*((f"{number}.txt", b"x") for number in range(count)))
        tracemalloc.start()
        for _ in open_stream(Stream.of_bytes(data), Opening()):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4000) < peak(100) + 3_000_000


# --- Zstandard -----------------------------------------------------------------------------------


def test_zstandard_is_read_through_frame_by_frame():
    pack = zstandard.ZstdCompressor(write_checksum=True).compress
    skippable = b"\x5a\x2a\x4d\x18\x04\x00\x00\x00note"
    for data in (pack(PAGE), pack(PAGE[:9]) + pack(PAGE[9:]), pack(PAGE) + skippable):
        (part,) = parts_of(data)
        assert (part.data, part.container) == (PAGE, "zstd")
    for data in (pack(PAGE)[:-9], pack(PAGE)[:-2] + b"xx"):
        (part,) = parts_of(data)
        assert isinstance(part.error, InputError)
    (bomb,) = parts_of(pack(bytes(50_000_000)), max_bytes=1000)
    assert len(bomb.data) == 1001


@pytest.mark.parametrize("is_packed", [False, True])
def test_the_dictionary_that_frames_of_a_crawl_share_is_used(is_packed):
    words = b"".join(b"<p>All %d miners were brought up on Sunday.</p>" % n for n in range(99))
    dictionary = zstandard.ZstdCompressionDict(words)
    pack = zstandard.ZstdCompressor(dict_data=dictionary).compress
    shared = zstandard.compress(words) if is_packed else words
    front = b"\x5d\x2a\x4d\x18" + len(shared).to_bytes(4, "little") + shared
    (part,) = parts_of(front + pack(PAGE) + pack(b"<p>Twice.</p>"))
    assert part.data == PAGE + b"<p>Twice.</p>"
    for broken in (front, front[:7], front[:60], b"\x5d\x2a\x4d\x18\xff\xff\xff\xff" + front):
        (part,) = parts_of(broken)
        assert isinstance(part.error, InputError)
    (part,) = parts_of(
        b"\x5d\x2a\x4d\x18\x04\x00\x00\x00" + zstandard.compress(b"")[:4] + pack(PAGE)
    )
    assert isinstance(part.error, InputError)


def test_without_its_package_the_package_is_named(monkeypatch):
    monkeypatch.setitem(extras.PACKAGES, "zstd", "a_package_that_is_not_there")
    (part,) = parts_of(zstandard.compress(PAGE))
    assert "pip install a_package_that_is_not_there" in str(part.error)
    assert not extras.is_installed("zstd")


def test_it_pauses_where_a_read_would_wait_and_gives_each_member_as_soon_as_it_is_there():
    data = tarred(("a.html", PAGE), ("b.png", bytes(3000)), ("c.html", PAGE))
    cuts = [0, 512, 700, 1024, 1536, 3000, 4608, 5632, len(data)]
    pieces = [data[start:end] for start, end in itertools.pairwise(cuts)]
    chunks = itertools.chain.from_iterable((Pause(7), piece) for piece in pieces)
    found = list(open_stream(Stream(chunks), Opening()))
    names = ["" if isinstance(one, Pause) else one.member for one in found]
    assert [name for name in names if name] == ["a.html", "c.html"]
    assert names.count("") == len(pieces)
    assert "" in names[names.index("a.html") : names.index("c.html")]
