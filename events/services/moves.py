"""Moves in the organisers' grid: checked by the same rules, never silently against one."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from events.choices import MeetingState, ScheduleState
from events.exceptions import MoveIsUnwise, RulesAreBroken, StepNotAllowed
from events.models import Meeting, Schedule, ScheduledMeeting
from events.scheduling.bounds import fewest_breaks
from events.scheduling.schedule import Place
from events.services.changes import places_of
from events.services.problems import Situation, situation_of
from events.services.publishing import place_meeting, places_to_publish, release_meeting
from events.services.rules import Broken, Plan, Rule, parties_of
from events.services.worth import value_of


@dataclass(frozen=True)
class Grid:
    """What the organisers move meetings in: the published schedule, or one that is ready."""

    schedule: Schedule
    situation: Situation
    plan: Plan

    @property
    def is_published(self) -> bool:
        """Whether a move changes what participants see."""
        return self.schedule.state == ScheduleState.PUBLISHED


def grid_of(schedule: Schedule) -> Grid:
    """A schedule as it stands: meetings where they are now, or where it would place them.

    Raises ``StepNotAllowed`` for one that is neither published nor ready. The schedule's event must
    be fetched.
    """
    if schedule.state not in (ScheduleState.PUBLISHED, ScheduleState.READY):
        raise StepNotAllowed("This schedule cannot be changed any more. Look again.")
    situation = situation_of(schedule.event)
    if schedule.state == ScheduleState.PUBLISHED:
        places = situation.placed
    else:
        places = places_to_publish(situation, places_of(schedule, situation))
    return Grid(schedule, situation, Plan(situation, places))


@transaction.atomic
def move(
    *, schedule: Schedule, meeting_id: int, slot: int, table: int = 0, anyway: bool = False
) -> Place:
    """Move a meeting to a slot (counted from 0) and table (from 1); without one to a free table.

    Returns its new place. Raises ``RulesAreBroken`` for what breaks a hard rule, ``MoveIsUnwise`` for
    what breaks one that the organisers may set aside, unless they say ``anyway``; and
    ``StepNotAllowed`` where the schedule or the meeting is none that can be moved.
    """
    grid = _held(schedule)
    _known(grid, meeting_id)
    place = Place(slot, table or grid.plan.free_table(meeting_id, slot))
    broken = grid.plan.broken(meeting_id, place)
    if any(rule.is_hard for rule in broken):
        raise RulesAreBroken(broken)
    if broken and not anyway:
        raise MoveIsUnwise(broken)
    _put(grid, meeting_id, place)
    return place


@transaction.atomic
def take_off(*, schedule: Schedule, meeting_id: int) -> None:
    """Let a meeting have no place; it is a request again.

    Raises ``RulesAreBroken`` for a meeting that is locked, demanded or has begun.
    """
    grid = _held(schedule)
    meeting = _known(grid, meeting_id)
    if meeting_id in grid.situation.standing:
        raise RulesAreBroken([Broken(Rule.OVER, "What has begun or is over stays as it is.")])
    if meeting.is_locked:
        raise RulesAreBroken([Broken(Rule.LOCKED, "It is locked. Unlock it to take it off.")])
    if meeting.is_demanded:
        raise RulesAreBroken([Broken(Rule.LOCKED, "It must take place, so it needs a time.")])
    if meeting_id in grid.plan.places:
        _put(grid, meeting_id, None)


@transaction.atomic
def set_lock(*, schedule: Schedule, meeting_id: int, locked: bool) -> None:
    """Lock a meeting in its slot, or unlock it.

    Raises ``StepNotAllowed`` for one without a place, and for one that participants see at another
    time than this schedule says.
    """
    grid = _held(schedule)
    meeting = _known(grid, meeting_id)
    place = grid.plan.places.get(meeting_id)
    if place is None:
        raise StepNotAllowed("Give the meeting a time first, then lock it.")
    is_public = meeting.state == MeetingState.SCHEDULED
    slot, table = grid.situation.slots[place.slot], grid.situation.tables[place.table - 1]
    if locked and is_public and meeting.slot_id != slot.pk:
        raise StepNotAllowed(
            "Participants see this meeting at another time. Publish this schedule, then lock it."
        )
    if locked and not is_public:
        meeting.slot, meeting.table = slot, table
    if not locked and not is_public:
        meeting.slot = meeting.table = None
    meeting.is_locked = locked
    meeting.save()


def _held(schedule: Schedule) -> Grid:
    """The grid of a schedule, which nobody else changes until the transaction ends."""
    rows = Schedule.objects.select_related("event__partnership", "event__matchmaking")
    held = rows.select_for_update(of=("self",)).filter(pk=schedule.pk).first()
    if held is None:
        raise StepNotAllowed("This schedule was thrown away. Look again.")
    return grid_of(held)


def _known(grid: Grid, meeting_id: int) -> Meeting:
    meeting = grid.situation.meetings.get(meeting_id)
    if meeting is None:
        raise StepNotAllowed("This meeting is not asked for any more. Look again.")
    return meeting


def _put(grid: Grid, meeting_id: int, place: Place | None) -> None:
    meeting = grid.situation.meetings[meeting_id]
    if grid.is_published:
        if place is None:
            release_meeting(grid.situation, meeting)
        else:
            place_meeting(grid.situation, meeting, place)
        meeting.save()
    else:
        ScheduledMeeting.objects.update_or_create(
            schedule=grid.schedule,
            meeting=meeting,
            defaults={
                "slot": grid.situation.slots[place.slot] if place else None,
                "table": grid.situation.tables[place.table - 1] if place else None,
                "reason": "",
                "updated_at": timezone.now(),
            },
        )
    _measure(grid, meeting_id, place)


def _measure(grid: Grid, meeting_id: int, place: Place | None) -> None:
    """Keep the figures of a schedule right after one meeting was moved; its bound in value stays proven."""
    schedule, former = grid.schedule, grid.plan.places
    places = {key: spot for key, spot in former.items() if key != meeting_id}
    if place is not None:
        places[meeting_id] = place
    after = Plan(grid.situation, places)
    parties = parties_of(grid.situation.meetings[meeting_id])
    more = sum(after.breaks(party) - grid.plan.breaks(party) for party in parties)
    schedule.breaks = max((schedule.breaks or 0) + more, 0)
    has, had = meeting_id in places, meeting_id in former
    if has != had:
        worth = value_of(grid.situation.meetings[meeting_id])
        schedule.value = max((schedule.value or 0) + (worth if has else -worth), 0)
        schedule.breaks_bound = min(_least_breaks(after), schedule.breaks)
    with_meetings = {party for key in places for party in parties_of(grid.situation.meetings[key])}
    breaks = [after.breaks(party) for party in with_meetings]
    schedule.most_breaks = max(breaks, default=0)
    schedule.fewest_breaks = min(breaks, default=0)
    schedule.save()


def _least_breaks(plan: Plan) -> int:
    """The breaks that the placed meetings need in any schedule, each party taken for itself."""
    taken: dict[str, int] = {}
    for key in plan.places:
        for party in parties_of(plan.situation.meetings[key]):
            length = plan.situation.meetings[key].length
            taken[str(party)] = taken.get(str(party), 0) + length
    return sum(
        fewest_breaks(party.available, -(-taken.get(party.key, 0) // party.at_once))
        for party in plan.situation.problem.parties
    )
