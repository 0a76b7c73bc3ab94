"""Bylines as papers of many languages set them, read from pages without metadata."""

from __future__ import annotations

import pytest
from conftest import labelled_page

import newstool
from newstool.fields.authors.choose import People, read_people
from newstool.model.article import Document, Encoding, Label, LabelledBlock, Reading
from newstool.model.settings import DEFAULTS
from newstool.reading.html.reader import read_html

STORY = (
    "The ferry lost her bow ramp on Saturday night because a pin had been left out after a test, "
    "the harbour office said on Sunday, and nobody was hurt."
)


SIGNED = "Lê Phương"  # the last line of the body


def label(reading: Reading) -> tuple[LabelledBlock, ...]:
    """The headline is the first heading, the story the one long block and its signature."""

    def one(number: int) -> Label:
        block = reading.blocks[number]
        if block.text in (STORY, SIGNED):
            return Label.BODY
        return Label.TITLE if block.level == 1 else Label.OTHER

    return tuple(LabelledBlock(block, one(n), "test") for n, block in enumerate(reading.blocks))


def people_of_page(*, head: str = "", byline: str = "", tail: str = "") -> People:
    html = (
        f"<html><head>{head}</head><body><h1>Ferry loses ramp</h1>{byline}"
        f"<p>{STORY}</p>{tail}</body></html>"
    )
    reading = read_html(Document(html, "html", Encoding("utf-8", "str")), DEFAULTS)
    return read_people(labelled_page(reading, label(reading)))


