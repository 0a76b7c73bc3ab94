"""The headline of a page: candidates from all places, ranked by how well they agree."""

from __future__ import annotations

import pytest
from conftest import labelled_page

from newstool.fields.headline.choose import find_headline, rank_headline
from newstool.fields.headline.standfirst import find_standfirst, read_description, read_subtitle
from newstool.model.article import Found, Label, LabelledBlock, Reading
from newstool.model.settings import DEFAULTS
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.where import Places
from newstool.vocabulary.element_names import generic_headings, is_called, load_rules
from newstool.vocabulary.folding import fold

STORY = (
    "<p>"
    + "The ferry was back in the harbour on Monday, and the crew was glad of it. " * 4
    + "</p>"
)
URL = "https://www.harbourtimes.example/2024/05/ferry-returns-to-the-harbour"


def page(body: str, head: str = "", url: str | None = None) -> Reading:
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_html(decode(html, url=url), DEFAULTS)


def headline(body: str, head: str = "", url: str | None = None) -> str | None:
    found = find_headline(page_of(page(body, head, url)))
    return found.value if found else None


def ld(**values: str) -> str:
    pairs = ", ".join(f'"{key}": "{value}"' for key, value in values.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {pairs}}}</script>'


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("", "<h1>Ferry returns</h1>", "Ferry returns"),
        ("<title>Ferry returns | Harbour Times</title>", "<h1>Ferry returns</h1>", "Ferry returns"),
        (
            "<title>Ferry returns to harbour</title>",
            '<h1 class="logo">Harbour Times</h1><h2>Ferry returns to harbour</h2>',
            "Ferry returns to harbour",
        ),
        (
            og("Ferry returns home"),
            "<h1>Ferry returns to the harbour</h1>",
            "Ferry returns to the harbour",
        ),
        (
            og("Harbour: Ferry is back") + ld(headline="Harbour: Ferry is back"),
            "<h1>Ferry is back</h1>",
            "Harbour: Ferry is back",
        ),
        (
            og("Ferry returns"),
            '<h1><span class="kicker">Harbour</span> Ferry returns</h1>',
            "Ferry returns",
        ),
        (
            og("«The ferry is home»"),
            '<h1><span class="kicker">Harbour</span> «The ferry is home»</h1>',
            "«The ferry is home»",
        ),
        (og("Why ferries &amp;amp; buses meet"), "", "Why ferries & buses meet"),
        (
            "<title>A ferry returns to the harbour</title>",
            "<h1>12 May 2024 A ferry returns to the harbour</h1>",
            "A ferry returns to the harbour",
        ),
        (
            "<title>Ferry returns to the harbour</title>",
            "<h1><b>Coast</b>Ferry returns to the harbour</h1>",
            "Ferry returns to the harbour",
        ),
        (
            "<title>Harbour: Ferry returns to the pier - Coast Times</title>"
            '<meta property="og:site_name" content="Coast Times">',
            "<h2>Ferry returns to the pier</h2>",
            "Ferry returns to the pier",
        ),
        (
            '<title>Harbour Times: Ferry is back</title><meta property="og:site_name" '
            'content="Harbour Times">',
            "<div>Harbour Times</div><div>Local</div>",
            "Ferry is back",
        ),
    ],
    ids=[
        "a lone h1",
        "h1 confirmed by the title",
        "an h2 over the logo's h1",
        "the page's own wording over the one for sharing",
        "what JSON-LD and og:title agree on, for news",
        "the kicker left out",
        "a quotation after its kicker, with both its marks",
        "entities undone",
        "a date before the headline left out",
        "a kicker that CSS alone parts from the headline left out",
        "the part between a kicker and the site's name that a heading shows",
        "the head's title over the site's sign",
    ],
)
def test_the_headline_is_the_one_the_page_shows(head, body, title):
    assert headline(body + STORY, head) == title


def test_a_heading_with_a_date_around_the_headline_is_the_headlines_block():
    title = "A ferry returns to the harbour"
    found = find_headline(
        page_of(page(f"<h1>12 May 2024 {title}</h1>{STORY}", f"<title>{title}</title>"))
    )
    assert found is not None
    assert (found.value, found.block) == (title, 0)


def test_an_h1_that_has_nothing_to_do_with_the_page_gives_way_to_the_title():
    head = "<title>Ferry returns to the harbour</title>" + og("Ferry returns to the harbour")
    assert headline("<h1>Welcome, reader</h1>" + STORY, head, URL) == "Ferry returns to the harbour"


def test_the_urls_words_settle_which_of_two_titles_is_meant():
    head = og("Ferry returns to the harbour")
    assert (
        headline("<h1>The harbour blog</h1>" + STORY, head, URL) == "Ferry returns to the harbour"
    )


