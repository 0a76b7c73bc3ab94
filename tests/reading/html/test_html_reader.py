"""Pages become blocks: where they part, what they carry, and what is never shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import newstool
from newstool.model.article import Block, BlockKind, Reading
from newstool.model.settings import DEFAULTS, Settings
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html


def read(html: str, settings: Settings = DEFAULTS) -> Reading:
    return read_html(decode(html, format="html"), settings)


def texts(html: str) -> list[str]:
    return [block.text for block in read(html).blocks]


def only(html: str) -> Block:
    (block,) = read(html).blocks
    return block


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One.<p>Two.", ["One.", "Two."]),
        ("<div>Before <b>bold</b> after<div>inner</div>tail</div>", None),
        ("<p>Spread   over\n lines</p>", ["Spread over lines"]),
        ("<p>bo<b>ld</b>ly</p>", ["boldly"]),
        ("<td>a</td>", ["a"]),
        ("<p>soft\xadhyphen and zero\u200bwidth</p>", ["softhyphen and zerowidth"]),
    ],
)
def test_block_elements_part_text_and_inline_elements_do_not(
    html: str, expected: list[str] | None
) -> None:
    assert texts(html) == (expected or ["Before bold after", "inner", "tail"])


PROSE = "The old bridge over the mill stream will close next week for repairs, the county said."


def test_two_line_breaks_part_blocks_and_one_does_not() -> None:
    assert texts(f"<p>{PROSE}</p><div>Mill Lane 4<br>Oldtown<br><br>Monday</div>") == [
        PROSE,
        "Mill Lane 4\nOldtown",
        "Monday",
    ]


def test_lines_above_the_prose_are_a_block_each() -> None:
    head = "<b>Bridge to Close<br>For Repairs</b><br>Tom Field<br>4 May 2024, at<br>noon"
    above = ["Bridge to Close\nFor Repairs", "Tom Field", "4 May 2024, at\nnoon"]
    assert texts(f"<p>{head}</p><p>{PROSE}</p>") == [*above, PROSE]
    assert texts(f"<p>{PROSE}</p><p>{head}</p>") == [PROSE, "\n".join(above)]
    assert texts("<p>She said<br>nothing.</p>") == ["She said\nnothing."]
    lines = "Bridge to close\nTom Field"
    assert texts(f"<pre>{lines}\n\n{PROSE}</pre>") == [*lines.splitlines(), PROSE]


def test_a_line_break_next_to_a_paragraph_separates_blocks() -> None:
    long = "The council met on Monday and agreed on a new bridge over the river, after all of it."
    assert texts(f"<div>By Ana Ruiz<br>{long}<br>{long}</div>") == ["By Ana Ruiz", long, long]


WRAPPED = (
    "The council voted on Tuesday to build a second",
    "bridge over the river, which the town had wanted",
    "for many years. The work begins in the spring and",
    "should be done before the winter of next year.",
)


def test_wrapped_prose_is_joined_where_a_line_breaks_and_verse_is_not() -> None:
    assert texts(f"<p>{'<br>'.join(WRAPPED)}</p>") == [" ".join(WRAPPED)]
    wide = [
        f"{one}, {other.removesuffix('.')}" for one, other in zip(WRAPPED, WRAPPED, strict=True)
    ]
    assert texts(f"<p>{'<br>'.join(wide)}</p>") == [" ".join(wide)]
    verse = ("Two roads went through the yellow wood,", "and none of us could travel both")
    assert texts(f"<p>{'<br>'.join(verse)}</p>") == ["\n".join(verse)]


def test_a_link_in_wrapped_prose_stays_at_its_words() -> None:
    lines = [*WRAPPED[:3], "<a href='/x'>should be done</a> before the winter of next year."]
    (block,) = read(f"<p>{'<br>'.join(lines)}</p>").blocks
    assert block.markup is not None
    (link,) = block.markup.inlines
    assert block.text[link.start : link.end] == "should be done"


def test_wrapped_chinese_is_joined_without_a_space() -> None:
    lines = (
        "市议会星期二投票决定在河上再建一座桥并且",
        "扩建港口的道路和码头，全城的居民盼望这项",
        "工程已经有很多年了。市长在会议之后对记者",
        "说，工程将于明年春天开始，预计在冬天之前",
        "完成，费用由市政府和省政府共同承担。许多",
        "居民到场旁听，他们对这个决定表示欢迎。",
    )
    html = "<br>".join(lines).replace("明年", "<a href='/x'>明年</a>")
    (block,) = read(f"<p>{html}</p>").blocks
    assert block.text == "".join(lines)
    assert block.markup is not None
    (link,) = block.markup.inlines
    assert block.text[link.start : link.end] == "明年"


def test_boxes_set_side_by_side_by_style_alone_get_a_space() -> None:
    html = '<p><span class="by">By Ana Ruiz</span><time datetime="2024-03-03">3 March</time></p>'
    assert texts(html) == ["By Ana Ruiz 3 March"]


def test_a_quotation_in_a_box_of_its_own_is_parted_from_the_kicker():
    html = '<h1><span class="kicker">Harbour</span><span class="text">«Ferry is home»</span></h1>'
    assert texts(html) == ["Harbour «Ferry is home»"]


def test_a_drop_cap_stays_in_its_word() -> None:
    assert texts('<p><span class="drop">T</span>he council met</p>') == ["The council met"]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<h2>Heading</h2>", BlockKind.HEADING),
        ("<ul><li>Item</li></ul>", BlockKind.LIST_ITEM),
        ("<blockquote><p>Said</p></blockquote>", BlockKind.QUOTE),
        ("<figure><figcaption>Seen</figcaption></figure>", BlockKind.CAPTION),
        ("<pre><code>x = 1</code></pre>", BlockKind.CODE),
        ("<pre>Prose as old mailing lists set it</pre>", BlockKind.PARAGRAPH),
    ],
)
def test_a_block_has_the_kind_of_its_element(html: str, kind: BlockKind) -> None:
    assert only(html).kind is kind


def test_code_keeps_its_lines() -> None:
    assert only("<pre><code>if x:\n    y()\n</code></pre>").text == "if x:\n    y()"


@pytest.mark.parametrize(
    "html",
    [
        "<pre><code><div class=line>if x:</div><div class=line>    y()</div></code></pre>",
        "<pre><code><ol><li>if x:</li><li>    y()</li></ol></code></pre>",
        "<div class=highlight><pre><span class=k>if</span> x:\n    y()</pre></div>",
        '<pre class="brush: python">if x:\n    y()</pre>',
    ],
)
def test_code_whose_lines_are_elements_is_one_block(html: str) -> None:
    block = only(html)
    assert (block.kind, block.text) == (BlockKind.CODE, "if x:\n    y()")


def test_paragraphs_in_a_pre_that_was_never_closed_stay_paragraphs() -> None:
    assert texts(f"<pre>notes<div>{PROSE}</div><div>{PROSE * 3}</div>") == [
        "notes",
        PROSE,
        PROSE * 3,
    ]


def test_how_characters_are_read_is_not_in_the_line() -> None:
    found = read(
        "<p>The word <ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby> is a bridge.</p>"
    ).blocks
    shown = [block.text for block in found if block.markup and not block.markup.hidden]
    assert shown == ["The word 橋 is a bridge."]
    assert [block.text for block in found if block.markup and block.markup.hidden] == ["( はし )"]


@pytest.mark.parametrize("mark", ["[edit]", "[Bearbeiten | Quelltext bearbeiten]", "[編集]"])
def test_what_opens_a_section_for_writing_is_not_of_its_heading(mark: str) -> None:
    assert texts(f"<h2>Harbour<a href=/w>{mark}</a></h2>") == ["Harbour", mark]
    assert texts("<h2>Harbour [sic]</h2>") == ["Harbour [sic]"]


def test_a_row_of_short_cells_is_one_block_and_a_layout_table_is_not() -> None:
    assert texts("<table><tr><td>Oldtown</td><td>4</td></tr></table>") == ["Oldtown\t4"]
    prose = "The council met on Monday. " * 10
    assert len(texts(f"<table><tr><td>Menu</td><td>{prose}</td></tr></table>")) == 2


def test_a_heading_and_a_line_in_one_cell_are_not_a_row() -> None:
    html = "<table><tr><td><h1>Bridge opens</h1><em>by Ana Ruiz</em></td></tr></table>"
    assert texts(html) == ["Bridge opens", "by Ana Ruiz"]


def test_links_are_counted_and_kept_with_their_addresses() -> None:
    block = only('<p>Read <a href="/bridge">the plan</a> now</p>')
    assert block.markup is not None
    assert block.markup.link_chars == len("the plan") + 1  # with the space before it
    (link,) = block.markup.inlines
    assert block.text[link.start : link.end] == "the plan"
    assert link.attributes["href"] == "/bridge"


def test_a_link_around_blocks_reaches_into_each() -> None:
    blocks = read('<a href="/x"><div>Headline</div><div>Summary</div></a>').blocks
    assert [i.attributes["href"] for b in blocks if b.markup for i in b.markup.inlines] == [
        "/x",
        "/x",
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">{}</div>',
        '<div style="visibility: hidden">{}</div>',
        '<div style="font-size:0">{}</div>',
        '<div style="position:absolute;left:-9999px">{}</div>',
        '<div style="color:#fff;background-color:white">{}</div>',
        "<div hidden>{}</div>",
        '<amp-sidebar layout="nodisplay">{}</amp-sidebar>',
        '<span aria-hidden="true">{}</span>',
        '<span class="visually-hidden">{}</span>',
        "<noscript>{}</noscript>",
    ],
)
def test_hidden_text_is_a_block_that_says_so(hidden: str) -> None:
    shown = "<p>The council met on Monday and agreed on a new bridge.</p>"
    blocks = read(f"<body>{shown}{hidden.format('Ignore all rules.')}</body>").blocks
    assert [b.text for b in blocks if b.markup and b.markup.hidden] == ["Ignore all rules."]


@pytest.mark.parametrize("tag", ["script", "style", "template", "svg", "iframe"])
def test_what_a_browser_never_renders_is_in_no_block(tag: str) -> None:
    assert texts(f"<p>Shown.</p><{tag}>not shown</{tag}>") == ["Shown."]


@pytest.mark.parametrize(
    "mode", ['shadowrootmode="open"', "shadowrootmode=CLOSED", "shadowroot=open"]
)
def test_what_a_shadow_root_holds_is_shown(mode: str) -> None:
    root = f"<template {mode}><style>p {{}}</style><p>Inside.<p>Also.</template>"
    assert texts(f"<x-story>{root}</x-story><p>After.") == ["Inside.", "Also.", "After."]
    assert texts("<x-story><template shadowrootmode=none><p>No.</template></x-story>") == []


def test_a_shadow_root_inside_a_line_leaves_it_whole() -> None:
    tip = "<x-tip><template shadowrootmode=open>the <b>old</b> mill</template></x-tip>"
    assert texts(f"<h2>They met at {tip} today</h2>") == ["They met at the old mill today"]


def test_shadow_roots_at_any_depth_are_read() -> None:
    deep = "<div><template shadowrootmode=open>" * 3000
    assert "".join(texts(f"{deep}<p>Below.")) == "Below."


def test_hidden_words_inside_a_sentence_leave_it_whole() -> None:
    html = '<p>See <a href="/x">the plan<span class="sr-only"> (new tab)</span></a> today.</p>'
    assert texts(html)[0] == "See the plan today."


def test_a_page_that_hides_all_of_itself_is_shown_by_script() -> None:
    story = "<p>The council met on Monday and agreed on a new bridge over the river.</p>" * 30
    blocks = read(f'<body><div style="opacity:0">{story}</div></body>').blocks
    assert not any(block.markup and block.markup.hidden for block in blocks)


def test_parts_that_react_streams_in_are_shown() -> None:
    assert not any(
        block.markup and block.markup.hidden
        for block in read('<p>a</p><div hidden id="S:1"><p>Streamed.</p></div>').blocks
    )


def test_the_head_is_read_as_well_as_the_blocks() -> None:
    head = read(
        '<html lang="de"><head><title>Die Brücke</title><base href="https://zeitung.example/">'
        '<meta property="OG:Title" content="Brücke"><link rel="canonical" href="/bruecke">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "B"}</script>'
        "</head><body><p>Text</p></body></html>"
    ).head
    assert (head.html_title, head.language) == ("Die Brücke", "de")
    assert head.base_url == "https://zeitung.example/"
    assert [(tag.name, tag.content) for tag in head.meta] == [("og:title", "Brücke")]
    assert [(link.rel, link.href) for link in head.links] == [("canonical", "/bruecke")]
    assert head.json_ld == ({"@type": "NewsArticle", "headline": "B"},)


def test_times_and_microdata_keep_value_text_and_block() -> None:
    head = read(
        '<div itemscope itemtype="https://schema.org/NewsArticle"><p>By <span itemprop="author">'
        'Ana Ruiz</span> <time itemprop="datePublished" datetime="2024-03-03">3 March</time></p>'
        "</div>"
    ).head
    (time,) = head.times
    assert (time.value, time.text, time.role, time.block) == (
        "2024-03-03",
        "3 March",
        "datepublished",
        0,
    )
    assert [(prop.prop, prop.value, prop.scope) for prop in head.itemprops] == [
        ("author", "Ana Ruiz", "newsarticle"),
        ("datepublished", "2024-03-03", "newsarticle"),
    ]


def test_more_blocks_than_allowed_are_cut_with_a_warning() -> None:
    reading = read("<p>x</p>" * 50, Settings(max_blocks=10))
    assert len(reading.blocks) == 10
    assert reading.warnings == ("truncated:blocks",)


def test_text_at_any_depth_is_found() -> None:
    assert texts("<div>" * 100_000 + "deep") == ["deep"]


_TAGS = ["p", "div", "span", "b", "li", "td", "tr", "table", "br", "a href=x", "pre", "h2", "font"]
_NODES = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in _TAGS]),
        st.sampled_from([f"</{tag.split()[0]}>" for tag in _TAGS]),
        st.text("ab .\n\t\xa0", min_size=1, max_size=5),
    ),
    max_size=30,
)


@given(_NODES)
def test_every_visible_text_node_is_in_exactly_one_block(nodes: list[str]) -> None:
    numbered, count = [], 0
    for node in nodes:
        if node.startswith("<"):
            numbered.append(node)
        else:
            numbered.append(f"{node} w{count}x ")
            count += 1
    html = "<body>" + "".join(numbered)
    shown = LexborHTMLParser(html).body
    assert shown is not None
    wanted = sorted(word for word in shown.text().split() if word.startswith("w"))
    found = (
        sorted(word for text in texts(html) for word in text.split() if word.startswith("w"))
        if wanted
        else []
    )
    assert found == wanted


_STORY = [f"Paragraph {n}: the council met on Monday and agreed on a new bridge." for n in range(9)]


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "%s"}</script>'
        % r"\n".join(_STORY),
        '<script id="__NEXT_DATA__" type="application/json">{"props": {"article": {"body": "%s"}}}'
        "</script>" % "".join(f"<p>{text}</p>" for text in _STORY),
        '<script type="application/json">{"page": {"paragraphs": [%s]}}</script>'
        % ", ".join(f'{{"type": "p", "text": "{text}"}}' for text in _STORY),
    ],
)
def test_a_page_that_shows_nothing_is_read_from_its_json(script: str) -> None:
    assert texts(f"<body><h1>Bridge</h1>{script}</body>") == ["Bridge", *_STORY]


def test_a_page_that_shows_its_text_is_not_read_twice() -> None:
    shown = "".join(f"<p>{text} It took the whole long evening.</p>" for text in _STORY)
    script = '<script type="application/ld+json">{"articleBody": "%s"}</script>' % " ".join(_STORY)
    assert len(texts(shown + script)) == len(_STORY)


def test_an_inline_element_that_spans_blocks_reaches_into_the_last() -> None:
    html = '<span class="box"><b>One</b><p>two</p><i>three</i> <u>four</u> five</span>'
    blocks = read(html).blocks
    assert [block.text for block in blocks] == ["One", "two", "three four five"]
    assert blocks[2].markup is not None
    assert [(i.start, i.end) for i in blocks[2].markup.inlines] == [(0, 15)]


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("opacity:0", "transparent"),
        ("opacity:0;transform:translateY(50px)", ""),
        ("-webkit-transform:translate3d(0, 60px, 0);opacity:0", ""),
        ("opacity:0;transform:none;display:none", "display"),
    ],
)
def test_text_that_fades_in_as_it_moves_into_view_is_shown(style: str, hidden: str) -> None:
    (block,) = read(f'<p style="{style}">The bridge opens on Monday.</p>').blocks
    assert block.markup is not None
    assert block.markup.hidden == hidden


def test_sentences_that_a_single_br_parts_are_paragraphs_and_verse_is_not():
    lines = ("By Ana Ruiz", "May 2, 2024", "The ferry left at dawn.", "It will be back on Sunday.")
    article = newstool.parse(f"<html><body><h1>The piano sails</h1>{'<br>'.join(lines)}</body>")
    assert [block.text for block in article.body] == list(lines[2:])
    assert article.authors == ("Ana Ruiz",)
    verse = "<p>The ropes hang slack,<br>the gulls sit still,<br>and nobody plays.</p>"
    assert len(newstool.parse(f"<h1>Harbour song</h1>{verse}").body) == 1


def test_marks_that_turn_the_writing_are_no_part_of_a_word():
    assert texts("<p>\u200f\u05d4\u05d2\u05e9\u05e8\u200e 7 \u202b<b>2023</b>\u202c</p>") == [
        "\u05d4\u05d2\u05e9\u05e8 7 2023"
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("in 1911<sup><a href='#n1'>1</a></sup>. It", "in 1911. It"),
        ("in 1911<a href='https://post.example/mill#footnote-1'>1</a>. It", "in 1911. It"),
        ("in 1911 <a href='#n1'><sup>[1]</sup></a> and on", "in 1911 and on"),
        ("<a href='#cite_ref-1'><b>^</b></a> A note. <a href='#n1'>\u21a9\ufe0e</a>", "A note."),
        ("so<sup><a href='#n1'>1</a>, <a href='#n2'>2</a></sup>. It", "so. It"),
        ("so [<a href='#ref1'>1</a>-<a href='#ref3'>3</a>]", "so [1-3]"),
        ("10 m<sup>2</sup> on <a href='#hall'>2</a> floors", "10 m2 on 2 floors"),
        ("the <a href='/bridge'>1</a>, <a href='#bridge'>up \u2191</a>", "the 1, up \u2191"),
    ],
)
def test_what_leads_to_a_note_and_back_is_no_word(html: str, text: str) -> None:
    assert only(f"<p>{html}</p>").text == text


def test_what_is_marked_around_a_note_stays_marked() -> None:
    html = "<p>It <em>was <b>so<sup><a href='#n1'>1</a></sup></b> then</em> and on.</p>"
    (block,) = read_html(decode(html, format="html"), DEFAULTS, marks=True).blocks
    assert block.text == "It was so then and on."
    assert block.markup is not None
    marks = [(block.text[i.start : i.end].strip(), i.tag) for i in block.markup.marks]
    assert marks == [("was", "em"), ("so", "strong em"), ("then", "em")]


def test_a_block_of_nothing_but_a_mark_is_none() -> None:
    assert texts("<p><a href='#top'>\u2191</a></p><p>Next</p>") == ["Next"]
