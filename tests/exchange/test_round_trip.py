"""Out of the portal and into an empty one: the same records, the same reports, byte for byte."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection

from exchange.identities import IDENTITIES
from exchange.store import plain_links
from exchange.writing import write_partnership
from partnership.models import DirectoryTerm, Partnership
from reporting.engine.editions import Edition
from reporting.models import AcceptedFinding, RenderedFile, Report
from reporting.rendering import render_report
from reporting.services import get_partnership
from smes.models import Company
from tests.exchange.workbooks import bring_in, plan_of

SLUGS = ("bioxclusters-plus", "laser-go")
FORMATS = ("xlsx", "csv", "json", "html")
MODELS = [model for model in (*IDENTITIES, Company) if model is not DirectoryTerm]
NOT_COMPARED = {"updated_at", "entered_by", "document_file", "state", "round"}


@pytest.fixture
def portal(db, settings, tmp_path):
    """Both partnerships, entered some years ago."""
    settings.REPORTS_ROOT = tmp_path / "reports"
    call_command("loaddata", "programme", *SLUGS, verbosity=0)
    for model in IDENTITIES:
        for number, pk in enumerate(model._default_manager.values_list("pk", flat=True)):
            entered = datetime(2018, 1 + number % 12, 3, 23, 30, tzinfo=UTC)
            model._default_manager.filter(pk=pk).update(created_at=entered)


def empty_portal():
    """Delete everything, the history too, as a new database would be."""
    Report.objects.all().update(is_public=True)
    with connection.constraint_checks_disabled():
        for model in [RenderedFile, Company, *reversed(IDENTITIES)]:
            if model.__name__ == "Objective":
                continue
            for field in plain_links(model):
                field.remote_field.through.objects.all().delete()
            rows = model._base_manager.all()
            rows._raw_delete(rows.db)
            if hasattr(model, "history"):
                model.history.all().delete()
    assert not Partnership.objects.exists()


def records():
    """Every record by model and number: its fields, and its links by name."""
    found = {}
    for model in MODELS:
        for row in model._default_manager.order_by("pk"):
            values = {
                field.attname: getattr(row, field.attname)
                for field in model._meta.concrete_fields
                if field.name not in NOT_COMPARED
            }
            for field in plain_links(model):
                values[field.name] = sorted(str(link) for link in getattr(row, field.name).all())
            found[model.__name__, row.pk] = {name: str(value) for name, value in values.items()}
    return found


def reports(formats):
    return {
        (slug, name, edition): render_report(
            get_partnership(slug),
            "key-achievements",
            name,
            report_key="final",
            edition=edition,
            with_annex=name != "json" and name != "html",
        ).path.read_bytes()
        for slug in SLUGS
        for name in formats
        for edition in (Edition.PUBLIC, Edition.AGENCY)
    }


def exported(tmp_path):
    paths = []
    for slug in SLUGS:
        path = tmp_path / f"{slug}.xlsx"
        path.write_bytes(write_partnership(Partnership.objects.get(slug=slug)))
        paths.append(path)
    return paths


@pytest.mark.parametrize("formats", [FORMATS, ("pdf",)], ids=["quick", "pdf"])
def test_an_empty_portal_gets_the_same_records_and_the_same_reports(portal, tmp_path, formats):
    Report.objects.update(is_public=True)
    before, printed = records(), reports(formats)
    paths = exported(tmp_path)
    empty_portal()
    for path in paths:
        bring_in(path)
    assert records() == before
    again = reports(formats)
    assert [key for key in printed if printed[key] != again[key]] == []


def test_the_export_of_the_import_is_the_same_workbook(portal, tmp_path):
    paths = exported(tmp_path)
    contents = [path.read_bytes() for path in paths]
    empty_portal()
    for path in paths:
        bring_in(path)
    assert [write_partnership(Partnership.objects.get(slug=slug)) for slug in SLUGS] == contents


@pytest.mark.parametrize("slug", SLUGS)
def test_what_was_just_exported_changes_nothing(portal, tmp_path, slug):
    partnership = Partnership.objects.get(slug=slug)
    path = tmp_path / "same.xlsx"
    path.write_bytes(write_partnership(partnership))
    plan = plan_of(path, partnership)
    assert plan.faults == []
    assert {what for counts in plan.counts().values() for what in counts} == {"left"}


def test_an_accepted_finding_is_accepted_in_the_new_portal_too(portal, tmp_path):
    partnership = Partnership.objects.get(slug="laser-go")
    AcceptedFinding.objects.create(
        partnership=partnership,
        code="claim-differs",
        subject_model="reporting.claim",
        subject_pk=1001,
        key="k" * 64,
        message="Differs.",
        reason="The leaflet was printed early.",
        accepted_at=datetime(2018, 1, 2, 3, 4, 5, tzinfo=UTC),
    )
    paths = exported(tmp_path)
    empty_portal()
    bring_in(paths[1])
    found = AcceptedFinding.objects.get()
    assert (found.key, found.subject_pk, found.reason) == (
        "k" * 64,
        1001,
        "The leaflet was printed early.",
    )
    assert found.accepted_at == datetime(2018, 1, 2, 3, 4, 5, tzinfo=UTC)
