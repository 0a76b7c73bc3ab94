"""East Asian characters are told from others, and a pattern is compiled once, when first asked."""

import pytest

from newstool.vocabulary.scripts import ends_sentence, has_east_asian, is_east_asian


@pytest.mark.parametrize("text", ["港口", "ミナト", "みなと", "항구", "Ana Ruiz 港"])
def test_chinese_japanese_and_korean_are_east_asian(text: str) -> None:
    assert has_east_asian(text)


@pytest.mark.parametrize(
    "text", ["", "harbour", "d’Été — «порт»", "ميناء", "बंदरगाह", "ท่าเรือ", "⚓🚢", "、。"]
)
def test_other_writing_and_mere_marks_are_not(text: str) -> None:
    assert not has_east_asian(text)


def test_one_character_is_asked_of_by_its_place() -> None:
    assert [is_east_asian("A港!", at) for at in range(4)] == [False, True, False, False]


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("The bell rang twice.", True),
        ("“The bell rang twice.”", True),
        ("鐘が二度鳴った。", True),
        ("Վերջաբանը մի քիչ երկար է։", True),
        ("በሚቀጥለው ዓመት ሦስት ጉድጓዶች ይቆፈራሉ።", True),
        ("အနီးအနားရွာများမှ ကလေးများလည်း လာရောက်ဖတ်ရှုနိုင်သည်။", True),
        ("คาดว่าป่าชายเลนแห่งนี้จะกลับมาสมบูรณ์ภายในห้าปี", True),
        ("ข่าวที่เกี่ยวข้อง", False),  # Thai marks no sentence ends, so its length must tell
        ("The bell", False),
        ("", False),
    ],
)
def test_a_sentence_ends_as_its_script_ends_sentences(line: str, ends: bool) -> None:
    assert ends_sentence(line) is ends
