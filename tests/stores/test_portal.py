"""A portal whose files lie in a bucket: everything works as with folders, and faults are told in words."""

import hashlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from common.stores import reports, uploads
from common.stores.folder import FolderStore
from reporting.dossier import write_dossier
from reporting.engine.editions import Edition
from reporting.exceptions import FilesAreAway, StoredFileHasChanged
from reporting.files import sweep_files
from reporting.jobs.requests import request_job
from reporting.models import Download, Job, RenderedFile, Snapshot
from reporting.rendering import render_report
from reporting.tasks import draw_charts, take_up_jobs
from smes.services.expression_files import add_file
from tests import pdf
from tests.documents import PDF, upload
from tests.factories import (
    AgreementFactory,
    ExpressionFactory,
    MeetingFactory,
    NarrativeSectionFactory,
    ReportFactory,
    SupportFileFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.office import send
from tests.reporting.life import approved_report, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_bucket")]

AWAY = "The store of files does not answer."


@pytest.fixture
def quick(monkeypatch):
    """PDFs that cost nothing: the HTML that they would be made from."""
    pdf.print_with(monkeypatch, str.encode)


@pytest.fixture
def later(monkeypatch):
    """The names of the tasks that were asked for; none is done."""
    asked = []
    monkeypatch.setattr(
        "celery.app.task.Task.apply_async", lambda self, *args, **kwargs: asked.append(self.name)
    )
    return asked


@pytest.fixture
def snapshot(quick):
    """A submitted version."""
    return submit(approved_report(partnership__acronym="alpha-go", is_public=True))


def held(store):
    return [entry.name for entry in store.entries()]


def on_disk_of_this_machine(settings):
    roots = (Path(settings.MEDIA_ROOT), Path(settings.REPORTS_ROOT))
    return [path for root in roots for path in root.rglob("*") if path.is_file()]


def download_of(snapshot, file_format="json"):
    report = snapshot.report
    arguments = [report.partnership.slug, report.document, snapshot.number, file_format]
    return reverse("version_download", args=arguments)


def body(response):
    return b"".join(response.streaming_content)


# Uploads ------------------------------------------------------------------------------------


def test_a_file_of_an_expression_is_sent_and_had_again(client, settings):
    expression = ExpressionFactory(draft=True)
    kept = add_file(expression=expression, upload=upload("Profil – été.pdf", PDF), party="SME")
    address = reverse("expression_own_file", args=[expression.link, kept.pk])
    response = client.get(address)
    assert (response.status_code, body(response)) == (200, PDF)
    assert response["Content-Length"] == str(len(PDF))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert on_disk_of_this_machine(settings) == []


def test_a_document_of_an_agreement_is_kept_in_the_bucket_and_shown_by_it(client):
    agreement = AgreementFactory(
        document_confidentiality="open", document_file=upload("MoU.pdf", PDF)
    )
    ReportFactory(partnership=agreement.partnership, is_public=True)
    (name,) = held(uploads())
    assert agreement.document_file.name == name
    address = agreement.get_document_url()
    assert body(client.get(address)) == PDF
    uploads().delete(name)
    assert client.get(address).status_code == 503


def test_a_file_of_support_is_had_by_the_office_and_missed_in_words(admin_client):
    file = SupportFileFactory()
    response = admin_client.get(reverse("support_file", args=[file.pk]))
    assert body(response).startswith(b"%PDF-1.7 study")
    uploads().delete(file.file.name)
    assert admin_client.get(reverse("support_file", args=[file.pk])).status_code == 404


# Reports ------------------------------------------------------------------------------------


def test_a_report_is_rendered_found_again_and_replaced(quick):
    report = ReportFactory(is_public=True)
    first = render_report(report.partnership, report.document, "pdf")
    assert hashlib.sha256(first.path.read_bytes()).hexdigest() == first.sha256
    assert render_report(report.partnership, report.document, "pdf") == first
    NarrativeSectionFactory(report=report, text="Another one.")
    second = render_report(report.partnership, report.document, "pdf")
    assert held(reports()) == [RenderedFile.objects.get().path]
    assert second.sha256 != first.sha256
    reports().delete(RenderedFile.objects.get().path)
    assert render_report(report.partnership, report.document, "pdf").path.is_file()


def test_a_submitted_version_is_kept_verified_and_sent_in_pieces(client, snapshot):
    for file in snapshot.files.all():
        assert hashlib.sha256(file.location.read_bytes()).hexdigest() == file.sha256
    stored = snapshot.files.get(edition="public", format="json")
    whole = stored.location.read_bytes()
    response = client.get(download_of(snapshot))
    assert (body(response), response["ETag"]) == (whole, f'"{stored.sha256}"')
    assert response["Content-Length"] == str(len(whole))
    assert Download.objects.get().sha256 == stored.sha256
    for asked, part in (
        ("bytes=5-9", whole[5:10]),
        ("bytes=-7", whole[-7:]),
        (f"bytes={len(whole) - 3}-", whole[-3:]),
    ):
        piece = client.get(download_of(snapshot), headers={"Range": asked})
        assert (piece.status_code, body(piece)) == (206, part)
        assert piece["Content-Range"].endswith(f"/{len(whole)}")
        assert piece["Content-Length"] == str(len(part))
    beyond = client.get(download_of(snapshot), headers={"Range": f"bytes={len(whole)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole)}")
    head = client.head(download_of(snapshot))
    assert (head["Content-Length"], head.content) == (str(len(whole)), b"")
    same = client.get(download_of(snapshot), headers={"If-None-Match": f'"{stored.sha256}"'})
    assert same.status_code == 304
    assert Download.objects.count() == 1


def test_who_may_not_read_a_version_gets_nothing_from_the_bucket(client, snapshot, in_bucket):
    report = snapshot.report
    report.is_public = False
    report.save()
    in_bucket.requests.clear()
    assert client.get(download_of(snapshot)).status_code == 404
    assert in_bucket.requests == []


def test_a_dossier_holds_what_was_submitted_and_refuses_what_is_not(client, snapshot, tmp_path):
    report = snapshot.report
    response = client.get(report.dossier_url, headers={"Accept": "text/html"}, follow=True)
    packed = ZipFile(BytesIO(body(response)))
    stored = snapshot.files.get(edition="public", format="json")
    assert packed.read(stored.filename) == stored.location.read_bytes()
    assert packed.testzip() is None
    assert sum(name.startswith("dossiers/") for name in held(reports())) == 1
    with reports().writing(stored.path) as forged:
        forged.write(b"forged")
    with pytest.raises(StoredFileHasChanged):
        write_dossier(tmp_path / "d.zip", report=report, edition=Edition.PUBLIC)


def test_another_machine_shows_the_charts_that_a_worker_drew(client, settings, tmp_path, later):
    report = ReportFactory(is_public=True)
    MeetingFactory(event__partnership=report.partnership)
    TargetMarketFactory(partnership=report.partnership, country="JP")
    page = report.get_absolute_url()
    assert b"The picture is being drawn." in client.get(page).content
    assert later.count(draw_charts.name) == 1
    settings.REPORTS_ROOT = tmp_path / "worker"
    number = draw_charts(report.partnership_id, report.document, report.key, "public")
    drawn = [name for name in held(reports()) if name.startswith("charts/")]
    assert len(drawn) == number > 0
    settings.REPORTS_ROOT = tmp_path / "web"
    shown = client.get(page).content.decode()
    assert "The picture is being drawn." not in shown
    name = Path(drawn[0]).stem
    address = next(part for part in shown.split('"') if name in part)
    settings.REPORTS_ROOT = tmp_path / "another web"
    assert body(client.get(address)) == reports().file(drawn[0]).read_bytes()
    # A record changes: another picture is ordered at once, whichever machine noted the former order.
    MeetingFactory(event__partnership=report.partnership)
    client.get(page)
    assert later.count(draw_charts.name) == 2


def test_what_nobody_refers_to_is_swept(snapshot):
    with reports().writing("rendered/unknown.pdf") as file:
        file.write(b"x")
    with reports().writing("dossiers/old.zip") as file:
        file.write(b"x")
    before = held(reports())
    assert sweep_files() == []
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert sorted(sweep_files()) == ["dossiers/old.zip", "rendered/unknown.pdf"]
    assert set(before) - set(held(reports())) == {"dossiers/old.zip", "rendered/unknown.pdf"}
    assert len(held(reports())) == snapshot.files.count()


# Faults -------------------------------------------------------------------------------------


def test_a_submission_during_which_the_store_fails_leaves_nothing(in_bucket, quick):
    report = approved_report(partnership__acronym="beta-go")
    sent = iter(range(3))
    in_bucket.fault = lambda method, path: (
        "500" if method == "PUT" and next(sent, None) is None else None
    )
    try:
        with pytest.raises(FilesAreAway, match=r"Nothing was submitted; try again in a few"):
            submit(report)
    finally:
        in_bucket.fault = lambda method, path: None
    report.refresh_from_db()
    assert (report.state, Snapshot.objects.count()) == ("approved", 0)
    assert held(reports()) == []
    assert submit(report).number == 1


def test_what_a_stopped_server_sent_is_removed_when_nobody_is_sending_it(quick):
    report = approved_report(partnership__acronym="gamma-go")
    left = "submitted/gamma-go/key-achievements/1-0123456789ab/a.json"
    with reports().writing(left) as file:
        file.write(b"left behind")
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        snapshot = submit(report)
    assert left not in held(reports())
    assert len(held(reports())) == snapshot.files.count()


def test_a_job_waits_for_the_store_and_is_done_when_it_is_back(in_bucket, quick):
    report = ReportFactory(is_public=True)
    with in_bucket.failing("500"):
        job = request_job(
            kind="render",
            report=report,
            edition=Edition.PUBLIC,
            parameters={"format": "pdf", "with_annex": False},
            by=AnonymousUser(),
        )
        assert (job.state, job.attempts, job.error) == ("queued", 1, "")
    take_up_jobs()
    job.refresh_from_db()
    assert job.state == "queued"  # not at once
    Job.objects.update(sent_at=timezone.now() - timedelta(minutes=2))
    take_up_jobs()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_a_job_that_never_finds_the_store_fails_in_words(in_bucket, quick, settings):
    settings.JOBS_MAX_ATTEMPTS = 1
    person = UserFactory(administrator=True)
    report = ReportFactory()
    with in_bucket.failing("500"):
        job = request_job(
            kind="dossier", report=report, edition=Edition.PUBLIC, parameters={}, by=person
        )
    assert job.state == "failed"
    assert "the store of files does not answer" in job.error.lower()
    assert not RenderedFile.objects.exists()


def test_readers_are_told_in_words(client, snapshot, in_bucket, client_that_shows):
    with in_bucket.failing("403"):
        response = client_that_shows.get(download_of(snapshot))
    assert response.status_code == 503
    assert AWAY in response.content.decode()
    assert "Traceback" not in response.content.decode()
    assert response["Retry-After"] == "10"
    assert not Download.objects.exists()


@pytest.fixture
def client_that_shows(client):
    """Faults become pages, as for readers."""
    client.raise_request_exception = False
    return client


def test_a_page_with_charts_is_read_without_the_store(client, in_bucket, later, caplog):
    report = ReportFactory(is_public=True)
    MeetingFactory(event__partnership=report.partnership)
    in_bucket.requests.clear()
    with in_bucket.failing("500"):
        shown = client.get(report.get_absolute_url())
        again = client.get(report.get_absolute_url())
    assert b"The picture is being drawn." in shown.content
    assert (shown.status_code, again.status_code) == (200, 200)
    assert len(in_bucket.requests) <= 2  # one, and its repetition; then nobody waits again
    cache.clear()


def test_an_upload_that_cannot_be_kept_registers_nothing(admin_client, in_bucket):
    with in_bucket.failing("500", "PUT"):
        admin_client.raise_request_exception = False
        agreement = AgreementFactory()
        page = reverse("admin:gateways_agreement_change", args=[agreement.pk])
        response = send(admin_client, page, document_file=upload("MoU.pdf"))
    assert response.status_code == 503
    assert AWAY in response.content.decode()
    agreement.refresh_from_db()
    assert not agreement.document_file
    assert held(uploads()) == []


# Between folders and bucket -----------------------------------------------------------------


def test_files_are_copied_from_folders_into_the_bucket_and_back(settings, tmp_path, capsys):
    folder = FolderStore("MEDIA_ROOT")
    for store, name in (
        (folder, "agreements/1/Zusage – été.pdf"),
        (FolderStore("REPORTS_ROOT"), "submitted/a/1/a.json"),
        (FolderStore("REPORTS_ROOT"), "rendered/again.pdf"),
    ):
        with store.writing(name) as file:
            file.write(name.encode())
    call_command("copy_files", "to-bucket")
    assert "2 files copied, 0 were there" in capsys.readouterr().out
    assert held(uploads()) == ["agreements/1/Zusage – été.pdf"]
    assert held(reports()) == ["submitted/a/1/a.json"]
    call_command("copy_files", "to-bucket")
    assert "0 files copied, 2 were there" in capsys.readouterr().out
    with uploads().writing("agreements/1/Zusage – été.pdf") as file:
        file.write(b"changed in the bucket")
    settings.MEDIA_ROOT, settings.REPORTS_ROOT = tmp_path / "m", tmp_path / "r"
    call_command("copy_files", "to-folders")
    assert (tmp_path / "m/agreements/1/Zusage – été.pdf").read_bytes() == b"changed in the bucket"
    assert (tmp_path / "r/submitted/a/1/a.json").read_bytes() == b"submitted/a/1/a.json"


def test_a_copy_that_stops_says_so_and_goes_on_later(in_bucket):
    with FolderStore("MEDIA_ROOT").writing("a") as file:
        file.write(b"a")
    with in_bucket.failing("500", "PUT"), pytest.raises(CommandError, match="media/a cannot be"):
        call_command("copy_files", "to-bucket")
    call_command("copy_files", "to-bucket")
    assert held(uploads()) == ["a"]
