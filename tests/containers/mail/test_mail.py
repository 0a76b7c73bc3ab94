"""Mails: the story that a mail brings, and what its headers say of it."""

import base64

import pytest
from conftest import PARAGRAPHS
from growth import assert_linear

import newstool
from newstool.containers.kinds import tell
from newstool.containers.mail.sender import Sender, sender_of
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.model.errors import EmptyInputError, InputError, LimitError
from newstool.runs.batch import Failure

STORY = "\n\n".join(PARAGRAPHS)
HEAD = (
    "From: Ana Ruiz <ana@post.example>\nTo: Desk <desk@post.example>\n"
    "Subject: A bridge for Tarrow Bay\nDate: Thu, 14 Nov 2024 08:00:00 +0100\n"
    "Message-ID: <1@post.example>\nMIME-Version: 1.0\n"
)
INNER = HEAD.replace("A bridge", "A tunnel").replace("Ana Ruiz", "Tom Okafor")


def mail(body, head=HEAD, **headers):
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return f"{head}{more}\n{body}\n".encode()


def multipart(kind, *parts, head=HEAD, mark="b", end=True):
    inner = "".join(f"--{mark}\n{part}\n" for part in parts)
    last = f"--{mark}--\n" if end else ""
    return f'{head}Content-Type: multipart/{kind}; boundary="{mark}"\n\n{inner}{last}'.encode()


def text(words):
    return f"Content-Type: text/plain; charset=utf-8\n\n{words}"


def html(words):
    return f"Content-Type: text/html; charset=utf-8\n\n<html><body>{words}</body></html>"


def attached(message):
    return f"Content-Type: message/rfc822\n\n{message}"


def results(data):
    return list(newstool.parse_many([data]))


def parts_of(data, **opening):
    return list(open_stream(Stream.of_bytes(data), Opening(**opening)))


# --- a mail --------------------------------------------------------------------------------------


def test_a_mail_gives_its_story_and_its_headers_the_fields():
    record = newstool.parse(mail(STORY), evidence=True).to_dict()
    assert (record["title"], record["authors"]) == ("A bridge for Tarrow Bay", ["Ana Ruiz"])
    assert record["date_published"] == "2024-11-14T08:00:00+01:00"
    assert (record["text"], record["warnings"]) == (STORY, [])
    assert (record["input"]["container"], record["input"]["id"]) == ("eml", "1@post.example")
    assert record["evidence"]["title"]["from"] == "mail header 'Subject'"
    assert record["evidence"]["authors.0"]["from"] == "mail header 'From'"
    assert record["evidence"]["date_published"]["from"] == "mail header 'Date'"


@pytest.mark.parametrize(
    "subject",
    [
        "Re: A bridge for Tarrow Bay",
        "AW: [news-desk] WG: A bridge for Tarrow Bay",
        "[news-desk] Re[2]: A bridge for Tarrow Bay",
        "=?utf-8?B?" + base64.b64encode(b"Re: A bridge for Tarrow Bay").decode() + "?=",
        "=?iso-8859-1?Q?A_bridge_for?=\n =?iso-8859-1?Q?_Tarrow_Bay?=",
    ],
)
def test_the_subject_is_the_headline_without_what_mail_programs_add(subject):
    head = HEAD.replace("A bridge for Tarrow Bay", subject)
    assert newstool.parse(mail(STORY, head)).title == "A bridge for Tarrow Bay"


@pytest.mark.parametrize(
    ("how", "charset", "written"),
    [
        (
            "quoted-printable",
            "iso-8859-1",
            b"Die Br=FCcke =F6ffnet im M=E4rz, sagte der B=\n=FCrgermeister.",
        ),
        (
            "base64",
            "utf-8",
            base64.b64encode("Die Brücke öffnet im März, sagte der Bürgermeister.".encode()),
        ),
        ("8bit", "us-ascii", "Die Brücke öffnet im März, sagte der Bürgermeister.".encode()),
        ("8bit", "iso-8859-1", "Die Brücke öffnet im März, sagte der Bürgermeister.".encode()),
        ("8bit", "utf-8", "Die Brücke öffnet im März, sagte der Bürgermeister.".encode("cp1252")),
        ("8bit", "no-such", "Die Brücke öffnet im März, sagte der Bürgermeister.".encode("cp1252")),
    ],
    ids=[
        "quoted",
        "base64",
        "ascii that is utf-8",
        "latin that is utf-8",
        "utf-8 that is latin",
        "unknown",
    ],
)
def test_the_text_is_decoded_whatever_the_header_says_of_it(how, charset, written):
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {how}\n"
    article = newstool.parse(head.encode() + b"\n" + written + b"\n")
    assert article.text == "Die Brücke öffnet im März, sagte der Bürgermeister."


