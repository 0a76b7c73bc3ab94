"""The pages in a real browser: nothing is fetched, nothing of an article runs, all can be used."""

import shutil

import pytest
from conftest import page
from typer.testing import CliRunner

from newstool.cli.app import app

playwright = pytest.importorskip(
    "playwright.sync_api", reason="needs the extra 'browser': pip install 'newstool[browser]'"
)
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")

TRAP = "window.trapped = true"
HOSTILE = f"""<!DOCTYPE html><html><head><title></title></style><script>{TRAP}</script></title>
<meta name="author" content='"><img src=x onerror="{TRAP}">'>
<link rel="canonical" href="javascript:{TRAP}">
<meta property="og:image" content="https://tracker.example/pixel.gif">
<meta property="og:url" content="https://news.example/a&quot; onclick=&quot;{TRAP}">
</head><body><h1>&lt;/style&gt;&lt;script&gt;{TRAP}&lt;/script&gt; \u202etfel ot thgir</h1>
<p>By <a href="javascript:{TRAP}">&lt;img src=x onerror="{TRAP}"&gt;</a></p>
<p>The council said &lt;svg onload="{TRAP}"&gt; on Monday that "&gt;&lt;img src=x
onerror={TRAP}&gt; the bridge will be built, with &lt;/details&gt;&lt;/article&gt;&lt;base
href=//evil.example&gt; two lanes and a path for the residents of the lower town.</p>
<p>&lt;meta http-equiv=refresh content="0;url=https://evil.example"&gt; It was the third report on
it, and &lt;style&gt;*{{display:none}}&lt;/style&gt; nobody had liked the first two of them.</p>
<p><a href="javascript:{TRAP}">Share this article</a></p></body></html>""".encode()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def look(browser):
    """Opens a file; what the page asked for and complained of is in `asked` and `said`."""
    opened = []

    def looked(path, **options):
        context = browser.new_context(viewport={"width": 1300, "height": 900}, **options)
        shown = context.new_page()
        shown.asked, shown.said, shown.refused = [], [], []
        shown.on("request", lambda request: shown.asked.append(request.url))
        shown.on("requestfailed", lambda request: shown.refused.append(request.failure))
        shown.on("console", lambda message: shown.said.append(message.text))
        shown.on("pageerror", lambda error: shown.said.append(str(error)))
        shown.goto(path.as_uri())
        opened.append(context)
        return shown

    yield looked
    for context in opened:
        context.close()


def inspected(data, tmp_path, *options):
    path, seen = tmp_path / "page.html", tmp_path / "seen.html"
    path.write_bytes(data)
    done = CliRunner().invoke(app, ["inspect", str(path), "-o", str(seen), *options])
    assert done.exit_code == 0, done.stderr
    return seen


FURNITURE = b"<ul>" + b"".join(b"<li><a href=/%d>Sport</a></li>" % n for n in range(9)) + b"</ul>"
PAGE = page().replace(b"<article>", FURNITURE + b"<article>")


def test_a_page_is_shown_and_asks_for_nothing(look, tmp_path):
    path = inspected(PAGE, tmp_path)
    shown = look(path)
    assert shown.inner_text("h1") == "A bridge for Tarrow Bay"
    assert shown.locator(".b.kept.l-body").count() == 4
    assert shown.asked == [path.as_uri()]
    assert shown.said == []
    # The style holds: the policy's hash is that of the style.
    assert shown.evaluate("getComputedStyle(document.querySelector('.chip')).borderRadius") == "4px"


def test_a_hostile_article_does_nothing(look, tmp_path):
    path = inspected(HOSTILE, tmp_path)
    shown = look(path)
    shown.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    shown.wait_for_timeout(100)
    assert shown.evaluate("window.trapped") is None
    assert shown.asked == [path.as_uri()]
    assert shown.said == []
    assert shown.locator("img, iframe, base, article svg [onload]").count() == 0
    assert shown.locator("script").count() == 1
    assert shown.locator("style").count() == 1
    links = shown.eval_on_selector_all("a", "all => all.map((each) => each.getAttribute('href'))")
    assert all(link.startswith(("#", "https://news.example/")) for link in links)
    assert "\u202e" not in shown.content()
    assert "<U+202E>" in shown.inner_text("h1")
    assert "<script>" in shown.inner_text("h1")


def test_a_script_that_got_in_would_not_run(look, tmp_path):
    path = inspected(PAGE, tmp_path)
    text = path.read_text("utf-8")
    evil = f'<script>{TRAP}</script><img src="https://evil.example/a.gif" onerror="{TRAP}">'
    path.write_text(text.replace("<main>", f"<main>{evil}", 1), "utf-8")
    shown = look(path)
    shown.wait_for_timeout(100)
    assert shown.evaluate("window.trapped") is None
    assert shown.refused == ["csp"]
    assert len(shown.said) >= 2  # the browser says what it refused


