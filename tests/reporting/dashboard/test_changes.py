"""What changed in a month, from the histories."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from reporting.dashboard.changes import TOLD, count_changes
from reporting.sources import SOURCES
from tests.factories import (
    CompanyFactory,
    EventFactory,
    MeetingFactory,
    PartnershipFactory,
    SMECaseFactory,
)
from tests.reporting.dashboard.conftest import rows_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]

LAST_YEAR = datetime(2025, 3, 31, 21, 59, tzinfo=UTC)
"""The last minute of March in Brussels."""


@pytest.fixture
def own():
    return PartnershipFactory()


def counted(partnership, day=None):
    rows = count_changes(partnership, day or timezone.localdate())
    return {row.model: (row.added, row.changed, row.deleted) for row in rows}


def date_back(record, moment):
    record.history.update(history_date=moment)


def test_every_kind_of_record_that_reports_show_is_told():
    common = {"partnership.Programme", "partnership.Cluster", "smes.Objective"}
    internal = {"reporting.AcceptedFinding", "reporting.MarketLabel"}
    # What SMEs write and confirm is told on the pages of the selection and of the support.
    of_smes = {"smes.Expression", "smes.SupportCase", "smes.Outcome", "smes.Testimonial"}
    told = {model._meta.label for model in SOURCES} - common - internal - of_smes
    assert {model._meta.label for model in TOLD} == told


def test_additions_changes_and_deletions_are_counted_by_kind(own):
    event = EventFactory(partnership=own)
    event.name = "Another name"
    event.save()
    meeting = MeetingFactory(event=event)
    MeetingFactory()  # of another partnership
    meeting.delete()
    found = counted(own)
    assert found["events.event"] == (1, 1, 0)
    assert found["events.meeting"] == (1, 0, 1)
    assert found["gateways.organisation"] == (2, 0, 0)
    assert found["partnership.partnership"] == (1, 0, 0)
    assert set(found) == {
        "events.event",
        "events.meeting",
        "gateways.organisation",
        "partnership.partnership",
    }


def test_what_belonged_to_a_deleted_event_is_still_told(own):
    event = MeetingFactory(event__partnership=own).event
    event.delete()
    assert counted(own)["events.meeting"] == (1, 0, 1)


def test_a_month_ends_at_midnight_here(own):
    event = EventFactory(partnership=own)
    date_back(event, LAST_YEAR)
    assert counted(own, date(2025, 3, 10))["events.event"] == (1, 0, 0)
    assert "events.event" not in counted(own, date(2025, 4, 1))
    date_back(event, LAST_YEAR.replace(hour=22, minute=0))
    assert "events.event" in counted(own, date(2025, 4, 1))


def test_the_page_lists_the_latest_first_by_kind_and_by_what_happened(look, enter, own):
    person = enter(own)
    company = CompanyFactory(partnership=own, name="Alfa", country="DE")
    company.sector = "Optics"
    company.save()
    SMECaseFactory(partnership=own, company=company)
    company.history.update(history_user=person)
    person.name = "Some Person"
    person.save()
    rows = rows_of(look(own, "changes", kind="smes.company"))
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        ("Alfa (DE)", "Company", "Changed", "Some Person"),
        ("Alfa (DE)", "Company", "Added", "Some Person"),
    ]
    [row] = rows_of(look(own, "changes", kind="smes.company", change="~"))
    assert row[2] == "Changed"
    assert len(rows_of(look(own, "changes"))) == len(own.history.all()) + 4


def test_other_months_are_chosen(look, enter, own):
    event = EventFactory(partnership=own, name="Old")
    date_back(event, LAST_YEAR)
    enter(own)
    [row] = rows_of(look(own, "changes", month="2025-03"))
    assert row[0] == "Old, 1 June 2018"
    assert "In March 2025." in words(look(own, "changes", month="2025-03"))
    assert look(own, "changes", month="1999-01").status_code == 400


def test_a_month_without_changes_is_told(look, enter, own):
    enter(own)
    assert "Nothing was added" in words(look(own, "changes", month="2020-01"))


def test_of_a_record_that_is_gone_no_name_is_told(look, enter, own):
    company = CompanyFactory(partnership=own, name="Zqxhidden")
    company.delete()
    enter(own)
    response = look(own, "changes", kind="smes.company")
    assert {row[0] for row in rows_of(response)} == {"No longer there"}
    assert "Zqxhidden" not in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_any_number_of_changes(
    look, enter, own, number, django_assert_num_queries
):
    CompanyFactory.create_batch(number, partnership=own)
    enter(own)
    with django_assert_num_queries(13):
        assert len(rows_of(look(own, "changes"))) == number + 1
