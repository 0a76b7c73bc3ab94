"""The benchmark measures what it says it measures."""

from __future__ import annotations

import gzip
import json
import runpy
from types import SimpleNamespace

import pytest

from benchmarks import accuracy_page
from benchmarks.ablate import Earned, ablate, inputs_of, switches
from benchmarks.cases import score_cases
from benchmarks.data import DEFAULT_DATA, Page, load_set, set_names
from benchmarks.extractors import NEWSTOOL, Task, answer, held_out_models, read_mode
from benchmarks.folds import FOLDS, fold_of, fold_of_page, site_of
from benchmarks.gate import CASES, Check, raise_floors, read_floors, run_gate
from benchmarks.held import holds_authors, holds_date, holds_title, score_held
from benchmarks.peers import keep_c4_lines
from benchmarks.scored_texts import find_faults, read_texts, score_texts
from benchmarks.scores import Answer, Gold, annotated_fields, score_body, score_set
from benchmarks.worst_pages import body_rows, worst_pages
from newstool.labelling.models import SHIPPED, Models

REFERENCE = DEFAULT_DATA / "score.py"


# --- folds: a page is never judged by weights that saw its site -----------------------------------


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.org/a/b", "example.org"),
        ("http://sport.news.example.co.uk:8080/x", "example.co.uk"),
        ("https://example.com.br/", "example.com.br"),
        ("https://co.example/", "co.example"),  # 'co' is a name here, no registry
        ("http://192.0.2.7/story", "192.0.2.7"),
        ("http://[2001:db8::1]/story", "2001:db8::1"),
        ("http://[broken/story", ""),
        ("no address at all", ""),
        (None, ""),
    ],
)
def test_a_site_is_the_registrable_domain_of_the_address(url, site):
    assert site_of(url) == site


def test_every_page_of_a_site_falls_in_the_same_fold():
    pages = ["https://example.org/a", "http://www.example.org/b?c=d", "https://m.example.org"]
    assert len({fold_of_page(url, f"page {url}") for url in pages}) == 1


def test_a_fold_is_the_same_on_every_machine_and_in_every_run():
    assert [fold_of(f"site{number}.example") for number in range(6)] == [4, 4, 4, 4, 1, 1]


def test_pages_without_an_address_are_spread_by_their_id():
    assert {fold_of_page(None, f"page {number}") for number in range(50)} == set(range(FOLDS))


@pytest.mark.parametrize("judge", ["html", "text", "short_html", "short_text"])
def test_a_fold_is_judged_by_its_own_weights(judge):
    one, two = held_out_models(1), held_out_models(2)
    assert one.judge(judge) is one.judge(judge)
    assert one.judge(judge) is not two.judge(judge)
    assert one.judge(judge) is not SHIPPED.judge(judge)
    assert one.headline_ranker() is not SHIPPED.headline_ranker()


def test_a_page_that_is_held_out_is_read_without_the_shipped_weights(tmp_path, monkeypatch):
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(b"<html><body><div>A bridge</div><p>It rained. </body></html>"))
    page = Page("invented", Gold("page", url="https://example.org/a"), path)
    asked = []

    def shipped(*name):
        asked.append(name)
        return SHIPPED.judge(*name) if name else SHIPPED.headline_ranker()

    monkeypatch.setattr("newstool.labelling.models.SHIPPED", Models(shipped, shipped))
    assert answer(Task(NEWSTOOL, page, read_mode("html"), held_out=True))[1].error is None
    assert asked == []
    assert answer(Task(NEWSTOOL, page, read_mode("html")))[1].error is None
    assert asked == [(), ("short_html",)]


# --- scores ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference():
    if not REFERENCE.exists():
        pytest.skip(f"no reference scores: no file {REFERENCE}")
    return SimpleNamespace(**runpy.run_path(str(REFERENCE)))


def _as_reference_item(gold):
    return SimpleNamespace(
        id=gold.id,
        body=gold.body,
        body_alt=gold.body_alt,
        title=gold.title,
        date=gold.date,
        authors=None if gold.authors is None else list(gold.authors),
        with_=gold.must_contain,
        without=gold.must_not_contain,
    )


