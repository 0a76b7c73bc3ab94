"""The pages of docs/ as a site, in a real browser: nothing is cut off, nothing is missing."""

from __future__ import annotations

import functools
import http.server
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
PAGES = sorted(path.stem for path in (ROOT / "docs").glob("*.md"))
WIDTH, HEIGHT = 1280, 1600
PATIENCE = 300  # seconds for a browser to start and to be done on a busy machine

# A page that opens all others in a frame, one after another, and sends what it saw of each.
LOOK = """<!DOCTYPE html><html><body><iframe id="frame" width="@WIDTH" height="@HEIGHT"></iframe>
<script>
const frame = document.getElementById("frame"), seen = {}, left = @PAGES;
function next() {
  if (left.length) frame.src = left[0];
  else fetch("/seen", { method: "POST", body: JSON.stringify(seen) });
}
frame.onload = () => {
  const page = frame.contentDocument, root = page.documentElement;
  const wide = [...page.querySelectorAll(".md-typeset__scrollwrap")];
  seen[left.shift()] = {
    title: page.querySelector("h1").textContent,
    height: page.querySelector("article").offsetHeight,
    beyond: root.scrollWidth - root.clientWidth,
    cut: wide.filter(box => box.scrollWidth > box.clientWidth + 1)
             .map(box => box.textContent.trim().slice(0, 60)),
    missing: [...page.images].filter(image => !image.naturalWidth).map(image => image.src),
    elsewhere: performance.getEntriesByType("resource").map(each => each.name)
                 .filter(name => !name.startsWith(location.origin)),
  };
  next();
};
next();
</script></body></html>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site's address on this machine, the folder that it is in, and what is sent to it."""
    if BROWSER is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    pytest.importorskip("material", reason="pip install '.[docs]' builds the site")
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "mkdocs", "-q", "build", "--strict", "--site-dir", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})

    sent = queue.Queue()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_POST(self):
            sent.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", folder, sent
        server.shutdown()


def browser(profile, address, *options):
    """The browser's process, with a window that nobody sees."""
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--user-data-dir={profile}", f"--window-size={WIDTH},{HEIGHT}", *options, address]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def address_of(name):
    return "" if name == "index" else f"{name}/"


def test_every_page_fits_a_screen_and_shows_its_pictures(site, tmp_path):
    address, folder, sent = site
    pages = [f"/{address_of(name)}" for name in PAGES]
    script = LOOK.replace("@PAGES", json.dumps(pages))
    script = script.replace("@WIDTH", str(WIDTH)).replace("@HEIGHT", str(HEIGHT))
    (folder / "look.html").write_text(script, "utf-8")
    # The port keeps the browser open until it has sent what it saw.
    process = browser(tmp_path, f"{address}/look.html", "--remote-debugging-port=0")
    try:
        seen = json.loads(sent.get(timeout=PATIENCE))
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
    assert sorted(seen) == sorted(pages)
    for page, said in seen.items():
        assert said["title"] and said["height"] > 300, page
        assert said["beyond"] <= 0, f"{page} is wider than the screen"
        assert said["cut"] == [], f"a table of {page} is cut off"
        assert said["missing"] == [], f"{page} lacks a picture"
        assert said["elsewhere"] == [], f"{page} fetches from elsewhere"


@pytest.mark.parametrize("name", ["index", "commands", "comparison"])
def test_a_page_can_be_seen(site, tmp_path, name):
    shot = Path(os.environ.get("NEWSTOOL_SHOTS", tmp_path), f"{name}.png")
    options = (f"--screenshot={shot}", "--virtual-time-budget=5000")
    process = browser(tmp_path, f"{site[0]}/{address_of(name)}", *options)
    try:
        assert process.wait(timeout=PATIENCE) == 0
    finally:
        process.kill()
    data = shot.read_bytes()
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (WIDTH, HEIGHT)
    assert len(data) > 40_000, "the page is nearly empty"
