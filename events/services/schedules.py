"""Schedules: asked for by the organisers, one at a time for an event; computed in the background."""

from functools import partial

from django.db import transaction
from django.db.models import Max

from events.bell import ring
from events.choices import ScheduleState
from events.exceptions import NothingToPlace, StepNotAllowed
from events.models import Event, Schedule
from events.services.computing import require_something_to_place
from events.services.problems import situation_of
from partnership.models import User


@transaction.atomic
def ask_for_schedule(*, event: Event, by: User | None, seed: int = 1) -> Schedule:
    """Have a schedule computed in the background; where one is under way, that one.

    Raises ``NothingToPlace`` with what is missing, before anything waits.
    """
    return _ask(event, by, seed=seed)


@transaction.atomic
def ask_for_repair(*, event: Event, by: User | None, reason: str = "") -> Schedule:
    """Have the published schedule repaired for what has changed; where one is under way, that one.

    Raises ``NothingToPlace`` where no schedule is published or nothing is left to place.
    """
    published = event.schedules.published().first()
    if published is None:
        raise NothingToPlace("No schedule is published yet, so there is nothing to repair.")
    return _ask(event, by, seed=published.seed, repairs=published, reason=reason[:250])


def _ask(
    event: Event,
    by: User | None,
    *,
    seed: int,
    repairs: Schedule | None = None,
    reason: str = "",
) -> Schedule:
    Event.objects.select_for_update().get(pk=event.pk)
    under_way = event.schedules.under_way().first()
    if under_way is not None:
        return under_way
    require_something_to_place(situation_of(event), is_repair=repairs is not None)
    last = event.schedules.aggregate(last=Max("number"))["last"] or 0
    asked = Schedule.objects.create(
        event=event, number=last + 1, seed=seed, requested_by=by, repairs=repairs, reason=reason
    )
    transaction.on_commit(partial(ring, asked.pk))
    return asked


@transaction.atomic
def throw_away(*, schedule: Schedule) -> None:
    """Delete a schedule that was never published.

    Raises ``StepNotAllowed`` where participants have, or had, their meetings from it.
    """
    held = Schedule.objects.select_for_update().filter(pk=schedule.pk).first()
    if held is None:
        return
    if held.state in (ScheduleState.PUBLISHED, ScheduleState.REPLACED):
        raise StepNotAllowed("Participants were told of this schedule, so it is kept.")
    held.delete()
