"""Both published Key Achievements reports come out of the portal as their documents print them.

What to expect stands in ``tests/reporting/sources``, typed from the documents. Where a document
contradicts itself, the report prints what its rows add up to, and a finding tells both values.
"""

import json
import re

import pytest
from django.core.management import call_command
from django.db import transaction

from reporting.engine.registries import figures
from reporting.models import Claim
from tests.reporting.sources import bioxclusters_plus, laser_go

# The database is made only for tests that say they need it.
pytestmark = pytest.mark.django_db

SOURCES = {source.SLUG: source for source in (bioxclusters_plus, laser_go)}

COLUMNS = {
    "events": "market preparatory_events c2c_events c2c_meetings b2b_events b2b_meetings",
    "stakeholders": "market eu_clusters eu_smes third_country_clusters third_country_smes",
    "cluster_cases": "market type number description objectives sectors partners",
    "sme_cases": "market company number description objectives sector partner_type partner",
    "cluster_case_details": "clusters sector partner partner_country case main_steps next_steps",
    "sme_case_details": "company sector partner partner_country case main_steps next_steps",
}
# The cells by which the documents' rows can be told apart; of counts it is the row's key.
IDENTITY = {
    "cluster_cases": ("market", "type"),
    "sme_cases": ("company",),
    "cluster_case_details": ("partner",),
    "sme_case_details": ("company",),
}
COUNTS = ("events", "stakeholders")

PRINTED = [(slug, table) for slug, source in SOURCES.items() for table in source.TABLES]
PRINTED_IN_ORDER = [(slug, table) for slug, table in PRINTED if not table.endswith("_details")]
COUNTED = [(slug, table) for slug, table in PRINTED if table in COUNTS]
TOTALS = [(slug, table) for slug, source in SOURCES.items() for table in source.TOTALS]
ERRORS = [(slug, *error) for slug, source in SOURCES.items() for error in source.ERRORS]
AGREED = [(slug, *claim) for slug, source in SOURCES.items() for claim in source.AGREED]


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker, tmp_path_factory):
    """Both reports as the portal writes them, and the entered claims; leaves no record behind."""
    folder = tmp_path_factory.mktemp("reports")
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", "programme", *SOURCES, verbosity=0)
        reports = {slug: render(slug, folder / f"{slug}.json") for slug in SOURCES}
        claims = {slug: claims_of(slug) for slug in SOURCES}
        transaction.set_rollback(True)
    return {"reports": reports, "claims": claims}


def render(slug, path):
    command = ("render_report", slug, "key-achievements")
    call_command(*command, "--format", "json", "--output", str(path))
    return json.loads(path.read_text(encoding="utf-8"))


def claims_of(slug):
    claims = Claim.objects.filter(partnership__slug=slug, market=None, is_for_all_markets=False)
    return set(claims.values_list("measure", "value"))


@pytest.fixture
def table_of(portal):
    def find(slug, key):
        (table,) = [table for table in portal["reports"][slug]["tables"] if table["key"] == key]
        return table

    return find


@pytest.fixture
def findings_of(portal):
    return lambda slug: portal["reports"][slug]["findings"]


def normal_text(text):
    """The text with its white space, and the case of one status line, made alike."""
    text = " ".join(text.split())
    text = re.sub(r" ?\(", " (", text).strip()
    text = re.sub(r"\* ?", "* ", text)
    return re.sub("support ongoing", "Support ongoing", text, flags=re.IGNORECASE)


def normal(column, value):
    """A cell's value, as both sides are compared."""
    if isinstance(value, list):
        items = [normal_text(item) if isinstance(item, str) else item for item in value]
        # All four partners stand in each of these cells, and the document has two orders of them.
        return sorted(items) if column == "clusters" else items
    if isinstance(value, str):
        # The last rows of the document shout "JAPAN".
        return normal_text(value).casefold() if column == "partner_country" else normal_text(value)
    return value


