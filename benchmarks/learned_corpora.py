"""Invented batches with planted furniture: ten sources of twenty articles, known line by line.

Generators with furniture, words and pages of their own: what `coast` and `inland` showed was looked
at while the learning was made, what `tal` (in German) shows was not. They also plant what is
easily taken for furniture and is none: quotations that two stories share, background that stories
on one subject repeat, headings that many stories have, and copies of whole articles.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from html import escape

from msgspec import Struct

SOURCES, ARTICLES = 10, 20

_FIRST = "Ana Tom Lee Kim Ida Max Eva Jon Mia Sam Ola Ben Lea Tim Zoe Per Ute Gil Nora Omar".split()
_LAST = "Ruiz Okafor Park Lund Berg Sato Weiss Novak Costa Amadi Lind Moreau Quill Brandt".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April June July August September October November".split()


class Words(Struct, frozen=True):
    """What a generator makes its stories of."""

    places: Sequence[str]
    bodies: Sequence[str]
    things: Sequence[str]
    deeds: Sequence[str]
    causes: Sequence[str]
    frames: Sequence[str]


class Furniture(Struct, frozen=True):
    """A line that a source plants: its words, how many of its articles have it, and where."""

    words: str
    share: float
    place: str  # 'above', 'below' or 'within'


class Article(Struct, frozen=True):
    """An invented article: its paragraphs with what is planted, and what is its own."""

    source: str
    name: str
    title: str
    lines: tuple[str, ...]
    story: tuple[str, ...]
    planted: tuple[str, ...]
    page: str
    ending: str


class Corpus(Struct, frozen=True):
    """A batch. `planted` are the furniture's words by source, as `Furniture.words` has them."""

    name: str
    articles: tuple[Article, ...]
    planted: dict[str, tuple[str, ...]]


