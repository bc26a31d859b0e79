"""The event of the demonstration."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.demo import add_matchmaking
from events.models import Attendee, Meeting, Registration, Slot
from reporting.services import assemble_report
from tests.factories import PartnershipFactory, TargetMarketFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    made = PartnershipFactory()
    TargetMarketFactory(partnership=made, country="JP", label="Japan")
    return made


def test_it_lies_ahead_with_eleven_participants_and_eighteen_requests(partnership):
    event = add_matchmaking(partnership)
    assert event.start_on > timezone.localdate()
    assert Registration.objects.confirmed().filter(event=event).count() == 11
    assert Meeting.objects.wanted().filter(event=event).count() == 18
    assert [slot.number for slot in Slot.objects.filter(event=event)] == list(range(1, 13))
    assert [market.label for market in event.markets.all()] == ["Japan"]


def test_every_record_of_it_is_valid(partnership):
    event = add_matchmaking(partnership)
    rows = [
        event,
        event.matchmaking,
        *event.programme.all(),
        *event.slots.all(),
        *event.tables.all(),
        *event.resources.all(),
        *event.registrations.all(),
        *Attendee.objects.filter(registration__event=event),
        *event.participations.all(),
        *event.meetings.all(),
    ]
    for row in rows:
        try:
            row.full_clean()
        except ValidationError as error:
            pytest.fail(f"{row!r}: {error}")


def test_it_is_there_once_and_counted_by_no_report(partnership):
    before = assemble_report(partnership).tables
    add_matchmaking(partnership)
    assert add_matchmaking(partnership) is None
    after = assemble_report(partnership).tables
    assert [table.rows for table in after] == [table.rows for table in before]
