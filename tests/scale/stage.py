"""A portal of several machines: ``python -m tests.scale.stage FOLDER`` makes it, and does what it is told.

It fills an empty database, then becomes two web servers and three workers, each with a folder of its own.
They begin as copies of this process, which has loaded the portal: that costs most. What it is told are
lines of JSON, a function of this module and its arguments; each is answered by a line. At the end of
the lines all processes end.
"""

import json
import multiprocessing
import os
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path

COPIES = multiprocessing.get_context("fork")
WEBS, WORKERS = 2, 3
WORKER = ("bin.celery", "apps.worker", "worker.consumer", "concurrency.thread", "beat")
SLUG = "north-light"
EMAIL = "ada@example.org"


def fill():
    from partnership.models import ConsentText
    from smes.consents import ship_first_texts
    from tests import factories as make

    ship_first_texts(ConsentText)
    report = make.ReportFactory(partnership__slug=SLUG, is_public=True)
    make.NarrativeSectionFactory(report=report, text="As it was.")
    market = make.TargetMarketFactory(partnership=report.partnership, country="JP", label="Japan")
    make.MeetingFactory(event=make.EventFactory(partnership=report.partnership, markets=[market]))
    make.UserFactory(administrator=True, confirmed=True, email=EMAIL)


# What it can be told ------------------------------------------------------------------------


def rewrite(text):
    """Change the text of the report, as an editor on a third machine would."""
    from reporting.models import NarrativeSection

    section = NarrativeSection.objects.get()
    section.text = text
    section.save()


def add_meeting():
    from events.models import Event
    from tests.factories import MeetingFactory

    MeetingFactory(event=Event.objects.get())


def ask_for_work(number):
    """Have the reports of so many partnerships made, in the background."""
    from partnership.models import Programme, User
    from reporting.engine.editions import Edition
    from reporting.jobs.requests import request_job
    from tests.factories import ReportFactory

    programme = Programme.objects.first()
    person = User.objects.get(email=EMAIL)
    jobs = []
    for _ in range(number):
        report = ReportFactory(partnership__programme=programme)
        parameters = {"format": "csv", "with_annex": False}
        jobs.append(
            request_job(
                kind="render",
                report=report,
                edition=Edition.PUBLIC,
                parameters=parameters,
                by=person,
            ).pk
        )
    return jobs


def states_of(jobs):
    """State, attempts and hash of the file of each."""
    from reporting.models import Job

    rows = Job.objects.filter(pk__in=jobs).order_by("pk")
    return [[row.state, row.attempts, row.result.get("sha256", "")] for row in rows]


def submit():
    """Approve and submit the report; gives the addresses of its files, with their hashes."""
    from django.conf import settings

    from reporting.models import Report
    from tests.reporting.life import approve, partner
    from tests.reporting.life import submit as submit_it

    settings.REPORTS_ROOT = Path(settings.VAR_DIR, "third", "reports")
    report = Report.objects.get(partnership__slug=SLUG)
    partner(report.partnership, "Lead")
    snapshot = submit_it(approve(report))
    files = snapshot.files.filter(edition="public").select_related("snapshot__report__partnership")
    return [[file.get_absolute_url(), file.sha256] for file in files]


def drafts():
    from smes.models import Expression

    return [
        [row.state, row.seeks, row.company_name, [file.name for file in row.files.all()]]
        for row in Expression.objects.all()
    ]


# Processes ----------------------------------------------------------------------------------


def begin_machine(folder):
    """Nothing that this machine writes lies where another one looks."""
    from django.conf import settings

    os.setsid()
    folder.mkdir(parents=True)
    with (folder / "log").open("wb") as target:
        for stream in (1, 2):
            os.dup2(target.fileno(), stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    settings.VAR_DIR = settings.SENDFILE_ROOT = folder
    settings.MEDIA_ROOT, settings.REPORTS_ROOT = folder / "media", folder / "reports"


def serve(folder, listener):
    begin_machine(folder)
    os.set_inheritable(listener.fileno(), True)
    from gunicorn.app.wsgiapp import run

    at = f"fd://{listener.fileno()}"
    sys.argv = ["gunicorn", "--config", "python:config.gunicorn", "--bind", at, "config.wsgi"]
    run()


def work(folder, number):
    begin_machine(folder)
    sys.argv = [
        *("celery", "--app", "config", "worker", "--beat", "--schedule", str(folder / "beat")),
        *("--concurrency", "1", "--hostname", f"worker-{number}@test", "--without-gossip"),
        *("--without-mingle", "--loglevel", "INFO"),
    ]
    import_module("celery.__main__").main()


def main(folder):
    import django

    django.setup()
    from django.db import connections

    from tests.exchange.backups.portal import schema

    schema()
    fill()
    connections.close_all()
    for module in WORKER:
        import_module(f"celery.{module}")
    import_module("config.wsgi")
    import_module("gunicorn.app.wsgiapp")
    import_module("config.urls")
    listeners = [socket.create_server(("127.0.0.1", 0), backlog=64) for _ in range(WEBS)]
    machines = [
        COPIES.Process(target=serve, args=(folder / f"web-{n}", listener))
        for n, listener in enumerate(listeners, 1)
    ]
    machines += [
        COPIES.Process(target=work, args=(folder / f"worker-{n}", n)) for n in range(1, WORKERS + 1)
    ]
    for machine in machines:
        machine.start()
    answer = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    while True:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            break
        name, *arguments = json.loads(line)
        answer = globals()[name](*arguments)
    for machine in machines:
        os.killpg(machine.pid, signal.SIGKILL)
        machine.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