def test_lines_that_a_mail_program_broke_are_joined():
    flowed = PARAGRAPHS[0].replace(", ", ", \n") + "\n\n" + PARAGRAPHS[1].replace(". ", ". \n")
    data = mail(flowed, Content_Type="text/plain; format=flowed")
    assert newstool.parse(data).text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"


@pytest.mark.parametrize(
    "parts",
    [
        (text("Read it in your browser: https://post.example/1"), html(f"<p>{PARAGRAPHS[0]}</p>")),
        (text(PARAGRAPHS[0]), html("<p>Please turn on HTML.</p>")),
        (text(PARAGRAPHS[0]), html(f"<style>{STORY}</style><p>{PARAGRAPHS[0]}</p>")),
    ],
    ids=["html holds more", "text holds more", "they hold the same"],
)
def test_of_two_forms_the_fuller_one_is_read(parts):
    assert newstool.parse(multipart("alternative", *parts)).text == PARAGRAPHS[0]


def test_parts_that_are_shown_one_after_another_are_one_text():
    picture = "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo="
    data = multipart("mixed", text(PARAGRAPHS[0]), picture, text(PARAGRAPHS[1]))
    assert newstool.parse(data).text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("14 Nov 2024 08:00:00 -0800", "2024-11-14T08:00:00-08:00"),
        ("Thu, 14 Nov 24 08:00:00 +0100 (CET)", "2024-11-14T08:00:00+01:00"),
        ("Thu, 14 Nov 2024 08:00:00 GMT", "2024-11-14T08:00:00Z"),
        ("yesterday", None),
    ],
)
def test_the_date_keeps_its_zone(written, date):
    head = HEAD.replace("Thu, 14 Nov 2024 08:00:00 +0100", written)
    assert newstool.parse(mail(STORY, head)).date_published == date


def test_mails_of_other_programs_are_recognised():
    stamps = "".join(f"Received: from a by b; {'x' * 70}\n" for _ in range(100))
    many_hands = f"Delivered-To: desk@post.example\n{stamps}".encode() + mail(STORY)
    data = mail(STORY)
    apple = f"{len(data)}       \n".encode() + data + b"<?xml version='1.0'?><plist></plist>"
    windows = data.replace(b"\n", b"\r\n")
    for each in (many_hands, apple, windows, b"\xef\xbb\xbf\r\n" + data):
        article = newstool.parse(each)
        assert (article.title, article.text) == ("A bridge for Tarrow Bay", STORY)


def test_a_mail_whose_end_is_missing_is_read_as_far_as_it_goes():
    whole = multipart("mixed", text(STORY), end=False)
    assert newstool.parse(whole).text == STORY
    assert newstool.parse(whole[: whole.index(b"The old")]).text == "\n\n".join(PARAGRAPHS[:3])


