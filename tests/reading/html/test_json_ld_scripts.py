"""JSON-LD as found in the wild."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.reading.html.json_ld_scripts import Script, read_json_ld


@pytest.mark.parametrize(
    ("script", "types"),
    [
        ('{"@type": "NewsArticle"}', ["NewsArticle"]),
        ('[{"@type": "A"}, {"@type": "B"}]', ["A", "B"]),
        ('{"@context": "x", "@graph": [{"@type": "A"}, [{"@type": "B"}]]}', ["A", "B"]),
        ('<!-- {"@type": "A"} -->', ["A"]),
        ('//<![CDATA[\n{"@type": "A"}\n//]]>', ["A"]),
        ('{"@type": "A",}', ["A"]),
        ('{"@type": "A", "headline": "broken\nline"}', ["A"]),
        ('{"@type": "A"};', ["A"]),
        ("{&quot;@type&quot;: &quot;A&quot;}", ["A"]),
        ("not json", []),
        ('{"@type": "WebPage", "mainEntity": {"@type": "A"}}', ["WebPage", "A"]),
        ('"just a string"', []),
    ],
)
def test_objects_are_found_in_every_wrapping(script: str, types: list[str]) -> None:
    objects, scripts = read_json_ld([Script(script, 7)])
    assert [item["@type"] for item in objects] == types
    assert scripts == (7,) * len(types)


def test_one_broken_script_does_not_spoil_the_next() -> None:
    broken, sound = Script("{", 3), Script('{"@type": "A"}', 4)
    assert read_json_ld([broken, sound]) == (({"@type": "A"},), (4,))


def test_nesting_is_bounded_not_fatal() -> None:
    assert read_json_ld([Script("[" * 100_000 + "]" * 100_000, 0)]) == ((), ())


@given(st.text(max_size=200))
def test_any_text_is_read_without_raising(script: str) -> None:
    read_json_ld([Script(script, 0)])
