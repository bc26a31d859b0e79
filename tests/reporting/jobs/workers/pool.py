"""Workers that a scenario starts and kills."""

import time
from itertools import count
from pathlib import Path

from django.conf import settings

from reporting.models import Job


class Pool:
    """The workers of a scenario, by the numbers of their processes; none survives it."""

    stage = None
    """The other end of the pipe to those who start and kill them."""

    def __init__(self):
        self.workers = []
        self.numbers = count(1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for worker in self.workers:
            self._ask("kill", worker)

    def start(self, queues="", **environment):
        """One more worker that does one thing at a time, with a clock of its own; by default of all queues."""
        number = next(self.numbers)
        arguments = (
            *("--app", "config", "worker", "--beat"),
            *("--schedule", str(settings.VAR_DIR / f"beat-{number}"), "--concurrency", "1"),
            *("--hostname", f"worker-{number}@test", "--without-gossip", "--without-mingle"),
            *("--loglevel", "INFO"),
            *(("--queues", queues) if queues else ()),
        )
        log = Path(settings.VAR_DIR, f"worker-{number}.log")
        worker = self._ask("start", arguments, log, environment)
        self.workers.append(worker)
        return worker

    def kill_owner(self, job):
        """SIGKILL to the worker that has the job, if one has it still; tells whether."""
        pid = job.owner.split(":")[1] if job.owner else ""
        found = [worker for worker in self.workers if str(worker) == pid]
        for worker in found:
            self._ask("kill", worker)
            self.workers.remove(worker)
        left = Job.objects.get(pk=job.pk)
        return bool(found) and (left.state, left.owner) == ("running", job.owner)

    def living(self):
        return [worker for worker in self.workers if self._ask("is_alive", worker)]

    def _ask(self, *order):
        self.stage.send(order)
        return self.stage.recv()


def wait_until(job, *states, seconds=60):
    """The job as soon as it is in one of the states."""
    deadline = time.monotonic() + seconds
    while True:
        job.refresh_from_db()
        if job.state in states:
            return job
        assert time.monotonic() < deadline, (
            f"{job.state} after {seconds} s: {job.stage} {job.error}"
        )
        time.sleep(0.03)
