"""PDFs: their text with its pages, and one failure for each that can't be read."""

import sys

import pytest

import newstool
from newstool.containers import extras
from newstool.containers.office import pdf
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.model.errors import EmptyInputError, InputError, LimitError

STORY = [
    "Council votes to close the old bridge",
    "By Ines Valdora",
    "",
    "The council voted on Tuesday night to close the old bridge for two",
    "years, and to run a ferry between the quays while it is being mended.",
    "",
    "Nobody spoke against it, though a baker asked who will pay for the ferry",
]
REST = ["that crosses the river twice an hour.", "", "The mayor said that the state would."]


def pdf_of(*pages, about="", trailer="", count=None):
    """A PDF with a page for each list of lines."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (
            b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(pages))),
            len(pages) if count is None else count,
        ),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< %s >>" % about.encode(),
    ]
    for number, lines in enumerate(pages):
        words = "".join(f"({line}) Tj T*\n" for line in lines)
        content = f"BT /F 11 Tf 14 TL 60 780 Td\n{words}ET".encode()
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (6 + 2 * number),
            b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
        ]
    written = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R /Info 4 0 R %s >>\n" % (size, trailer.encode())
        + b"startxref\n%d\n%%%%EOF\n" % len(written)
    )


def parts_of(data, **opening):
    return list(open_stream(Stream.of_bytes(data), Opening(**opening)))


def test_a_pdf_is_read_as_its_text_over_its_pages():
    (article,) = newstool.parse_many([pdf_of(STORY, REST)])
    assert article.title == STORY[0]
    assert article.authors == ("Ines Valdora",)
    assert [each.text for each in article.body] == [
        "The council voted on Tuesday night to close the old bridge for two years, and to run a "
        "ferry between the quays while it is being mended.",
        "Nobody spoke against it, though a baker asked who will pay for the ferry that crosses "
        "the river twice an hour.",
        "The mayor said that the state would.",
    ]
    assert (article.input.container, article.input.format) == ("pdf", "text")


def test_room_between_lines_ends_a_paragraph_and_a_hyphen_is_undone():
    lines = ["The old bridge will close on Monday for two years, says the gov-"]
    lines += ["ernment, and all the boats will be mended in the yard of the town."]
    lines += ["", "A baker asked the government who will pay for a ferry to the other side"]
    lines += ["of the river."]
    (article,) = newstool.parse_many([pdf_of(["Bridge to close", "", *lines])])
    assert article.text.count("\n\n") == 1
    assert "says the government, and" in article.text


def given_of(**about):
    written = " ".join(f"/{key} ({value})" for key, value in about.items())
    (part,) = parts_of(pdf_of(STORY, REST, about=written))
    return {each.field: each.value for each in part.known.given}, part.known.fetched


def test_what_it_says_of_itself_is_believed_where_its_first_page_says_so_too():
    said, made = given_of(
        Title=STORY[0], Author="Ines Valdora", CreationDate="D:20240305101500+01'00'"
    )
    assert said == {"title": STORY[0], "authors": "Ines Valdora"}
    assert made == "2024-03-05T10:15:00+01:00"


@pytest.mark.parametrize(
    "about",
    [
        {"Title": "Microsoft Word - bridge_final2.doc", "Author": "Office 7"},
        {"Title": "bridge", "Author": "x"},
        {"Title": "", "Author": ""},
        {"CreationDate": "yesterday"},
        {"CreationDate": "D:99999999"},
    ],
)
def test_what_a_program_wrote_there_is_not_believed(about):
    assert given_of(**about) == ({}, None)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("D:20240305", "2024-03-05"),
        ("D:20240305101500Z", "2024-03-05T10:15:00Z"),
        ("D:20240305101500-05'30", "2024-03-05T10:15:00-05:30"),
        ("20240305101500", "2024-03-05T10:15:00"),
        ("D:20249905101500", None),
    ],
)
def test_the_day_it_was_made_is_read(written, read):
    assert given_of(CreationDate=written)[1] == read


def test_an_encrypted_pdf_is_a_failure_that_says_so():
    secret = "00" * 32
    encrypt = f"/Filter /Standard /V 1 /R 2 /P -4 /O <{secret}> /U <{secret}>"
    data = pdf_of(STORY, trailer=f"/Encrypt << {encrypt} >> /ID [<{secret}> <{secret}>]")
    (part,) = parts_of(data)
    assert "the PDF is encrypted" in str(part.error)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(5000), pdf_of(STORY)[:60]], ids=range(3)
)
def test_a_broken_pdf_is_one_failure(data):
    (part,) = parts_of(data)
    assert isinstance(part.error, InputError)
    assert "damaged" in str(part.error)


def test_a_pdf_without_words_is_one_failure_that_says_what_helps():
    (part,) = parts_of(pdf_of([], []))
    assert isinstance(part.error, EmptyInputError)
    assert "ocrmypdf" in str(part.error)


def test_pages_that_a_pdf_only_claims_to_have_are_not_looked_for():
    # Looking for each of so many would take days.
    for part in parts_of(pdf_of(STORY, count=2_000_000_000)):
        assert part.error or part.data


def test_so_many_pages_are_read_and_no_more(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    (part,) = parts_of(pdf_of(STORY, REST, STORY, REST))
    assert part.data.count("\f") == 1
    assert part.known.warnings == ("truncated:pages",)


def test_a_pdf_over_the_limit_is_a_failure():
    (part,) = parts_of(pdf_of(STORY), max_bytes=500)
    assert isinstance(part.error, LimitError)


def test_without_its_package_the_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, extras.PACKAGES["pdf"], None)
    (part,) = parts_of(pdf_of(STORY))
    assert "pip install pypdfium2" in str(part.error)
