"""N articles in give N results: random bundles of known articles in random containers."""

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newstool

PLACES = "Halvren Tarrow Averil Quarrydale Penmouth Ostrey Lindow Marrick".split()
THINGS = "bridge ferry library harbour school market hospital theatre museum stadium".split()
MONTHS = "January February March April May June July August".split()


@dataclass(frozen=True)
class Known:
    """An article that is put into a bundle: the `number` makes it unlike all others."""

    number: int

    @property
    def title(self):
        return f"{self.place} to close its old {self.thing} for {self.number + 2} weeks"

    @property
    def paragraphs(self):
        return (
            f"The council of {self.place} agreed on Tuesday to close the {self.thing} in "
            f"{MONTHS[self.number % 8]}, after an engineer had counted {self.number + 11} cracks.",
            f"Repairs will take {self.number + 2} weeks, the mayor said, and visitors will be led "
            "to another entrance until the work is done.",
            f"Some {self.number + 1200} people had signed a letter that asked for it last year.",
        )

    @property
    def place(self):
        return PLACES[self.number // 10 % 8]

    @property
    def thing(self):
        return THINGS[self.number % 10]

    @property
    def text(self):
        return "\n\n".join(self.paragraphs)


# --- one article in a file ---------------------------------------------------------------------


def page(article):
    paragraphs = "".join(f"<p>{escape(each)}</p>\n" for each in article.paragraphs)
    return (
        f"<!doctype html>\n<html><head><title>{article.title}</title></head>\n"
        f"<body><article><h1>{article.title}</h1>\n{paragraphs}</article></body></html>\n"
    ).encode()


def plain(article):
    return f"{article.title}\n\n{article.text}\n".encode()


def mail(article):
    message = EmailMessage()
    message["From"] = "Desk <desk@courier.example>"
    message["To"] = "readers@courier.example"
    message["Subject"] = article.title
    message["Date"] = "Tue, 05 Mar 2024 10:15:00 +0000"
    message["Message-ID"] = f"<{article.number}@courier.example>"
    message.set_content(article.text + "\n")
    return bytes(message)


# --- many articles in a file -------------------------------------------------------------------


def pages(articles):
    return b"".join(map(page, articles))


def mailbox(articles):
    return b"".join(
        b"From desk@courier.example Tue Mar  5 10:15:00 2024\n" + mail(each) + b"\n"
        for each in articles
    )


def fields(article):
    return {"title": article.title, "text": article.text, "id": article.number}


def lines(articles):
    return b"".join(json.dumps(fields(each)).encode() + b"\n" for each in articles)


def array(articles):
    return json.dumps({"articles": list(map(fields, articles))}, indent=1).encode()


def table(articles):
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, ["id", "title", "text"])
    writer.writeheader()
    writer.writerows(map(fields, articles))
    return written.getvalue().encode()


def feed(articles):
    items = "".join(
        f"<item><title>{escape(each.title)}</title><description>{escape(page_body(each))}"
        f"</description><guid>{each.number}</guid></item>\n"
        for each in articles
    )
    start = '<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>'
    return f"{start}{items}</channel></rss>".encode()


def page_body(article):
    return "".join(f"<p>{each}</p>" for each in article.paragraphs)


def crawl(articles):
    return b"".join(map(record, articles))


def record(article):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(article)
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-03-05T10:15:00Z\r\n"
        b"WARC-Target-URI: https://courier.example/%d\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (article.number, len(block), block)
    )


def packed_crawl(articles):
    return b"".join(gzip.compress(record(each)) for each in articles)


# --- files in an archive -----------------------------------------------------------------------


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(files):
            archive.writestr(f"folder/{number}", content)
    return packed.getvalue()


def tarred(files):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for number, content in enumerate(files):
            header = tarfile.TarInfo(f"folder/{number}")
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return packed.getvalue()


ONE = (page, plain, mail)
MANY = (pages, mailbox, lines, array, table, feed, crawl, packed_crawl)
ARCHIVES = (zipped, tarred)
PACKED = (gzip.compress, bz2.compress, lzma.compress, zstandard.compress)

# A plan is a way to write one article, one to write several with their number, or a way to pack
# plans.
one = st.sampled_from(ONE)
many = st.tuples(st.sampled_from(MANY), st.integers(1, 3))
plans = st.recursive(
    one | many,
    lambda inner: (
        st.tuples(st.sampled_from(ARCHIVES), st.lists(inner, min_size=1, max_size=3))
        | st.tuples(st.sampled_from(PACKED), inner)
    ),
    max_leaves=5,
)


def depth_of(plan):
    if callable(plan):
        return 1
    way, inner = plan
    if way in ARCHIVES:
        return 1 + max(map(depth_of, inner))
    return 1 + (depth_of(inner) if way in PACKED else 0)


def built(plan, numbers):
    """The bundle's bytes and the articles in it."""
    if callable(plan):
        article = Known(next(numbers))
        return plan(article), [article]
    way, inner = plan
    if way in MANY:
        articles = [Known(next(numbers)) for _ in range(inner)]
        return way(articles), articles
    if way in PACKED:
        content, articles = built(inner, numbers)
        return way(content), articles
    contents, found = zip(*(built(each, numbers) for each in inner), strict=True)
    return way(contents), [article for articles in found for article in articles]


def check(plan):
    bundle, articles = built(plan, iter(range(10_000)))
    results = list(newstool.parse_many([bundle]))
    said = [
        str(each) if isinstance(each, newstool.Failure) else (each.title, each.text)
        for each in results
    ]
    assert said == [(each.title, each.text) for each in articles]


@pytest.mark.parametrize("way", ONE, ids=lambda way: way.__name__)
def test_an_article_is_found_again_in_each_kind_of_file(way):
    for number in range(12):
        bundle, _ = built(way, iter([number]))
        (article,) = newstool.parse_many([bundle])
        assert (article.title, article.text) == (Known(number).title, Known(number).text)


@pytest.mark.parametrize("way", MANY, ids=lambda way: way.__name__)
@pytest.mark.parametrize("count", [1, 2, 7])
def test_articles_are_found_again_in_each_kind_of_file_of_many(way, count):
    check((way, count))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans.filter(lambda plan: depth_of(plan) <= 4))
def test_every_article_of_a_bundle_is_found_again(plan):
    check(plan)


def test_a_directory_that_mixes_them_all_gives_every_article(tmp_path):
    numbers = iter(range(1000))
    whole = [*ONE, *((way, 2) for way in MANY), *((way, [(lines, 2), page]) for way in ARCHIVES)]
    expected = []
    for place, plan in enumerate([*whole, *((way, page) for way in PACKED)]):
        bundle, articles = built(plan, numbers)
        (tmp_path / f"{place:02}").write_bytes(bundle)
        expected += articles
    for jobs in (1, 2):
        results = newstool.parse_many(sorted(tmp_path.iterdir()), jobs=jobs)
        assert [each.title for each in results] == [each.title for each in expected]
