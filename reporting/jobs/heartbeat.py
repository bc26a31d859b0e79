"""Signs of life: while a worker does a job, a thread beside it tells how far it is."""

import logging
import threading
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.db import DatabaseError, connection

from reporting.engine.progress import Cancelled
from reporting.jobs.leases import Lease

logger = logging.getLogger(__name__)


class Heartbeat:
    """The ``progress`` of a job, and its sign of life while the work itself says nothing.

    The work only leaves word; the thread writes it, on a connection of its own. So no rendering
    waits for the database, and nothing is hidden in a transaction of the work. Inside a
    transaction, where nobody else would see the job, it does without the thread.
    """

    def __init__(self, lease: Lease) -> None:
        self._lease = lease
        self._said: dict[str, Any] = {}
        self._refusal: Cancelled | None = None
        self._woken = threading.Event()
        self._has_ended = False
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        if not connection.in_atomic_block:
            name = f"heartbeat of job {self._lease.job_id}"
            self._thread = threading.Thread(target=self._live, name=name, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._has_ended = True
        self._woken.set()
        if self._thread is not None:
            self._thread.join()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Leave word of how far the work is; raises ``Cancelled`` where it is to stop."""
        is_news = self._said.get("stage") != stage[:120]
        self._said = {"stage": stage[:120], "done": done, "total": total}
        if self._thread is None:
            self._lease.renew(**self._said)
        elif is_news:
            self._woken.set()
        if self._refusal is not None:
            raise self._refusal

    def confirm(self) -> None:
        """See ``reporting.engine.progress.confirm``."""
        self._lease.confirm()

    def _live(self) -> None:
        try:
            while not self._has_ended:
                self._beat()
                self._woken.wait(settings.JOBS_HEARTBEAT_SECONDS)
                self._woken.clear()
        except Cancelled as refusal:
            self._refusal = refusal
        finally:
            connection.close()

    def _beat(self) -> None:
        try:
            self._lease.renew(**self._said)
        except DatabaseError:
            # The next beat tries again; if it stays away, the lease runs out.
            logger.warning("A sign of life could not be given.", exc_info=True)
            connection.close()
