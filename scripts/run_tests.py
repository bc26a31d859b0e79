"""Runs the test suite on each database that this machine has, and says loudly what was left out.

``scripts/run_tests.py tests/smes -k case``: what follows goes to pytest. In the environment stand
DATABASES (``sqlite postgresql``, or one of them), PROCESSES, and CI=true, with which leaving out fails.

A browser or a worker may be starved while other tests have the machine. So a handful that failed among others
are tried once more by themselves, and those that pass then are told as unsteady: they are to be mended.
"""

import json
import os
import shutil
import subprocess
import sys
import time

from environment import CHROMIUM, ROOT

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL, with Redis"}
FAILED = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
"""Where pytest notes which tests failed."""
HANDFUL = 3
"""More that fail are no accident, and are not tried again."""
TESTS_FAILED = 1
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
    unsteady: list[str] = []
    codes = [run_on(name, unsteady) for name in chosen]
    say_loudly(
        [f"LEFT OUT: {what}" for what in (*left_out, *told)]
        + [f"UNSTEADY: {test} failed among others and passed alone" for test in unsteady]
    )
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


def run_on(name: str, unsteady: list[str]) -> int:
    """What pytest returns on that database; adds what passed at the second attempt only."""
    say(f"== Tests on {NAMES[name]}")
    began = time.monotonic()
    FAILED.unlink(missing_ok=True)
    processes = os.environ.get("PROCESSES", "3")
    shared = ("-n", processes, "--maxschedchunk", "32", "--durations", "20")
    code = pytest(name, *shared, *sys.argv[1:])
    failed = [*json.loads(FAILED.read_text())] if FAILED.exists() else []
    if code == TESTS_FAILED and 0 < len(failed) <= HANDFUL:
        say("== Once more, by themselves: " + ", ".join(failed))
        code = pytest(name, *failed)
        if not code:
            unsteady.extend(failed)
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    say(f"== {NAMES[name]}: {minutes} min {seconds} s")
    return code


def pytest(database: str, *arguments: str) -> int:
    """What it returns."""
    return subprocess.run(
        (sys.executable, "-m", "pytest", *arguments),
        cwd=ROOT,
        env={**os.environ, "TEST_DATABASE": database},
    ).returncode


def say_loudly(lines: list[str]) -> None:
    """At the very end, where it is read."""
    if lines:
        frame = "!" * 100
        say("\n".join([frame, *lines, frame]))


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
