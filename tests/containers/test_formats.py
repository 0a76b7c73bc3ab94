"""The table of formats: on the command line, in the manual, and true."""

import runpy
from pathlib import Path

from newstool.containers import extras
from newstool.containers.formats import described_formats
from newstool.containers.kinds import KINDS
from newstool.containers.packed.compressed import COMPRESSIONS

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_formats_is_as_the_script_writes_it():
    script = runpy.run_path(str(DOCS / "make_formats.py"))
    is_as_written = (DOCS / "formats.md").read_text("utf-8") == script["page"]()
    assert is_as_written, "python docs/make_formats.py writes it anew"


def test_every_kind_is_described_once():
    names = [one.name for one in described_formats()]
    assert len(names) == len(set(names))
    assert {kind.name for kind in KINDS} | {way.name for way in COMPRESSIONS} < set(names)


def test_what_is_refused_says_what_helps():
    assert [kind.name for kind in KINDS if kind.reader is None and not kind.hint] == []


def test_every_extra_is_known_and_installed_for_the_tests():
    wanted = {one.extra for one in described_formats() if one.extra}
    assert wanted | {"warc"} == set(extras.PACKAGES)  # a crawl is read, but for pages in Brotli
    assert all(map(extras.is_installed, extras.PACKAGES))
    assert {one.state for one in described_formats()} == {"read", "refused"}


def test_a_format_whose_extra_is_missing_says_so(monkeypatch):
    monkeypatch.setitem(extras.PACKAGES, "zstd", "a_package_that_is_not_there")
    states = {one.name: (one.needs, one.state) for one in described_formats()}
    assert states["zstd"] == ("a_package_that_is_not_there", "not installed")
    assert states["zip"] == ("", "read")
    assert states["png"] == ("", "refused")
