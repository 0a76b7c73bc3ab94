"""Who made the article: byline, authors, editors and credits."""

from __future__ import annotations

import json

import pytest
from conftest import labelled_page
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import newstool
from newstool.fields.authors.choose import People, read_people
from newstool.model.article import Document, Encoding, Found, Head, Label, LabelledBlock, Reading
from newstool.model.settings import DEFAULTS
from newstool.reading.html.reader import read_html
from newstool.reading.text.reader import read_text

STORY = (
    "The ferry lost her bow ramp on Saturday night because a pin had been left out after a test, "
    "the harbour office said on Sunday, and nobody was hurt."
)


def label(reading: Reading) -> tuple[LabelledBlock, ...]:
    """The headline is the first heading or line; long blocks are the body."""

    def one(number: int) -> Label:
        block = reading.blocks[number]
        if "lost her" in block.text or len(block.text) > 140:
            return Label.BODY
        if "©" in block.text:
            return Label.COPYRIGHT
        is_title = block.level == 1 or (block.markup is None and number == 0)
        return Label.TITLE if is_title else Label.OTHER

    return tuple(LabelledBlock(b, one(n), "test") for n, b in enumerate(reading.blocks))


def people_of_page(*, head: str = "", byline: str = "", tail: str = "", url: str = "") -> People:
    html = (
        f"<html><head>{head}</head><body><h1>Ferry loses ramp</h1>{byline}"
        f"<p>{STORY}</p>{tail}</body></html>"
    )
    document = Document(html, "html", Encoding("utf-8", "str"), url=url or None)
    reading = read_html(document, DEFAULTS)
    return read_people(labelled_page(reading, label(reading)))


def people_of_text(*lines: str) -> People:
    text = "\n\n".join(("Ferry loses ramp", *lines))
    reading = read_text(Document(text, "text", Encoding("utf-8", "str")), DEFAULTS)
    return read_people(labelled_page(reading, label(reading)))


def values(found: tuple[Found[str], ...]) -> tuple[str, ...]:
    return tuple(one.value for one in found)


def json_ld(author: object, **more: object) -> str:
    article = {"@type": "NewsArticle", "headline": "Ferry loses ramp", "author": author, **more}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


# --- said outright -------------------------------------------------------------------------------

# Names that lists of placeholders, roles, menu words and weekdays doubt, and that nothing says of.
DOUBTED = ("Jane Doe", "Test Author", "Zhao Min", "Grace Best")


@pytest.mark.parametrize("name", DOUBTED)
def test_a_name_that_is_said_outright_stands(name: str) -> None:
    for line in (f"By {name}", f"Author: {name}", f"Written by {name}"):
        assert values(people_of_text(line, STORY, "This is a test, at best.").authors) == (name,)
    marked = f'<p><span class="author">{name}</span> 3 May 2024</p>'
    declared = f'<meta name="author" content="{name}">'
    assert values(people_of_page(byline=marked).authors) == (name,)
    assert values(people_of_page(head=declared).authors) == (name,)
    assert values(people_of_page(head=json_ld({"@type": "Person", "name": name})).authors) == (
        name,
    )
    assert values(people_of_text(STORY, f"Editor: {name}").editors) == (name,)


@pytest.mark.parametrize(
    "nobody",
    ["Staff Writer", "Guest Author", "Our Tennis Correspondent", "News Desk", "Content Team"],
)
def test_what_signs_for_nobody_stays_nobody(nobody: str) -> None:
    assert people_of_text(f"By {nobody}", STORY).authors == ()
    declared = f'<meta name="author" content="{nobody}">'
    assert people_of_page(head=declared).authors == ()


@pytest.mark.parametrize("line", ["My Subheadline", "Universal Appeal", "Canadian Rockies"])
def test_two_words_with_capitals_are_not_a_person(line: str) -> None:
    assert people_of_text(line, STORY).authors == ()
    assert people_of_page(byline=f"<p>{line}</p>").authors == ()


