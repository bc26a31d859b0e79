"""How many messages wait for workers, and when a worker was last heard of."""

import json
import time
from types import SimpleNamespace

import pytest
import time_machine
from celery import current_app
from kombu import Connection

from config import celery as portal_celery
from config.observability import queues
from tests.config.test_folder_queue import open_channel  # noqa: F401


def test_the_folder_tells_depth_and_age(open_channel):  # noqa: F811
    channel = open_channel()
    assert queues._queue(channel, "celery") == queues.Queue("celery", 0, None)
    channel._put("celery", {"number": 1})
    channel._put("celery", {"number": 2})
    channel._put("my.celery", {"number": 3})
    with time_machine.travel(time.time() + 90, tick=False):
        found = queues._queue(channel, "celery")
    assert found.depth == 2
    assert 89 < found.oldest_seconds < 91


def test_a_message_in_redis_bears_the_moment_it_was_sent():
    headers = {}
    portal_celery.stamp(headers=headers)
    message = json.dumps({"headers": headers, "body": ""}).encode()
    assert abs(queues._stamp_of(message) - time.time()) < 5
    for other in (None, b"", b"{}", b'{"headers": {"queued_at": null}}'):
        assert queues._stamp_of(other) is None


def test_a_queue_that_is_away_is_said_to_be(settings, monkeypatch):
    def away():
        return Connection("redis://127.0.0.1:1/0", transport_options={"socket_connect_timeout": 1})

    monkeypatch.setattr(current_app, "connection_for_read", away)
    assert queues.queues() == queues.Queues(is_there=False)


def test_a_queue_is_attended_by_those_who_serve_it_and_are_heard_of():
    assert queues.queue_names() == ["long", "short"]
    both, short, silent = (
        queues.Worker("both@a", 5, ("short", "long")),
        queues.Worker("short@a", 5, ("short",)),
        queues.Worker("long@a", 61, ("long",)),
    )
    assert queues.unattended([both]) == []
    assert queues.unattended([short, silent]) == ["long"]
    assert queues.unattended([silent]) == queues.unattended([]) == ["long", "short"]


def test_workers_are_heard_of_and_forgotten():
    assert queues.workers() == []
    begin = time.time()
    for name, after in (("celery@first", 0), ("celery@second", 100)):
        with time_machine.travel(begin + after, tick=False):
            queues.give_sign(name, serves=("short",))
    with time_machine.travel(begin + 110, tick=False):
        heard = [
            (worker.name, round(worker.seconds), worker.is_silent) for worker in queues.workers()
        ]
    assert heard == [("celery@second", 10, False), ("celery@first", 110, True)]
    with time_machine.travel(begin + 25 * 3600, tick=False):
        queues.give_sign("celery@third", serves=())
        assert [worker.name for worker in queues.workers()] == ["celery@third"]


@pytest.mark.django_db
def test_a_worker_gives_its_sign_to_all_and_to_its_container(settings, tmp_path, monkeypatch):
    settings.WORKER_SIGN_FILE = str(tmp_path / "alive")
    monkeypatch.setattr(portal_celery, "_next_sign", 0.0)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    heart = SimpleNamespace(eventer=SimpleNamespace(hostname="celery@here"))
    portal_celery.give_sign_of_life(sender=heart)
    portal_celery.give_sign_of_life(sender=heart)
    heard = [(worker.name, sorted(worker.serves)) for worker in queues.workers()]
    assert heard == [("celery@here", ["long", "short"])]
    assert (tmp_path / "alive").exists()
