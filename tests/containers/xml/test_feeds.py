"""RSS, RDF, Atom and exports of WordPress: one record an entry."""

import json
import zipfile

import pytest
from conftest import assert_valid, page
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import newstool
from newstool.api import Failure
from newstool.cli.app import app
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.model.errors import EmptyInputError, InputError, LimitError, RecordError

FERRY = "The ferry will return to the harbour on Monday after months of repair."
AWAY = "It was away for long, the office said on Friday."
RSS_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Tarrow Post</title><link>https://post.example/</link><language>en-GB</language>
<atom:link href="https://post.example/feed" rel="self"/>
<copyright>© 2024 Tarrow Post</copyright>"""
PLAIN_HEAD = RSS_HEAD.replace(' xmlns:wp="http://wordpress.org/export/1.2/"', "")
FULL = f"""<item><title>Ferry returns &amp; stays</title><link>https://post.example/ferry</link>
<pubDate>Thu, 02 May 2024 08:30:00 +0100</pubDate><dc:creator><![CDATA[Ana Ruiz]]></dc:creator>
<category>Ferries</category><category><![CDATA[Bay & sea]]></category>
<guid isPermaLink="false">tag:1</guid><description>&lt;p&gt;It is back.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>{FERRY}</p><p>{AWAY}</p>]]></content:encoded>
<media:content url="https://post.example/ferry.jpg" medium="image"/>
<enclosure url="https://post.example/a.mp3" type="audio/mpeg" length="1"/></item>"""
SHORT = """<item><title>Mine rescue ends</title><author>tom@post.example (Tom Okafor)</author>
<guid>https://post.example/mine</guid>
<description>All miners were brought up on Sunday.</description>
</item>"""
END = "</channel></rss>"


def rss(*items, head=PLAIN_HEAD, end=END):
    return "\n".join([head, *items, end]).encode()


def results(data, **options):
    return list(newstool.parse_many([data], **options))


def parts_of(data, **options):
    return list(open_stream(Stream.of_bytes(data), Opening(**options)))


# --- RSS -----------------------------------------------------------------------------------------


def test_an_entry_with_its_full_text():
    (article,) = results(rss(FULL))
    assert (article.title, article.authors) == ("Ferry returns & stays", ("Ana Ruiz",))
    assert str(article.date_published) == "2024-05-02T08:30:00+01:00"
    assert article.text == f"{FERRY}\n\n{AWAY}"
    assert (article.url, article.tags) == ("https://post.example/ferry", ("Ferries", "Bay & sea"))
    assert (article.site_name, article.language) == ("Tarrow Post", "en")
    assert (article.image, article.description) == ("https://post.example/ferry.jpg", "It is back.")
    assert article.copyright.notice == "© 2024 Tarrow Post"
    assert (article.input.id, article.input.container, article.warnings) == ("tag:1", "rss", ())
    assert_valid(article.to_dict())


def test_an_entry_with_a_summary_says_so():
    _, article = results(rss(FULL, SHORT))
    assert (article.title, article.authors) == ("Mine rescue ends", ("Tom Okafor",))
    assert (article.text, article.warnings) == (
        "All miners were brought up on Sunday.",
        ("summary-only",),
    )
    assert (article.url, article.input.index) == ("https://post.example/mine", 1)


@pytest.mark.parametrize("end", ["[…]</p>", "[&#8230;]", "[...] <a href='/x'></a>\n"])
def test_a_full_text_that_was_cut_is_a_summary(end):
    (article,) = results(rss(FULL.replace(f"{AWAY}</p>", f"It was {end}")))
    assert article.warnings == ("summary-only",)


def test_evidence_names_the_element():
    record = results(rss(FULL), evidence=True)[0].to_dict()
    assert record["evidence"]["authors.0"]["from"] == "feed element 'dc:creator'"
    assert record["evidence"]["date_published"]["from"] == "feed element 'pubDate'"
    assert record["evidence"]["site_name"]["from"] == "feed element 'title'"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cats & dogs&nbsp;meet, it was said today.", "Cats & dogs meet, it was said today."),
        ("<![CDATA[Cats &amp; dogs meet, it was said.]]>", "Cats & dogs meet, it was said."),
        ("<p>Cats meet<br>dogs today, it was said.", "Cats meet\ndogs today, it was said."),
    ],
)
def test_invalid_xml_is_read_all_the_same(text, words):
    item = f"<item><title>Cats</title><description>{text}</description></item>"
    first, second = results(rss(item, SHORT))
    assert (first.title, first.text) == ("Cats", words)
    assert second.title == "Mine rescue ends"


def test_an_entry_that_was_mended_says_so():
    (article,) = results(rss("<item><title>A</title><description><p>The b>c.</description></item>"))
    assert article.warnings == ("summary-only", "mended-xml")


def test_entities_are_never_declared():
    doctype = '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    item = SHORT.replace("All", "&a;&x; All")
    (article,) = results(rss(item).replace(b"<rss", f"{doctype}<rss".encode()))
    assert article.text == "&a;&x; All miners were brought up on Sunday."


def test_rdf_is_rss():
    data = """<?xml version="1.0" encoding="iso-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example/">
