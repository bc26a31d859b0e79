"""Smallest valid events, participations, meetings and declared figures."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from events.choices import EventKind, MeetingKind, MeetingState, ParticipationState
from events.models import DeclaredFigure, Event, Meeting, Participation
from gateways.choices import OrganisationKind, Side
from tests.factories.gateways import OrganisationFactory
from tests.factories.partnership import PartnershipFactory, TargetMarketFactory


class EventFactory(DjangoModelFactory):
    """A workshop that took place in 2018; pass ``markets`` to address some."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Event {n}")
    kind = EventKind.WORKSHOP
    start_on = date(2018, 6, 1)

    @factory.post_generation
    def markets(self, create, extracted, **kwargs):
        """Markets that the event addresses."""
        if create and extracted:
            self.markets.set(extracted)


class ParticipationFactory(DjangoModelFactory):
    """An organisation of the event's partnership that attended."""

    class Meta:
        model = Participation

    event = factory.SubFactory(EventFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, partnership=factory.SelfAttribute("..event.partnership")
    )
    state = ParticipationState.ATTENDED


class MeetingFactory(DjangoModelFactory):
    """A B2B meeting that was held, of a European SME and a third-country business."""

    class Meta:
        model = Meeting

    event = factory.SubFactory(EventFactory)
    kind = MeetingKind.B2B
    party_a = factory.SubFactory(
        OrganisationFactory,
        partnership=factory.SelfAttribute("..event.partnership"),
        country="DE",
        side=Side.EU_SME,
        kind=OrganisationKind.BUSINESS,
    )
    party_b = factory.SubFactory(
        OrganisationFactory,
        partnership=factory.SelfAttribute("..event.partnership"),
        side=Side.THIRD_BUSINESS,
        kind=OrganisationKind.BUSINESS,
    )
    state = MeetingState.HELD


class DeclaredFigureFactory(DjangoModelFactory):
    """Ten C2C meetings in a market of the same partnership.

    For another place pass ``market=None`` and ``event=…`` or ``is_for_all_markets=True``.
    """

    class Meta:
        model = DeclaredFigure

    partnership = factory.SubFactory(PartnershipFactory)
    measure = "c2c_meetings"
    value = 10
    market = factory.SubFactory(
        TargetMarketFactory, partnership=factory.SelfAttribute("..partnership")
    )
    source = "Final report, table A"
