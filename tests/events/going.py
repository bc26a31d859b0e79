"""An event that is going on: participants of three sides, meetings past, now and next."""

from datetime import timedelta
from types import SimpleNamespace

from django.urls import reverse
from django.utils import timezone

from events.choices import EventKind, MeetingKind, MeetingState, ParticipationState
from gateways.choices import OrganisationKind, Side
from tests.factories import (
    AttendeeFactory,
    CompanyFactory,
    EventFactory,
    MeetingFactory,
    MeetingTableFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegistrationFactory,
    SlotFactory,
    TargetMarketFactory,
)


def take_part(event, organisation, person, **attendee):
    """A confirmed registration of an organisation, with one person."""
    participation = ParticipationFactory(
        event=event, organisation=organisation, state=ParticipationState.CONFIRMED
    )
    registration = RegistrationFactory(
        event=event,
        participation=participation,
        organisation_name=organisation.name,
        country=organisation.country,
        side=organisation.side,
        kind=organisation.kind,
    )
    AttendeeFactory(registration=registration, name=person, **attendee)
    return registration


def going_event(now=None, **fields):
    """Three companies of Germany and France, a Japanese business, a Japanese and a French cluster.

    Its slots end at ``now``, begin at ``now`` and follow. One meeting of each kind of place.
    """
    now = now or timezone.now()
    event = EventFactory(
        name=fields.pop("name", "Photonics days"),
        kind=EventKind.B2B,
        start_on=timezone.localdate(now),
        **fields,
    )
    home = event.partnership
    japan = TargetMarketFactory(partnership=home, code="JP", country="JP", label="Japan")
    event.markets.add(japan)
    alpha, beta = (
        CompanyFactory(partnership=home, name=name, country=country)
        for name, country in (("Alpha Optik GmbH", "DE"), ("Bêta Lasers", "FR"))
    )
    gamma = OrganisationFactory(
        partnership=home,
        name="Gamma Kogaku",
        country="JP",
        side=Side.THIRD_BUSINESS,
        kind=OrganisationKind.BUSINESS,
    )
    delta = OrganisationFactory(
        partnership=home,
        name="Delta Photonics Cluster",
        country="JP",
        side=Side.THIRD_INTERMEDIARY,
        kind=OrganisationKind.CLUSTER,
    )
    epsilon = OrganisationFactory(
        partnership=home,
        name="Epsilon Cluster",
        country="FR",
        side=Side.EU_CLUSTER,
        kind=OrganisationKind.CLUSTER,
    )
    people = ("Ada Vogel", "Béatrice Fabre", "Chiyo Mori", "Daichi Ito", "Émile Roux")
    parties = (alpha, beta, gamma, delta, epsilon)
    registrations = [
        take_part(event, party, person) for party, person in zip(parties, people, strict=True)
    ]
    past, current, following = (
        SlotFactory(
            event=event,
            number=number,
            starts_at=now + timedelta(minutes=20 * (number - 2)),
            ends_at=now + timedelta(minutes=20 * (number - 1)),
        )
        for number in (1, 2, 3)
    )
    tables = [MeetingTableFactory(event=event, number=number) for number in (1, 2)]

    def meet(a, b, slot, table, **more):
        return MeetingFactory(
            event=event,
            party_a=a,
            party_b=b,
            slot=slot,
            table=table,
            state=MeetingState.SCHEDULED,
            **more,
        )

    meetings = [
        meet(alpha, gamma, past, tables[0]),
        meet(beta, gamma, current, tables[0]),
        meet(epsilon, delta, current, tables[1], kind=MeetingKind.C2C),
        meet(alpha, delta, following, tables[0]),
    ]
    return SimpleNamespace(
        event=event,
        market=japan,
        parties=parties,
        registrations=registrations,
        meetings=meetings,
        tables=tables,
        slots=(past, current, following),
        arguments=[home.slug, event.pk],
    )


def page(going, name, *more):
    """The address of a page of the event."""
    return reverse(name, args=[*going.arguments, *more])
