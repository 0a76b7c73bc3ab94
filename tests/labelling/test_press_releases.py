"""Press releases as plain text: what is news in them, in the languages they come in."""

from __future__ import annotations

import pytest

import newstool

RELEASES = {
    "en": (
        "FOR IMMEDIATE RELEASE",
        "Nordkai Opens New Grain Terminal at Port Averil",
        "Nordkai AB, the operator of grain terminals on the Sund coast, today opened its new "
        "terminal at Port Averil, which can load 2,400 tonnes an hour.",
        "The first ship is expected on 1 December, the company said.",
        "About Nordkai",
        "Nordkai AB is the leading operator of grain terminals on the Sund coast. Founded in 1911, "
        "it employs 2,100 people at six ports.",
        "Media Contact:",
    ),
    "fr": (
        "COMMUNIQUÉ DE PRESSE",
        "Nordkai inaugure un nouveau terminal céréalier à Port Averil",
        "Nordkai, premier exploitant de terminaux céréaliers de la côte du Sund, a inauguré "
        "aujourd'hui son nouveau terminal, qui peut charger 2 400 tonnes par heure.",
        "Quelque 240 emplois seront créés d'ici à la fin de l'année prochaine.",
        "À propos de Nordkai",
        "Nordkai est le premier exploitant de terminaux céréaliers de la côte du Sund. Fondé en "
        "1911, le groupe emploie 2 100 personnes.",
        "Contact presse",
    ),
    "ru": (
        "ПРЕСС-РЕЛИЗ",
        "«Нордкай» открыл новый зерновой терминал в Порт-Авериле",
        "Компания «Нордкай», крупнейший оператор зерновых терминалов побережья Сунда, объявила об "
        "открытии нового терминала. Он способен грузить 2400 тонн в час, вдвое больше прежнего.",
        "До конца будущего года будет создано 240 рабочих мест.",
        "О компании",
        "«Нордкай» — крупнейший оператор зерновых терминалов побережья Сунда. Основанная в 1911 "
        "году компания насчитывает 2100 сотрудников.",
        "Контакты для СМИ:",
    ),
    "tr": (
        "BASIN BÜLTENİ",
        "Nordkai, Port Averil'de yeni tahıl terminalini açtı",
        "Sund kıyısının en büyük tahıl terminali işletmecisi Nordkai, Port Averil'deki yeni "
        "terminalini bugün açtığını duyurdu. Terminal saatte 2.400 ton yükleyebiliyor.",
        "Gelecek yılın sonuna kadar 240 kişiye istihdam sağlanacak.",
        "Nordkai Hakkında",
        "Nordkai, Sund kıyısının en büyük tahıl terminali işletmecisidir. 1911 yılında kurulan "
        "şirkette 2.100 kişi çalışmaktadır.",
        "Basın İletişim:",
    ),
    "zh": (
        "新闻稿",
        "诺德凯在埃弗里尔港启用新粮食码头",
        "松德海岸领先的粮食码头运营商诺德凯公司今日宣布，其位于埃弗里尔港的新码头正式启用。新码头每小时可装载2400吨，是旧码头的两倍。",
        "到明年年底，将新增240个就业岗位。",
        "关于诺德凯",
        "诺德凯是松德海岸领先的粮食码头运营商，成立于1911年，在六个港口拥有2100名员工。",
        "媒体联系人：",
    ),
    "ko": (
        "보도자료",
        "노르드카이, 아베릴항에 새 곡물 터미널 개장",
        "노르드카이는 14일 아베릴항에 새 곡물 터미널을 개장했다고 밝혔다. 새 터미널은 "
        "시간당 2400톤을 선적할 수 있다.",
        "회사는 내년 말까지 240명을 새로 고용할 계획이다.",
        "■ 노르드카이 소개",
        "노르드카이는 순드 연안 최대의 곡물 터미널 운영사다. 1911년 설립돼 2100명이 일하고 있다.",
        "언론 문의:",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", RELEASES)
def test_the_companys_portrait_and_the_press_office_are_no_news(language):
    frame, title, *paragraphs, about, portrait, contact = RELEASES[language]
    lines = [frame, title, *paragraphs, f"{about}\n{portrait}"]
    lines.append(f"{contact}\nAna Brandmark\npress@nordkai.example")
    article = newstool.parse("\n\n".join(lines))
    assert article.title == title
    assert article.text == "\n\n".join(paragraphs)
    assert article.authors == ()
    assert article.contacts.emails == ("press@nordkai.example",)


def test_a_story_about_a_company_keeps_its_section_of_that_name():
    _, title, first, second, about, portrait, _ = RELEASES["en"]
    article = newstool.parse(
        f"{title}\n\nBy Ana Ruiz\n\n{first}\n\n{second}\n\n{about}\n{portrait}"
    )
    assert portrait in article.text


def test_a_month_that_two_languages_share_is_read_in_the_texts_own():
    article = newstool.parse(
        "INFORMACJA PRASOWA\nPort Averil, 14 listopada 2024 r.\n\nNordkai otwiera nowy terminal\n\n"
        "Nordkai, największy operator terminali zbożowych na wybrzeżu Sund, otworzył dziś nowy "
        "terminal w Port Averil. Może on załadować 2400 ton na godzinę, dwa razy więcej niż stary."
    )
    assert (str(article.date_published), article.warnings) == ("2024-11-14", ())


def test_what_a_mail_program_says_is_no_news():
    _, title, first, second, *_ = RELEASES["en"]
    article = newstool.parse(
        f"Subject: {title}\nFrom: Ana Ruiz <ana@post.example>\n\n{first}\n\n{second}\n\n"
        "Sent from my iPhone\n\n"
        "This email and any attachments are confidential and intended solely for the addressee."
    )
    assert article.text == f"{first}\n\n{second}"


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("Media contact:", "Tom Okafor"),
        ("For media enquiries, please contact:", "Tom Okafor, Nordkai"),
        ("<b>Press contacts</b>", "Nordkai"),
        ("Pressekontakt:", "Nordkai GmbH"),
    ],
)
def test_lines_under_the_lead_of_a_contact_go_with_it(lead: str, name: str) -> None:
    story = "<p>The terminal was opened at high water, and the harbour master saw it.</p>"
    more = "".join(
        f"<p>Ship {n} is expected on Monday and leaves at dawn for the islands.</p>"
        for n in range(30)
    )
    contact = f"<p>{lead}<br>{name}<br>Tel.: +44 1632 960 001<br>press@nordkai.example</p>"
    for body in (story, story + more):
        article = newstool.parse(f"<h1>Nordkai opens terminal</h1>{body}{contact}")
        assert name not in article.text
        assert article.contacts.emails == ("press@nordkai.example",)
        assert article.contacts.phones == ("+44 1632 960 001",)


def test_a_list_under_a_line_that_asks_for_nothing_stays() -> None:
    lines = "For more information they had no contact<br>at sea,<br>on land"
    article = newstool.parse(f"<h1>Storm at night</h1><p>The mast broke at nine.</p><p>{lines}</p>")
    assert "on land" in article.text