def test_a_strange_name_alone_needs_a_date_or_a_second_mention() -> None:
    assert people_of_page(byline="<p>Xhevdet Nimanaj</p>").authors == ()
    twice = "<p>Xhevdet Nimanaj</p><p>Xhevdet Nimanaj</p><p>Dec 19, 2023</p>"
    assert values(people_of_page(byline=twice).authors) == ("Xhevdet Nimanaj",)


@pytest.mark.parametrize("heading", ["Enquiries:", "Media contact", "Kontakt:"])
def test_whom_readers_may_call_has_not_signed(heading: str) -> None:
    text = (
        f"Ferry loses ramp\n\n{STORY}\n\n{heading}\nAna Ruiz, Company Secretary\nTel: 020 7946 0123"
    )
    assert newstool.parse(text, format="text").authors == ()


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Lena Vogt / dpa", ("Lena Vogt",)),
        ("Ayşe YILMAZ / İSTANBUL", ("Ayşe Yılmaz",)),
        ("【山田花子】", ("山田花子",)),
        ("by ana ruiz", ("ana ruiz",)),
        ("An opinion piece by Ana Ruiz", ("Ana Ruiz",)),
    ],
)
def test_lines_that_only_some_papers_write(line: str, authors: tuple[str, ...]) -> None:
    assert values(people_of_page(byline=f"<p>{line}</p>").authors) == authors


# --- the visible byline --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By ANA RUIZ, Staff Writer", ("Ana Ruiz",)),
        ("By Ana Ruiz and Tom Okafor", ("Ana Ruiz", "Tom Okafor")),
        ("Von Lena Vogt, Redakteurin", ("Lena Vogt",)),
        ("Par Claire Morel", ("Claire Morel",)),
        ("Por Inés Salgado", ("Inés Salgado",)),
        ("Di Marta Rinaldi", ("Marta Rinaldi",)),
        ("Door Marijke de Groot", ("Marijke de Groot",)),
        ("Av Ingrid Solberg", ("Ingrid Solberg",)),
        ("Автор: Ирина Волкова", ("Ирина Волкова",)),
        ("بقلم: ليلى حداد", ("ليلى حداد",)),
        ("作者：张小雨", ("张小雨",)),
        ("本报记者 张小雨 李四海", ("张小雨", "李四海")),
        ("김하늘 기자", ("김하늘",)),
        ("Words: Ana Ruiz  Pictures: Lee Park", ("Ana Ruiz",)),
        ("Published 3 March 2024 by Ana Ruiz", ("Ana Ruiz",)),
        ("Ana Ruiz | 3 March 2024", ("Ana Ruiz",)),
        ("Ana RuizPublished: Mar 3, 2024", ("Ana Ruiz",)),
        ("By Ana Ruiz Staff Writer", ("Ana Ruiz",)),
        ("By Ana Ruiz and Tom Okafor Staff Writers", ("Ana Ruiz", "Tom Okafor")),
        ("By Ana Ruiz (Corrin, special correspondent)", ("Ana Ruiz",)),
        ("Por Ana Ruiz (enviada especial, Corrin)", ("Ana Ruiz",)),
        ("Posted by David at December 16, 2025 11:15 AM", ("David",)),
        ("Posted by David on Friday, 5 March 2024", ("David",)),
        ("Text von Ana Ruiz Illustration von Markus Roost", ("Ana Ruiz",)),
        ("14. Juni 2019 | 15:49 VON Ana Ruiz IN Mode | 0 KOMMENTARE", ("Ana Ruiz",)),
        ("Autoren Jelko Djuren und Jutta Klaukien", ("Jelko Djuren", "Jutta Klaukien")),
        ("By the Associated Press", ()),
        ("By Staff", ()),
        ("By Harbour Staff", ()),
        ("Ausgewählte Sprache: Deutsch", ()),
        ("By the time the ramp was found, it had rained", ()),
        ("More by Ana Ruiz", ()),
        ("Photo by Ana Ruiz", ()),
        ("Medically reviewed by Ana Ruiz, MD", ()),
    ],
)
def test_a_line_under_the_headline_names_the_authors(line, authors):
    assert values(people_of_text(line, STORY).authors) == authors