_COAST = Words(
    "Aldwick Brenton Carrow Dunmere Eastholm Farley Hollin Ivory Kestrel Longsand".split(),
    "council ministry harbour union hospital school museum ferry lighthouse".split(),
    "bridge budget strike festival storm pier trial vaccine railway fair dredger ramp".split(),
    "approved delayed rejected reviewed announced suspended funded opened repaired sold".split(),
    (
        "after months of talks",
        "despite warnings from engineers",
        "because of rising costs",
        "as residents waited for news",
        "to the surprise of its critics",
        "in a vote that split the chamber",
        "while the tide was out",
        "on the advice of two surveyors",
    ),
    (
        "The {body} in {place} {deed} the {thing} on {day}, {cause}, and {who} said that the"
        " {thing2} would come next.",
        "{who}, who runs the {body}, told a meeting in {place} that {n} people had written about"
        " the {thing}, {cause}.",
        "According to its own figures, the {thing} costs {n} million a year, and the {body2} {deed}"
        " a first part of it {cause}.",
        "A survey of {n} households in {place} found that the {body} had {deed} the {thing2} twice"
        " before, {cause}.",
        "Neighbours of the {body} were divided: some called the {thing} a waste, others had hoped"
        " for it {cause}.",
        "In {month} the {body2} {deed} its plans for a {thing}, {cause}; nobody was asked.",
        "What the {thing} will mean for the {body} is open, for {who} {deed} the {thing2} {cause}.",
    ),
)
_INLAND = Words(
    "Marrow Nettleby Oakford Pellham Quarne Rushworth Sedgeley Thornby Umber Vale".split(),
    "court company airline bank theatre brewery farm parish college workshop".split(),
    "merger harvest election lawsuit orchard tunnel payroll reservoir auction mill statue".split(),
    "won lost cancelled postponed doubled inherited disputed audited restored halved".split(),
    (
        "as the snow melted",
        "under a law from another century",
        "without telling its members",
        "when prices fell again",
        "against the wishes of its founder",
        "for the third year running",
        "with help from a neighbour",
        "before the books were closed",
    ),
    (
        "{who} {deed} the {thing} of the {body} near {place} {cause}, a clerk confirmed on {day}.",
        "Nobody at the {body} expected that the {thing} would be {deed} {cause}, nor did {who}.",
        "For {n} years the {thing} stood beside the {body2} in {place}; it was {deed} {cause}.",
        "The {body} keeps {n} letters about the {thing2}, which {who} {deed} {cause}.",
        "Visitors from {place} paid {n} crowns to see how the {body2} {deed} its {thing} {cause}.",
        "{cause2}, the {body} {deed} both {thing} and {thing2}, and {who} left for {place}.",
    ),
)
_OF_COAST = (
    Furniture(
        "The {paper} belongs to its readers and has no shareholders to please.", 1.0, "below"
    ),
    Furniture(
        "The {paper} is a charity that trains young writers along the coast. Its work is paid for"
        " by members, by two foundations and by the sale of calendars.",
        0.9,
        "below",
    ),
    Furniture("This page was last checked for errors on {date}.", 0.8, "below"),
    Furniture("{who} has reported on the shore for the {paper} since {year}.", 0.7, "below"),
    Furniture("Hear the {paper} read aloud: the tape is made for blind listeners.", 0.5, "within"),
    Furniture("Our {paper} cookbook has ninety ways with mackerel.", 0.35, "within"),
    Furniture("A story from the {paper} winter series on life by the sea.", 0.4, "above"),
)
_OF_INLAND = (
    Furniture("Printed on paper from our own woods by the {paper} press.", 1.0, "below"),
    Furniture(
        "About the {paper}: we are nine people in two rooms above a bakery. We answer every letter,"
        " correct every fault and accept no gifts.",
        0.85,
        "below",
    ),
    Furniture("Number {n} of the {paper} letters from the valley.", 0.75, "above"),
    Furniture(
        "{who} and {who2} looked over this piece before it went out on {date}.", 0.6, "below"
    ),
    Furniture(
        "Our reading rooms in town stay open late: ask for the {paper} corner.", 0.55, "within"
    ),
    Furniture("Dear reader, the {paper} choir still looks for two tenors.", 0.3, "within"),
)
_TAL = Words(
    "Aumatt Birkach Dornau Ehrenfels Furtbach Grubing Hasloch Ilmtal Kaltern Lenzing".split(),
    "Gemeinderat Verein Kloster Theater Landgericht Werk Genossenschaft Schule Klinik".split(),
    "Brücke Ernte Wahl Turnhalle Orgel Kläranlage Seilbahn Satzung Mühle Bibliothek".split(),
    "verkauft verschoben erneuert gesperrt gefeiert geprüft verworfen bezahlt verlegt".split(),
    (
        "weil der Winter lang war",
        "obwohl niemand gefragt wurde",
        "nachdem der Preis gestiegen war",
        "ohne dass es jemand merkte",
        "während die Straße offen blieb",
        "damit im Herbst Ruhe ist",
        "wie es im Vertrag steht",
    ),
    (
        "Die {thing} in {place} wurde am {day} vom {body} {deed}, {cause}.",
        "{who} aus {place} hat die {thing} mit {n} Helfern {deed}, {cause}.",
        "Vor {n} Jahren war die {thing} schon einmal {deed} worden, {cause}; das {body2} schwieg.",
        "Über die {thing} wurde lange gestritten, {cause}, bis {who} das Wort nahm.",
        "Das {body} hat für die {thing} {n} Taler bezahlt und die {thing2} {deed}, {cause}.",
        "Ob die {thing} bleibt, ist offen, sagte {who}, {cause}.",
    ),
)
_OF_TAL = (
    Furniture("Der {paper} erscheint dreimal in der Woche und gehört seinen Lesern.", 1.0, "below"),
    Furniture(
        "Über den {paper}: Wir sind elf Leute in einem alten Bahnhof. Wir drucken jeden Brief, der"
        " uns mit Namen erreicht, und berichtigen jeden Irrtum am nächsten Tag.",
        0.9,
        "below",
    ),
    Furniture("Aus dem Tal, Folge {n} einer Reihe für den {paper}.", 0.7, "above"),
    Furniture("{who} schreibt seit {year} für den {paper} über Land und Leute.", 0.65, "below"),
    Furniture("Im Bahnhof liegt jeden Samstag ein Stapel alter Ausgaben bereit.", 0.5, "within"),
    Furniture("Wer Heu zu verschenken hat, sagt es dem {paper} an der Tür.", 0.35, "within"),
)
_HEADINGS = ("What happens next", "How it began", "A long wait")


def coast(seed: int = 1) -> Corpus:
    """Pages of HTML that declare their address."""
    return _corpus("coast", seed, _COAST, _OF_COAST, _as_html)


def inland(seed: int = 2) -> Corpus:
    """Plain texts in a directory for each source."""
    return _corpus("inland", seed, _INLAND, _OF_INLAND, _as_text)


def tal(seed: int = 3) -> Corpus:
    """Pages of HTML in German, in a directory for each source."""
    return _corpus("tal", seed, _TAL, _OF_TAL, _as_divs)


def _corpus(
    name: str,
    seed: int,
    words: Words,
    furniture: Sequence[Furniture],
    write: Callable[[random.Random, Article], Article],
) -> Corpus:
    chance = random.Random(seed)
    articles: list[Article] = []
    planted: dict[str, tuple[str, ...]] = {}
    for number in range(SOURCES):
        source = f"{words.places[number].lower()}-{name}.example"
        paper = f"{words.places[number]} {chance.choice(('Echo', 'Post', 'Gazette', 'Herald'))}"
        own = [each for each in furniture if chance.random() < 0.8]
        planted[source] = tuple(each.words.replace("{paper}", paper) for each in own)
        articles += [write(chance, each) for each in _source(chance, words, source, paper, own)]
    return Corpus(name, tuple(articles), planted)


