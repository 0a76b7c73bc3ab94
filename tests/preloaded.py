"""The command as a process of its own, without its start: a fork of one that has loaded everything.

A start takes most of a second, and tests need some two hundred. These are real processes all the
same, with streams, arguments, environment and folder of their own: only what happens before `main`
is not as it is for a user. Tests of that, of signals and of deaths start `python -m newstool`.

    run("parse", path)               streams that are files
    on_terminal("parse", path)       a pseudo-terminal for all streams
    killed_after(0.1, "parse")       one that is killed
    program(folder)                  a file 'newstool' for the lines of a shell
"""

import ast
import atexit
import fcntl
import importlib
import os
import pkgutil
import pty
import select
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import time
import traceback
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path

import ask_preloaded
from ask_preloaded import SIZE, ask, exit_code

# --- in a test -----------------------------------------------------------------------------------


def run(*arguments, stdin=b"", environment=None, cwd=None):
    """What `subprocess.run` gives: exit code, and bytes of stdout and stderr."""
    with ExitStack() as opened:
        files = [opened.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
        files[0].write(stdin)
        files[0].seek(0)
        streams = [file.fileno() for file in files]
        connection, _ = _begin(arguments, environment or {}, streams, cwd)
        code = exit_code(connection)
        out, err = (file.seek(0) or file.read() for file in files[1:])
    return subprocess.CompletedProcess(arguments, code, out, err)


def on_terminal(*arguments, environment=None):
    """The output and the exit code of a run with a pseudo-terminal for all its streams."""
    terminal, theirs = pty.openpty()
    connection, _ = _begin(arguments, {**TERMINAL, **(environment or {})}, [theirs] * 3)
    os.close(theirs)
    shown = read_all(terminal)
    os.close(terminal)
    return shown, exit_code(connection)


TERMINAL = {"TERM": "xterm-256color", "COLUMNS": "100"}


def read_all(terminal):
    """What is written to a terminal until its other end is closed."""
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            return shown
        if not piece:
            return shown
        shown += piece


def killed_after(seconds, *arguments):
    """Begin a run and kill it: back when its workers have ended as well."""
    with Path(os.devnull).open("r+b") as nothing:
        connection, process = _begin(arguments, {}, [nothing.fileno()] * 3)
    time.sleep(seconds)
    with suppress(ProcessLookupError):  # it has come to its end
        os.kill(process, signal.SIGKILL)
    exit_code(connection)


def program(folder):
    """Put a program 'newstool' into a folder, for a shell's path."""
    path = Path(folder) / "newstool"
    command = shlex.join([sys.executable, "-IS", ask_preloaded.__file__, _server()])
    path.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    path.chmod(0o755)


def _begin(arguments, environment, streams, cwd=None):
    arguments = list(map(os.fspath, arguments))
    environment = {**os.environ, **environment}
    return ask(_server(), arguments, environment, os.fspath(cwd or Path.cwd()), streams)


@cache
def _server():
    """The address of a process that has loaded everything, and ends with this one."""
    folder = tempfile.TemporaryDirectory(prefix="newstool-tests-")
    address = f"{folder.name}/socket"
    process = subprocess.Popen(
        [sys.executable, __file__, address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout.readline() == b"ready\n"
    atexit.register(_end, process, folder)
    return address


def _end(process, folder):
    process.communicate()
    folder.cleanup()


# --- in the process that has loaded everything ---------------------------------------------------

# What commands load, and what only some of them come to.
_PACKAGES = tuple(f"newstool.{name}" for name in "cli containers export pipeline runs".split())
_MODULES = (
    *(
        "dateutil.relativedelta",
        "dateutil.tz",
        "multiprocessing.connection",
        "multiprocessing.popen_fork",
    ),
    *(f"rich.{name}" for name in "box console json panel progress rule table".split()),
)
_PAGE = "<h1>A bridge</h1><p>The council agreed on Monday, 5 March 2024, to build a new bridge.</p>"


def _serve(address):
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those that ended need not be asked how
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        print("ready", flush=True)
        while sys.stdin not in select.select([listening, sys.stdin], [], [])[0]:
            connection, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                _answer(connection)
            connection.close()


def _load():
    import newstool
    from newstool.model.settings import DEFAULTS
    from newstool.runs.work import warm_up

    for name in _PACKAGES:
        package = importlib.import_module(name)
        for each in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(each.name)
    for name in _MODULES:
        importlib.import_module(name)
    warm_up(DEFAULTS)
    newstool.parse(_PAGE)


def _answer(connection):
    """Be what was asked for, and say how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    length, streams, _, _ = socket.recv_fds(connection, SIZE, 3)
    wanted = int.from_bytes(length, "big")
    request = b""
    while len(request) < wanted:
        request += connection.recv(wanted - len(request))
    arguments, environment, folder = ast.literal_eval(request.decode("utf-8", "surrogatepass"))
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    _open_streams(streams, environment.get("PYTHONIOENCODING", "utf-8"))
    sys.argv[:] = ["newstool", *arguments]
    connection.send(os.getpid().to_bytes(SIZE, "big"))
    code = _run_main()
    connection.send(bytes([code]))
    os._exit(code)


def _open_streams(streams, encoding):
    """Standard streams as Python opens them at its start."""
    os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    if os.isatty(0):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    sys.stdin = sys.__stdin__ = os.fdopen(0, encoding=encoding, closefd=False)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding=encoding, closefd=False)
    sys.stderr = sys.__stderr__ = os.fdopen(
        2, "w", buffering=1, encoding=encoding, errors="backslashreplace", closefd=False
    )


def _run_main():
    """The exit code of `newstool`, as Python would end."""
    from newstool.__main__ import main

    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code or 0
        if not isinstance(code, int):
            print(code, file=sys.stderr)
            code = 1
    except BaseException:
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = 120
    return code


if __name__ == "__main__":
    _serve(sys.argv[1])
