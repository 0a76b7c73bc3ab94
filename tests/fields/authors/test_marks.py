"""What class names and links of a page say of authors."""

from __future__ import annotations

import pytest

from newstool.fields.authors import bare_lines, shown
from newstool.fields.authors.marks import AUTHOR, FOREIGN, element_says, leads_to_author
from newstool.vocabulary.names import load_entries


@pytest.mark.parametrize(
    ("table", "flags"), [("author", AUTHOR), ("no_author", 0), ("other_story", FOREIGN)]
)
def test_each_entry_marks_its_class_name_and_spares_another(table, flags):
    for entry in load_entries("author_marks", table):
        assert element_says({"class": entry.catch}) == flags, entry.id
        assert element_says({"class": entry.spare}) == (AUTHOR if table == "no_author" else 0)


def test_a_link_to_a_profile_leads_to_an_author():
    for entry in load_entries("author_marks", "path"):
        assert leads_to_author({"href": f"https://example.org{entry.catch}"}), entry.id
        assert not leads_to_author({"href": f"https://example.org{entry.spare}"}), entry.id
    assert not leads_to_author({"href": "https://www.facebook.com/people/ana"})


TELLS = {
    "more_by": shown._NO_BYLINE.match,
    "of_author": shown._NO_BYLINE.match,
    "about": shown._NO_BYLINE.match,
    "sign_off": bare_lines._SIGN_OFF.match,
    "biography": shown._BIOGRAPHY.match,
    "counted": bare_lines._COUNTS.search,
}


@pytest.mark.parametrize("table", TELLS)
def test_each_entry_of_words_in_lines_catches_its_line_and_spares_another(table):
    for entry in load_entries("author_marks", table):
        assert TELLS[table](entry.catch.lower()), entry.id
        assert not TELLS[table](entry.spare.lower()), entry.id