@pytest.mark.parametrize("scripted", [True, False])
def test_the_filters_need_no_script(look, tmp_path, scripted):
    shown = look(inspected(PAGE, tmp_path), java_script_enabled=scripted)
    body, menu = shown.locator(".l-body"), shown.locator(".run")
    assert body.first.is_visible()
    assert menu.first.is_visible()
    shown.locator(".show-kept").check()
    assert body.first.is_visible()
    assert not menu.first.is_visible()
    shown.locator(".show-gone").check()
    assert not body.first.is_visible()
    shown.locator(".show-all").check()
    shown.locator(".on-body").uncheck()
    assert not body.first.is_visible()
    assert shown.locator(".l-title").is_visible()


@pytest.mark.parametrize("scripted", [True, False])
def test_a_click_shows_the_rule_and_what_weighed(look, tmp_path, scripted):
    shown = look(inspected(PAGE, tmp_path), java_script_enabled=scripted)
    block = shown.locator(".l-body").first
    assert not block.locator(".why").is_visible()
    block.locator("summary").click()
    said = block.locator(".why").inner_text()
    assert "judged-body" in said
    assert "score" in said
    assert block.locator(".reasons li").count() == 3


def test_keys_alone_open_a_block_and_switch_a_filter(look, tmp_path):
    shown = look(inspected(PAGE, tmp_path))
    shown.locator(".l-body summary").first.focus()
    shown.keyboard.press("Enter")
    assert shown.locator(".l-body .why").first.is_visible()
    shown.locator(".on-title").focus()
    shown.keyboard.press("Space")
    assert not shown.locator(".l-title").is_visible()


def test_a_value_leads_to_the_block_it_was_read_from_also_in_a_fold(look, tmp_path):
    shown = look(inspected(PAGE, tmp_path))
    shown.locator(".v", has_text="Ana Ruiz").first.locator(".from a").click()
    target = shown.locator(".b:target")
    assert "By Ana Ruiz" in target.inner_text()
    assert target.is_visible()
    copyright_ = shown.locator(".field", has_text="Tarrow Bay Courier").locator(".from a").first
    copyright_.click()
    assert "All rights reserved" in shown.locator(":target").inner_text()
    assert shown.locator(":target").is_visible()


def test_the_index_sorts_finds_and_filters(look, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(12):
        title = f"Bridge number {number}"
        date = f"2024-03-{28 - number:02}"
        (folder / f"{number:02}.html").write_bytes(page(title, date=date))
    (folder / "odd.html").write_bytes(page("An odd page", paragraphs=("Short it is, they said.",)))
    done = CliRunner().invoke(app, ["inspect", str(folder), "-o", str(tmp_path / "seen")])
    assert done.exit_code == 0, done.stderr
    shown = look(tmp_path / "seen" / "index.html")
    rows = shown.locator("tbody tr")
    assert rows.count() == 13
    shown.get_by_role("button", name="date").click()
    assert "Bridge number 11" in rows.nth(1).inner_text() + rows.nth(0).inner_text()
    shown.get_by_role("button", name="kept").click()
    assert "An odd page" in rows.first.inner_text()
    shown.fill(".find", "number 7")
    assert rows.count() == 1
    shown.fill(".find", "")
    lowest = shown.locator(".column:has(.count)").first
    lowest.click()
    assert rows.count() == 1
    rows.first.locator("a").click()
    assert shown.inner_text("h1") == "An odd page"
    shown.get_by_text("All articles").click()
    assert shown.locator(".sortable").count() == 1
    assert shown.said == []
    assert all(url.startswith("file:") for url in shown.asked)


def test_a_report_is_shown_and_its_tables_open(look, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.html").write_bytes(
            page(f"Bridge {number}", date=f"2024-0{number + 1}")
        )
    path = tmp_path / "report.html"
    done = CliRunner().invoke(app, ["report", str(folder), "-o", str(path)])
    assert done.exit_code == 0, done.stderr
    shown = look(path)
    assert shown.inner_text("h1") == "4 articles"
    assert shown.locator(".chart").first.locator(".column").count() == 4
    table = shown.locator(".fill")
    assert table.is_visible()
    whole = shown.locator("details", has_text="the table").last
    whole.locator("summary").click()
    assert whole.locator("tbody tr").first.is_visible()
    assert shown.asked == [path.as_uri()]
    assert shown.said == []
