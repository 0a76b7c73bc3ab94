"""The JSON Schema is the record's: the same keys, and every record fits it."""

import json

import jsonschema
import msgspec
import pytest
from conftest import assert_valid

from newstool.model import article as types
from newstool.model.article import Article, BodyPart, Encoding, Evidence, Input, Label
from newstool.model.isodate import IsoDate
from newstool.model.schema import schema, schema_text

ON_DEMAND = {"evidence", "blocks"}
BARE = Article(input=Input("a.html", 0, "html", Encoding("utf-8", "utf-8")))


def test_it_is_a_valid_schema():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert json.loads(schema_text()) == schema()


def test_it_has_the_records_keys_in_the_records_order():
    assert tuple(schema()["properties"]) == Article.__struct_fields__
    assert set(schema()["required"]) == set(Article.__struct_fields__) - ON_DEMAND


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("credit", types.Credit),
        ("dateline", types.Dateline),
        ("image", types.Image),
        ("body_part", types.BodyPart),
        ("related", types.Related),
        ("copyright", types.Copyright),
        ("registration", types.Registration),
        ("evidence", types.Evidence),
        ("block", types.BlockReport),
    ],
)
def test_its_objects_have_the_keys_of_their_types(name, kind):
    encoded = [field.encode_name for field in msgspec.structs.fields(kind)]
    assert list(schema()["$defs"][name]["properties"]) == encoded


@pytest.mark.parametrize(("key", "kind"), [("input", types.Input), ("contacts", types.Contacts)])
def test_its_inner_objects_have_the_keys_of_their_types(key, kind):
    assert tuple(schema()["properties"][key]["properties"]) == kind.__struct_fields__


def test_it_knows_every_label():
    assert schema()["$defs"]["block"]["properties"]["label"]["enum"] == [str(x) for x in Label]


def test_every_key_says_what_it_holds():
    found = [schema()["properties"]] + [
        each.get("properties", {}) for each in schema()["$defs"].values()
    ]
    for properties in found:
        for name, value in properties.items():
            assert value.get("description", "").endswith((".", "...")), name


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
        ("language", "English"),
        ("authors", "Ana Ruiz"),
        ("surprise", 1),
    ],
)
def test_what_is_no_record_does_not_fit(key, value):
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
