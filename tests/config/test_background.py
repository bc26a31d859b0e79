"""The office's page about the work in the background."""

import time

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from config.observability import queues
from config.observability.background.shown import in_words
from partnership.choices import EmailState
from partnership.models import Email
from reporting.jobs.states import JobState
from reporting.models import Job
from tests.factories import EmailFactory, JobFactory, PartnershipFactory, ReportFactory
from tests.office import signed_in
from tests.people import coordinator
from tests.reporting.jobs.conftest import no_worker  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """Its address."""
    return reverse("background")


def failed_job(**fields):
    moment = timezone.now()
    given = {"state": JobState.FAILED, "error": "No font has this sign.", "finished_at": moment}
    return JobFactory(**{**given, **fields})


def test_an_idle_portal_without_workers(client, page):
    text = signed_in(client).get(page).text
    for words in (
        "No worker is at work.",
        "None has given a sign of life in the last day.",
        "Nothing has failed.",
        "Every e-mail arrived, as far as anybody knows.",
    ):
        assert words in text
    assert "<form method" not in text.partition('class="background-page"')[2]


def test_workers_queues_work_and_emails_are_told(client, page):
    queues.give_sign("celery@machine-1", serves=("long", "short"))
    JobFactory.create_batch(2)
    JobFactory(state=JobState.RUNNING, started_at=timezone.now(), heartbeat_at=timezone.now())
    job = failed_job()
    EmailFactory()
    EmailFactory(state=EmailState.FAILED, last_error="The mail server was away.")
    EmailFactory(state=EmailState.UNSURE, text="", html="")
    text = " ".join(signed_in(client).get(page).text.split())
    assert "No worker is at work." not in text
    assert "celery@machine-1" in text
    assert "<strong>2</strong> waiting for a worker" in text
    assert "<strong>1</strong> in progress" in text
    assert '<li class="is-trouble"><strong>1</strong> failed' in text
    assert f"{job.report} (PDF)" in text
    assert "No font has this sign." in text
    assert "<strong>2</strong> not arrived, or perhaps not" in text
    assert "of 1 nobody knows" in text
    assert "Could not be sent: The mail server was away." in text
    assert "Its text is gone" in text


def test_a_worker_that_is_silent_is_marked(client, page):
    with time_machine.travel(time.time() - 300):
        queues.give_sign("celery@machine-1", serves=("long", "short"))
    text = signed_in(client).get(page).text
    assert "The last sign of life came 5 minutes ago." in text
    assert '<span class="background-silent">silent</span>' in text


def test_a_queue_that_nobody_serves_is_told(client, page):
    queues.give_sign("short@machine-1", serves=("short",))
    text = signed_in(client).get(page).text
    assert "No worker does long work." in text
    queues.give_sign("long@machine-1", serves=("long",))
    assert "No worker does" not in client.get(page).text


@pytest.mark.parametrize("number", [1, 4])
def test_it_costs_the_same_however_much_there_is(client, page, number, django_assert_num_queries):
    for _ in range(number):
        failed_job()
        JobFactory(state=JobState.RUNNING, started_at=timezone.now(), heartbeat_at=timezone.now())
        EmailFactory(state=EmailState.BOUNCED, bounced_at=timezone.now(), bounce_kind="hard")
    signed_in(client)
    with django_assert_num_queries(7):
        assert client.get(page).status_code == 200


def test_one_job_is_tried_again_and_leaves_the_list(client, page, no_worker):  # noqa: F811
    signed_in(client)
    job, other = failed_job(), failed_job()
    response = client.post(
        reverse("background_jobs"), {"only": job.pk, "row": [other.pk]}, follow=True
    )
    assert "1 piece of work is tried again." in response.text
    again = Job.objects.get(state=JobState.QUEUED)
    assert (again.report, again.parameters) == (job.report, job.parameters)
    assert [row.pk for row in response.context["found"].failed] == [other.pk]


def test_several_are_tried_again_at_once(client, no_worker):  # noqa: F811
    signed_in(client)
    jobs = [failed_job(), failed_job()]
    response = client.post(
        reverse("background_jobs"), {"row": [job.pk for job in jobs]}, follow=True
    )
    assert "2 pieces of work are tried again." in response.text
    assert Job.objects.filter(state=JobState.QUEUED).count() == 2
    again = client.post(reverse("background_jobs"), {"row": [jobs[0].pk]}, follow=True)
    assert "Nothing was chosen, or somebody has dealt with it already." in again.text
    assert Job.objects.filter(state=JobState.QUEUED).count() == 2


def test_what_cannot_be_tried_again_is_said(client):
    signed_in(client)
    job = failed_job(kind="unknown-kind")
    response = client.post(reverse("background_jobs"), {"only": job.pk}, follow=True)
    assert "Only what has failed or was stopped can be asked for again." in response.text


def test_emails_are_sent_again_one_or_several(client, django_capture_on_commit_callbacks):
    signed_in(client)
    first, second, third = (EmailFactory(state=EmailState.FAILED) for _ in range(3))
    sent = EmailFactory(state=EmailState.SENT, sent_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("background_emails"), {"only": first.pk}, follow=True)
    assert "1 e-mail is on the way again." in response.text
    assert Email.objects.get(pk=first.pk).state == EmailState.SENT
    rows = [second.pk, third.pk, sent.pk, "nonsense", "9" * 40]
    response = client.post(reverse("background_emails"), {"row": rows}, follow=True)
    assert "2 e-mails are on the way again." in response.text
    assert not Email.objects.troubled().exists()


def test_an_email_without_its_text_is_not_sent(client):
    signed_in(client)
    email = EmailFactory(state=EmailState.FAILED, text="")
    response = client.post(reverse("background_emails"), {"only": email.pk}, follow=True)
    assert "The text of this e-mail is gone" in response.text
    assert "Nothing was chosen" not in response.text


def test_it_is_for_administrators_alone(client, page):
    job = failed_job(report=ReportFactory(partnership=PartnershipFactory()))
    client.force_login(coordinator(job.report.partnership))
    assert client.get(page).status_code == 403
    for name in ("background_jobs", "background_emails"):
        assert client.post(reverse(name), {"only": job.pk}).status_code == 403
    assert page not in client.get("/admin/").text
    client.logout()
    assert client.get(page).status_code == 302
    assert not Job.objects.filter(state=JobState.QUEUED).exists()


def test_the_index_leads_to_it_and_nothing_is_done_by_reading(client, page):
    signed_in(client)
    assert page in client.get("/admin/").text
    for name in ("background_jobs", "background_emails"):
        assert client.get(reverse(name)).status_code == 405


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-1, "a moment"),
        (1.9, "a moment"),
        (2, "2 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (7200, "2 hours"),
        (172800, "2 days"),
    ],
)
def test_spans_of_time_are_said_as_people_do(seconds, words):
    assert in_words(seconds) == words
