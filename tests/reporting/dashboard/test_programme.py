"""The partnerships of a programme side by side, for whoever follows them."""

from datetime import date
from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from openpyxl import load_workbook

from reporting.dashboard.kpis import Track
from reporting.dashboard.programme import count, numbers_of
from reporting.tasks import count_programme
from tests.factories import (
    AgreementPartyFactory,
    ClaimFactory,
    IndicatorFactory,
    MeasurementFactory,
    PartnershipFactory,
    ProgrammeFactory,
    ReportFactory,
    ReportStepFactory,
    SMECaseFactory,
    UserFactory,
)
from tests.factories.partnership import RoleFactory
from tests.reporting.dashboard.conftest import member, words
from tests.reporting.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]


@pytest.fixture
def programme():
    return ProgrammeFactory(name="The programme")


@pytest.fixture
def officer(client, programme):
    person = RoleFactory(partnership=None, programme=programme, kind="project officer").person
    client.force_login(person)
    return person


@pytest.fixture
def table(client, programme):
    """Opens the table; gives its rows as texts, the total last."""

    def rows(**query):
        response = client.get(reverse("programme", args=[programme.pk]), query)
        assert response.status_code == 200
        shown = read(response).one("main").one("table")
        return [[cell.text for cell in row.children] for row in shown.find("tr")[1:]]

    return rows


def with_cases(programme, acronym, number, **fields):
    partnership = PartnershipFactory(
        programme=programme, acronym=acronym, slug=acronym.lower(), **fields
    )
    SMECaseFactory.create_batch(number, partnership=partnership, started_on=date(2018, 1, 1))
    return partnership


def column(rows, place):
    return [row[place] for row in rows]


SUPPORTED, FINDINGS, REPORT = 7, 12, 13
FOR_LONG = 60


def test_every_partnership_has_a_row_and_the_total_adds_up(officer, programme, table):
    with_cases(programme, "Beta", 2)
    with_cases(programme, "Alpha", 3)
    with_cases(ProgrammeFactory(), "Foreign", 5)
    rows = table()
    assert column(rows, 0) == ["Alpha", "Beta", "Total"]
    assert [row[SUPPORTED].split()[0] for row in rows[:2]] == ["3", "2"]
    assert rows[2][SUPPORTED] == "5"


def test_it_can_be_sorted_by_every_column(officer, client, programme, table):
    with_cases(programme, "Alpha", 1)
    with_cases(programme, "Beta", 3)
    assert column(table(sort="-supported_smes"), 0) == ["Beta", "Alpha", "Total"]
    assert column(table(sort="supported_smes"), 0) == ["Alpha", "Beta", "Total"]
    assert column(table(sort="-partnership"), 0) == ["Beta", "Alpha", "Total"]
    page = client.get(reverse("programme", args=[programme.pk]))
    for heading in page.context["head"]:
        assert (
            client.get(reverse("programme", args=[programme.pk]) + heading.url).status_code == 200
        )


def test_it_can_be_narrowed_down(officer, client, programme, table):
    running = with_cases(programme, "Runs", 0, end_on=date(2099, 1, 1))
    with_cases(programme, "Ended", 0, end_on=date(2018, 1, 1))
    with_cases(programme, "Later", 0, start_on=date(2098, 1, 1), end_on=date(2099, 1, 1))
    MeasurementFactory(indicator=IndicatorFactory(partnership=running, target=1000), value=1)
    ClaimFactory(partnership=running, value=7)
    ReportFactory(partnership=running)
    assert column(table(q="RUNS the"), 0) == ["Runs", "Total"]
    assert column(table(time="ended"), 0) == ["Ended", "Total"]
    assert column(table(time="later"), 0) == ["Later", "Total"]
    assert column(table(standing="behind"), 0) == ["Runs", "Total"]
    assert column(table(standing="findings"), 0) == ["Runs", "Total"]
    assert column(table(report="Draft"), 0) == ["Runs", "Total"]
    response = client.get(reverse("programme", args=[programme.pk]), {"q": "nobody"})
    assert "No partnership fits what is asked for." in words(response)
    response = client.get(reverse("programme", args=[programme.pk]), {"time": "nonsense"})
    assert response.status_code == 400
    assert "“nonsense” is none of the choices" in words(response)


def test_every_number_opens_its_records(officer, client, programme):
    with_cases(programme, "Alpha", 1)
    page = read(client.get(reverse("programme", args=[programme.pk]))).one("main").one("table")
    addresses = [link.attributes["href"] for link in page.one("tbody").find("a")]
    assert "/partnerships/alpha/dashboard/figures/supported_smes/" in addresses
    assert {client.get(address.partition("#")[0]).status_code for address in addresses} == {200}


def test_the_latest_report_is_the_one_that_was_moved_last(officer, programme, table):
    partnership = with_cases(programme, "Alpha", 0)
    ReportFactory(partnership=partnership)
    interim = ReportFactory(
        partnership=partnership,
        kind="interim",
        key="interim-1",
        period_end=date(2017, 12, 31),
        state="review",
    )
    ReportStepFactory(report=interim)
    assert table()[0][REPORT].startswith("Interim report 1: in review")


