"""How long pages take in a large portal: `make bench-pages ARGS="--times 1 --runs 7"`.

Fills a database of its own with the invented programme of `make seed-large` and asks for every page
that people look at. It prints the median time of the server, the processor's part of it and the number
of queries, on SQLite and, where TEST_POSTGRES_URL names a PostgreSQL server, in a new database there
that is dropped again. Nothing else should run on the machine meanwhile.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from environment import ROOT, VENV_PYTHON, ensure_environment

INSIDE = "--inside"
LIMIT = 300
"""Milliseconds within which a page opens."""
DATABASE = "portal_bench_pages"


def main() -> None:
    """Measure in a process of its own for each database."""
    arguments = parse()
    if arguments.inside:
        measure(arguments)
        return
    if Path(sys.prefix).resolve() != VENV_PYTHON.parent.parent.resolve():
        # The library that speaks to PostgreSQL is in the environment.
        ensure_environment("core")
        command = (str(VENV_PYTHON), __file__, *sys.argv[1:])
        raise SystemExit(subprocess.run(command, cwd=ROOT, check=False).returncode)
    slow = run_in({})
    server = os.environ.get("TEST_POSTGRES_URL", "")
    if server:
        slow += on_postgres(server)
    else:
        print("\nPostgreSQL was not measured: TEST_POSTGRES_URL names no server.")
    raise SystemExit(min(slow, 1) if arguments.strict else 0)


def parse() -> argparse.Namespace:
    """Size of the portal and number of requests."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="so many times as large")
    parser.add_argument("--runs", type=int, default=5, help="requests of each page")
    parser.add_argument("--only", default="", help="pages whose names hold this word")
    parser.add_argument("--strict", action="store_true", help="fail if a page takes too long")
    parser.add_argument(INSIDE, action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def run_in(settings: dict[str, str]) -> int:
    """Measure with these settings; gives 1 where a page was too slow."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        environment = {**os.environ, "VAR_DIR": folder, "PYTHONPATH": str(ROOT), "DEBUG": "false"}
        command = (str(VENV_PYTHON), __file__, INSIDE, *sys.argv[1:])
        done = subprocess.run(command, cwd=ROOT, env={**environment, **settings}, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(done.returncode)
    return int(done.returncode == 3)


def on_postgres(server: str) -> int:
    """Measure in a database that is made for it."""
    import psycopg2  # type: ignore[import-untyped]

    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
        try:
            return run_in({"DATABASE_URL": urlsplit(server)._replace(path=f"/{DATABASE}").geturl()})
        finally:
            cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


# Inside ------------------------------------------------------------------------------------------


def measure(arguments: argparse.Namespace) -> None:
    """Fill the portal, ask for every page and print one line for each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from config.celery import app

    app.conf.task_always_eager = True  # what a page orders is done before it is measured
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DEBUG = False
    call_command("migrate", verbosity=0)
    begin = time.perf_counter()
    with Path(os.devnull).open("w") as nowhere:
        call_command("seed_large", times=arguments.times, stdout=nowhere)
    filled = time.perf_counter() - begin
    print(f"\n{connection.vendor}, {arguments.times} × the programme, filled in {filled:.0f} s")
    print(f"  {'page':<46}{'first':>9}{'median':>9}{'of it CPU':>11}{'queries':>9}")
    slow = [
        name
        for name, address in addresses()
        if arguments.only in name and measure_page(name, address, arguments.runs) > LIMIT
    ]
    print(f"  Slower than {LIMIT} ms: {', '.join(slow) or 'none'}")
    sys.stdout.flush()
    os._exit(3 if slow else 0)  # without waiting for whatever a library left running


def measure_page(name: str, address: str, runs: int) -> float:
    """Ask for a page as an administrator, first twice, then so many times; gives the median."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(administrator())
    times, work, queries = [], [], 0
    for _ in range(runs + 2):  # after the first its pictures are drawn, after the second it is kept
        with CaptureQueriesContext(connection) as captured:
            begin, worked = time.perf_counter(), time.process_time()
            response = client.get(address)
            for _ in getattr(response, "streaming_content", ()):
                pass
            times.append((time.perf_counter() - begin) * 1000)
            work.append((time.process_time() - worked) * 1000)
        queries = len(captured)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}.")
    middle = median(times[2:])
    mark = "  ← too slow" if middle > LIMIT else ""
    cost = f"{times[0]:>6.0f} ms{middle:>6.0f} ms{median(work[2:]):>8.0f} ms"
    print(f"  {name:<46}{cost}{queries:>9}{mark}", flush=True)
    return middle


def administrator() -> Any:
    from partnership.models import User

    address = "bench@portal.example"
    found = User.objects.filter(email=address).first()
    return found or User.objects.create_superuser(address, "bench-only", name="Bench")


def addresses() -> Iterator[tuple[str, str]]:
    """Name and address of every page; of a partnership, of the largest and of one of the usual size."""
    from django.contrib import admin
    from django.db.models import Count
    from django.urls import reverse

    from partnership.models import Partnership, Programme
    from reporting.dashboard.lists import Lists
    from reporting.tasks import count_programme

    programme = Programme.objects.get()
    yield "home", reverse("home")
    yield "downloads", reverse("downloads")
    by_size = list(Partnership.objects.annotate(size=Count("organisations")).order_by("-size"))
    for which, partnership in (("largest", by_size[0]), ("usual", by_size[len(by_size) // 2])):
        slug = partnership.slug
        yield f"partnership, {which}", reverse("partnership", args=[slug])
        yield f"report, {which}", reverse("report", args=[slug, "key-achievements"])
        yield f"dashboard, {which}", reverse("dashboard", args=[slug])
        for key in Lists.known:
            yield f"dashboard {key}, {which}", reverse("dashboard_list", args=[slug, key])
        yield f"dashboard changes, {which}", reverse("dashboard_changes", args=[slug])
        for key in ("b2b_meetings", "eu_smes"):
            yield f"dashboard {key}, {which}", reverse("dashboard_figure", args=[slug, key])
        yield f"findings in the office, {which}", reverse("findings", args=[slug])
    yield "programme, while it is counted", reverse("programme", args=[programme.pk])
    count_programme(programme.pk)
    yield "programme", reverse("programme", args=[programme.pk])
    yield "office", reverse("admin:index")
    for model in admin.site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        address = reverse(f"admin:{label}_changelist")
        yield f"office {label}", address
        if model._meta.label in ("smes.Company", "events.Meeting", "events.Participation"):
            yield f"office {label}, search", f"{address}?q=vel"
            yield f"office {label}, last page", f"{address}?p=100"


if __name__ == "__main__":
    main()
