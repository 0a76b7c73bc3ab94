"""A page's plain text as the usual renderers dump it: what raw-text modes give to newstool.

`inscriptis`, `html-text`, `resiliparse` and `w3m` render the whole page; `resiliparse-main` keeps
what that library takes for the main content, with some residue around it.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from benchmarks.data import REPOSITORY, Page

CACHE = REPOSITORY / "build" / "dumps"
W3M_SECONDS = 30


def page_text(page: bytes) -> str:
    """The page's bytes as text: encoding by BOM, declaration, then statistics (WHATWG rules).

    Bytes that don't fit are replaced: `bytes_to_str` would read the whole page as Latin-1 for one.
    """
    from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

    found = map_encoding_to_html5(detect_encoding(page, from_html_meta=True))
    for name in (found, "utf-8"):
        try:
            return page.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return page.decode(found, "replace")


def _dump_inscriptis(html: str) -> str:
    from inscriptis import get_text

    return get_text(html)


def _dump_html_text(html: str) -> str:
    from html_text import extract_text

    return extract_text(html)


def _dump_resiliparse(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html)


def _dump_resiliparse_main(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html, main_content=True)


def _dump_w3m(html: str) -> str:
    command = ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80"]
    done = subprocess.run(
        command, input=html.encode(errors="replace"), capture_output=True, timeout=W3M_SECONDS
    )
    return done.stdout.decode(errors="replace")


@dataclass(frozen=True, slots=True)
class Renderer:
    """A way to dump a page; `requires` is a module, or a program where `is_program`."""

    requires: str
    dump: Callable[[str], str]
    is_program: bool = False

    @property
    def is_installed(self) -> bool:
        needs_detector = find_spec("resiliparse") is not None
        found = shutil.which(self.requires) if self.is_program else find_spec(self.requires)
        return needs_detector and found is not None


RENDERERS: dict[str, Renderer] = {
    "inscriptis": Renderer("inscriptis", _dump_inscriptis),
    "html-text": Renderer("html_text", _dump_html_text),
    "resiliparse": Renderer("resiliparse", _dump_resiliparse),
    "resiliparse-main": Renderer("resiliparse", _dump_resiliparse_main),
    "w3m": Renderer("w3m", _dump_w3m, is_program=True),
}


def dump_page(page: Page, renderer: str) -> str:
    """The page's dump, from the cache under `build/` where it was made before.

    A renderer that fails on a page (lxml refuses some) gives an empty dump, as it would a user.
    """
    kept = CACHE / renderer / page.set / f"{page.gold.id}.txt.gz"
    if kept.exists():
        return gzip.decompress(kept.read_bytes()).decode(errors="surrogatepass")
    try:
        text = RENDERERS[renderer].dump(page_text(page.read()))
    except (ValueError, subprocess.TimeoutExpired):
        text = ""
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_bytes(gzip.compress(text.encode(errors="surrogatepass"), 1, mtime=0))
    part.replace(kept)
    return text
