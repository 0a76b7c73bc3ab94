"""Exports of Telegram, as JSON and as pages: a record for each post."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from growth import assert_linear

import newstool
from newstool.containers.json.telegram import read
from newstool.containers.kinds import tell
from newstool.containers.part import Opening, Part
from newstool.containers.stream import Stream
from newstool.model.errors import InputError

PAGE = (Path(__file__).parents[2] / "archives" / "telegram.html").read_text("utf-8")
CREATED = {"id": 1, "type": "service", "date": "2024-05-01T08:00:00", "text": ""}
SIGNED = {
    "id": 2,
    "type": "message",
    "date": "2024-05-02T08:34:11",
    "edited": "2024-05-02T09:00:00",
    "from": "Halvren Harbour",
    "from_id": "channel1",
    "author": "Ana Ruiz",
    "text": [
        {"type": "bold", "text": "Ferry returns to the harbour\n"},
        "\nThe ferry will return on Monday after months of repair.\n\nTickets are at ",
        {"type": "text_link", "text": "the pier", "href": "https://pier.example/a?b=1&c"},
        " & at the door.\n\n",
        {"type": "hashtag", "text": "#ferry"},
    ],
}
SENT_ON = {
    "id": 3,
    "type": "message",
    "date": "2024-05-03T10:00:00",
    "from": "Halvren Harbour",
    "from_id": "channel1",
    "forwarded_from": "The Harbour Courier",
    "text": "It rained on the quay all day, and the market moved to the hall.",
}
PICTURE = {"id": 4, "type": "message", "date": "2024-05-03T10:00:01", "photo": "a.jpg", "text": ""}


def chat(*messages: object, name: str = "Halvren Harbour", kind: str = "public_channel"):
    return {"name": name, "type": kind, "id": 1234567890, "messages": list(messages)}


def export(*messages: object, indent: int | None = 1, **names: str) -> bytes:
    return json.dumps(chat(*messages, **names), indent=indent, ensure_ascii=False).encode()


def parsed(data: bytes) -> list[newstool.Article | newstool.Failure]:
    return list(newstool.parse_many([data]))


@pytest.mark.parametrize("indent", [1, None])
def test_a_post_is_a_record_with_its_other_fields(indent):
    first, second = parsed(export(CREATED, SIGNED, SENT_ON, PICTURE, indent=indent))
    assert first.title == "Ferry returns to the harbour"
    assert first.text.startswith("The ferry will return on Monday after months of repair.\n\n")
    assert "Tickets are at the pier & at the door." in first.text
    assert first.authors == ("Ana Ruiz",)
    assert str(first.date_published) == "2024-05-02T08:34:11"
    assert str(first.date_modified) == "2024-05-02T09:00:00"
    assert (first.site_name, first.tags) == ("Halvren Harbour", ("ferry",))
    assert (first.input.id, first.input.container) == (2, "telegram")
    assert (second.text, second.source) == (SENT_ON["text"], "The Harbour Courier")
    assert second.authors == ()


def test_what_was_passed_over_is_counted_on_the_last_post():
    *_, last = parsed(export(CREATED, CREATED, SIGNED, PICTURE, SENT_ON))
    assert last.warnings == (
        "archive-skipped:2 service messages",
        "archive-skipped:1 messages without text",
    )


def test_who_writes_in_a_group_is_the_author():
    said = {**SENT_ON, "from": "Tom Okafor", "from_id": "user7"}
    (article,) = parsed(export(said, kind="private_supergroup", name='The "quay" {group}'))
    assert article.authors == ("Tom Okafor",)
    assert article.site_name == 'The "quay" {group}'


def test_the_export_of_all_chats_is_read_chat_by_chat():
    chats = [chat(SIGNED), chat(SENT_ON, name="Brisac Pier"), chat(name="Empty")]
    about = "Here is the data you requested. Remember: it is yours."
    whole = {"about": about, "contacts": {"list": []}, "chats": {"about": "x", "list": chats}}
    first, second = parsed(json.dumps(whole, indent=1).encode())
    assert (first.site_name, second.site_name) == ("Halvren Harbour", "Brisac Pier")


def test_an_export_that_breaks_off_gives_the_posts_before_and_one_failure():
    data = export(SIGNED, SENT_ON, SENT_ON)
    first, second, fault = parsed(data[: data.rindex(b"market")])
    assert first.title == "Ferry returns to the harbour"
    assert second.text == SENT_ON["text"]
    assert isinstance(fault, newstool.Failure)
    assert "breaks off" in str(fault.error)


@pytest.mark.parametrize("messages", [(), (CREATED,), (PICTURE, {}), ("words", 7, None)])
def test_an_export_without_a_post_is_one_failure(messages):
    (found,) = parsed(export(*messages))
    assert isinstance(found, newstool.Failure)
    assert "no post" in str(found.error)


def test_values_of_a_wrong_kind_are_passed_over():
    odd = {**SENT_ON, "id": "x", "from": 7, "date": ["2024"], "edited": {}, "forwarded_from": None}
    odd["text"] = ["The ferry returns to the pier on Monday.", 7, None, {"type": "bold"}, ["x"]]
    (article,) = parsed(export(odd))
    assert article.text == "The ferry returns to the pier on Monday."
    assert article.date_published is None


def test_other_files_are_not_taken_for_an_export():
    for text in (
        b'{"name": "x", "type": "channel", "messages": []}',
        b'{"name": "Ferry", "text": "It returns."}',
        b'{"about": "The ferry", "text": "It returns."}',
        b"name, type, messages",
    ):
        kind = tell(text)
        assert kind is None or kind.name != "telegram"


def test_many_posts_are_read_with_the_memory_of_one():
    piece = json.dumps(SENT_ON).encode() + b","
    made = 0

    def chunks():
        nonlocal made
        yield export(CREATED)[:-4] + b","
        for _ in range(200):
            made += 1
            yield piece * 20
        yield b"{}]}"

    parts = read(Stream(chunks()), Opening())
    assert isinstance(next(parts), Part)
    assert made < 5
    assert sum(1 for _ in parts) == 3999


@pytest.mark.parametrize(
    "piece", [b"[", b'{"a":', b'{"text": "x"},', b'"messages": [', b"{},", b'"\\', b"1,"]
)
def test_much_of_anything_takes_no_longer_than_its_length(piece):
    head = b'{"name": "x", "type": "public_channel", "id": 1, "messages": ['

    def read_all(data):
        with pytest.raises(newstool.NewstoolError):
            list(read(Stream.of_bytes(data), Opening()))

    assert_linear(read_all, lambda size: head + piece * (size // len(piece)), 160_000)


def test_a_message_with_too_much_inside_one_another_is_a_failure():
    with pytest.raises(InputError):
        list(read(Stream.of_bytes(export()[:-3] + b'{"text":' + b"[" * 100_000), Opening()))


# --- pages ---------------------------------------------------------------------------------------


def test_a_post_of_a_page_is_a_record():
    first, second = parsed(PAGE.encode())
    assert first.title == "Ferry returns to the harbour"
    assert first.text.split("\n\n") == [
        "The ferry will return on Monday after months of repair.",
        "Tickets are at the pier.",
    ]
    assert (first.authors, first.site_name) == (("Ana Ruiz",), "Halvren Harbour")
    assert str(first.date_published) == "2024-05-02T08:34:11+03:00"
    assert (first.input.id, first.input.container) == ("2", "telegram")
    assert (second.source, second.authors) == ("The Harbour Courier", ())
    assert str(second.date_published) == "2024-05-03T10:00:00+03:00"


def test_a_page_that_breaks_off_gives_the_posts_before():
    whole, _ = parsed(PAGE.encode())
    first, second = parsed(PAGE[: PAGE.index(" on the quay")].encode())
    assert (first.title, first.text) == (whole.title, whole.text)
    assert "It rained" in (second.title, second.text)


def test_who_wrote_the_post_before_wrote_the_one_joined_to_it():
    group = PAGE.replace('"from_name">\nHalvren Harbour', '"from_name">\nTom Okafor')
    group = group.replace('<div class="forwarded body">', "<div>").replace("signature", "x")
    first, second = parsed(group.encode())
    assert (first.authors, second.authors) == (("Tom Okafor",), ("Tom Okafor",))
