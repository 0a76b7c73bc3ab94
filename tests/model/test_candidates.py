"""One ranking for all fields: agreement between places, doubt, and why the others lost."""

from __future__ import annotations

import pytest

from newstool.model.candidates import Candidate, Ranking, rank


def candidate(value: str, place: str, weight: float) -> Candidate[str]:
    return Candidate(value, f"{place}:{value}", value.upper(), place=place, weight=weight)


def ranked(*candidates: Candidate[str]) -> Ranking[Candidate[str]]:
    return rank(candidates, str_of)


def str_of(candidate: Candidate[str]) -> str:
    return candidate.value


def reasons(ranking: Ranking[Candidate[str]]) -> list[tuple[str, str | None]]:
    return [(one.candidate.source, one.lost) for one in ranking.ranked]


def test_two_places_that_agree_outweigh_one_that_is_surer_alone():
    ranking = ranked(
        candidate("march", "meta", 5),
        candidate("april", "json-ld", 3),
        candidate("april", "line", 3),
    )
    assert ranking.chosen is not None and ranking.chosen.value == "april"
    assert reasons(ranking) == [
        ("json-ld:april", None),
        ("line:april", "says the same"),
        ("meta:march", "agrees with nothing"),
    ]


def test_each_kind_of_place_counts_once():
    ranking = ranked(
        candidate("march", "meta", 5), *(candidate("april", "line", 3) for _ in range(4))
    )
    assert ranking.chosen is not None and ranking.chosen.value == "march"
    assert [one.score for one in ranking.ranked] == [5, 3, 3, 3, 3]


def test_places_of_one_kin_bear_each_other_out_by_half():
    agreeing = (candidate("april", "meta", 2), candidate("april", "json-ld", 2))
    assert rank(agreeing, str_of).ranked[0].score == 4
    kin = {"meta": "declared", "json-ld": "declared"}
    assert rank(agreeing, str_of, kin=kin).ranked[0].score == 3


def test_agreement_is_by_degrees_where_a_field_says_so():
    ranking = rank(
        [candidate("may", "meta", 1), candidate("may 5", "line", 1)],
        str_of,
        agreement=lambda mine, theirs: float(mine == theirs or mine.startswith(theirs)),
    )
    assert [(one.candidate.value, one.score) for one in ranking.ranked] == [
        ("may 5", 2),
        ("may", 1),
    ]


def test_of_equals_the_first_is_chosen():
    ranking = ranked(candidate("a", "meta", 2), candidate("b", "line", 2))
    assert ranking.chosen is not None and ranking.chosen.value == "a"
    ranking = ranked(candidate("a", "meta", 1), candidate("a", "line", 2))
    assert ranking.chosen is not None and ranking.chosen.source == "meta:a"


def test_of_two_that_say_the_same_in_one_kind_of_place_the_heavier_is_chosen():
    heavier = candidate("a", "line", 2)
    assert ranked(candidate("a", "line", 1), heavier).chosen is heavier


def test_a_weight_may_speak_against_a_place():
    ranking = ranked(candidate("a", "line", -2), candidate("b", "meta", -1))
    assert [(one.candidate.value, one.score) for one in ranking.ranked] == [("b", -1), ("a", -2)]


def test_doubt_takes_from_a_score():
    ranking = rank(
        [candidate("guest", "meta", 2), candidate("ana", "line", 1)],
        str_of,
        trust=lambda one, own, agreeing: own + agreeing - 1.5 * (one.value == "guest"),
    )
    assert ranking.chosen is not None and ranking.chosen.value == "ana"


def test_what_is_barred_is_never_chosen_and_says_why():
    ranking = rank(
        [candidate("guest", "meta", 9), candidate("ana", "line", 1)],
        str_of,
        bar=lambda one: "names the site" if one.value == "guest" else None,
    )
    assert reasons(ranking) == [("line:ana", None), ("meta:guest", "names the site")]
    assert rank([candidate("a", "meta", 1)], str_of, bar=lambda _: "no").chosen is None


def test_another_choice_gives_the_first_one_a_reason():
    ranking = ranked(candidate("desk", "meta", 3), candidate("ana", "line", 1))
    signed = ranking.best(lambda one: one.place == "line")
    ranking = ranking.choosing(signed, lambda _: "a person signs")
    assert reasons(ranking) == [("meta:desk", "a person signs"), ("line:ana", None)]


@pytest.mark.parametrize("reason", [None, "too weak"])
def test_there_may_be_no_choice_at_all(reason):
    ranking = ranked(candidate("desk", "meta", 0.1)).choosing(None, lambda _: reason)
    assert ranking.chosen is None
    assert reasons(ranking) == [("meta:desk", reason or "overruled")]


def test_a_candidate_is_evidence_for_a_value():
    found = candidate("ana ruiz", "meta", 1).found("Ana Ruiz")
    assert (found.value, found.source, found.quote) == ("Ana Ruiz", "meta:ana ruiz", "ANA RUIZ")


def test_nothing_to_rank_gives_nothing():
    assert ranked() == Ranking()
