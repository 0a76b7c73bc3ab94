"""The language: what the page declares, checked against what its text says."""

from __future__ import annotations

import pytest
from conftest import labelled_page

import newstool
from newstool.fields.language import detect_language, language_code, read_language
from newstool.model.article import (
    Block,
    BlockKind,
    Document,
    Encoding,
    Head,
    Label,
    LabelledBlock,
    MetaTag,
    Reading,
)
from newstool.vocabulary.languages import function_words, load_languages, script_of

GERMAN = "Die Fähre ist nach zwei Tagen in den Hafen zurückgekehrt, und alle waren froh."
SAMPLES = [(entry.code, entry.sample) for entry in load_languages().language]


@pytest.mark.parametrize(("code", "sample"), SAMPLES, ids=[code for code, _ in SAMPLES])
def test_each_language_is_told_by_one_sentence(code, sample):
    assert detect_language(sample) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Το πλοίο επέστρεψε στο λιμάνι μετά από δύο ημέρες.", "el"),
        ("המעבורת חזרה לנמל אחרי יומיים של סערה.", "he"),
        ("เรือข้ามฟากกลับถึงท่าเรือหลังพายุสองวัน", "th"),
        ("여객선은 이틀간의 폭풍 끝에 항구로 돌아왔다.", "ko"),
        ("フェリーは二日間の嵐の後、港に戻った。", "ja"),
        ("渡轮在两天的风暴之后回到了港口。", "zh"),
        ("ბორანი ორდღიანი ქარიშხლის შემდეგ ნავსადგურში დაბრუნდა.", "ka"),
        ("ঝড়ের দুই দিন পর ফেরিটি বন্দরে ফিরে এসেছে।", "bn"),
        ("படகு இரண்டு நாள் புயலுக்குப் பிறகு துறைமுகத்திற்குத் திரும்பியது.", "ta"),
    ],
)
def test_a_script_of_its_own_tells_the_language(text, code):
    assert detect_language(text) == code


@pytest.mark.parametrize(
    "text", ["", "12:30", "A B", "???", "\x00\ud800", "Xq zzt brr krt plf gnd"]
)
def test_too_little_text_tells_no_language(text):
    assert detect_language(text) is None


def test_at_least_thirty_languages_are_known():
    assert len({entry.code for entry in load_languages().language}) >= 45


def test_function_words_hold_the_smallest_words_of_every_language():
    assert {"the", "und", "les", "и", "में"} <= function_words()


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("de-AT", "de"),
        ("pt_BR", "pt"),
        ("EN", "en"),
        ("nb-NO", "no"),
        ("eng", "en"),
        ("zh-Hans, en", "zh"),
        ("fil", "tl"),
        ("english", None),
        ("", None),
        ("x", None),
        ("??", None),
    ],
)
def test_declared_codes_are_reduced_to_two_letters(declared, code):
    assert language_code(declared) == code


def page(text: str, head: Head) -> tuple[Reading, tuple[LabelledBlock, ...]]:
    block = Block(0, BlockKind.PARAGRAPH, text)
    document = Document(text, "html", Encoding("utf-8", "utf-8"))
    return Reading(document, (block,), head), (LabelledBlock(block, Label.BODY, "test"),)


def test_a_declaration_that_the_text_bears_out_is_believed():
    found = read_language(labelled_page(*page(GERMAN, Head(language="de-DE"))))
    assert found is not None
    assert (found.value, found.source, found.quote) == ("de", "html:lang", "de-DE")


def test_a_wrong_declaration_gives_way_to_the_next_one():
    head = Head(language="en-US", meta=(MetaTag("og:locale", "de_DE"),))
    found = read_language(labelled_page(*page(GERMAN, head)))
    assert found is not None
    assert (found.value, found.source) == ("de", "meta:og:locale")


def test_a_wrong_declaration_gives_way_to_the_text():
    found = read_language(labelled_page(*page(GERMAN, Head(language="en"))))
    assert found is not None
    assert (found.value, found.source, found.block) == ("de", "detected", 0)
    assert found.quote in GERMAN


def test_close_relatives_are_told_apart_by_the_declaration():
    croatian = "Brod se vratio u luku i posada je rekla da su svi na broju."
    found = read_language(labelled_page(*page(croatian, Head(language="sr"))))
    assert found is not None and found.value == "sr"


def test_a_short_text_leaves_the_declaration_as_it_is():
    found = read_language(labelled_page(*page("OK", Head(language="fi"))))
    assert found is not None and found.value == "fi"


def test_nothing_declared_and_nothing_to_read_is_no_language():
    assert read_language(labelled_page(*page("12", Head()))) is None


@pytest.mark.parametrize("value", [7, None, ["de"], {"name": "de"}, {"@value": True}])
def test_odd_values_in_json_ld_never_raise(value):
    head = Head(json_ld=({"@type": "NewsArticle", "inLanguage": value},))
    read_language(labelled_page(*page(GERMAN, head)))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Plain words only", "latin"),
        ("Слова и слова", "cyrillic"),
        ("東京で会議が開かれた", "kana"),
    ],
)
def test_the_script_is_that_of_most_letters(text, script):
    assert script_of(text) == script


