"""UTF-8 that was read in another code page and encoded once more."""

from __future__ import annotations

import pytest

import newstool
from newstool.reading.mojibake import undo_mojibake

SENTENCES = (
    "Een ongeëvenaarde “vangst” – één voor één, €2,10 à la Loïs.",
    "Привет, мир! Это «статья» — да.",
    "Łódź: zażółć gęślą jaźń.",
    "أعيد تشغيل المنارة.",
    "灰岬灯台が6日夜、点灯した。",
)


def misread(text: str, code_page: str) -> str:
    """The text as software reads it that takes its bytes for another code page's."""
    return "".join(
        bytes((byte,)).decode(code_page, "ignore") or chr(byte) for byte in text.encode()
    )


@pytest.mark.parametrize("code_page", ["cp1252", "cp1251", "latin-1"])
@pytest.mark.parametrize("text", SENTENCES)
def test_text_that_was_encoded_twice_is_undone(text: str, code_page: str) -> None:
    once = misread(text, code_page)
    assert undo_mojibake(once) == text
    assert undo_mojibake(misread(once, code_page)) == text


@pytest.mark.parametrize(
    "text",
    [
        *SENTENCES,
        "Ça va ? Âge mûr, à côté.",
        "Він і Віта і Вінниця.",  # 'Ві' looks like a sequence
        "„MENÜ“ und „JÄ“ und „JÄ“",
        "He wrote RÃ©union for Réunion, élan and café.",  # about such signs
        "plain",
    ],
)
def test_text_that_may_be_right_stays(text: str) -> None:
    assert undo_mojibake(text) is None


def test_a_lost_space_and_a_lost_byte_are_put_back() -> None:
    assert undo_mojibake("Ã©tÃ© Ã la mer, â€œouiâ€ dit-il") == "été à la mer, “oui” dit-il"


def test_a_record_warns_of_it() -> None:
    article = newstool.parse("RÃ©union du cafÃ©\n\nLe cafÃ© a rouvert lundi soir Ã  huit heures.\n")
    assert article.title == "Réunion du café"
    assert "encoding-undone" in article.warnings
