"""Dossiers that are packed in the background."""

import hashlib
import os
import time
from io import BytesIO
from zipfile import ZipFile

import pytest

from reporting.files import sweep_files
from reporting.models import Download, Job
from reporting.submission import withdraw_report
from tests.factories import NarrativeSectionFactory, ReportFactory, UserFactory
from tests.reporting.life import submit_again
from tests.reporting.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root", "quick")]

BROWSER = {"Accept": "text/html"}


def ask(client, report, edition=""):
    query = f"?edition={edition}" if edition else ""
    return client.get(report.dossier_url + query, headers=BROWSER)


@pytest.fixture
def report(submitted_once):
    return submitted_once(partnership__acronym="alpha-go", is_public=True).report


def test_the_button_leads_to_the_progress_and_then_to_the_file(client, report, no_worker):
    response = ask(client, report)
    job = Job.objects.get(kind="dossier")
    assert (response.status_code, response["Location"]) == (303, f"/work/{job.uuid}/")
    main = read(client.get(response["Location"])).one("main")
    assert main.one("h1").text == "The dossier is being made"
    assert "Dossier of alpha-go: Key Achievements" in main.text
    assert no_worker == [job.pk]


def test_the_archive_is_that_of_the_version_in_force(client, report):
    response = client.get(ask(client, report)["Location"])
    content = response.getvalue()
    assert response["Content-Type"] == "application/zip"
    assert response["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    name = "alpha-go-key-achievements-v1-dossier.zip"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "alpha-go-key-achievements-v1.pdf" in ZipFile(BytesIO(content)).namelist()
    kept = Download.objects.get()
    assert (kept.format, kept.version, kept.edition, kept.file_name) == (
        "dossier",
        1,
        "public",
        name,
    )


def test_one_that_is_still_true_is_there_at_once(client, report):
    first = ask(client, report)
    again = ask(client, report)
    assert again["Location"] == first["Location"]
    assert Job.objects.filter(kind="dossier").count() == 1


def test_one_that_is_not_true_any_more_is_packed_again(client, report):
    first = ask(client, report)["Location"]
    NarrativeSectionFactory(report=report)
    changed = ask(client, report)["Location"]
    report.refresh_from_db()
    submit_again(report)
    superseded = ask(client, report)["Location"]
    assert len({first, changed, superseded}) == 3
    assert client.get(first).status_code == 404
    assert client.get(changed).status_code == 404
    assert "-v2-dossier.zip" in client.get(superseded)["Content-Disposition"]


def test_files_of_a_withdrawn_version_are_not_given_away(client, report):
    file = ask(client, report)["Location"]
    withdraw_report(report=report, by=UserFactory(), comment="Wrong.")
    assert client.get(file).status_code == 404


def test_one_that_was_deleted_is_packed_again(client, report, root):
    first = ask(client, report)["Location"]
    for path in (root / "dossiers").iterdir():
        path.unlink()
    assert client.get(first).status_code == 404
    assert client.get(ask(client, report)["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("anonymous", (303, 403, 404)),
        ("visitor", (303, 403, 404)),
        ("partner elsewhere", (303, 403, 404)),
        ("officer", (303, 303, 303)),
    ],
)
def test_whoever_reads_an_edition_has_its_dossier(client, sign_in, no_worker, role, statuses):
    public, secret = ReportFactory(is_public=True), ReportFactory(is_public=False)
    sign_in(role)
    answers = ask(client, public), ask(client, public, "agency"), ask(client, secret)
    assert tuple(answer.status_code for answer in answers) == statuses


def test_it_only_answers_to_reading(client, report):
    assert client.post(report.dossier_url).status_code == 405


def test_the_reports_page_has_the_button_of_its_edition(client, sign_in, report):
    sign_in("officer")
    page = read(client.get(report.get_absolute_url() + "?edition=agency"))
    link = page.one("p", "dossier").one("a")
    assert link.attributes["href"] == f"{report.dossier_url}?edition=agency"


def test_old_dossiers_and_what_was_left_unfinished_are_swept(root, settings):
    settings.DOSSIERS_KEPT_SECONDS, settings.DRAFTS_KEPT_SECONDS = 3600, 60
    folder = root / "dossiers"
    folder.mkdir(parents=True)
    ages = {"new.zip": 600, "old.zip": 7200, "tmpdraft": 600, "tmpyoung": 30}
    for name, age in ages.items():
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, times=(time.time() - age,) * 2)
    (folder / ".dossier-left").mkdir()
    os.utime(folder / ".dossier-left", times=(time.time() - 600,) * 2)
    sweep_files()
    assert sorted(path.name for path in folder.iterdir()) == ["new.zip", "tmpyoung"]
