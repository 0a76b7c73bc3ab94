"""A language is added in the TOML of `vocabulary/data` alone, as CONTRIBUTING.md shows."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from newstool.vocabulary.tables import DATA

GUIDE = Path(__file__).parent.parent.parent / "CONTRIBUTING.md"
TEXT = """\
Ubwato bwongeye gukora mu kigobe

Yanditswe na Amina Barasa
Yatangajwe 5/13/2024 Saa 10:30

Ubwato bwo mu kigobe bwongeye gukora nyuma y'amezi abiri, nk'uko ubuyobozi bwabitangaje.

Soma n'ibi: Ikiraro kizafungwa mu gihe cy'imvura

Igiciro cy'itike nticyahindutse, kandi abagenzi benshi bari bategereje kuva mu gitondo.
"""
READ = """
import json, sys
from pathlib import Path
from newstool.vocabulary import tables
tables.DATA = Path(sys.argv[1])
import newstool
found = newstool.parse(sys.stdin.read(), blocks=True)
labels = [block.label for block in found.blocks if block.text.startswith("Soma")]
print(json.dumps([found.language, found.authors, labels]))
"""


def read(folder):
    command = [sys.executable, "-c", READ, str(folder)]
    run = subprocess.run(command, input=TEXT, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def examples():
    """The TOML that the guide shows, by the file it is added to."""
    guide = GUIDE.read_text(encoding="utf-8")
    section = guide[guide.index("### A language") :]
    section = section[: section.index("\n### ", 1)]
    pairs = re.findall(r"`(\w+(?:/\w+)?\.toml)`.*?\n\n((?:    .*\n|\n)+)", section)
    return {name: re.sub("^    ", "", toml, flags=re.MULTILINE) for name, toml in pairs}


def test_a_language_is_added_with_what_the_guide_shows(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    before = read(folder)
    added = examples()
    assert set(added) == {"languages.toml", "byline_words.toml", "furniture/related.toml"}
    for name, toml in added.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n" + toml)
    assert before[0] != "rw"
    assert read(folder) == ["rw", ["Amina Barasa"], ["related"]]
