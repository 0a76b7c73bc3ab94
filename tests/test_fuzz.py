"""Any bytes, pages, texts, lines and options: the fuzzer's targets, for some seconds.

`python -m fuzz` asks the same for hours. What it found is kept in `corpus/`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.targets import TARGETS, bundles, exports, lines, mails, read, tables_and_feeds

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
SEEDS = sorted((Path(__file__).parent.parent / "fuzz" / "seeds").glob("*/*"))

few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
options = st.integers(0, 255).map(lambda number: bytes([number]))

TAGS = (
    "p div br h1 h2 a b i span li ul ol table tr td th blockquote pre code figure figcaption img "
    "script style template title meta time article header footer nav aside select option svg math "
    "noscript iframe textarea body html head form button details summary dl dt dd hr center font"
).split()
ATTRIBUTES = (
    "class=byline",
    'class="author name"',
    "class=date",
    "hidden",
    "aria-hidden=true",
    'style="display:none"',
    "itemprop=author",
    "itemprop=datePublished",
    "itemscope itemtype=http://schema.org/Person",
    'datetime="2021-03-03T10:00+25:00"',
    'property="article:published_time" content="2021-13-45"',
    'name=author content="Ana Ruiz"',
    "href=javascript:x",
    "href=https://[::1",
    "src=data:x",
    "colspan=9007199254740991",
    'lang="\u0131"',
    'type="application/ld+json"',
)
PHRASES = (
    "By Ana Ruiz",
    "Published 3 March 2021",
    "03/04/21 25:61",
    "Share this",
    "© 2020 \u202e",
    "LONDON, March 3 (Reuters) -",
    "记者 王小明",
    "a@b.example",
    '{"@type":"NewsArticle","author":[{"name":5}],"datePublished":{}}',
    "The council agreed on Monday to build a new bridge over the river. " * 3,
    "\x00\x1b]52;c;x\x07",
    "Related:",
    "Title: x",
    "---",
    "> ",
    "* ",
    "١٢ مارس ٢٠٢١",
)

words = st.sampled_from(PHRASES) | st.text(max_size=20)
opening = st.tuples(st.sampled_from(TAGS), st.lists(st.sampled_from(ATTRIBUTES), max_size=2)).map(
    lambda made: f"<{made[0]} {' '.join(made[1])}>"
)
closing = st.sampled_from(TAGS).map("</{}>".format)
pages = st.lists(opening | closing | words, max_size=40).map("".join)
texts = st.lists(words, max_size=30).map("\n".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = "html text content url id title authors date_published body schema_version input".split()
documents = st.dictionaries(st.sampled_from(KEYS), json_values | pages, max_size=5)


@pytest.mark.parametrize("found", CORPUS, ids=lambda path: path.name)
@pytest.mark.parametrize("target", TARGETS)
def test_what_was_found_once_is_mended(target, found):
    TARGETS[target](found.read_bytes())


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
def test_what_the_fuzzer_starts_from_holds(seed):
    TARGETS[seed.parent.name](seed.read_bytes())


@few
@given(options, st.binary(max_size=400))
def test_any_bytes_give_a_record_or_an_error(option, data):
    read(option + data)


@few
@given(options, pages)
def test_any_page_gives_a_record_or_an_error(option, page):
    read(option + page.encode("utf-8", "surrogatepass"))


@few
@given(options, texts)
def test_any_text_gives_a_record_or_an_error(option, text):
    read(option + text.encode("utf-8", "surrogatepass"))


@few
@given(options, st.lists(documents, max_size=4), st.binary(max_size=20))
def test_any_lines_of_json_give_results_for_each(option, objects, tail):
    written = "\n".join(json.dumps(each) for each in objects)
    lines(option + written.encode() + tail)


@few
@given(options, st.binary(max_size=300))
def test_any_stream_gives_results(option, data):
    lines(option + data)


mail_lines = st.sampled_from(
    (
        *(
            "Content-Type: multipart/digest; boundary=c",
            "Content-Type: message/rfc822",
            "--b",
            "--c",
        ),
        *("--b--", "--c--", "", "", "Content-Type: text/html", "Content-Transfer-Encoding: base64"),
        *("From: Ana Ruiz <a@b.example>", "Subject: =?utf-8?Q?x?=", "Date: Thu, 14 Nov 2024 08:00"),
        *("<p>The ferry is back.", "From a@b.example Thu Nov 14 08:00:00 2024", "Von: Ana"),
    )
)


@few
@given(options, st.lists(mail_lines | words, max_size=30))
def test_any_mail_gives_results(option, written):
    mails(option + "\n".join(written).encode("utf-8", "surrogatepass"))


export_pieces = st.sampled_from(
    (
        *("\\par ", "\\u8220?", "\\'e9", "{", "}", "{\\*\\x ", "\\bin3 ", "\\f1 ", "\\ansicpg932 "),
        *(
            '"text": "x"',
            '"text": [{"type": "bold", "text": "x"}]',
            "}, {",
            "]}",
            '"type": "service"',
        ),
        *(
            '<p class="articleParagraph">',
            "<td>HD<td>",
            "<div id=hd>",
            "12 words",
            "Document AB123",
        ),
        *(
            "<article>",
            '<p class="titreArticleVisu">',
            "news·20200303·PB·000123",
            "© 2020 a reserved",
        ),
        *("Title: Ferry", "Date: March 3, 2020", "By Ana Ruiz", "Full Text:", "2 of 3", "\n\n"),
        *(
            "GALE|A123456789",
            "Gale Document Number: GALE|A1",
            "Record Number: 0FA12345",
            "Utl.: x =",
        ),
        *("(Schluss)", "OTS0071    2017-12-14/10:28", "End of Document", "Results for: x (9)"),
    )
)


@few
@given(options, st.lists(export_pieces | words, max_size=30), st.sampled_from(("", " ", "\n")))
def test_any_export_gives_results(option, written, between):
    exports(option + between.join(written).encode("utf-8", "surrogatepass"))


@few
@given(options, st.binary(max_size=60))
def test_any_broken_archive_gives_results(option, changes):
    bundles(option + changes)


piece = st.sampled_from(
    (
        *('"', '""', ",", ";", "\t", "|", "\r\n", "\n", "\0", "a,b", '"a\nb",c'),
        *("<item>", "</item>", "<title>", "</title>", "<description>", "<![CDATA[", "]]>", "<!--"),
        *("-->", "</channel></rss>", "<p>", "</p>", "&", "&nbsp;", "&#3;", "&lt;", "<entry>"),
        *("<content>", "</content>", "<hl1>", "<DATELINE>", "<BODY>", "</BODY>", "<newsItem>"),
    )
)


@few
@given(st.binary(min_size=1, max_size=1), st.lists(piece | words, max_size=30))
def test_any_table_and_any_feed_give_results(option, written):
    tables_and_feeds(option + "".join(written).encode("utf-8", "surrogatepass"))
