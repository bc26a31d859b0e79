"""Runs the test suite on each database that this machine has, and says loudly what was left out.

``scripts/run_tests.py tests/smes -k case``: what follows goes to pytest. In the environment stand
DATABASES (``sqlite postgresql``, or one of them), PROCESSES, and CI=true, with which leaving out fails.
"""

import os
import shutil
import subprocess
import sys
import time

from environment import ROOT
from setup import CHROMIUM

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL, with Redis"}
NO_TEST = 5
"""What pytest returns when nothing was chosen, such as a test that opens no database, on the second one."""


def main() -> int:
    """Nothing (0) when all that could run has passed."""
    chosen = os.environ.get("DATABASES", "").split() or list(NAMES)
    if unknown := [name for name in chosen if name not in NAMES]:
        sys.exit(f"DATABASES may hold {' and '.join(NAMES)}, and not {', '.join(unknown)}.")
    left_out = [
        f"{NAMES[name]}: DATABASES asked for others" for name in NAMES if name not in chosen
    ]
    told = []
    if not shutil.which(CHROMIUM):
        told.append(f"tests in a browser, because Chromium is missing ({CHROMIUM})")
    if "postgresql" in chosen and (missing := missing_services()):
        chosen.remove("postgresql")
        told.append(f"{NAMES['postgresql']}, because there is none ({missing})")
    codes = [run_on(name) for name in chosen]
    say_loudly([*left_out, *told])
    failed = [code for code in codes if code not in (0, NO_TEST)]
    if failed:
        return failed[0]
    if os.environ.get("CI") == "true" and (told or left_out):
        return 1
    return 0 if 0 in codes else NO_TEST


def missing_services() -> str:
    """Why nothing can run on PostgreSQL and Redis; empty if it can."""
    command = (sys.executable, "-m", "tests.services")
    own = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return subprocess.run(
        command, cwd=ROOT, env=own, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def run_on(name: str) -> int:
    """What pytest returns on that database."""
    say(f"== Tests on {NAMES[name]}")
    began = time.monotonic()
    command = (
        *(sys.executable, "-m", "pytest", "-n", os.environ.get("PROCESSES", "3")),
        *("--maxschedchunk", "32", *sys.argv[1:]),
    )
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "TEST_DATABASE": name})
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    say(f"== {NAMES[name]}: {minutes} min {seconds} s")
    return done.returncode


def say_loudly(left_out: list[str]) -> None:
    """At the very end, where it is read."""
    if left_out:
        line = "!" * 100
        say("\n".join([line, *(f"LEFT OUT: {what}" for what in left_out), line]))


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
