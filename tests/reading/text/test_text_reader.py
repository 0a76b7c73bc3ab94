"""Plain text is cut into blocks that tile it, of the kinds that its own marks show."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newstool
from newstool.model.article import BlockKind, Document, Encoding, HeaderLine, Label, Reading, Span
from newstool.model.settings import Settings
from newstool.reading.text.headers import find_headers
from newstool.reading.text.lines import split_lines
from newstool.reading.text.page_furniture import is_page_number, page_furniture
from newstool.reading.text.reader import header_blocks, read_text
from newstool.reading.where import spans_of
from newstool.vocabulary.header_labels import header_field, header_label
from newstool.vocabulary.tables import DATA

RULES = DATA


def entries(name: str, key: str) -> list[dict[str, Any]]:
    """One vocabulary file's entries."""
    return list(tomllib.loads((RULES / f"{name}.toml").read_text("utf-8"))[key])


SAMPLES = sorted((Path(__file__).parents[2] / "archives").glob("*.txt"))


def read(text: str, headers: tuple[HeaderLine, ...] = (), max_blocks: int = 50_000) -> Reading:
    document = Document(text, "text", Encoding("unicode", "str"), headers=headers)
    return read_text(document, Settings(max_blocks=max_blocks))


def texts(text: str) -> list[str]:
    return [block.text for block in read(text).blocks]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(text).blocks]


def spans(reading: Reading) -> list[str]:
    return [reading.document.text[span.start : span.end] for span in spans_of(reading)]


# --- where blocks begin --------------------------------------------------------------------------


def test_a_single_line_end_parts_paragraphs_in_a_copied_page():
    long = "The council voted on Tuesday night to close the old bridge. " * 4
    assert texts(f"{long}\n{long}\n\nEditor: Ines Valdora") == [
        long.strip(),
        long.strip(),
        "Editor: Ines Valdora",
    ]


def test_labelled_segments_on_one_line_stay_one_block():
    line = "Pub Date:20-03-03 08:34 Source:www.courier.example"
    assert texts(f"Old bridge closed\n\n{line}\n\nBody") == ["Old bridge closed", line, "Body"]


def test_wrapped_lines_are_one_block_with_one_span():
    text = (
        "Old bridge closed\n\nThe council voted on Tuesday night to close the old bridge for six\n"
        "months, because engineers had found cracks in two of its piers and could not\n"
        "say how long the others would last. Boats may still pass below it, the\n"
        "harbour master said.\n\nShops fear for their trade."
    )
    reading = read(text)
    assert [block.text for block in reading.blocks] == [
        "Old bridge closed",
        " ".join(text.split("\n\n")[1].split("\n")),
        "Shops fear for their trade.",
    ]
    assert spans(reading)[1] == text.split("\n\n")[1] + "\n\n"


def test_white_space_belongs_to_the_block_before_and_first_to_the_first():
    assert spans(read("\n  One \n\n\tTwo\n")) == ["\n  One \n\n\t", "Two\n"]


def test_white_space_alone_is_one_empty_block():
    assert spans(read(" \n\t\n")) == [" \n\t\n"]
    assert read("").blocks == ()


def test_offsets_count_from_the_documents_own_text():
    document = Document("One\nTwo", "text", Encoding("unicode", "str"), offset=1000)
    assert spans_of(read_text(document)) == [Span(0, 4), Span(4, 7)]


def test_block_text_is_tidied():
    assert texts("\ufeffThe\xa0 old\u200b  bridge\x00 \u3000closed") == ["The old bridge closed"]


def test_chinese_words_that_a_renderer_set_apart_close_up_and_names_do_not():
    prose = (
        "镇议会周二晚上投票决定关闭 旧桥 六个月，因为工程师在两个桥墩上发现了裂缝，"
        "记者 陈一 李二 王三 报道。"
    )
    assert texts(prose) == [prose.replace(" 旧桥 ", "旧桥")]
    assert texts("旧桥关闭 六个月") == ["旧桥关闭 六个月"]


