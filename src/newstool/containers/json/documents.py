"""An article given as a JSON object: its text and its other fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from newstool.dates import read_stamp
from newstool.model.article import Document, Format, Given
from newstool.model.errors import RecordError
from newstool.model.read_as import ReadAs
from newstool.model.settings import Settings
from newstool.page.addresses import clean_url
from newstool.reading.decode import begins_as_html, decode
from newstool.reading.json_lines import mend_surrogates, some_keys
from newstool.vocabulary.document_keys import CONTENTS, document_keys, fold_key, is_inside, place_of

_FORMATS: Mapping[str, Format] = {"html": "html", "text": "text"}
_LISTS = ("authors", "editors", "tags")
_DATES = ("date_published", "date_modified")
_NOT_GIVEN = frozenset((*CONTENTS, "id", "lead"))
_MOST = 100  # values of one field; papers of large collaborations name more people
_DEEPEST = 4  # lists and objects inside one another that are looked through for a value
_LONGEST = 1000  # characters of a value ...
_LONGEST_SUMMARY = 20_000  # ... and of a description
_OF_VERSION = "versioncreated"  # when this version of an agency's item was made
_LATEST = 10**15  # milliseconds since 1970, far beyond any date
_LONGEST_NAME = 60  # characters of a key that a message or a source names
# What an object that is given for a name, a title or an address says it by.
_SAYS = (
    *("name", "fullName", "full_name", "displayName", "display_name", "rendered", "main"),
    *("original", "@value", "$date", "#text", "$t", "value", "label", "term", "title", "webTitle"),
    "keyword",
    *("@id", "url", "href", "src", "contentUrl"),
)
# What a search for news puts after the first words of an article: '... [+1234 chars]'.
_CUT_SHORT = re.compile(r"\s?\[\+?\d{1,9} chars\]\s{0,9}\Z")
_PLACES = frozenset(("url", "href", "src", "contentUrl", "@id"))
_NO_PICTURES = ("text", "video", "audio", "composite", "event")  # what ninjs calls other things
# Keys whose list is of another field than a string: topics (ninjs), paragraphs (AFP).
_LISTED = {"subject": "tags", "news": "content"}
_NAMING = ("tag", "urn", "nyt", "doi")  # schemes of addresses that lead nowhere
_NO_VALUES = frozenset(("", "none", "null", "nan", "n/a", "undefined"))
# Names of the parts of a body that isn't a string, in the order they are read in.
_PARTS = (
    *("rendered", "#text", "$t", "value", "text", "content", "headline", "paragraphs"),
    "sections",
)


class _Value(Struct, frozen=True):
    """A value of a JSON object with its key as written and its place as a JSON pointer."""

    key: str
    where: str
    value: object


# --- an object to its document -----------------------------------------------------------------


def read_json_document(
    found: Mapping[str, object],
    read_as: ReadAs,
    settings: Settings,
    *,
    path: str | None = None,
    index: int = 0,
    kind: str = "json key",
) -> Document:
    """An object's HTML or text, with all else it says as `given`.

    `kind` is what evidence calls its names: the row of a table has columns. Values of a wrong type,
    of no use or too long are passed over with a warning 'ignored:KEY'. Raises `RecordError` where
    there is nothing to read.
    """
    fields = _Fields(found, read_as.keys)
    source, format, warnings = _source_of(fields)
    given, ignored = _given(fields, kind)
    url = next((one.value for one in given if one.field == "url"), None)
    document = decode(
        mend_surrogates(source),
        url=read_as.url or url,
        format=read_as.format or format,
        path=path,
        index=index,
        settings=settings,
    )
    return replace(
        document,
        id=next((one.value for one in fields.values("id") if _is_id(one.value)), None),
        given=given,
        warnings=(*document.warnings, *warnings, *ignored),
    )


def _is_id(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


class _Fields:
    """An object's values by the field that their keys name."""

    def __init__(self, found: Mapping[str, object], named: Mapping[str, str]) -> None:
        self.found = found
        self.named = named
        ranked: dict[str, list[tuple[int, int, _Value]]] = {}
        for where, objects in enumerate(_with_inner(found)):
            for one in objects:
                place = place_of(one.key.rpartition(".")[2] if where else one.key)
                if isinstance(one.value, list) and (listed := _LISTED.get(fold_key(one.key))):
                    place = (listed, 0)
                if place is not None:
                    ranked.setdefault(place[0], []).append((place[1], where, one))
        self._values = {
            field: [one for _, _, one in sorted(values, key=lambda value: value[:2])]
            for field, values in ranked.items()
        }

    def values(self, field: str) -> Iterator[_Value]:
        """The values that a field may have, the preferred first; null isn't one."""
        if field in self.named:
            value = _at(self.found, self.named[field])
            if value is not None and value.value is not None:
                yield value
        yield from self._values.get(field, ())
        if field == "subtitle":
            yield from self._summary()
        elif field == "date_published":
            versions = self._values.get("date_modified", ())
            yield from (one for one in versions if fold_key(one.key) == _OF_VERSION)
        elif field == "id":
            yield from (one for one in self._values.get("url", ()) if _is_name(one.value))

    def _summary(self) -> Iterator[_Value]:
        """What is above the sections of a body that is an object."""
        for body in self.values("content"):
            if isinstance(body.value, Mapping) and "sections" in body.value:
                yield _Value(body.key, _pointer(body.where, "summary"), body.value.get("summary"))


