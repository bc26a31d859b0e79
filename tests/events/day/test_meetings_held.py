"""Which meetings were held, and who did not come to them."""

from datetime import datetime

import pytest

from events.choices import MeetingState
from events.models import Meeting
from tests.events.going import going_event, page
from tests.office import signed_in

pytestmark = pytest.mark.django_db


def test_meetings_stand_by_slot(office, going):
    groups = office.get(page(going, "event_meetings")).context["groups"]
    assert [(group.when, len(group.lines), group.open) for group in groups] == [
        ("now", 2, 2),
        ("next", 1, 1),
        ("past", 1, 1),
    ]


@pytest.mark.parametrize(
    ("say", "state", "note"),
    [
        ("held", "held", ""),
        ("absent-a", "no-show", "Did not come: Alpha Optik GmbH"),
        ("absent-b", "no-show", "Did not come: Gamma Kogaku"),
        ("absent-both", "no-show", "Did not come: Alpha Optik GmbH, Gamma Kogaku"),
        ("nonsense", "scheduled", ""),
    ],
)
def test_a_meeting_is_held_or_somebody_did_not_come(office, going, say, state, note):
    meeting = going.meetings[0]
    address = page(going, "event_meetings")
    response = office.post(address, {"meeting": meeting.pk, "say": say})
    assert response.headers["Location"] == f"{address}#meeting-{meeting.pk}"
    meeting.refresh_from_db()
    assert (meeting.state, meeting.note) == (state, note)
    office.post(address, {"meeting": meeting.pk, "say": "open"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.note) == ("scheduled", "")


def test_a_note_of_the_office_stays(office, going):
    meeting = going.meetings[0]
    meeting.note = "With an interpreter"
    meeting.save()
    for say in ("absent-a", "absent-b", "held"):
        office.post(page(going, "event_meetings"), {"meeting": meeting.pk, "say": say})
    meeting.refresh_from_db()
    assert meeting.note == "With an interpreter"


def test_a_meeting_without_a_place_is_not_held(office, going):
    meeting = going.meetings[0]
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.REQUESTED)
    response = office.post(
        page(going, "event_meetings"), {"meeting": meeting.pk, "say": "held"}, follow=True
    )
    assert "This meeting is requested, so it has no place" in response.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.REQUESTED


def test_hours_are_told_in_the_time_zone_of_the_event(client):
    noon = datetime.fromisoformat("2026-07-01T12:00:00+00:00")
    going = going_event(noon, time_zone="Asia/Tokyo")
    shown = signed_in(client).get(page(going, "event_meetings")).content.decode()
    assert "1 July 2026, 21:00" in shown
