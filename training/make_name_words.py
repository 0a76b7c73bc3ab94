"""Write data/given_names.txt, surnames.txt and places.txt.

    python -m training.make_name_words

Names come from the person providers of Faker (MIT licence), places from Unicode CLDR by way of
babel (Unicode licence): the exemplar cities of the time zones, and the territories. Both packages
are needed to run this, neither to use what it writes.
"""

from __future__ import annotations

import importlib
import pkgutil
import unicodedata
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).parents[1] / "src" / "newstool" / "vocabulary" / "data"

# Scripts whose words newstool looks up: those with capitals, and those of East Asian names.
NAME_SCRIPTS = frozenset(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN"))
SURNAME_SCRIPTS = NAME_SCRIPTS | {"CJK", "HANGUL"}
PLACE_SCRIPTS = SURNAME_SCRIPTS | {"KATAKANA", "ARABIC", "HEBREW"}
LOCALES = """
en de fr es pt it nl sv nb da fi is pl cs sk hu ro bg el ru uk sr hr sl lt lv et tr fa he ar ur
vi id ms fil sw af zh zh_Hant ja ko ca sq mk hy
""".split()


def main() -> None:
    """Write the three lists."""
    given, surnames = _faker_names()
    _write("given_names.txt", given, "Given names. Source: Faker's person providers (MIT)")
    _write("surnames.txt", surnames, "Surnames. Source: Faker's person providers (MIT)")
    _write("places.txt", _places(), "Cities and countries. Source: Unicode CLDR (Unicode License)")


def _faker_names() -> tuple[set[str], set[str]]:
    providers = importlib.import_module("faker.providers.person")
    given: set[str] = set()
    surnames: set[str] = set()
    for module in pkgutil.iter_modules(providers.__path__):
        provider = importlib.import_module(f"{providers.__name__}.{module.name}").Provider
        for key in dir(provider):
            if "first_name" in key:
                given.update(_strings(getattr(provider, key)))
            elif "last_name" in key:
                surnames.update(_strings(getattr(provider, key)))
    return _fit(given, NAME_SCRIPTS), _fit(surnames, SURNAME_SCRIPTS)


def _strings(value: object) -> Iterable[str]:
    if not isinstance(value, dict | list | tuple):
        return
    for item in value:
        if isinstance(item, str):
            yield item
        elif isinstance(item, tuple):
            yield from (part for part in item if isinstance(part, str))


def _fit(names: Iterable[str], scripts: frozenset[str]) -> set[str]:
    """Single words of at least two letters (one in East Asian scripts) in one of the scripts."""
    fit = set()
    for name in names:
        word = unicodedata.normalize("NFC", name).strip()
        script = _script(word)
        letters = word.replace("-", "").replace("'", "")
        if script in scripts and letters.isalpha() and (len(word) > 1 or script in "CJK HANGUL"):
            fit.add(word.casefold())
    return fit


def _places() -> set[str]:
    from babel import Locale
    from babel.core import get_global

    # English has an exemplar city only where the zone's own name does not give it.
    zone_names = (zone for zone in get_global("zone_territories") if zone.count("/") == 1)
    places = {
        zone.partition("/")[2].replace("_", " ").casefold()
        for zone in zone_names
        if not zone.startswith("Etc/")
    }
    for code in LOCALES:
        locale = Locale.parse(code)
        zones = (zone.get("city") for zone in locale.time_zones.values())
        lands = (name for key, name in locale.territories.items() if len(key) == 2)
        places.update(name.casefold() for name in (*zones, *lands) if name)
    return {place for place in places if _script(place) in PLACE_SCRIPTS and len(place) > 1}


def _script(word: str) -> str:
    return unicodedata.name(word[0], "?").split()[0] if word else "?"


def _write(name: str, words: set[str], title: str) -> None:
    lines = [f"# {title}; see training/make_name_words.py", *sorted(words)]
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
