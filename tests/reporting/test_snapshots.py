"""Submitted versions: frozen once, kept for ever, and read by those who may."""

import hashlib
import json

import pytest

from reporting import submission
from reporting.engine.editions import Edition
from reporting.engine.registries import writers
from reporting.exceptions import (
    CommentIsMissing,
    RowIsKept,
    StepNotAllowed,
)
from reporting.models import Snapshot, SnapshotFile
from reporting.rendering import render_report
from reporting.submission import withdraw_report
from reporting.writers.json import JSONWriter
from tests import pdf
from tests.factories import (
    CompanyFactory,
    EventFactory,
    ReportFactory,
    SMECaseFactory,
    SnapshotFileFactory,
    UserFactory,
)
from tests.reporting.life import approved_report, stored, submit, submit_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]


def test_submitting_freezes_data_and_writes_every_format_of_every_edition(root):
    report = approved_report(partnership__acronym="alpha-go")
    snapshot = submit(report, "Final.")
    report.refresh_from_db()
    assert (report.state, snapshot.number, snapshot.state) == ("submitted", 1, "submitted")
    assert snapshot.comment == report.steps.first().comment == "Final."
    assert snapshot.code == snapshot.data_hash[:12]
    assert sorted(snapshot.data) == ["agency", "consortium", "public"]
    kept = {(file.edition, file.format) for file in snapshot.files.all()}
    assert kept == {(edition, key) for edition in Edition for key in writers}
    folder = "submitted/alpha-go/key-achievements/1"
    assert f"{folder}/alpha-go-key-achievements-v1.pdf" in stored(root)
    assert len(stored(root)) == len(kept)
    for file in snapshot.files.all():
        content = file.location.read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (file.sha256, file.size)
        assert file.location.stat().st_mode & 0o777 == 0o444
    public = snapshot.files.get(edition="public", format="json").location.read_text()
    assert json.loads(public) == snapshot.data["public"]


def test_each_pdf_carries_the_code_and_the_address(settings, monkeypatch):
    settings.SITE_URL = "https://portal.example"
    written = []
    pdf.print_with(monkeypatch, lambda html: written.append(html) or b"%PDF")
    snapshot = submit(approved_report())
    assert len(written) == len(Edition)
    assert all(f"Verify at portal.example/verify/{snapshot.code}<" in html for html in written)


def test_a_report_that_is_not_submitted_carries_neither(monkeypatch):
    written = []
    pdf.print_with(monkeypatch, lambda html: written.append(html) or b"%PDF")
    report = approved_report()
    render_report(report.partnership, report.document, "pdf")
    assert "erif" not in written[0]


def test_the_hash_of_a_submitted_report_is_that_of_the_report_as_it_was():
    report = approved_report()
    before = json.loads(render_report(report.partnership, report.document, "json").path.read_text())
    assert submit(report).data["public"]["data_hash"] == before["data_hash"]


def test_the_footer_stands_on_the_pages_of_the_pdf(settings):
    from pypdf import PdfReader

    settings.SITE_URL = "https://portal.example"
    snapshot = submit(approved_report())
    pages = PdfReader(snapshot.files.get(edition="public", format="pdf").location).pages
    assert f"portal.example/verify/{snapshot.code}" in pages[0].extract_text()


def test_no_later_change_touches_a_submitted_version(root, monkeypatch, quick):
    report = approved_report(partnership__acronym="alpha-go", is_public=True)
    snapshot = submit(report)
    before = {path: (root / path).read_bytes() for path in stored(root)}
    data = snapshot.data
    partnership = report.partnership
    EventFactory(partnership=partnership, kind="C2C")
    partnership.name, partnership.slug = "Renamed", "renamed"
    partnership.save()
    monkeypatch.setattr(JSONWriter, "write", lambda *_: b"another library")
    pdf.print_with(monkeypatch, lambda _: b"another template")
    monkeypatch.setattr(writers, "_entries", {"json": writers["json"]})
    again = render_report(partnership, report.document, "json")
    assert again.path.read_bytes() == b"another library"
    assert {path: (root / path).read_bytes() for path in before} == before
    snapshot.refresh_from_db()
    assert snapshot.data == data
    for file in snapshot.files.all():
        assert hashlib.sha256(file.location.read_bytes()).hexdigest() == file.sha256