def expected_rows(slug, table):
    rows = SOURCES[slug].TABLES[table]
    if table in COUNTS:
        columns = COLUMNS[table].split()
        rows = [dict(zip(["key", *columns], row, strict=True)) for row in rows]
    return [{column: normal(column, value) for column, value in row.items()} for row in rows]


def reported_rows(table):
    return [reported_row(table["key"], row) for row in table["rows"]]


def reported_row(table, row):
    cells = {column: normal(column, cell["value"]) for column, cell in row["cells"].items()}
    if table in COUNTS:
        cells["key"] = row["key"]
    if "objectives" in cells:
        cells["objectives_printed"] = normal_text(row["cells"]["objectives"]["printed"])
    return cells


def identity(table, row):
    return tuple(row[column] for column in IDENTITY.get(table, ("key",)))


@pytest.mark.parametrize(("slug", "key"), PRINTED)
def test_every_cell_of_a_table_says_what_the_document_prints(table_of, slug, key):
    table = table_of(slug, key)
    reported, expected = reported_rows(table), expected_rows(slug, key)
    assert [column["key"] for column in table["columns"]] == COLUMNS[key].split()
    assert {identity(key, row): row for row in reported} == {
        identity(key, row): row for row in expected
    }
    assert len(reported) == len(expected)


@pytest.mark.parametrize(("slug", "key"), PRINTED_IN_ORDER)
def test_rows_follow_the_order_of_the_target_markets_then_of_type_or_name(table_of, slug, key):
    reported, expected = reported_rows(table_of(slug, key)), expected_rows(slug, key)
    assert [identity(key, row) for row in reported] == [identity(key, row) for row in expected]


@pytest.mark.parametrize(("slug", "key"), TOTALS)
def test_a_total_is_what_the_rows_add_up_to_even_where_the_document_prints_another(
    table_of, slug, key
):
    total = {column: cell.get("value") for column, cell in table_of(slug, key)["total"].items()}
    expected = SOURCES[slug].TOTALS[key]
    assert {column: total.get(column) for column in expected} == expected


@pytest.mark.parametrize(("slug", "key"), COUNTED)
def test_every_count_above_zero_opens_down_to_its_evidence(table_of, slug, key):
    without = [
        (row["key"], column)
        for row in table_of(slug, key)["rows"]
        for column, cell in row["cells"].items()
        if column != "market" and cell["value"] and not cell["evidence"]
    ]
    assert without == []


def test_the_table_of_stakeholders_notes_that_clusters_of_the_consortium_do_not_count(table_of):
    footnotes = table_of("bioxclusters-plus", "stakeholders")["footnotes"]
    assert "consortium" in json.dumps(footnotes)


@pytest.mark.parametrize(("slug", "subject", "claimed", "reported"), ERRORS)
def test_an_error_of_the_document_is_a_finding_with_both_values_and_the_place(
    findings_of, slug, subject, claimed, reported
):
    found = [
        finding
        for finding in findings_of(slug)
        if (finding.get("claimed"), finding.get("reported")) == (claimed, reported)
        and re.search(subject, subject_of(finding))
    ]
    assert found
    assert all(finding["where"] for finding in found)


def subject_of(finding):
    words = f"{finding['code']} {finding['message']} {finding['where']}"
    return re.sub(r"[\W_]+", " ", words).casefold()


@pytest.mark.parametrize(("slug", "measure", "value"), AGREED)
def test_a_figure_that_the_document_states_rightly_is_entered_and_makes_no_finding(
    portal, findings_of, slug, measure, value
):
    assert [name for name, stated in portal["claims"][slug] if stated == value and measure in name]
    label = figures[
        next(name for name, stated in portal["claims"][slug] if stated == value and measure in name)
    ].label
    stated = [
        f
        for f in findings_of(slug)
        if f.get("claimed") == value and f["message"].startswith(f"{label}:")
    ]
    assert stated == []


@pytest.mark.parametrize("slug", SOURCES)
def test_a_claim_that_equals_the_reported_figure_is_no_finding(findings_of, slug):
    compared = [finding for finding in findings_of(slug) if "claimed" in finding]
    assert [finding for finding in compared if finding["claimed"] == finding["reported"]] == []
