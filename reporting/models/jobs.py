"""Background work, a row for each piece of it."""

import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from common.constraints import FieldUnique
from reporting.jobs.states import ACTIVE, FINISHED, JobState
from reporting.models.reports import Report


class JobQuerySet(models.QuerySet):
    """Jobs. Ages are told by the database's clock, which all workers share."""

    def active(self) -> Self:
        """Jobs that are not finished."""
        return self.filter(state__in=ACTIVE)

    def finished_before(self, age: timedelta) -> Self:
        """Whole jobs, no parts, that ended longer ago."""
        return self.filter(state__in=FINISHED, parent=None, finished_at__lt=Now() - age)

    def whole(self) -> Self:
        """Jobs that somebody asked for; their parts are not counted among them."""
        return self.filter(parent=None)

    def stale(self, lease: timedelta) -> Self:
        """Jobs whose worker has given no sign of life for longer.

        A sign from the future is one from before the clock was put back: a living worker gives another.
        """
        is_silent = Q(heartbeat_at__lt=Now() - lease) | Q(heartbeat_at__gt=Now() + lease)
        return self.filter(is_silent, state=JobState.RUNNING)

    def unsent(self, patience: timedelta) -> Self:
        """Waiting jobs of which no worker was told, or so long ago that the message may be lost."""
        return self.filter(state=JobState.QUEUED).filter(
            Q(sent_at=None)
            | Q(sent_at__lt=Now() - patience)
            | Q(sent_at__gt=Now() + patience)  # the clock was put back
        )


class Job(models.Model):
    """Something to be made, whoever makes it and however often it takes: mostly for an edition of a report.

    A worker owns it while it runs and renews ``heartbeat_at``; see ``reporting.jobs.leases``. Of
    the same work (``key``) one job at most is active. Parts of a job have a ``parent``.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    report = models.ForeignKey(
        Report,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="jobs",
        help_text="Empty: the work is about something else, which its parameters name.",
    )
    edition = models.CharField(max_length=20, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    key = models.CharField(
        max_length=64, help_text="Hash of what is asked for and of the records it is made from."
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField(default=0, help_text="Among the parts of its parent.")
    weight = models.PositiveIntegerField(default=1, help_text="Its share of the parent’s work.")

    state = models.CharField(max_length=20, choices=JobState, default=JobState.QUEUED)
    owner = models.CharField(max_length=200, blank=True, help_text="The worker, while it runs.")
    attempts = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(
        default=0, help_text="Pieces of the stage that are finished."
    )
    total = models.PositiveIntegerField(default=0, help_text="0: nobody knows.")
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict, blank=True)
    cancel_requested = models.BooleanField(default=False)
    is_told = models.BooleanField("people were told", default=False)

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="requested_jobs",
    )
    followers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="followed_jobs",
        help_text="Others who asked for the same.",
    )
    created_at = models.DateTimeField("asked for", db_default=Now())
    queued_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True, db_default=Now())
    started_at = models.DateTimeField("started", null=True, blank=True)
    heartbeat_at = models.DateTimeField("last sign of life", null=True, blank=True)
    finished_at = models.DateTimeField("finished", null=True, blank=True)

    objects: ClassVar = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "background job"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_state")]
        constraints = [
            FieldUnique(
                fields=["key"],
                condition=Q(state__in=ACTIVE),
                field="key",
                name="job_one_active",
                violation_error_message="The same work is already under way.",
            ),
        ]

    def __str__(self) -> str:
        kind = self.kind.replace("-", " ").capitalize()
        return f"{kind}: {self.report}" if self.report else kind

    def get_absolute_url(self) -> str:
        """Where its progress is shown."""
        return reverse("work", args=[self.uuid])

    def whole(self) -> "Job":
        """The job that somebody asked for: itself, or what it is a part of, as it is now."""
        found = self
        while found.parent_id is not None:
            found = Job.objects.get(pk=found.parent_id)
        return found

    @property
    def is_active(self) -> bool:
        """Whether it is still to come."""
        return self.state in ACTIVE

    @property
    def is_done(self) -> bool:
        """Whether its result is there."""
        return self.state == JobState.DONE

    @property
    def has_failed(self) -> bool:
        """Whether it ended with ``error``."""
        return self.state == JobState.FAILED

    @property
    def percent(self) -> int:
        """How much of its stage is finished, or of all once it is done."""
        if self.is_done:
            return 100
        return min(100 * self.done // self.total, 100) if self.total else 0
