"""How a large portal stands up to many visitors: `make bench-load ARGS="--times 1 --seconds 30"`.

Makes a PostgreSQL database with the invented programme of `make seed-large` (kept between runs, as are
its files in var/load), starts the portal as in production (gunicorn with as many processes, Redis, nginx
where it is installed), sends requests at a steady rate over the loopback device, and prints for each
scenario requests per second, how long answers took, errors and queries. Nothing else should run on the
machine meanwhile. TEST_POSTGRES_URL names another server than postgres://root@127.0.0.1:5432/postgres.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from environment import ROOT, VENV_PYTHON, SetupError, digest, run
from load_portal import Portal, prepare

LOAD = ROOT / "var" / "load"
GENERATOR = LOAD / "venv"


def main() -> None:
    """Prepare what is missing, then measure."""
    arguments = parse()
    ensure_generator()
    begin = time.perf_counter()
    folder = LOAD / f"x{arguments.times}"
    prepare(folder, arguments.times)
    print(f"Prepared in {time.perf_counter() - begin:.0f} s.", flush=True)
    slow = measure(folder, arguments)
    print(f"\nBeyond their target: {', '.join(slow) or 'none'}")
    raise SystemExit(1 if slow and arguments.strict else 0)


def parse() -> argparse.Namespace:
    """Size of the portal and length of a scenario."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="so many times as large")
    parser.add_argument("--seconds", type=int, default=30, help="length of each scenario")
    parser.add_argument("--only", default="", help="scenarios whose names hold this word")
    parser.add_argument("--rate", type=float, default=0, help="another rate for all of them")
    parser.add_argument("--details", action="store_true", help="a line for each kind of page, too")
    parser.add_argument("--strict", action="store_true", help="fail if a target is missed")
    return parser.parse_args()


def ensure_generator() -> None:
    """The generator of requests has an environment of its own."""
    stamp, wanted = GENERATOR / "stamp", digest("load")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing requirements/load.txt …", flush=True)
    run([VENV_PYTHON, "-m", "venv", "--clear", GENERATOR], "No environment for the generator.")
    pip = (GENERATOR / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
    locked = ROOT / "requirements" / "load.txt"
    run([*pip, "install", "--require-hashes", "--requirement", locked], "Not installed.")
    stamp.write_text(wanted)


def measure(folder: Path, arguments: argparse.Namespace) -> list[str]:
    """Every scenario; gives the names of those that missed their target."""
    print(
        f"\n{arguments.times} × the programme, {arguments.seconds} s each, {os.cpu_count()} cores"
    )
    head = f"{'scenario':<34}{'wanted':>8}{'done':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'target':>8}"
    print(f"{head}{'errors':>8}{'queries':>9}")
    slow: list[str] = []
    for through_nginx in (True, False):
        with portal(folder, through_nginx=through_nginx) as started:
            if started is None:
                print("  nginx is not installed: what it does in production was not measured.")
                continue
            for scenario in scenarios(folder):
                if scenario["nginx"] == through_nginx and arguments.only in scenario["name"]:
                    slow += play(started, scenario, arguments)
    return slow


@contextmanager
def portal(folder: Path, *, through_nginx: bool) -> Iterator[Portal | None]:
    """The portal as in production, with files sent by nginx or by itself."""
    if through_nginx and not Portal.has_nginx():
        yield None
        return
    with Portal(folder, through_nginx=through_nginx) as started:
        yield started


def scenarios(folder: Path) -> list[dict[str, Any]]:
    """What ``scripts/load_portal.py`` has found to ask for."""
    found: list[dict[str, Any]] = json.loads((folder / "scenarios.json").read_text())
    # Without nginx in front everything is asked at the portal itself.
    return found if Portal.has_nginx() else [{**each, "nginx": False} for each in found]


def play(portal: Portal, scenario: dict[str, Any], arguments: argparse.Namespace) -> list[str]:
    """Ask for each page once, then at the rate of the scenario; print a line."""
    headers = {"X-Forwarded-Proto": "https", **scenario["headers"]}
    for target in scenario["targets"]:
        portal.ask(target["address"], headers)
    portal.forget_log()
    rate = arguments.rate or scenario["rate"]
    order = {
        "host": portal.address,
        "seconds": arguments.seconds,
        "rate": rate,
        "seed": 2026,
        "headers": headers,
        "targets": scenario["targets"],
    }
    done = subprocess.run(
        [GENERATOR / "bin" / "python", ROOT / "scripts" / "load_generator.py"],
        input=json.dumps(order),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SetupError(f"{done.stderr[-2000:]}\nThe generator of requests failed.")
    came = json.loads(done.stdout.splitlines()[-1])
    times = [value for each in came["times"].values() for value in each]
    errors = sum(came["errors"].values())
    queries = portal.queries()
    p50, p95, p99 = percentiles(times)
    target = scenario["target"]
    is_slow = bool(errors) or (target and p95 > target)
    told = f"{scenario['name']:<34}{rate:>6.0f}/s{len(times) / arguments.seconds:>6.1f}/s"
    told += f"{p50:>8.0f}{p95:>8.0f}{p99:>8.0f}{target or '':>8}{errors:>8}"
    told += f"{mean(queries) if queries else 0:>9.1f}{'  ←' if is_slow else ''}"
    print(told, flush=True)
    for message, number in came["errors"].items():
        print(f"    {number} × {message}")
    if arguments.details:
        tell_each(came["times"], portal.queries_by_path())
    return [scenario["name"]] if is_slow else []


def tell_each(times: dict[str, list[float]], queries: dict[str, float]) -> None:
    """A line for each kind of page, the slowest first."""
    in_order = sorted(times, key=lambda name: -percentiles(times[name])[1])
    for name in in_order:
        p50, p95, p99 = percentiles(times[name])
        print(f"    {name:<46}{len(times[name]):>6}{p50:>8.0f}{p95:>8.0f}{p99:>8.0f}")
    by_view: dict[str, float] = defaultdict(float)
    by_view.update(queries)
    print("    queries: " + ", ".join(f"{view} {number:.0f}" for view, number in by_view.items()))


def percentiles(times: list[float]) -> tuple[float, float, float]:
    """The 50th, 95th and 99th."""
    if len(times) < 2:
        return (times * 3)[0:3] if times else (0, 0, 0)  # type: ignore[return-value]
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


if __name__ == "__main__":
    try:
        main()
    except SetupError as error:
        sys.exit(str(error))
