"""Learning a source's furniture: what recurs, and not what stories share, in any order."""

import random

import pytest

from newstool.model.article import Label
from newstool.runs.learning.deciding import distinct, learn
from newstool.runs.learning.observing import Line, Observed, digest
from newstool.runs.learning.sampling import FEWEST, OF_EACH, Sample
from newstool.runs.learning.writing import learn_all, rules_text, why_nothing
from newstool.vocabulary.own_rules.loading import parse_rules
from newstool.vocabulary.own_rules.masks import as_form, masked
from newstool.vocabulary.own_rules.matching import OwnIndex, as_line

_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo ka".split()
PROMO = "The Courier choir still looks for two tenors and a bass."


def word(chance):
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4)))


def sentence(chance):
    return " ".join(word(chance) for _ in range(12)).capitalize() + "."


def line(text, kept=True, label=Label.OTHER):
    named = not kept and label is not Label.OTHER
    forms = as_line(text), masked(text, names=False), masked(text, names=True)
    return Line(text, *map(digest, forms), kept, named, label, False)


def article(number, *more, place=None, source="courier.example"):
    chance = random.Random(number)
    lines = [line(sentence(chance)) for _ in range(6)]
    for each in more:
        lines.insert(len(lines) if place is None else place, line(each))
    return Observed(source, source, "", f"{number:04}", tuple(lines))


def texts(*articles):
    return [rule.text for rule in learn("courier.example", articles)]


@pytest.mark.parametrize("place", [0, 3, None])
def test_a_line_that_recurs_is_learned_wherever_it_is(place):
    articles = [article(n, *([PROMO] if n % 2 else []), place=place) for n in range(12)]
    assert texts(*articles) == [PROMO]


def test_lines_whose_dates_numbers_and_names_change_are_one():
    articles = [
        article(n, f"Checked by {name} Berg on {n + 1} March 2024 for the {n}th time.")
        for n, name in enumerate(("Ana", "Tom", "Lee", "Kim", "Ida", "Max"))
    ]
    assert texts(*articles) == ["checked by {name} on {date} for the {number} time"]


@pytest.mark.parametrize(
    "shared",
    [
        ("“We have waited for the bridge since the last flood,” said the mayor.", 2),
        ("“We have waited for the bridge since the last flood,” said the mayor.", 9),
        ("The bridge was built by the county after the great flood.", 2),
    ],
)
def test_what_stories_share_is_not(shared):
    text, count = shared
    articles = [article(n, *([text] if n < count else []), place=3) for n in range(12)]
    assert texts(*articles) == []


def test_the_background_of_a_subject_is_not():
    background = "The dredger was bought by the county after the great flood."

    def on_dredger(number):
        one = article(number, background, place=3)
        lines = [
            line(each.text.removesuffix(".") + " dredger.") if place % 2 else each
            for place, each in enumerate(one.lines)
        ]
        lines[3] = line(background)
        return Observed(one.source, one.site, "", one.key, tuple(lines))

    articles = [on_dredger(n) if n % 3 == 0 else article(n) for n in range(15)]
    assert texts(*articles) == []


def test_copies_and_updates_of_one_story_count_once():
    first = article(1, PROMO)
    update = Observed(first.source, "", "", "9", (*first.lines, line(sentence(random.Random(9)))))
    assert distinct([first, first, update]) == [first]
    assert texts(*([first] * 100)) == []


def test_what_newstool_removes_for_its_words_is_known_already():
    articles = [article(n) for n in range(8)]
    known = [
        Observed(o.source, "", "", o.key, (*o.lines, line(PROMO, kept=False, label=Label.SHARE)))
        for o in articles
    ]
    assert texts(*known) == []
    half = [*known[:4], *(article(n, PROMO) for n in range(4, 8))]
    assert [(rule.label, rule.kept) for rule in learn("x", half)] == [(Label.SHARE, 4)]


def test_the_result_does_not_depend_on_the_order():
    articles = [article(n, PROMO, source=f"s{n % 7}.example") for n in range(700)]

    def learned(order, most):
        sample = Sample(most)
        for each in order:
            sample.add(each)
        return rules_text(learn_all(sample), sample, "site"), sample.of_each, len(sample.sources())

    for most in (10_000, 200, 40):
        shuffled = random.Random(most).sample(articles, len(articles))
        assert learned(articles, most) == learned(shuffled, most) == learned(articles[::-1], most)


def test_of_copies_with_other_furniture_the_same_one_stays():
    one = article(1)
    removed = line("Share this", kept=False, label=Label.SHARE)
    other = Observed(one.source, "", "", one.key, (*one.lines, removed))
    for order in ((one, other), (other, one)):
        sample = Sample()
        for each in order:
            sample.add(each)
        assert sample.sources() == [("courier.example", (one,))]


def test_memory_is_bounded_by_fewer_of_each_then_fewer_sources():
    sample = Sample(most=100)
    for number in range(2000):
        sample.add(article(number, source=f"s{number % 50}.example"))
    held = [len(articles) for _, articles in sample.sources()]
    assert sum(held) <= 100
    assert max(held) <= FEWEST < OF_EACH
    assert sample.leaves_out


def test_the_file_is_read_back_and_catches_its_examples():
    articles = [article(n, PROMO, f"Checked on {n + 1} March 2024 by hand.") for n in range(6)]
    sample = Sample()
    for each in articles:
        sample.add(each)
    text = rules_text(learn_all(sample), sample, "site")
    assert "# In 6 of 6 stories, below the story; newstool kept it in 6." in text
    rules = parse_rules(text, "learned")
    assert len(rules) == 2
    for rule in rules:
        assert rule.site == "courier.example"
        assert OwnIndex((rule,), (0,)).find(rule.catches[0]) == 0


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        ([], "there was no article"),
        (
            [article(n, PROMO, source=f"s{n}.example") for n in range(1000)],
            "no source has 4 different stories (1,000 articles, 1,000 sources)",
        ),
        (
            [article(1, PROMO)] * 100,
            "no source has 4 different stories: the 100 articles of courier.example are 1",
        ),
        (
            [article(n) for n in range(5)],
            "in 1 source no line recurs that isn't part of the stories",
        ),
    ],
)
def test_a_batch_that_teaches_nothing_says_why(articles, said):
    sample = Sample()
    for each in articles:
        sample.add(each)
    assert learn_all(sample) == []
    assert why_nothing(sample) == said


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Published in print on Monday, March 12, 2024", "published in print on {date}"),
        ("Follow our reporter Bo Li: 10:30", "follow our reporter {name} {number}"),
        ("Ana Ruiz joined the Courier on 3 May 2021.", "{name} joined the {name} on {date}"),
        ("We may march on", "we may march on"),
        ("Dear reader, 5 days left", "dear reader {number} days left"),
        ("本报讯 3月5日 记者", "本报讯 {number} 记者"),
        ("...", ""),
    ],
)
def test_a_form_has_placeholders_for_what_changes(text, form):
    assert masked(text, names=True) == form
    assert as_form(form) == form
