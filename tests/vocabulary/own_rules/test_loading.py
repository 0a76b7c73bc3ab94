"""A file of rules is read whole, or refused with one message: file, line, what is allowed."""

import pytest

from newstool import UsageError
from newstool.vocabulary.own_rules import settings_from
from newstool.vocabulary.own_rules.loading import load_rules, parse_rules

GOOD = """
[[rule]]
id = "promo"
label = "newsletter"
site = "www.Courier.example"
lines = ["Get the Courier by mail"]
starts = ["Read the Courier"]
pattern = '^.{0,20}on paper'
catches = ["Read the Courier on paper"]
spares = ["The courier was late"]

[[rule]]
id = "byline"
author = ".byline a"
date = "time"
"""


def test_a_good_file_gives_its_rules():
    promo, byline = parse_rules(GOOD, "ours.toml")
    assert (promo.id, promo.label, promo.site, promo.line) == (
        "promo",
        "newsletter",
        "courier.example",
        2,
    )
    assert byline.fields == {"authors": ".byline a", "date_published": "time"}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[rule]]\nid="a"\nlabel="nope"\nlines=["x"]', 3, "it is one of body"),
        (
            '[[rule]]\nid="a"\nlabel="share"\nlines=["x"]\n[[rule]]\nid="b"\nlable="share"',
            7,
            "a rule has id",
        ),
        ('[[rule]]\nid="a"\nlabel="share"\npattern="(a+)+$"', 4, "could run away"),
        ('[[rule]]\nid="a"\nlabel="share"\npattern="(a"', 4, "not a regular expression"),
        ('[[rule]]\nid="a"\nlabel="share"\nselector="p:has(a)"', 4, "it may have elements"),
        ('[[rule]]\nid="a"\nauthor="p >"', 3, "it may have elements"),
        ('[[rule]]\nid="a"\nauthor=3', 3, "it is a selector"),
        ('[[rule]]\nid="a"\nlabel="share"\nlines="x"', 4, "a list of strings"),
        ('[[rule]]\nid="a"\nlabel="share"', 2, "lines, forms, starts, pattern, selector"),
        ('[[rule]]\nid="a"\nlines=["x"]', 2, "give it a label, or keep = true"),
        ('[[rule]]\nlabel="share"\nlines=["x"]', 1, "has an id"),
        ('[[rule]]\nid="a"\nlabel="share"\nkeep=true\nlines=["x"]', 4, "of those that are kept"),
        ('[[rule]]\nid="a"\nlabel="share"\nlines=["--"]', 4, "without a letter"),
        ('[[rule]]\nid="a"\nlabel="share"\nlines=["x"]\nsite="http://x"', 5, "as example.com"),
        ('[[rule]]\nid="a"\nlabel="share"\nlines=["x"]\nmax_chars=0', 5, "1 to 5000"),
        (
            '[[rule]]\nid="a"\nlabel="share"\nlines=["x"]\n[[rule]]\nid="a"\nlabel="share"\nlines=["y"]',
            6,
            "line 1",
        ),
        ('\n[[rules]]\nid="a"', 2, "[[rule]]"),
        ("[[rule]\n", 1, "not TOML"),
        ("", 1, "it has no rules"),
        ("rule = 3", 1, "it has no rules"),
        ("rule = [3]", 1, "a rule is a table"),
    ],
)
def test_a_bad_file_is_one_message_with_file_and_line(text, line, said):
    with pytest.raises(UsageError) as error:
        parse_rules(text, "ours.toml")
    assert str(error.value).startswith(f"ours.toml, line {line}: ")
    assert said in str(error.value)


def test_one_bad_file_of_two_applies_neither(tmp_path):
    (tmp_path / "good.toml").write_text(GOOD)
    (tmp_path / "bad.toml").write_text("[[rule]]\n")
    with pytest.raises(UsageError, match=r"bad\.toml, line 1"):
        load_rules([tmp_path / "good.toml", tmp_path / "bad.toml"])
    with pytest.raises(UsageError, match="two rules are called 'promo'"):
        load_rules([tmp_path / "good.toml", tmp_path / "good.toml"])


def test_files_that_cannot_be_read_are_named(tmp_path):
    (tmp_path / "latin.toml").write_bytes(b'id = "\xe9"')
    with pytest.raises(UsageError, match=r"latin\.toml: is not UTF-8"):
        load_rules([tmp_path / "latin.toml"])
    with pytest.raises(UsageError, match="can't be read"):
        load_rules([tmp_path / "none.toml"])
    with pytest.raises(UsageError, match="paths of TOML files"):
        settings_from({"rules": 3})