def test_names_without_lead_words_stand_right_under_the_headline():
    assert values(people_of_text("Ana Ruiz", STORY).authors) == ("Ana Ruiz",)


def test_a_line_that_uses_common_words_of_the_page_is_no_name():
    text = f"{STORY} The harbour strategy is a good strategy for every harbour."
    assert values(people_of_text("Harbour Strategy", text).authors) == ()


def test_a_name_that_the_story_tells_of_does_not_sign_it():
    told = f"Mayor Tom Okafor was there. {STORY}"
    assert values(people_of_text("Tom Okafor", told).authors) == ()


def test_a_line_of_lead_words_alone_announces_the_next_line():
    assert values(people_of_text("Written by", "Ana Ruiz", STORY).authors) == ("Ana Ruiz",)
    assert values(people_of_text("Reviewed by", "Ana Ruiz", STORY).authors) == ()


def test_the_byline_is_kept_as_written_with_its_evidence():
    reading = read_text(
        Document(f"Ferry loses ramp\n\nBy ANA RUIZ, Staff Writer\n\n{STORY}", "text",
                 Encoding("utf-8", "str")),
        DEFAULTS,
    )  # fmt: skip
    byline = read_people(labelled_page(reading, label(reading))).byline
    assert byline is not None
    assert (byline.value, byline.block) == ("By ANA RUIZ, Staff Writer", 1)


# --- markup --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="byline">By Ana Ruiz</p>',
        '<p>By <a rel="author" href="/x">Ana Ruiz</a></p>',
        '<p><a href="/authors/ana-ruiz">Ana Ruiz</a> 3 March 2024</p>',
        '<p class="c-author"><i class="a">Ana Ruiz</i><i class="b">Senior Reporter</i></p>',
        '<span itemprop="author">Ana Ruiz</span>',
        "<p><span class='a'>By</span>Ana Ruiz</p>",
        '<p class="byline"><a href="/author/ana">Ana Ruiz</a> <span>Post Staff</span></p>',
        '<p class="byline"><a href="/author/ana">Ana Ruiz</a> <a href="/f">Seguir</a></p>',
        '<p class="author"><i>Ana Ruiz</i> <i>Actualizado</i> <i>05/03/2024</i></p>',
        '<p class="author">Ana Ruiz 3/4/2025 0 0 0 Shares</p>',
        '<div class="author"><p>Von Ana Ruiz</p><a>Autoreninfo</a> <a>Zur Übersicht</a></div>',
    ],
)
def test_markup_shows_the_author(byline):
    assert values(people_of_page(byline=byline).authors) == ("Ana Ruiz",)


def test_authors_in_elements_of_their_own_are_one_list():
    byline = '<ul><li class="author">Ana Ruiz</li><li class="author">Tom Okafor</li></ul>'
    assert values(people_of_page(byline=byline).authors) == ("Ana Ruiz", "Tom Okafor")


def test_whom_a_picture_belongs_to_is_not_the_author():
    byline = '<p class="author">© imago images/IPON, Stefan Boness/Ipon</p>'
    assert values(people_of_page(byline=byline).authors) == ()


def test_a_line_between_two_comments_names_a_reader():
    thread = "<h3>3 responses</h3><p>By Tom Okafor, 6 March 2024</p><p>Good to hear that.</p>"
    page = f"<h1>Ferry loses ramp</h1>{f'<p>{STORY}</p>' * 3}{thread}"
    article = newstool.parse(page, format="html")
    assert (article.authors, article.date_published) == ((), None)


def test_commenters_and_authors_of_other_stories_are_no_authors():
    tail = (
        '<div class="comments"><p class="comment-author">Tom Okafor</p></div>'
        '<div class="related"><p class="author">Lena Vogt</p><p class="author">Emil Auer</p></div>'
    )
    people = people_of_page(byline='<p class="byline">By Ana Ruiz</p>', tail=tail)
    assert values(people.authors) == ("Ana Ruiz",)
    assert values(people_of_page(tail=tail).authors) == ()