@pytest.mark.parametrize(
    "title",
    ["Home", "Untitled Document", "News - The Daily Example", "About", "ferry-returns-2024.html"],
)
def test_a_title_that_says_nothing_gives_way_to_the_h1(title):
    head = f"<title>{title}</title>{og(title)}"
    assert headline(f"<h1>Ferry returns after a year</h1>{STORY}", head) == (
        "Ferry returns after a year"
    )


def test_a_headline_may_begin_with_a_word_that_says_nothing_alone():
    for title in ("About time too: ferry returns", "Home is where the ferry lands"):
        assert headline(f"<h1>{title}</h1>{STORY}", f"<title>{title}</title>") == title


@pytest.mark.parametrize(
    ("title", "slug", "expected"),
    [
        ("12 Ferry Routes | Boats, Buses & Bikes", "ferry-routes", "12 Ferry Routes"),
        ("15 Ferry Routes Compared - In Person", "ferry-routes", "15 Ferry Routes Compared"),
        ("Local | Ferry Routes Compared", "ferry-routes-compared", "Ferry Routes Compared"),
        ("Ferry Routes – Mayor Resigns", "ferry-routes", "Ferry Routes – Mayor Resigns"),
        ("Ferry Routes: Mayor Resigns", "ferry-routes", "Ferry Routes: Mayor Resigns"),
        ("Ferry Routes - Mayor", "ferry-routes-mayor", "Ferry Routes - Mayor"),
        ("Ferry Routes | Boats", "", "Ferry Routes | Boats"),
    ],
)
def test_the_address_says_where_a_headline_ends(title, slug, expected):
    url = f"https://www.courier.example/2024/{slug}"
    assert headline(f"<h1>{title}</h1>{STORY}", f"<title>{title}</title>", url) == expected


def test_the_sites_name_comes_off_the_visible_headline_where_the_head_leaves_it_out():
    body = f"<h1>Ferry returns – Harbourtimes</h1>{STORY}"
    assert headline(body, og("Ferry returns"), URL) == "Ferry returns"


def test_a_headline_in_a_script_without_spaces_is_no_shorter_than_the_sites_name():
    body = f"<header>ข่าวริมน้ำ</header><h1>สภาเทศบาลลงมติสร้างสะพานใหม่</h1>{STORY}"
    head = "<title>สภาเทศบาลลงมติสร้างสะพานใหม่ - ข่าวริมน้ำ</title>"
    assert headline(body, head) == "สภาเทศบาลลงมติสร้างสะพานใหม่"


def test_the_headlines_block_and_words_are_given_as_evidence():
    reading = page("<h1>Ferry  returns\n today</h1>" + STORY)
    found = find_headline(page_of(reading))
    assert found is not None and found.block is not None
    assert reading.blocks[found.block].text == found.quote == "Ferry returns today"


def test_the_headline_above_the_story_is_its_block_and_not_the_same_words_in_a_list():
    listed = "<ul><li><a href='/1'>Ferry returns to the harbour</a></li></ul>"
    head = "<title>Harbour Blog: Ferry returns to the harbour</title>"
    reading = page(f"<h3>Ferry returns to the harbour</h3>{STORY * 2}{listed}", head)
    found = find_headline(page_of(reading))
    assert found is not None
    assert (found.value, found.block) == ("Ferry returns to the harbour", 0)


def test_a_headline_that_only_the_head_knows_names_the_element_it_is_from():
    reading = page(STORY, og("Ferry returns"))
    found = find_headline(page_of(reading))
    assert found is not None and found.block is None
    assert Places(reading).of_found(found) == 'meta[property="og:title"]'
    assert found.source == "meta:og:title"


def test_the_first_line_of_an_old_page_may_be_its_headline():
    body = (
        "<font size=5><b>Ferry returns to harbour</b></font><br>by Ana Ruiz<br>12 May 2003<br><br>"
    )
    assert headline(body + STORY, "<title>Harbour Times - Ferry returns to harbour</title>") == (
        "Ferry returns to harbour"
    )


def test_a_page_without_any_title_has_no_headline():
    assert headline("") is None


@pytest.mark.parametrize("value", ["7", "null", "[]", "{}", "true", '["Ferry", 3]', '{"@id": 4}'])
def test_odd_headlines_in_json_ld_never_raise(value):
    head = (
        f'<script type="application/ld+json">{{"@type": "Article", "headline": {value}}}</script>'
    )
    assert headline("<h1>Ferry returns</h1>" + STORY, head) == "Ferry returns"


def test_a_thousand_headings_are_no_burden():
    assert headline("<h1>Ferry returns</h1>" * 2000 + STORY) == "Ferry returns"


# --- the vocabulary ----------------------------------------------------------------------------