def _imperfect_answer(gold, number):
    """The gold with a fault of a kind that depends on the page's number."""
    body = gold.body_alt if number % 4 == 1 and gold.body_alt else gold.body
    words = (body or " ".join(gold.must_contain)).split(" ")
    fault = number % 6
    if fault == 0:
        return Answer()
    body = " ".join({1: words, 2: words[9:], 3: [*words, "Read", "more"]}.get(fault, words[::2]))
    if fault == 3:
        body += " ".join(gold.must_not_contain)
    authors = gold.authors or ()
    return Answer(
        body=body,
        title=gold.title if fault < 4 else f"{gold.title} | The Example",
        authors=(*authors, "Staff") if fault == 2 else authors[:1],
        date=None if fault == 5 else f"{gold.date}T10:00" if fault != 4 else "2001-01-01",
    )


@pytest.mark.parametrize("name", ["wcxb", "fundus", "chinese", "snippets", "htmldate"])
def test_scores_agree_with_the_reference_to_four_digits(reference, name):
    golds = [page.gold for page in load_set(DEFAULT_DATA, name)][::4]
    answers = {gold.id: _imperfect_answer(gold, number) for number, gold in enumerate(golds)}
    as_dicts = {
        page: {
            "body": said.body,
            "title": said.title,
            "authors": list(said.authors),
            "date": said.date,
        }
        for page, said in answers.items()
    }
    expected = reference.report([_as_reference_item(gold) for gold in golds], as_dicts)
    mine = score_set(golds, answers)
    assert set(mine) == set(expected)
    assert mine == pytest.approx(expected, abs=5e-5)


def test_the_body_is_scored_against_the_version_with_the_standfirst_where_that_fits_better():
    gold = Gold("1", body="One two three four five.", body_alt="Six. One two three four five.")
    assert score_body("Six. One two three four five.", gold).shingle_f1 == 1.0
    assert score_body("One two three four five.", gold).shingle_f1 == 1.0


def test_a_field_that_is_not_annotated_is_not_scored():
    scores = score_set([Gold("1", title="A bridge")], {"1": Answer(title="A Bridge!", date="2024")})
    assert scores == {"title": 1.0}


def test_a_set_asks_for_the_fields_that_any_of_its_pages_tells():
    assert annotated_fields([Gold("1", date="2024-03-05"), Gold("2")]) == {"date"}
    assert annotated_fields([Gold("1", must_contain=("x",), authors=())]) == {"body", "authors"}


def test_a_page_without_an_answer_counts_as_wrong():
    golds = [Gold("1", date="2024-03-05"), Gold("2", date="2024-03-05")]
    scores = score_set(golds, {"1": Answer(date="2024-03-05T09:00")})
    assert scores == {"date": 0.5, "dateP": 1.0}


# --- what a dump holds ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dump",
    [
        "Published 2025-09-03 10:14",
        "03.09.2025",
        "9/3/25",
        "3/9/2025, 10:14",
        "Wednesday, September 3rd, 2025",
        "3 Sept. 2025",
        "Mittwoch, 3. September 2025, 10:14 Uhr",
        "3 de septiembre de 2025",
        "le 3 septembre 2025",
        "3 сентября 2025 г.",
        "发布时间：2025年9月3日",
        "2025년 9월 3일",
    ],
)
def test_a_dump_holds_a_date_in_any_usual_written_form(dump):
    pytest.importorskip("babel")
    assert holds_date(dump, Gold("1", date="2025-09-03"))


@pytest.mark.parametrize(
    "dump",
    ["2025", "September 2025", "13 September 2025", "3 September 2024", "03.10.2025", "2025-09-30"],
)
def test_a_dump_without_the_day_does_not_hold_the_date(dump):
    pytest.importorskip("babel")
    assert not holds_date(dump, Gold("1", date="2025-09-03"))


def test_a_dump_holds_a_title_or_a_name_whatever_its_case_and_punctuation():
    gold = Gold("1", title="A bridge, at last", authors=("Ana Ruiz",))
    assert holds_title("HOME | A BRIDGE AT LAST | by ANA RUIZ", gold)
    assert holds_authors("HOME | A BRIDGE AT LAST | by ANA RUIZ", gold)
    assert not holds_authors("by Diana Ruizo", gold)


def test_held_scores_leave_out_pages_whose_dump_lacks_the_field():
    pytest.importorskip("babel")
    held, lacking = Gold("1", date="2025-09-03"), Gold("2", date="2025-09-03")
    pairs = [(held, Answer(date="2025-09-03"), "2025-09-03"), (lacking, Answer(), "no date")]
    scores = score_held(pairs)
    assert scores["dateP.held"] == scores["dateR.held"] == scores["date.pages"] == 1


