"""Whole processes: pipes, signals, full disks, killed runs."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PARAGRAPHS, assert_valid, page
from preloaded import killed_after, program, run

NEWSTOOL = (sys.executable, "-m", "newstool")


def start(*arguments, **options):
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen([*NEWSTOOL, *map(str, arguments)], **options)


def finish(process, stdin=None):
    out, err = process.communicate(stdin, timeout=60)
    return out, err.decode() if err else "", process.returncode


@pytest.fixture
def shell(tmp_path_factory):
    """Runs a line with `newstool` in it, and says how the first of its commands failed."""
    folder = tmp_path_factory.mktemp("bin")
    program(folder)
    path = os.pathsep.join((str(folder), os.environ["PATH"]))

    def run_line(line):
        command = ["bash", "-c", f"set -o pipefail; {line}"]
        return subprocess.run(
            command, capture_output=True, timeout=60, env={**os.environ, "PATH": path}
        )

    return run_line


def wait_for(part, process, size=0):
    """Until the process has written so many bytes."""
    while not (part.exists() and part.stat().st_size >= size):
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.005)


@pytest.fixture
def many(tmp_path):
    """A directory with sixty pages."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.html").write_bytes(page(f"Bridge number {number} for Tarrow Bay"))
    return folder


# --- pipes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("parse",),
        ("parse", "--json"),
        ("parse", "--cards"),
        ("clean",),
        ("export", "--to", "csv"),
        ("export", "--to", "json"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_closed_pipe_is_not_a_failure_and_ends_the_run_quietly(many, shell, arguments, jobs):
    done = shell(f"newstool {' '.join(arguments)} --jobs {jobs} {many} | head -1")
    assert (done.stderr, done.returncode) == (b"", 0)
    assert done.stdout.count(b"\n") == 1


def test_a_pipe_that_closes_at_the_first_byte_is_not_a_failure(pages):
    for arguments in ("parse --json", "export"):
        newstool = f"{' '.join(NEWSTOOL)} {arguments} {pages}"
        command = ["bash", "-c", f"set -o pipefail; {newstool} | head -c1"]
        done = subprocess.run(command, capture_output=True, timeout=60)
        assert (done.stderr, done.returncode, len(done.stdout)) == (b"", 0, 1)


def test_the_commands_make_a_pipe(many, shell):
    done = shell(f"newstool parse {many} | newstool export --to csv")
    assert done.stderr == b""
    assert done.stdout.count(b"Bridge number") >= 60


def test_a_record_comes_out_before_the_next_document_goes_in():
    for jobs in ("1", "2"):
        process = start("parse", "--jobs", jobs, stdin=subprocess.PIPE)
        for number in range(5):
            document = {"html": page().decode(), "id": number}
            process.stdin.write(json.dumps(document).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["input"]["id"] == number
        assert finish(process)[2] == 0


def test_stdin_that_is_closed_is_nothing_to_read():
    done = subprocess.run(
        f"{' '.join(NEWSTOOL)} parse <&-", shell=True, capture_output=True, timeout=60
    )
    assert done.returncode == 2
    assert b"nothing to read" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["parse", "clean", "export", "schema"])
def test_a_full_disk_is_an_error_and_no_traceback(pages, shell, command):
    done = shell(f"newstool {command} {'' if command == 'schema' else pages} > /dev/full")
    assert done.returncode == 1
    assert b"no space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_broken_characters_are_no_noise_on_stderr():
    done = run("parse", stdin=page().replace(b"debate", b"d\xff\xfebate" * 20))
    assert (done.stderr, done.returncode) == (b"", 0)
    assert json.loads(done.stdout)["warnings"]


# --- time and memory -----------------------------------------------------------------------------


def test_a_named_pipe_is_read_like_stdin(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    process = start("parse", tmp_path / "pipe")
    (tmp_path / "pipe").write_bytes(page())
    out, _, code = finish(process)
    assert code == 0
    assert_valid(out)


def test_a_time_limit_costs_the_slow_input_alone(many, tmp_path):
    slow = tmp_path / "slow.html"
    slow.write_bytes(b"<p>" + b"word " * 9_900_000)  # read in several seconds, not in two
    names = sorted(many.iterdir())
    done = run("parse", "--timeout", "2", "--jobs", "2", *names[:4], slow, *names[4:8])
    assert done.returncode == 1
    assert done.stdout.count(b"\n") == 8
    assert done.stderr.decode().startswith(f"newstool: {slow}: took longer than 2 s")


# --- signals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_keeps_what_is_written_and_waits_for_no_more_input(
    many, tmp_path, jobs, sign, code
):
    out = tmp_path / "out.ndjson"
    process = start("parse", "--jobs", jobs, "-o", out, "--files-from", "-", stdin=subprocess.PIPE)
    names = b"".join(os.fsencode(path) + b"\n" for path in sorted(many.iterdir())[:20])
    process.stdin.write(names)
    process.stdin.flush()
    part = tmp_path / ".out.ndjson.part"
    wait_for(part, process, size=1)
    process.send_signal(sign)
    assert process.wait(timeout=60) == code
    lines = out.read_bytes().splitlines()
    assert lines
    number = f"{len(lines)} result{'s' * (len(lines) > 1)}"
    records = number.replace("result", "record")
    said = f"newstool: stopped after {number}; {out} holds {records}\n"
    assert process.stderr.read().decode() == said
    for line in lines:
        assert_valid(line)
    assert not part.exists()


def stopped_in_the_middle(many, out, sign, **options):
    """An export of many files that got a signal after its first rows: exit code, stderr."""
    process = start("export", "--jobs", "1", "-o", out, many, **options)
    part = out.with_name(f".{out.name}.part")
    wait_for(part, process, size=2001)
    process.send_signal(sign)
    _, err, code = finish(process)
    return code, err


def test_ctrl_c_says_how_far_it_came_and_what_the_file_holds(many, tmp_path):
    out = tmp_path / "out.csv"
    code, err = stopped_in_the_middle(many, out, signal.SIGINT)
    rows = out.read_bytes().count(b"\r\n") - 1
    assert code == 130
    assert err.startswith(f"newstool: stopped after {rows} of 60 inputs; {out} holds {rows} row")
    assert set(tmp_path.iterdir()) == {many, out}


def test_a_terminal_that_goes_away_leaves_neither_a_part_nor_an_unfinished_file(many, tmp_path):
    code, _ = stopped_in_the_middle(many, tmp_path / "out.csv", signal.SIGHUP)
    assert code == 129
    assert list(tmp_path.iterdir()) == [many]


def test_a_run_under_nohup_continues_when_the_terminal_is_closed(many, tmp_path):
    out = tmp_path / "out.csv"
    ignoring = {"preexec_fn": lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)}
    code, _ = stopped_in_the_middle(many, out, signal.SIGHUP, **ignoring)
    assert code == 0
    assert out.read_bytes().count(b"\r\n") == 61


