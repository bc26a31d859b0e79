"""Smallest valid events, participations, meetings and declared figures."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from events.choices import (
    EventKind,
    FollowUp,
    MeetingKind,
    MeetingState,
    ParticipationState,
    RegistrationState,
)
from events.models import (
    Attendee,
    BlockedPair,
    DeclaredFigure,
    Delegation,
    Event,
    EventAnswer,
    EventImport,
    EventInvitation,
    EventQuestion,
    EventSeries,
    Matchmaking,
    Meeting,
    MeetingFeedback,
    MeetingOrder,
    MeetingResource,
    MeetingTable,
    Participation,
    ProgrammeItem,
    Registration,
    Schedule,
    ScheduledMeeting,
    Slot,
)
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


class EventSeriesFactory(DjangoModelFactory):
    """A series of events without events."""

    class Meta:
        model = EventSeries

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Series {n}")


FIRST_MORNING = datetime(2018, 6, 1, 7, 0, tzinfo=UTC)


class PartOfEventFactory(DjangoModelFactory):
    """A part of an event of its own."""

    class Meta:
        abstract = True

    event = factory.SubFactory(EventFactory)


class ProgrammeItemFactory(PartOfEventFactory):
    """A session of an hour in the morning."""

    class Meta:
        model = ProgrammeItem

    title = factory.Sequence(lambda n: f"Session {n}")
    starts_at = FIRST_MORNING
    ends_at = FIRST_MORNING + timedelta(hours=1)


class DelegationFactory(PartOfEventFactory):
    """A delegation without members."""

    class Meta:
        model = Delegation

    name = factory.Sequence(lambda n: f"Delegation {n}")


class RegistrationFactory(PartOfEventFactory):
    """A confirmed registration of a European SME, with its participation; pass ``state`` for another."""

    class Meta:
        model = Registration

    number = factory.Sequence(lambda n: n + 1)
    organisation_name = factory.Sequence(lambda n: f"Registrant {n}")
    country = "DE"
    side = Side.EU_SME
    kind = OrganisationKind.BUSINESS
    state = RegistrationState.CONFIRMED
    participation = factory.Maybe(
        factory.LazyAttribute(lambda row: row.state == RegistrationState.CONFIRMED),
        factory.SubFactory(
            ParticipationFactory,
            event=factory.SelfAttribute("..event"),
            organisation__name=factory.SelfAttribute("...organisation_name"),
            organisation__country=factory.SelfAttribute("...country"),
            organisation__side=factory.SelfAttribute("...side"),
            organisation__kind=factory.SelfAttribute("...kind"),
            state=ParticipationState.CONFIRMED,
        ),
        None,
    )


class AttendeeFactory(DjangoModelFactory):
    """Who is written to for a registration of its own."""

    class Meta:
        model = Attendee

    registration = factory.SubFactory(RegistrationFactory)
    name = factory.Sequence(lambda n: f"Attendee {n}")
    email = factory.Sequence(lambda n: f"attendee{n}@example.org")
    is_contact = True


class EventInvitationFactory(PartOfEventFactory):
    """An invitation that was not sent yet."""

    class Meta:
        model = EventInvitation

    email = factory.Sequence(lambda n: f"guest{n}@example.org")


class EventQuestionFactory(PartOfEventFactory):
    """A question that asks for a line."""

    class Meta:
        model = EventQuestion

    text = factory.Sequence(lambda n: f"Question {n}?")


class EventAnswerFactory(DjangoModelFactory):
    """An answer to a question of the same event."""

    class Meta:
        model = EventAnswer

    registration = factory.SubFactory(RegistrationFactory)
    question = factory.SubFactory(
        EventQuestionFactory, event=factory.SelfAttribute("..registration.event")
    )
    value = "An answer"


class MatchmakingFactory(PartOfEventFactory):
    """Meetings of twenty minutes, without limits."""

    class Meta:
        model = Matchmaking


class SlotFactory(PartOfEventFactory):
    """A slot of twenty minutes; slots follow each other by number."""

    class Meta:
        model = Slot

    number = factory.Sequence(lambda n: n + 1)
    starts_at = factory.LazyAttribute(
        lambda slot: FIRST_MORNING + timedelta(minutes=20 * (slot.number - 1))
    )
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(minutes=20))


class MeetingTableFactory(PartOfEventFactory):
    """A table in the room."""

    class Meta:
        model = MeetingTable

    number = factory.Sequence(lambda n: n + 1)


class MeetingResourceFactory(PartOfEventFactory):
    """One interpreter."""

    class Meta:
        model = MeetingResource

    name = factory.Sequence(lambda n: f"Interpreter {n}")


class BlockedPairFactory(PartOfEventFactory):
    """Two organisations of the event's partnership that do not meet."""

    class Meta:
        model = BlockedPair

    one = factory.SubFactory(
        OrganisationFactory, partnership=factory.SelfAttribute("..event.partnership")
    )
    other = factory.SubFactory(
        OrganisationFactory, partnership=factory.SelfAttribute("..event.partnership")
    )


class MeetingOrderFactory(PartOfEventFactory):
    """One meeting before another at the same event."""

    class Meta:
        model = MeetingOrder

    before = factory.SubFactory(MeetingFactory, event=factory.SelfAttribute("..event"))
    after = factory.SubFactory(MeetingFactory, event=factory.SelfAttribute("..event"))


class MeetingFeedbackFactory(DjangoModelFactory):
    """A good rating by the party that asked."""

    class Meta:
        model = MeetingFeedback

    meeting = factory.SubFactory(MeetingFactory)
    organisation = factory.SelfAttribute("meeting.party_a")
    useful = 4
    goes_on = FollowUp.YES


class ScheduleFactory(PartOfEventFactory):
    """A schedule that waits to be computed."""

    class Meta:
        model = Schedule

    number = factory.Sequence(lambda n: n + 1)


class ScheduledMeetingFactory(DjangoModelFactory):
    """A meeting in a slot at a table, all of the same event."""

    class Meta:
        model = ScheduledMeeting

    schedule = factory.SubFactory(ScheduleFactory)
    meeting = factory.SubFactory(MeetingFactory, event=factory.SelfAttribute("..schedule.event"))
    slot = factory.SubFactory(SlotFactory, event=factory.SelfAttribute("..schedule.event"))
    table = factory.SubFactory(MeetingTableFactory, event=factory.SelfAttribute("..schedule.event"))


class EventImportFactory(PartOfEventFactory):
    """A workbook that was uploaded and not brought in; its content does not matter."""

    class Meta:
        model = EventImport

    file_name = factory.Sequence(lambda n: f"export-{n}.xlsx")
    document = factory.LazyAttribute(lambda row: f"event-imports/{row.file_name}")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
