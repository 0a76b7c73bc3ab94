"""`python -m fuzz TARGET`: atheris, guided by what of newstool's code an input reaches.

    python -m fuzz read --minutes 60
    python -m fuzz lines --minutes 60

goes on from the inputs under `fuzz/seeds/` and what earlier runs kept in `out/fuzz/`. A finding
is written to `out/fuzz/`; minimise it with `python -m fuzz TARGET --minimise FILE`, put what is
left into `tests/corpus/`, where the test suite replays it, and mend what it found.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
OUT = ROOT / "out" / "fuzz"
WORDS = Path(__file__).with_name("words.txt")


def main() -> None:
    """Read the arguments and fuzz until the time is over."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    targets = ("read", "lines", "mails", "exports", "bundles", "tables")
    parser.add_argument("target", choices=targets)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--longest", type=int, default=4096, help="bytes of an input")
    parser.add_argument("--seconds", type=int, default=10, help="an input that takes more is found")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minimise", type=Path, help="a finding to be made as small as can be")
    asked = parser.parse_args()
    try:
        import atheris
    except ImportError:
        sys.exit("python -m fuzz: atheris is not installed; pip install '.[fuzz]'")
    with atheris.instrument_imports(include=["newstool"]):
        from fuzz.targets import TARGETS
        from newstool.model.settings import DEFAULTS
        from newstool.runs.work import warm_up

    warm_up(DEFAULTS)
    kept = OUT / asked.target
    kept.mkdir(parents=True, exist_ok=True)
    options = [
        f"-artifact_prefix={OUT}/{asked.target}-",
        f"-max_len={asked.longest}",
        f"-timeout={asked.seconds}",
        "-rss_limit_mb=0",  # atheris itself takes 70 MB for each thousand inputs
        "-malloc_limit_mb=1000",
        f"-dict={WORDS}",
        f"-seed={asked.seed}",
        "-print_final_stats=1",
    ]
    if asked.minimise:
        options += ["-minimize_crash=1", f"-max_total_time={asked.minutes * 60:.0f}"]
        places = [str(asked.minimise)]
    else:
        options += [f"-max_total_time={asked.minutes * 60:.0f}"]
        seeds = Path(__file__).with_name("seeds") / asked.target
        places = [str(kept), str(seeds), str(ROOT / "tests" / "corpus")]
    atheris.Setup([sys.argv[0], *options, *places], TARGETS[asked.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
