"""What happens with real workers; the stage plays one at a time.

In a process of its own, because workers must see the database, which a test keeps to itself.
"""

import hashlib
import os
import random
import threading
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from config.observability.queues import queues, unattended, workers  # noqa: E402
from events.models import Registration  # noqa: E402
from events.services.registrations import confirm_address  # noqa: E402
from partnership.mail.tasks import send_email  # noqa: E402
from partnership.models import Email, User  # noqa: E402
from reporting.engine.editions import Edition  # noqa: E402
from reporting.files import sweep_files  # noqa: E402
from reporting.jobs.asking import request_rendering, request_submission  # noqa: E402
from reporting.jobs.leases import claim  # noqa: E402
from reporting.jobs.requests import cancel_job, request_job, retry_job  # noqa: E402
from reporting.models import Job, NarrativeSection, RenderedFile, Report, Snapshot  # noqa: E402
from reporting.rendering import Wanted  # noqa: E402
from smes.models import Expression  # noqa: E402
from smes.services.sending import send_expression  # noqa: E402
from tests.factories import (  # noqa: E402
    AttendeeFactory,
    EmailFactory,
    EventFactory,
    ExpressionFactory,
    PartnershipFactory,
    RegistrationFactory,
    TargetMarketFactory,
)
from tests.reporting.jobs.workers.pool import Pool, wait_until  # noqa: E402
from tests.reporting.life import approve  # noqa: E402
from tests.smes.applying.conftest import COMPANY, fill  # noqa: E402

REPORTS = Path(settings.REPORTS_ROOT)


