"""Mailboxes: each mail in one is found again."""

import mailbox
from email.message import EmailMessage

from conftest import PARAGRAPHS

import newstool
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream

MARK = "From ana@post.example Thu Nov 14 08:00:0{} 2024\n"
HEAD = (
    "From: Ana Ruiz <ana@post.example>\nSubject: Rain {}\nDate: Thu, 14 Nov 2024 08:00:00 +0100\n\n"
)


def box(*bodies):
    return "".join(
        f"{MARK.format(n % 10)}{HEAD.format(n)}{body}\n\n" for n, body in enumerate(bodies)
    ).encode()


def parts_of(data, chunk=1 << 20, **opening):
    pieces = (data[start : start + chunk] for start in range(0, len(data), chunk))
    return list(open_stream(Stream(pieces), Opening(everything=False, **opening)))


def titles(data):
    return [one.title for one in newstool.parse_many([data])]


def test_each_mail_of_a_mailbox_is_an_article(tmp_path):
    path = tmp_path / "box"
    path.write_bytes(box(*PARAGRAPHS))
    found = list(newstool.parse_many([path]))
    assert [one.title for one in found] == ["Rain 0", "Rain 1", "Rain 2", "Rain 3"]
    assert [one.text for one in found] == list(PARAGRAPHS)
    assert [(one.input.path, one.input.index) for one in found] == [
        (str(path), n) for n in range(4)
    ]
    assert {one.input.container for one in found} == {"mbox/eml"}


def test_mailboxes_as_programs_write_them_are_read(tmp_path):
    path = tmp_path / "box"
    written = mailbox.mbox(path)
    for number, words in enumerate(PARAGRAPHS):
        message = EmailMessage()
        message["From"], message["Subject"] = "Ana Ruiz <ana@post.example>", f"Rain {number}"
        message.set_content(f"From the bridge. {words}")
        written.add(message)
    written.flush()
    found = list(newstool.parse_many([path]))
    assert [one.text for one in found] == [f"From the bridge. {words}" for words in PARAGRAPHS]


def test_marks_of_other_programs_are_known():
    for mark in (
        "From - Thu Nov 14 08:00:00 2024\n",
        "From ana at post.example  Thu Nov 14 08:00:00 2024\n",
        "From 1234@xxx Thu Nov 14 08:00:00 +0000 2024\n",
        "From MAILER-DAEMON Thu Nov 14 08:00:00 2024\r\n",
    ):
        data = (mark + HEAD.format(1) + PARAGRAPHS[0] + "\n\n") * 2
        assert titles(data.encode()) == ["Rain 1", "Rain 1"]


def test_lines_that_begin_as_a_mark_belong_to_the_mail():
    quoted = ">From Monday on it rains.\n\nFrom Tuesday on it doesn't, she said on the quay."
    (first, second) = newstool.parse_many([box(quoted, PARAGRAPHS[1])])
    assert (
        first.text
        == "From Monday on it rains.\n\nFrom Tuesday on it doesn't, she said on the quay."
    )
    assert second.text == PARAGRAPHS[1]


def test_a_mailbox_is_cut_the_same_however_it_comes_in():
    data = box(*PARAGRAPHS)
    whole = [part.data for part in parts_of(data)]
    for chunk in (1, 7, 100, 1000):
        assert [part.data for part in parts_of(data, chunk)] == whole


def test_a_mail_over_the_limit_is_cut_and_the_next_one_read():
    data = box("It rained. " * 300_000, PARAGRAPHS[1])
    first, second = parts_of(data, max_bytes=1000)
    assert len(first.data) == 1000
    assert first.known.warnings == ("truncated:bytes",)
    assert second.data.endswith(PARAGRAPHS[1].encode() + b"\n\n")


def test_a_broken_mail_fails_alone():
    found = list(newstool.parse_many([box(PARAGRAPHS[0], "", PARAGRAPHS[2])]))
    assert [type(one).__name__ for one in found] == ["Article", "Failure", "Article"]
    assert (found[1].index, found[2].input.index) == (1, 2)


def test_a_mailbox_that_ends_amid_a_mail_gives_what_is_there():
    data = box(*PARAGRAPHS)
    assert titles(data[: data.index(b"The old") + 60]) == ["Rain 0", "Rain 1", "Rain 2", "Rain 3"]
    *whole, last = newstool.parse_many([data[: data.index(b"The old")]])
    assert [one.title for one in whole] == ["Rain 0", "Rain 1", "Rain 2"]
    assert "no text in the mail" in str(last)
