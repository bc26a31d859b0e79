"""Where scenarios are played: ``python -m …stage`` reads their names and says how each ended.

A scenario, and each worker in it, is a process of its own. They all begin as copies of this one,
which has loaded the portal and done nothing with it: loading takes longer than most scenarios.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from importlib import import_module

SCENARIOS = "tests.reporting.jobs.workers.scenarios"
WORKER = ("bin.celery", "apps.worker", "worker.consumer", "concurrency.thread", "beat")
LONGEST = 600
"""Seconds that a scenario may take."""

COPIES = multiprocessing.get_context("fork")


class Workers:
    """The workers of a scenario, by the numbers of their processes; each has a session of its own."""

    def __init__(self):
        self.started = {}

    def start(self, arguments, log, environment):
        """One more, as the command ``celery`` with these arguments is one."""
        worker = COPIES.Process(target=work, args=(arguments, log, environment))
        worker.start()
        self.started[worker.pid] = worker
        return worker.pid

    def is_alive(self, pid):
        return self.started[pid].is_alive()

    def kill(self, pid):
        """SIGKILL to a worker and its clock."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        self.started[pid].kill()  # it may have had no session yet
        self.started[pid].join()


def work(arguments, log, environment):
    os.setsid()
    with log.open("wb") as target:
        for stream in (1, 2):
            os.dup2(target.fileno(), stream)
    if environment:  # the portal has to be loaded anew
        command = (sys.executable, "-m", "celery", *arguments)
        os.execve(sys.executable, command, {**os.environ, **environment})
    sys.argv = ["celery", *arguments]
    import_module("celery.__main__").main()


def play(name, stage):
    """A scenario; what goes wrong is written to the standard error."""
    os.dup2(2, 1)  # only the stage speaks
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("It took too long."))
    scenarios = import_module(SCENARIOS)
    scenarios.Pool.stage = stage
    getattr(scenarios, name)()


def direct(name):
    """How a scenario ends, whose workers do not survive it: 0 if all holds."""
    workers, deadline = Workers(), time.monotonic() + LONGEST
    own, of_scenario = COPIES.Pipe()
    scenario = COPIES.Process(target=play, args=(name, of_scenario))
    scenario.start()
    of_scenario.close()
    with contextlib.suppress(EOFError):  # it has ended
        while own.poll(deadline - time.monotonic()):
            method, *arguments = own.recv()
            own.send(getattr(workers, method)(*arguments))
        scenario.terminate()
    for pid in workers.started:
        workers.kill(pid)
    scenario.join()
    return scenario.exitcode


def main():
    import_module(SCENARIOS)
    for module in WORKER:
        import_module(f"celery.{module}")
    for line in sys.stdin:
        sys.stdout.write(f"{direct(line.strip())}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
