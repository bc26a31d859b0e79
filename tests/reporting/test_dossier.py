"""The dossier for auditors: what is in it, that it can be checked, and that it is always the same."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from reporting.dossier import dossier_name, version_in_force, write_dossier
from reporting.engine.editions import Edition
from reporting.engine.progress import Cancelled
from reporting.exceptions import StoredFileHasChanged, StoredFileIsMissing, UnknownVersion
from reporting.lifecycle import start_new_round
from tests.documents import PDF, upload
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    ClaimFactory,
    CompanyFactory,
    DeclaredFigureFactory,
    EventFactory,
    NarrativeSectionFactory,
    OrganisationFactory,
    ReportFactory,
    SMECaseFactory,
    SnapshotFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.reporting.life import approve, partner, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root", "quick")]


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def report():
    """A report with an event, a hidden company's case, three agreements with documents, and a claim."""
    made = ReportFactory(partnership__acronym="alpha-go")
    partnership = made.partnership
    partner(partnership, "Lead")
    usa = TargetMarketFactory(partnership=partnership, code="US", country="US", label="USA")
    EventFactory(partnership=partnership, name="Mission", kind="C2C", markets=[usa])
    DeclaredFigureFactory(partnership=partnership, market=usa, source="=1+1")
    ClaimFactory(partnership=partnership, value=11)
    company = CompanyFactory(
        partnership=partnership, name="Quetzal", confidentiality="hidden from public"
    )
    SMECaseFactory(partnership=partnership, market=usa, company=company, number=2)
    for level in ("open", "hidden from public", "hidden from partners"):
        agreement = AgreementFactory(
            partnership=partnership,
            market=usa,
            document_confidentiality=level,
            document_file=upload(f"{level}.pdf", PDF + level.encode()),
        )
        party = OrganisationFactory(partnership=partnership)
        AgreementPartyFactory(agreement=agreement, organisation=party)
    NarrativeSectionFactory(report=made, text="We held {{ c2c_events }}.")
    return made


def members(report, edition=Edition.AGENCY, **options):
    """The files of a dossier by their path in it."""
    target = write_dossier(report_path(report), report=report, edition=Edition(edition), **options)
    with ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def report_path(report):
    from django.conf import settings

    return settings.REPORTS_ROOT.parent / "dossier.zip"