def test_more_blocks_than_allowed_end_in_a_warning_and_lose_no_character():
    reading = read("a\nb\nc\nd\n", max_blocks=2)
    assert spans(reading) == ["a\n", "b\nc\nd\n"]
    assert [block.text for block in reading.blocks] == ["a", "b"]
    assert reading.warnings == ("truncated:blocks",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The [old bridge](http://courier.example/1) closed.", ["The old bridge closed."]),
        ('See [here](/a_(b) "Title"), **now**.', ["See here, now."]),
        ("Text\n\n![Bridge](/a.jpg)\n\n[![B](/b.jpg)](/c)\n\nMore", ["Text", "More"]),
        ("He said [sic](he did) that 2**3 is 8.", ["He said [sic](he did) that 2**3 is 8."]),
    ],
)
def test_links_and_bold_words_of_markdown_are_undone(text, expected):
    assert texts(text) == expected


# --- kinds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Cracks\n\nText", [("heading", "Cracks"), ("paragraph", "Text")]),
        ("# Bridge\n\nText", [("heading", "Bridge"), ("paragraph", "Text")]),
        ("#bridge #town", [("paragraph", "#bridge #town")]),
        (
            "$ ls\n# list files\n$ pwd",
            [("paragraph", "$ ls"), ("paragraph", "# list files"), ("paragraph", "$ pwd")],
        ),
        (
            "Bridge closed\n=============\nText",
            [("heading", "Bridge closed"), ("paragraph", "Text")],
        ),
        ("Cracks\n------\nText", [("heading", "Cracks"), ("paragraph", "Text")]),
        ("== Cracks ==\nText", [("heading", "Cracks"), ("paragraph", "Text")]),
        ("• bread\n• cake", [("list_item", "bread"), ("list_item", "cake")]),
        ("  * bread\n\n  * cake", [("list_item", "bread"), ("list_item", "cake")]),
        ("- bread\n- cake", [("list_item", "bread"), ("list_item", "cake")]),
        (
            "- We are glad, she says.\n\n- So am I.",
            [("paragraph", "- We are glad, she says."), ("paragraph", "- So am I.")],
        ),  # dialogue
        ("* Figures are rounded.", [("paragraph", "* Figures are rounded.")]),  # a footnote
        ("1. Bread\n2. Cake", [("list_item", "1. Bread"), ("list_item", "2. Cake")]),
        ("3. März 2020\nDie Brücke", [("paragraph", "3. März 2020"), ("paragraph", "Die Brücke")]),
        ("a) bread\nb) cake", [("list_item", "a) bread"), ("list_item", "b) cake")]),
        ("> We had no choice.\n> None.", [("quote", "We had no choice."), ("quote", "None.")]),
        (
            "| pier | state |\n|------|-------|\n| north | cracked |",
            [("table_row", "pier\tstate"), ("table_row", "north\tcracked")],
        ),
        (
            "pier\tstate\nnorth\tcracked",
            [("table_row", "pier\tstate"), ("table_row", "north\tcracked")],
        ),
        (
            "pier      state\nnorth     cracked",
            [("table_row", "pier\tstate"), ("table_row", "north\tcracked")],
        ),
        ("one\ttab", [("paragraph", "one tab")]),
        ("```sh\nls  -l\n\npwd\n```\nText", [("code", "ls  -l\n\npwd"), ("paragraph", "Text")]),
        ("  •\n    bread", [("list_item", "bread")]),
        (
            "  * bread\n      + rye\n          o dark",
            [("list_item", "bread"), ("list_item", "rye"), ("list_item", "dark")],
        ),
        ("o presidente falou", [("paragraph", "o presidente falou")]),
    ],
)
def test_kinds_come_from_marks_that_leave_no_doubt(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(("mark", "level"), [("# ", 1), ("### ", 3)])
def test_a_heading_has_its_level(mark, level):
    assert read(f"{mark}Cracks").blocks[0].level == level


def test_columns_of_a_layout_become_blocks_of_their_own():
    body = "The council voted on Tuesday night to close the old bridge for six months."
    assert texts(f"{body}        Most read\nMore") == [body, "Most read", "More"]


# --- header lines --------------------------------------------------------------------------------


def headers(text: str) -> list[tuple[str, str]]:
    return [(header.name, header.value) for header in read(text).head.headers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '---\ntitle: "The bridge: closed"\ntags:\n  - roads\n  - town\ndate: 2020\n---\nText',
            [("title", "The bridge: closed"), ("tags", "roads; town"), ("date", "2020")],
        ),
        (
            "---\ntags: [roads, 'town']\nsummary: >\n  Cracks\n  found\n---\nText",
            [("tags", "roads; town"), ("summary", "Cracks found")],
        ),
        ('+++\ntitle = "The bridge"\n+++\nText', [("title", "The bridge")]),
        (
            "From: desk@courier.example\nSubject: The old\n bridge\nDate: 3 Mar 2020\n\nHello",
            [
                ("From", "desk@courier.example"),
                ("Subject", "The old bridge"),
                ("Date", "3 Mar 2020"),
            ],
        ),
        (
            "Von: Redaktion\nGesendet: 3. März 2020\nBetreff: Die Brücke\n\nHallo",
            [("Von", "Redaktion"), ("Gesendet", "3. März 2020"), ("Betreff", "Die Brücke")],
        ),
        (
            "Title: The bridge\nURL: http://courier.example/1\n\nText",
            [("Title", "The bridge"), ("URL", "http://courier.example/1")],
        ),
        ("标题：旧桥关闭\n来源：港口信使\n\n镇议会", [("标题", "旧桥关闭"), ("来源", "港口信使")]),
        (
            "HTTP/1.1 200 OK\nContent-Type: text/plain\n\nText",
            [("HTTP/1.1 200 OK", ""), ("Content-Type", "text/plain")],
        ),
        ("By: Ines Valdora\nText", []),
        ("Source: Harbour Courier\nDate: 3 March 2020\n\nText", []),  # lines of the article's own
        ("---\nThe council voted.\n---\nText", []),  # rules, not fences
        ("Mayor: we had no choice\nBaker: nineteen customers\n\nText", []),
        ("The bridge: a history\n\nText", []),
    ],
)
def test_header_lines_are_read_at_the_top_alone(text, expected):
    assert headers(text) == expected


