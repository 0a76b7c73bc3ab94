"""Patterns that are compiled when they are first used.

A page uses half of all patterns, and to compile the others takes a tenth of a run on one page.
`re` looks at each character of a class: one with the twenty thousand of Chinese takes 2 ms. What
nearly every page is asked with may as well be compiled at once, by `re.compile`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class Later:
    """Used as the pattern that `make` gives, which is called when it is first used."""

    def __init__(self, make: Callable[[], re.Pattern[Any]]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        """Only what isn't set is asked for here: the methods are set now and found from then on."""
        pattern = self._make()
        self.__dict__.update({method: getattr(pattern, method) for method in _METHODS})
        return getattr(pattern, name)


def made_later(make: Callable[[], re.Pattern[AnyStr]]) -> re.Pattern[AnyStr]:
    """The pattern that `make` gives, which is called when the pattern is first used."""
    return cast("re.Pattern[AnyStr]", Later(make))


def later(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, compiled when it is first used."""
    return made_later(lambda: re.compile(pattern, flags))