# --- metadata ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("Ana Ruiz", ("Ana Ruiz",)),
        ("Ana Ruiz and Tom Okafor", ("Ana Ruiz", "Tom Okafor")),
        ({"@type": "Person", "name": "By Ana Ruiz"}, ("Ana Ruiz",)),
        ([{"name": "Ana Ruiz"}, {"name": "Tom Okafor"}], ("Ana Ruiz", "Tom Okafor")),
        ({"@type": "Person", "name": ["Ana Ruiz"]}, ("Ana Ruiz",)),
        ({"@type": "Organization", "name": "Harbour Courier"}, ()),
        ({"@type": "Person", "name": "Reuters"}, ()),
        ({"@type": "Person", "name": "admin"}, ()),
        ({"@type": "Person", "url": "/ana"}, ()),
        ({"@type": "Person", "name": None}, ()),
        (17, ()),
        ([None, [], {}, True], ()),
        ("https://www.example.org/authors/ana", ()),
    ],
)  # fmt: skip
def test_json_ld_names_authors_in_many_shapes(author, authors):
    assert values(people_of_page(head=json_ld(author)).authors) == authors


def test_a_json_ld_reference_is_followed():
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": "Ferry", "author": {"@id": "#ana"}},
            {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"},
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert values(people_of_page(head=head).authors) == ("Ana Ruiz",)


@pytest.mark.parametrize(
    ("meta", "authors"),
    [
        ('<meta name="author" content="Ana Ruiz">', ("Ana Ruiz",)),
        ('<meta name="byl" content="By Ana Ruiz">', ("Ana Ruiz",)),
        ('<meta name="citation_author" content="Ruiz, Ana">', ("Ana Ruiz",)),
        ('<meta property="article:author" content="https://www.example.org/ana">', ()),
        ('<meta name="twitter:label1" content="Written by">'
         '<meta name="twitter:data1" content="Ana Ruiz">', ("Ana Ruiz",)),
        ('<meta name="twitter:label1" content="Reading time">'
         '<meta name="twitter:data1" content="Ana Ruiz">', ()),
        ('<meta name="twitter:creator" content="@courier">', ()),
        ('<meta name="author" content="Example Radio (www.example.org)">', ()),
        ('<meta name="author" content="aruiz">', ()),
    ],
)  # fmt: skip
def test_meta_tags_name_authors(meta, authors):
    assert values(people_of_page(head=meta).authors) == authors


@pytest.mark.parametrize(
    ("declared", "authors"),
    [
        ("Harbour Press GmbH, Nürnberg, Germany", ()),
        ("Deutscher Hafenverband e. V.", ()),
        ("Deutsches Rotes Kreuz", ()),
        ("Feuerwehr Oldenburg, Abteilung Rettung", ()),
        ("Bundesverband HafenEnergie", ()),
        ("Example Deutschland", ()),
        ("Corrin Today", ()),
        ("Corrin Chamber of Commerce", ()),
        ("Paris Hilton", ("Paris Hilton",)),
        ("Anatole France", ("Anatole France",)),
        ("Karl Deutsch", ("Karl Deutsch",)),
        ("Lüder Hoppe info@hoppe.example.de", ("Lüder Hoppe",)),
    ],
)
def test_a_body_that_is_declared_is_told_from_a_person(declared, authors):
    people = people_of_page(head=f'<meta name="author" content="{declared}">')
    assert values(people.authors) == authors
    assert any(one.value.role == "author" for one in people.credits)


def test_agreement_between_places_decides():
    head = '<meta name="author" content="Site Editor Account">' + json_ld("Ana Ruiz")
    people = people_of_page(head=head, byline='<p class="byline">By Ana Ruiz</p>')
    assert values(people.authors) == ("Ana Ruiz",)


def test_a_byline_under_the_headline_overrules_the_account_that_posted():
    head = json_ld({"@type": "Person", "name": "Tom Okafor"})
    people = people_of_page(head=head, byline="<p>By: Ana Ruiz</p>")
    assert values(people.authors) == ("Ana Ruiz",)


def test_the_site_as_its_own_author_is_a_credit_and_no_person():
    head = '<meta property="og:site_name" content="Quiet Harbour">' + json_ld("Quiet Harbour")
    people = people_of_page(head=head, url="https://www.quietharbour.example/quiet-harbour")
    assert people.authors == ()
    assert [found.value.name for found in people.credits] == ["Quiet Harbour"]


def test_an_account_is_a_credit_with_its_handle():
    people = people_of_page(head='<meta name="author" content="q_admin">')
    assert people.authors == ()
    assert [(f.value.name, f.value.handle) for f in people.credits] == [("q_admin", "q_admin")]


# --- editors and credits -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("Editor:Li Ruolan", "Li Ruolan", "editor"),
        ("（责任编辑：李四海）", "李四海", "editor"),
        ("Additional reporting by Lena Vogt", "Lena Vogt", "reporting"),
        ("(Reporting by Lena Vogt in London; Editing by Tom Okafor)", "Lena Vogt", "reporting"),
        ("(Reporting by Lena Vogt in London; Editing by Tom Okafor)", "Tom Okafor", "editor"),
        ("Photographs by Lena Vogt", "Lena Vogt", "photographer"),
        ("Übersetzung: Lena Vogt", "Lena Vogt", "translator"),
        ("Graphics by Lena Vogt", "Lena Vogt", "graphics"),
        ("Media Contact: Lena Vogt", "Lena Vogt", "contact"),
    ],
)
def test_a_line_behind_the_story_gives_a_credit(line, name, role):
    people = people_of_text("By Ana Ruiz", STORY, line)
    assert values(people.authors) == ("Ana Ruiz",)
    assert (name, role) in [(found.value.name, found.value.role) for found in people.credits]
    assert (name in values(people.editors)) == (role == "editor")