def test_header_lines_are_blocks_that_the_labeller_can_tell():
    reading = read("---\ntitle: The bridge\ndate: 2020-03-03\n---\nThe council voted.")
    found = header_blocks(reading)
    assert {index: header.name for index, header in found.items()} == {0: "title", 1: "date"}
    assert [b.text for b in reading.blocks if b.index not in found] == ["The council voted."]
    assert spans(reading)[0] == "---\ntitle: The bridge\n"


def test_a_header_may_end_inside_a_line():
    reading = read("LP   The council voted.\nMore.", (HeaderLine("LP", "", 0, 2),))
    assert [block.text for block in reading.blocks] == ["LP", "The council voted.", "More."]
    assert list(header_blocks(reading)) == [0]


@pytest.mark.parametrize("rule", entries("header_labels", "label"), ids=lambda rule: rule["field"])
def test_each_label_entry_catches_its_example_and_spares_its_counterexample(rule):
    assert header_field(rule["catch"]) == rule["field"]
    assert header_field(rule["spare"]) != rule["field"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("HEADLINE", Label.TITLE),
        ("BY", Label.BYLINE),
        ("PD", Label.DATE),
        ("Abstract", Label.OTHER),
        ("BODY", Label.OTHER),
        ("LOAD-DATE", Label.OTHER),
    ],
)
def test_a_header_lines_block_gets_the_label_of_its_field(name, label):
    assert header_label(name) is label


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("LOAD-DATE", None),
        ("load date", None),
        ("pub_date", "date_published"),
        ("发布时间：", "date_published"),
        ("Publication Title:", "source"),
        ("NS", None),
        ("", None),
        ("x" * 1000, None),
    ],
)
def test_labels_name_fields_in_any_writing(name, field):
    assert header_field(name) == field


@pytest.mark.parametrize(
    "rule",
    entries("mail_headers", "names"),
    ids=lambda r: r["id"],
)
def test_each_list_of_mail_headers_knows_its_example(rule):
    assert rule["catch"].split(":")[0].lower() in rule["names"]
    assert rule["spare"].split(":")[0].lower() not in rule["names"]


# --- pages ---------------------------------------------------------------------------------------