def authors_of_page(**parts: str) -> tuple[str, ...]:
    return tuple(found.value for found in people_of_page(**parts).authors)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<p>03.07.2024 Erstellt von Jutta Wiesner</p>", ("Jutta Wiesner",)),
        ("<p>Van onze verslaggever Sanne Hof</p>", ("Sanne Hof",)),
        ("<p>oprac. Katarzyna Wrona</p>", ("Katarzyna Wrona",)),
        ("<p>Пише: Милица Стојић</p>", ("Милица Стојић",)),
        ("<p>Haber: Şule İNCE Giriş Tarihi: 03.07.2024 14:20</p>", ("Şule İnce",)),
        ("<p>POR JUAN DE LA VEGA Y MARÍA ÑANCO</p>", ("Juan de la Vega", "María Ñanco")),
        ("<p>كتب: سامي الحداد الأربعاء 03 يوليو 2024 02:20 م</p>", ("سامي الحداد",)),
        ("<p class=author>بيروت ـ ليلى منصور | نشر في ٣ تموز ٢٠٢٤</p>", ("ليلى منصور",)),
        ("<p>خبرنگار: مریم احمدی</p>", ("مریم احمدی",)),
        ("<p>تحریر: عائشہ قریشی</p>", ("عائشہ قریشی",)),
        ("<p class=author>எழுதியவர் கவிதா முருகன்</p>", ("கவிதா முருகன்",)),
        ("<p>โดย สมชาย ใจดี 3 ก.ค. 2567 เวลา 14:20 น.</p>", ("สมชาย ใจดี",)),
        ("<p class=author>ავტორი: ნინო ბერიძე</p>", ("ნინო ბერიძე",)),
        ("<p class=author>Հեղինակ՝ Անի Գրիգորյան</p>", ("Անի Գրիգորյան",)),
        ("<p class=author>ដោយ៖ សុខ ពិសិដ្ឋ</p>", ("សុខ ពិសិដ្ឋ",)),
        ("<p class=author>በ ሰላም ተስፋዬ</p>", ("ሰላም ተስፋዬ",)),
        ("<p class=author>Б.Сарангэрэл</p>", ("Б.Сарангэрэл",)),
        ("<p>מאת: נועה בן־שחר</p>", ("נועה בן־שחר",)),
        ("<p class=author>نویسنده: مهسا کریمی\u200cپور</p>", ("مهسا کریمی\u200cپور",)),
        ("<p>记者：欧阳静怡　通讯员：司马南风</p>", ("欧阳静怡", "司马南风")),
        ("<p>撰文：陳大文　出版：2024-03-05 14:30</p>", ("陳大文",)),
        ("<p>文・佐々木　遥　写真・高梨　蓮</p>", ("佐々木 遥",)),
        ("<p>Door Jan-Willem van 't Hof</p>", ("Jan-Willem van 't Hof",)),
        ("<p>Höf. Guðrún Björk Ásgeirsdóttir</p>", ("Guðrún Björk Ásgeirsdóttir",)),
        ("<p>Von Lena Vogt (Text) und Emil Wiesner (Fotos)</p>", ("Lena Vogt",)),
        ("<p>Texto de Inês Couto; fotografia de Rui Vaz</p>", ("Inês Couto",)),
        ("<p>박서연·김도현 기자</p>", ("박서연", "김도현")),
        ("<p>박서연·김도현 입력 2024. 7. 3. 14:20</p>", ("박서연", "김도현")),
        ("<p class=author>記者 陳怡君／臺南報導</p>", ("陳怡君",)),
        ("<p class=author>নিজস্ব প্রতিবেদক</p>", ()),  # 'staff reporter'
        ("<p class=author>নদীকথা ডেস্ক</p>", ()),  # a desk
        ("<p class=author>公開日 更新日</p>", ()),  # labels of dates
    ],
)
def test_a_byline_under_the_headline_is_read_in_its_language(byline, authors):
    assert authors_of_page(byline=byline) == authors


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        (
            "By Dr. Ana Ruiz, and Prof. Tom Okafor for The Ferry",
            ("Dr. Ana Ruiz", "Prof. Tom Okafor"),
        ),
        ("By Ana Ruiz &amp; M. de Souza", ("Ana Ruiz", "M. de Souza")),
    ],
)
def test_titles_and_initials_before_a_name_are_told_from_forms_of_address(byline, authors):
    assert authors_of_page(byline=f"<p>{byline}</p>") == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ana Ruiz of the Ferry Courier", ("Ana Ruiz",)),
        ("By Ana Ruiz Associated Press", ("Ana Ruiz",)),
        ("By Nur Aisyah binti Abdullah", ("Nur Aisyah binti Abdullah",)),
        ("Story and photos by Ana Ruiz", ("Ana Ruiz",)),
        ("dal nostro inviato Giulia Moretti", ("Giulia Moretti",)),
        ("De notre correspondante à Rome, Élodie Marchand", ("Élodie Marchand",)),
        ("Аутор: Милица Стојановић", ("Милица Стојановић",)),
        ("Ольга Кузьмина, «Волжский край»", ("Ольга Кузьмина",)),
        ("Élodie Marchand (à Lyon)", ("Élodie Marchand",)),
        ("Ana Ruiz / Bogotá", ("Ana Ruiz",)),
        ("Ana Ruiz / Ferry Images", ()),
        ("Emre DEMİR/ANKARA, (DHA)", ("Emre Demir",)),
        ("रमेश तिवारी, नई दिल्ली", ()),  # nothing but markup or a label tells a name without capitals
    ],
)
def test_what_stands_beside_a_name_is_told_from_it(line, authors):
    assert authors_of_page(byline=f"<p>{line}</p>") == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Десислава Колева", ("Десислава Колева",)),  # known by how the surname ends
        ("Jutta Wiesner, Hagenau", ("Jutta Wiesner",)),
        ("Wiebrand Oostra", ("Wiebrand Oostra",)),
        ("О. Кузьмина, Д. Широков", ("О. Кузьмина", "Д. Широков")),
        ("佐藤健一", ("佐藤健一",)),
        ("Местни Новини", ()),
        ("Lokale Meldungen", ()),
        ("الأخبار المحلية", ()),
        ("金融界", ()),
        ("정치부", ()),
    ],
)
def test_a_name_on_the_line_before_a_date_signs_and_a_section_does_not(line, authors):
    assert authors_of_page(byline=f"<p>{line}</p><p>03.07.2024</p>") == authors


