"""Reports of very many rows: time and memory of each format, with as many workers as processors."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence

from environment import ROOT, VENV_PYTHON

SIZES = (250, 2_500, 17_000)
SLUG = "bioxclusters-plus"
FORMATS = ("xlsx", "docx", "pdf")


def measure_large(sizes: Sequence[int]) -> None:
    """Print a line for each size and format; the partnership grows from one size to the next."""
    from large import seed_cases

    from reporting.services import get_partnership

    for rows in sorted(sizes):
        seed_cases(get_partnership(SLUG), rows)
        print(f"\n{rows:,} cases by SMEs, two rows each")
        for file_format in FORMATS:
            workers = (os.cpu_count() or 1) if file_format == "pdf" else 1
            seconds, memory, said = run_workers(file_format, workers)
            each = seconds / rows * 1000
            print(f"  {file_format:<5}{seconds:8.1f} s {each:8.1f} ms a case  {memory} MiB  {said}")


def run_workers(file_format: str, workers: int) -> tuple[float, int, str]:
    """Seconds, the most memory of one worker in MiB, and what the last one says of the files."""
    begin = time.perf_counter()
    memory = [0]
    if file_format == "pdf":
        _wait(memory, [_start("plan", file_format, 0, 1)])
        _wait(memory, [_start("make", file_format, n, workers) for n in range(workers)])
    said = _wait(memory, [_start("write", file_format, 0, 1)])
    return time.perf_counter() - begin, max(memory), said


def _start(step: str, file_format: str, number: int, workers: int) -> subprocess.Popen[str]:
    command = (str(VENV_PYTHON), __file__, step, file_format, str(number), str(workers))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def _wait(memory: list[int], processes: Sequence[subprocess.Popen[str]]) -> str:
    said = ""
    for process in processes:
        output, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"A worker ended with status {process.returncode}.")
        used, _, said = output.strip().partition(" ")
        memory.append(int(used))
    return said


# In a worker -----------------------------------------------------------------------------------


def work(step: str, file_format: str, number: int, workers: int) -> str:
    """One step of one worker; gives what it says."""
    import django

    django.setup()
    from reporting.engine.registries import writers
    from reporting.services import assemble_report, get_partnership
    from reporting.writers.pdf import part_store

    writer = writers[file_format]()
    if step == "make":
        orders = sorted((part_store().folder / "orders").glob("*.json"))
        for order in orders[number::workers]:
            writer.make_piece(order.stem)
        return ""
    data = assemble_report(get_partnership(SLUG))
    if step == "plan":
        return str(len(writer.pieces(data, SLUG)))
    sizes = [len(file.content) for file in writer.write_files(data, SLUG)]
    return f"{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB"


def main() -> None:
    """Do one step and print the most memory that it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    step, file_format, number, workers = sys.argv[1:]
    said = work(step, file_format, int(number), int(workers))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, said)


if __name__ == "__main__":
    main()