@pytest.mark.parametrize("rule", load_rules().tokens, ids=lambda rule: rule.id)
def test_each_token_rule_catches_its_example_and_spares_its_counterexample(rule):
    assert is_called(rule.id, rule.catches)
    assert not is_called(rule.id, rule.spares)
    assert rule.why


def test_generic_headings_are_whole_texts():
    rule = load_rules().generic
    assert fold(rule.catches) in generic_headings()
    assert fold(rule.spares) not in generic_headings()


# --- standfirst and description ----------------------------------------------------------------

STANDFIRST = "After two days of storms the crew is home, and so are the goats."


def subtitle(reading: Reading, **labels: Label) -> str | None:
    by_index = {int(key[1:]): label for key, label in labels.items()}
    labelled = [
        LabelledBlock(block, by_index.get(block.index, Label.OTHER), "test")
        for block in reading.blocks
    ]
    found = read_subtitle(
        labelled_page(reading, labelled, headline=find_headline(page_of(reading)))
    )
    return found.value if found else None


@pytest.mark.parametrize(
    ("head", "element"),
    [
        ("", f'<p class="article-standfirst">{STANDFIRST}</p>'),
        (f'<meta name="description" content="{STANDFIRST}">', f"<p>{STANDFIRST}</p>"),
        (ld(headline="Ferry returns", alternativeHeadline=STANDFIRST), f"<h2>{STANDFIRST}</h2>"),
    ],
    ids=["named so", "repeated as description", "the alternative headline"],
)
def test_the_standfirst_is_found_near_the_headline(head, element):
    reading = page("<h1>Ferry returns</h1>" + element + STORY, head)
    assert find_standfirst(page_of(reading), find_headline(page_of(reading))) == 1
    assert subtitle(reading) == STANDFIRST


def test_a_block_of_the_body_is_no_subtitle():
    reading = page(f'<h1>Ferry returns</h1><p class="standfirst">{STANDFIRST}</p>' + STORY)
    assert subtitle(reading, b1=Label.BODY) is None
    assert subtitle(reading, b1=Label.SUBTITLE) == STANDFIRST


@pytest.mark.parametrize(
    ("head", "description", "source"),
    [
        (
            '<meta name="description" content="Goats &amp; crew">',
            "Goats & crew",
            "meta:description",
        ),
        (
            '<meta name="description" content="For searching">'
            '<meta property="og:description" content="For sharing">',
            "For sharing",
            "meta:og:description",
        ),
        (
            '<meta property="og:description" content="The crew is home, and...">'
            '<meta name="description" content="The crew is home, and so are the goats.">',
            "The crew is home, and so are the goats.",
            "meta:description",
        ),
        (ld(description="From JSON-LD"), "From JSON-LD", "json-ld:description"),
    ],
)
def test_the_description_is_the_heads_best_summary(head, description, source):
    found = read_description(page_of(page(STORY, head)))
    assert found is not None
    assert (found.value, found.source) == (description, source)


def test_a_page_that_gives_no_summary_has_no_description():
    assert read_description(page_of(page(STORY))) is None


def test_a_headline_without_a_block_has_no_standfirst():
    reading = page(STORY, og("Ferry returns"))
    assert (
        find_standfirst(page_of(reading), Found("Ferry returns", "meta:og:title", "Ferry returns"))
        is None
    )
    assert find_standfirst(page_of(reading), None) is None


# --- what lost -----------------------------------------------------------------------------------


def test_every_title_that_lost_says_why():
    head = og("Ferry returns to Alm harbour")
    head += "<meta property='og:site_name' content='Harbour Times'>"
    ranking = rank_headline(page_of(page(f"<h1>Harbour Times</h1>{STORY}", head)))
    assert {(one.candidate.source, one.lost) for one in ranking.ranked} == {
        ("headline", "names the site"),
        ("meta:og:title", None),
    }


def test_a_title_that_is_shown_and_stated_is_chosen_where_it_is_shown():
    ranking = rank_headline(page_of(page(f"<h1>Ferry returns</h1>{STORY}", og("Ferry returns"))))
    assert [(one.candidate.source, one.lost) for one in ranking.ranked] == [
        ("headline", None),
        ("meta:og:title", "says the same"),
    ]


def test_an_old_page_whose_title_names_only_the_paper_shows_its_headline_in_bold():
    body = (
        "<table><tr><td>News</td><td>Sport</td></tr></table>"
        f"<font size=5><b>Ferry returns at last</b></font><br>By Ana Ruiz<br><br>{STORY}{STORY}"
    )
    assert headline(body, "<title>Harbour Times - Local</title>") == "Ferry returns at last"
    assert headline(body, "<title>Ferry is back</title>") == "Ferry is back"
