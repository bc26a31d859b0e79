"""Every piece of background work goes to a queue on purpose."""

from celery import current_app
from django.conf import settings

from config.settings.queues import LONG, QUEUE_OF_TASK, SHORT


def portals_tasks():
    current_app.loader.import_default_modules()
    return {name for name in current_app.tasks if not name.startswith("celery.")}


def test_somebody_has_decided_for_every_task():
    """Is it done within a minute? Then ``short``. Say so in config/settings/queues.py."""
    assert portals_tasks() == set(QUEUE_OF_TASK)
    assert set(QUEUE_OF_TASK.values()) == {SHORT, LONG}


def test_tasks_are_sent_to_the_queue_that_was_decided():
    for name, queue in QUEUE_OF_TASK.items():
        route = current_app.amqp.router.route({}, name)
        assert (route["queue"].name, route["queue"].routing_key) == (queue, queue)
        assert route["queue"].exchange.name == queue


def test_what_people_wait_for_or_must_not_be_late_never_waits_for_long_work():
    for name in ("send_email", "take_up_emails", "keep_no_longer"):
        assert QUEUE_OF_TASK[f"partnership.tasks.{name}"] == SHORT
    for name in ("reporting.tasks.run_job", "events.tasks.compute_schedule"):
        assert QUEUE_OF_TASK[name] == LONG


def test_what_the_beat_asks_for_is_known():
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= portals_tasks()
