"""From the registration to the report: only who came and what was held is counted."""

from datetime import date

import pytest
from django.utils import timezone

from events.choices import MeetingState
from events.services.check_in import Tap, take_taps
from events.services.meetings_held import mark_meeting
from reporting.services import assemble_report
from tests.events.going import going_event
from tests.factories import PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def cells(event, table, *columns):
    """The cells of Japan in a table of the report, as of today."""
    data = assemble_report(event.partnership, today=timezone.localdate())
    found = next(each for each in data.tables if each.key == table)
    row = next(each for each in found.rows if each.key == "JP")
    return {name: row.cells[name].value for name in columns}


def table_a(event):
    return cells(event, "events", "c2c_meetings", "b2b_meetings")


def table_b(event):
    return cells(
        event,
        "stakeholders",
        "eu_clusters",
        "eu_smes",
        "third_country_clusters",
        "third_country_smes",
    )


NOBODY = {
    "eu_clusters": 0,
    "eu_smes": 0,
    "third_country_clusters": 0,
    "third_country_smes": 0,
}


def test_registered_is_not_attended_and_scheduled_is_not_held():
    partnership = PartnershipFactory(start_on=date(2016, 1, 1), end_on=date(2099, 12, 31))
    going = going_event(partnership=partnership)
    event, by = going.event, UserFactory()
    assert table_a(event) == {"c2c_meetings": 0, "b2b_meetings": 0}
    assert table_b(event) == NOBODY

    def check_in(registration, *, comes=True):
        person = registration.attendees.get()
        tap = Tap(f"{person.pk}-{comes}", person.pk, comes, timezone.now())
        take_taps(event=event, taps=[tap], by=by)

    # The German company and the Japanese business come.
    check_in(going.registrations[0])
    check_in(going.registrations[2])
    assert table_a(event) == {"c2c_meetings": 0, "b2b_meetings": 0}
    assert table_b(event) == {**NOBODY, "eu_smes": 1, "third_country_smes": 1}

    mark_meeting(meeting=going.meetings[0], state=MeetingState.HELD, by=by)
    assert table_a(event) == {"c2c_meetings": 0, "b2b_meetings": 1}
    assert table_b(event) == {**NOBODY, "eu_smes": 1, "third_country_smes": 1}

    # Whoever did not come to a meeting leaves no trace in the figures.
    absent = [going.meetings[2].party_a]
    mark_meeting(meeting=going.meetings[2], state=MeetingState.NO_SHOW, absent=absent, by=by)
    assert table_a(event) == {"c2c_meetings": 0, "b2b_meetings": 1}

    # Undone, it is as before.
    mark_meeting(meeting=going.meetings[0], state=MeetingState.SCHEDULED, by=by)
    check_in(going.registrations[0], comes=False)
    check_in(going.registrations[2], comes=False)
    assert table_a(event) == {"c2c_meetings": 0, "b2b_meetings": 0}
    assert table_b(event) == NOBODY
