"""Which queue each piece of background work goes to; see docs/adr/0033-services.md.

``short`` is for what is done within a minute, most of it at once: people wait for it, or it must not be
late. ``long`` is for what may take minutes, or much memory. Workers for short work never do long work, so
mails and reminders go out while reports are made.
"""

from typing import Any

from kombu.entity import Exchange, Queue

SHORT = "short"
LONG = "long"

QUEUE_OF_TASK = {
    "events.tasks.ask_for_meeting_feedback": SHORT,
    "events.tasks.compute_schedule": LONG,
    "events.tasks.forget_event_people": SHORT,
    "events.tasks.move_up": SHORT,
    "events.tasks.remind_of_events": SHORT,
    "events.tasks.take_up_schedules": SHORT,
    "exchange.tasks.clear_away_workbooks": SHORT,
    "partnership.tasks.forget_sessions": SHORT,
    "partnership.tasks.keep_no_longer": SHORT,
    "partnership.tasks.send_email": SHORT,
    "partnership.tasks.take_up_emails": SHORT,
    "reporting.tasks.clear_away": LONG,
    "reporting.tasks.count_programme": LONG,
    "reporting.tasks.count_stale_findings": LONG,
    # Half a second and a hundred megabytes each: a page is open that shows them when they are there.
    "reporting.tasks.draw_charts": SHORT,
    "reporting.tasks.draw_dashboard_charts": SHORT,
    "reporting.tasks.draw_partnership_charts": SHORT,
    "reporting.tasks.prepare_public_reports": LONG,
    # Files, volumes, dossiers, workbooks, submissions.
    "reporting.tasks.run_job": LONG,
    "reporting.tasks.take_up_jobs": SHORT,
    "smes.tasks.ask_for_outcomes": SHORT,
    "smes.tasks.bring_outcomes_into_reports": LONG,
    "smes.tasks.remind_of_drafts": SHORT,
    "smes.tasks.remind_of_expressions": SHORT,
    "smes.tasks.remind_of_support": SHORT,
}

QUEUES = tuple(Queue(name, Exchange(name), routing_key=name) for name in (SHORT, LONG))
ROUTES: dict[str, dict[str, Any]] = {task: {"queue": name} for task, name in QUEUE_OF_TASK.items()}
