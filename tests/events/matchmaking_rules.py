"""What the database refuses of registrations, matchmaking and schedules, and how it says so."""

from datetime import date, timedelta

from django.utils import timezone

from tests.factories import (
    AttendeeFactory,
    BlockedPairFactory,
    DelegationFactory,
    EventAnswerFactory,
    EventFactory,
    EventInvitationFactory,
    EventQuestionFactory,
    EventSeriesFactory,
    MatchmakingFactory,
    MeetingFactory,
    MeetingFeedbackFactory,
    MeetingOrderFactory,
    MeetingResourceFactory,
    MeetingTableFactory,
    OrganisationFactory,
    PartnershipFactory,
    ProgrammeItemFactory,
    RegistrationFactory,
    ScheduledMeetingFactory,
    ScheduleFactory,
    SlotFactory,
)
from tests.rules import at, twin

NOW = timezone.now()
LATER = NOW + timedelta(hours=1)
ENDS_FIRST = "It ends before it begins. Enter a later end."


def _event(**changes):
    return EventFactory.build(partnership=PartnershipFactory(), **changes)


def _part(factory, **changes):
    return factory.build(event=EventFactory(), **changes)


def _meeting(**changes):
    event = EventFactory()
    parties = OrganisationFactory.create_batch(2, partnership=event.partnership)
    return MeetingFactory.build(event=event, party_a=parties[0], party_b=parties[1], **changes)


def _blocked_with_itself():
    event = EventFactory()
    alone = OrganisationFactory(partnership=event.partnership)
    return BlockedPairFactory.build(event=event, one=alone, other=alone)


def _before_itself():
    meeting = MeetingFactory()
    return MeetingOrderFactory.build(event=meeting.event, before=meeting, after=meeting)


def _rated(useful):
    meeting = MeetingFactory()
    return MeetingFeedbackFactory.build(
        meeting=meeting, organisation=meeting.party_a, useful=useful
    )


def _attendee(**changes):
    return AttendeeFactory.build(registration=RegistrationFactory(), **changes)


def _same_badge():
    return AttendeeFactory.build(
        registration=RegistrationFactory(), badge=AttendeeFactory(badge="once").badge
    )


def _confirmed_without_organisation():
    return RegistrationFactory.build(event=EventFactory(), participation=None, number=1)


def _published_twice():
    first = ScheduleFactory(state="published")
    return ScheduleFactory.build(event=first.event, state="published", number=first.number + 1)


