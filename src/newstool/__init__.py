"""News articles, raw text or HTML, to clean records.

    import newstool
    article = newstool.parse(html, url="https://example.com/story")
    print(article.title, article.authors, article.date_published)

Names load when they are first used, so importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from newstool.api import candidates, clean, inspect, parse, parse_many, to_dataframe
    from newstool.model.article import Article
    from newstool.model.errors import (
        DecodeError,
        EmptyInputError,
        InputError,
        LimitError,
        NewstoolError,
        NoArticleError,
        NotAskedError,
        OutputError,
        RecordError,
        UsageError,
    )
    from newstool.model.isodate import IsoDate
    from newstool.model.schema import schema
    from newstool.runs.batch import Failure

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
    "NotAskedError",
    "OutputError",
    "RecordError",
    "UsageError",
    "__version__",
    "candidates",
    "clean",
    "inspect",
    "parse",
    "parse_many",
    "schema",
    "to_dataframe",
]

_HOMES = {
    "parse": "api",
    "candidates": "api",
    "clean": "api",
    "inspect": "api",
    "parse_many": "api",
    "to_dataframe": "api",
    "Article": "model.article",
    "Failure": "runs.batch",
    "IsoDate": "model.isodate",
    "schema": "model.schema",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'newstool' has no attribute {name!r}")
    home = importlib.import_module(f"newstool.{_HOMES.get(name, 'model.errors')}")
    value: object = getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