def build():
    """What a scenario finds: a portal with demonstration data."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)


def report():
    return Report.objects.select_related("partnership__programme").get(partnership__slug="laser-go")


def request_pdf():
    return request_rendering(report=report(), wanted=Wanted.of(report(), "pdf"), by=AnonymousUser())


def request(kind, **parameters):
    by = User.objects.get(email="admin@portal.example")
    return request_job(
        kind=kind, report=report(), edition=Edition.PUBLIC, parameters=parameters, by=by
    )


def change_the_report(number):
    section = NarrativeSection.objects.filter(report=report()).first()
    section.text = f"Text {number}."
    section.save()


def assert_nothing_is_half_written():
    for path in (REPORTS / "rendered").glob("[!.]*"):
        content = path.read_bytes()
        assert (content[:4], content.rstrip()[-5:]) == (b"%PDF", b"%%EOF"), path


def assert_one_finished_report(job):
    kept = RenderedFile.objects.get()
    content = Path(REPORTS, kept.path).read_bytes()
    assert hashlib.sha256(content).hexdigest() == kept.sha256 == job.result["sha256"]
    assert len(content) == kept.size
    assert_nothing_is_half_written()


def kill(times):
    """SIGKILL in the middle of a rendering, at random moments: each ends with one finished report."""
    seen = []
    longest = 1.2
    with Pool() as pool:
        pool.start()
        pool.start()
        for number in range(8 * times):
            change_the_report(number)
            job = wait_until(request_pdf(), "running", "done")
            time.sleep(random.uniform(0, longest))
            job.refresh_from_db()
            was_hit = pool.kill_owner(job)
            while len(pool.living()) < 2:
                pool.start()
            assert_nothing_is_half_written()
            wait_until(job, "done")
            assert_one_finished_report(job)
            assert job.attempts == (2 if was_hit else 1), job.attempts
            if was_hit:
                seen.append(number)
            else:
                longest *= 0.7
            if len(seen) == times:
                break
    assert len(seen) == times, f"Only {len(seen)} kills met a rendering."
    settings.DRAFTS_KEPT_SECONDS = 0
    sweep_files()
    assert [path.name for path in (REPORTS / "rendered").iterdir()] == [
        Path(RenderedFile.objects.get().path).name
    ]


def kill_five_times():
    kill(5)


def kill_twice():
    kill(2)


def kill_during_a_submission():
    """One version comes of it, with every file, and nothing beside it."""
    approved = approve(report())
    person = User.objects.get(email="admin@portal.example")
    with Pool() as pool:
        pool.start()
        job = request_submission(report=approved, by=person, comment="Final.")
        wait_until(job, "running")
        while not job.done:
            job.refresh_from_db()
            time.sleep(0.05)
        assert pool.kill_owner(job)
        assert not Snapshot.objects.exists()
        pool.start()
        wait_until(job, "done", seconds=120)
    snapshot = Snapshot.objects.get()
    assert (snapshot.comment, job.attempts) == ("Final.", 2)
    for file in snapshot.files.all():
        assert hashlib.sha256(file.location.read_bytes()).hexdigest() == file.sha256
    settings.DRAFTS_KEPT_SECONDS = 0
    sweep_files()
    on_disk = {p for p in (REPORTS / "submitted").rglob("*") if p.is_file()}
    assert on_disk == {file.location for file in snapshot.files.all()}


def what_kills_every_worker_ends():
    """Three workers die over it, then it has failed, in words; asked for again it is tried again."""
    job = request("deadly")
    with Pool() as pool:
        started = 0
        deadline = time.monotonic() + 90
        while job.is_active:
            assert time.monotonic() < deadline, (job.state, job.attempts)
            if not pool.living():
                pool.start()
                started += 1
            time.sleep(0.1)
            job.refresh_from_db()
        assert (job.state, job.attempts) == ("failed", 3)
        assert job.error.startswith("The worker stopped 3 times"), job.error
        assert started <= 4, started
        survivor = pool.living()[0]
        wait_until(request("slow", seconds=0.1), "done")
        assert survivor in pool.living()
    again = retry_job(job=job, by=job.requested_by)
    assert (again.state, again.attempts) == ("queued", 0)
    cancel_job(job=again, by=job.requested_by)


def one_worker_makes_all_parts():
    """A whole holds no worker while it waits, so one that does one thing at a time is enough."""
    with Pool() as pool:
        pool.start()
        job = wait_until(request("parted", parts=3), "done")
        assert (job.result["parts"], len(job.result["pids"])) == (3, 1), job.result


def parts_are_made_by_all_workers():
    with Pool() as pool:
        pool.start()
        pool.start()
        first, second = (request("slow", seconds=1 + n) for n in range(2))
        wait_until(first, "done")  # both are awake by now
        wait_until(second, "done")
        job = wait_until(request("parted", parts=8), "done")
        assert len(job.result["pids"]) == 2, job.result


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def send_one():
    """An e-mail that a worker is told of; gives what tells whether it was sent."""
    email = EmailFactory()
    send_email.apply_async((email.pk,), retry=False)
    return lambda: Email.objects.get(pk=email.pk).state == "sent"


def short_work_is_done_while_all_long_workers_are_busy():
    """Two workers for long work have minutes of it, and more waits; a mail is sent meanwhile."""
    busy = []
    with Pool() as pool:
        pool.start(queues="long")
        pool.start(queues="long")
        try:
            busy = [request("slow", seconds=300 + number) for number in range(2)]
            for job in busy:
                wait_until(job, "running")
            busy.append(request("slow", seconds=400))
            was_sent = send_one()
            assert not was_sent()
            assert {queue.name: queue.depth for queue in queues().queues}["long"] >= 1
            wait_for(lambda: unattended(workers()) == ["short"])
            pool.start(queues="short")
            wait_for(was_sent)
            for job, state in zip(busy, ("running", "running", "queued"), strict=True):
                job.refresh_from_db()
                assert job.state == state, (job.parameters, job.state)
            wait_for(lambda: unattended(workers()) == [])
        finally:
            for job in busy:
                cancel_job(job=job, by=job.requested_by)
    Job.objects.all().delete()
    Email.objects.all().delete()


def one_worker_without_a_choice_serves_every_queue():
    with Pool() as pool:
        pool.start()
        was_sent = send_one()
        wait_until(request("slow", seconds=0.1), "done")
        wait_for(was_sent)
    Email.objects.all().delete()


def a_stopped_job_stops_and_its_worker_lives_on():
    with Pool() as pool:
        worker = pool.start()
        job = wait_until(request("slow", seconds=40), "running")
        while not job.done:
            job.refresh_from_db()
            time.sleep(0.05)
        cancel_job(job=job, by=job.requested_by)
        wait_until(job, "cancelled", seconds=8)
        assert job.result == {}
        wait_until(request("slow", seconds=0.2), "done")
        assert worker in pool.living()


def two_same_requests_at_once_are_one_job():
    """Eight threads ask at the same moment; there is one job, and each of them has it."""
    start, jobs, troubles = threading.Barrier(8), [], []

    def ask():
        try:
            start.wait()
            jobs.append(request_pdf().pk)
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    for number in range(5):
        change_the_report(f"of threads {number}")
        jobs.clear()
        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not troubles, troubles
        assert len(jobs) == 8
        assert len(set(jobs)) == 1, jobs
    Job.objects.all().delete()


def two_workers_that_take_the_same_job():
    """Sixteen threads claim one job; one has it."""
    job = request("slow", seconds=99)
    start, leases = threading.Barrier(16), []

    def take():
        try:
            start.wait()
            leases.append(claim(job.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(leases) == 16
    assert len([lease for lease in leases if lease]) == 1
    Job.objects.all().delete()


def what_was_asked_for_without_a_queue_is_done_when_there_is_one():
    """The broker of this process does not answer; the workers that come later have another."""
    begun = time.monotonic()
    job = request("slow", seconds=0.1)
    assert time.monotonic() - begun < 20  # a person is waiting
    assert (job.state, job.sent_at) == ("queued", None), job.sent_at
    with Pool() as pool:
        pool.start(CELERY_BROKER_URL=os.environ["GOOD_BROKER_URL"])
        wait_until(job, "done")


def another_partnership(acronym):
    """One of the same programme; each scenario begins to count its records at the same number."""
    return PartnershipFactory(
        programme=report().partnership.programme, acronym=acronym, slug=acronym.lower()
    )


def the_same_expression_sent_twice_at_once_is_one():
    """Eight threads send it at the same moment; it has one number, one mail and one step."""
    partnership = another_partnership("EXPRESSED")
    TargetMarketFactory(partnership=partnership)
    expression = fill(ExpressionFactory(draft=True, partnership=partnership, **COMPANY))
    start, troubles = threading.Barrier(8), []

    def send():
        try:
            start.wait()
            send_expression(expression=Expression.objects.get(pk=expression.pk))
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles, troubles
    expression.refresh_from_db()
    assert expression.number == 1
    letters = Email.objects.filter(kind="smes.confirm_address", to_address=expression.email)
    assert letters.count() == 1
    assert expression.steps.count() == 1
    letters.delete()


def the_last_place_of_an_event_is_given_once():
    """Six registrants confirm at the same moment; one comes, the others wait."""
    event = EventFactory(
        partnership=another_partnership("REGISTERED"),
        start_on=timezone.localdate() + timedelta(days=30),
        registration_mode="open",
        capacity=1,
    )
    rivals = RegistrationFactory.create_batch(6, event=event, state="unconfirmed")
    for rival in rivals:
        AttendeeFactory(registration=rival)
    start, troubles = threading.Barrier(6), []

    def confirm(rival):
        try:
            start.wait()
            confirm_address(registration=Registration.objects.get(pk=rival.pk))
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(rival,)) for rival in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles, troubles
    states = sorted(event.registrations.values_list("state", flat=True))
    assert states == ["confirmed"] + ["waiting list"] * 5
    Email.objects.filter(to_address__startswith="attendee").delete()