def test_a_run_that_is_stopped_before_its_first_result_writes_nothing(tmp_path):
    out = tmp_path / "out.csv"
    process = start("export", "-o", out, stdin=subprocess.PIPE)
    part = tmp_path / ".out.csv.part"
    wait_for(part, process)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err, code = finish(process)
    assert (code, err) == (130, "newstool: stopped after 0 results; nothing was written\n")
    assert list(tmp_path.iterdir()) == []


def test_a_killed_run_leaves_no_half_file(many, tmp_path):
    out = tmp_path / "out.ndjson"
    process = start("parse", "--jobs", "1", "-o", out, many)
    time.sleep(0.5)
    process.kill()
    process.wait()
    assert not out.exists() or out.read_bytes().count(b"\n") == 60


def test_a_run_killed_at_any_moment_can_be_resumed(many, tmp_path):
    (many / "archive.txt").write_text("#####\n".join([many_articles()] * 3))
    arguments = ("parse", "--split-on", "^#####$", many)
    whole = run(*arguments).stdout
    out = tmp_path / "out.ndjson"
    dice = random.Random(7)
    for _ in range(12):
        killed_after(dice.uniform(0, 0.3), *arguments, "--resume", "-o", out, "--jobs", "2")
        if out.exists() and dice.random() < 0.5:  # what a crash of the system may do to a write
            os.truncate(out, max(0, out.stat().st_size - dice.randrange(3000)))
    done = run(*arguments, "--resume", "-o", out)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == whole