def _with_inner(found: Mapping[str, object]) -> Iterator[Iterator[_Value]]:
    """An object's values, then those of the objects in it whose keys count as its own."""
    yield _values_of(found, "", "")
    for key, value in found.items():
        if isinstance(value, Mapping) and is_inside(key):
            yield _values_of(value, f"{key}.", _pointer("", key))


def _values_of(found: Mapping[str, object], prefix: str, where: str) -> Iterator[_Value]:
    for key, value in found.items():
        if value is not None:
            yield _Value(prefix + key, _pointer(where, key), value)


def _at(found: Mapping[str, object], key: str) -> _Value | None:
    """The value of a key, or of a path of keys with dots between them."""
    if key in found:
        return _Value(key, _pointer("", key), found[key])
    value: object = found
    where = ""
    for step in key.split("."):
        if not isinstance(value, Mapping) or step not in value:
            return None
        value, where = value[step], _pointer(where, step)
    return _Value(key, where, value)


def _pointer(where: str, step: str | int) -> str:
    """RFC 6901."""
    return f"{where}/" + str(step)[:_LONGEST_NAME].replace("~", "~0").replace("/", "~1")


# --- the article itself ------------------------------------------------------------------------


def _source_of(fields: _Fields) -> tuple[str, Format | None, tuple[str, ...]]:
    """The article in an object, its format where the key shows it, and warnings."""
    wrong: _Value | None = None
    blank: str | None = None
    for field, one in _contents(fields):
        format = _FORMATS.get(field)
        text = _text_of(_main_body(one.value))
        if text.strip():
            looks = format == "text" and begins_as_html(text)
            whole = _CUT_SHORT.sub("", text)
            warnings = ("summary-only",) if whole != text else ()
            return whole, "html" if looks else format, warnings
        if isinstance(one.value, str | list | Mapping):
            blank = text
        else:
            wrong = wrong or one
    for one in chain(fields.values("lead"), fields.values("description")):
        if isinstance(one.value, str) and one.value.strip():
            return one.value, None, ("summary-only",)
    if blank is not None:
        return blank, None, ()
    if wrong is not None:
        raise RecordError(f"{wrong.key!r} must be a string, not {type(wrong.value).__name__}")
    headline = next(_listed(fields), None)
    if headline is not None:
        return headline, "text", ("headline-only",)
    names = " and ".join(f"no {fields.named.get(field, field)!r}" for field in ("html", "text"))
    raise RecordError(
        f"{names} in this object",
        hint=f"it has {some_keys(fields.found)}; name the right one with --field text=KEY",
    )


def _listed(fields: _Fields) -> Iterator[str]:
    """The headline of an article of which a search lists only that and its address."""
    if any(clean_url(str(one.value)) for one in fields.values("url")):
        for one in fields.values("title"):
            if isinstance(one.value, str) and one.value.strip():
                yield one.value


def _contents(fields: _Fields) -> list[tuple[str, _Value]]:
    """What may hold the article, with the field that its key names, in the order it is read in.

    Pages and stories in HTML, and bodies in sections, go before text: they say more. What the
    caller named goes first of all.
    """
    found = [(field, one) for field in CONTENTS for one in fields.values(field)]
    return sorted(
        found,
        key=lambda each: (
            each[0] not in fields.named,
            each[0] != "html" and not _says_more(each[1].value),
        ),
    )


def _says_more(value: object) -> bool:
    if isinstance(value, Mapping):
        return "sections" in value
    return isinstance(value, str) and begins_as_html(value)


def _main_body(value: object) -> object:
    """Of the bodies of one article in several forms, as ninjs lists them, the one to read."""
    if not isinstance(value, list) or not value:
        return value
    forms = [one for one in value if isinstance(one, Mapping) and "contentType" in one]
    if len(forms) < len(value):
        return value
    return max(forms, key=_is_main)


def _is_main(form: Mapping[str, object]) -> tuple[bool, bool]:
    return form.get("role") in (None, "main"), "html" in str(form["contentType"])


def _text_of(value: object, depth: int = 0) -> str:
    """A body's text: a string, a list of paragraphs, or an object of sections."""
    if isinstance(value, str):
        return value
    if depth > _DEEPEST:
        return ""
    parts: list[str] = []
    if isinstance(value, Mapping):
        for name in _PARTS:
            text = _text_of(value.get(name), depth + 1).strip()
            parts.append(f"## {text}" if text and name == "headline" else text)
    elif isinstance(value, list):
        parts = [_text_of(each, depth + 1) for each in value]
    return "\n\n".join(filter(None, parts))


