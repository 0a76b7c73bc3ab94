"""Make the picture of `newstool inspect`: python docs/make_screenshot.py.

Takes a Chromium, and `pip install '.[browser]' pillow`.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

import newstool

ROOT = Path(__file__).parent.parent
PICTURE = Path(__file__).parent / "pictures" / "inspect.png"
WIDTH, HEIGHT = 1240, 820  # of the browser's window
COLOURS = 200  # of the picture: enough for the page, less than half of its size


def main() -> None:
    """Write the picture: the page, and what weighed in one of its blocks."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        path = Path(folder) / "page.html"
        page = newstool.inspect((ROOT / "samples" / "news-page.html").read_bytes())
        path.write_text(page.replace("<code>stdin</code>", "<code>news-page.html</code>"), "utf-8")
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        shown = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        shown.goto(path.as_uri())
        shown.locator(".l-body summary").first.click()
        shown.locator(".v", has_text="By Hester Quill").first.locator(".from a").hover()
        data = shown.screenshot()
    Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS, dither=0).save(
        PICTURE, optimize=True
    )


if __name__ == "__main__":
    main()