<title>Die Welle</title><link>https://a.example/</link><dc:language>de</dc:language></channel>
<item rdf:about="https://a.example/1"><title>F\xe4hre</title><link>https://a.example/1</link>
<description>Die F\xe4hre f\xe4hrt.</description><dc:date>2024-05-02</dc:date>
<dc:creator>Ana Ruiz</dc:creator><dc:subject>Hafen</dc:subject></item></rdf:RDF>"""
    (article,) = results(data.encode("latin-1"))
    assert (article.title, article.text) == ("Fähre", "Die Fähre fährt.")
    assert (str(article.date_published), article.tags) == ("2024-05-02", ("Hafen",))
    assert (article.site_name, article.language) == ("Die Welle", "de")


# --- Atom ----------------------------------------------------------------------------------------

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://post.example/">
<a:title>Tarrow Post</a:title><a:author><a:name>Ana Ruiz</a:name></a:author>
<a:entry><a:id>urn:1</a:id><a:title type="html">Cats &amp;amp; dogs</a:title>
<a:updated>2024-05-02T08:30:00Z</a:updated><a:link rel="self" href="/no"/><a:link href="/cats"/>
<a:link rel="enclosure" type="image/png" href="https://post.example/a.png"/>
<a:category term="sea" label="The sea"/>
<a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FERRY}</p><p>{AWAY}</p></div>
</a:content></a:entry>
<a:entry><a:id>urn:2</a:id><a:title>Two</a:title><a:published>2024-05-01T08:30:00Z</a:published>
<a:updated>2024-05-03T08:30:00Z</a:updated><a:author><a:name>Tom Okafor</a:name></a:author>
<a:summary>It is 1 &lt; 2, and it is back.</a:summary></a:entry></a:feed>"""


@pytest.mark.parametrize("prefix", ["a:", ""])
def test_atom(prefix):
    data = ATOM if prefix else ATOM.replace("a:", "").replace("xmlns:a", "xmlns").replace(":=", "=")
    data = data.replace('xmlns:="', 'xmlns="').replace('xmlns:a="', 'xmlns:a="')
    one, two = results(data.encode())
    assert (one.title, one.authors) == ("Cats & dogs", ("Ana Ruiz",))
    assert (one.text, one.url) == (f"{FERRY}\n\n{AWAY}", "https://post.example/cats")
    assert str(one.date_published) == str(one.date_modified) == "2024-05-02T08:30:00Z"
    assert (one.tags, one.image) == (("The sea",), "https://post.example/a.png")
    assert (one.input.id, one.input.container) == ("urn:1", "atom")
    assert (two.authors, two.text) == (("Tom Okafor",), "It is 1 < 2, and it is back.")
    assert [str(two.date_published)[:10], str(two.date_modified)[:10]] == [
        "2024-05-01",
        "2024-05-03",
    ]
    assert two.warnings == ("summary-only",)


# --- WordPress -----------------------------------------------------------------------------------

POST = f"""<item><title>Ferry returns</title><link>https://post.example/ferry/</link>
<pubDate>Thu, 02 May 2024 07:30:00 +0000</pubDate><dc:creator><![CDATA[admin]]></dc:creator>
<content:encoded><![CDATA[{FERRY}

[caption id="a" width="300"]<img src="https://post.example/f.jpg"> The ferry in May[/caption]

It was <b>away</b> for long.]]></content:encoded><wp:post_id>5</wp:post_id>
<wp:post_modified_gmt>2024-05-03 07:00:00</wp:post_modified_gmt>
<category domain="post_tag" nicename="f"><![CDATA[ferries]]></category>
<category domain="post_format" nicename="x">Aside</category>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<wp:comment><wp:comment_content><![CDATA[<item>Great</item>]]></wp:comment_content></wp:comment>
</item>"""
OTHERS = """<item><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type></item>
<item><wp:status>publish</wp:status><wp:post_type>nav_menu_item</wp:post_type></item>
<item><title>D</title><content:encoded>no</content:encoded><wp:status>draft</wp:status>
<wp:post_type>post</wp:post_type></item>"""
LOGIN = """<wp:author><wp:author_login>admin</wp:author_login>
<wp:author_display_name>Ana Ruiz</wp:author_display_name></wp:author>"""