def test_a_second_version_supersedes_the_first_and_keeps_it(root, quick):
    report = approved_report()
    first = submit(report)
    files = {path: (root / path).read_bytes() for path in stored(root)}
    second = submit_again(report)
    first.refresh_from_db()
    assert (first.state, first.reason) == ("superseded", "Superseded by version 2.")
    assert first.ended_at is not None
    assert (second.number, second.round, second.state) == (2, 2, "submitted")
    assert second.code != first.code  # the number counts, though the records are the same
    assert {path: (root / path).read_bytes() for path in files} == files


def test_a_withdrawn_version_is_kept_with_the_reason_and_the_report_is_a_draft(quick):
    report, person = approved_report(), UserFactory()
    snapshot = submit(report)
    with pytest.raises(CommentIsMissing):
        withdraw_report(report=report, by=person, comment=" ")
    withdraw_report(report=report, by=person, comment="A wrong figure.")
    snapshot.refresh_from_db()
    report.refresh_from_db()
    assert (snapshot.state, snapshot.reason) == ("withdrawn", "A wrong figure.")
    assert snapshot.ended_by == person
    assert (report.state, report.round) == ("draft", 2)
    with pytest.raises(StepNotAllowed, match="no submitted version in force"):
        withdraw_report(report=report, by=person, comment="Again.")


def test_only_an_approved_report_is_submitted(root):
    with pytest.raises(StepNotAllowed, match="would have to be approved"):
        submit(ReportFactory())
    assert not root.exists()


def test_submitting_twice_makes_one_version(root, quick):
    report = approved_report()
    submit(report)
    files = stored(root)
    with pytest.raises(StepNotAllowed, match="the report is submitted"):
        submit(report)
    assert Snapshot.objects.count() == 1
    assert stored(root) == files


def test_the_slower_of_two_submissions_is_refused_and_leaves_nothing(root, quick, monkeypatch):
    report = approved_report()
    real = submission.written_files

    def overtaken(data, writer, stem):
        monkeypatch.setattr(submission, "written_files", real)
        submit(report)
        return real(data, writer, stem)

    monkeypatch.setattr(submission, "written_files", overtaken)
    with pytest.raises(StepNotAllowed):
        submit(report)
    assert Snapshot.objects.count() == 1
    assert len(stored(root)) == len(Edition) * len(writers.items())


def test_versions_and_files_are_never_changed_or_deleted():
    file = SnapshotFileFactory()
    for row in (file, file.snapshot):
        rows = type(row).objects.filter(pk=row.pk)
        for change in (row.save, row.delete, rows.delete, lambda rows=rows: rows.update(pk=9)):
            with pytest.raises(RowIsKept):
                change()
    assert SnapshotFile.objects.get() == file


# Confidential names


@pytest.mark.parametrize(
    ("level", "editions"),
    [("hidden from public", {"consortium", "agency"}), ("hidden from partners", {"agency"})],
)
def test_a_name_is_in_no_edition_that_hides_it(root, level, editions):
    report = approved_report(is_public=True)
    company = CompanyFactory(
        partnership=report.partnership, name="Secret Lasers GmbH", confidentiality=level
    )
    SMECaseFactory(partnership=report.partnership, company=company)
    snapshot = submit(report)
    holding = {
        (file.edition, file.format)
        for file in snapshot.files.exclude(format="pdf")
        if b"Secret Lasers" in file.location.read_bytes()
    }
    assert {edition for edition, _ in holding} == editions
    told = {edition for edition in Edition if "Secret Lasers" in json.dumps(snapshot.data[edition])}
    assert told == editions
