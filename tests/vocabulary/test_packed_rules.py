"""The furniture rules come packed with an installation and are packed in memory in a checkout."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest

import newstool
from newstool.vocabulary import furniture_rules
from newstool.vocabulary.furniture_rules import load_places, load_rules, pack, write_packed
from newstool.vocabulary.tables import DATA

REPOSITORY = Path(__file__).parents[2]
PACKED_NOW = pack(load_rules(), load_places())


@pytest.fixture
def packed_anew(monkeypatch):
    """A function that loads the packed rules as a new process would."""
    parsed = []

    def parse():
        parsed.append(True)
        return load_rules()

    def load():
        parsed.clear()
        furniture_rules.packed.cache_clear()
        return furniture_rules.packed(), bool(parsed)

    monkeypatch.setattr(furniture_rules, "load_rules", parse)
    yield load
    furniture_rules.packed.cache_clear()


@pytest.fixture
def file(monkeypatch, tmp_path):
    """Where the packed file would be; it isn't there."""
    path = tmp_path / "furniture.json"
    monkeypatch.setattr(furniture_rules, "PACKED", path)
    return path


def test_without_the_file_the_rules_are_packed_in_memory(file, packed_anew):
    assert packed_anew() == (PACKED_NOW, True)
    assert not file.exists()


def test_the_file_spares_parsing_and_says_the_same(file, packed_anew):
    write_packed()
    assert packed_anew() == (PACKED_NOW, False)
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_file_made_from_other_rules_is_not_used(packed_anew, monkeypatch, tmp_path):
    monkeypatch.setattr(furniture_rules, "PACKED", tmp_path / "furniture.json")
    write_packed()
    shutil.copytree(furniture_rules.FURNITURE, tmp_path / "furniture")
    monkeypatch.setattr(furniture_rules, "FURNITURE", tmp_path / "furniture")
    assert packed_anew() == (PACKED_NOW, False)  # a copy has the same words
    rule = next((tmp_path / "furniture").glob("share.toml"))
    rule.write_text(rule.read_text("utf-8").replace('"share this"', '"pass this on"'), "utf-8")
    rules, parsed = packed_anew()
    assert parsed
    assert "pass this on" in rules.lines
    assert "pass this on" not in PACKED_NOW.lines


@pytest.mark.parametrize("content", [b"", b"{}", b'{"stamp":1,"rules":[]}', b"\xff\xfe"])
def test_a_file_that_is_damaged_is_not_used(file, packed_anew, content):
    file.write_bytes(content)
    assert packed_anew() == (PACKED_NOW, True)


def test_an_installed_package_has_the_file_and_it_is_up_to_date(packed_anew):
    if Path(newstool.__file__).is_relative_to(REPOSITORY / "src"):
        pytest.skip("newstool runs from the checkout")
    assert furniture_rules.PACKED.exists()
    rules, parsed = packed_anew()
    assert not parsed, f"{furniture_rules.PACKED} was made from other rules than those beside it"
    assert rules == PACKED_NOW


def test_a_wheel_holds_the_file_and_the_man_page(tmp_path):
    pytest.importorskip("hatchling")
    tree = tmp_path / "newstool"
    shutil.copytree(
        REPOSITORY / "src",
        tree / "src",
        ignore=shutil.ignore_patterns("__pycache__", "furniture.json", "tables.json"),
    )
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(REPOSITORY / name, tree)
    shutil.copy(REPOSITORY / ".gitignore", tree)
    man_page = REPOSITORY / "docs" / "newstool.1"
    (tree / "docs").mkdir()
    shutil.copy(man_page, tree / "docs")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(build, cwd=tree, check=True, capture_output=True, env={})
    (wheel,) = (tree / "dist").glob("*.whl")
    with ZipFile(wheel) as archive:
        data = archive.read("newstool/vocabulary/data/furniture.json")
        (shown,) = (name for name in archive.namelist() if name.endswith("man1/newstool.1"))
        assert archive.read(shown) == man_page.read_bytes()
        tables = archive.read("newstool/vocabulary/data/tables.json")
    assert msgspec.json.decode(data, type=furniture_rules._PackedFile).rules == PACKED_NOW
    assert msgspec.json.decode(tables).keys() == {path.stem for path in DATA.glob("*.toml")}
