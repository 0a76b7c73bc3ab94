"""Processes: input order, time limits, deaths, pauses."""

import multiprocessing
import os
import select
import signal
import threading
import time

import pytest

from newstool.containers.part import Part
from newstool.containers.stream import Pause
from newstool.model.errors import InputError, LimitError, NoArticleError
from newstool.runs.batch import Done, Failure, failure_of, run, usable_cores
from newstool.runs.inputs import RawInput


class Echo:
    """Does what the input's bytes say, and answers with them."""

    def __call__(self, raw):
        order, _, rest = raw.part.data.partition(b" ")
        if order == b"sleep":
            time.sleep(float(rest))
        elif order == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        elif order == b"fail":
            return [failure_of(raw, NoArticleError("nothing in it"))]
        elif order == b"two":
            return [Done(raw.name, 0, b"one"), Done(raw.name, 1, b"two")]
        elif order == b"spin":
            sum(range(10**12))  # in C code, where no Python signal handler runs
        return [Done(raw.name, raw.index, raw.part.data)]


def inputs(*orders):
    return [
        RawInput(str(n), part=Part(data=order.encode() if isinstance(order, str) else order))
        for n, order in enumerate(orders)
    ]


def answers(results):
    return [each.value if isinstance(each, Done) else type(each.error) for each in results]


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("timeout", [None, 30])
def test_results_come_in_input_order_for_any_number_of_jobs(jobs, timeout):
    orders = [f"sleep {0.01 * (n % 3)}" if n % 4 == 0 else f"item {n}" for n in range(100)]
    results = answers(run(inputs(*orders), Echo(), jobs=jobs, timeout=timeout))
    assert results == [order.encode() for order in orders]


@pytest.mark.parametrize("jobs", [1, 2])
def test_failures_and_several_results_keep_their_place(jobs):
    broken = RawInput("x", part=Part(error=InputError("no such file")))
    given = [*inputs("a", "fail", "two"), broken, *inputs("b")]
    if jobs == 1:
        given.remove(broken)  # in this process the work itself answers for it
    results = answers(run(given, Echo(), jobs=jobs))
    expected = [b"a", NoArticleError, b"one", b"two", InputError, b"b"]
    assert results == [each for each in expected if jobs > 1 or each is not InputError]


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("slow", ["sleep 60", "spin"])
def test_a_time_limit_costs_the_slow_input_and_no_other(jobs, slow):
    results = answers(run(inputs("a", slow, "b", "c", slow, "d"), Echo(), jobs=jobs, timeout=0.5))
    assert results == [b"a", LimitError, b"b", b"c", LimitError, b"d"]


def test_the_message_of_a_time_limit_says_the_limit():
    (failure,) = run(inputs("sleep 60"), Echo(), timeout=0.2)
    assert str(failure.error).startswith("took longer than 0.2 s")


def test_a_worker_killed_by_the_system_costs_one_failure():
    orders = [f"item {n}" for n in range(40)]
    orders[7] = orders[23] = "die"
    results = answers(run(inputs(*orders), Echo(), jobs=2))
    expected = [LimitError if order == "die" else order.encode() for order in orders]
    assert results == expected


def test_large_inputs_and_results_do_not_block_each_other():
    orders = [b"item " + bytes([65 + n]) * 3_000_000 for n in range(12)]
    assert answers(run(inputs(*orders), Echo(), jobs=3)) == orders


def test_inputs_are_read_no_further_than_a_window_ahead():
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield RawInput(str(taken), part=Part(data=b"item"))

    results = run(endless(), Echo(), jobs=2)
    for _ in range(10):
        next(results)
    assert taken < 200
    results.close()


def test_a_run_that_is_given_up_ends_its_workers_at_once():
    results = run(inputs(*["a"] * 3, *["sleep 100000"] * 4), Echo(), jobs=2)
    assert next(results).value == b"a"
    results.close()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_ready_is_handed_on_before_the_run_waits_for_a_stream(jobs):
    ours, theirs = os.pipe()

    def stream():
        yield from inputs("a", "b", "c")
        while not select.select([ours], [], [], 0)[0]:
            yield Pause(ours)
        yield from inputs("d")

    results = run(stream(), Echo(), jobs=jobs)
    before = []
    for each in results:
        if isinstance(each, Pause):
            if len(before) == 3:
                break
            continue
        before.append(each.value)
    assert before == [b"a", b"b", b"c"]
    threading.Timer(0.1, os.write, (theirs, b"x")).start()
    assert [each.value for each in results if isinstance(each, Done)] == [b"d"]
    os.close(ours)
    os.close(theirs)


def test_with_threads_about_workers_are_started_afresh():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert answers(run(inputs("a", "b", "c"), Echo(), jobs=2)) == [b"a", b"b", b"c"]
    finally:
        stop.set()
        thread.join()


def test_workers_end_when_the_one_who_started_them_is_killed():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)  # the workers hold the other end as long as they live
        for _ in run(inputs(*["a"] * 4, "sleep 0.5", *["sleep 0.5"] * 9), Echo(), jobs=2):
            os.write(writer, b".")
        os._exit(0)
    os.close(writer)
    assert os.read(reader, 1) == b"."
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while os.read(reader, 100):  # never ends if one of them doesn't
        pass


def test_an_error_that_is_not_a_newstool_error_says_that_it_is_a_bug():
    try:
        {}["x"]
    except KeyError as error:
        failure = failure_of(RawInput("page.html"), error)
    assert str(failure) == (
        "page.html: internal error: KeyError: 'x' in test_batch.py "
        "(please report it together with the input)"
    )


def test_a_failure_says_where_and_writes_every_key():
    failure = Failure("a.ndjson", 2, InputError("no JSON", where="character 3"), line=5)
    assert str(failure) == "a.ndjson: line 5: character 3: no JSON"
    assert failure.to_dict() == {
        "path": "a.ndjson",
        "index": 2,
        "line": 5,
        "error": "InputError",
        "what": "no JSON",
        "where": "character 3",
        "hint": None,
    }


def test_there_is_at_least_one_core():
    assert usable_cores() >= 1
