"""A matchmaking event to try: some weeks ahead, with participants and requests, not yet scheduled.

All organisations and persons are invented. Nothing of it is counted by a report: it has not taken place.
"""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from events.choices import (
    EventKind,
    MeetingKind,
    MeetingState,
    Pairing,
    ParticipationState,
    Priority,
    ProgrammeKind,
    RegistrationMode,
    RegistrationState,
)
from events.models import (
    Attendee,
    Event,
    Matchmaking,
    Meeting,
    MeetingResource,
    MeetingTable,
    Participation,
    ProgrammeItem,
    Registration,
    Slot,
)
from gateways.choices import OrganisationKind, Side
from gateways.models import Organisation
from partnership.models import Partnership
from smes.models import Company

NAME = "Osaka Partnering Days"
ZONE = ZoneInfo("Asia/Tokyo")
DAYS_AHEAD = 45
MINUTES = 20
TABLES = 3

EUROPEANS = (
    ("Arno Diagnostics Srl", "IT", "Point-of-care diagnostics", "Distributors for hospitals"),
    ("Breizh Biologics SAS", "FR", "Cell therapy processes", "Clinical research partners"),
    ("Donau Imaging GmbH", "AT", "Imaging software", "Hospitals for a pilot study"),
    ("Ebro Therapeutics SL", "ES", "Peptide therapeutics", "Licensing partners"),
    ("Isar Robotics GmbH", "DE", "Surgical robotics", "Distributors for surgical devices"),
    ("Tejo Data Lda", "PT", "Health data platforms", "Diagnostics companies"),
)
JAPANESE = (
    ("Aoba Medical Trading", "Distribution to hospitals", "Point-of-care diagnostics"),
    ("Hikari Clinic Network", "Pilot studies in hospitals", "Imaging software"),
    ("Kansai Cell Works", "Clinical research", "Cell therapy processes"),
    ("Minato Pharma", "Licensing and regulatory affairs", "Peptide therapeutics"),
    ("Sakura Devices", "Distribution of surgical devices", "Surgical robotics"),
)
WISHES = (
    # Who asks (European or Japanese, by place), whom, how much, and the answer's priority if any.
    ("e0", "j0", 3, 3),
    ("e0", "j1", 2, None),
    ("e1", "j2", 3, 2),
    ("e1", "j3", 1, None),
    ("e2", "j1", 3, 3),
    ("e2", "j0", 2, 1),
    ("e3", "j3", 3, 3),
    ("e3", "j2", 2, None),
    ("e4", "j4", 3, 3),
    ("e4", "j0", 2, 2),
    ("e5", "j1", 2, 2),
    ("e5", "j3", 1, None),
    ("j0", "e5", 2, 2),
    ("j1", "e4", 1, None),
    ("j2", "e0", 2, 2),
    ("j3", "e2", 1, None),
    ("j4", "e1", 1, 1),
    ("j4", "e2", 2, 2),
)


def add_matchmaking(partnership: Partnership) -> Event | None:
    """The event with all that belongs to it; nothing where the partnership has it already."""
    if Event.objects.filter(partnership=partnership, name=NAME).exists():
        return None
    event = _event(partnership)
    parties = {
        **{f"e{place}": _european(event, *row) for place, row in enumerate(EUROPEANS)},
        **{f"j{place}": _japanese(event, *row) for place, row in enumerate(JAPANESE)},
    }
    for number, key in enumerate(parties, start=1):
        _register(event, number, *parties[key])
    _ask(event, {key: organisation for key, (organisation, *_) in parties.items()})
    return event