def test_a_credit_keeps_place_and_affiliation():
    people = people_of_text("By Ana Ruiz, Nairobi", STORY)
    (credit,) = [found.value for found in people.credits]
    assert (credit.name, credit.role, credit.place) == ("Ana Ruiz", "author", "Nairobi")


def test_header_lines_of_front_matter_name_the_author():
    text = f"---\ntitle: Ferry loses ramp\nauthor: Ana Ruiz\n---\n\n{STORY}\n"
    reading = read_text(Document(text, "text", Encoding("utf-8", "str")), DEFAULTS)
    (author,) = read_people(labelled_page(reading, label(reading))).authors
    assert (author.value, author.source) == ("Ana Ruiz", "labelled line 'author'")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ruiz, Ana; Okafor, Tom", ["Ana Ruiz", "Tom Okafor"]),
        ("Ruiz, Ana", ["Ana Ruiz"]),
        ("van der Meer, Ana", ["Ana van der Meer"]),
        ("Ana Ruiz, Staff Writer", ["Ana Ruiz"]),
        ("Ana Ruiz, Tom Okafor", ["Ana Ruiz", "Tom Okafor"]),
    ],
)
def test_an_archive_writes_the_surname_first(line, names):
    text = f"Title: Ferry loses ramp\nAuthor: {line}\n\n{STORY}\n"
    reading = read_text(Document(text, "text", Encoding("utf-8", "str")), DEFAULTS)
    assert [
        found.value for found in read_people(labelled_page(reading, label(reading))).authors
    ] == names


