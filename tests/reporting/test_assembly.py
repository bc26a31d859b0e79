"""A report as a whole: what it costs, what a change changes, what a new table takes."""

import sys
from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.urls import reverse

from partnership.models import Partnership
from reporting.engine.editions import Edition
from reporting.engine.registries import documents, tables, writers
from reporting.services import assemble_report
from tests.factories import (
    EventFactory,
    IndicatorFactory,
    MeasurementFactory,
    SMECaseFactory,
    UserFactory,
)

QUERIES = 26
TODAY = date(2020, 1, 1)
pytestmark = pytest.mark.django_db


def cells(partnership):
    """Every cell and total of the report's tables as a flat mapping."""
    found = {}
    for table in assemble_report(partnership, today=TODAY).tables:
        for row in table.rows:
            for key, cell in row.cells.items():
                found[table.key, row.key, key] = cell.value
        for key, cell in table.total.items():
            found[table.key, "total", key] = cell.value
    return found


def changed(before, after):
    """What is new or different in ``after``."""
    return {key: value for key, value in after.items() if before.get(key) != value}


@pytest.mark.parametrize("number", [1, 3, 9])
def test_assembling_costs_a_fixed_number_of_queries(fill, number, django_assert_num_queries):
    partnership = Partnership.objects.select_related("programme").get(pk=fill(number).pk)
    with django_assert_num_queries(QUERIES):
        assemble_report(partnership)


@pytest.mark.parametrize("slug", ["bioxclusters-plus", "laser-go"])
def test_the_source_reports_cost_no_more_queries(
    source_reports, slug, django_assert_max_num_queries
):
    partnership = Partnership.objects.select_related("programme").get(slug=slug)
    with django_assert_max_num_queries(QUERIES):
        assemble_report(partnership)


def test_an_empty_partnership_has_a_report_that_says_so(fill):
    data = assemble_report(fill(0), today=TODAY)
    assert [section.text for section in data.sections] == [""] * 6
    by_key = {table.key: table for table in data.tables}
    assert [len(by_key[key].rows) for key in ("cluster_cases", "agreements", "indicators")] == [
        0
    ] * 3
    assert by_key["sme_cases"].empty_text == "No cooperation cases by SMEs are recorded."


@pytest.fixture
def office(client):
    client.force_login(UserFactory(administrator=True))
    return client


def test_an_event_added_in_the_admin_changes_exactly_its_cells(source_reports, office):
    laser_go = source_reports["laser-go"]
    canada = laser_go.targetmarkets.get(code="CA")
    before = cells(laser_go)
    form = {
        "partnership": laser_go.pk,
        "name": "C2C workshop in Montréal",
        "kind": "C2C",
        "status": "held",
        "start_on": "2017-03-01",
        "time_zone": "America/Toronto",
        "registration_mode": "none",
        "markets": [canada.pk],
    }
    for prefix in ("programme", "participations", "meetings", "declared_figures"):
        form |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    response = office.post(reverse("admin:events_event_add"), form)
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert changed(before, cells(laser_go)) == {
        ("events", "CA", "c2c_events"): 1,
        ("events", "total", "c2c_events"): 2,
    }


def test_a_declared_figure_changed_in_the_admin_changes_exactly_its_cells(source_reports, office):
    bioxclusters = source_reports["bioxclusters-plus"]
    figure = bioxclusters.declaredfigures.get(measure="c2c_meetings", market__code="US")
    before = cells(bioxclusters)
    form = {
        "partnership": bioxclusters.pk,
        "measure": "c2c_meetings",
        "market": figure.market_id,
        "value": "13",
        "source": figure.source,
    }
    url = reverse("admin:events_declaredfigure_change", args=[figure.pk])
    response = office.post(url, form)
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert changed(before, cells(bioxclusters)) == {
        ("events", "US", "c2c_meetings"): 13,
        ("events", "total", "c2c_meetings"): 139,
    }
    claimed = [f.claimed for f in assemble_report(bioxclusters).findings]
    assert 139 not in claimed


def test_a_case_of_another_partnership_changes_nothing(source_reports):
    before = cells(source_reports["laser-go"])
    bioxclusters = source_reports["bioxclusters-plus"]
    SMECaseFactory(partnership=bioxclusters, market=bioxclusters.targetmarkets.get(code="US"))
    EventFactory(partnership=bioxclusters, is_for_all_markets=True)
    assert cells(source_reports["laser-go"]) == before


NEW_TABLE = """
from reporting.engine.cells import Cell, Row
from reporting.engine.columns import Column, Kind, Total
from reporting.engine.registries import register, tables
from reporting.engine.tables import Table


@register(tables)
class PartnersTable(Table):
    key = "partners_by_country"
    title = "Partners by country"
    columns = (Column("country", "Country"), Column("partners", "Partners", Kind.COUNT, Total.SUM))

    def rows(self, scope):
        for member in scope.records.memberships:
            yield Row(str(member.pk), {"country": Cell(member.shown_country), "partners": Cell(1)})
"""


@pytest.fixture
def new_table(tmp_path, monkeypatch):
    """A table in one new file, and one line in a document."""
    (tmp_path / "partners_by_country.py").write_text(NEW_TABLE)
    monkeypatch.syspath_prepend(tmp_path)
    import_module("partners_by_country")
    document = documents["key-achievements"]
    monkeypatch.setattr(document, "tables", (*document.tables, "partners_by_country"))
    yield "partners_by_country"
    tables.remove("partners_by_country")
    del sys.modules["partners_by_country"]


