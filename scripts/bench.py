"""How long reports take, small and large: `make bench ARGS="--runs 9 --rows 250 2500"`.

Runs in a folder of its own with both demo partnerships. Times differ from machine to machine and
from minute to minute: compare the ratios, which come from one run.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench_large import SIZES, measure_large
from environment import ROOT, VENV_PYTHON, ensure_environment

DOCUMENT = "key-achievements"
INSIDE = "--inside"
CHROMIUM = shutil.which("chromium")


def main() -> None:
    """Start again inside the environment, with an empty data folder."""
    if INSIDE in sys.argv:
        arguments = parse()
        measure_all(arguments.runs)
        measure_large(arguments.rows)
        return
    ensure_environment("core")
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        environment = {**os.environ, "VAR_DIR": folder, "PYTHONPATH": str(ROOT), "DEBUG": "false"}
        command = (str(VENV_PYTHON), __file__, INSIDE, *sys.argv[1:])
        raise SystemExit(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)


def parse() -> argparse.Namespace:
    """``--runs``: how often each step is timed; ``--rows``: sizes of the large partnership."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES)
    parser.add_argument(INSIDE, action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def measure_all(runs: int) -> None:
    """Print one table for each partnership."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("loaddata", "programme", "bioxclusters-plus", "laser-go", verbosity=0)
    for slug in ("bioxclusters-plus", "laser-go"):
        measure(slug, runs)


def timed(runs: int, step: Callable[[], object]) -> float:
    """Median milliseconds of a step."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        step()
        times.append((time.perf_counter() - begin) * 1000)
    return median(times)


def measure(slug: str, runs: int) -> None:
    """Time each step of one partnership's report and print the medians."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from reporting.models import RenderedFile
    from reporting.rendering import render_report
    from reporting.services import assemble_report, get_partnership
    from reporting.writers.html import HTMLWriter
    from reporting.writers.pdf import PDFWriter, part_store
    from reporting.writers.pdf.layout import Layout

    partnership = get_partnership(slug)
    data = assemble_report(partnership)
    pdf, html = PDFWriter(), HTMLWriter()
    source = Path(os.environ["VAR_DIR"], f"{slug}.html")
    source.write_text(Layout(data, slug).html())
    pdf.write(data)  # warm: fonts and styles are read

    def forget() -> None:
        shutil.rmtree(part_store().folder, ignore_errors=True)

    def whole_pdf() -> None:
        forget()
        pdf.write(assemble_report(partnership))

    def download() -> None:
        response = client.get(url)
        if response.status_code != 200:
            raise SystemExit(f"The download answered {response.status_code}.")
        b"".join(response)

    def first_file() -> None:
        RenderedFile.objects.all().delete()
        forget()
        render_report(partnership, DOCUMENT, "pdf")

    client = Client(SERVER_NAME="localhost")
    url = reverse("report_download", args=[slug, DOCUMENT, "pdf"])

    def queries(step: Callable[[], object]) -> str:
        with CaptureQueriesContext(connection) as captured:
            step()
        # Now: the next request empties the list.
        return f"{len(captured)} queries"

    queries_of_assembling = queries(lambda: assemble_report(partnership))
    first = timed(runs, first_file)
    download()
    queries_of_download = queries(download)
    assemble = timed(runs, lambda: assemble_report(partnership))
    write_html = timed(runs, lambda: html.write(data))
    pdf_html = timed(runs, lambda: Layout(data, slug).html())
    whole = timed(runs, whole_pdf)
    kept = timed(runs, lambda: pdf.write(assemble_report(partnership)))
    chromium = timed(min(runs, 3), lambda: print_with_chromium(source)) if CHROMIUM else 0
    rows = [
        ("assemble the data", assemble, queries_of_assembling),
        ("write HTML with evidence", write_html, ""),
        ("HTML for the PDF", pdf_html, ""),
        ("PDF, cold (new process)", timed(min(runs, 3), lambda: cold(slug)), "with Django's start"),
        ("PDF, warm, from the records", whole, ""),
        ("the same, nothing changed", kept, f"{kept / whole:.0%} of it"),
        *changes(slug, runs, whole, forget),
        ("Chromium, fresh, same HTML", chromium, ""),
        *ratios(chromium, {"whole PDF": whole, "unchanged PDF": kept}),
        ("the file for the first download", first, "by a worker"),
        ("download, unchanged", timed(runs * 4, download), queries_of_download),
    ]
    print(f"\n{slug} (median of {runs})")
    for label, milliseconds, note in rows:
        shown = f"{milliseconds:10.1f} ms" if milliseconds else " " * 13
        print(f"  {label:<34} {shown}  {note}")


def changes(
    slug: str, runs: int, whole: float, forget: Callable[[], None]
) -> list[tuple[str, float, str]]:
    """The PDF after a change of one record of each kind, whose parts were kept before."""
    from bench_changes import CHANGES
    from django.db import transaction

    from reporting.services import assemble_report, get_partnership
    from reporting.writers.pdf import PDFWriter

    def write() -> None:
        PDFWriter().write(assemble_report(get_partnership(slug)))

    lines = []
    for label, change in CHANGES.items():
        times = []
        for _ in range(min(runs, 3)):
            forget()
            write()
            with transaction.atomic():
                if not change(get_partnership(slug)):
                    break
                times.append(timed(1, write))
                transaction.set_rollback(True)
        if times:
            lines.append((f"after {label}", median(times), f"{median(times) / whole:.0%} of it"))
    return lines


def ratios(chromium: float, ours: dict[str, float]) -> list[tuple[str, float, str]]:
    """Our times as multiples of Chromium's."""
    if not chromium:
        return [("Chromium is not installed", 0, "")]
    return [(f"{label} / Chromium", 0, f"{time / chromium:.2f}") for label, time in ours.items()]


def print_with_chromium(source: Path) -> None:
    """The same HTML through a browser that is started for it."""
    target = source.with_suffix(".pdf")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}")
    subprocess.run(
        (str(CHROMIUM), *flags, f"file://{source}"),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def cold(slug: str) -> None:
    """One PDF in a process of its own, from nothing rendered before."""
    from reporting.models import RenderedFile
    from reporting.writers.pdf import part_store

    RenderedFile.objects.all().delete()
    shutil.rmtree(part_store().folder, ignore_errors=True)
    output = Path(os.environ["VAR_DIR"], "cold.pdf")
    arguments = ("render_report", slug, DOCUMENT, "--format", "pdf", "--output", str(output))
    subprocess.run(
        (VENV_PYTHON, "manage.py", *arguments), cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


if __name__ == "__main__":
    main()
