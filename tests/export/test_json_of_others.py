"""Records as schema.org's NewsArticle and as items of ninjs."""

import json

import msgspec
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from newstool.cli.app import app
from newstool.export.ninjs import news_item
from newstool.export.schema_org import news_article
from newstool.export.writers import exporter
from newstool.model.article import (
    Article,
    Copyright,
    Credit,
    Dateline,
    Encoding,
    Image,
    Input,
)
from newstool.model.errors import UsageError
from newstool.model.isodate import IsoDate

BARE = Article(input=Input("a.html", 0, "html", Encoding("utf-8", "utf-8")))
FULL = msgspec.structs.replace(
    BARE,
    title="A bridge",
    subtitle="It opens in May",
    description="On a bridge.",
    byline="By Ana Ruiz",
    authors=("Ana Ruiz", "Tom Okafor"),
    editors=("Kim Lund",),
    credits=(
        Credit("Ana Ruiz", "person", "author", affiliation="Example Daily", email="a@example.com"),
        Credit("Lee Park", "person", "photographer"),
        Credit("Example Wire", "organisation", "reporting"),
        Credit("Desk", "organisation", "contact"),
    ),
    agency="Example Wire",
    site_name="Example",
    url="https://example.com/a?x",
    canonical_url="https://example.com/a",
    dateline=Dateline("LONDON, March 3 -", "LONDON"),
    date_published=IsoDate("2023-07-25T08:34+02:00"),
    date_modified=IsoDate("2023-07-26T09:00:05.5Z"),
    language="en",
    section="City",
    tags=("bridges", "rivers"),
    image="https://example.com/b.jpg",
    images=(
        Image("https://example.com/a.jpg", "A river"),
        Image("https://example.com/b.jpg", None, "The bridge", "Lee Park"),
    ),
    text="Plans\n\nThey agreed.",
    word_count=3,
    corrections=("It was Monday.",),
    copyright=Copyright("© 2019-2023 Example", "Example", "2019-2023"),
    license="https://example.com/terms",
    free_access=True,
)

# Terms of schema.org that NewsArticle has, with those it inherits, and those of the types of its
# values, as far as they suit news. All of them are in the typings of schema-dts 2.1.0, a package of
# npm that Google generates from schema.org's vocabulary: a script compared them, once.
TERMS = {
    "NewsArticle": "alternativeHeadline articleBody articleSection author contributor "
    "copyrightHolder copyrightNotice copyrightYear correction dateModified "
    "datePublished dateline description editor headline image inLanguage "
    "isAccessibleForFree keywords license locationCreated mainEntityOfPage publisher "
    "sourceOrganization translator url wordCount ",
    "Person": "name affiliation email",
    "Organization": "name email",
    "Place": "name",
    "CreativeWork": "name",
    "ImageObject": "url description caption creditText",
}

NAMED = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: {"type": "string"} for key in ("name", "rel", "scheme", "code")},
    },
}
TEXT = {"type": "string"}
INSTANT = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
}
# The shape of the ninjs 1.3 schema, as far as we write it: no other keys are allowed. It was
# written down from memory, as no package was found that has the schema. Superdesk's writer and
# readers of ninjs (Superdesk-Core 2.5.3) have the same keys, but for 'person' and 'infosource'.
NINJS = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        "uri": {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:"},
        "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite"]},
        "firstcreated": INSTANT,
        "versioncreated": INSTANT,
        "charcount": {"type": "number"},
        "wordcount": {"type": "number"},
        "associations": {
            "type": "object",
            "additionalProperties": False,
            "patternProperties": {"^[a-zA-Z0-9]+$": {"$ref": "#"}},
        },
        **dict.fromkeys(("person", "place", "infosource", "subject", "genre"), NAMED),
        **dict.fromkeys(
            "language headline byline located description_text body_text copyrightholder"
            " copyrightnotice usageterms ednote".split(),
            TEXT,
        ),
    },
}


def assert_terms(value):
    """Every object has a type, and keys that the type has."""
    if isinstance(value, list):
        for each in value:
            assert_terms(each)
    elif isinstance(value, dict):
        assert set(value) - {"@type", "@context"} <= set(TERMS[value["@type"]].split()), value
        for each in value.values():
            assert_terms(each)


