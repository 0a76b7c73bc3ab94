"""Asks a process that has loaded everything to be `newstool`: see preloaded.py.

Loads next to nothing, as shells run it: python ask_preloaded.py ADDRESS ARGUMENT...
"""

import os
import socket
import sys

LENGTH = 4  # bytes that say how long a request is


def ask(address, arguments, environment, folder, streams):
    """A connection to the process that was begun; it will say the exit code, a byte."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(address)
    request = repr((arguments, environment, folder)).encode("utf-8", "surrogatepass")
    socket.send_fds(connection, [len(request).to_bytes(LENGTH, "big")], streams)
    connection.sendall(request)
    return connection


def exit_code(connection):
    """What the process ended with, once it did."""
    with connection:
        said = connection.recv(1)
    assert said, "the process died"
    return said[0]


if __name__ == "__main__":
    address, *arguments = sys.argv[1:]
    folder = os.getcwd()  # noqa: PTH109 (pathlib takes longer to load than all of this)
    sys.exit(exit_code(ask(address, arguments, dict(os.environ), folder, (0, 1, 2))))
