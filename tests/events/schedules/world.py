"""Events to schedule: made small by hand."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django.urls import reverse
from django.utils import timezone

from events.choices import MeetingState, Priority
from events.services.problems import situation_of
from events.services.publishing import publish
from events.services.schedules import ask_for_schedule
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    MatchmakingFactory,
    MeetingFactory,
    MeetingTableFactory,
    PartnershipFactory,
    RegistrationFactory,
    RoleFactory,
    SlotFactory,
)

BEFORE = datetime(2018, 5, 31, 8, 0, tzinfo=UTC)
MORNING = datetime(2018, 6, 1, 7, 0, tzinfo=UTC)
AFTERNOON = datetime(2018, 6, 1, 11, 0, tzinfo=UTC)
NAMES = (
    "Alpine Optics",
    "Baltic Lasers",
    "Cork Sensors",
    "Kyoto Photonics",
    "Nara Devices",
    "Osaka Light",
)
LANGUAGES = ("en", "fr", "de", "en", "en", "en")


def build_world(tables=2, years=0):
    """Slots 1–3 in the morning and 4–6 in the afternoon, two tables, six participants of A–F.

    It is on 1 June 2018, or so many years from today. Requests: A–D, A–E, B–D, B–F, C–E accepted; C–F only asked for.
    """
    partnership = PartnershipFactory(acronym="ALPHA", slug="alpha")
    event = EventFactory(
        partnership=partnership,
        name="Osaka B2B",
        kind="B2B",
        start_on=MORNING.date(),
        time_zone="Europe/Brussels",
    )
    MatchmakingFactory(event=event)
    slots = []
    later = timezone.now().year + years - MORNING.year if years else 0
    for number in range(6):
        start = MORNING if number < 3 else AFTERNOON
        start = start.replace(year=start.year + later)
        begin = start + timedelta(minutes=20 * (number % 3))
        slots.append(
            SlotFactory(
                event=event,
                number=number + 1,
                starts_at=begin,
                ends_at=begin + timedelta(minutes=20),
            )
        )
    made_tables = [MeetingTableFactory(event=event, number=number + 1) for number in range(tables)]
    parties, registrations = {}, {}
    for number, (name, language) in enumerate(zip(NAMES, LANGUAGES, strict=True)):
        registration = RegistrationFactory(
            event=event, number=number + 1, organisation_name=name, language=language
        )
        AttendeeFactory(
            registration=registration,
            name=f"Contact {name[0]}",
            email=f"{name[0].lower()}@example.org",
        )
        parties["ABCDEF"[number]] = registration.participation.organisation
        registrations["ABCDEF"[number]] = registration
    world = SimpleNamespace(
        partnership=partnership,
        event=event,
        slots=slots,
        tables=made_tables,
        parties=parties,
        registrations=registrations,
        meetings={},
        coordinator=RoleFactory(kind="coordinator", partnership=partnership).person,
    )
    for pair in ("AD", "AE", "BD", "BF", "CE"):
        request(world, pair)
    request(world, "CF", state=MeetingState.REQUESTED, answered_at=None)
    return world


def request(world, pair, **fields):
    """A meeting of two participants by their letters; accepted unless said otherwise."""
    fields = {
        "state": MeetingState.ACCEPTED,
        "priority": Priority.MEDIUM,
        "asked_at": BEFORE,
        "answered_at": BEFORE,
        **fields,
    }
    one, other = (world.parties[letter] for letter in pair)
    world.meetings[pair] = MeetingFactory(event=world.event, party_a=one, party_b=other, **fields)
    return world.meetings[pair]


def computed(world, **more):
    """A schedule that was asked for and computed."""
    schedule = ask_for_schedule(event=world.event, by=None, **more)
    schedule.refresh_from_db()
    return schedule


def published(world):
    """A schedule that was computed and published."""
    schedule = computed(world)
    publish(schedule=schedule, by=None)
    schedule.refresh_from_db()
    return schedule


def places(world):
    """Where the meetings are now, by pair: number of slot and table."""
    found = {}
    for pair, meeting in world.meetings.items():
        meeting.refresh_from_db()
        if meeting.slot_id:
            found[pair] = (meeting.slot.number, meeting.table.number)
    return found


def situation(world):
    """The event as it stands, fetched anew."""
    return situation_of(type(world.event).objects.get(pk=world.event.pk))


def address(world, name, *more):
    """The address of a page of the event."""
    return reverse(name, args=[world.partnership.slug, world.event.pk, *more])


def said(response):
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