PAGES = ["north", "south", "east", "west"]


def paged(foot: str) -> str:
    return "\f".join(
        f"Harbour Courier yearbook\n\nThe {side} pier was sound.\n\nNobody crossed it.\n\n"
        f"Boats kept away from the {side} side.\n\n{foot.format(number)}\n"
        for number, side in enumerate(PAGES, 1)
    )


@pytest.mark.parametrize("foot", ["{}", "- {} -", "Page {} of 4", "Yearbook 2020, {}"])
def test_running_headers_and_page_numbers_between_form_feeds_are_recognised(foot):
    reading = read(paged(foot))
    found = page_furniture(reading)
    kept = [block.text for block in reading.blocks if block.index not in found]
    assert kept == [
        line
        for side in PAGES
        for line in (
            f"The {side} pier was sound.",
            "Nobody crossed it.",
            f"Boats kept away from the {side} side.",
        )
    ]


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("14        Tram Post 3/2017", "Tram Post 3/2017        15", 2),
        ("14        Tram Post 3/2017", "Tram Post 3/2017        17", 0),
        ("Step 1", "Step 2", 0),
    ],
)
def test_the_papers_name_with_page_numbers_apart_needs_no_form_feed(left, right, found):
    text = f"The tram ran away.\n\n{left}\n\nIt came back on Monday.\n\n{right}\n"
    assert len(page_furniture(read(text))) == found


def test_left_and_right_pages_turn_their_running_heads_about():
    heads = ("2  Harbour Yearbook", "Harbour Yearbook  3", "4  Harbour Yearbook")
    reading = read("\f".join(f"{head}\n\nThe pier was sound.\n\nNobody came.\n" for head in heads))
    assert {reading.blocks[i].text for i in page_furniture(reading)} == {
        " ".join(head.split()) for head in heads
    }


def test_two_pages_are_enough_where_the_second_is_numbered():
    reading = read(
        "THE TRAM POST\n\nTrams return\n\nThey ran again on Monday.\n\nFew came.\n"
        "\fA4    THE TRAM POST    March 3, 2023\n\nThe mayor waved.\n\nIt rained.\n"
    )
    assert [reading.blocks[i].text for i in sorted(page_furniture(reading))] == [
        "THE TRAM POST",
        "A4 THE TRAM POST March 3, 2023",
    ]


def test_a_running_head_or_a_date_is_not_the_headline():
    article = newstool.parse(
        "THE TRAM POST\nThursday, March 3, 2023   A1\n\n"
        "Trams return to the old town\n\nBy Ana Ruiz\n\n"
        "Trams returned to the old town on Monday, two years after the flood had washed out the "
        "line.\n\nFew came to see them, and the mayor was not among those who did.\n\n"
        "See TRAMS, Page A4\n"
        "\fA4    THE TRAM POST    March 3, 2023\n\nTRAMS\nFrom Page A1\n\n"
        "The next line is to follow in the autumn, the council said on its page.\n"
    )
    assert article.title == "Trams return to the old town"
    assert "Page A" not in article.text


def test_a_page_of_a_page_count_is_recognised_without_form_feeds():
    reading = read("The council voted.\n\nPage 3 of 7\n\n3\n\nIt rained.")
    assert [reading.blocks[i].text for i in page_furniture(reading)] == ["Page 3 of 7"]


@pytest.mark.parametrize(
    "rule", entries("page_numbers", "page_number"), ids=lambda rule: rule["id"]
)
def test_each_page_number_rule_catches_its_example_and_spares_its_counterexample(rule):
    assert re.fullmatch(rule["pattern"], rule["catch"], re.IGNORECASE)
    assert not re.fullmatch(rule["pattern"], rule["spare"], re.IGNORECASE)
    assert is_page_number(rule["catch"], edge=True)
    assert is_page_number(rule["catch"]) is not rule["edge"]


# --- what always holds ---------------------------------------------------------------------------

SIGNS = "aZ 1-.,:>*|#=+o`~\t\n\n\n\f\r\xad\x00\ufeff\u200b\u3000\u2028旧桥，。•é_'\"()/│─"
ALPHABET = st.sampled_from([*SIGNS, "---\n", "```", "1. "])
ANY_TEXT = st.one_of(st.lists(ALPHABET, max_size=300).map("".join), st.text(max_size=200))


