"""What a mail has around its story, and the same lines in a page, which are story."""

import pytest
from conftest import PARAGRAPHS

import newstool

STORY = "\n\n".join(PARAGRAPHS[:3])
HTML_STORY = "".join(f"<p>{each}</p>" for each in PARAGRAPHS[:3])
QUESTION = "Will the bridge be built after all? The mayor said on Monday that it will not."
INNER = (
    "From: Ana Ruiz <ana@post.example>\nDate: Thu, Nov 14, 2024 at 8:00 AM\n"
    "Subject: A bridge for Tarrow Bay\nTo: Tom Okafor <tom@post.example>"
)
OUTLOOK = (
    "Von: Tom Okafor <tom@post.example>\nGesendet: Mittwoch, 13. November 2024 21:00\n"
    "An: Ana Ruiz\nBetreff: A bridge for Tarrow Bay"
)


def mail(body, kind="plain", subject="Re: A bridge for Tarrow Bay", sender="Ana Ruiz"):
    head = (
        f"From: {sender} <ana@post.example>\nSubject: {subject}\nMessage-ID: <1@post.example>\n"
        f"Date: Fri, 15 Nov 2024 08:00:00 +0100\nContent-Type: text/{kind}; charset=utf-8\n\n"
    )
    return (head + body).encode()


def as_html(lines):
    return lines.replace("<", "&lt;").replace("\n", "<br>")


def labels(data):
    blocks = newstool.parse(data, blocks=True).blocks
    return {block.text: (str(block.label), block.rule) for block in blocks}


REPLIES = {
    "quoted lines": f"{STORY}\n\nOn Wed, 13 Nov 2024, Tom Okafor <tom@post.example> wrote:\n"
    f"> {QUESTION}\n",
    "wrote on its own line": f"{STORY}\n\nOn Wed, 13 Nov 2024, Tom Okafor <tom@post.example>\n"
    f"wrote:\n\n> {QUESTION}\n",
    "above the answer": f"Am 13.11.2024 um 21:00 schrieb Tom Okafor <tom@post.example>:\n\n"
    f"> {QUESTION}\n\n{STORY}\n",
    "without marks": f"{STORY}\n\nLe 13 nov. 2024 à 21:00, Tom <tom@post.example> a écrit :\n\n"
    f"{QUESTION}\n",
    "header lines": f"{STORY}\n\n{OUTLOOK}\n\n{QUESTION}\n",
    "original message": f"{STORY}\n\n-----Original Message-----\n{OUTLOOK}\n\n{QUESTION}\n",
}


@pytest.mark.parametrize("form", REPLIES)
def test_the_answered_mail_is_named_and_out_of_the_body(form):
    data = mail(REPLIES[form])
    assert newstool.parse(data).text == STORY
    assert labels(data)[QUESTION] == ("other", "quoted-mail")


@pytest.mark.parametrize(
    "quote",
    [
        f"<blockquote type=cite><p>{QUESTION}</p></blockquote>",
        f'<div class="gmail_quote"><div>{QUESTION}</div></div>',
        f'<div class="moz-cite-prefix">Am 13.11.2024 schrieb Tom:</div><blockquote type="cite">'
        f"{QUESTION}</blockquote>",
        f"<div><hr>{as_html(OUTLOOK)}</div><p>{QUESTION}</p>",
        f'<div id="divRplyFwdMsg">{as_html(OUTLOOK)}<p>{QUESTION}</p></div>',
    ],
    ids=["cite", "gmail", "thunderbird", "header lines", "outlook"],
)
def test_elements_that_hold_the_answered_mail_are_known(quote):
    data = mail(HTML_STORY + quote, "html")
    assert newstool.parse(data).text == STORY
    assert labels(data)[QUESTION] == ("other", "quoted-mail")


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize("mark", ["---------- Forwarded message ---------\n", ""])
def test_of_a_mail_that_was_sent_on_the_inner_one_is_the_article(kind, mark):
    note = "Please run this tomorrow, thank you."
    lines = f"{mark}{INNER}"
    plain = f"{note}\n\n{lines}\n\n{STORY}\n"
    page = f"<div>{note}</div><div class=gmail_quote><div>{as_html(lines)}</div>{HTML_STORY}</div>"
    body = plain if kind == "plain" else page
    data = mail(body, kind, "Fwd: A bridge for Tarrow Bay", "Tom Okafor")
    article = newstool.parse(data, evidence=True)
    assert (article.title, article.authors) == ("A bridge for Tarrow Bay", ("Ana Ruiz",))
    assert (str(article.date_published), article.text) == ("2024-11-14T08:00", STORY)
    assert article.evidence["authors.0"].source == "line 'From' of the mail that was sent on"
    assert labels(data)[note] == ("other", "note-above-inner-mail")