ODD = {"title": "A", "authors": [5], "images": "x", "dateline": [], "credits": [{}], "tags": None}


@pytest.mark.parametrize("record", [FULL.to_dict(), BARE.to_dict(), {}, ODD])
def test_json_ld_has_schema_orgs_terms_only(record):
    assert_terms(news_article(record))


@pytest.mark.parametrize("record", [FULL.to_dict(), BARE.to_dict(), {}, ODD])
def test_an_item_has_the_shape_of_ninjs(record):
    Draft202012Validator(NINJS).validate(news_item(record))


def test_json_ld_says_what_the_record_says():
    found = news_article(FULL.to_dict())
    assert found["author"] == [
        {
            "@type": "Person",
            "name": "Ana Ruiz",
            "affiliation": {"@type": "Organization", "name": "Example Daily"},
            "email": "a@example.com",
        },
        {"@type": "Person", "name": "Tom Okafor"},
    ]
    assert [each["name"] for each in found["contributor"]] == ["Lee Park", "Example Wire"]
    assert (found["headline"], found["datePublished"]) == ("A bridge", "2023-07-25T08:34+02:00")
    assert (found["copyrightYear"], found["license"]) == (2019, "https://example.com/terms")
    assert [each["url"][-5:] for each in found["image"]] == ["b.jpg", "a.jpg"]
    assert found["dateline"] == "LONDON, March 3 -"
    assert "alternativeHeadline" not in news_article(BARE.to_dict())


def test_a_licence_in_words_is_a_work_with_a_name():
    record = msgspec.structs.replace(BARE, license="All rights reserved")
    found = news_article(record.to_dict())
    assert found["license"] == {"@type": "CreativeWork", "name": "All rights reserved"}


def test_ninjs_says_what_the_record_says():
    found = news_item(FULL.to_dict())
    assert (found["uri"], found["located"]) == ("https://example.com/a", "LONDON")
    assert found["firstcreated"] == "2023-07-25T08:34:00+02:00"
    assert found["versioncreated"] == "2023-07-26T09:00:05.5Z"
    assert found["person"][-1] == {"name": "Kim Lund", "rel": "editor"}
    assert found["associations"]["picture2"]["byline"] == "Lee Park"
    assert found["charcount"] == len(FULL.text)


@pytest.mark.parametrize("date", ["2023", "2023-07-25", "2023-07-25T08:34", "2023-07-25T08Z"])
def test_ninjs_has_no_dates_that_are_no_instants(date):
    record = msgspec.structs.replace(BARE, date_published=IsoDate(date))
    assert "firstcreated" not in news_item(record.to_dict())


def test_an_article_without_an_address_has_always_the_same_name():
    assert news_item(BARE.to_dict())["uri"] == news_item(BARE.to_dict())["uri"]
    other = {**BARE.to_dict(), "input": {"path": "b.html", "index": 0}}
    assert news_item(other)["uri"] != news_item(BARE.to_dict())["uri"]


@pytest.mark.parametrize("to", ["jsonld", "ninjs"])
def test_several_are_an_array_and_in_a_directory_a_file_each(to, tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.json").write_text(FULL.to_json())
    inputs = [str(tmp_path / name) for name in ("a.json", "b.json")]
    done = CliRunner().invoke(app, ["export", *inputs, "--to", to])
    assert len(json.loads(done.stdout)) == 2
    done = CliRunner().invoke(app, ["export", *inputs, "--to", to, "-o", f"{tmp_path}/out/"])
    assert done.exit_code == 0
    files = sorted((tmp_path / "out").rglob("*.*"))
    assert len(files) == 2
    assert {type(json.loads(file.read_text())) for file in files} == {dict}


@pytest.mark.parametrize("to", ["jsonld", "ninjs"])
def test_they_have_no_columns_and_an_empty_array_is_whole(to):
    with pytest.raises(UsageError):
        exporter(to, columns=("title",))
    writer = exporter(to)
    assert json.loads(writer.start() + writer.finish()) == []