# --- whose it is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "in_bulk", "sender"),
    [
        ("Ana Ruiz <ana@post.example>", False, Sender("Ana Ruiz")),
        ('"Ruiz, Ana" <ana@post.example>', False, Sender("Ana Ruiz")),
        ("ana@post.example (Ana Ruiz)", False, Sender("Ana Ruiz")),
        ("ana at post.example (Ana Ruiz)", False, Sender("Ana Ruiz")),
        ("Ana Ruiz from Tarrow Post <news@post.example>", True, Sender("Ana Ruiz", "Tarrow Post")),
        ("Ana Ruiz | Tarrow Post <news@post.example>", True, Sender("Ana Ruiz", "Tarrow Post")),
        ("Ana Ruiz via Bridge list <bridge@x.example>", True, Sender("Ana Ruiz", "Bridge list")),
        ("Tarrow Post <news@post.example>", True, Sender(house="Tarrow Post")),
        ("Morning Harbour <news@harbour.example>", True, Sender(house="Morning Harbour")),
        ("Morning Harbour <hello@harbour.example>", False, Sender(house="Morning Harbour")),
        ("Harbour Owl <tom@harbourowl.example>", False, Sender(house="Harbour Owl")),
        ("news@post.example", True, Sender()),
        ("", False, Sender()),
    ],
)
def test_a_person_is_the_author_and_a_house_the_source(words, in_bulk, sender):
    assert sender_of(words, in_bulk=in_bulk) == sender


def test_a_list_is_the_source_of_what_its_members_write():
    article = newstool.parse(mail(STORY, List_Id="Bridge watch <bridge.lists.example>"))
    assert (article.authors, article.source) == (("Ana Ruiz",), "Bridge watch")


# --- mails in mails ------------------------------------------------------------------------------


def test_a_digest_is_its_mails():
    inner = (f"\n{HEAD}\n{STORY}", f"\n{INNER}\n{STORY}")
    digest = multipart("digest", *inner, head="", mark="c").decode()
    found = results(multipart("mixed", text("Today's topics: two."), digest))
    assert [one.title for one in found] == ["A bridge for Tarrow Bay", "A tunnel for Tarrow Bay"]
    assert [one.authors for one in found] == [("Ana Ruiz",), ("Tom Okafor",)]


def test_an_attached_mail_is_an_article_of_its_own(tmp_path):
    path = tmp_path / "mail.eml"
    path.write_bytes(multipart("mixed", text(STORY), attached(f"{INNER}\n{STORY}")))
    own, inner = results(path)
    assert (own.title, inner.title) == ("A bridge for Tarrow Bay", "A tunnel for Tarrow Bay")
    assert (own.input.path, inner.input.path) == (str(path), f"{path}/1")


def test_a_mail_that_is_passed_on_as_an_attachment_is_the_article():
    head = HEAD.replace("A bridge", "Fwd: A tunnel")
    (article,) = results(
        multipart("mixed", text("See this."), attached(f"{INNER}\n{STORY}"), head=head)
    )
    assert (article.title, article.authors) == ("A tunnel for Tarrow Bay", ("Tom Okafor",))


def test_an_attached_page_is_an_article_of_its_own():
    head = 'Content-Type: text/html; name="a.html"\nContent-Disposition: attachment\n\n'
    page = f"{head}<h1>A tunnel for Tarrow Bay</h1><p>{STORY}</p>"
    own, inner = results(multipart("mixed", text(STORY), page))
    assert (own.title, inner.title) == ("A bridge for Tarrow Bay", "A tunnel for Tarrow Bay")
    assert inner.input.path == "source 0/a.html"


def test_a_plain_digest_is_its_mails():
    ruled = f"\n{'-' * 30}\n\n"
    inner = (
        "Message: {}\nDate: Thu, 14 Nov 2024 08:0{}:00 +0100\nFrom: Ana Ruiz <ana@post.example>\n"
    )
    mails = [
        inner.format(n, n) + f"Subject: [bridge] Rain {n}\n\n{PARAGRAPHS[n]}\n" for n in (1, 2)
    ]
    foot = "Subject: Digest Footer\n\nBridge mailing list\n"
    topics = f"Today's topics:\n\n   1. Rain 1\n   2. Rain 2\n\n{'-' * 70}\n\n"
    found = results(mail(topics + ruled.join([*mails, foot])))
    assert [(one.title, one.text) for one in found] == [
        ("Rain 1", PARAGRAPHS[1]),
        ("Rain 2", PARAGRAPHS[2]),
    ]
    assert str(found[1].date_published) == "2024-11-14T08:02:00+01:00"


def test_a_mail_with_rules_between_its_paragraphs_is_not_a_digest():
    ruled = f"\n\n{'-' * 30}\n\n".join(PARAGRAPHS)
    assert len(results(mail(ruled))) == 1


