"""How far work is, on its page and for programs; and downloads that must be made first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.models import Job, RenderedFile
from reporting.tasks import run_job
from tests.factories import JobFactory, NarrativeSectionFactory, ReportFactory, UserFactory
from tests.people import coordinator
from tests.reporting.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]

PLAIN = {"format": "pdf", "with_annex": False}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def pdf_of(report, query=""):
    return (
        reverse("report_download", args=[report.partnership.slug, report.document, "pdf"]) + query
    )


def public_job(**fields):
    return JobFactory(**{"report__is_public": True, **fields})


def address(job, name="work"):
    return reverse(name, args=[job.uuid])


def shown(client, job):
    return read(client.get(address(job))).one("main")


@pytest.fixture
def report():
    return ReportFactory(is_public=True)


# Downloads -----------------------------------------------------------------------------------


def test_a_browser_is_led_to_the_progress_of_what_must_be_made(client, report, no_worker):
    response = client.get(pdf_of(report, "?inline=1"), headers=BROWSER)
    job = Job.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/work/{job.uuid}/?inline=1")
    assert response["Cache-Control"] == "no-store"
    assert "Accept" in response["Vary"]
    assert (job.kind, job.parameters, job.state) == ("render", PLAIN, "queued")


@pytest.mark.parametrize("accepted", ["*/*", "application/json", "application/pdf", ""])
def test_a_program_is_told_where_to_look_again_and_when(client, report, no_worker, accepted):
    response = client.get(pdf_of(report), headers={"Accept": accepted} if accepted else {})
    job = Job.objects.get()
    assert (response.status_code, response["Retry-After"]) == (202, "2")
    answer = response.json()
    assert (answer["state"], answer["percent"], answer["file"]) == ("queued", 0, "")
    assert client.get(answer["url"]).json()["state"] == job.state


def test_two_readers_of_one_report_wait_for_one_job(client, report, no_worker):
    first, second = UserFactory(), UserFactory()
    for person in (first, second):
        client.force_login(person)
        client.get(pdf_of(report))
    job = Job.objects.get()
    assert (job.requested_by, list(job.followers.all())) == (first, [second])


def test_a_file_that_shows_nothing_new_is_sent_at_once(client, report, quick, no_worker):
    Job.objects.all().delete()
    NarrativeSectionFactory()  # of another report
    client.get(pdf_of(report))
    run_job(Job.objects.get().pk)
    NarrativeSectionFactory()
    assert client.get(pdf_of(report)).status_code == 200
    NarrativeSectionFactory(report=report, text="New words.")
    assert client.get(pdf_of(report)).status_code == 202


@pytest.mark.parametrize("file_format", ["csv", "docx", "html", "json", "xlsx"])
def test_quick_formats_are_made_at_once_while_the_partnership_is_small(
    client, fill, settings, file_format, no_worker
):
    partnership = fill(2)  # 2 cases of clusters, 2 of SMEs, 2 meetings, 2 participations
    url = reverse("report_download", args=[partnership.slug, "key-achievements", file_format])
    settings.QUICK_REPORT_ROWS = 7
    assert client.get(url).status_code == 202
    settings.QUICK_REPORT_ROWS = 8
    assert client.get(url).status_code == 200


def test_asking_for_a_file_that_must_be_made_costs_so_many_queries(
    client, report, no_worker, django_assert_num_queries
):
    # Is it fresh, and may it be made at once: partnership, report, fingerprint, kept file, size,
    # fingerprint, kept file. The job: fingerprint, active one, savepoint, insert, release, and the
    # new row.
    with django_assert_num_queries(13):
        client.get(pdf_of(report))


# Progress ------------------------------------------------------------------------------------


def test_the_page_shows_stage_pages_and_percentage(client):
    job = public_job(state="running", owner="w", stage="Laying out the pages", done=9, total=20)
    main = shown(client, job)
    assert main.one("h1").text == "Your report is being made"
    for words in ("Laying out the pages", "9 of 20", "45 %", "Time so far"):
        assert words in main.text
    bar = main.one("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("45", "100")
    state = client.get(address(job, "work_state")).json()
    assert {name: state[name] for name in ("state", "stage", "done", "total", "percent")} == {
        "state": "running",
        "stage": "Laying out the pages",
        "done": 9,
        "total": 20,
        "percent": 45,
    }
    assert (state["is_finished"], state["file"]) == (False, "")


def test_where_nobody_knows_how_much_there_is_the_bar_has_no_value(client):
    main = shown(client, public_job(state="running", owner="w", stage="Collecting the records"))
    assert "value" not in main.one("progress").attributes
    assert "%" not in main.text


def test_parts_count_by_their_weight(client):
    whole = public_job(state="waiting")
    JobFactory(parent=whole, report=whole.report, state="done", weight=3)
    JobFactory(parent=whole, report=whole.report, state="running", done=1, total=2, weight=1)
    state = client.get(address(whole, "work_state")).json()
    # (3 × 100 % + 1 × 50 %) / 4
    assert (state["percent"], state["done"], state["total"]) == (87, 1, 2)


def test_who_waits_long_for_a_worker_is_told(client):
    now = timezone.now()
    job = public_job(queued_at=now - timedelta(seconds=10))
    words = "No worker has begun yet"
    assert words not in shown(client, job).text
    Job.objects.update(queued_at=now - timedelta(seconds=20))
    assert words in shown(client, job).text
    assert client.get(address(job, "work_state")).json()["is_waiting_long"] is True
    Job.objects.update(state="running", owner="w")
    assert words not in shown(client, job).text


def test_without_scripts_the_page_loads_itself_again_until_the_end(client):
    job = public_job()
    refresh = '<noscript><meta http-equiv="refresh" content="3"></noscript>'
    assert refresh in client.get(address(job)).content.decode()
    Job.objects.update(state="failed")
    assert "http-equiv" not in client.get(address(job)).content.decode()


def test_nothing_of_it_is_kept_by_caches(client):
    job = public_job()
    for name in ("work", "work_state"):
        assert "no-store" in client.get(address(job, name))["Cache-Control"]


def test_the_file_comes_when_it_is_done(client, report, quick):
    client.get(pdf_of(report))
    job = Job.objects.get()
    main = shown(client, job)
    assert main.one("h1").text == "Your report is ready"
    url = address(job, "work_file")
    assert url in [link.attributes["href"] for link in main.find("a")]
    file = client.get(url)
    assert file["ETag"] == f'"{RenderedFile.objects.get().sha256}"'
    assert file["Content-Disposition"].startswith("attachment; ")
    assert client.get(url + "?inline=1")["Content-Disposition"].startswith("inline; ")
    assert client.get(address(job, "work_state")).json()["file"] == url


def test_a_file_that_is_gone_can_be_made_again(client, report, quick):
    client.get(pdf_of(report))
    job = Job.objects.get()
    RenderedFile.objects.all().delete()
    assert "The file is kept no longer." in shown(client, job).text
    assert client.get(address(job, "work_file")).status_code == 404
    again = client.post(address(job, "work_retry"))
    assert again.status_code == 302
    assert RenderedFile.objects.count() == 1


def test_a_failure_is_told_in_words_with_a_way_to_try_again(client, quick):
    job = public_job(state="failed", error="There is no <space> left.")
    main = shown(client, job)
    assert main.one("h1").text == "Your report could not be made"
    assert "There is no <space> left." in main.text
    response = client.post(address(job, "work_retry"))
    again = Job.objects.exclude(pk=job.pk).get()
    assert (response["Location"], again.state) == (address(again), "done")
    assert client.post(address(again, "work_retry")).status_code == 404


def test_work_of_a_kind_that_is_no_more_is_shown_and_cannot_be_tried_again(client):
    main = shown(client, public_job(kind="of old", state="failed", error="Words."))
    assert "Words." in main.text
    assert not main.find("form")


# Access --------------------------------------------------------------------------------------

ROLES = (
    "anonymous",
    "visitor",
    "coordinator elsewhere",
    "partner elsewhere",
    "officer",
    "administrator",
)
OFFICE = ("officer", "administrator")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["work", "work_state"])
@pytest.mark.parametrize(
    ("is_public", "edition"),
    [(True, "public"), (True, "consortium"), (True, "agency"), (False, "public")],
)
def test_work_is_seen_by_whoever_reads_what_is_made(
    client, sign_in, role, name, is_public, edition
):
    job = JobFactory(report__is_public=is_public, edition=edition)
    sign_in(role)
    is_open = is_public and edition == "public"
    expected = 200 if is_open or role in OFFICE else 404
    assert client.get(address(job, name)).status_code == expected


@pytest.mark.parametrize("name", ["work_cancel", "work_retry", "work_file"])
def test_what_may_not_be_seen_cannot_be_touched(client, name):
    job = JobFactory(report__is_public=False, state="failed", requested_by=UserFactory())
    send = client.get if name == "work_file" else client.post
    assert send(address(job, name)).status_code == 404
    assert Job.objects.count() == 1


def test_what_is_not_there_and_what_is_hidden_get_the_same_answer(client):
    hidden = client.get(address(JobFactory(report__is_public=False)))
    missing = client.get(reverse("work", args=["00000000-0000-4000-8000-000000000000"]))
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)


def test_a_part_has_no_page(client):
    assert client.get(address(public_job(parent=public_job()))).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("anonymous", 403), ("other", 403), ("requester", 302), ("office", 302)]
)
def test_who_may_stop_it(client, who, status):
    job = public_job(requested_by=UserFactory())
    person = {
        "anonymous": lambda: None,
        "other": UserFactory,
        "requester": lambda: job.requested_by,
        "office": coordinator,
    }[who]()
    if person:
        client.force_login(person)
    has_button = "Stop it" in client.get(address(job)).content.decode()
    assert has_button is (status == 302)
    assert client.get(address(job, "work_cancel")).status_code == 405
    assert client.post(address(job, "work_cancel")).status_code == status
    job.refresh_from_db()
    assert job.state == ("cancelled" if status == 302 else "queued")


def test_the_name_of_who_asked_is_for_the_office(client, sign_in):
    job = public_job(requested_by=UserFactory(name="Ada Lovelace"))
    assert "Ada" not in client.get(address(job)).content.decode()
    sign_in("officer")
    assert "by Ada Lovelace" in client.get(address(job)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_parts(client, number, django_assert_num_queries):
    whole = public_job(state="waiting")
    JobFactory.create_batch(number, parent=whole, report=whole.report)
    with django_assert_num_queries(2):
        client.get(address(whole))
