"""Work that takes as long as it is told, falls into parts, or kills its worker."""

import os
import signal
import time

from reporting.jobs.kind import JobKind, Part, Split, job_kinds


class ForTests(JobKind):
    def title(self, job):
        return self.key

    def may_request(self, user, report, edition):
        return True


class Slow(ForTests):
    """Parameters: ``seconds``."""

    key = "slow"

    def run(self, job, progress):
        tenths = int(job.parameters["seconds"] * 10)
        for done in range(tenths):
            progress("Waiting", done, tenths)
            time.sleep(0.1)
        return {"pid": os.getpid()}


class Parted(ForTests):
    """Parameters: ``parts``, each of half a second."""

    key = "parted"

    def run(self, job, progress):
        parts = [{"seconds": 0.5, "part": number} for number in range(job.parameters["parts"])]
        return Split([Part(parameters, kind="slow") for parameters in parts])

    def finish(self, job, parts, progress):
        return {"pids": sorted({part.result["pid"] for part in parts}), "parts": len(parts)}


class Deadly(ForTests):
    """Kills whatever worker takes it."""

    key = "deadly"

    def run(self, job, progress):
        os.kill(os.getpid(), signal.SIGKILL)


def register_all():
    for kind in (Slow, Parted, Deadly):
        job_kinds.add(kind.key, kind())
