"""Time and memory of the two demo reports: `make bench ARGS="--runs 5"`. Needs `make setup`."""

import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

from environment import ROOT, VENV_PYTHON
from setup import REPORTS


def measure(partnership: str, output: Path) -> tuple[float, float]:
    """Seconds and peak MiB of one rendering in a process of its own, its start included."""
    arguments = (partnership, "key-achievements", "--format", "pdf", "--output", output)
    begin = time.perf_counter()
    process = subprocess.Popen(
        (VENV_PYTHON, "manage.py", "render_report", *arguments),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"The report of {partnership} failed.")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    print(f"{'partnership':<20} {'seconds':>8} {'MiB':>6} {'KiB of PDF':>11}   (median of {runs})")
    with tempfile.TemporaryDirectory() as folder:
        for partnership in REPORTS:
            output = Path(folder) / f"{partnership}.pdf"
            times, sizes = zip(*(measure(partnership, output) for _ in range(runs)), strict=True)
            size = output.stat().st_size / 1024
            print(f"{partnership:<20} {median(times):8.2f} {max(sizes):6.0f} {size:11.0f}")


if __name__ == "__main__":
    main()
