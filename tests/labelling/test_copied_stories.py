"""Copied stories of many kinds: what is of the story, and what is at its head and foot."""

from __future__ import annotations

import pytest

import newstool


def labels(text: str) -> dict[str, str]:
    """Each block's label, by its text."""
    article = newstool.parse(text, blocks=True)
    return {block.text: str(block.label) for block in article.blocks or ()}


FINNISH = """Kotimaa
Hirvi eksyi kirjastoon Suvannossa – löytyi lastenosastolta
Aino Kettunen
13.5.2024 klo 11:42
Jaa

Suvannon kirjastossa koettiin maanantaiaamuna erikoinen hetki, kun nuori hirvi käveli sisään \
automaattiovista.

– Luulin sitä ensin isoksi koiraksi, kertoo kirjastonhoitaja Pirjo Salmi.

Hirvi kulki palautusautomaatin ohi lastenosastolle ja jäi seisomaan satumaton viereen.

Kukaan ei loukkaantunut.

Poliisin mukaan hirviä liikkuu keväisin paljon, koska emot vieroittavat vuoden vanhoja vasojaan.

Lue myös:
Karhu uimarannalla
"""


def test_short_paragraphs_amid_the_story_are_kept():
    text = newstool.parse(FINNISH).text
    assert "Kukaan ei loukkaantunut." in text
    assert "satumaton viereen." in text
    assert "Karhu" not in text


LIVE = """Storm Ottar live: 80,000 homes without power as winds ease

16.40 GMT
Ferries to stay in port
Ellery Ferries says no boats will leave before Thursday afternoon, and asks people to stay away.

13.30 GMT
Schools in the county of Marrow are shut for a second day, the council has decided.

11.02 GMT
Power returns to the harbour
The first streets around the harbour had light again shortly after ten, the supplier said.

Related stories
Bridge to close for a month
"""


def test_the_entries_of_a_live_blog_are_kept_and_their_hours_are_not():
    found = labels(LIVE)
    assert found["Ferries to stay in port"] == "body"
    assert (
        found["Schools in the county of Marrow are shut for a second day, the council has decided."]
        == "body"
    )
    assert found["13.30 GMT"] != "body"
    assert found["Bridge to close for a month"] == "related"


POEM = """Poem of the week

The Lamplighter's Daughter
by Edwin Sallow

My father lit the street
and I put out the moon,
one finger on the pane,
every night too soon.

He climbed, I counted rungs,
the town came up like bread.
"Who lights you home?" I asked.
"You do," he said.

Edwin Sallow wrote this poem in 1911, for his mother, who had been just such a child.
"""


def test_a_stanza_is_kept_from_its_first_line():
    text = newstool.parse(POEM).text
    assert "My father lit the street\n\nand I put out the moon," in text


RECIPE = """# Sopa de ajo de la abuela Tomasa

*Por Lucía Arranz* · 15 de febrero de 2025

En casa de mi abuela la sopa de ajo se hacía con el pan del lunes, porque el del domingo se había \
acabado.

## Ingredientes

- 6 dientes de ajo
- 200 g de pan duro
- 4 huevos

## Preparación

1. Dora los ajos laminados en aceite.
2. Añade el pan y el pimentón, fuera del fuego.
3. Escalfa los huevos en la sopa.

[Ver más recetas](https://cocina.example/recetas)
"""


def test_a_list_under_a_marked_heading_amid_the_story_is_kept():
    text = newstool.parse(RECIPE).text
    assert "Ingredientes\n\n6 dientes de ajo\n\n200 g de pan duro\n\n4 huevos" in text
    assert "Ver más" not in text


STORY = (
    "The first boat left the quay at six with 41 passengers aboard, and some of them cheered.",
    "The agreement gives deckhands a rise of six per cent over two years, the union said.",
    "The operator said that it regretted the disruption, and did not say what it had cost.",
)


@pytest.mark.parametrize(
    ("last", "label"),
    [
        ("Dr Priya Raman is a sleep physician at Northgate Hospital.", "author_bio"),
        ("ferries@harbourpost.example", "contact"),
        ("Priya Desai, who waited, said she would walk home from now on.", "body"),
    ],
)
def test_what_closes_the_story_and_is_none_of_it_is_named(last: str, label: str):
    story = "\n\n".join(STORY)
    found = labels(f"Harbour ferries return\n\nBy Priya Raman\n3 June 2024\n\n{story}\n\n{last}\n")
    assert found[last] == label
    assert all(found[paragraph] == "body" for paragraph in STORY)