# --- anything at all -----------------------------------------------------------------------------

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["@type", "name", "@id", "author"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(json_values)
def test_any_json_ld_author_is_read_without_an_error(author):
    head = Head(json_ld=({"@type": "NewsArticle", "headline": "x", "author": author},))
    reading = Reading(Document("", "html", Encoding("utf-8", "str")), (), head)
    for found in read_people(labelled_page(reading)).authors:
        assert found.value
        assert found.source == "json-ld:author"


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_lines_are_read_without_an_error(lines):
    people_of_text(*lines)


@pytest.mark.parametrize(
    ("head", "piece", "number"),
    [
        ("", "<p>By Ana Ruiz</p>", 10_000),
        ("<p>By ", '<a class="author" href="/author/x">A</a>', 10_000),
        ("<p>", '<span class="author">', 10_000),
        ("<p>", "by: ", 50_000),
        ("", "<p>" + "a: by " * 40 + "</p>", 1000),
        ("", "<p>" + "(" * 300 + "</p>", 1000),
        ("", "<p>" + "记者张" * 100 + "</p>", 1000),
    ],
)
def test_a_flood_of_bylines_takes_no_longer_than_its_length(head, piece, number):
    def made(number):
        text = f"<h1>x</h1>{head}{piece * number}Ana Ruiz</p>"
        reading = read_html(Document(text, "html", Encoding("utf-8", "str")), DEFAULTS)
        return labelled_page(reading, label(reading))

    assert_linear(read_people, made, number)


def test_a_name_stated_many_times_is_one_author():
    head = '<meta name="author" content="Ana Ruiz">' * 500
    assert values(people_of_page(head=head).authors) == ("Ana Ruiz",)


def test_each_authors_quote_is_what_the_input_says_of_that_author():
    head = json_ld([{"name": "ANA RUIZ"}, {"name": "Tom Okafor, Reporter"}])
    people = people_of_page(head=head)
    assert [(found.value, found.quote) for found in people.authors] == [
        ("Ana Ruiz", "ANA RUIZ"),
        ("Tom Okafor", "Tom Okafor, Reporter"),
    ]
    assert people.byline is not None
    assert people.byline.value == "ANA RUIZ, Tom Okafor, Reporter"


def test_a_biography_backs_a_name_and_is_no_byline_of_its_own():
    bio = "Ana Ruiz is a staff writer at the Courier."
    people = people_of_text("Ana Ruiz | 3 March 2024", STORY, bio)
    assert values(people.authors) == ("Ana Ruiz",)
    assert people.byline is not None
    assert people.byline.quote == "Ana Ruiz | 3 March 2024"


# --- text dumps: no markup says what a line is ---------------------------------------------------


def test_authors_a_line_each_are_one_list():
    lines = ("Ana Ruiz", "University of Example", "Tom Okafor", "Find articles by Tom Okafor")
    assert values(people_of_text(*lines, STORY).authors) == ("Ana Ruiz", "Tom Okafor")


def test_names_and_joining_words_a_line_each_are_one_list():
    lines = ("By", "Ana Ruiz", ",", "Tom Okafor", "and", "Lee Park")
    assert values(people_of_text(*lines, STORY).authors) == ("Ana Ruiz", "Tom Okafor", "Lee Park")


def test_a_name_in_no_list_is_believed_when_the_page_says_it_again():
    line, notice = "Zorblat Quimblewick", "© 2026 Zorblat Quimblewick · Privacy · Terms"
    assert values(people_of_text(line, STORY).authors) == ()
    assert values(people_of_text(line, STORY, notice).authors) == ("Zorblat Quimblewick",)


def test_a_byline_stands_at_the_headlines_repetition_when_menus_part_the_two():
    menu = [f"Menu entry {number}" for number in range(20)]
    lines = (*menu, "Ferry loses ramp at night", "Ana Ruiz", STORY)
    text = "\n\n".join(("Ferry loses ramp at night - Example Courier", *lines))
    reading = read_text(Document(text, "text", Encoding("utf-8", "str")), DEFAULTS)
    assert values(read_people(labelled_page(reading, label(reading))).authors) == ("Ana Ruiz",)


@pytest.mark.parametrize(
    "line",
    [
        "Mayor Tom Okafor!",
        "Open Navigation",
        "Price Calculator",
        "Max Load 265 lbs",
        "Bild av Lee Park",  # a photographer
        "Foto: Lee Park",
        "Skip to Lee Park",
    ],
)
def test_a_line_with_more_than_names_and_offices_names_nobody(line):
    told = f"{STORY} You can open the price list, which has a load of numbers."
    assert values(people_of_text(line, told).authors) == ()


@pytest.mark.parametrize(
    "tail",
    [
        ("Share this", "Author", "Ana Ruiz", "Download"),
        ("Share this", "Article written by:", "Ana Ruiz, MD"),
        ("Share this", "Ana Ruiz", "Staff Writer"),
        ("Share this", "Ana Ruiz", "Ana is a film enthusiast and lives by the sea."),
        ("Cheers, Ana Ruiz",),
        ("Share", "More", "Terms", "Copyright © 2026 Ana Ruiz"),
        ("Share", "More", "Terms", "© 2026 Ana Ruiz's Notes"),
    ],
)
def test_an_author_far_from_the_headline_is_found_when_nobody_signs_there(tail):
    assert values(people_of_text(STORY, *tail).authors) == ("Ana Ruiz",)


@pytest.mark.parametrize(
    "tail",
    [
        ("Share this", "Media contact:", "Ana Ruiz", "Head of Communications"),
        ("Share", "More", "Author", "Ana Ruiz", "More", "Author", "Tom Okafor"),  # other stories'
        ("© 2026 Example Holdings",),
    ],
)
def test_people_behind_the_story_who_did_not_write_it_are_no_authors(tail):
    assert values(people_of_text(STORY, *tail).authors) == ()


def test_a_desk_that_signs_is_a_credit_and_nobody_else_is_looked_for():
    people = people_of_text("By Courier Newsroom", STORY, "Share", "Ana Ruiz", "Staff Writer")
    assert values(people.authors) == ()
    assert [credit.value.name for credit in people.credits] == ["Courier Newsroom"]


def test_a_label_that_is_repeated_before_the_name_is_left_out():
    assert values(people_of_text("Written by", "by Ana Ruiz", STORY).authors) == ("Ana Ruiz",)


# --- personal sites ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "sign"),
    [
        ("https://anaruiz.example.com/ferry", "About Ana Ruiz"),
        ("https://www.ruiz.example.com/ferry", "Ana Ruiz"),
    ],
)
def test_the_person_whose_name_the_host_has_is_the_author_when_nobody_signs(url, sign):
    sign = f"<nav><p>Posts</p><p>{sign}</p></nav>"
    assert values(people_of_page(tail=sign, url=url).authors) == ("Ana Ruiz",)
    assert values(people_of_page(tail=sign, url="https://courier.example.com/").authors) == ()


