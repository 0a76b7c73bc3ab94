"""Tables come packed with an installation and are parsed in a checkout."""

import shutil
import tomllib

import pytest

from newstool.vocabulary import tables

NAMES = sorted(path.stem for path in tables.DATA.glob("*.toml"))


@pytest.fixture
def packed(monkeypatch, tmp_path):
    """A copy of the tables with their packed file."""
    data = tmp_path / "data"
    data.mkdir()
    for name in NAMES:
        shutil.copy(tables.DATA / f"{name}.toml", data)
    monkeypatch.setattr(tables, "DATA", data)
    monkeypatch.setattr(tables, "PACKED", data / "tables.json")
    tables.write_packed()
    return data


@pytest.mark.parametrize("name", NAMES)
def test_a_packed_table_says_what_is_written(packed, monkeypatch, name):
    written = tomllib.loads((packed / f"{name}.toml").read_text("utf-8"))
    monkeypatch.setattr(tables, "parse_toml", None)  # it is not called
    assert tables.load_table(name) == written


def test_a_table_written_anew_is_parsed(packed):
    path = packed / "hyphens.toml"
    path.write_text(path.read_text("utf-8") + "\n[[added]]\nwords = ['x']\n", "utf-8")
    assert tables.load_table("hyphens")["added"] == [{"words": ["x"]}]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"hyphens":{"stamp":1}}', b"\xff"])
def test_a_damaged_file_is_not_used(packed, content):
    (packed / "tables.json").write_bytes(content)
    assert tables.load_table("hyphens")