def test_what_an_export_of_blogger_holds_besides_posts_is_counted():
    kind = "<category scheme='http://schemas.example/2005#kind' term='http://b.example#{}'/>"
    entry = "<entry>{}<title>A bridge</title><content>The bridge is open again.</content></entry>"
    kinds = ("settings", "post", "comment", "comment")
    data = "<feed xmlns='http://www.w3.org/2005/Atom'>{}</feed>".format(
        "".join(entry.format(kind.format(each)) for each in kinds)
    )
    (article,) = results(data.encode())
    assert article.title == "A bridge"
    assert article.warnings == ("skipped:2 comment", "skipped:1 settings")


def test_posts_of_wordpress():
    (article,) = results(rss(LOGIN, POST, OTHERS, head=RSS_HEAD))
    assert (article.title, article.authors) == ("Ferry returns", ("Ana Ruiz",))
    assert article.text == f"{FERRY}\n\nIt was away for long."
    assert article.tags == ("ferries",)
    assert str(article.date_published)[:16] == "2024-05-02T07:30"
    assert str(article.date_modified) == "2024-05-03T07:00:00Z"
    assert (article.input.id, article.input.container) == ("5", "wxr")
    skipped = ("skipped:1 attachment", "skipped:1 draft", "skipped:1 nav_menu_item")
    assert article.warnings == skipped


def test_an_export_without_posts_is_empty():
    (part,) = parts_of(rss(OTHERS, head=RSS_HEAD))
    assert isinstance(part.error, EmptyInputError)
    assert "skipped:1 attachment" in str(part.error)


# --- bad feeds -----------------------------------------------------------------------------------


def test_an_entry_without_anything_is_an_error_in_its_place():
    first, second = results(rss("<item><category>a</category></item>", SHORT))
    assert isinstance(first, Failure)
    assert isinstance(first.error, RecordError)
    assert (first.line, second.title) == (8, "Mine rescue ends")


def test_a_feed_without_entries_is_empty():
    (part,) = parts_of(rss())
    assert isinstance(part.error, EmptyInputError)


@pytest.mark.parametrize("cut", [1, 60, len(END) + 2])
def test_a_feed_that_is_cut_short_gives_the_entries_before(cut):
    full, *_, last = parts_of(rss(FULL, SHORT)[:-cut] if cut > 1 else rss(FULL, SHORT, end=""))
    assert FERRY in full.data
    assert isinstance(last.error, InputError)


def test_a_huge_and_a_deep_entry_fail_alone():
    deep = f"<item><description>{'<b>' * 1000}</description></item>"
    huge = f"<item><description>{'a' * 10_000}</description></item>"
    one, two, three = parts_of(rss(deep, huge, SHORT), max_bytes=9000)
    assert isinstance(one.error, LimitError)
    assert isinstance(two.error, LimitError)
    assert "miners" in three.data


def test_feeds_among_other_files(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("deep/feed.xml", rss(FULL, "<item/>", SHORT))
        archive.writestr("deep/other.xml", '<?xml version="1.0"?><other/>')
    (tmp_path / "b.html").write_bytes(page())
    (tmp_path / "c.atom").write_text(ATOM)
    errors = tmp_path / "errors"
    out = tmp_path / "out.ndjson"
    arguments = ["--jobs", "2", "--errors", errors, "-o", out, tmp_path]
    for resume in ([], ["--resume"]):
        run = CliRunner().invoke(app, list(map(str, ["parse", *resume, *arguments])))
        assert run.exit_code == 1, run.exception
        found = [json.loads(line)["input"] for line in out.read_text().splitlines()]
        names = [(one["path"].removeprefix(f"{tmp_path}/"), one["index"]) for one in found]
        assert names == [
            *[("a.zip/deep/feed.xml", 0), ("a.zip/deep/feed.xml", 2), ("b.html", 0)],
            *[("c.atom", 0), ("c.atom", 1)],
        ]
        failed = [json.loads(line) for line in errors.read_text().splitlines()]
        names = [one["path"].removeprefix(f"{tmp_path}/") for one in failed]
        assert names == ["a.zip/deep/feed.xml", "a.zip/deep/other.xml"]
        errors.unlink()


@given(st.text(max_size=200))
def test_whatever_is_in_an_entry_gives_a_part(text):
    for data in (rss(f"<item>{text}</item>"), rss(f"<item><title>A</title>{text}</item>", SHORT)):
        for part in parts_of(data):
            assert part.error is None or not part.error.what.startswith("internal error")
