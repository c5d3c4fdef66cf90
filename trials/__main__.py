"""`make trials`: the long campaigns on SQLite and on a PostgreSQL of its own; prints one table.

Exit code 1: something was lost with every guard on, or a control lost nothing, so that its trial is blind.
ARGS="--trials 5" for fewer of each; --only NAME for one campaign.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence

from scripts.run_tests import handle_signals
from tests.conftest import ROOT
from tests.postgres import running_postgres
from trials.place import empty_place
from trials.report import Result, print_table

TRIALS = 20


def played(
    env: Mapping[str, str], trials: int, only: Sequence[str] = (), *, small: bool = False
) -> list[Result]:
    """What the campaigns came to, in a process on the database of an environment."""
    call = f"from trials.engine import run; run({trials}, {list(only)!r}, small={small})"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", call],
        cwd=ROOT, env=dict(env), text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        printed, _ = process.communicate()
    except BaseException:
        # Asked, not killed: it has a server to stop.
        process.terminate()
        process.wait()
        raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return [Result(**satu) for satu in json.loads(printed)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m trials", description=__doc__)
    parser.add_argument("--trials", type=int, default=TRIALS, help=f"of each campaign (default {TRIALS})")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], help="on one of the two alone")
    options = parser.parse_args()
    handle_signals()
    results = []
    if options.engine != "postgresql":
        with empty_place() as env:
            results += played(env, options.trials, options.only)
    if options.engine != "sqlite":
        with running_postgres() as url, empty_place(url) as env:
            results += played(env, options.trials, options.only)
    print_table(results)
    return 0 if results and all(satu.good for satu in results) else 1


if __name__ == "__main__":
    sys.exit(main())
