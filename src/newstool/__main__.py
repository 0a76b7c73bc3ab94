"""The entry point: `newstool` and `python -m newstool`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line; the version alone is said without loading it."""
    if sys.argv[1:] == ["--version"]:
        from newstool import __version__

        print(f"newstool {__version__}")
        return
    # Nearly all that a start loads is kept: looking through it for what isn't, every 700 objects,
    # takes a twentieth of the start.
    gc.set_threshold(50_000, 20, 20)
    try:
        from newstool.cli.app import run
    except KeyboardInterrupt:  # Ctrl-C while it loads
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
