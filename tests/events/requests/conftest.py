from datetime import UTC, datetime, timedelta

import pytest

from gateways.choices import OrganisationKind, Side
from tests.factories.events import (
    AttendeeFactory,
    EventFactory,
    MatchmakingFactory,
    RegistrationFactory,
    SlotFactory,
)

MORNING = datetime(2026, 5, 12, 0, 0, tzinfo=UTC)  # nine o'clock in Tokyo


@pytest.fixture
def event():
    """An event in Tokyo with meetings of twenty minutes from nine o'clock."""
    found = EventFactory(name="Partnering day", time_zone="Asia/Tokyo", start_on=MORNING.date())
    MatchmakingFactory(event=found)
    return found


@pytest.fixture
def join(event):
    """Makes confirmed participants: ``join("Lab", offers=[…], country="JP")``."""

    def make(name, *, country="DE", side=None, is_in_catalogue=True, **more):
        third = country not in ("DE", "FR", "BE", "ES")
        return AttendeeFactory(
            registration=RegistrationFactory(
                event=more.pop("event", event),
                organisation_name=name,
                country=country,
                side=side or (Side.THIRD_BUSINESS if third else Side.EU_SME),
                kind=more.pop("kind", OrganisationKind.BUSINESS),
                is_in_catalogue=is_in_catalogue,
                **more,
            ),
            email=f"{name.split()[0].lower()}@example.org",
            name=f"Person of {name}",
            phone="+49 000 111",
        ).registration

    return make


@pytest.fixture
def slots(event):
    """Four slots from nine o'clock in Tokyo."""
    return [
        SlotFactory(
            event=event,
            number=number,
            starts_at=MORNING + timedelta(minutes=20 * (number - 1)),
            ends_at=MORNING + timedelta(minutes=20 * number),
        )
        for number in range(1, 5)
    ]
