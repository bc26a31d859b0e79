"""What a participant was told of its meetings, and what holds by now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Meeting, Registration, Schedule, ScheduledMeeting
from events.scheduling.schedule import Place
from events.services.problems import Situation
from events.services.rules import parties_of


class ChangeKind(StrEnum):
    """What happened to a meeting."""

    NEW = "new"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True)
class Spot:
    """A place as people read it, in the language that is active when it is read."""

    starts_at: datetime
    """In the time zone of the event."""
    number: int = 0
    name: str = ""
    link: str = ""

    @property
    def when(self) -> str:
        """Day and hour."""
        is_german = (get_language() or "").startswith("de")
        day = date_format(self.starts_at, "l, j. F Y" if is_german else "l, j F Y")
        return f"{day}, {self.starts_at:%H:%M}"

    @property
    def table(self) -> str:
        """The name of the table, or its number; empty where there is none."""
        if self.name or not self.number:
            return self.name
        return _("Table %(number)s") % {"number": self.number}

    def __str__(self) -> str:
        return f"{self.when}, {self.table}" if self.table else self.when


@dataclass(frozen=True)
class Change:
    """A meeting that has another place than before; without ``was`` it is new, without ``now`` gone."""

    meeting: Meeting
    was: Spot | None
    now: Spot | None

    @property
    def kind(self) -> ChangeKind:
        """What happened to it."""
        if self.was is None:
            return ChangeKind.NEW
        return ChangeKind.GONE if self.now is None else ChangeKind.MOVED


def places_of(schedule: Schedule | None, situation: Situation) -> dict[int, Place]:
    """Where a schedule places meetings, by primary key. One query."""
    rows = ScheduledMeeting.objects.filter(schedule=schedule).exclude(slot=None)
    return {
        meeting: Place(situation.index_of[slot], situation.table_number.get(table or 0, 0))
        for meeting, slot, table in rows.values_list("meeting", "slot", "table")
        if slot in situation.index_of
    }


def changes_between(
    situation: Situation, before: Mapping[int, Place], after: Mapping[int, Place]
) -> list[Change]:
    """What differs, in the order of time. One query where a meeting is wanted no more."""
    differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    unknown = differing - situation.meetings.keys()
    gone = Meeting.objects.select_related("party_a", "party_b").in_bulk(unknown) if unknown else {}
    meetings = {**situation.meetings, **gone}

    def moment(key: int) -> tuple[int, int, int]:
        place = after.get(key) or before[key]
        return place.slot, place.table, key

    return [
        Change(meetings[key], spot(situation, before.get(key)), spot(situation, after.get(key)))
        for key in sorted(differing, key=moment)
    ]


def spot(situation: Situation, place: Place | None) -> Spot | None:
    """A place as people read it."""
    if place is None:
        return None
    moment = situation.moment(place.slot)
    if not place.table:
        return Spot(moment)
    table = situation.tables[place.table - 1]
    return Spot(moment, table.number, table.name, table.link)


@dataclass(frozen=True)
class News:
    """What one participant is to be told."""

    registration: Registration
    changes: tuple[Change, ...]

    @property
    def organisation(self) -> int:
        """Whose meetings they are, by primary key."""
        return self.registration.participation.organisation_id  # type: ignore[union-attr]

    def partner(self, meeting: Meeting) -> str:
        """Whom the participant meets."""
        is_first = meeting.party_a_id == self.organisation
        return (meeting.party_b if is_first else meeting.party_a).name

    def of(self, kind: ChangeKind) -> list[tuple[str, Change]]:
        """The changes of a kind, each with whom it concerns besides."""
        return [
            (self.partner(change.meeting), change) for change in self.changes if change.kind == kind
        ]

    @property
    def new(self) -> list[tuple[str, Change]]:
        """Meetings that it did not have before."""
        return self.of(ChangeKind.NEW)

    @property
    def moved(self) -> list[tuple[str, Change]]:
        """Meetings that take place at another time or table."""
        return self.of(ChangeKind.MOVED)

    @property
    def gone(self) -> list[tuple[str, Change]]:
        """Meetings that it has no longer."""
        return self.of(ChangeKind.GONE)


def news_of(situation: Situation, changes: Iterable[Change]) -> list[News]:
    """What to tell each participant that comes, only those whose meetings changed, by name."""
    concerned: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        for party in parties_of(change.meeting):
            concerned[party].append(change)
    found = [
        News(situation.registrations[party], tuple(theirs))
        for party, theirs in concerned.items()
        if party in situation.registrations
    ]
    return sorted(found, key=lambda news: situation.name_of(news.organisation).casefold())


def untold_changes(situation: Situation, published: Schedule) -> list[Change]:
    """What has changed since participants were told of the published schedule. One query."""
    return changes_between(situation, places_of(published, situation), situation.placed)
