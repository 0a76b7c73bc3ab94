"""`newstool learn` and `clean --learn`, from files to files."""

import random

import pytest
from typer.testing import CliRunner

from newstool.cli.app import app

_WORDS = (
    "council bridge river mayor road school winter harvest money library tunnel engine painter"
    " station garden market doctor letter window forest captain orchard paper kitchen village"
).split()
PROMO = "The Courier belongs to nine readers and to no one else in the county."


def story(seed):
    chance = random.Random(seed)
    return [
        "The "
        + " and the ".join(chance.sample(_WORDS, 4))
        + f" were discussed in the {chance.choice(_WORDS)} by {chance.randint(3, 90)} people."
        for _ in range(7)
    ]


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSTOOL_RULES", raising=False)
    (tmp_path / "courier").mkdir()
    for number in range(8):
        lines = [f"The {_WORDS[number]} and its price", *story(number), PROMO]
        (tmp_path / "courier" / f"{number}.txt").write_text("\n\n".join(lines) + "\n")
    return tmp_path


def call(*arguments, code=0, **options):
    result = CliRunner().invoke(app, arguments, **options)
    assert result.exit_code == code, result.stderr or result.exception
    return result


def test_rules_are_learned_written_and_applied(desk):
    assert PROMO in call("clean", "courier").stdout
    said = call("learn", "courier", "-o", "rules.toml", "--summary").stderr
    assert said == "newstool: learned 1 rule of 1 source from 8 articles\n"
    text = (desk / "rules.toml").read_text()
    assert f'lines = ["{PROMO}"]' in text
    assert 'directory = "courier"' in text
    assert "In 8 of 8 stories, below the story" in text
    assert PROMO not in call("clean", "courier", "--rules", "rules.toml").stdout
    assert call("rules", "check", "rules.toml").stdout.startswith("learned-")


def test_learning_and_cleaning_go_together():
    result = call("clean", "courier", "--learn", "--summary")
    assert PROMO not in result.stdout
    assert "learned 1 rule" in result.stderr
    from_pipe = "\f".join((*story(1), "x")).encode()
    assert "nothing was learned" in call("clean", "--learn", input=from_pipe).stderr


def test_the_result_is_the_same_for_any_number_of_processes():
    one = call("learn", "courier", "--jobs", "1", "-q").stdout
    assert one == call("learn", "courier", "--jobs", "2", "-q").stdout
    names = [f"courier/{number}.txt" for number in (5, 3, 1, 7, 0, 2, 6, 4)]
    assert one == call("learn", *names, "-q").stdout


def test_a_source_may_be_what_a_field_says():
    text = call("learn", "courier", "--by", "language").stdout
    assert "# Grouped by language: the rules hold for every page." in text
    assert "directory" not in text
    assert "--by 'nope' names nothing" in call("learn", "courier", "--by", "nope", code=2).stderr


def test_nothing_learned_is_said_and_nothing_written(desk):
    for number in range(8):
        (desk / "courier" / f"{number}.txt").write_text("A title\n\n" + "\n\n".join(story(0)))
    result = call("learn", "courier", "-o", "rules.toml", code=3)
    assert "no source has 4 different stories: the 8 articles of courier are 1" in result.stderr
    assert not (desk / "rules.toml").exists()
