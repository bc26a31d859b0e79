"""What a schedule of an event is computed from, as it stands now: records in, plain data out."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.utils import timezone

from events.choices import MeetingState, ParticipationState, RegistrationState
from events.models import (
    BlockedPair,
    Event,
    Matchmaking,
    Meeting,
    MeetingOrder,
    MeetingResource,
    MeetingTable,
    Registration,
    Slot,
)
from events.scheduling.problem import Party, Precedence, Problem, Request
from events.scheduling.schedule import Place
from events.services.worth import is_agreed, is_fixed, value_of

CHANGE_OF_TABLES = timedelta(minutes=10)
"""A longer pause between two slots ends a session; a meeting of several slots stays within one."""

PLACED = (MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.NO_SHOW)
"""States in which the slot of a meeting is where it takes, or took, place."""


@dataclass(frozen=True)
class EventProblem(Problem):
    """A problem whose meetings of several slots stay within a session."""

    sessions: tuple[int, ...] = ()
    """The session of each slot."""

    @cached_property
    def starts(self) -> tuple[tuple[int, ...], ...]:
        """The slots in which each request can begin: all that it takes are of one session."""
        return tuple(
            tuple(begin for begin in begins if is_one_session(self.sessions, begin, request.length))
            for begins, request in zip(super().starts, self.requests, strict=True)
        )


def is_one_session(sessions: Sequence[int], begin: int, length: int) -> bool:
    """Whether so many slots from one on exist and follow each other without a long pause."""
    end = begin + length
    return end <= len(sessions) and len(set(sessions[begin:end])) == 1


@dataclass(frozen=True)
class Situation:
    """An event's slots, tables, participants and requests. Keys of the problem are primary keys."""

    event: Event
    slots: tuple[Slot, ...]
    tables: tuple[MeetingTable, ...]
    resources: tuple[MeetingResource, ...]
    registrations: dict[int, Registration]
    """Those that come, by organisation."""
    meetings: dict[int, Meeting]
    """All that somebody wishes, or that have a place."""
    orders: tuple[MeetingOrder, ...]
    blocked: frozenset[frozenset[int]]
    now: datetime

    @cached_property
    def index_of(self) -> dict[int, int]:
        """The place of each slot in the row of slots, by primary key."""
        return {slot.pk: number for number, slot in enumerate(self.slots)}

    @cached_property
    def table_number(self) -> dict[int, int]:
        """The number, from 1, of each table in the row of tables, by primary key."""
        return {table.pk: number for number, table in enumerate(self.tables, start=1)}

    @cached_property
    def sessions(self) -> tuple[int, ...]:
        """The session of each slot."""
        found = [0] if self.slots else []
        for one, following in pairwise(self.slots):
            is_new = following.starts_at - one.ends_at > CHANGE_OF_TABLES
            found.append(found[-1] + is_new)
        return tuple(found)

    @cached_property
    def placed(self) -> dict[int, Place]:
        """Where meetings take place now, by primary key; without a table, 0."""
        return {
            key: Place(
                self.index_of[meeting.slot_id], self.table_number.get(meeting.table_id or 0, 0)
            )
            for key, meeting in self.meetings.items()
            if meeting.state in PLACED and meeting.slot_id in self.index_of
        }

    @cached_property
    def first_open(self) -> int:
        """The first slot that can still be planned: none that has begun, or that a meeting runs on in."""
        begun = sum(1 for slot in self.slots if slot.starts_at <= self.now)
        ends = [
            place.slot + self.meetings[key].length
            for key, place in self.placed.items()
            if place.slot < begun
        ]
        return max([begun, *ends])

    @cached_property
    def standing(self) -> dict[int, Place]:
        """Meetings that have begun, or are over: nothing moves them."""
        return {
            key: place
            for key, place in self.placed.items()
            if place.slot < self.first_open or self.meetings[key].state != MeetingState.SCHEDULED
        }

    @cached_property
    def agreed(self) -> dict[int, Place]:
        """Meetings that are to come, as agreed."""
        return {key: place for key, place in self.placed.items() if key not in self.standing}

    @cached_property
    def matchmaking(self) -> Matchmaking:
        """Its rules; the usual ones where none are entered."""
        found: Matchmaking | None = getattr(self.event, "matchmaking", None)
        return found or Matchmaking(event=self.event)

    def is_blocked(self, meeting: Meeting) -> bool:
        """Whether the organisers do not let these two meet."""
        return frozenset({meeting.party_a_id, meeting.party_b_id}) in self.blocked

    def is_wanted(self, meeting: Meeting) -> bool:
        """Whether a schedule is to place the meeting: both come, and nothing speaks against it."""
        return (
            meeting.state in MeetingState.wanted()
            and {meeting.party_a_id, meeting.party_b_id} <= self.registrations.keys()
            and not self.is_blocked(meeting)
            and (self.matchmaking.places_unanswered or is_agreed(meeting) or is_fixed(meeting))
        )

    def name_of(self, organisation: int) -> str:
        """The name of a party."""
        registration = self.registrations.get(organisation)
        if registration is not None:
            return str(registration.participation.organisation.name)  # type: ignore[union-attr]
        return self._names[organisation]

    @cached_property
    def _names(self) -> dict[int, str]:
        return {
            party.pk: party.name
            for meeting in self.meetings.values()
            for party in (meeting.party_a, meeting.party_b)
        }

    def moment(self, slot: int) -> datetime:
        """When a slot begins, in the time zone of the event."""
        return self.slots[slot].starts_at.astimezone(self.event.zone)

    def when(self, slot: int) -> str:
        """The same in words, such as “Friday 1 June, 09:20”."""
        return f"{self.moment(slot):%A %-d %B, %H:%M}"

    def limit_of(self, registration: Registration) -> int | None:
        """How many meetings a participant has at most."""
        own = registration.meeting_limit
        return self.matchmaking.meeting_limit if own is None else own

    @cached_property
    def problem(self) -> EventProblem:
        """What is still to be planned: slots that have begun are closed, their meetings stay."""
        return self._problem(self.first_open, self.standing, locks=True)

    @cached_property
    def repair_problem(self) -> EventProblem:
        """The same, where meetings beyond a limit that were agreed may stay."""
        return self._problem(self.first_open, self.standing, locks=True, agreed=self.agreed)

    @cached_property
    def digest(self) -> str:
        """A sum of what a schedule is computed from.

        Neither time that passes nor a lock changes it: a schedule that keeps the lock is still right,
        and that is looked at when it is published. Empty where there are no slots or tables.
        """
        if not (self.slots and self.tables):
            return ""
        whole = self._problem(0, {}, locks=False)
        data = [
            [
                [slot.pk, slot.starts_at.isoformat(), slot.ends_at.isoformat()]
                for slot in self.slots
            ],
            [table.pk for table in self.tables],
            [
                [party.key, sorted(party.available), party.at_once, party.limit]
                for party in sorted(whole.parties, key=lambda party: party.key)
            ],
            [
                [wish.key, wish.a, wish.b, wish.value, wish.must, wish.length, sorted(wish.needs)]
                for wish in sorted(whole.requests, key=lambda wish: wish.key)
            ],
            sorted([order.before, order.after] for order in whole.precedences),
            sorted(whole.resources.items()),
        ]
        return hashlib.sha256(json.dumps(data).encode()).hexdigest()

    def _problem(
        self,
        first: int,
        standing: dict[int, Place],
        *,
        locks: bool,
        agreed: dict[int, Place] | None = None,
    ) -> EventProblem:
        wanted = [
            meeting
            for key, meeting in self.meetings.items()
            if key not in standing and self.is_wanted(meeting)
        ]
        # A repair lets whoever comes first stay: those whose table is still there.
        wanted.sort(key=lambda meeting: agreed is not None and not _has_table(meeting.pk, agreed))
        had, has = self._numbers(standing), self._numbers(agreed or {})
        names = {meeting.pk for meeting in wanted}
        return EventProblem(
            slots=len(self.slots),
            tables=len(self.tables),
            parties=tuple(
                self._party(key, registration, first, had[key], has[key])
                for key, registration in self.registrations.items()
            ),
            requests=tuple(self._request(meeting, locks=locks) for meeting in wanted),
            precedences=tuple(
                Precedence(str(order.before_id), str(order.after_id))
                for order in self.orders
                if {order.before_id, order.after_id} <= names
            ),
            resources={str(resource.pk): resource.how_many for resource in self.resources},
            sessions=self.sessions,
        )

    def _numbers(self, meetings: Iterable[int]) -> dict[int, int]:
        numbers: dict[int, int] = defaultdict(int)
        for key in meetings:
            numbers[self.meetings[key].party_a_id] += 1
            numbers[self.meetings[key].party_b_id] += 1
        return numbers

    def _party(self, key: int, registration: Registration, first: int, had: int, has: int) -> Party:
        away = {slot.pk for slot in registration.away.all()}
        limit = self.limit_of(registration)
        return Party(
            key=str(key),
            available=frozenset(
                number
                for number, slot in enumerate(self.slots)
                if number >= first and slot.pk not in away
            ),
            at_once=registration.people_at_once,
            limit=None if limit is None else max(limit - had, has, 0),
        )

    def _request(self, meeting: Meeting, *, locks: bool) -> Request:
        is_locked = locks and meeting.is_locked and meeting.slot_id in self.index_of
        return Request(
            key=str(meeting.pk),
            a=str(meeting.party_a_id),
            b=str(meeting.party_b_id),
            value=value_of(meeting),
            locked=self.index_of[meeting.slot_id or 0] if is_locked else None,
            must=meeting.is_demanded,
            length=meeting.length,
            needs=frozenset(str(resource.pk) for resource in meeting.resources.all()),
        )