def lines(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_holds_the_report_its_evidence_findings_agreements_and_the_manifests(report):
    found = members(report)
    agreements = [f"agreements/agreement-{a.pk}.pdf" for a in report.partnership.agreements.all()]
    assert [name for name in sorted(found) if not name.startswith("evidence/")] == sorted(
        [
            "MANIFEST.txt",
            "README.txt",
            "SHA256SUMS",
            *agreements,
            "alpha-go-key-achievements-agency-with-evidence.pdf",
            "alpha-go-key-achievements-agency.json",
            "alpha-go-key-achievements-agency.xlsx",
            "evidence.csv",
            "findings.csv",
            "manifest.json",
        ]
    )
    assert b"Annex E1." in found["alpha-go-key-achievements-agency-with-evidence.pdf"]


def test_every_figure_has_its_records_and_one_without_says_so(report):
    found = members(report, "public")
    told = [
        (line["table"], line["row"], line["column"], line["record"], line["count"])
        for line in lines(found["evidence.csv"])
        if line["column"] in ("c2c_events", "b2b_events", "c2c_meetings", "number")
    ]
    assert told == [
        ("texts", "", "c2c_events", "Mission", "1"),
        ("events", "US", "c2c_events", "Mission", "1"),
        ("events", "US", "c2c_meetings", "Declared: 10", "10"),
        ("events", "US", "b2b_events", "No record counts here", "0"),
        ("sme_cases", f"US-{report.partnership.smecases.get().pk}", "number", "SME 01, DE", "2"),
    ]
    own = lines(found["evidence/events-c2c_meetings.csv"])
    (line,) = own
    assert (line["value"], line["recorded"], line["declared"]) == ("10", "0", "10")
    assert line["figure"] == "USA – C2C meetings"
    assert line["source"] == "'=1+1"
    every = lines(found["evidence.csv"])
    apart = [
        line
        for name, content in found.items()
        if name.startswith("evidence/")
        for line in lines(content)
    ]
    assert sorted(map(repr, apart)) == sorted(map(repr, every))


def test_the_sums_of_a_dossier_can_be_checked_with_the_usual_program(report, tmp_path):
    target = write_dossier(tmp_path / "a" / "d.zip", report=report, edition=Edition.AGENCY)
    shutil.unpack_archive(target, tmp_path / "unpacked")
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=tmp_path / "unpacked", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with ZipFile(target) as archive:
        assert len(done.stdout.splitlines()) == len(archive.namelist()) - 1


def test_the_manifest_tells_what_it_is_and_each_file_with_size_and_hash(report):
    found = members(report)
    manifest = json.loads(found["manifest.json"])
    kept = json.loads(found["alpha-go-key-achievements-agency.json"])
    files = {entry.pop("path"): entry for entry in manifest.pop("files")}
    about = {"MANIFEST.txt", "README.txt", "SHA256SUMS", "manifest.json"}
    assert set(files) == set(found) - about
    for name, entry in files.items():
        digest = hashlib.sha256(found[name]).hexdigest()
        assert entry == {"size": len(found[name]), "sha256": digest}
        assert f"{digest}  {len(found[name]):>12,}  {name}" in found["MANIFEST.txt"].decode()
    assert len(manifest.pop("program_version")) == 64
    assert manifest == {
        "document": "key-achievements",
        "title": "Key Achievements",
        "partnership": "alpha-go",
        "acronym": "alpha-go",
        "edition": "agency",
        "period": str(report.period),
        "data_hash": kept["data_hash"],
    }
    assert b"A working version: it was not submitted" in found["README.txt"]


def test_equal_records_make_an_equal_archive(report, tmp_path):
    first, second = (
        write_dossier(tmp_path / name, report=report, edition=Edition.AGENCY).read_bytes()
        for name in ("first.zip", "second.zip")
    )
    assert first == second


@pytest.mark.parametrize(
    ("edition", "documents", "has_name", "has_findings"),
    [("public", 1, False, False), ("consortium", 2, True, False), ("agency", 3, True, True)],
)
def test_each_edition_has_what_its_readers_may_have(
    report, edition, documents, has_name, has_findings
):
    found = members(report, edition)
    assert sum(name.startswith("agreements/") for name in found) == documents
    assert any(b"Quetzal" in content for content in found.values()) is has_name
    assert ("findings.csv" in found) is has_findings


def test_findings_tell_what_was_decided(report):
    (line,) = [one for one in lines(members(report)["findings.csv"]) if one["claimed"]]
    assert (line["code"], line["claimed"], line["reported"], line["decision"]) == (
        "claim-differs",
        "11",
        "10",
        "open",
    )


# A submitted version


@pytest.fixture
def submitted(report):
    """The report, submitted, and then changed."""
    snapshot = submit(approve(report))
    EventFactory(partnership=report.partnership, name="Later", kind="C2C")
    return snapshot


def test_of_a_submitted_version_it_holds_the_stored_files_byte_for_byte(report, submitted):
    for edition in Edition:
        found = members(report, edition)
        for file in submitted.files.filter(edition=edition):
            assert found[file.filename] == file.location.read_bytes()
        assert b"Later" not in found["evidence.csv"]
        assert b"Mission" in found["evidence.csv"]
    manifest = json.loads(found["manifest.json"])
    assert (manifest["version"], manifest["code"]) == (1, submitted.code)
    assert manifest["program_version"] == submitted.document_version
    assert manifest["submitted_at"] == submitted.submitted_at.isoformat()
    assert manifest["verify_at"].endswith(f"/verify/{submitted.code}/")
    assert b"Version 1, submitted on" in found["README.txt"]


def test_an_agreement_that_came_after_the_submission_is_not_in_it(report, submitted):
    partnership = report.partnership
    late = AgreementFactory(
        partnership=partnership,
        market=partnership.targetmarkets.get(),
        document_file=upload(),
    )
    assert f"agreements/{late.document_name}" not in members(report)
    assert f"agreements/{late.document_name}" in members(report, is_working=True)


def test_a_document_that_is_hidden_by_now_is_in_it_no_more(report, submitted):
    report.partnership.agreements.update(document_confidentiality="hidden from partners")
    assert not [name for name in members(report, "public") if name.startswith("agreements/")]


def test_the_working_version_can_be_asked_for(report, submitted):
    start_new_round(report=report, by=UserFactory())
    assert b"Later" not in members(report)["evidence.csv"]
    assert b"Later" in members(report, is_working=True)["evidence.csv"]


def test_a_stored_file_that_was_changed_or_lost_is_told_and_nothing_is_written(report, submitted):
    file = submitted.files.get(edition="agency", format="csv")
    file.location.chmod(0o644)
    file.location.write_bytes(b"forged")
    with pytest.raises(StoredFileHasChanged, match="is not the one that was submitted"):
        members(report)
    file.location.unlink()
    with pytest.raises(StoredFileIsMissing, match="is missing"):
        members(report)
    assert not report_path(report).exists()


def test_a_version_from_before_there_was_such_an_edition_says_so():
    snapshot = SnapshotFactory()
    with pytest.raises(UnknownVersion, match="Version 1 has no consortium edition"):
        members(snapshot.report, "consortium")


def test_a_lost_document_of_an_agreement_is_told(report):
    agreement = report.partnership.agreements.first()
    agreement.document_file.storage.delete(agreement.document_file.name)
    with pytest.raises(StoredFileIsMissing, match="MoU, USA"):
        members(report)


def test_its_name_tells_report_version_and_edition(report, submitted):
    version = version_in_force(report)
    assert dossier_name(report, Edition.AGENCY, version) == (
        "alpha-go-key-achievements-v1-agency-dossier.zip"
    )
    assert dossier_name(report, Edition.PUBLIC, None) == "alpha-go-key-achievements-dossier.zip"


# Work that is watched


def test_it_tells_how_far_it_is(report):
    told = []
    members(report, progress=lambda *step: told.append(step))
    assert told[:3] == [
        ("Making the report: PDF", 0, 3),
        ("Making the report: XLSX", 1, 3),
        ("Making the report: JSON", 2, 3),
    ]
    packed = told[3:]
    assert [step[1] for step in packed] == list(range(1, len(packed) + 1))
    assert {step[0::2] for step in packed} == {("Packing the files", len(packed))}


@pytest.mark.parametrize("stage", ["Making", "Packing"])
def test_what_is_cancelled_leaves_nothing_behind(report, tmp_path, stage):
    folder = tmp_path / "dossiers"

    def cancel(told, done, total):
        if told.startswith(stage) and done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_dossier(folder / "d.zip", report=report, edition=Edition.AGENCY, progress=cancel)
    assert list(folder.iterdir()) == []


# The command


def test_the_command_writes_a_dossier(report, tmp_path, capsys):
    target = tmp_path / "new" / "dossier.zip"
    arguments = [report.partnership.slug, report.document, "--edition", "public"]
    call_command("export_dossier", *arguments, "--output", str(target))
    assert capsys.readouterr().out == f"{target} ({target.stat().st_size:,} bytes)\n"
    with ZipFile(target) as archive:
        assert json.loads(archive.read("manifest.json"))["edition"] == "public"


@pytest.mark.parametrize(
    ("partnership", "document", "message"),
    [
        ("nobody", "key-achievements", "There is no partnership “nobody”"),
        ("alpha-go", "diary", "There is no document “diary”"),
        ("beta", "key-achievements", "beta has no report “Key Achievements” yet"),
    ],
)
@pytest.mark.usefixtures("report")
def test_the_command_says_what_is_wrong(tmp_path, partnership, document, message):
    TargetMarketFactory(partnership__slug="beta", partnership__acronym="beta")
    with pytest.raises(CommandError, match=message):
        call_command("export_dossier", partnership, document, "--output", str(tmp_path / "d.zip"))
    assert not (tmp_path / "d.zip").exists()


def test_the_command_tells_where_it_cannot_write(report, tmp_path):
    (tmp_path / "file").write_text("in the way")
    target = str(tmp_path / "file" / "d.zip")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_dossier", report.partnership.slug, report.document, "--output", target)
