"""Who came: taps on a list or a badge, also late, twice and out of order; and who did not come.

What counts of several taps for a person is the one of the latest moment, whenever it arrives. Each is
kept in the history of the person with its name and moment, which is how a repeated one is known.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from events.choices import ParticipationState, RegistrationState
from events.exceptions import StepNotAllowed
from events.models import Attendee, Event, Participation
from partnership.models import User

SIGN = "check-in"
"""What the reasons of taps begin with in the history."""

SKEW = timedelta(minutes=2)
"""A clock that is off by less is believed: that much the way of a message may take."""

COMES = (
    ParticipationState.INVITED,
    ParticipationState.REGISTERED,
    ParticipationState.WAITING_LIST,
    ParticipationState.CONFIRMED,
    ParticipationState.NO_SHOW,
)
"""The states that the first check-in makes *attended*."""


@dataclass(frozen=True)
class Tap:
    """One touch that checks a person in, or takes it back."""

    name: str
    """Given by the device, so that a tap that is sent again is known: letters, digits and hyphens."""
    attendee: int
    comes: bool
    at: datetime


@dataclass(frozen=True)
class Answer:
    """What became of a tap."""

    name: str
    attendee: int
    is_in: bool
    refusal: str = ""
    """Why it does not count, for the person with the device; such a tap need not be sent again."""


def told_right(at: datetime, *, device_now: datetime | None, now: datetime) -> datetime:
    """The moment of a tap by the clock of the portal, whatever the device’s clock says; never later than now."""
    if device_now is not None and abs(now - device_now) > SKEW:
        at += now - device_now
    return min(at, now)


@transaction.atomic
def take_taps(*, event: Event, taps: Sequence[Tap], by: User) -> list[Answer]:
    """Let taps count; safe to run with the same taps again, in any order. Returns an answer to each.

    The first person of an organisation who is in makes its participation *attended*; without any, it is
    *confirmed* again. Four queries, and two for each tap that is new.
    """
    rows = Attendee.objects.select_for_update(of=("self",)).filter(
        registration__event=event, pk__in={tap.attendee for tap in taps}
    )
    people = {row.pk: row for row in rows.select_related("registration").order_by("pk")}
    latest, names = _known_taps(people)
    for tap in sorted(taps, key=lambda tap: (tap.at, tap.name)):
        person = people.get(tap.attendee)
        if person is None or _refusal(person) or tap.name in names[person.pk]:
            continue
        if latest.get(person.pk, ("",)) < (key := (tap.at.isoformat(), tap.name)):
            latest[person.pk] = key
            names[person.pk].add(tap.name)
            _keep(person, tap, by)
    _follow_check_ins(people.values(), by)
    return [_answer(tap, people.get(tap.attendee)) for tap in taps]


def _known_taps(
    people: dict[int, Attendee],
) -> tuple[dict[int, tuple[str, ...]], dict[int, set[str]]]:
    """The latest tap of each person, and the names of all."""
    latest: dict[int, tuple[str, ...]] = {}
    names: dict[int, set[str]] = defaultdict(set)
    rows = Attendee.history.filter(
        id__in=list(people), history_change_reason__startswith=f"{SIGN} "
    )
    for pk, reason in rows.values_list("id", "history_change_reason").order_by("history_id"):
        _, at, name = reason.split(" ", 2)
        latest[pk] = max(latest.get(pk, ("",)), (at, name))
        names[pk].add(name)
    return latest, names


def _keep(person: Attendee, tap: Tap, by: User) -> None:
    if tap.comes:
        person.checked_in_at = person.checked_in_at or tap.at
        person.checked_in_by = person.checked_in_by or by
    else:
        person.checked_in_at = person.checked_in_by = None
    person._history_user = by  # type: ignore[attr-defined]
    person._change_reason = f"{SIGN} {tap.at.isoformat()} {tap.name}"  # type: ignore[attr-defined]
    person.save(update_fields=["checked_in_at", "checked_in_by", "updated_at"])


def _refusal(person: Attendee) -> str:
    if person.registration.state == RegistrationState.CONFIRMED:
        return ""
    state = person.registration.get_state_display().lower()
    return f"The registration of {person.name} is not confirmed ({state})."


def _answer(tap: Tap, person: Attendee | None) -> Answer:
    if person is None:
        return Answer(
            tap.name, tap.attendee, False, "This person is not on the list of this event."
        )
    is_in = person.checked_in_at is not None
    return Answer(tap.name, tap.attendee, is_in, _refusal(person))


def _follow_check_ins(people: Iterable[Attendee], by: User) -> None:
    parts = (row.registration.participation_id for row in people)
    concerned = {pk for pk in parts if pk is not None}
    rows = Participation.objects.select_for_update().filter(pk__in=concerned).order_by("pk")
    present = set(
        Attendee.objects.checked_in()
        .filter(registration__participation__in=concerned)
        .values_list("registration__participation", flat=True)
    )
    for row in rows:
        if row.pk in present and row.state in COMES:
            _move(row, ParticipationState.ATTENDED, by)
        elif row.pk not in present and row.state == ParticipationState.ATTENDED:
            _move(row, ParticipationState.CONFIRMED, by)


def _move(row: Participation, state: ParticipationState, by: User) -> None:
    row.state = state
    row._history_user = by  # type: ignore[attr-defined]
    row.save(update_fields=["state", "updated_at"])


@transaction.atomic
def mark_no_shows(*, event: Event, seen: Iterable[int], by: User) -> int:
    """Mark the participations that somebody saw on the list as no-show; those that came meanwhile stay.

    Returns how many were marked. Raises ``StepNotAllowed`` before the event is over.
    """
    if event.ends_at is None or event.ends_at > timezone.now():
        raise StepNotAllowed("The event is not over yet. Mark who did not come when it is.")
    rows = absent_from(event).filter(pk__in=list(seen)).select_for_update(of=("self",))
    marked = 0
    for row in rows:
        _move(row, ParticipationState.NO_SHOW, by)
        marked += 1
    return marked


def absent_from(event: Event) -> models.QuerySet[Participation]:
    """Participations that were confirmed and of which nobody came."""
    rows: models.QuerySet[Participation] = Participation.objects.filter(
        event=event, state=ParticipationState.CONFIRMED
    )
    return rows.select_related("organisation").order_by("organisation__name", "pk")
