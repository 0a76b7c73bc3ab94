"""How mail programs mark what they quote."""

import pytest

from newstool.vocabulary.mail_parts import is_attribution, marks_element
from newstool.vocabulary.tables import load_table

TABLE = load_table("mail_parts")


@pytest.mark.parametrize(
    "line",
    [
        TABLE["wrote"][0]["catch"],
        "Am 13.11.2024 um 21:00 schrieb Tom Okafor <tom@post.example>:",
        "Le mer. 13 nov. 2024 à 21:00, Tom Okafor <tom@post.example> a écrit :",
        "ср, 13 нояб. 2024 г. в 21:00, Tom Okafor <tom@post.example>:",
        "2024年11月13日(水) 21:00 Tom Okafor <tom@post.example>:",
    ],
)
def test_lines_above_a_quoted_mail_are_known(line):
    assert is_attribution(line)


@pytest.mark.parametrize(
    "line",
    [
        TABLE["wrote"][0]["spare"],
        "In 2024 he wrote:",
        "Write to tom@post.example by 13 November:",
        "On Wed, 13 Nov 2024 at 21:00, Tom Okafor <tom@post.example> wrote a letter.",
        "",
    ],
)
def test_lines_of_a_story_are_not(line):
    assert not is_attribution(line)


@pytest.mark.parametrize("entry", TABLE["elements"], ids=lambda entry: entry["id"])
def test_elements_are_recognised_by_class_and_id(entry):
    for name in ("class", "id"):
        assert marks_element(entry["id"], {name: f"a {entry['catch'].upper()}"})
        assert not marks_element(entry["id"], {name: entry["spare"]})
    assert not marks_element(entry["id"], {"class": None})