RULES = {
    "event_registration_opens_before_it_closes": lambda: (
        _event(registration_opens_at=LATER, registration_closes_at=NOW),
        at(
            "registration_closes_at",
            "Registration closes before it opens. Enter a later moment.",
        ),
    ),
    "event_registration_needs_a_day": lambda: (
        _event(start_on=None, status="held", registration_mode="open"),
        at("registration_mode", "Enter the day of the event before you open its registration."),
    ),
    "event_series_name_unique": lambda: (
        twin(EventSeriesFactory, ["partnership", "name"]),
        at("name", "There is already a series of this name."),
    ),
    "programme_item_ends_after_start": lambda: (
        _part(ProgrammeItemFactory, starts_at=LATER, ends_at=NOW),
        at("ends_at", ENDS_FIRST),
    ),
    "delegation_name_unique": lambda: (
        twin(DelegationFactory, ["event", "name"]),
        at("name", "The event has a delegation of this name."),
    ),
    "delegation_returns_after_it_leaves": lambda: (
        _part(DelegationFactory, leaves_on=date(2018, 6, 2), returns_on=date(2018, 6, 1)),
        at("returns_on", "It travels back before it travels there. Enter a later day."),
    ),
    "registration_number_unique": lambda: (
        twin(RegistrationFactory, ["event", "number"], participation=None, state="registered"),
        at("number", "This number is taken. Save again."),
    ),
    "registration_people_at_once": lambda: (
        _part(RegistrationFactory, participation=None, state="registered", people_at_once=0),
        at("people_at_once", "At least one meeting takes place at a time. Enter 1 or more."),
    ),
    "registration_confirmed_has_organisation": lambda: (
        _confirmed_without_organisation(),
        at("state", "Say which organisation it is before you confirm it."),
    ),
    "attendee.badge": lambda: (
        _same_badge(),
        at("badge", "Attendee with this Badge already exists."),
    ),
    "attendee_one_contact": lambda: (
        twin(AttendeeFactory, ["registration"]),
        at("is_contact", "Another person of this organisation is written to already."),
    ),
    "attendee_contact_has_email": lambda: (
        _attendee(email=""),
        at("email", "Enter the e-mail address of the person who is written to."),
    ),
    "attendee_leaves_after_arrival": lambda: (
        _attendee(arrives_on=date(2018, 6, 2), leaves_on=date(2018, 6, 1)),
        at("leaves_on", "The person leaves before arriving. Enter a later day."),
    ),
    "event_invitation_once": lambda: (
        twin(EventInvitationFactory, ["event", "email"]),
        at("email", "This address is on the list already."),
    ),
    "event_question_kind_known": lambda: (
        _part(EventQuestionFactory, kind="guess"),
        at("kind", "Value 'guess' is not a valid choice."),
    ),
    "event_question_has_choices": lambda: (
        _part(EventQuestionFactory, kind="one of"),
        at("choices", "List the answers to choose from, one per line."),
    ),
    "event_answer_once": lambda: (
        twin(EventAnswerFactory, ["registration", "question"]),
        at("question", "This question is answered already."),
    ),
    "matchmaking_minutes": lambda: (
        _part(MatchmakingFactory, minutes=4),
        at("minutes", "A slot lasts 5 to 240 minutes."),
    ),
    "matchmaking_opens_before_it_closes": lambda: (
        _part(MatchmakingFactory, requests_open_at=LATER, requests_close_at=NOW),
        at("requests_close_at", "Requests close before they open. Enter a later moment."),
    ),
    "slot_number_unique": lambda: (
        twin(SlotFactory, ["event", "number"]),
        at("number", "Another slot has this number."),
    ),
    "slot_ends_after_start": lambda: (
        _part(SlotFactory, number=1, starts_at=LATER, ends_at=NOW),
        at("ends_at", ENDS_FIRST),
    ),
    "table_number_unique": lambda: (
        twin(MeetingTableFactory, ["event", "number"]),
        at("number", "Another table has this number."),
    ),
    "meeting_resource_name_unique": lambda: (
        twin(MeetingResourceFactory, ["event", "name"]),
        at("name", "The event has a resource of this name."),
    ),
    "meeting_resource_how_many": lambda: (
        _part(MeetingResourceFactory, how_many=0),
        at("how_many", "Enter 1 or more, or delete the resource."),
    ),
    "blocked_pair_once": lambda: (
        twin(BlockedPairFactory, ["event", "one", "other"]),
        at("other", "These two are on the list already."),
    ),
    "blocked_pair_of_two": lambda: (
        _blocked_with_itself(),
        at("other", "Choose two different organisations."),
    ),
    "meeting_locked_in_a_slot": lambda: (
        _meeting(is_locked=True),
        at("is_locked", "Choose the slot in which the meeting is to stay."),
    ),
    "meeting_length": lambda: (
        _meeting(length=0),
        at("length", "A meeting takes 1 to 8 slots."),
    ),
    "meeting_order_once": lambda: (
        twin(MeetingOrderFactory, ["event", "before", "after"]),
        at("after", "This order is on the list already."),
    ),
    "meeting_order_of_two": lambda: (
        _before_itself(),
        at("after", "Choose two different meetings."),
    ),
    "meeting_feedback_once": lambda: (
        twin(MeetingFeedbackFactory, ["meeting", "organisation"]),
        at("organisation", "This party has answered already."),
    ),
    "meeting_feedback_useful": lambda: (
        _rated(6),
        at("useful", "Choose a number from 1 to 5."),
    ),
    "schedule_number_unique": lambda: (
        twin(ScheduleFactory, ["event", "number"]),
        at("number", "This number is taken. Save again."),
    ),
    "schedule_published_once": lambda: (
        _published_twice(),
        at("state", "Another schedule of this event is published."),
    ),
    "scheduled_meeting_once": lambda: (
        twin(ScheduledMeetingFactory, ["schedule", "meeting"], slot=None, table=None),
        at("meeting", "This meeting has its place already."),
    ),
}