def many_articles():
    return "A bridge for Tarrow Bay\n\nBy Ana Ruiz\n\n" + "\n\n".join(PARAGRAPHS) + "\n"


def test_a_worker_killed_from_outside_costs_one_failure(many):
    process = start("parse", "--jobs", "2", "--files-from", "-", stdin=subprocess.PIPE)
    names = [os.fsencode(path) + b"\n" for path in sorted(many.iterdir())]
    process.stdin.write(b"".join(names[:20]))
    process.stdin.flush()
    for _ in range(20):  # the first is read before there are workers
        process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    out, err, code = finish(process, b"".join(names[20:]))
    # One that was waiting for work costs nothing at all.
    assert out.count(b"\n") + err.count("ended by signal 9") == 40
    assert code == (1 if err else 0)
    assert err.count("\n") <= 1


# --- the start -----------------------------------------------------------------------------------


def test_the_version_is_said_without_loading_anything():
    code = "import sys; sys.argv[1:] = ['--version']; import newstool.__main__ as m; m.main();"
    code += "print(sorted(set(sys.modules) & {'typer', 'rich', 'msgspec', 'numpy', 'bs4'}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    assert out.splitlines()[0].startswith("newstool ")
    assert out.splitlines()[1] == "[]"


@pytest.mark.parametrize(
    ("code", "unloaded"),
    [
        ("import newstool", {"msgspec", "typer", "rich", "numpy", "bs4", "selectolax"}),
        ("import newstool.cli.app", {"msgspec", "rich", "numpy", "bs4", "selectolax", "dateutil"}),
        ("import newstool.cli.parsing", {"rich", "bs4"}),
        ("import newstool.cli.cleaning", {"rich", "bs4"}),
        ("import newstool.cli.exporting", {"rich", "bs4"}),
    ],
)
def test_nothing_is_loaded_before_it_is_needed(code, unloaded):
    code = f"{code}; import sys; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    assert not unloaded & set(out.split())


def test_a_page_is_read_without_what_other_inputs_and_outputs_need():
    code = "import sys, newstool.__main__ as m; sys.argv[1:] = ['parse']"
    code += "\ntry: m.main()\nfinally: print(*sys.modules, file=sys.stderr)"
    story = (
        "<p>The council met on 3 May 2024 and agreed on a bridge over the river – at last.</p>" * 6
    )
    page = f"<html><title>A bridge</title><body><h1>A bridge</h1>{story}</body></html>"
    done = subprocess.run([sys.executable, "-c", code], input=page.encode(), capture_output=True)
    assert b'"title":"A bridge"' in done.stdout
    loaded = set(done.stderr.decode().split())
    assert "newstool.pipeline.record" in loaded
    assert not loaded & {
        *("rich", "bs4", "charset_normalizer", "dateutil", "zoneinfo", "multiprocessing"),
        *("email", "csv", "sqlite3", "xml.parsers.expat", "hashlib", "tempfile", "random"),
        *("asyncio", "concurrent", "ssl", "socket", "unittest", "numpy.random", "numpy.testing"),
    }


def test_importing_has_no_effect(tmp_path):
    code = "import newstool, os, threading; newstool.parse; print(threading.active_count())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path
    )
    assert (done.stdout, done.stderr) == ("1\n", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("parse",), ("clean",), ("export", "--to", "csv")])
def test_a_stdout_that_was_never_open_is_said_shortly(many, arguments):
    command = " ".join([*NEWSTOOL, *arguments, str(many), ">&-"])
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"stdout is closed" in done.stderr