# --- the other fields --------------------------------------------------------------------------


def _given(fields: _Fields, kind: str) -> tuple[tuple[Given, ...], list[str]]:
    """What an object says besides its text, and warnings about what can't be used."""
    given: list[Given] = []
    ignored: list[str] = []
    for field in document_keys():
        if field in _NOT_GIVEN:
            continue
        for one in fields.values(field):
            used = _used(field, one, kind)
            given += used
            if used:
                break
            if not _says_nothing(one.value) and not (field == "url" and _is_name(one.value)):
                ignored.append(f"ignored:{one.key[:_LONGEST_NAME]}")
    return tuple(_with_url_of_source(given)), ignored


def _is_name(value: object) -> bool:
    """Whether a URI names a thing without saying where it is: 'tag:example.org,2024:ferry'."""
    return isinstance(value, str) and value.partition(":")[0] in _NAMING


def _says_nothing(value: object, depth: int = 0) -> bool:
    if isinstance(value, str):
        return value.strip().casefold() in _NO_VALUES
    if isinstance(value, list) and depth < _DEEPEST:
        return all(_says_nothing(each, depth + 1) for each in value)
    return value in ({}, None)


def _used(field: str, one: _Value, kind: str) -> list[Given]:
    """What one key gives for a field: nothing where its value is of no use for it."""
    source = f"{kind} '{one.key[:_LONGEST_NAME]}'"
    longest = _LONGEST_SUMMARY if field == "description" else _LONGEST
    found: list[Given] = []
    strings = _pictures if field == "image" else _strings
    for text, where in strings(one.value, one.where, numbers=field in _DATES):
        if len(text) <= longest and not _says_nothing(text) and _fits(field, text):
            found.append(Given(field, mend_surrogates(text), source, where))
        if (found and field not in _LISTS) or len(found) >= _MOST:
            break
    return found


def _fits(field: str, text: str) -> bool:
    if field in _DATES:
        return read_stamp(text) is not None
    if field in ("url", "image"):
        return clean_url(text) is not None
    return any(char.isalnum() for char in text)


def _strings(
    value: object, where: str, *, numbers: bool, depth: int = 0
) -> Iterator[tuple[str, str]]:
    """The strings that a value holds, each with its JSON pointer."""
    if isinstance(value, str):
        yield value, where
    elif numbers and isinstance(value, int | float) and 0 < value < _LATEST:
        yield f"{value:.0f}", where
    elif depth < _DEEPEST and isinstance(value, list):
        for number, each in enumerate(value[:_MOST]):
            place = _pointer(where, number)
            yield from _strings(each, place, numbers=numbers, depth=depth + 1)
    elif depth < _DEEPEST and isinstance(value, Mapping):
        said = _said_by(value)
        if said is not None:
            place = _pointer(where, said)
            yield from _strings(value[said], place, numbers=numbers, depth=depth + 1)
        elif name := _whole_name(value):
            yield name, where


def _pictures(
    value: object, where: str, *, numbers: bool, depth: int = 0
) -> Iterator[tuple[str, str]]:
    """The addresses of pictures that a value holds, however deep (ninjs: associations)."""
    if isinstance(value, Mapping) and value.get("type") in _NO_PICTURES:
        return
    if isinstance(value, Mapping) and depth < _DEEPEST and not _PLACES & value.keys():
        for key, each in list(value.items())[:_MOST]:
            if isinstance(each, Mapping | list) or key in _SAYS:
                place = _pointer(where, key)
                yield from _pictures(each, place, numbers=numbers, depth=depth + 1)
    else:
        yield from _strings(value, where, numbers=numbers, depth=depth)


def _said_by(value: Mapping[str, object]) -> str | None:
    """The key by which an object says what it is.

    What has a name and a value is a pair ({"name": "subject", "value": "Ferries"}); a contributor
    among topics is a person.
    """
    if value.get("type") == "contributor":
        return None
    if isinstance(value.get("name"), str) and isinstance(value.get("value"), str):
        return "value"
    return next((key for key in _SAYS if value.get(key) not in (None, "")), None)


def _whole_name(value: Mapping[str, object]) -> str:
    """A name that an object gives in parts: 'firstName', 'lastName'."""
    folded = {fold_key(key): part for key, part in value.items() if isinstance(part, str)}
    parts = (
        folded.get("firstname") or folded.get("givenname"),
        folded.get("lastname") or folded.get("familyname"),
    )
    return " ".join(part.strip() for part in parts if part)


def _with_url_of_source(given: Iterable[Given]) -> list[Given]:
    """A source that is an address is the article's own, as trafilatura writes it."""
    done: list[Given] = []
    has_url = False
    for one in given:
        has_url = has_url or one.field == "url"
        if one.field == "source" and one.value.startswith(("http://", "https://")):
            if not has_url and clean_url(one.value):
                done.append(replace(one, field="url"))
            continue
        done.append(one)
    return done