def _has_table(meeting: int, agreed: Mapping[int, Place]) -> bool:
    return meeting in agreed and agreed[meeting].table > 0


def situation_of(event: Event, now: datetime | None = None) -> Situation:
    """How an event stands now. Nine queries, and one more where its matchmaking was not fetched."""
    registrations: Any = Registration.objects.filter(
        event=event, state=RegistrationState.CONFIRMED
    ).exclude(participation__state__in=[ParticipationState.NO_SHOW, ParticipationState.CANCELLED])
    meetings = Meeting.objects.filter(
        event=event, state__in=[*MeetingState.wanted(), *PLACED]
    ).select_related("party_a", "party_b")
    pairs = BlockedPair.objects.filter(event=event).values_list("one", "other")
    return Situation(
        event=event,
        slots=tuple(Slot.objects.filter(event=event).order_by("starts_at", "number")),
        tables=tuple(MeetingTable.objects.filter(event=event).order_by("number")),
        resources=tuple(MeetingResource.objects.filter(event=event)),
        registrations={
            registration.participation.organisation_id: registration
            for registration in registrations.select_related(
                "participation__organisation"
            ).prefetch_related("away")
        },
        meetings={meeting.pk: meeting for meeting in meetings.prefetch_related("resources")},
        orders=tuple(MeetingOrder.objects.filter(event=event)),
        blocked=frozenset(frozenset(pair) for pair in pairs),
        now=now or timezone.now(),
    )
