"""The headline of plain text: copied stories, wire copy, dumps of whole pages."""

from __future__ import annotations

import pytest

import newstool
from newstool.fields.headline.choose import find_headline
from newstool.fields.headline.in_text import tidied
from newstool.fields.headline.lines import COARSE, Lines, candidates, is_credit
from newstool.model.article import Span
from newstool.page.facts import page_of
from newstool.reading.decode import decode
from newstool.reading.text.reader import read_text
from newstool.vocabulary.learned.ranker import load_headline_ranker

PROSE = (
    "The ferry came back to the harbour on Monday, two days later than planned, and the crew "
    "said the storm had been the worst since the harbour was built.\n\n"
    "The harbour office thanked the pilots, who had stayed with the ferry all night, and said "
    "that the next ferry would sail on Tuesday if the wind allowed.\n\n"
)
MENU = "Home\n\nNews\n\nSport\n\nCulture\n\nSubscribe\n\nSign in\n\n"
TEASERS = "Most read\n\nBees found in church\n\nMayor opens second bridge\n\nContact us\n\n"


def headline(text: str) -> str | None:
    found = find_headline(page_of(read_text(decode(text, format="text"))))
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ferry returns to the harbour\n\n" + PROSE, "Ferry returns to the harbour"),
        (
            "E-mail desk@harbour.example Phone 0551-65179860\n\n"
            "Ferry returns to the harbour after storm\n\nPub Date:24-05-12 08:34\n\n" + PROSE,
            "Ferry returns to the harbour after storm",
        ),
        (
            MENU
            + "Ferry returns to the harbour after storm\n\nBy Ana Ruiz\n\n12 May 2024\n\n"
            + PROSE
            + TEASERS,
            "Ferry returns to the harbour after storm",
        ),
        (
            "Ferry returns to the harbour after storm - Harbour Times\n\n"
            + MENU
            + "Harbour Times\n\nFerry returns to the harbour after storm\n\n"
            + PROSE
            + TEASERS,
            "Ferry returns to the harbour after storm",
        ),
        (
            "HARBOUR TIMES          12 May 2024\n\nTHE FERRY THAT CAME BACK\n\n"
            "How a storm kept a crew and its goats at sea\n\nBy ANA RUIZ\n\n" + PROSE,
            "THE FERRY THAT CAME BACK",
        ),
    ],
    ids=[
        "copied story",
        "contact line first",
        "menus around it",
        "title line repeated",
        "capitals",
    ],
)
def test_the_headline_is_told_by_its_place_and_by_the_prose_below(text, title):
    assert headline(text) == title


def test_a_header_line_that_is_called_a_headline_is_believed():
    text = "---\ntitle: Ferry returns\nauthor: Ana Ruiz\n---\n\nA bigger line above it\n\n" + PROSE
    found = find_headline(page_of(read_text(decode(text, format="text"))))
    assert found is not None
    assert found.value == "Ferry returns"
    assert isinstance(found.at, Span) and "Ferry returns" in text[found.at.start : found.at.end]


def test_the_quote_is_the_lines_own_text():
    reading = read_text(decode("Ferry returns to the harbour\n\n" + PROSE, format="text"))
    found = find_headline(page_of(reading))
    assert found is not None and found.block == 0
    assert found.quote == reading.blocks[0].text


@pytest.mark.parametrize("text", ["x", "...\n\n...", "1\n2\n3", "\x01", "a" * 5000])
def test_texts_without_a_headline_never_raise(text):
    headline(text)


def described(text: str):
    ranker = load_headline_ranker()
    lines = Lines(read_text(decode(text, format="text")))
    return candidates(lines, ranker.coarse, ranker.words)


def test_of_many_lines_few_are_looked_at_closely():
    assert len(described("A line of some length\n" * 20 + MENU * 500 + PROSE)) <= 10


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("By Ana Ruiz", True),
        ("12 May 2024", True),
        ("2024-05-12 08:30", True),
        ("May 12, 2024", True),
        ("5 hours ago", True),
        ("2024年5月12日", True),
        ("Ferry returns after 12 days", False),
        ("Bystanders cheered", False),
    ],
)
def test_bylines_and_dates_are_told_from_other_lines(line, credit):
    assert is_credit(line) is credit


