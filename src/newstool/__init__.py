"""News articles, raw text or HTML, to clean records.

    import newstool
    article = newstool.parse(html, url="https://example.com/story")
    print(article.title, article.authors, article.date_published)

Names load when they are first used, so importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from newstool._version import __version__

if TYPE_CHECKING:
    from newstool.api import clean, parse, parse_many
    from newstool.article import Article
    from newstool.batch import Failure
    from newstool.errors import (
        DecodeError,
        EmptyInputError,
        InputError,
        LimitError,
        NewstoolError,
        NoArticleError,
        OutputError,
        RecordError,
        UsageError,
    )
    from newstool.isodate import IsoDate
    from newstool.schema import schema

__all__ = [
    "Article",
    "DecodeError",
    "EmptyInputError",
    "Failure",
    "InputError",
    "IsoDate",
    "LimitError",
    "NewstoolError",
    "NoArticleError",
    "OutputError",
    "RecordError",
    "UsageError",
    "__version__",
    "clean",
    "parse",
    "parse_many",
    "schema",
]

_HOMES = {
    "parse": "api",
    "clean": "api",
    "parse_many": "api",
    "Article": "article",
    "Failure": "batch",
    "IsoDate": "isodate",
    "schema": "schema",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'newstool' has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"newstool.{_HOMES.get(name, 'errors')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