def test_a_byline_in_a_mail_says_more_than_who_sent_it():
    story = f"A bridge for Tarrow Bay\n\nBy Lena Vogt\n\n{STORY}"
    for text in (story, f"---------- Forwarded message ---------\n{INNER}\n\n{story}"):
        article = newstool.parse(mail(text, "plain", "Fwd: A bridge for Tarrow Bay", "Tom Okafor"))
        assert article.authors == ("Lena Vogt",)


@pytest.mark.parametrize(
    ("tail", "rule"),
    [
        ("-- \nAna Ruiz\nHarbour desk", "mail-signature"),
        ("-----BEGIN PGP SIGNATURE-----\n\niQ/ab+cd\n\nHarbour desk", "mail-signature"),
        ("_" * 47 + "\nBridge mailing list\nHarbour desk", "foot-of-mail"),
        ("You are receiving this because you signed up.\n\nHarbour desk", "foot-of-mail"),
        ("To unsubscribe from these emails, click here.\n\nHarbour desk", "foot-of-mail"),
    ],
)
def test_what_follows_the_line_above_the_foot_is_of_it(tail, rule):
    data = mail(f"{STORY}\n\n{tail}\n", subject="A bridge for Tarrow Bay")
    assert newstool.parse(data).text == STORY
    assert labels(data)["Harbour desk"][1] == rule


def test_a_signature_in_its_element_is_known():
    data = mail(f'{HTML_STORY}<div class="moz-signature">Ana of the harbour desk.</div>', "html")
    assert newstool.parse(data).text == STORY


def test_a_newsletters_lines_around_its_story_are_named():
    data = mail(
        "View this email in your browser (https://post.example/1)\n\n"
        f"{STORY}\n\nRead more (https://post.example/2)\n\n** Twitter (https://post.example/3)\n"
        "** Facebook (https://post.example/4)\n\nYou are receiving this because you signed up.\n\n"
        "Our mailing address is:\nTarrow Post\n1 Quay Street\n\nupdate your preferences\n",
        subject="A bridge for Tarrow Bay",
    )
    assert newstool.parse(data).text == STORY
    found = labels(data)
    assert found["View this email in your browser (https://post.example/1)"][0] == "newsletter"
    assert found["1 Quay Street"][0] == found["update your preferences"][0] == "newsletter"


def test_a_mail_that_only_quotes_keeps_what_it_quotes():
    line = "On Wed, 13 Nov 2024 at 21:00, Tom Okafor <tom@post.example> wrote:"
    quoted = "\n>\n".join(f"> {each}" for each in PARAGRAPHS)
    assert PARAGRAPHS[3] in newstool.parse(mail(f"{line}\n\n{quoted}\n")).text


def test_a_quote_in_a_mail_that_answers_none_is_story():
    body = f"{PARAGRAPHS[0]}\n\nThe engineer said:\n\n> {PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}\n"
    assert PARAGRAPHS[1] in newstool.parse(mail(body, subject="A bridge for Tarrow Bay")).text


@pytest.mark.parametrize("form", ["quoted lines", "header lines", "without marks"])
def test_what_is_no_mail_is_left_alone(form):
    assert QUESTION in newstool.parse(REPLIES[form]).text


def test_a_signature_may_be_nearly_as_long_as_a_short_mail():
    story = "The ferry runs backwards since Monday, as its gate no longer opens."
    foot = "You get this mail as you asked for our news.\nAsk no more: https://list.example/1"
    text = newstool.parse(mail(f"{story}\n\n-- \n{foot}\n", subject="Ferry runs backwards")).text
    assert text == story