# Two short sentences, most without a function word: their letters tell the language.
SHORT = {
    "en": "Bread prices rose again in March. Bakers blame the cost of flour.",
    "de": "Feuerwehr löscht Brand in Scheune. Kinder zahlen nichts.",
    "fr": "La piscine ouvrira samedi matin. Trois chats sauvés.",
    "es": "La medida durará todo el año. Esta noche lloverá.",
    "pt": "O preço do pão voltou a subir. Os padeiros culpam a farinha.",
    "it": "La scuola riaprirà lunedì mattina. Stasera pioverà.",
    "nl": "Fietsers kunnen er al over. Niemand raakte gewond.",
    "sv": "Bron öppnas igen på måndag. Ingen skadades.",
    "da": "Politiet leder efter vidner til ulykken. Ingen blev dræbt.",
    "no": "Brua åpner igjen mandag. Ingen ble skadd.",
    "fi": "Silta avataan maanantaina. Kukaan ei loukkaantunut.",
    "et": "Sild avatakse esmaspäeval. Keegi viga ei saanud.",
    "lv": "Tiltu atvērs pirmdien. Neviens necieta.",
    "lt": "Tiltas bus atidarytas pirmadienį. Niekas nenukentėjo.",
    "pl": "Most zostanie otwarty w poniedziałek. Nikt nie ucierpiał.",
    "cs": "Most se otevře v pondělí. Nikdo nebyl zraněn.",
    "sk": "Most otvoria v pondelok. Nikto sa nezranil.",
    "sl": "Most bodo odprli v ponedeljek. Nihče ni bil poškodovan.",
    "hr": "Most se otvara u ponedjeljak. Nitko nije ozlijeđen.",
    "hu": "Hétfőn nyitják meg a hidat. Senki sem sérült meg.",
    "ro": "Podul se redeschide luni. Nimeni nu a fost rănit.",
    "tr": "Köprü pazartesi günü açılacak. Kimse yaralanmadı.",
    "az": "Körpü bazar ertəsi açılacaq. Heç kim xəsarət almayıb.",
    "ca": "El pont obrirà dilluns. Ningú no ha resultat ferit.",
    "eu": "Zubia astelehenean irekiko dute. Ez da inor zauritu.",
    "cy": "Bydd y bont yn agor ddydd Llun. Ni chafodd neb ei anafu.",
    "is": "Brúin verður opnuð á mánudag. Enginn slasaðist.",
    "id": "Jembatan akan dibuka hari Senin. Tidak ada yang terluka.",
    "tl": "Bubuksan ang tulay sa Lunes. Walang nasaktan.",
    "vi": "Cây cầu sẽ mở lại vào thứ Hai. Không ai bị thương.",
    "sw": "Daraja litafunguliwa Jumatatu. Hakuna aliyejeruhiwa.",
    "ru": "Мост откроют в понедельник. Никто не пострадал.",
    "uk": "Міст відкриють у понеділок. Ніхто не постраждав.",
    "bg": "Мостът отваря в понеделник. Няма пострадали.",
    "sr": "Мост се отвара у понедељак. Нико није повређен.",
    "mn": "Гүүр даваа гарагт нээгдэнэ. Хэн ч гэмтээгүй.",
    "ar": "يفتح الجسر يوم الاثنين. ولم يصب أحد.",
    "fa": "پل روز دوشنبه باز می‌شود. کسی آسیب ندید.",
    "ur": "پل پیر کو کھلے گا۔ کوئی زخمی نہیں ہوا۔",
    "hi": "पुल सोमवार को खुलेगा। कोई घायल नहीं हुआ।",
    "mr": "पूल सोमवारी उघडणार. कोणीही जखमी झाले नाही.",
}


@pytest.mark.parametrize(("code", "sentences"), SHORT.items(), ids=SHORT)
def test_two_short_sentences_tell_the_language(code, sentences):
    assert detect_language(sentences) == code


@pytest.mark.parametrize(("code", "sentences"), SHORT.items(), ids=SHORT)
def test_a_right_declaration_is_believed_and_a_templates_english_is_not(code, sentences):
    right = read_language(labelled_page(*page(sentences, Head(language=code))))
    wrong = read_language(labelled_page(*page(sentences, Head(language="en-US"))))
    assert right is not None and right.value == code
    assert wrong is not None and wrong.value == code


@pytest.mark.parametrize(
    "names", ["Ana Ruiz, Tom Okafor, Lena Vogt", "AAPL 182.31 MSFT 402.11", "Photo: Reuters"]
)
def test_names_and_numbers_are_in_no_language(names):
    assert detect_language(names) is None


def test_a_language_that_no_table_knows_is_believed_when_the_text_is_short():
    breton = "Digoret e vo ar pont d'al Lun."
    found = read_language(labelled_page(*page(breton, Head(language="br"))))
    assert found is not None and found.value == "br"


def test_a_short_chinese_sentence_tells_the_language():
    page = "<h1>天鹅回到护城河</h1><div>2024年05月12日 09:15</div><p>宫殿方面表示不会喂食。</p>"
    assert newstool.parse(page).language == "zh"
