"""E-mails to those who had to wait."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from partnership.models import Email
from reporting.jobs.telling import tell_people
from tests.factories import JobFactory, ReportFactory, UserFactory
from tests.people import officer

pytestmark = pytest.mark.django_db


def ended(seconds, **fields):
    now = timezone.now()
    return JobFactory(
        **{
            "report__partnership__acronym": "LASER-GO",
            "report__is_public": True,
            "requested_by": UserFactory(email="ada@example.org"),
            "state": "done",
            "created_at": now - timedelta(seconds=seconds),
            "finished_at": now,
            **fields,
        }
    )


def addressed():
    return sorted(address for message in mail.outbox for address in message.to)


def test_who_waited_long_is_told_once_in_text_and_html(settings):
    settings.SITE_URL = "https://portal.example"
    job = ended(61)
    tell_people(job)
    tell_people(job)
    message = mail.outbox[0]
    assert (len(mail.outbox), message.to) == (1, ["ada@example.org"])
    assert message.subject == "Ready: LASER-GO: Key Achievements (PDF)"
    link = f"https://portal.example/work/{job.uuid}/"
    assert link in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert re.search(f'<a href="{link}"[^>]*>Go to the report</a>', html)


def test_a_failure_is_told_in_its_words():
    tell_people(ended(61, state="failed", error="There is no “space” & no <time> left."))
    message = mail.outbox[0]
    assert message.subject == "Not made: LASER-GO: Key Achievements (PDF)"
    assert "There is no “space” & no <time> left." in message.body
    assert "There is no “space” &amp; no &lt;time&gt; left." in message.alternatives[0][0]


@pytest.mark.parametrize(
    "fields",
    [
        {"seconds": 59},
        {"seconds": 61, "state": "cancelled"},
        {"seconds": 61, "state": "running", "finished_at": None},
        {"seconds": 61, "requested_by": None},
        {"seconds": 61, "is_told": True},
    ],
    ids=["quick", "stopped", "under way", "nobody", "told"],
)
def test_others_are_not_written_to(fields):
    tell_people(ended(**fields))
    assert mail.outbox == []


def test_whoever_joined_is_told_too_but_no_one_who_has_left():
    job = ended(61)
    joined = UserFactory(email="bob@example.org")
    job.followers.set([joined, UserFactory(email="eve@example.org", is_active=False)])
    tell_people(job)
    assert addressed() == ["ada@example.org", "bob@example.org"]


def test_whoever_may_not_read_the_report_any_more_is_told_nothing_of_it():
    job = ended(61)
    job.report.is_public = False
    job.report.save()
    job.followers.add(officer(email="bob@example.org"))
    tell_people(job)
    assert addressed() == ["bob@example.org"]


def test_the_end_of_a_part_is_told_with_the_whole_alone():
    whole = ended(61, state="waiting")
    part = JobFactory(state="done", parent=whole)
    tell_people(part)
    assert mail.outbox == []
    type(whole).objects.filter(pk=whole.pk).update(state="done")
    tell_people(part)
    assert addressed() == ["ada@example.org"]


def test_a_mail_server_that_is_away_harms_nothing_and_the_e_mail_waits(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    job = ended(61)
    tell_people(job)
    assert [email.state for email in Email.objects.about(job)] == ["waiting"]


def test_work_tells_by_itself(ask, settings):
    settings.JOBS_MAIL_AFTER_SECONDS = 0
    report = ReportFactory(is_public=True)
    ask(report=report, by=UserFactory(email="ada@example.org"))
    assert addressed() == ["ada@example.org"]
