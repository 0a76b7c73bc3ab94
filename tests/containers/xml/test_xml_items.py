"""XML files cut into their articles: what is broken or hostile costs the article that it is in."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.containers.kinds import tell
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.containers.xml.items import Items
from newstool.containers.xml.tree import Element, find_root, parse_xml, piece_together
from newstool.model.errors import DecodeError, InputError, LimitError, NewstoolError, RecordError


def items_of(text, names=("item",), limit=10_000, size=None, **options):
    data = text.encode() if isinstance(text, str) else text
    size = size or len(data) or 1
    chunks = (data[at : at + size] for at in range(0, len(data), size))
    stream = Stream(chunks)
    list(stream.look())
    return list(Items(stream, names, limit, **options))


def texts_of(*arguments, **options):
    return [item.text for item in items_of(*arguments, **options)]


A, B = "<item>\n<title>A</title></item>", '<item id="b"><title>B</title></item>'


# --- cut -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_items_are_found_with_their_lines(size):
    found = items_of(f"<rss>\n{A}\n<x/>{B}</rss>", size=size)
    assert [(one.text, one.line) for one in found] == [(A, 2), (B, 4)]


@pytest.mark.parametrize("size", [1, 1000])
@pytest.mark.parametrize(
    "inside", ["<![CDATA[</item><item>]]>", "<!-- </item> -->", "<?x </item> ?>", "<items></items>"]
)
def test_what_only_looks_like_a_tag_is_none(inside, size):
    whole = f"<item>{inside}</item>"
    assert texts_of(f"<rss>{whole}{B}</rss>", size=size) == [whole, B]


def test_an_item_that_is_not_closed_ends_where_the_next_begins():
    assert texts_of(f"<rss><item><title>A</title>{B}</rss>") == ["<item><title>A</title>", B]


def test_items_may_nest_where_the_format_says_so():
    whole = f"<item>{A}{B}</item>"
    assert texts_of(f"<rss>{whole}{B}</rss>", nest=True) == [whole, B]


def test_an_item_that_is_too_long_costs_itself_alone():
    def chunks():
        yield f"<rss>{A}<item>".encode()
        yield from (b"word\n" * 200_000 for _ in range(20))
        yield f"</item>{B}</rss>".encode()

    tracemalloc.start()
    a, long, b = Items(Stream(chunks()), ("item",), 1000)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    assert (a.text, b.text, b.line) == (A, B, 4_000_002)
    assert isinstance(long.error, LimitError)


def test_a_file_that_is_cut_short_says_so():
    a, cut = items_of(f"<rss>{A}<item><title>B")
    assert a.text == A
    assert isinstance(cut.error, InputError)
    found = iter(Items(Stream.of_bytes(f"<rss>{A}".encode()), ("item",), 1000))
    assert next(found).text == A
    with pytest.raises(InputError, match="the end of the file is missing"):
        next(found)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<rss><item>Fähre</item></rss>".encode(), "Fähre"),
        (b"\xef\xbb\xbf" + "<rss><item>Fähre</item></rss>".encode(), "Fähre"),
        ("<rss><item>Fähre</item></rss>".encode("utf-16"), "Fähre"),
        (b'<?xml encoding="ISO-8859-1"?><rss><item>F\xe4hre \x93</item></rss>', "Fähre “"),
        (b'<?xml encoding="utf-8"?><rss><item>F\xe4hre, F\xc3\xa4hre</item></rss>', "Fähre, Fähre"),
        ('<?xml encoding="gb2312"?><rss><item>渡轮</item></rss>'.encode("gb18030"), "渡轮"),
        (b'<?xml encoding="nonsense"?><rss><item>Ferry</item></rss>', "Ferry"),
    ],
)  # fmt: skip
def test_the_encoding_is_as_declared_where_that_can_be(data, text):
    assert texts_of(data) == [f"<item>{text}</item>"]


# --- trees ---------------------------------------------------------------------------------------


def text_of(xml, namespaces=None):
    return parse_xml(xml, namespaces or {}).text


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<a>Mine & mine</a>", "Mine & mine"),
        ("<a>Mine &amp; mine &lt; &#65;&#x42;</a>", "Mine & mine < AB"),
        ("<a>a&nbsp;b &hellip; &copy;</a>", "a\xa0b … ©"),
        ("<a>&lol; &xxe;</a>", "&lol; &xxe;"),
        ("<a>&#3;a\x03b&#0;</a>", "ab\ufffd"),
        ("<a>1 < 2 <3</a>", "1 < 2 <3"),
        ("<a><![CDATA[1 < 2 &nbsp; <b>]]></a>", "1 < 2 &nbsp; <b>"),
        ("<a href='?a=1&b=2'>x</a>", "x"),
    ],
)
def test_what_the_web_calls_xml_is_mended(xml, text):
    assert text_of(xml) == text


def test_no_entity_grows_and_none_is_fetched():
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10))
    doctype = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{entities}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    items = Items(
        Stream.of_bytes(f"{doctype}<rss><item>&a10;&x;</item></rss>".encode()), ("item",), 999
    )
    (item,) = items
    assert items.tree(item)[0].text == "&a10;&x;"
    with pytest.raises(RecordError):
        parse_xml("<a/><!DOCTYPE x [<!ENTITY y 'z'>]>", {})


def test_elements_nest_only_so_deep():
    with pytest.raises(LimitError):
        parse_xml("<a>" * 100_000, {})


def test_names_have_the_prefix_that_their_namespace_usually_has():
    xml = (
        '<i><x:creator xmlns:x="http://purl.org/dc/elements/1.1/">A</x:creator>'
        "<dc:creator>B</dc:creator><m:other>C</m:other><n>D</n></i>"
    )
    item = next(parse_xml(xml, {"m": "http://a.example/", "*": "http://a.example/"}).children())
    assert [one.name for one in item.children()] == ["dc:creator", "dc:creator", "other", "n"]


def test_markup_is_written_again_or_kept_as_it_was_escaped():
    (a,) = parse_xml("<a><p class='x'>1 &lt; 2</p></a>", {}).children()
    assert a.markup == '<p class="x">1 &lt; 2</p>'
    (a,) = parse_xml("<a>&lt;p&gt;1&lt;/p&gt;</a>", {}).children()
    assert a.markup == "<p>1</p>"


def test_elements_are_found_in_invalid_xml():
    text = "<title>A &amp; b</title><x/><d><p>One<br>two</d><e><![CDATA[<p>1]]></e><f>never"
    found = {one.name: one.text for one in piece_together(text, {}).children()}
    assert found == {"title": "A & b", "x": "", "d": "<p>One<br>two", "e": "<p>1"}


@pytest.mark.parametrize("name", ["a", "item:x"])
def test_a_root_is_found_below_what_is_above_it(name):
    above = "\ufeff<?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE a [<!ENTITY b ']>'>]>\n"
    root = find_root(f"{above}<{name} c='d'>")
    assert (root.name, root.attributes) == (name, {"c": "d"})
    assert find_root("words") is None


@given(st.text(max_size=300), st.integers(1, 50))
def test_any_text_is_cut_and_parsed_or_refused(text, size):
    items = Items(
        Stream(iter([text[:size].encode(), text[size:].encode()])), ("item", "entry"), 100
    )
    try:
        for item in items:
            assert isinstance(items.tree(item)[0], Element) if item.error is None else item.line
        items.root()
    except NewstoolError as error:
        assert not error.what.startswith("internal error")


# --- what is none of the kinds that are read -----------------------------------------------------


def refusal_of(text):
    (part,) = open_stream(Stream.of_bytes(text.encode()), Opening())
    assert isinstance(part.error, DecodeError)
    return str(part.error)


def test_a_sitemap_is_refused_with_what_to_do():
    said = refusal_of(
        '<?xml version="1.0"?><urlset><url><loc>https://a.example/</loc></url></urlset>'
    )
    assert "a sitemap, a list of addresses" in said
    assert "wget" in said
    assert "a sitemap" in refusal_of("<sitemapindex></sitemapindex>")


def test_other_xml_is_refused_by_its_root():
    said = refusal_of('<?xml version="1.0"?><!DOCTYPE a><PubmedArticleSet></PubmedArticleSet>')
    assert "an XML file of <PubmedArticleSet>" in said
    assert "an XML file of <article>" in refusal_of(
        '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN"><article><p>A</p></article>'
    )
    assert "an SVG picture" in refusal_of(
        '<?xml version="1.0"?><svg width="9"><text>A</text></svg>'
    )
    assert "an XML file of <a>" in refusal_of('\ufeff<?xml version="1.0"?><a/>')


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><p>A</p></html>',
        "<!DOCTYPE html><html><p>The rss feed</p></html>",
        "<svg></svg><p>The ferry returns.</p>",
        "<article><p>The ferry returns.</p></article>",
        "<feed>me</feed> said the bird.",
        "The <rss> of the matter.",
        "<?php echo 1 ?><div>A</div>",
        "<!-- <rss> --><p>The ferry returns.</p>",
        "",
    ],
)
def test_a_page_or_a_text_is_not_an_xml_file(text):
    assert tell(text.encode()) is None
