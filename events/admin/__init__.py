"""The coordination office's pages of events, registrations, meetings and declared figures."""

# The index shows models in the order of their registration.
# isort: off
from events.admin.events import (
    DeclaredFigureAdmin,
    EventAdmin,
    EventSeriesAdmin,
    MeetingAdmin,
    ParticipationAdmin,
    ProgrammeItemAdmin,
)
from events.admin.registrations import (
    AttendeeAdmin,
    DelegationAdmin,
    EventAnswerAdmin,
    EventInvitationAdmin,
    EventQuestionAdmin,
    RegistrationAdmin,
)
from events.admin.matchmaking import (
    BlockedPairAdmin,
    MatchmakingAdmin,
    MeetingFeedbackAdmin,
    MeetingOrderAdmin,
    MeetingResourceAdmin,
    MeetingTableAdmin,
    ScheduleAdmin,
    ScheduledMeetingAdmin,
    SlotAdmin,
)
from events.admin.imports import EventImportAdmin
# isort: on

__all__ = [
    "AttendeeAdmin",
    "BlockedPairAdmin",
    "DeclaredFigureAdmin",
    "DelegationAdmin",
    "EventAdmin",
    "EventAnswerAdmin",
    "EventImportAdmin",
    "EventInvitationAdmin",
    "EventQuestionAdmin",
    "EventSeriesAdmin",
    "MatchmakingAdmin",
    "MeetingAdmin",
    "MeetingFeedbackAdmin",
    "MeetingOrderAdmin",
    "MeetingResourceAdmin",
    "MeetingTableAdmin",
    "ParticipationAdmin",
    "ProgrammeItemAdmin",
    "RegistrationAdmin",
    "ScheduleAdmin",
    "ScheduledMeetingAdmin",
    "SlotAdmin",
]
