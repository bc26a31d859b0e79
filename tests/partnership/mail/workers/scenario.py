"""``python -m …scenario NAME``: what happens to an e-mail whose worker dies; ends with 0 if all holds."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from partnership.mail.folder import folder  # noqa: E402
from partnership.mail.posting import post_email  # noqa: E402
from partnership.mail.sending import Outcome, deliver  # noqa: E402
from tests.factories import EmailFactory  # noqa: E402
from tests.partnership.mail.workers.backend import deadly  # noqa: E402

WORKER = ("worker", "--beat", "--concurrency", "2", "--without-gossip", "--without-mingle")


def start_worker(number):
    beat = str(Path(settings.VAR_DIR, f"beat-{number}"))
    with Path(settings.VAR_DIR, f"worker-{number}.log").open("wb") as log:
        command = (sys.executable, "-m", "celery", "--app", "config", *WORKER, "--schedule", beat)
        return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)


def end(worker):
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def wait_for(what, condition, seconds=90):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def killed(moment):
    """One worker dies at the moment, another one takes over: exactly one file comes of it."""
    deadly().write_text(moment)
    email = post_email(
        kind="partnership.example",
        to="ada@example.org",
        template="account/message",
        context={"message": "this is the letter."},
        subject="A letter",
        reason="You asked for it.",
    )
    first = start_worker(1)
    second = None
    try:
        wait_for("The first worker did not die.", lambda: first.poll() is not None)
        email.refresh_from_db()
        assert (first.returncode, email.state) == (-signal.SIGKILL, "sending"), email.state
        second = start_worker(2)

        def is_sent():
            email.refresh_from_db()
            return email.state == "sent"

        wait_for(f"It is not sent: {email.state} {email.last_error}", is_sent)
        time.sleep(2.5)  # sweeps that could send it again
        email.refresh_from_db()
        again = moment != "after it is written"
        assert (email.state, email.attempts) == ("sent", 2 if again else 1), email.attempts
        assert [path.name for path in folder().glob("*.eml")] == [f"{email.message_id}.eml"]
    finally:
        for worker in filter(None, (first, second)):
            end(worker)


def of_eight_who_send_at_once_one_does():
    email = EmailFactory()
    start, outcomes = threading.Barrier(8), []

    def send():
        start.wait()
        outcomes.append(deliver(email.pk))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.name for outcome in outcomes) == ["NOT_MINE"] * 7 + ["SENT"], outcomes
    email.refresh_from_db()
    assert (email.state, email.attempts) == ("sent", 1)
    assert set(outcomes) == {Outcome.SENT, Outcome.NOT_MINE}


if __name__ == "__main__":
    name = sys.argv[1]
    if name == "at once":
        of_eight_who_send_at_once_one_does()
    else:
        killed(name)
