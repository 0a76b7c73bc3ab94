"""The entries of a live page, each with its time."""

from __future__ import annotations

import json

import pytest

import newstool
from newstool.dates.hours import read_hour

POSTS = (
    (
        "20:05",
        "Vote passes",
        "The council has voted by nine to four to close the bridge from June.",
    ),
    ("19:40", "Debate begins", "Councillors are debating the amendment on the northern ford."),
    ("19:10", "Silence", "The meeting has begun with a minute of silence for the ferryman."),
    ("18:55", "Welcome", "Good evening. We follow the vote from the town hall tonight."),
)
HEAD = "<h1>Live: Marlow votes on its bridge</h1><p>By Ana Ruiz</p>"


def entries(source: str) -> list[tuple[str | None, str | None, str]]:
    article = newstool.parse(source)
    assert (article.page_type == "live") == bool(article.entries)
    return [(entry.time, entry.title, entry.body) for entry in article.entries]


def page(form: str) -> str:
    posts = "".join(
        form.format(
            time=time, title=title, text=text, day=28 - 7 * number, at=f"2023-05-03T{time}Z"
        )
        for number, (time, title, text) in enumerate(POSTS)
    )
    return f"<article>{HEAD}{posts}</article>"


@pytest.mark.parametrize(
    "form",
    [
        "<div><time datetime={at}>{time}</time><h2>{title}</h2><p>{text}</p></div>",
        "<div><h2>{title}</h2><p><time datetime={at}>{time}</time><p>{text}</p></div>",
        "<li><time datetime={at}></time><h3>{title}</h3><div><p>{text}</p></div></li>",
    ],
)
def test_elements_with_a_time_are_entries(form: str) -> None:
    expected = [(f"2023-05-03T{time}Z", title, text) for time, title, text in POSTS]
    assert entries(page(form)) == expected
    assert entries(page(form).replace("T20:", "T18:")) != expected


@pytest.mark.parametrize(
    "form",
    [
        "<p>{time}</p><h3>{title}</h3><p>{text}</p>",
        "<p><b>{time} - {title}</b></p><p>{text}</p>",
        "<h3>{time}: {title}</h3><p>{text}</p>",
    ],
)
def test_lines_that_are_an_hour_head_entries(form: str) -> None:
    assert entries(page(form)) == list(POSTS)


def test_lines_of_a_text_head_entries_in_either_order() -> None:
    for posts in (POSTS, POSTS[::-1]):
        text = "\n\n".join(f"{time}\n\n{title}\n\n{body}" for time, title, body in posts)
        assert entries(f"Live: Marlow votes on its bridge\n\nBy Ana Ruiz\n\n{text}\n") == list(
            posts
        )


def test_a_line_may_be_all_of_an_entry() -> None:
    text = "\n\n".join(f"{time} - {body}" for time, _, body in POSTS)
    found = entries(f"Live: Marlow votes on its bridge\n\nBy Ana Ruiz\n\n{text}\n")
    assert found == [(time, None, body) for time, _, body in POSTS]


def test_json_ld_lists_the_entries() -> None:
    updates = [
        {"headline": title, "articleBody": text, "datePublished": f"2023-05-03T{time}:00+01:00"}
        for time, title, text in POSTS
    ]
    node = {"@type": "LiveBlogPosting", "headline": "Live", "liveBlogUpdate": [*updates, None, 3]}
    story = "".join(f"<p>{text}</p>" for _, _, text in POSTS)
    html = f"<script type=application/ld+json>{json.dumps(node)}</script>{HEAD}{story}"
    expected = [(f"2023-05-03T{time}:00+01:00", title, text) for time, title, text in POSTS]
    assert entries(html) == expected


@pytest.mark.parametrize(
    "form",
    [
        # Other stories: their headings lead to them.
        "<div><time datetime={at}></time><h2><a href=/x>{title}</a></h2><p>{text}</div>",
        # A blog: the days are apart.
        "<div><time datetime=2023-05-{day:02}T10:00Z></time><h2>{title}</h2><p>{text}</p></div>",
        # A programme.
        "<p>{time} {title}</p>",
    ],
)
def test_lists_of_other_things_are_no_entries(form: str) -> None:
    assert newstool.parse(page(form) + f"<p>{POSTS[0][2]}</p>").entries == ()


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("18:05", "18:05"),
        ("Wed 5 Feb 2025 18.05 GMT", "18:05"),
        ("8.05pm - Polls close", "20:05"),
        ("12:10 am", "00:10"),
        ("18h05: fin du vote", "18:05"),
    ],
)
def test_the_hour_of_a_line(line: str, hour: str) -> None:
    assert str(read_hour(line)) == hour


@pytest.mark.parametrize(
    "line", ["", "25:10", "The score was 3:10 after half an hour of play", "3"]
)
def test_a_line_without_an_hour(line: str) -> None:
    assert read_hour(line) is None


def test_an_entry_that_is_declared_by_its_headline_has_the_text_below_it() -> None:
    updates = [
        {"headline": title, "datePublished": f"2023-05-03T{time}:00Z"} for time, title, _ in POSTS
    ]
    declared = {"@type": "LiveBlogPosting", "liveBlogUpdate": updates[:2]}
    posts = "".join(f"<h2>{title}</h2><p>{text}</p>" for _, title, text in POSTS)
    script = f'<script type="application/ld+json">{json.dumps(declared)}</script>'
    assert entries(f"{script}<article>{HEAD}{posts}</article>") == [
        (f"2023-05-03T{time}:00Z", title, text) for time, title, text in POSTS[:2]
    ]
