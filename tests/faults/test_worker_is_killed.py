"""A worker is killed while it computes a schedule; jobs and e-mails have tests of their own for that."""

from contextlib import closing

import psycopg2

from tests.faults.servers import wait_for


def test_a_schedule_whose_worker_is_killed_is_computed_by_the_next_one(portal, cluster, ask):
    number = portal.play("schedule")
    quick = {"SCHEDULE_LEASE_SECONDS": "3"}

    def state():
        return ask("SELECT state, attempts FROM events_schedule WHERE id = %s", number)[0]

    with closing(psycopg2.connect(cluster.address("portal"))) as other:
        # Somebody holds the table, so the worker waits with its result in its hands.
        other.cursor().execute("LOCK TABLE events_scheduledmeeting IN EXCLUSIVE MODE")
        worker = portal.work(**quick)
        wait_for("it is being computed", lambda: state() == ("computing", 1), seconds=240)
        wait_for(
            "the worker waits for the table",
            lambda: ask("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"),
        )
        portal.kill(worker)
    assert state() == ("computing", 1)
    portal.work(**quick)
    wait_for("it is ready", lambda: state() == ("ready", 2), seconds=240)
    meetings = "SELECT count(*), count(DISTINCT meeting_id) FROM events_scheduledmeeting"
    [[rows, different]] = ask(f"{meetings} WHERE schedule_id = %s", number)
    assert (rows, different) == (6, 6)  # each request of the event
