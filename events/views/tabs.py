"""The tabs of a participant's pages and of the pages of those who run an event."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.choices import MeetingState
from events.feedback import has_feedback_to_give
from events.models import Event, Meeting, Registration
from events.participants import has_meetings, takes_part


@dataclass(frozen=True)
class Tab:
    """A page of several about the same thing."""

    label: str | Promise
    address: str
    is_here: bool = False
    count: int = 0
    """What waits there, where it is more than nothing."""


@dataclass(frozen=True)
class TabKind:
    """A page that may be a tab: the name of its address, and when it is one."""

    name: str
    label: str | Promise
    is_shown: Callable[[Any], bool] = lambda row: True
    count: Callable[[Any], int] = lambda row: 0


def _waiting_in(event: Event) -> int:
    """Registrations that wait for a decision. One query."""
    return Registration.objects.undecided().filter(event=event).count()


def _has_meetings(registration: Registration) -> bool:
    return takes_part(registration) and has_meetings(registration.event)


def _to_answer(registration: Registration) -> int:
    rows = Meeting.objects.filter(event=registration.event, state=MeetingState.REQUESTED)
    return rows.filter(party_b=registration.organisation).count()


participant_tabs: list[TabKind] = [
    TabKind("registration", _("Your registration")),
    TabKind("registration_catalogue", _("Participants"), _has_meetings),
    TabKind("registration_requests", _("Requests"), _has_meetings, _to_answer),
    TabKind("registration_agenda", _("Agenda"), _has_meetings),
    TabKind("registration_feedback", _("Feedback"), has_feedback_to_give),
]
"""Pages of a registration (``<name>`` takes its link), in their order; apps of pages add theirs."""

office_tabs: list[TabKind] = [
    TabKind("event_registrations", "Registrations", count=_waiting_in),
    TabKind("event_invitations", "Invitations"),
    TabKind("event_delegations", "Delegations"),
    TabKind("event_matchmaking", "Matchmaking"),
    TabKind("event_requests", "Requests", has_meetings),
    TabKind("event_schedule", "Schedule", has_meetings),
    TabKind("event_grid", "Grid", has_meetings),
    TabKind("event_agendas", "Agendas", has_meetings),
    TabKind("event_check_in", "Check-in"),
    TabKind("event_meetings", "Meetings held"),
    TabKind("event_results", "Results"),
    TabKind("event_import", "Import"),
]
"""Pages of an event for those who run it (``<name>`` takes slug and pk), in their order."""


def tabs_of(registration: Registration, here: str) -> list[Tab]:
    """The tabs of a registration’s pages; ``here`` is the name of the page’s address."""
    return [
        Tab(
            kind.label,
            reverse(kind.name, args=[registration.link]),
            kind.name == here,
            kind.count(registration),
        )
        for kind in participant_tabs
        if kind.is_shown(registration)
    ]


def office_tabs_of(event: Event, here: str) -> list[Tab]:
    """The tabs of an event’s pages in the office."""
    arguments = [event.partnership.slug, event.pk]
    return [
        Tab(kind.label, reverse(kind.name, args=arguments), kind.name == here, kind.count(event))
        for kind in office_tabs
        if kind.is_shown(event)
    ]
