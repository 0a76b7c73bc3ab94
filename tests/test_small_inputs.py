"""What people type and paste: a few lines each, and what a reader would say they are."""

import pytest

import newstool

STORY = "The ferry will cross again from Monday, the harbour office said.\n\nRepairs took long.\n"

INPUTS = {
    "the paper and its day below the headline": (
        f"Ferry returns\nTarrow Times, March 5, 2024\nBy Ana Ruiz and Lee Park\n\n{STORY}",
        {"title": "Ferry returns", "authors": ("Ana Ruiz", "Lee Park")},
    ),
    "an agency below the byline isn't a headline": (
        f"By ANA RUIZ\nAssociated Press\n\n{STORY}",
        {"title": None, "authors": ("Ana Ruiz",), "agency": "AP"},
    ),
    "a company after a dateline isn't an author": (
        "Harbour Works opens quay\n\nTARROW, May 2, 2024 -- Harbour Works today opened a quay.\n",
        {"title": "Harbour Works opens quay", "authors": ()},
    ),
    "the section between the day and the name": (
        f"Ferry returns\n\n5 March 2024 | Travel | Ana Ruiz\n\n{STORY}",
        {"authors": ("Ana Ruiz",)},
    ),
    "the paper's name and the day above the headline": (
        f"Tarrow Times\nTuesday, March 5, 2024\n\nFerry back\n\nBy Ana Ruiz\n\n{STORY}",
        {"title": "Ferry back", "authors": ("Ana Ruiz",), "text": STORY.strip()},
    ),
    "an agency and the codes of its editors": (
        "Fähre fährt wieder\n\nTARROW (dpa) - Die Fähre fährt wieder.\n\ndpa abc yyzz n1 xyz\n",
        {"text": "TARROW (dpa) - Die Fähre fährt wieder.", "agency": "dpa"},
    ),
    "questions and answers without a headline": (
        "Q: Why did it stop?\nA: Its engine broke.\nQ: When does it return?\nA: On Monday.\n",
        {"title": None},
    ),
    "a newsroom that will say more": (
        f"Ferry returns\n\n{STORY}\nMore to follow.\n\nThis is a developing story.\n",
        {"text": STORY.strip()},
    ),
    "place and day above a letter": (
        "Tarrow, den 5. März 2024\n\nDie Fähre fährt ab Montag wieder, sagte der Hafen.\n",
        {"title": None, "date_published": "2024-03-05"},
    ),
    "the name and place below a letter": (
        f"Keep the crane\n\n{STORY}\nHanna Brook\nQuay Street, Tarrow\n",
        {"text": STORY.strip(), "authors": ("Hanna Brook",)},
    ),
    "a name with an address below the headline": (
        f"Ferry returns\nLee Park (lee@tarrow.example)\n\n{STORY}",
        {"subtitle": None, "authors": ("Lee Park",)},
    ),
    "a line below which a telephone signs": (
        f"Ferry returns\n\n{STORY}\n--\nSent from my phone\n",
        {"text": STORY.strip()},
    ),
}

PAGES = {
    "a bold line, a name and a day, separated by single breaks": (
        "<div><b>Ferry returns</b><br>Ana Ruiz, 5 March 2024<br><br>{story}</div>",
        {"title": "Ferry returns", "authors": ("Ana Ruiz",)},
    ),
    "a headline on two lines": (
        "<div><b>Ferry Returns<br>To Tarrow</b><br>By Ana Ruiz<br><br>{story}</div>",
        {"title": "Ferry Returns To Tarrow", "authors": ("Ana Ruiz",)},
    ),
    "text as it was typed": (
        "<pre>Ferry returns\nBy Ana Ruiz\n\n{story}</pre>",
        {"title": "Ferry returns", "authors": ("Ana Ruiz",)},
    ),
}


@pytest.mark.parametrize(("text", "expected"), INPUTS.values(), ids=INPUTS)
def test_a_text(text, expected):
    article = newstool.parse(text)
    assert {field: getattr(article, field) for field in expected} == expected


@pytest.mark.parametrize(("page", "expected"), PAGES.values(), ids=PAGES)
def test_a_page(page, expected):
    article = newstool.parse(page.format(story=STORY))
    assert {field: getattr(article, field) for field in expected} == expected
    assert article.text.startswith("The ferry will cross again")