@pytest.mark.parametrize(
    ("line", "others", "tidy"),
    [
        ("Ferry returns | Harbour Times", ("Harbour Times",), "Ferry returns"),
        ("Ferry returns - Harbour Times", ("© 2024 Harbour Times Ltd",), "Ferry returns"),
        ("Ferry returns | News | Harbour Times", ("News", "Harbour Times"), "Ferry returns"),
        ("Ferry returns - at last", ("Harbour Times",), "Ferry returns - at last"),
        ("Opinion: ferry returns", ("ferry returns",), "Opinion: ferry returns"),
        ("Ferries | Harbour Times", ("Harbour Times",), "Ferries | Harbour Times"),
    ],
)
def test_a_sites_name_goes_where_the_text_itself_tells_that_it_is_one(line, others, tidy):
    assert tidied(line, (line, *others)) == tidy


@pytest.mark.parametrize(
    ("line", "tidy"),
    [
        ("Ferry returns to harbour 12 May 2024", "Ferry returns to harbour"),
        ("Ferry returns to harbour - May 12th, 2024", "Ferry returns to harbour"),
        ("May 12, 2024 Ferry returns to harbour", "Ferry returns to harbour"),
        ("The ferries of 12 May 2024", "The ferries of 12 May 2024"),
        ("Weekly letter: May 12, 2024", "Weekly letter: May 12, 2024"),
        ("12 May 2024", "12 May 2024"),
        ("The best ferries of 2024", "The best ferries of 2024"),
    ],
)
def test_a_date_line_that_a_renderer_joined_to_the_headline_goes(line, tidy):
    assert tidied(line, (line,)) == tidy


def test_every_weight_belongs_to_a_feature():
    ranker = load_headline_ranker()
    (first, *_) = described(MENU + "Ferry returns\n\n" + PROSE)
    assert ranker.coarse_names == COARSE
    assert set(ranker.features) <= set(first.features)


LEAD = (
    "Nový obchvat Lhotky má jednu vadu: je slyšet. Tři kilometry od silnice, když je vítr od jihu."
)


@pytest.mark.parametrize("credit", ["18. října 2024 6:00", "Petr Havlena\n18. října 2024", "★★★★☆"])
def test_the_first_sentence_below_a_credit_is_no_headline_where_a_line_stands_above(credit):
    text = (
        f"Komentář: Kdo zaplatí za ticho\n{credit}\n\n{LEAD}\n\nMinisterstvo tvrdí, že hluk je v "
        "normě. Norma ovšem nespí u otevřeného okna.\n\nProtihluková stěna by stála 60 milionů. "
        "To je méně než jeden kilometr té silnice.\n"
    )
    assert newstool.parse(text).title == "Komentář: Kdo zaplatí za ticho"


def test_a_byline_is_no_headline_where_another_line_stands():
    text = (
        "หน้าแรก\nข่าว\nกีฬา\nหน้าแรก / ข่าว / ภูมิภาค\nชาวบ้านริมคลองร่วมกันปลูกป่าชายเลนกว่าหมื่นต้น\n"
        "โดย สมหญิง ใจดี\n\nนายประเสริฐ ทองดี กำนันตำบลปากคลอง กล่าวว่า โครงการนี้เริ่มจากเงินบริจาค "
        "ของชาวประมงในพื้นที่ และได้รับต้นกล้าจากกรมป่าไม้ ครูบอกว่าเด็ก ๆ จะกลับมาดูต้นไม้ทุกเดือน\n"
    )
    assert newstool.parse(text).title == "ชาวบ้านริมคลองร่วมกันปลูกป่าชายเลนกว่าหมื่นต้น"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["The view from the pier", "Hannah Moss", "It rained."], "The view from the pier"),
        (["Sardine pie", "Serves four", "250 g flour", "Chop an onion."], "Sardine pie"),
        (["LOCAL", "Library cat retires after 12 years", "It slept."], None),
    ],
)
def test_the_first_line_heads_a_story_unless_a_longer_one_follows(lines, title):
    article = newstool.parse("\n\n".join(lines))
    assert article.title == (title or lines[1])


def test_a_headline_ends_where_its_block_says_who_wrote():
    page = "<b>The piano sails</b><br>By Ana Ruiz<br>May 2, 2024<br><br>The ferry left at dawn."
    article = newstool.parse(f"<html><body>{page}</body></html>")
    assert article.title == "The piano sails"
    assert article.authors == ("Ana Ruiz",)


def test_the_line_above_a_pictures_credit_is_no_headline() -> None:
    text = (
        "Tarrow hires a second tram\n17 May 2024\n\nBy Ana Ruiz\n\nShare\nFacebook\n"
        "The first tram of Tarrow in a rare moment at home\n(Image: Tarrow Post)\n\n"
        "The town of Tarrow has hired a second tram because the first one is always late.\n\n"
        "There is a queue, said the mayor, and nobody can open a car park in silence.\n"
    )
    assert newstool.parse(text).title == "Tarrow hires a second tram"