@pytest.mark.parametrize("file_format", ["html", "json", "csv"])
def test_a_table_in_one_new_file_is_written_in_every_format(source_reports, new_table, file_format):
    data = assemble_report(source_reports["laser-go"], today=TODAY)
    text = writers[file_format]().write(data).decode()
    assert "Partners by country" in text or file_format == "csv"
    assert {"html": ">A<", "json": '"value": "A"', "csv": "\r\nA,1\r\n"}[file_format] in text
    assert data.tables[-1].total["partners"].value == 6


# Table H


def indicators(partnership):
    table = next(
        t for t in assemble_report(partnership, today=TODAY).tables if t.key == "indicators"
    )
    return [{key: cell.value for key, cell in row.cells.items()} for row in table.rows]


def test_an_indicator_reports_its_figure_or_its_latest_measurement_of_the_period(fill):
    partnership = fill(0)
    IndicatorFactory(partnership=partnership, name="Events", figure="events", target=4, position=1)
    measured = IndicatorFactory(partnership=partnership, name="Growth", target=8, position=2)
    for day, value in ((date(2018, 1, 1), 2), (date(2019, 1, 1), "5.5"), (date(2021, 1, 1), 9)):
        MeasurementFactory(indicator=measured, measured_on=day, value=value)
    IndicatorFactory(partnership=partnership, name="Projects", target=3, position=3)
    EventFactory(partnership=partnership, is_for_all_markets=True)
    rows = indicators(partnership)
    assert [(row["name"], row["reported"], row["of_target"]) for row in rows] == [
        ("Events", 1, 25),
        ("Growth", Decimal("5.5"), 69),
        ("Projects", "", ""),
    ]


def test_a_measured_value_opens_its_measurement(source_reports):
    table = next(
        t for t in assemble_report(source_reports["laser-go"]).tables if t.key == "indicators"
    )
    kinds = [[item.kind for item in row.cells["reported"].evidence] for row in table.rows]
    assert kinds == [["measurement"], ["measurement"], []]


# Editions

MARKER = "Quetzalcoatlus"


@pytest.fixture
def confidential(source_reports):
    """bioXclusters with a confidential company that is named in texts, claims and cells."""
    partnership = source_reports["bioxclusters-plus"]
    company = partnership.organisations.get(name="Bicoll").company
    company.name, company.is_confidential = f"{MARKER} GmbH", True
    company.other_names = [f"{MARKER} AG"]
    company.save()
    case = company.cases.get()
    case.description = f"A study for {MARKER.upper()} and for {MARKER} GmbH."
    case.main_steps = f"{MARKER} AG was visited."
    case.save()
    section = partnership.reports.get().sections.get(key="summary")
    section.text = f"{MARKER} GmbH met {{{{ supported_smes|names }}}}."
    section.save()
    claim = partnership.claims.first()
    claim.value, claim.document = 999, f"A letter of {MARKER}"
    claim.save()
    return partnership, company


@pytest.mark.parametrize("file_format", ["html", "json", "csv"])
def test_a_confidential_name_is_in_no_output_of_the_public_edition(confidential, file_format):
    partnership, company = confidential
    public = writers[file_format]().write(assemble_report(partnership)).decode()
    assert MARKER.casefold() not in public.casefold()
    assert company.pseudonym in public
    office = assemble_report(partnership, edition=Edition.AGENCY)
    assert MARKER in writers[file_format]().write(office).decode()


def test_a_pseudonym_stays_when_companies_are_added(confidential):
    partnership, company = confidential
    before = company.pseudonym
    SMECaseFactory(partnership=partnership, market=partnership.targetmarkets.first())
    company.refresh_from_db()
    assert company.pseudonym == before
    assert before.endswith(", DE")


def test_a_confidential_case_hides_sme_and_partner_and_keeps_its_row(source_reports):
    partnership = source_reports["bioxclusters-plus"]
    case = partnership.smecases.get(partner__name="Santis Health")
    case.is_confidential = True
    case.description = "Santis Health advises Cellasys GmbH."
    case.save()
    data = assemble_report(partnership)
    table = next(table for table in data.tables if table.key == "sme_cases")
    (row,) = [row for row in table.rows if row.key == f"CA-{case.pk}"]
    pseudonym = case.company.pseudonym
    values = {key: row.cells[key].value for key in ("company", "description", "partner")}
    assert values == {
        "company": pseudonym,
        "description": f"confidential partner advises {pseudonym}.",
        "partner": "confidential partner",
    }
    stakeholders = next(table for table in data.tables if table.key == "stakeholders")
    (canada,) = [row for row in stakeholders.rows if row.key == "CA"]
    labels = [item.label for item in canada.cells["third_country_smes"].evidence]
    assert "Confidential partner, CA" in labels
    assert not [label for label in labels if "Santis" in label]


def test_a_partnership_may_hide_every_sme_name(source_reports):
    partnership = source_reports["bioxclusters-plus"]
    partnership.hide_sme_names = True
    partnership.save()
    table = next(t for t in assemble_report(partnership).tables if t.key == "sme_cases")
    names = {row.cells["company"].value for row in table.rows}
    assert names == {f"SME {number:02d}, {code}" for number, code in _numbers(partnership)}


def _numbers(partnership):
    return {
        (case.company.pseudonym_number, case.company.country.code)
        for case in partnership.smecases.all()
    }
