"""Imports in the background: done once, taken up again, stopped, told, cleared away."""

import os
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.utils import timezone

from exchange.choices import ImportState
from exchange.exceptions import ExchangeError
from exchange.imports import begin_import, check_again, confirm_import, discard_import
from exchange.models import WorkbookImport
from exchange.tasks import clear_away_workbooks
from exchange.work import FOLDER
from partnership.models import Partnership, Role
from reporting.engine.progress import Cancelled
from reporting.jobs.recovery import find_work
from reporting.jobs.requests import cancel_job, request_job
from reporting.jobs.running import do_job
from reporting.jobs.states import JobState
from reporting.models import Job
from tests.exchange.workbooks import bring_in, small, write
from tests.factories import PartnershipFactory, UserFactory
from tests.factories.partnership import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.REPORTS_ROOT = tmp_path / "reports"


@pytest.fixture
def no_worker(monkeypatch):
    """What is asked for stays waiting: nobody is told of it."""
    monkeypatch.setattr("reporting.jobs.requests.enqueue", lambda jobs: None)


@pytest.fixture
def administrator():
    return UserFactory(administrator=True, email="office@example.org")


@pytest.fixture
def file(tmp_path):
    return SimpleUploadedFile("small.xlsx", write(tmp_path / "small.xlsx", small()).read_bytes())


@pytest.fixture
def checked(file, administrator):
    row = begin_import(file=file, partnership=None, by=administrator)
    row.refresh_from_db()
    assert row.state == ImportState.READY
    return row


def test_an_upload_is_kept_where_no_address_leads_to(checked):
    assert checked.file.name.startswith("workbooks/")
    assert checked.file_name == "small.xlsx"
    assert "small" not in checked.file.name
    with pytest.raises(ValueError, match="no address"):
        checked.file.storage.url(checked.file.name)


def test_an_import_is_done_once_however_often_it_is_asked_for(checked, administrator, no_worker):
    confirm_import(row=checked, by=administrator)
    confirm_import(row=checked, by=administrator)
    (job,) = Job.objects.filter(kind="workbook-import")
    do_job(job.pk)
    checked.refresh_from_db()
    assert checked.state == ImportState.IMPORTED
    assert checked.partnership.slug == "photon"
    with pytest.raises(ExchangeError, match="Only a workbook that was checked"):
        confirm_import(row=checked, by=administrator)


def test_an_import_that_was_done_by_a_worker_that_died_then_is_found(
    checked, administrator, no_worker
):
    confirm_import(row=checked, by=administrator)
    job = Job.objects.get(kind="workbook-import")
    do_job(job.pk)
    # The worker died before it could tell: the job goes stale and another worker takes it up.
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, owner="dead", heartbeat_at=Now() - timedelta(hours=1)
    )
    assert find_work() == [job.pk]
    do_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert Partnership.objects.count() == 1


def test_a_check_of_a_dead_worker_is_done_by_another(file, administrator, no_worker):
    row = begin_import(file=file, partnership=None, by=administrator)
    Job.objects.update(
        state=JobState.RUNNING, owner="dead", attempts=1, heartbeat_at=Now() - timedelta(hours=1)
    )
    (number,) = find_work()
    do_job(number)
    row.refresh_from_db()
    assert row.state == ImportState.READY


def test_an_import_that_is_stopped_leaves_nothing(checked, administrator, no_worker, monkeypatch):
    confirm_import(row=checked, by=administrator)
    job = Job.objects.get(kind="workbook-import")

    def stop(progress):
        raise Cancelled

    monkeypatch.setattr("exchange.services.confirm", stop)
    do_job(job.pk)
    job.refresh_from_db()
    checked.refresh_from_db()
    assert (job.state, checked.state) == (JobState.CANCELLED, ImportState.READY)
    assert not Partnership.objects.exists()


def test_whoever_asked_may_stop_it(checked, administrator, no_worker):
    confirm_import(row=checked, by=administrator)
    job = Job.objects.get(kind="workbook-import")
    with pytest.raises(PermissionDenied):
        cancel_job(job=job, by=UserFactory())
    assert cancel_job(job=job, by=administrator).state == JobState.CANCELLED


def test_who_lost_the_right_meanwhile_imports_nothing(tmp_path, no_worker):
    photon = bring_in(write(tmp_path / "photon.xlsx", small()))
    role = RoleFactory(partnership=photon)
    file = SimpleUploadedFile("x.xlsx", (tmp_path / "photon.xlsx").read_bytes())
    row = begin_import(file=file, partnership=photon, by=role.person)
    Role.objects.all().delete()
    (job,) = Job.objects.all()
    do_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error.startswith("Whoever asked for this may not import")
    row.refresh_from_db()
    assert row.preview == {}


def test_nobody_else_begins_an_import(file):
    partnership = PartnershipFactory()
    for person in (UserFactory(), RoleFactory().person):
        with pytest.raises(PermissionDenied):
            begin_import(file=file, partnership=partnership, by=person)
        with pytest.raises(PermissionDenied):
            begin_import(file=file, partnership=None, by=person)
        with pytest.raises(PermissionDenied):
            request_job(
                kind="workbook-export", parameters={"partnership": partnership.pk}, by=person
            )
    assert not WorkbookImport.objects.exists()
    assert not Job.objects.exists()


def test_who_waited_long_is_told(checked, administrator, no_worker):
    confirm_import(row=checked, by=administrator)
    job = Job.objects.get(kind="workbook-import")
    Job.objects.filter(pk=job.pk).update(created_at=Now() - timedelta(hours=1))
    do_job(job.pk)
    (message,) = mail.outbox
    assert message.to == ["office@example.org"]
    assert message.subject == "Ready: Import of small.xlsx"


def test_what_is_worked_on_is_not_discarded(checked, administrator, no_worker):
    check_again(row=checked, by=administrator)
    checked.refresh_from_db()
    with pytest.raises(ExchangeError, match="being worked on"):
        discard_import(row=checked, by=administrator)


def test_workbooks_of_long_ago_are_removed_and_what_was_imported_is_kept(checked, settings):
    name, storage = checked.file.name, checked.file.storage
    clear_away_workbooks()
    assert storage.exists(name)
    WorkbookImport.objects.update(
        uploaded_at=timezone.now() - timedelta(days=settings.WORKBOOKS_KEPT_DAYS, minutes=1)
    )
    clear_away_workbooks()
    checked.refresh_from_db()
    assert not storage.exists(name)
    assert (checked.is_kept, checked.preview, checked.file_name) == (False, {}, "small.xlsx")
    assert checked.total("created") > 10
    clear_away_workbooks()


def test_exported_workbooks_of_yesterday_are_removed(settings):
    folder = settings.REPORTS_ROOT / FOLDER
    folder.mkdir(parents=True)
    for name in ("old.xlsx", "new.xlsx", ".draft-old", ".draft-new"):
        (folder / name).write_bytes(b"x")
        if name.endswith(("old.xlsx", "-old")):
            long_ago = time.time() - settings.DOSSIERS_KEPT_SECONDS - 10
            os.utime(folder / name, (long_ago, long_ago))
    clear_away_workbooks()
    assert sorted(path.name for path in folder.iterdir()) == [".draft-new", "new.xlsx"]


def test_a_workbook_that_is_kept_no_longer_is_uploaded_again(checked, administrator):
    discard_import(row=checked, by=administrator)
    with pytest.raises(ExchangeError, match="kept no longer"):
        confirm_import(row=checked, by=administrator)
