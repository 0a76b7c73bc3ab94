"""The entry point: `newstool` and `python -m newstool`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line; the version alone is said without loading it."""
    if sys.argv[1:] == ["--version"]:
        from newstool import __version__

        print(f"newstool {__version__}")
        return
    # Nearly all that a start loads is kept: looking through it for what isn't, every 700 objects,
    # takes a twentieth of the start.
    gc.set_threshold(200_000, 20, 20)
    # numpy would start a thread for each core, and all matrices here are small.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from newstool.cli.app import run

        run()
    except KeyboardInterrupt:  # Ctrl-C while it loads
        sys.exit(130)
    finally:
        # At its end Python looks through all that is loaded for what isn't needed: a tenth of a
        # run on one page. The system takes it all back anyway.
        gc.freeze()


if __name__ == "__main__":
    main()
