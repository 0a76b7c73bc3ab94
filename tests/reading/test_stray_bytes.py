"""Words in windows-1252 amid UTF-8 are read, and other stray bytes stay unread."""

from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from newstool.reading.decode import decode
from newstool.reading.stray_bytes import read_stray_bytes

HEAD = "<html><meta charset=utf-8><p>Die Brücke, “alt”, ist zu – ő ș ț</p>"


@pytest.mark.parametrize(
    "words",
    [
        "„Très bien”, dit la fée, “à l’été”.",
        "Er kam \u2013 müde \u2013 über die Straße…",
        "Noël sur l’ÎLE",
        "don’t",
    ],
)
def test_a_paragraph_in_windows_1252_is_read(words: str) -> None:
    document = decode(HEAD.encode() + f"<p>{words}</p>".encode("cp1252"))
    assert document.text == f"{HEAD}<p>{words}</p>"
    assert "encoding-mixed" in document.warnings
    assert "encoding-errors" not in document.warnings


@pytest.mark.parametrize(
    "stray",
    [
        *("Brücke".encode()[:3] + b"cke", "über”".encode()[:-1], "Мост".encode()[:-1]),
        *("大桥".encode()[:-1], "Мост закрыт".encode("cp1251"), "byæ mo\u017cna".encode("cp1257")),
        *("大桥关闭".encode("gbk"), "\u017cółty kwiat był".encode("cp1250"), b"a \x81 b"),
    ],
)
def test_torn_characters_and_other_encodings_are_no_words(stray: bytes) -> None:
    raw = HEAD.encode() + b"<p>" + stray + b"</p>"
    document = decode(raw)
    assert document.text == raw.decode("utf-8", "replace")
    assert "encoding-mixed" not in document.warnings


def test_what_makes_no_word_stays_unread_beside_what_does() -> None:
    assert read_stray_bytes("“Été” – ".encode() + b"caf\xe9 \xd0") == "“Été” – café \ufffd"


@given(st.binary())
def test_any_bytes_give_text_without_surrogates(raw: bytes) -> None:
    text = read_stray_bytes(b"caf\xe9 " + raw)
    assert text is None or text.encode()


@pytest.mark.parametrize("piece", [b"a", b"\xe9", b"a\xe9", b" \xe9", b"\xe4\xb8", b"\x94 x"])
def test_much_of_anything_takes_no_longer_than_its_length(piece: bytes) -> None:
    assert_linear(read_stray_bytes, lambda number: b"caf\xe9 " + piece * number, 20_000)
