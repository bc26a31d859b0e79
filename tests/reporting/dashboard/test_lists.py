"""The lists that the numbers of a dashboard open: narrowed down, searched, paged."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    CompanyFactory,
    EventFactory,
    IndicatorFactory,
    MeasurementFactory,
    MeetingFactory,
    PartnershipFactory,
    SMECaseFactory,
    TargetMarketFactory,
)
from tests.reporting.dashboard.conftest import member, rows_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]

KEPT = 6
"""Queries of a list that was counted before."""


@pytest.fixture
def own(enter):
    partnership = PartnershipFactory(end_on=date(2035, 12, 31))
    enter(partnership)
    return partnership


@pytest.fixture
def markets(own):
    return [
        TargetMarketFactory(partnership=own, code=code, country=code, label=label, position=place)
        for place, (code, label) in enumerate([("JP", "Japan"), ("US", "USA")])
    ]


def test_events_to_come_stand_before_those_that_took_place(look, own, markets):
    today = timezone.localdate()
    EventFactory(partnership=own, name="Past", start_on=date(2018, 6, 1), markets=markets[:1])
    EventFactory(partnership=own, name="Later", start_on=today + timedelta(days=9))
    EventFactory(partnership=own, name="Soon", start_on=today, markets=markets[1:], place="Boston")
    EventFactory(partnership=own, name="Off", start_on=today, status="cancelled")
    EventFactory(partnership=own, name="Once", start_on=None, status="held")
    rows = rows_of(look(own, "events"))
    assert [(row[0], row[5]) for row in rows[:2]] == [("Soon", "To come"), ("Later", "To come")]
    assert {row[0]: row[5] for row in rows[2:]} == {
        "Past": "Took place",
        "Off": "Cancelled",
        "Once": "Day not known",
    }
    assert rows[0][4] == "USA"
    assert [row[0] for row in rows_of(look(own, "events", market="Japan"))] == ["Past"]
    assert [row[0] for row in rows_of(look(own, "events", q="BOSTON soon"))] == ["Soon"]


def test_cases_are_narrowed_down_by_state_market_and_kind(look, own, markets):
    company = CompanyFactory(partnership=own, name="Alfa", country="DE")
    for market, status in ((markets[0], "support ongoing"), (markets[1], "support agreed")):
        SMECaseFactory(partnership=own, company=company, market=market, status=status)
    [row] = rows_of(look(own, "cases", state="Support ongoing"))
    assert (row[0], row[3], row[5]) == ("Alfa (DE)", "Japan", "Support ongoing")
    [row] = rows_of(look(own, "cases", market="USA"))
    assert row[5] == "Support agreed"
    assert len(rows_of(look(own, "cases", kind="By an SME"))) == 2


def test_agreements_stand_by_their_ends(look, own):
    today = timezone.localdate()
    signed = {"partnership": own, "signed_on": date(2018, 1, 1)}
    for days in (400, -2, 30, None):
        until = None if days is None else today + timedelta(days=days)
        AgreementFactory(**signed, valid_until=until)
    AgreementFactory(**signed, status="ended", valid_until=today)
    rows = rows_of(look(own, "agreements"))
    ends = ["Past its end", "Ended", "Within 90 days", "Later", "No end known"]
    assert [row[5] for row in rows] == ends
    assert len(rows_of(look(own, "agreements", ends="Within 90 days"))) == 1


def test_findings_say_what_and_where(look, own):
    AgreementPartyFactory(
        agreement__partnership=own,
        agreement__signed_on=date(2018, 1, 1),
        agreement__valid_until=date(2019, 1, 1),
    )
    [row] = rows_of(look(own, "findings", severity="Warning"))
    assert "valid until 1 January 2019 and still signed" in row[0]
    assert row[1:] == ["Agreements", "Agreement past its end", "Warning"]


def test_measurements_are_those_of_an_indicator(look, own):
    for name in ("Turnover", "Visitors"):
        MeasurementFactory(indicator=IndicatorFactory(partnership=own, name=name), value=7)
    [row] = rows_of(look(own, "measurements", indicator="Turnover"))
    assert row[:3] == ["Turnover", "7", "SMEs"]


def test_the_records_behind_a_figure_tell_where_they_count(look, own, markets):
    event = EventFactory(partnership=own, markets=markets[:1], name="Forum", kind="B2B")
    MeetingFactory.create_batch(2, event=event)
    MeetingFactory(event=event, state="scheduled")
    rows = rows_of(look(own, "figures/b2b_meetings", market="Japan"))
    assert [(row[1], row[3], row[4]) for row in rows] == [("Forum", "Japan", "1")] * 2
    assert "2 reported, counted from these records." in words(look(own, "figures/b2b_meetings"))


def test_a_long_list_has_pages_that_keep_what_was_asked_for(look, own, markets):
    SMECaseFactory.create_batch(51, partnership=own, market=markets[0], status="support agreed")
    first = look(own, "cases", state="Support agreed")
    assert len(rows_of(first)) == 50
    assert "state=Support+agreed&amp;page=2" in first.content.decode()
    assert len(rows_of(look(own, "cases", state="Support agreed", page=2))) == 1
    assert len(rows_of(look(own, "cases", page=99))) == 1


def test_what_is_no_choice_is_refused_in_words(look, own):
    SMECaseFactory(partnership=own)
    response = look(own, "cases", state="Nonsense")
    assert response.status_code == 400
    assert "“Nonsense” is none of the choices. Choose one from the list." in words(response)


def test_what_nothing_fits_is_told_with_a_way_back(look, own):
    SMECaseFactory(partnership=own)
    assert "Nothing fits what is asked for. Show all" in words(look(own, "cases", q="zzz"))


@pytest.mark.parametrize("listed", ["nonsense", "figures/nonsense"])
def test_what_is_no_list_is_not_there(look, own, listed):
    response = look(own, listed)
    assert response.status_code == 404
    assert "nonsense" in words(response)


def test_records_lead_to_the_office_for_those_who_run_the_partnership(look, own, enter):
    case = SMECaseFactory(partnership=own)
    page = f"/admin/smes/smecase/{case.pk}/change/"
    assert page in look(own, "cases").content.decode()
    enter(own, "partner")
    assert "/admin/smes/" not in look(own, "cases").content.decode()


@pytest.mark.parametrize(
    ("listed", "queries"),
    [
        ("events", 18),
        ("cases", 18),
        ("agreements", 19),
        ("findings", 27),
        ("measurements", 16),
        ("figures/b2b_meetings", 21),
        ("figures/eu_smes", 25),
    ],
)
@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_the_same_for_any_number_of_rows(
    client, fill, look, number, listed, queries, django_assert_num_queries
):
    partnership = fill(number)
    client.force_login(member(partnership, "coordinator"))
    cache.clear()
    with django_assert_num_queries(queries):
        assert look(partnership, listed).status_code == 200
    with django_assert_num_queries(KEPT):
        assert look(partnership, listed).status_code == 200
