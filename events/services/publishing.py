"""Publishing a schedule: meetings get their places, and those concerned are told what changed."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from events.choices import MeetingState, ScheduleState
from events.emails.agendas import AgendaLetter
from events.exceptions import RulesAreBroken, ScheduleIsOutdated, StepNotAllowed
from events.models import Attendee, Event, Meeting, Schedule, ScheduledMeeting
from events.scheduling.schedule import Place
from events.services.changes import (
    Change,
    changes_between,
    news_of,
    places_of,
    untold_changes,
)
from events.services.problems import Situation, situation_of
from events.services.rules import Broken, Plan, parties_of
from events.services.worth import is_agreed
from partnership.models import User

FIELDS = ["slot", "table", "state", "is_locked", "updated_at"]


@transaction.atomic
def publish(*, schedule: Schedule, by: User | None, despite_changes: bool = False) -> int:
    """Make a schedule the one that participants see, and tell those whose meetings it changes.

    Meetings that it places are scheduled; those that it does not place are requests again, or
    cancelled where a party does not come. What has begun stays. Meetings that nobody wants any more
    since it was computed are left out. Returns how many participants are told.

    Raises ``StepNotAllowed`` unless it is ready, ``ScheduleIsOutdated`` where what it was computed
    from has changed and nobody says ``despite_changes``, ``RulesAreBroken`` where it would break a
    rule by now.
    """
    event = _locked(schedule)
    schedule = Schedule.objects.select_for_update().get(pk=schedule.pk)
    if schedule.state != ScheduleState.READY:
        raise StepNotAllowed("Only a schedule that is ready can be published. Look again.")
    situation = situation_of(event)
    if schedule.problem != situation.digest and not despite_changes:
        raise ScheduleIsOutdated(
            "Participants or requests have changed since this schedule was computed."
        )
    former = event.schedules.published().first()
    before = places_of(former, situation) if former else {}
    after = places_to_publish(situation, places_of(schedule, situation))
    require_no_broken_rule(situation, after)
    _write(situation, after, by)
    _supersede(former, schedule)
    _keep_rows(schedule, situation, after)
    changes = changes_between(situation, before, after)
    return _tell(situation, changes, before, once=f"{schedule.pk}.published")


def _locked(schedule: Schedule) -> Event:
    Event.objects.select_for_update().get(pk=schedule.event_id)
    rows = Event.objects.select_related("partnership", "matchmaking")
    return rows.get(pk=schedule.event_id)


def places_to_publish(situation: Situation, placed: Mapping[int, Place]) -> dict[int, Place]:
    """What takes place if a schedule is published now: what stands, and what is still wanted."""
    wanted = {
        key: place
        for key, place in placed.items()
        if key in situation.meetings and situation.is_wanted(situation.meetings[key])
    }
    return {**wanted, **situation.standing}


def require_no_broken_rule(situation: Situation, places: Mapping[int, Place]) -> None:
    """Raise ``RulesAreBroken`` where a meeting that is to come breaks a hard rule."""
    plan = Plan(situation, places)
    broken = [
        Broken(rule.rule, f"{situation.meetings[key]}: {rule.words}")
        for key, place in places.items()
        if key not in situation.standing
        for rule in plan.broken_hard(key, place)
    ]
    if broken:
        raise RulesAreBroken(broken)


def _write(situation: Situation, places: Mapping[int, Place], by: User | None) -> None:
    changed = []
    for key, meeting in situation.meetings.items():
        if key in situation.standing:
            continue
        was = (meeting.slot_id, meeting.table_id, meeting.state)
        if key in places:
            place_meeting(situation, meeting, places[key])
        elif meeting.state == MeetingState.SCHEDULED:
            release_meeting(situation, meeting)
        if (meeting.slot_id, meeting.table_id, meeting.state) != was:
            meeting.updated_at = timezone.now()
            changed.append(meeting)
    if changed:
        bulk_update_with_history(changed, Meeting, FIELDS, batch_size=500, default_user=by)


def place_meeting(situation: Situation, meeting: Meeting, place: Place) -> None:
    """Give a meeting its place; the caller saves it."""
    meeting.slot = situation.slots[place.slot]
    meeting.table = situation.tables[place.table - 1]
    meeting.state = MeetingState.SCHEDULED


def release_meeting(situation: Situation, meeting: Meeting) -> None:
    """Make a scheduled meeting a request again, or cancel it where a party does not come."""
    if not set(parties_of(meeting)) <= situation.registrations.keys():
        meeting.state = MeetingState.CANCELLED
    elif meeting.state == MeetingState.SCHEDULED:
        meeting.state = MeetingState.ACCEPTED if is_agreed(meeting) else MeetingState.REQUESTED
    meeting.slot = meeting.table = None
    meeting.is_locked = False


def _supersede(former: Schedule | None, schedule: Schedule) -> None:
    if former is not None:
        former.state = ScheduleState.REPLACED
        former.save()
    schedule.state, schedule.published_at = ScheduleState.PUBLISHED, timezone.now()
    schedule.save()


def _keep_rows(schedule: Schedule, situation: Situation, places: Mapping[int, Place]) -> None:
    """Let the rows of a published schedule say what participants are told."""
    rows = {row.meeting_id: row for row in ScheduledMeeting.objects.filter(schedule=schedule)}
    changed, added = [], []
    for key in places.keys() | rows.keys():
        place, row = places.get(key), rows.get(key)
        slot = situation.slots[place.slot] if place else None
        table = situation.tables[place.table - 1] if place and place.table else None
        if row is None:
            added.append(
                ScheduledMeeting(schedule=schedule, meeting_id=key, slot=slot, table=table)
            )
        elif (row.slot_id, row.table_id) != (slot and slot.pk, table and table.pk):
            row.slot, row.table = slot, table
            row.reason = "" if place else row.reason
            changed.append(row)
    ScheduledMeeting.objects.bulk_update(changed, ["slot", "table", "reason"], batch_size=500)
    ScheduledMeeting.objects.bulk_create(added, batch_size=500)


def letters_for(
    situation: Situation, changes: Iterable[Change], before: Mapping[int, Place]
) -> list[AgendaLetter]:
    """The e-mails to those whose meetings change; only for whom there is an address. One query."""
    had = {
        party
        for key in before
        if key in situation.meetings
        for party in parties_of(situation.meetings[key])
    }
    news = news_of(situation, changes)
    for item in news:
        item.registration.event = situation.event
    contacts = {
        contact.registration_id: contact
        for contact in Attendee.objects.filter(
            registration__in=[item.registration for item in news], is_contact=True
        )
    }
    return [
        AgendaLetter(
            item,
            contacts[item.registration.pk],
            is_first=item.organisation not in had and not (item.moved or item.gone),
        )
        for item in news
        if item.registration.pk in contacts
    ]


def _tell(
    situation: Situation, changes: list[Change], before: Mapping[int, Place], *, once: str
) -> int:
    letters = letters_for(situation, changes, before)
    for letter in letters:
        letter.post(once)
    return len(letters)


@transaction.atomic
def tell_of_changes(*, published: Schedule) -> int:
    """Tell those concerned what has changed since they were told last. Returns how many they are.

    Raises ``StepNotAllowed`` where another schedule was published meanwhile.
    """
    event = _locked(published)
    published = Schedule.objects.select_for_update().get(pk=published.pk)
    if published.state != ScheduleState.PUBLISHED:
        raise StepNotAllowed("Another schedule was published meanwhile. Look again.")
    situation = situation_of(event)
    before = places_of(published, situation)
    changes = untold_changes(situation, published)
    if not changes:
        return 0
    last = Meeting.history.filter(id__in=[change.meeting.pk for change in changes])
    number = last.aggregate(last=Max("history_id"))["last"]
    told = _tell(situation, changes, before, once=f"{published.pk}.{number}")
    _keep_rows(published, situation, situation.placed)
    return told
