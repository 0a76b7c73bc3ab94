"""Bytes become text: which encoding is believed, and what isn't text at all."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.model.article import Document
from newstool.model.errors import DecodeError, EmptyInputError, NewstoolError
from newstool.model.settings import Settings
from newstool.reading.decode import decode


@pytest.mark.parametrize(
    ("raw", "text", "name", "how"),
    [
        ("Die Brücke".encode(), "Die Brücke", "utf-8", "utf-8"),
        (b"\xef\xbb\xbfBridge", "Bridge", "utf-8", "bom"),
        (b"\xff\xfeB\x00", "B", "utf-16-le", "bom"),
        (
            '<meta charset="gbk">大桥'.encode("gbk"),
            '<meta charset="gbk">大桥',
            "gb18030",
            "declared",
        ),
        (
            '<meta charset="iso-8859-1">“Brücke”'.encode("cp1252"),
            '<meta charset="iso-8859-1">“Brücke”',
            "windows-1252",  # browsers read Latin-1 as its superset
            "declared",
        ),
    ],
)
def test_the_encoding_is_recognised_and_named(raw: bytes, text: str, name: str, how: str) -> None:
    document = decode(raw)
    assert document.text == text
    assert (document.encoding.name, document.encoding.how) == (name, how)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["Die Brücke\r\n\r\nSie ist offen.", "大桥通车\n\n2024年3月5日\n"])
def test_wide_encodings_are_told_without_a_mark(text: str, name: str) -> None:
    document = decode(text.encode(name))
    assert document.text.splitlines() == text.splitlines()
    assert (document.encoding.name, document.encoding.how) == (name, "detected")


@pytest.mark.parametrize("raw", [b"\x00\x00", b"B\x00r\x00\x00\x00", b"\x00\x10\x00\x20" * 9])
def test_bytes_with_zeros_that_spell_no_text_are_refused(raw: bytes) -> None:
    with pytest.raises(DecodeError, match="binary"):
        decode(raw)


def test_an_undeclared_encoding_is_guessed_and_the_guess_is_said() -> None:
    document = decode(("市议会星期一开会，同意在河上建一座新桥。" * 20).encode("gbk"))
    assert document.text.startswith("市议会星期一开会")
    assert "encoding-guessed" in document.warnings


@pytest.mark.parametrize("name", ["gbk", "big5", "cp932"])
def test_a_page_that_calls_itself_utf_8_and_is_not_is_read_as_what_it_is(name: str) -> None:
    text = (
        "大桥的门今天早上开了，市民们在河上走了一天。"
        if name == "gbk"
        else "大橋今日開放，市民行走。"
    )
    page = '<meta charset="utf-8"><p>' + text * 20
    document = decode(page.encode(name))
    assert document.text == page
    assert "encoding-guessed" in document.warnings


def test_one_torn_character_does_not_change_the_encoding() -> None:
    document = decode(("Die Brücke über den Fluss. " * 40).encode() + b"\xc3")
    assert document.text.startswith("Die Brücke")
    assert "encoding-errors" in document.warnings


def test_a_given_encoding_is_believed_or_refused_with_the_place() -> None:
    assert decode("Brücke".encode("cp1252"), encoding="cp1252").text == "Brücke"
    with pytest.raises(DecodeError, match="offset 2: byte 0xfc is not valid utf-8"):
        decode("Brücke".encode("cp1252"), encoding="utf-8")
    with pytest.raises(DecodeError, match="unknown encoding"):
        decode(b"x", encoding="no-such-thing")


@pytest.mark.parametrize("raw", [b"", b" \n\t ", b"\xef\xbb\xbf"])
def test_white_space_only_is_an_error(raw: bytes) -> None:
    with pytest.raises(EmptyInputError):
        decode(raw)


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG picture"), (bytes(range(256)) * 8, "binary")],
)
def test_binary_is_an_error_that_says_what_it_is_and_what_to_do(raw: bytes, said: str) -> None:
    with pytest.raises(DecodeError, match=said) as caught:
        decode(raw)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("<!DOCTYPE html><p>x", "html"),
        ("<div>a fragment</div>", "html"),
        ("\n<!-- saved page -->\n<html><body>x", "html"),
        ("Menu <b>x</b><p>a<p>b<p>c", "html"),
        ("Prices fell <5% in March, and a < b was printed on the shirt.", "text"),
        ("OLDTOWN, March 3 (Wire) - The council met.", "text"),
        ("Write <p> for a paragraph, said the teacher.", "text"),
    ],
)
def test_content_decides_what_an_input_is(text: str, format: str) -> None:
    assert decode(text).format == format


def test_input_over_the_limit_is_cut_with_a_warning() -> None:
    document = decode(b"x" * 100, settings=Settings(max_bytes=10))
    assert (document.text, document.warnings) == ("x" * 10, ("truncated:bytes",))


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_an_error_of_ours(raw: bytes) -> None:
    with suppress(NewstoolError):
        assert isinstance(decode(raw), Document)


def test_comments_without_end_before_no_tag_are_read_in_no_time() -> None:
    # Each of them could be read as one comment with the next: two ways for each, were they tried.
    assert decode("<!-- a -->" * 1500 + "A bridge").text.endswith("A bridge")


_NEWS = {
    "gb18030": "市长周二宣布新桥将于六月开放。\n记者在现场看到工人们正在安装路灯。\n",
    "euc_jp": "市長は火曜日、新しい橋が六月に開通すると発表した。\n住民は待っていたという。\n",
    "cp949": "시장은 화요일 새 다리가 유월에 열린다고 밝혔다.\n주민들은 십이 년을 기다렸다.\n",
}


@pytest.mark.parametrize("encoding", _NEWS)
def test_a_bad_byte_in_a_long_page_does_not_hide_its_encoding(encoding: str) -> None:
    lines = (_NEWS[encoding] * 20).encode(encoding)
    found = decode(lines + b"\xff\n" + lines, format="text")
    assert found.encoding.how == "detected"
    assert found.text.replace("\ufffd\n", "") == _NEWS[encoding] * 40
    assert found.warnings == ("encoding-guessed", "encoding-errors")


def test_accents_among_plain_letters_are_not_taken_for_pairs_of_bytes() -> None:
    text = "Le maire a annoncé mardi que le pont ouvrirait en juin, après douze années.\n" * 20
    assert decode(text.encode("cp1252") + b"\x81\n", format="text").text.startswith(
        "Le maire a annonc"
    )
    assert "après" in decode(text.encode("cp1252"), format="text").text


def test_a_file_put_together_from_two_encodings_is_read_line_by_line():
    text = "Le pont fermé – « à midi ».\nLa mairie a précisé la durée, à la presse.\n"
    first, second = text.splitlines(keepends=True)
    document = decode(first.encode() + second.encode("cp1252"))
    assert document.text == text
    assert document.warnings == ("encoding-guessed",)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("A ponte será fechada, disse a câmara. Não há alternativa, afirmou João.\n", "cp1252"),
        ("Le pont fermera à la fête de l'été. À bientôt, a annoncé la mairie.\n" * 10, "cp1252"),
        ("Bron stängs på måndag, sade hon. Färjan går till öarna.\n" * 3, "cp1252"),
        ("Most zostanie zamknięty. Nie wiadomo, dlaczego się tak stało.\n", "cp1250"),
        ("Most bude příští týden uzavřen, řekl starosta. Důvod není známý.\n", "cp1250"),
        ("A hídat hétfőn lezárják, mondta a polgármester. Senki sem tudja, miért.\n", "cp1250"),
        ("Köprü pazartesi günü kapatılacak, dedi başkan. Neden olduğu bilinmiyor.\n", "cp1254"),
    ],
    ids=["Portuguese", "French", "Swedish", "Polish", "Czech", "Hungarian", "Turkish"],
)
def test_short_texts_in_european_encodings_are_recognised_by_their_letters(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "gb18030", "cp932"])
def test_a_file_in_one_encoding_is_not_taken_for_a_mixed_one(encoding):
    text = {
        "cp1252": "Die Bäckerei schließt.\nDas sagte der Müller über die schöne Brücke.\n",
        "cp1251": "Мост закрыт на полгода.\nМэрия сообщила об этом в четверг утром.\n",
        "gb18030": "大桥关闭六个月。\n市政府星期四宣布了这一消息，公共汽车改走北码头。\n",
        "cp932": "橋は半年間閉鎖される。\n市役所は木曜日にこのことを発表しました。\n",
    }[encoding]
    assert decode((text * 5).encode(encoding)).text == text * 5