def assert_tiled(reading: Reading) -> None:
    assert "".join(spans(reading)) == reading.document.text
    assert [block.index for block in reading.blocks] == list(range(len(reading.blocks)))
    for block in reading.blocks:
        assert block.text or len(reading.blocks) == 1
        assert block.kind is BlockKind.CODE or "\n" not in block.text


@given(ANY_TEXT)
@settings(max_examples=400)
def test_blocks_tile_any_text(text):
    reading = read(text)
    assert_tiled(reading)
    page_furniture(reading)
    header_blocks(reading)


@given(ANY_TEXT, st.integers(1, 5))
def test_blocks_tile_any_text_when_there_are_too_many(text, most):
    assert_tiled(read(text, max_blocks=most))


@given(ANY_TEXT, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)), max_size=5))
def test_blocks_tile_any_text_with_any_header_lines(text, places):
    lines = tuple(HeaderLine("X", "", start, start + size) for start, size in sorted(places))
    reading = read(text, lines)
    assert_tiled(reading)
    header_blocks(reading)


@given(ANY_TEXT)
def test_every_word_of_a_line_is_in_its_blocks(text):
    said = re.findall(r"[a-zA-Z1旧桥é]+", text.replace("\u200b", "").replace("\ufeff", ""))
    kept = " ".join(block.text for block in read(text).blocks)
    for word in said:
        assert word[0] in kept


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_blocks_tile_every_fixture(path):
    assert_tiled(read(path.read_bytes().decode()))


@pytest.mark.parametrize(
    "text",
    [
        "a " * 500_000,
        "a\n" * 100_000,
        "\n" * 300_000,
        ">" * 200_000,
        "> " * 200_000,
        "* " * 200_000,
        "| " * 200_000,
        "-" * 300_000,
        "```\n" * 50_000,
        "a\n---\n" * 50_000,
        "x: y\n" * 50_000,
        "1. a\n" * 50_000,
        "\f" * 200_000,
        "a\t" * 200_000,
        "a    " * 100_000,
        "旧 桥 " * 100_000,
    ],
    ids=[
        "line",
        "lines",
        "blank",
        "marks",
        "quotes",
        "bullets",
        "pipes",
        "dashes",
        "fences",
        "underlines",
        "labels",
        "numbers",
        "feeds",
        "tabs",
        "gaps",
        "chinese",
    ],
)
def test_long_runs_of_anything_are_read(text):
    reading = read(text)
    page_furniture(reading)
    assert "".join(spans(reading)) == text


def test_headers_are_looked_for_in_lines_alone():
    assert find_headers(split_lines("")) == ()


LYNX = (
    "   By [1]Ana Ruiz\n\n   The instrument was found by [2]its owner. It has [3] strings.\n\n"
    "   * [12]Home\n\nReferences\n\n   Visible links\n"
    "   1. https://post.example/ana\n   2. https://post.example/owner\n"
)


def test_the_numbers_of_links_that_lynx_writes_are_no_words():
    assert texts(LYNX)[:3] == [
        *("By Ana Ruiz", "The instrument was found by its owner. It has [3] strings.", "Home"),
    ]


def test_numbers_in_brackets_are_words_elsewhere():
    plain = LYNX.replace("1. https://post.example/ana", "1. Ruiz, A., Strings, 2019")
    assert texts(plain)[0] == "By [1]Ana Ruiz"


def test_the_text_may_begin_on_the_line_of_its_label():
    labelled = "Title: Owls\nAuthor: Ana Ruiz\nText: The light is out.\n\nThe rent is two mice.\n"
    assert texts(labelled)[2:] == ["Text:", "The light is out.", "The rent is two mice."]
    assert newstool.parse(labelled).text == "The light is out.\n\nThe rent is two mice."


def test_marks_that_turn_the_writing_are_no_part_of_a_word():
    assert texts("\u200f\u05d4\u05d2\u05e9\u05e8\u200e 7 \u202b2023\u202c") == [
        "\u05d4\u05d2\u05e9\u05e8 7 2023"
    ]