def test_an_element_called_a_section_names_no_author():
    byline = "<p><a class=category>Mason Porter</a></p><p>3 July 2024</p>"
    assert authors_of_page(byline=byline) == ()
    assert authors_of_page(byline=byline.replace("category", "name")) == ("Mason Porter",)


def test_elements_that_meet_without_a_space_part_the_name_from_the_date():
    byline = "<p><b class=a>By Ana Ruiz</b><b class=d>3 March 2024</b></p>"
    assert authors_of_page(byline=byline) == ("Ana Ruiz",)


@pytest.mark.parametrize(
    ("tail", "authors"),
    [
        ("<p>（佐藤健一）</p>", ("佐藤健一",)),
        ("<p>（佐藤　健一）</p>", ("佐藤 健一",)),
        ("<p>（写真はイメージ）</p>", ()),
        ("<p>（李明远 上海报道）</p>", ("李明远",)),
        ("<p>记者从江城市政府获悉，桥上的交通已经恢复，渡轮停航。</p>", ()),
        (f"<div class=sidebar-1><p>{SIGNED}</p></div>", (SIGNED,)),  # the story's own column
        ("<div class=sidebar-1><p>Lê Phượng</p></div>", ()),
        ("<p>Ana Ruiz can be reached at ana@ferry.example.</p>", ("Ana Ruiz",)),
    ],
)
def test_who_signs_at_the_foot_is_the_author_where_nobody_else_signs(tail, authors):
    assert authors_of_page(tail=tail) == authors


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("ავტორი: ნინო კვარაცხელია", "ნინო კვარაცხელია"),  # Georgian names have no capitals
        ("Հեղինակ՝ Անահիտ Սարգսյան", "Անահիտ Սարգսյան"),
        ("ដោយ៖ សុខ វណ្ណា", "សុខ វណ្ណា"),
        ("எழுதியவர், மீனாட்சி சுந்தரம்", "மீனாட்சி சுந்தரம்"),
        ("Author, Ana Ruiz", "Ana Ruiz"),
        ("Oleh Nurul Aina", "Nurul Aina"),
        ("Oleh Kovalenko", "Oleh Kovalenko"),  # a given name
        ("Розмовляла Ірина Ковальчук", "Ірина Ковальчук"),
        ("Rozmawiała Zofia Malik", "Zofia Malik"),
    ],
)
def test_labels_of_more_scripts_and_verbs_of_interviews_open_a_byline(line, author):
    text = f"Harbour ferries return after strike\n\n{line}\n\n{'The boats sailed again. ' * 9}\n"
    assert newstool.parse(text).authors == (author,)


FERRIES = "\n\n".join(
    f"The {boat} boat left the quay at six in the morning with 41 passengers, and some cheered."
    for boat in ("first", "second", "third")
)


@pytest.mark.parametrize(
    ("head", "foot", "author"),
    [
        ("By Staff Reporter\n\n", "Written by Hannah Osei", "Hannah Osei"),
        ("By Team Harbour Data\n\n", "Written by Hannah Osei", "Hannah Osei"),
        ("Written by PostHannah\n\n", "Hannah Osei\n\nWritten by Hannah Osei", "Hannah Osei"),
        ("Written by PostHannah\n\n", "Margaret Oyelaran covers ports.", "PostHannah"),
    ],
)
def test_the_foot_of_a_text_names_its_author_where_nobody_or_a_desk_signs_above(head, foot, author):
    text = f"Harbour ferries return after strike\n\n{head}{FERRIES}\n\n{foot}\n"
    assert newstool.parse(text).authors == (author,)


def test_the_heading_full_story_is_nobody():
    text = f"Sea snails remember pain\n\nSource: Tilmark University\n\nFULL FERRIES\n\n{FERRIES}\n"
    assert newstool.parse(text).authors == ()


def test_an_arabic_given_name_alone_under_the_headline_signs():
    page = "<h1>بدء تجريف الميناء</h1><p>سامي الحداد</p><p>8 مارس 2024</p>"
    story = "<p>بدأ تجريف الحوض الداخلي يوم الجمعة.</p>"
    assert newstool.parse(page + story).authors == ("سامي الحداد",)