# --- what is none --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        f"<!doctype html><p>{STORY}</p>",
        f"From: Ana Ruiz\nSubject: A bridge\nDate: 14 November 2024\n\n{STORY}",
        f"Title: A bridge\nDate: 14 November 2024\n\n{STORY}",
        f"Subject: what it means. Received: thanks.\n\n{STORY}",
        f"From Monday the ferry takes the quay.\n\n{STORY}",
        "title,date,received\nA bridge,2024-11-14,yes\n",
    ],
)
def test_a_page_or_a_text_with_a_mails_words_is_not_a_mail(words):
    kind = tell(words.encode())
    assert kind is None or kind.name == "csv"  # the last is a table


# --- bad mails -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind", "said"),
    [
        (mail(""), EmptyInputError, "no text in the mail"),
        (HEAD.encode(), EmptyInputError, "no text in the mail"),
        (
            multipart("mixed", "Content-Type: application/pdf; name=a.pdf\n\nx"),
            EmptyInputError,
            "a.pdf",
        ),
        (mail("x", Content_Type="application/pkcs7-mime"), InputError, "encrypted"),
        (multipart("encrypted", text("x")), InputError, "encrypted"),
    ],
    ids=["blank", "headers alone", "a file alone", "sealed", "encrypted"],
)
def test_a_mail_without_a_text_says_what_it_has(data, kind, said):
    (failure,) = results(data)
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, kind)
    assert said in str(failure.error)


def nested(levels):
    """Parts inside one another, each of another boundary."""
    opened = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}x\n\n--b{n}x\n" for n in range(levels)
    )
    return f"{HEAD}{opened}Content-Type: text/plain\n\n{STORY}".encode()


@pytest.mark.parametrize(
    "data",
    [
        nested(10_000),
        (HEAD + "Content-Type: message/rfc822\n\n" * 10_000).encode(),
        multipart("mixed", *["\nx"] * 10_001),
        multipart("digest", *["\n\nx"] * 10_001),
    ],
    ids=["multiparts in multiparts", "mails in mails", "parts", "mails"],
)
def test_a_mail_of_very_many_parts_is_one_failure(data):
    (failure,) = parts_of(data)
    assert isinstance(failure.error, LimitError)


@pytest.mark.parametrize(
    ("head", "piece", "end"),
    [
        ("From: ", "(", ""),
        ("From: ", '"<', ""),
        ("Subject: ", "=?utf-8?Q?", ""),
        ("Content-Type: multipart/mixed; boundary=", '"', ""),
        ("Content-Type: text/plain; charset*=x; charset*0=y; charset*", "9", "=z"),
        ("Content-Type: text/html; charset=", "\udcff", "\nContent-Transfer-Encoding: base64"),
        ("Date: ", "Thu, ", ""),
        ("", "X-A: b\n", ""),
    ],
)
def test_headers_that_are_made_to_hurt_cost_no_more_than_their_length(head, piece, end):
    def mail(size):
        long = head + piece * (size // len(piece)) + end
        return f"{HEAD}{long}\n\n{STORY}".encode("utf-8", "surrogateescape")

    def read_all(data):
        for part in parts_of(data):
            assert not str(part.error or "").startswith("internal error")

    assert_linear(read_all, mail, 200_000)


def test_bytes_beyond_ascii_in_headers_do_no_harm():
    head = HEAD.replace("<1@", "<1\udcff@").replace("Ana Ruiz", "Ana Ru\udced z")
    for kind in ("text/plain; x=\udcff", "application/\udcff; name=a\udcff.bin"):
        data = f"{head}Content-Type: {kind}\n\n{STORY}".encode("utf-8", "surrogateescape")
        for found in results(data):
            line = str(found.error) if isinstance(found, Failure) else found.to_json()
            assert line.encode()


def test_of_a_mail_over_the_limit_the_first_part_is_read():
    (part,) = parts_of(mail(STORY), max_bytes=700)
    assert part.known.warnings == ("truncated:bytes",)
    assert part.data.startswith(PARAGRAPHS[0].encode())
