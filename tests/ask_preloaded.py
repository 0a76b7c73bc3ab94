"""Asks a process that has loaded everything to be `newstool`: see preloaded.py.

Loads next to nothing, as shells run it: python ask_preloaded.py ADDRESS ARGUMENT...
"""

import os
import socket
import sys

SIZE = 4  # bytes of a number


def ask(address, arguments, environment, folder, streams):
    """A connection to the process that was begun, and its id."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(address)
    request = repr((arguments, environment, folder)).encode("utf-8", "surrogatepass")
    socket.send_fds(connection, [len(request).to_bytes(SIZE, "big")], streams)
    connection.sendall(request)
    return connection, int.from_bytes(connection.recv(SIZE), "big")


def exit_code(connection):
    """What the process ended with, once it did; None if it was killed."""
    with connection:
        said = connection.recv(1)
    return said[0] if said else None


if __name__ == "__main__":
    address, *arguments = sys.argv[1:]
    folder = os.getcwd()  # noqa: PTH109 (pathlib takes longer to load than all of this)
    connection, _ = ask(address, arguments, dict(os.environ), folder, (0, 1, 2))
    code = exit_code(connection)
    sys.exit("newstool was killed" if code is None else code)
