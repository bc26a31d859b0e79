"""Computing schedules in the background: once, by whoever takes one first."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from events.choices import ScheduleState
from events.exceptions import NothingToPlace
from events.models import Schedule, ScheduledMeeting
from events.scheduling import schedule as plain
from events.scheduling.compute import compute_schedule
from events.scheduling.problem import ProblemIsWrong
from events.scheduling.repair import repair_schedule
from events.scheduling.schedule import DemandsClash, Place
from events.services.clashes import words_of
from events.services.problems import Situation, situation_of
from events.services.seats import without_double_seats

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3


def require_something_to_place(situation: Situation, *, is_repair: bool = False) -> None:
    """Raise ``NothingToPlace`` with what is missing for a schedule."""
    if not situation.slots:
        raise NothingToPlace("There are no slots yet. Enter the times of the meetings first.")
    if not situation.tables:
        raise NothingToPlace("There are no tables yet. Enter the tables or online rooms first.")
    if situation.first_open >= len(situation.slots):
        raise NothingToPlace("All slots have begun or are over, so nothing can be placed any more.")
    if is_repair and situation.agreed:
        return
    if not situation.registrations:
        raise NothingToPlace("No participant is confirmed yet, so nobody can meet.")
    if not situation.problem.requests:
        raise NothingToPlace(
            "There is nothing to place: no request between two confirmed participants is open."
        )


def compute(schedule_id: int) -> bool:
    """Compute a waiting schedule, and keep it or say why there is none; whether this call did it.

    Safe to call twice: the first one has it. A worker that dies leaves a schedule that
    ``take_up_schedules`` finds.
    """
    lease = timezone.now()
    waiting = Schedule.objects.filter(pk=schedule_id, state=ScheduleState.WAITING)
    if not waiting.update(
        state=ScheduleState.COMPUTING, started_at=lease, attempts=F("attempts") + 1
    ):
        return False
    rows = Schedule.objects.select_related("event__matchmaking", "repairs")
    schedule = rows.filter(pk=schedule_id).first()
    if schedule is None:
        return False
    try:
        situation = situation_of(schedule.event)
        require_something_to_place(situation, is_repair=schedule.repairs_id is not None)
        made = _made(schedule, situation)
    except DemandsClash as clash:
        return _fail(schedule_id, lease, words_of(clash, situation))
    except (NothingToPlace, ProblemIsWrong) as error:
        return _fail(schedule_id, lease, str(error))
    except (OperationalError, InterfaceError):
        # The database is away: nothing can be written. It is taken up again.
        logger.exception("Schedule %s was interrupted.", schedule_id)
        return False
    except Exception as error:
        logger.exception("Schedule %s failed.", schedule_id)
        return _fail(schedule_id, lease, _words_for(error))
    return _keep(schedule_id, lease, situation, made)


def _made(schedule: Schedule, situation: Situation) -> plain.Schedule:
    if schedule.repairs_id is None:
        return compute_schedule(situation.problem, seed=schedule.seed)
    # A meeting without a table gets one: none of this number exists, so it is not kept.
    no_table = len(situation.tables) + 1
    agreed = {
        str(key): Place(place.slot, place.table or no_table)
        for key, place in situation.agreed.items()
        if str(key) in situation.repair_problem.number_of
    }
    problem = situation.repair_problem
    made = repair_schedule(problem, agreed).schedule
    places = without_double_seats(
        made.places,
        lengths={wish.key: wish.length for wish in problem.requests},
        tables=problem.tables,
        kept=agreed,
    )
    return replace(made, places=places)


def _words_for(error: Exception) -> str:
    return (
        f"It could not be computed ({type(error).__name__}). Nothing is lost; try again, and tell the "
        "administrator if it happens again."
    )


@transaction.atomic
def _keep(schedule_id: int, lease: datetime, situation: Situation, made: plain.Schedule) -> bool:
    schedule = _held(schedule_id, lease)
    if schedule is None:
        return False
    quality = made.quality
    if quality is not None:
        for name in (
            "value",
            "value_bound",
            "breaks",
            "breaks_bound",
            "most_breaks",
            "fewest_breaks",
        ):
            setattr(schedule, name, getattr(quality, name))
    schedule.problem = situation.digest
    schedule.state, schedule.finished_at = ScheduleState.READY, timezone.now()
    schedule.error = ""
    schedule.save()
    ScheduledMeeting.objects.bulk_create(
        [
            ScheduledMeeting(
                schedule=schedule,
                meeting_id=int(key),
                slot=situation.slots[place.slot],
                table=situation.tables[place.table - 1],
            )
            for key, place in made.places.items()
        ]
        + [
            ScheduledMeeting(schedule=schedule, meeting_id=int(key), reason=reason.value)
            for key, reason in made.unplaced.items()
        ]
    )
    return True


@transaction.atomic
def _fail(schedule_id: int, lease: datetime, words: str) -> bool:
    schedule = _held(schedule_id, lease)
    if schedule is None:
        return False
    _give_up(schedule, words)
    return True


def _held(schedule_id: int, lease: datetime) -> Schedule | None:
    """The schedule, unless somebody threw it away or another worker has it by now."""
    rows = Schedule.objects.select_for_update()
    return rows.filter(pk=schedule_id, state=ScheduleState.COMPUTING, started_at=lease).first()


def _give_up(schedule: Schedule, words: str) -> None:
    schedule.state, schedule.finished_at = ScheduleState.FAILED, timezone.now()
    schedule.error = words
    schedule.save()


def find_waiting() -> list[int]:
    """The schedules that a worker must be told of, those that dead workers left among them.

    One at which workers died three times is given up.
    """
    patience, now = timedelta(seconds=settings.SCHEDULE_LEASE_SECONDS), timezone.now()
    # What began in the future began before the clock was put back.
    is_old = Q(started_at__lt=now - patience) | Q(started_at__gt=now + patience)
    stale = Schedule.objects.filter(is_old, state=ScheduleState.COMPUTING)
    for schedule_id in list(stale.values_list("pk", flat=True)):
        _release(schedule_id, stale)
    waiting = Schedule.objects.filter(state=ScheduleState.WAITING)
    return list(waiting.values_list("pk", flat=True))


@transaction.atomic
def _release(schedule_id: int, stale: models.QuerySet[Schedule]) -> None:
    schedule = stale.select_for_update().filter(pk=schedule_id).first()
    if schedule is None:
        return
    if schedule.attempts < MOST_ATTEMPTS:
        schedule.state = ScheduleState.WAITING
        schedule.save()
        return
    _give_up(
        schedule,
        f"The worker stopped {schedule.attempts} times while it was at this, so it is not tried again "
        "by itself. Compute it again, and tell the administrator if it happens again.",
    )