def test_the_c4_rule_keeps_lines_that_end_as_sentences_do():
    dump = "Home\nThe bridge over the river is open.\nWe use cookies to serve you.\nRead more..."
    assert keep_c4_lines(dump).body == "The bridge over the river is open."


# --- the worst pages ------------------------------------------------------------------------------


def test_a_diff_shows_what_is_missing_and_what_is_too_much():
    gold = "The bridge is open to all.\nThe mayor came."
    rows = list(body_rows(gold, "The bridge is open to all.\nShare this"))
    assert [(left.plain, right.plain) for left, right in rows] == [
        ("... 1 equal", "... 1 equal"),
        ("The mayor came.", "Share this"),
    ]
    assert (rows[1][0].style, rows[1][1].style) == ("red", "green")


def test_a_diff_dims_a_line_that_the_other_side_only_cuts_elsewhere():
    gold = "The bridge is open to all. The mayor came with her family."
    rows = list(body_rows(gold, "The bridge is open to all.\nThe mayor came with her family."))
    assert all(right.style == "dim" for _, right in rows)


def test_the_worst_pages_come_first_and_right_ones_not_at_all(tmp_path):
    data = _write_set(tmp_path, {"a": "Right", "b": "Wrong"})
    answers = {"a": Answer(title="Right"), "b": Answer(title="Right")}
    pages = load_set(data, "invented")
    assert [found.page.gold.id for found in worst_pages(pages, answers, "title", 5)] == ["b"]


