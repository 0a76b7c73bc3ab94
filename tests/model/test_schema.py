"""The JSON Schema is the record's: the same keys, and every record fits it."""

import json
import pydoc

import jsonschema
import msgspec
import pytest
from conftest import assert_valid

from newstool.model import article as types
from newstool.model.article import Article, BodyPart, Encoding, Evidence, Input, Label
from newstool.model.isodate import IsoDate
from newstool.model.schema import read_docstring, schema, schema_text

ON_DEMAND = {"evidence", "blocks", "duplicate_of"}
BARE = Article(input=Input("a.html", 0, "html", Encoding("utf-8", "utf-8")))


def test_it_is_a_valid_schema():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert json.loads(schema_text()) == schema()


def test_it_has_the_records_keys_in_the_records_order():
    assert tuple(schema()["properties"]) == Article.__struct_fields__
    assert set(schema()["required"]) == set(Article.__struct_fields__) - ON_DEMAND


PARTS = [name for name, part in schema()["$defs"].items() if part.get("type") == "object"]


@pytest.mark.parametrize("name", PARTS)
def test_its_objects_have_the_keys_of_their_types_and_no_others(name):
    part = schema()["$defs"][name]
    encoded = [field.encode_name for field in msgspec.structs.fields(getattr(types, name))]
    assert list(part["properties"]) == encoded
    assert part["additionalProperties"] is False


@pytest.mark.parametrize(
    ("name", "optional"),
    [
        ("Input", set()),
        ("Dateline", set()),
        ("BodyPart", {"level", "links"}),
        ("Evidence", {"precision", "zone", "ambiguous", "candidates"}),
        ("BlockReport", {"score", "because"}),
    ],
)
def test_only_keys_that_may_be_left_out_are_not_required(name, optional):
    part = schema()["$defs"][name]
    assert set(part["properties"]) - set(part["required"]) == optional


def test_it_knows_every_label():
    assert set(schema()["$defs"]["Label"]["enum"]) == {str(label) for label in Label}


@pytest.mark.parametrize("kind", [Article, *(getattr(types, name) for name in PARTS)])
def test_every_key_says_what_it_holds(kind):
    _, meanings = read_docstring(kind)
    assert tuple(meanings) == kind.__struct_fields__
    assert all(meaning.endswith((".", "...")) for meaning in meanings.values())


def test_what_a_key_holds_is_said_in_the_help_of_the_type():
    assert "title: The headline, without the site's name." in pydoc.render_doc(Article)
    assert schema()["properties"]["title"]["description"] == (
        "The headline, without the site's name."
    )


@pytest.mark.parametrize(
    "date",
    [
        "2023",
        "2023-07",
        "2023-07-25",
        "2023-07-25T08Z",
        "2023-07-25T08:34",
        "2023-07-25T08:34+08:00",
        "2023-07-25T08:34:01.5Z",
    ],
)
def test_dates_of_every_precision_and_zone_fit(date):
    evidence = {"date_published": Evidence("x", date, (0, 3), "day", None, True, (date,))}
    assert_valid(msgspec.structs.replace(BARE, date_published=date, evidence=evidence).to_dict())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date_published", "25.07.2023"),
        ("date_published", "2023-7-25"),
        ("date_published", "2023-13-25"),
        ("date_published", "2023-07-25 08:34"),
        ("date_published", "2023-07-25T08:34+0800"),
        ("language", "English"),
        ("page_type", "essay"),
        ("schema_version", 2),
        ("word_count", -1),
        ("word_count", "12"),
        ("contacts", None),
        ("contacts", {"emails": []}),
        ("dateline", {"raw": "LONDON -"}),
        ("body", [{"type": "verse", "text": "x"}]),
        ("copyright", {"notice": "© 21", "holder": None, "years": "21"}),
        ("evidence", {"title": {"from": "h1", "quote": "x", "where": [3, -1]}}),
        ("evidence", {"title": {"from": "h1", "quote": "x", "where": [3]}}),
        ("blocks", [{"label": "verse", "rule": "x", "text": "x", "where": "p"}]),
        ("authors", "Ana Ruiz"),
        ("surprise", 1),
    ],
)
def test_what_is_not_a_record_does_not_fit(key, value):
    with pytest.raises(AssertionError):
        assert_valid({**BARE.to_dict(), key: value})


def test_a_record_without_a_key_does_not_fit():
    record = BARE.to_dict()
    del record["title"]
    with pytest.raises(AssertionError):
        assert_valid(record)


def test_the_barest_record_and_one_with_a_body_fit():
    assert_valid(BARE.to_json())
    full = msgspec.structs.replace(
        BARE,
        body=(BodyPart("heading", "A", 2), BodyPart("paragraph", "B")),
        date_published=IsoDate("2023-07-25"),
        extra={"LOAD-DATE": "July 25, 2023"},
    )
    assert_valid(full.to_json())
