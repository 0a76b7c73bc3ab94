"""A notice after a line's last sentence, which readers set apart."""

from __future__ import annotations

import pytest

import newstool
from newstool.vocabulary.line_tails import tail_start


@pytest.mark.parametrize(
    ("line", "tail"),
    [
        ("The tax was passed by 31 votes. © 2024 Tram Post. All rights reserved.", "© 2024 Tram"),
        ("A quarter of the vans were electric. Enditem", "Enditem"),
        ("El epicentro se situó a 60 kilómetros de la costa. EFE", "EFE"),
        ("Il traffico è tornato regolare alle 11. (ANSA).", "(ANSA)"),
        ("Oil fell to its lowest in a month. (Reporting by Ana Ruiz; Editing by Lee Park)", "(Rep"),
        ("这座桥今天通车，两万人走过。（完）", "（完）"),
        ("这座桥今天通车，两万人走过。(责任编辑：李明)", "(责任"),
        ("The tram stops. It is late. Nobody waits. Menu © 2024 Tram Post", "Menu ©"),
        ("The tram stops. Nobody waits. Subscribe to our newsletter © 2024 Tram Post", "Subscribe"),
        ("The tram stops at the pier. © 2024 Tram Post. Reproduction prohibited.", "© 2024"),
        ("The tram will run again in May. ■", "■"),
        ("The tram will run again in May. ###", "###"),
        ("The tram will run again in May. -30-", "-30-"),
    ],
)
def test_a_notice_after_a_sentence_is_found(line: str, tail: str) -> None:
    start = tail_start(line)
    assert start is not None
    assert line[start:].startswith(tail)


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 Tram Post. All rights reserved.",
        "Copyright 2024 Tram Post. All rights reserved. Reproduction prohibited.",
        "He was there. Copyright law was the topic of the talk.",
        "She had worked for Reuters.",
        "He wrote in three languages. C#",
        "The tram will run again. Or so they hope -",
        "The tram stops here. (AP) And so it went on.",
        "Reuters",
        "",
    ],
)
def test_a_line_without_one_is_left_alone(line: str) -> None:
    assert tail_start(line) is None


def test_the_sentence_stays_and_the_notice_goes() -> None:
    sentence = "The senate passed a tax on lemonade on Thursday by 31 votes to 28."
    notice = "© 2024 Tram Post. All rights reserved."
    for source in (
        f"Lemonade tax passes\n\n{sentence}  {notice}\n",
        f"<h1>Lemonade tax passes</h1><p>{sentence} {notice}</p>",
    ):
        article = newstool.parse(source)
        assert article.text == sentence
        assert article.copyright is not None
        assert article.copyright.notice == notice


def test_a_list_keeps_its_kinds_after_a_split_line() -> None:
    article = newstool.parse(
        "What was agreed\n\nThe council met on Monday evening in the old mill. EFE\n\n"
        "- Fares are frozen.\n- Trams run until two.\n"
    )
    assert [part.type for part in article.body] == ["paragraph", "list_item", "list_item"]