def _write_set(folder, titles):
    rows = [json.dumps({"id": page, "title": title}) for page, title in titles.items()]
    (folder / "invented").mkdir()
    (folder / "invented" / "gold.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


# --- the gate -------------------------------------------------------------------------------------


def test_a_score_below_its_floor_breaks_the_gate_and_a_fifth_digit_does_not():
    assert not Check("html", "wcxb", "shF1", 0.9650, 0.9649).holds
    assert Check("html", "wcxb", "shF1", 0.9650, 0.96496).holds


def test_a_set_that_is_not_there_is_skipped_and_said_so(tmp_path):
    (check,) = run_gate({"html": {"wcxb": {"shF1": 0.9}}}, tmp_path, held_out=False, jobs=1)
    assert check.value is None
    assert "no data" in check.skipped


def test_floors_are_raised_to_what_is_reached_and_never_lowered(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text(
        '# why\n["text:w3m".wcxb]\n"title.held" = 0.8  # x\nshF1 = 0.95\n[html.wcxb]\nshF1 = 0.1\n',
        encoding="utf-8",
    )
    checks = [
        Check("text:w3m", "wcxb", "title.held", 0.8, 0.87654),
        Check("text:w3m", "wcxb", "shF1", 0.95, 0.94),
        Check("html", "wcxb", "shF1", 0.1, None, "no data"),
    ]
    assert raise_floors(checks, path) == 1
    assert path.read_text(encoding="utf-8") == (
        '# why\n["text:w3m".wcxb]\n"title.held" = 0.876  # x\nshF1 = 0.95\n'
        "[html.wcxb]\nshF1 = 0.1\n"
    )


def test_every_floor_names_a_mode_and_a_score_that_exist():
    known = {"shF1", "wF1", "snipF", "title", "date", "dateP", "auF1", "auExact"}
    held = {"title.held", "auF1.held", "dateP.held", "dateR.held"}
    for mode, sets in read_floors().items():
        if mode == CASES:
            assert sets.keys() <= {"texts", "small", "reports"}
            continue
        assert mode == "html" or mode.startswith("text:")
        for scores in sets.values():
            assert set(scores) <= (known if mode == "html" else known | held)
            assert all(0 < floor <= 1 for floor in scores.values())


def test_the_sets_of_a_folder_are_those_with_gold(tmp_path):
    (tmp_path / "empty").mkdir()
    assert set_names(_write_set(tmp_path, {"a": "A"})) == ["invented"]


def test_cases_are_scored_by_the_scorer_next_to_them(tmp_path):
    (tmp_path / "small_score.py").write_text(
        "def read_newstool(data): return {'text': data.decode()}\n"
        "def cases(names):\n"
        "    from pathlib import Path\n"
        "    folder = Path(__file__).parent\n"
        "    yield 'a', folder / 'a.txt', {'fact': 'ferry'}\n"
        "    yield 'b', folder / 'b.txt', {'fact': 'tram'}\n"
        "def judge(gold, got):\n"
        "    right = gold['fact'] in got['text']\n"
        "    return [('fact', right, '')], [('clean.para', True, ''), ('split', False, '')]\n"
    )
    (tmp_path / "a.txt").write_text("The ferry returns.")
    (tmp_path / "b.txt").write_text("The ferry returns.")
    assert dict(score_cases(tmp_path)) == {"small": {"right": 0.5, "facts": 0.5, "clean": 1.0}}


TEXT = """title = "Ferry returns"
authors = ["{author}"]
date_published = ""
+++
title        | Ferry returns
byline       | By Ana Ruiz
             |
body/quote   | The ferry crossed the bay on Monday, the harbour office said.
{label:<12} | Repairs took two months.
"""


@pytest.mark.parametrize(
    ("author", "label", "faults"),
    [
        ("Ana Ruiz", "body", []),
        ("Lee Park", "body", [("authors", ["Lee Park"], ["Ana Ruiz"])]),
        ("Ana Ruiz", "related", [("Repairs took two months.", "related", "body")]),
    ],
)
def test_the_texts_are_scored_by_field_and_by_line(tmp_path, author, label, faults):
    (tmp_path / "a.txt").write_text(TEXT.format(author=author, label=label))
    (text,) = read_texts(tmp_path)
    assert [(fault.where, fault.expected, fault.found) for fault in find_faults(text)] == faults
    share = 1 - sum(expected != "related" for _, expected, _ in faults) / 3
    in_lines = 1 - sum(expected == "related" for _, expected, _ in faults) / 4
    assert score_texts([text]) == pytest.approx(
        {"right": float(not faults), "facts": share, "labels": in_lines, "kept": in_lines}
    )


def test_the_texts_of_the_repository_are_many_and_of_many_kinds():
    names = [text.name for text in read_texts()]
    assert len(names) >= 80
    assert len({name.partition("--")[0] for name in names}) >= 6


def test_what_a_function_earns_is_seen_where_it_is_off(tmp_path):
    inputs = inputs_of({}, read_mode("html"), tmp_path)
    texts = [one for one in inputs if one.name in ("story--plain-five-lines", "wire--ap")]
    earned = {one.name: one for one in ablate(texts, "fields.agency", most=10, jobs=1)}
    assert earned["fields.agency.read_agency"].scores == {"texts.faults": 1.0}
    assert earned["fields.agency.read_agency"].active == 1
    assert earned["fields.agency._closing"] == Earned("fields.agency._closing", 0)


def test_functions_are_switched_off_together(tmp_path):
    inputs = inputs_of({}, read_mode("html"), tmp_path)
    texts = [one for one in inputs if one.name in ("story--plain-five-lines", "wire--ap")]
    family, *_ = ablate(texts, "fields.agency", most=10, jobs=1, together=True)
    assert family.name.startswith("fields.agency* (") and family.changed == 1


def test_a_function_that_all_depend_on_is_not_tried(tmp_path):
    texts = inputs_of({}, read_mode("html"), tmp_path)[:3]
    (one,) = ablate(texts, "fields.language.read_language", most=1, jobs=1)
    assert one.active > 1 and one.scores is None


def test_functions_that_are_switched_off_are_on_again_afterwards():
    switch = next(one for one in switches() if one.name == "fields.agency.credited_agency")
    switch.divert(0)
    switch.restore()
    assert switch.function("dpa/lnw") == "dpa"


# --- the page of figures --------------------------------------------------------------------------


def test_figures_that_are_not_measured_again_stay():
    old = {"html": {"versions": {"x": "1"}, "sets": {"a": {"newstool": {"shF1": 0.5}, "x": {}}}}}
    new = {"versions": {"newstool": "2"}, "sets": {"a": {"newstool": {"shF1": 0.75}}}}
    found = accuracy_page.merged(old, "html", new)["html"]
    assert found["sets"]["a"] == {"newstool": {"shF1": 0.75}, "x": {}}
    assert found["versions"] == {"x": "1", "newstool": "2"}


def test_a_page_without_marks_is_left_alone():
    assert accuracy_page.filled("# Accuracy\n", {}) == "# Accuracy\n"
