"""The pictures in the README show what the commands show."""

import difflib
import html
import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
_SPEC = importlib.util.spec_from_file_location("make_pictures", ROOT / "docs" / "make_pictures.py")
make_pictures = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(make_pictures)

# Share of a picture's lines that must be as today. Another number of removed blocks in the samples
# doesn't make a picture untrue; another view does.
_ALIKE = 0.9


def lines(svg):
    """The text of each line of a picture; the parts of a line have one height."""
    found = {}
    for height, text in re.findall(r'<text [^>]*y="([\d.]+)"[^>]*>(.*?)</text>', svg, re.DOTALL):
        found.setdefault(float(height), []).append(html.unescape(text).replace("\xa0", " "))
    return ["".join(parts).rstrip() for parts in found.values()]


def test_each_picture_shows_what_its_command_shows(monkeypatch):
    monkeypatch.chdir(ROOT)
    views = make_pictures.views()
    pictures = {name: make_pictures.picture(command, view) for name, command, view in views}
    files = {path.stem: path.read_text("utf-8") for path in make_pictures.FOLDER.glob("*.svg")}
    assert sorted(files) == sorted(pictures)
    for name, svg in pictures.items():
        alike = difflib.SequenceMatcher(None, lines(files[name]), lines(svg)).ratio()
        assert alike >= _ALIKE, f"{name} has changed: run python docs/make_pictures.py"


def test_a_picture_needs_nothing_from_the_network():
    for path in make_pictures.FOLDER.glob("*.svg"):
        drawing = re.sub(r"<text.*?</text>", "", path.read_text("utf-8"), flags=re.DOTALL)
        addresses = set(re.findall(r"https?://[^\s\"'<]+", drawing))
        assert addresses <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}