@pytest.mark.parametrize(
    "date",
    ["12 மே 2024", "15 ส.ค. 2567 เวลา 09:20 น.", "جمعہ 14 فروری 2025", "Jumatatu, Machi 11, 2024"],
)
def test_a_date_above_the_story_is_no_part_of_it_in_any_language(date: str):
    found = labels(f"Harbour ferries return\n{date}\n" + "\n".join(STORY))
    assert found[date] == "date"


def test_a_paragraph_between_headline_and_byline_is_the_standfirst():
    standfirst = "À 26 ans, Maud Servières raconte une nuit de garde dans un standard. Étonnant."
    article = newstool.parse(
        f"« Les heures creuses », un roman sur le fil\n\n{standfirst}\n\nPar Bénédicte Lacour\n\n"
        "Publié le 2 septembre 2024 à 06h00\n\n"
        "Il est deux heures du matin et le téléphone ne sonne pas. C'est tout le sujet.\n\n"
        "L'héroïne, qui n'a pas de nom, attend. Elle compte les ampoules, elle pense à un chien.\n"
    )
    assert article.subtitle == standfirst
    assert standfirst not in article.text


NEWSLETTER = """Medien

Warum plötzlich alle Newsletter schreiben

Von Tilda Marwitz

12. Mai 2024, 18:20 Uhr

„Jetzt kostenlos anmelden!“ So beginnt fast jede Mail, die Jonas Reetz in seinem Archiv aufbewahrt.

Reetz sammelt Newsletter. Er abonniert alles: Vogelkunde, Steuerrecht, Strickmuster.

„Mit der Anmeldung akzeptieren Sie unsere Datenschutzbestimmungen“, liest er vor und lacht.

Die Form ist alt. Schon 1538 verschickte ein Kaufmann Briefe, die man heute so nennen würde.

Neu ist nur, dass jeder einen hat.

Abmelden, sagt Reetz, sei das Schwierigste. Der Link stehe immer ganz unten, in Grau auf Grau.

Melden Sie sich hier zu unserem Newsletter „Medienwoche“ an.
"""


def test_a_story_about_newsletters_keeps_its_sentences_and_loses_the_sign_up_line():
    text = newstool.parse(NEWSLETTER).text
    assert "Reetz sammelt Newsletter." in text
    assert "Melden Sie sich" not in text


def test_the_reporters_questions_of_an_interview_are_no_bylines():
    text = newstool.parse(
        "修伞匠老陆：雨天才是我的节日\n本报记者 苏禾\n"
        "六月，梅雨。老陆的铺子里挂着四十多把等主人来取的伞。他在这条弄堂修伞四十年，不收小孩的钱。\n"
        "记者：现在还有人修伞吗？\n老陆：有。越贵的伞越有人修，越便宜的伞越有人哭。\n"
        "记者：怎么讲？\n老陆：便宜的伞，是奶奶留下的。\n"
        "记者：您打算什么时候退休？\n老陆：等雨停。\n编辑：林汐\n"
    ).text
    assert text.count("记者：") == 3
    assert "林汐" not in text


def test_a_turn_and_a_signed_name_are_no_standfirst():
    questions = (
        "BREVKASSE: Min nabo fodrer måger\n\nSPØRGSMÅL: Min nabo fodrer måger på altanen hver "
        "morgen klokken fem. Hvad gør jeg? Hilsen den trætte\n\nSVAR: Tal med ham en eftermiddag, "
        "hvor I begge er vågne.\n\nSPØRGSMÅL: Jeg har prøvet. Han siger, at de er hans venner.\n\n"
        "SVAR: Så har du svaret. Giv ham en ven mere.\n"
    )
    article = newstool.parse(questions)
    assert article.subtitle is None
    assert article.text.startswith("SPØRGSMÅL: Min nabo")


def test_a_name_with_an_address_signs_the_foot():
    found = labels(
        "폐교가 천문대로\n\n10년 전 문을 닫은 산골 초등학교가 천문대로 다시 태어났다. "
        "이틀 동안 700여 명이 다녀갔다.\n\n"
        "교실 네 칸은 전시실이 됐고 운동장에는 망원경 여섯 대가 놓였다.\n\n"
        "한보라 기자 brhan@saebyeok.example\n"
    )
    assert found["한보라 기자 brhan@saebyeok.example"] != "body"


def test_a_name_with_an_office_is_no_standfirst():
    story = "\n".join(STORY)
    article = newstool.parse(
        f"Parliament moves to ban cookie banners\nLena Fischer, technology correspondent\n"
        f"Tuesday 11 March 2025\n\n{story}\n"
    )
    assert (article.subtitle, article.authors) == (None, ("Lena Fischer",))
