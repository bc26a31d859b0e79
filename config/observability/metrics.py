"""Numbers for Prometheus; see docs/operations.md.

What happens in a process is counted in it; several processes of one server add up through the files in
``PROMETHEUS_MULTIPROC_DIR``, which :mod:`config.gunicorn` sets. What stands in the database and in the queue
is looked up when it is asked for.
"""

import hmac
import os
from collections.abc import Iterator

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from config.observability.queues import queues
from partnership.choices import EmailState
from partnership.models import Email
from reporting.jobs.states import JobState
from reporting.models import Job

logger = structlog.stdlib.get_logger("portal.metrics")

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30)

requests = Counter("portal_requests", "Requests answered.", ("method", "view", "status"))
durations = Histogram(
    "portal_request_seconds", "How long answers took.", ("method", "view"), buckets=BUCKETS
)
violations = Counter(
    "portal_policy_violations", "Reports of browsers that a page broke the policy.", ("directive",)
)
database = Counter("portal_request_database_seconds", "Time spent in the database.", ("view",))


def count_request(
    *, method: str, view: str, status: int, seconds: float, database_seconds: float
) -> None:
    """Count an answer, where somebody may ask for the numbers."""
    if not settings.METRICS_TOKEN:
        return
    known = method if method in METHODS else "other"
    requests.labels(known, view, str(status)).inc()
    durations.labels(known, view).observe(seconds)
    database.labels(view).inc(database_seconds)


def count_violation(directive: str) -> None:
    """Count a report of the content security policy; ``directive`` is one that there is."""
    if settings.METRICS_TOKEN:
        violations.labels(directive).inc()


def answer(request: HttpRequest) -> HttpResponse:
    """The numbers, for whoever has the token; without a token in the settings there are none."""
    if not settings.METRICS_TOKEN:
        return HttpResponse(status=404)
    if not hmac.compare_digest(
        request.headers.get("Authorization", "").encode(),
        f"Bearer {settings.METRICS_TOKEN}".encode(),
    ):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(everything(), content_type=CONTENT_TYPE_LATEST)


def everything() -> bytes:
    """What Prometheus reads: of all processes of this server, and of the portal as a whole."""
    registry = CollectorRegistry()
    registry.register(Standing())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
        return generate_latest(registry)
    return generate_latest(REGISTRY) + generate_latest(registry)


class Standing:
    """How things stand in the database and in the queue; the same, whichever server is asked."""

    def collect(self) -> Iterator[Metric]:
        """Gauges; what cannot be told is left out, and ``portal_part_up`` says so."""
        up = GaugeMetricFamily("portal_part_up", "Whether a part answers.", labels=["part"])
        try:
            yield from _of_jobs()
            yield from _of_emails()
            up.add_metric(["database"], 1)
        except DatabaseError:
            logger.warning("no numbers from the database", exc_info=True)
            up.add_metric(["database"], 0)
        standing = queues()
        up.add_metric(["queue"], int(standing.is_there))
        depth = GaugeMetricFamily("portal_queue_messages", "Waiting messages.", labels=["queue"])
        age = GaugeMetricFamily(
            "portal_queue_oldest_seconds", "Age of the oldest message.", labels=["queue"]
        )
        for queue in standing.queues:
            depth.add_metric([queue.name], queue.depth)
            if queue.oldest_seconds is not None:
                age.add_metric([queue.name], queue.oldest_seconds)
        yield from (depth, age, up)


def _of_jobs() -> Iterator[Metric]:
    gauge = GaugeMetricFamily("portal_jobs", "Pieces of background work.", labels=["state"])
    rows = Job.objects.whole().order_by().values_list("state").annotate(Count("pk"))
    counts = dict.fromkeys(JobState.values, 0) | dict(rows)
    for state, count in counts.items():
        gauge.add_metric([state], count)
    yield gauge


def _of_emails() -> Iterator[Metric]:
    gauge = GaugeMetricFamily(
        "portal_emails", "E-mails; of troubled ones, those not dealt with.", labels=["state"]
    )
    for state in (EmailState.WAITING, EmailState.SENDING):
        gauge.add_metric([state.value], Email.objects.filter(state=state).count())
    troubled = dict(Email.objects.troubled().order_by().values_list("state").annotate(Count("pk")))
    for state in EmailState.troubled():
        gauge.add_metric([state.value], troubled.get(state.value, 0))
    yield gauge
