"""The map of the code, docs/architecture.md, is true: its rooms, their order, its paths."""

import ast
import re
from pathlib import Path

import pytest

import newstool

ROOT = Path(__file__).parent.parent
SOURCES = Path(newstool.__file__).parent
MAP = (ROOT / "docs" / "architecture.md").read_text("utf-8")
ROOMS = [
    name.rstrip("/").removesuffix(".py")
    for name in re.findall(r"^\| `([\w/.]+)` \| [A-Z]", MAP, re.MULTILINE)
]
# Not rooms: the package itself, its entry point, the mark that it is typed.
DOORS = {"__init__", "__main__", "py.typed"}
MOST_ROOMS = 16


def test_the_map_has_every_room_and_no_other():
    found = {path.name.removesuffix(".py") for path in SOURCES.iterdir()} - DOORS
    assert sorted(found - {"__pycache__"}) == sorted(ROOMS)
    assert len(ROOMS) <= MOST_ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_above_it(room):
    above = ROOMS[: ROOMS.index(room)]
    for path in _modules(room):
        for line, other in _imported_rooms(path):
            assert other in (room, *above), f"{path.relative_to(SOURCES)}:{line} imports {other}"


def test_an_import_below_would_be_found(tmp_path):
    path = tmp_path / "module.py"
    path.write_text(
        "import newstool.api\n"
        "from newstool import UsageError, __version__, parse\n"
        "from newstool.runs.batch import run\n"
        "def late():\n"
        "    from newstool import record\n"
    )
    found = [(1, "api"), (2, "model"), (2, "api"), (3, "runs"), (5, "record")]
    assert list(_imported_rooms(path)) == found


def test_modules_have_no_circles():
    graph = {path: set(_imported_modules(path)) - {path} for path in SOURCES.rglob("*.py")}
    while done := [path for path, others in graph.items() if not others & graph.keys()]:
        for path in done:
            del graph[path]
    assert [str(path.relative_to(SOURCES)) for path in graph] == []


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([\w/]+(?:/|\.py|\.toml))`", MAP))))
def test_a_path_on_the_map_exists(name):
    places = [SOURCES, ROOT, *(SOURCES / room for room in ROOMS)]
    assert any((place / name).exists() for place in places)


def _modules(room):
    folder = SOURCES / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def _imported_rooms(path):
    """(line, room) of each import of ours, those inside functions and for type checkers too."""
    for line, name in _imports(path):
        _, room, *_ = [*name.split("."), ""]
        if room in ("", "__version__"):
            continue
        if room in newstool.__all__:  # a name that the package hands out
            room = newstool._HOMES.get(room, "model.errors").split(".")[0]
        yield line, room


def _imported_modules(path):
    for _, name in _imports(path):
        *parts, last = name.split(".")[1:]
        for place in (SOURCES.joinpath(*parts, last), SOURCES.joinpath(*parts)):
            for file in (place.with_suffix(".py"), place / "__init__.py"):
                if file.is_file() and (place != SOURCES):
                    yield file


def _imports(path):
    """(line, dotted name) of what is imported from newstool."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "newstool":
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            yield from ((node.lineno, n) for n in names if n.split(".")[0] == "newstool")
