"""What lost stays visible: every candidate for a field, and why it wasn't chosen."""

from __future__ import annotations

import pytest

import newstool

STORY = "The ferry came back to the harbour on Monday, and the whole town was there to see it. "
PAGE = f"""<!doctype html><html lang="de"><head>
<title>Ferry returns | Harbour Times</title>
<meta property="og:site_name" content="Harbour Times">
<meta name="application-name" content="Home">
<meta property="og:title" content="Harbour Times">
<meta name="author" content="Harbour Times">
<meta property="article:section" content="News">
<meta property="article:published_time" content="2024-03-05T10:05:00+01:00">
<meta property="article:modified_time" content="2024-03-07T09:00:00+01:00">
<script type="application/ld+json">
{{"@type": "BreadcrumbList", "itemListElement": [{{"name": "Local"}}, {{"name": "Ferry"}}]}}
</script></head>
<body><h1>Ferry returns</h1><p class="byline">By Ana Ruiz</p><p>5 March 2024</p>
<p>{STORY * 3}</p><p>{STORY * 2}</p>
<footer><p>© 2023 Harbour Times Ltd</p></footer></body></html>"""


def reasons(field: str, source: str = PAGE) -> dict[str, str | None]:
    """Why each place lost, by what the evidence calls it; of two of one name the first."""
    found: dict[str, str | None] = {}
    for one in newstool.candidates(source, field):  # type: ignore[arg-type]
        found.setdefault(one.source, one.lost)
    return found


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("title", {"headline": None, "title": "says the same", "meta:og:title": "names the site"}),
        ("authors", {"byline": None}),
        (
            "date_published",
            {
                "meta:article:published_time": None,
                "visible date": "same day, coarser",
                "meta:article:modified_time": "date of a change",
            },
        ),
        ("date_modified", {"meta:article:modified_time": None}),
        (
            "site_name",
            {"meta:og:site_name": None, "meta:application-name": "software's default"},
        ),
        ("language", {"detected": None, "html:lang": "the text is in another language"}),
        (
            "section",
            {"json-ld:BreadcrumbList": None, "meta:article:section": "any page is called so"},
        ),
        ("copyright", {"copyright line": None}),
    ],
)
def test_each_place_that_lost_says_why(field, expected):
    found = reasons(field)
    assert {source: found.get(source, "missing") for source in expected} == expected


def test_the_site_as_author_gives_way_to_a_person_who_signs():
    lost = reasons("authors")["meta:author"]
    assert lost in ("a person signs", "lower score", "agrees with nothing")


def test_the_chosen_candidate_comes_first_and_every_quote_is_in_the_page():
    for field in ("title", "authors", "date_published", "site_name", "section", "copyright"):
        found = newstool.candidates(PAGE, field)
        assert [one.lost is None for one in found] == [True] + [False] * (len(found) - 1)
        assert all(one.quote in PAGE for one in found)


def test_nothing_to_choose_from_is_no_candidate():
    assert newstool.candidates(f"<p>{STORY * 3}</p>", "section") == ()


def test_what_is_too_weak_alone_is_shown_and_not_chosen():
    source = f"<h1>Ferry returns</h1><p>{STORY * 3}</p><p>{STORY}In May 2009 she had left.</p>"
    assert newstool.parse(source).date_published is None
    assert all(one.lost for one in newstool.candidates(source, "date_published"))