def test_findings_are_those_that_the_reader_may_know_of(client, programme, table):
    partnership = with_cases(programme, "Alpha", 0)
    ClaimFactory(partnership=partnership, value=7)  # every edition tells
    AgreementPartyFactory(
        agreement__partnership=partnership,
        agreement__signed_on=date(2018, 1, 1),
        agreement__valid_until=date(2019, 1, 1),
    )
    client.force_login(member(partnership, "coordinator"))
    assert table()[0][FINDINGS].split()[0] == "2"
    client.force_login(member(partnership, "partner"))
    assert table()[0][FINDINGS].split()[0] == "1"


@pytest.mark.parametrize("kind", ["coordinator", "partner", "project officer"])
def test_somebody_of_one_partnership_sees_its_row_alone(client, programme, table, kind):
    own = with_cases(programme, "Own", 1)
    with_cases(programme, "Foreign", 4)
    client.force_login(member(own, kind))
    assert column(table(), 0) == ["Own", "Total"]
    assert table()[1][SUPPORTED] == "1"


@pytest.mark.parametrize("name", ["programme", "programme_download"])
@pytest.mark.parametrize("person", [None, UserFactory, lambda: RoleFactory().person])
def test_others_see_what_is_said_of_none(client, programme, name, person):
    with_cases(programme, "Foreign", 1)
    if person:
        client.force_login(person())
    more = ["csv"] if name == "programme_download" else []
    refused = client.get(reverse(name, args=[programme.pk, *more]))
    nobodys = client.get(reverse(name, args=[987654, *more]))
    assert refused.status_code == nobodys.status_code == 404
    assert words(refused) == words(nobodys)


def test_the_table_is_a_file_too(officer, client, programme):
    with_cases(programme, "Alpha", 2)
    with_cases(programme, "=Beta", 3)
    address = reverse("programme_download", args=[programme.pk, "csv"])
    lines = (
        client.get(address, {"sort": "-supported_smes"}).content.decode("utf-8-sig").split("\r\n")
    )
    assert lines[0].startswith("partnership,elapsed,on_track,behind,events,c2c_meetings")
    assert [line.split(",")[0] for line in lines[1:4]] == ["'=Beta", "Alpha", "TOTAL"]
    assert [line.split(",")[7] for line in lines[1:4]] == ["3", "2", "5"]
    book = client.get(reverse("programme_download", args=[programme.pk, "xlsx"]))
    sheet = load_workbook(BytesIO(book.content), data_only=True).active
    assert [sheet.cell(row, 8).value for row in (2, 3, 4)] == [3, 2, 5]
    assert sheet.cell(1, 8).value == "Supported SMEs"


def test_a_format_that_is_not_known_is_told(officer, client, programme):
    with_cases(programme, "Alpha", 0)
    response = client.get(reverse("programme_download", args=[programme.pk, "pdf"]))
    assert response.status_code == 404
    assert "Known formats: xlsx, csv." in words(response)


# What is counted, and when -----------------------------------------------------------------------


def test_numbers_are_counted_again_when_a_record_changes_and_not_before(programme):
    one, two = with_cases(programme, "One", 1), with_cases(programme, "Two", 1)
    first = numbers_of([one, two], FOR_LONG)
    assert numbers_of([one, two], FOR_LONG) == first
    SMECaseFactory(partnership=one, started_on=date(2018, 1, 1))
    again = numbers_of([one, two], FOR_LONG)
    assert again[two.pk] == first[two.pk]
    assert (first[one.pk][0].totals["supported_smes"], first[one.pk][1]) == (1, True)
    assert (again[one.pk][0].totals["supported_smes"], again[one.pk][1]) == (2, True)


def test_a_reader_does_not_wait_and_is_told_how_old_the_numbers_are(
    officer, client, programme, settings, monkeypatch
):
    one = with_cases(programme, "One", 1)
    numbers_of([one], FOR_LONG)
    with_cases(programme, "Two", 1)
    SMECaseFactory(partnership=one, started_on=date(2018, 1, 1))
    settings.COUNT_SECONDS_OF_PAGE = 0
    monkeypatch.setattr("reporting.tasks.COUNTING_SECONDS", 0)  # no worker
    response = client.get(reverse("programme", args=[programme.pk]))
    said = words(response)
    assert "The numbers of 1 partnership are being counted anew; those shown are as counted" in said
    assert "The numbers of 1 partnership are being counted and are in no total yet." in said
    rows = [[cell.text for cell in row] for row in response.context["rows"]]
    assert [row[SUPPORTED] for row in rows] == ["1", "–"]


def test_what_is_left_is_counted_in_the_background(officer, client, programme, table, settings):
    with_cases(programme, "One", 1)
    with_cases(programme, "Two", 2)
    settings.COUNT_SECONDS_OF_PAGE = 0
    client.get(reverse("programme", args=[programme.pk]))  # orders the count, which follows at once
    assert [row[SUPPORTED].split()[0] for row in table()] == ["1", "2", "3"]
    cache.clear()
    assert count_programme(programme.pk) == 2


def test_indicators_are_counted_by_how_they_stand(programme):
    partnership = with_cases(programme, "One", 0, end_on=date(2099, 12, 31))
    for value in (None, 0, 200):
        indicator = IndicatorFactory(partnership=partnership, target=100)
        if value is not None:
            MeasurementFactory(indicator=indicator, value=value)
    assert count(partnership).tracks == {Track.UNKNOWN: 1, Track.BEHIND: 1, Track.REACHED: 1}


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_any_number_of_partnerships(
    client, officer, programme, number, django_assert_num_queries
):
    for place in range(number):
        ReportFactory(partnership=with_cases(programme, f"P{place}", 1))
    address = reverse("programme", args=[programme.pk])
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)