def test_a_person_signs_rather_than_the_site_itself():
    head = '<meta property="og:site_name" content="Ferry Times">' + json_ld({"name": "Ferry Times"})
    byline = "<p>By Ferry Times</p>"
    tail = "<p>Written by Ana Ruiz</p>"
    assert values(people_of_page(head=head, byline=byline, tail=tail).authors) == ("Ana Ruiz",)


def test_a_name_before_its_biography_signs_a_page_without_a_byline():
    tail = "<h3>Ana Ruiz</h3><p>Ana Ruiz is the head of ferries at the harbour office.</p>"
    assert values(people_of_page(tail=tail).authors) == ("Ana Ruiz",)


def test_a_surname_that_is_a_weekday_somewhere_is_a_surname():
    assert values(people_of_page(byline="<p class=author>Yuan Lin</p>").authors) == ("Yuan Lin",)


def test_all_authors_are_credits_too():
    byline = '<p class="author">Ana Ruiz</p><p class="author">Tom Okafor</p><p>By Lee</p>'
    people = people_of_page(byline=byline, head=json_ld(["Ana Ruiz", "Tom Okafor"]))
    signed = [one.value.name for one in people.credits if one.value.role == "author"]
    assert tuple(signed) == values(people.authors) == ("Ana Ruiz", "Tom Okafor")