def _source(
    chance: random.Random, words: Words, source: str, paper: str, furniture: Sequence[Furniture]
) -> list[Article]:
    subject = chance.choice(words.things)
    background = [_sentence(chance, words, subject) for _ in range(2)]
    quotes = [f"“{_sentence(chance, words)}”" for _ in range(3)]
    found: list[Article] = []
    for number in range(ARTICLES):
        if number in (7, 13):  # a copy of the article before, as a second upload of it
            found.append(_again(found[-1], f"{number:02}"))
            continue
        on_subject = number % 3 == 0
        story = [
            _paragraph(chance, words, subject if on_subject else None)
            for _ in range(chance.randint(4, 9))
        ]
        if on_subject:
            story.insert(chance.randint(1, len(story) - 1), background[number % 2])
        if number in (1, 2, 3, 4):
            story.insert(2, quotes[number // 2])
        if chance.random() < 0.3:
            story.insert(3, chance.choice(_HEADINGS))
        lines, planted = _planted(chance, words, paper, story, furniture)
        title = f"{_title(chance, words)}"
        found.append(
            Article(
                source, f"{number:02}", title, tuple(lines), tuple(story), tuple(planted), "", ""
            )
        )
    return found


def _again(article: Article, name: str) -> Article:
    return Article(
        *(
            article.source,
            name,
            article.title,
            article.lines,
            article.story,
            article.planted,
            "",
            "",
        )
    )


def _planted(
    chance: random.Random,
    words: Words,
    paper: str,
    story: Sequence[str],
    furniture: Sequence[Furniture],
) -> tuple[list[str], list[str]]:
    lines, planted = list(story), []
    for each in furniture:
        if chance.random() >= each.share:
            continue
        line = _fill(chance, words, each.words.replace("{paper}", paper), None)
        planted.append(line)
        place = {"above": 0, "below": len(lines)}.get(each.place)
        lines.insert(chance.randint(2, len(story) - 1) if place is None else place, line)
    return lines, planted


def _paragraph(chance: random.Random, words: Words, subject: str | None) -> str:
    return " ".join(_sentence(chance, words, subject) for _ in range(chance.randint(1, 3)))


def _sentence(chance: random.Random, words: Words, subject: str | None = None) -> str:
    return _fill(chance, words, chance.choice(words.frames), subject)


def _title(chance: random.Random, words: Words) -> str:
    place, body, thing = (
        chance.choice(each) for each in (words.places, words.bodies, words.things)
    )
    return f"{place} {body} {chance.choice(words.deeds)} the {thing}"


def _fill(chance: random.Random, words: Words, frame: str, subject: str | None) -> str:
    pick = chance.choice
    text = frame.format(
        place=pick(words.places),
        body=pick(words.bodies),
        body2=pick(words.bodies),
        thing=subject or pick(words.things),
        thing2=pick(words.things),
        deed=pick(words.deeds),
        cause=pick(words.causes),
        cause2=pick(words.causes),
        who=_person(chance),
        who2=_person(chance),
        n=chance.randint(3, 900),
        day=pick(_DAYS),
        month=pick(_MONTHS),
        year=chance.randint(1990, 2023),
        date=f"{chance.randint(1, 28)} {pick(_MONTHS)} {chance.randint(2020, 2024)}",
    )
    return text[0].upper() + text[1:]


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"


# --- pages -------------------------------------------------------------------------------------


def _as_html(chance: random.Random, article: Article) -> Article:
    body = "\n".join(
        f"<h2>{escape(line)}</h2>" if line in _HEADINGS else f"<p>{escape(line)}</p>"
        for line in article.lines
    )
    url = f"https://www.{article.source}/{article.name}"
    page = (
        f"<html><head><title>{escape(article.title)}</title><link rel=canonical href='{url}'>"
        "</head><body><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul>"
        f"<h1>{escape(article.title)}</h1><p>By {_person(chance)}</p>"
        f"<div>\n{body}\n</div></body></html>"
    )
    return _with_page(article, page, ".html")


def _as_divs(chance: random.Random, article: Article) -> Article:
    body = "".join(f'<div class="absatz">{escape(line)}</div>\n' for line in article.lines)
    page = (
        f'<!doctype html><html lang="de"><title>{escape(article.title)}</title><main>'
        f"<header><h1>{escape(article.title)}</h1><i>{_person(chance)}</i></header>"
        f"{body}</main><footer><a href=/impressum>Impressum</a></footer></html>"
    )
    return _with_page(article, page, ".html")


def _as_text(chance: random.Random, article: Article) -> Article:
    head = [article.title, f"By {_person(chance)}"]
    return _with_page(article, "\n\n".join((*head, *article.lines)) + "\n", ".txt")


def _with_page(article: Article, page: str, ending: str) -> Article:
    return Article(
        *(article.source, article.name, article.title, article.lines, article.story),
        *(article.planted, page, ending),
    )
