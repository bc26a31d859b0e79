"""Background work on events."""

from celery import shared_task
from django.utils import timezone

from events.forgetting import forget_people, forget_unconfirmed
from events.services import computing
from events.services.feedback import ask_for_feedback
from events.services.news import promote_all, remind_registrants


@shared_task
def compute_schedule(schedule_id: int) -> bool:
    """Compute a schedule, unless it is done or another worker has it. Returns whether it was done here."""
    return computing.compute(schedule_id)


@shared_task
def take_up_schedules() -> int:
    """Compute what dead workers left and what no worker was told of; safe to run twice.

    Returns how many were waiting.
    """
    waiting = computing.find_waiting()
    for schedule_id in waiting:
        compute_schedule.apply_async((schedule_id,), retry=False)
    return len(waiting)


@shared_task
def remind_of_events() -> int:
    """Remind of events that are near; safe to run twice. Returns how many e-mails were due."""
    return remind_registrants(timezone.localdate())


@shared_task
def move_up() -> int:
    """Let registrations move up where places became free; safe to run twice. Returns how many did."""
    return promote_all()


@shared_task
def forget_event_people() -> int:
    """Forget who came for an organisation once that has had its time; safe to run twice. Returns how many."""
    return forget_people(timezone.localdate()) + forget_unconfirmed()


@shared_task
def ask_for_meeting_feedback() -> int:
    """Ask participants how their meetings were once their event is over; safe to run twice."""
    return ask_for_feedback(timezone.now())