def _event(partnership: Partnership) -> Event:
    day = timezone.localdate() + timedelta(days=DAYS_AHEAD)
    lists: dict[str, Any] = {"organisers": [partnership.acronym]}
    event = Event.objects.create(
        **lists,
        partnership=partnership,
        name=NAME,
        kind=EventKind.B2B,
        start_on=day,
        end_on=day,
        start_time=time(9),
        end_time=time(17),
        time_zone="Asia/Tokyo",
        place="Osaka, Japan",
        description="A day of meetings between European companies in personalised healthcare and "
        "Japanese hospitals, distributors and research partners. You choose whom you meet; the "
        "portal makes your agenda.",
        description_fr="Une journée de rencontres entre entreprises européennes de la santé "
        "personnalisée et hôpitaux, distributeurs et partenaires de recherche japonais. Vous "
        "choisissez vos interlocuteurs ; le portail établit votre agenda.",
        description_de="Ein Tag mit Treffen zwischen europäischen Unternehmen der personalisierten "
        "Medizin und japanischen Kliniken, Händlern und Forschungspartnern. Sie wählen, wen Sie "
        "treffen; das Portal macht Ihren Terminplan.",
        registration_mode=RegistrationMode.OPEN,
        capacity=60,
    )
    event.markets.set(partnership.targetmarkets.filter(country="JP"))

    def at(hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), ZONE)

    items = (
        (ProgrammeKind.SESSION, "Welcome and introduction", at(9), at(9, 30)),
        (ProgrammeKind.MATCHMAKING, "Meetings, morning", at(9, 40), at(11, 40)),
        (ProgrammeKind.BREAK, "Lunch", at(11, 40), at(13)),
        (ProgrammeKind.MATCHMAKING, "Meetings, afternoon", at(13), at(15)),
        (ProgrammeKind.SESSION, "What comes next", at(15, 20), at(16)),
    )
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(event=event, kind=kind, title=title, starts_at=begin, ends_at=end)
        for kind, title, begin, end in items
    )
    Matchmaking.objects.create(
        event=event, pairing=Pairing.ACROSS, minutes=MINUTES, request_limit=10
    )
    begins = [
        begin + timedelta(minutes=MINUTES * step)
        for kind, _, begin, end in items
        if kind == ProgrammeKind.MATCHMAKING
        for step in range((end - begin) // timedelta(minutes=MINUTES))
    ]
    Slot.objects.bulk_create(
        Slot(
            event=event,
            number=number,
            starts_at=begin,
            ends_at=begin + timedelta(minutes=MINUTES),
        )
        for number, begin in enumerate(begins, start=1)
    )
    MeetingTable.objects.bulk_create(
        MeetingTable(event=event, number=number) for number in range(1, TABLES + 1)
    )
    MeetingResource.objects.create(event=event, name="Interpreter Japanese–English", how_many=2)
    return event


Party = tuple[Organisation, str, str]
"""An organisation, what it offers and what it seeks."""


def _european(event: Event, name: str, country: str, offers: str, seeks: str) -> Party:
    company, _ = Company.objects.get_or_create(
        partnership=event.partnership,
        name=name,
        country=country,
        defaults={"side": Side.EU_SME, "kind": OrganisationKind.BUSINESS},
    )
    return company, offers, seeks


def _japanese(event: Event, name: str, offers: str, seeks: str) -> Party:
    organisation, _ = Organisation.objects.get_or_create(
        partnership=event.partnership,
        name=name,
        country="JP",
        defaults={"side": Side.THIRD_BUSINESS, "kind": OrganisationKind.BUSINESS},
    )
    return organisation, offers, seeks


def _register(
    event: Event, number: int, organisation: Organisation, offers: str, seeks: str
) -> None:
    lists: dict[str, Any] = {"offers": [offers], "seeks": [seeks]}
    registration = Registration.objects.create(
        **lists,
        event=event,
        number=number,
        state=RegistrationState.CONFIRMED,
        participation=Participation.objects.create(
            event=event, organisation=organisation, state=ParticipationState.CONFIRMED
        ),
        organisation_name=organisation.name,
        country=organisation.country,
        side=organisation.side,
        kind=organisation.kind,
        is_in_catalogue=True,
        confirmed_at=timezone.now(),
    )
    Attendee.objects.create(
        registration=registration,
        name=f"Contact of {organisation.name}",
        function="Business development",
        email=f"participant{number}@example.org",
        is_contact=True,
    )


def _ask(event: Event, parties: dict[str, Organisation]) -> None:
    now = timezone.now()
    for asker, asked, priority, back in WISHES:
        Meeting.objects.create(
            event=event,
            kind=MeetingKind.B2B,
            party_a=parties[asker],
            party_b=parties[asked],
            state=MeetingState.ACCEPTED if back else MeetingState.REQUESTED,
            priority=Priority(priority),
            priority_back=Priority(back) if back else None,
            asked_at=now,
            answered_at=now if back else None,
        )
