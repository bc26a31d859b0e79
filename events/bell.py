"""Telling a worker that a schedule waits to be computed."""

import logging

from events.tasks import compute_schedule

logger = logging.getLogger(__name__)


def ring(schedule_id: int) -> None:
    """Tell a worker of a schedule. Where the queue is away, it waits for ``take_up_schedules``."""
    try:
        compute_schedule.apply_async((schedule_id,), retry=False)
    except Exception:  # each kind of queue has errors of its own
        logger.warning("The queue is away; schedule %s waits.", schedule_id, exc_info=True)
