"""The furniture rules: each catches its examples, spares its counter-examples, and is fast."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import newstool
from newstool.model.article import Label
from newstool.vocabulary.furniture import (
    AFTER,
    Hit,
    compiled,
    leads_with,
    recognise,
    rules_with,
)
from newstool.vocabulary.furniture_rules import Role, as_matched, fold, load_places, load_rules

RULES = load_rules()
PLACES = load_places()
SOURCES = Path(newstool.__file__).parent


def name_of(rule: object) -> str:
    return str(getattr(rule, "id", rule))


# --- each rule ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_each_rule_catches_its_examples_and_spares_its_counterexamples(rule):
    assert rule.catches
    assert rule.spares
    for line in rule.catches:
        hit = recognise(line)
        assert hit is not None, line
        assert (hit.rule, hit.label, hit.strength) == (rule.id, rule.label, rule.strength), line
    for line in rule.spares:
        hit = recognise(line)
        assert hit is None or hit.rule != rule.id, line


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_no_rule_hides_another(rule):
    for line in rule.lines:
        hit = recognise(line)
        assert hit is not None and hit.rule == rule.id, line
    if not rule.pattern and not rule.then:
        for start in rule.starts:
            hit = recognise(f"{start} x")
            assert hit is not None and hit.rule == rule.id, start


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_each_rule_says_why_and_how_it_is_found(rule):
    assert rule.why.endswith(".")
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.id)
    assert rule.lines or rule.starts or (rule.gate and rule.pattern)


def test_ids_are_unique():
    ids = [one.id for one in (*RULES, *PLACES)]
    assert len(ids) == len(set(ids))


# --- roles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_each_role_that_python_knows_is_some_rules(role):
    assert any(role in one.roles for one in (*RULES, *PLACES))


def test_the_roles_of_a_line_come_with_its_hit():
    assert recognise("FOR IMMEDIATE RELEASE").roles == (Role.ENDS_STORY, Role.IS_RELEASE)
    assert recognise("By Ana Ruiz").roles == (Role.NAMES_AUTHORS,)
    assert recognise("Comments (3)").roles == ()


def test_the_roles_of_a_rule_are_found_by_its_id():
    assert "press-release-source" in rules_with(Role.NAMES_SOURCE)
    assert "in-sidebar" in rules_with(Role.HOLDS_MENU_AND_HEADLINES)
    assert "judged-body" not in rules_with(Role.NAMES_SOURCE)
    assert "after-contact-lead" in leads_with(Role.HEADS_CONTACTS)
    assert leads_with(Role.HEADS_CONTACTS).isdisjoint(("contact-lead", "after-headline"))


def test_python_names_no_rule_by_its_id():
    """Code asks for roles: an id that is renamed in the TOML would be missed in silence."""
    ids = {one.id for one in (*RULES, *PLACES)}
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                word = node.value.removeprefix(AFTER)
                assert word not in ids, f"{path.name}:{node.lineno}: {word}"


# --- what a sure rule leaves alone -------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "The agency fined the site because it had set cookies before anyone could agree.",
        "Readers of the newsletter learned of the merger before the shareholders did.",
        "Copyright lasts for seventy years after the author's death, the judge said.",
        "She wrote to the mayor at mayor@town.example and had no answer.",
        "Subscribers left in thousands when the price went up.",
        "Published in 1953, the book sold out within a week, and a film followed.",
        "By the time the tram arrived, the square was empty.",
        "Comments from the public will be heard on Tuesday.",
        "Advertising pays for most of the paper, its owner said.",
        "Der Verlag verkaufte im vergangenen Jahr 40.000 Abonnements.",
        "Les abonnés au gaz paieront davantage dès janvier.",
        "Подписка на газету подорожала вдвое, сообщили в редакции.",
        "新闻稿发布后，公司股价下跌了百分之五。",
        "記者会で市長は電車の復活を発表した。",
        "Share prices fell by a tenth.",
        "Related companies will be audited as well.",
        "Corrections officers went on strike over pay.",
        "Photographs from the night show a burning tram.",
        "The story continues to trouble the town.",
        "Page turners for pianists are hard to find.",
    ],
)
def test_a_story_about_cookies_newsletters_or_copyright_keeps_its_sentences(sentence):
    hit = recognise(sentence)
    assert hit is None or hit.strength == "hint"


# --- how lines are found -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["Share this", "SHARE THIS", "  Share this:", "» Share this «", "• Share this…"],
)
def test_case_and_the_marks_around_a_line_make_no_difference(line):
    hit = recognise(line)
    assert hit == Hit(Label.SHARE, "share-line", "sure", roles=(Role.BEGINS_FOOT,))


def test_full_width_marks_and_curly_quotes_are_read_as_plain_ones():
    assert recognise("来源：电车网") == recognise("来源:电车网")
    assert recognise("S’inscrire à la newsletter") == recognise("S'inscrire à la newsletter")


def test_the_lead_is_the_part_of_the_line_that_points_to_another_story():
    line = "► Lesen Sie auch: Die Tram kommt zurück"
    hit = recognise(line)
    assert hit is not None
    assert as_matched(line)[: hit.lead] == "Lesen Sie auch:"
    assert as_matched(line)[hit.lead :] == " Die Tram kommt zurück"


def test_a_start_does_not_end_inside_a_word():
    assert recognise("Relateds") is None
    assert recognise("Fax: +49 30 1234567") is not None
    assert recognise("Faxon: +49 30 1234567") is None


def test_headings_of_lists_say_that_lines_follow():
    hit = recognise("Related News")
    assert hit is not None and hit.opens
    hit = recognise("Share this")
    assert hit is not None and not hit.opens


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "…", "İ" * 50, "\u200b", "a" * 10_000])
def test_odd_lines_are_not_furniture(text):
    assert recognise(text) is None


def test_folding_keeps_the_length():
    text = "İstanbul：’（Ａ）｜\xa0ẞ"
    assert len(fold(text)) == len(text)


# --- time --------------------------------------------------------------------------------------

_NESTED = re.compile(r"\([^()]*[*+][^()]*\)[*+]|\([^()]*\{\d+,\}[^()]*\)[*+]")


@pytest.mark.parametrize("rule", [r for r in RULES if r.pattern or r.then], ids=name_of)
def test_no_pattern_repeats_a_repeat_without_a_bound(rule):
    assert not _NESTED.search(rule.pattern + rule.then)


FILLS = ("a", "a b ", "1", "1 ", "1-", ". ", "x@", "(", "2023 ", "facebook ", "第 ", "...", "/")


@pytest.mark.parametrize("rule", [r for r in RULES if r.pattern or r.then], ids=name_of)
def test_each_pattern_comes_to_an_end_on_the_longest_near_misses(rule):
    fills = [*FILLS, *(f"{line} ".lower() for line in rule.catches)]
    for begun in {min(rule.starts or rule.gate, key=len), max(rule.starts or rule.gate, key=len)}:
        for fill in fills:
            line = (begun + fill * rule.max_chars)[: rule.max_chars - 1] + "\x00"
            if rule.pattern:
                match = compiled(rule.pattern)
                (match.match if rule.starts else match.search)(line)
            if rule.then:
                compiled(rule.then).match(line, len(begun))


# --- containers --------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES, ids=name_of)
def test_each_place_is_known_by_its_examples(place):
    from newstool.labelling.furniture import named_place

    for tag in place.catches:
        found = named_place(*_parse(tag))
        assert found is not None and found.id == place.id, tag
    for tag in place.spares:
        found = named_place(*_parse(tag))
        assert found is None or found.id != place.id, tag
    assert place.why.endswith(".")


def _parse(tag: str) -> tuple[str, str | None, str | None, str | None]:
    values = dict(re.findall(r'(\w+)="([^"]*)"', tag))
    name = re.match(r"<(\w+)", tag)
    assert name is not None
    return name[1], values.get("class"), values.get("id"), values.get("role")