def test_a_visible_list_that_holds_the_declared_author_is_the_list():
    byline = '<p class="byline">Ana Ruiz, Tom Okafor, Lee Park</p>'
    people = people_of_page(head=json_ld({"@type": "Person", "name": "Ana Ruiz"}), byline=byline)
    assert values(people.authors) == ("Ana Ruiz", "Tom Okafor", "Lee Park")


def test_where_byline_and_metadata_agree_the_tail_still_gives_its_credits():
    people = people_of_page(
        head=json_ld("Ana Ruiz"), byline="<p>By Ana Ruiz</p>", tail="<p>Edited by Lena Vogt</p>"
    )
    assert values(people.authors) == ("Ana Ruiz",)
    assert values(people.editors) == ("Lena Vogt",)


@pytest.mark.parametrize("line", ["Ana Ruiz", "Author", "By Ana Ruiz", "Ana Ruiz1,2;", "[a]" * 80])
def test_a_page_of_nothing_but_bylines_is_read_in_linear_time(line):
    def made(times):
        text = "\n\n".join(["Ferry loses ramp", *([line] * times), STORY])
        reading = read_text(Document(text, "text", Encoding("utf-8", "str")), DEFAULTS)
        return labelled_page(reading, label(reading))

    assert_linear(read_people, made, 4000)


def test_a_list_of_authors_is_followed_where_its_lines_were_taken_for_the_storys():
    lines = [line for name in ("Ana Ruiz", "Tom Okafor", "Lee Park") for line in (name, "Physics")]
    text = "\n\n".join(("Ferry loses ramp", *lines, STORY))
    reading = read_text(Document(text, "text", Encoding("utf-8", "str")), DEFAULTS)
    labelled = [
        replace(item, label=Label.BODY) if item.block.text == "Physics" else item
        for item in label(reading)
    ]
    authors = values(read_people(labelled_page(reading, labelled)).authors)
    assert authors == ("Ana Ruiz", "Tom Okafor", "Lee Park")


def test_a_stray_block_of_body_far_below_does_not_hide_the_signature():
    menu = [f"Menu entry {number}" for number in range(20)]
    text = "\n\n".join(("Ferry loses ramp", STORY, STORY, "Ana Ruiz", *menu, STORY + " Again."))
    reading = read_text(Document(text, "text", Encoding("utf-8", "str")), DEFAULTS)
    assert values(read_people(labelled_page(reading, label(reading))).authors) == ("Ana Ruiz",)


def test_who_contributed_reporting_is_a_credit_and_no_author():
    story = (
        "Dock workers at Halvren voted on Thursday to extend a strike into a second week after "
        "talks ended without a deal.\n\nTwenty-three ships were waiting, up from eight."
    )
    line = "By Ines Cavaroc; Piet Sandoval contributed reporting."
    article = newstool.parse(f"Bridge to close for six months\n\n{line}\n\n{story}\n")
    assert article.authors == ("Ines Cavaroc",)
    assert ("Piet Sandoval", "reporting") in {(c.name, c.role) for c in article.credits}


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<a href=/ana><b class=name>Ana Ruiz</b></a> <span>FerryBuzz Staff</span>", ("Ana Ruiz",)),
        ("<span>Editor</span> : <span>Ana Ruiz</span>", ()),
    ],
)
def test_the_elements_of_a_byline_part_a_name_from_an_office(byline, authors):
    page = f"<h1>The piano sails</h1><div class=byline>{byline}</div><p>The ferry left.</p>"
    assert newstool.parse(page).authors == authors


def test_a_sentence_below_lead_words_alone_is_no_list_of_names():
    lead = "电车社汀洲12月14日电（记者沈若溪、顾岸）载着六千册图书的船从汀洲港出发。"
    page = f"<h1>海岛图书船开航</h1><div>分享到：</div><p>{lead}</p><p>岛上居民可借书。</p>"
    assert newstool.parse(page).authors == ("沈若溪", "顾岸")
