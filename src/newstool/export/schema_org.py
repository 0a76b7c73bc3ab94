"""A record as schema.org's NewsArticle, in JSON-LD. What isn't known is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newstool.export.parts import compacted, found_text, objects_in, strings_in

# What the roles of credits are called there; all others are contributors.
_ROLES = {"author": "author", "writing": "author", "editor": "editor", "translator": "translator"}
_LISTED = ("author", "editor", "translator", "contributor")


def news_article(record: Mapping[str, object]) -> dict[str, object]:
    """The record's NewsArticle."""
    copyright_, dateline = record.get("copyright"), record.get("dateline")
    license_ = found_text(record, "license")
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": record.get("title"),
        "alternativeHeadline": record.get("subtitle"),
        "description": record.get("description"),
        **_people(record),
        "publisher": _named("Organization", found_text(record, "site_name")),
        "sourceOrganization": _named(
            "Organization", found_text(record, "agency") or found_text(record, "source")
        ),
        "url": found_text(record, "url") or record.get("canonical_url"),
        "mainEntityOfPage": record.get("canonical_url"),
        "dateline": found_text(dateline, "raw"),
        "locationCreated": _named("Place", found_text(dateline, "place")),
        "datePublished": record.get("date_published"),
        "dateModified": record.get("date_modified"),
        "inLanguage": record.get("language"),
        "articleSection": record.get("section"),
        "keywords": strings_in(record.get("tags")),
        "image": _images(record),
        "articleBody": record.get("text"),
        "wordCount": record.get("word_count"),
        "correction": strings_in(record.get("corrections")),
        "copyrightNotice": found_text(copyright_, "notice"),
        "copyrightHolder": _named("Organization", found_text(copyright_, "holder")),
        "copyrightYear": _first_year(found_text(copyright_, "years")),
        "license": license_ if _is_address(license_) else _named("CreativeWork", license_),
        "isAccessibleForFree": record.get("free_access"),
    }
    return compacted(article)


def _people(record: Mapping[str, object]) -> dict[str, list[object]]:
    """Who made it, by the part they had; one that is named in two ways is there once."""
    found: dict[str, dict[str, object]] = {role: {} for role in _LISTED}
    for credit in objects_in(record.get("credits")):
        name, role = found_text(credit, "name"), found_text(credit, "role") or ""
        if name and role != "contact":
            found[_ROLES.get(role, "contributor")].setdefault(name, _credited(credit, name))
    for key, role in (("authors", "author"), ("editors", "editor")):
        for name in strings_in(record.get(key)):
            found[role].setdefault(name, _named("Person", name))
    return {role: list(people.values()) for role, people in found.items()}


def _credited(credit: Mapping[str, object], name: str) -> object:
    kind = "Organization" if credit.get("kind") == "organisation" else "Person"
    affiliation = found_text(credit, "affiliation") if kind == "Person" else None
    return compacted(
        {
            "@type": kind,
            "name": name,
            "affiliation": _named("Organization", affiliation),
            "email": credit.get("email"),
        }
    )


def _images(record: Mapping[str, object]) -> list[object]:
    """The pictures; the main one first, also where it is in none of the others."""
    main = found_text(record, "image")
    images = [
        compacted(
            {
                "@type": "ImageObject",
                "url": image.get("url"),
                "description": image.get("alt"),
                "caption": image.get("caption"),
                "creditText": image.get("credit"),
            }
        )
        for image in objects_in(record.get("images"))
    ]
    firsts = [image for image in images if image.get("url") == main]
    others = [image for image in images if image.get("url") != main]
    return [*(firsts or _only({"@type": "ImageObject", "url": main}, main)), *others]


def _only(image: dict[str, object], url: str | None) -> Iterable[dict[str, object]]:
    return [image] if url else []


def _named(kind: str, name: str | None) -> dict[str, object] | None:
    return {"@type": kind, "name": name} if name else None


def _is_address(text: str | None) -> bool:
    return text is not None and text.startswith(("https://", "http://"))


def _first_year(years: str | None) -> int | None:
    """Of '2019-2023' the year in which it was first claimed, as the term is defined."""
    return int(years[:4]) if years and years[:4].isascii() and years[:4].isdigit() else None
