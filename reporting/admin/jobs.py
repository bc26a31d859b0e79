"""Background work in the office: what is being made, what failed, and why."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from common.admin import OfficeAdmin
from reporting.exceptions import ReportingError
from reporting.jobs.requests import cancel_job, retry_job
from reporting.jobs.shown import title_of
from reporting.models import Job
from reporting.models.jobs import JobQuerySet
from reporting.permissions import can_cancel_job


@admin.register(Job)
class JobAdmin(OfficeAdmin):
    """A piece of background work; workers alone change it."""

    description = "What is made in the background: how far it is, and why something failed."
    list_display = (
        "title",
        "edition",
        "state",
        "progress",
        "requested_by",
        "created_at",
        "finished_at",
    )
    list_select_related = ("report__partnership", "requested_by")
    list_filter = ("state", "kind", "report__partnership")
    search_fields = ("uuid", "error", "report__partnership__acronym")
    search_help_text = "Search by number, error or partnership."
    ordering = ("-created_at", "-pk")
    actions = ("stop", "try_again")
    fieldsets = (
        (None, {"fields": (("kind", "report", "edition"), "parameters", "follow")}),
        ("Progress", {"fields": (("state", "progress", "stage"), "error", "result")}),
        (
            "When and by whom",
            {
                "fields": (
                    ("requested_by", "followers"),
                    ("created_at", "started_at", "finished_at"),
                )
            },
        ),
        (
            "The worker",
            {"fields": (("owner", "attempts"), ("heartbeat_at", "cancel_requested"), "uuid")},
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Work is asked for where its result is wanted."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What workers write is never typed."""
        return False

    def has_steer_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may stop work and have it tried again."""
        return bool(request.user.has_perm("reporting.change_report"))

    @admin.display(description="work", ordering="kind")
    def title(self, row: Job) -> str:
        """What is made, as the person who asked for it reads it."""
        return title_of(row)

    @admin.display(description="progress")
    def progress(self, row: Job) -> str:
        """Of the present stage, where anybody knows."""
        return f"{row.percent} %" if row.total or row.is_done else "–"

    @admin.display(description="page")
    def follow(self, row: Job) -> str:
        """Leads to what the person who asked sees."""
        if row.parent_id is not None:
            return "A part of other work."
        return format_html('<a href="{}">Follow it</a>', row.get_absolute_url())

    @admin.action(description="Stop the selected work", permissions=["steer"])
    def stop(self, request: HttpRequest, rows: JobQuerySet) -> None:
        """Cancel what is not finished."""
        for job in rows.active().select_related("report"):
            if can_cancel_job.test(request.user, job):
                cancel_job(job=job, by=request.user)
        messages.success(request, "What was not finished is stopped, or stops in a moment.")

    @admin.action(description="Try the selected work again", permissions=["steer"])
    def try_again(self, request: HttpRequest, rows: QuerySet[Job]) -> None:
        """Ask again for each in one's own name; what cannot be is said."""
        for job in rows.select_related("report__partnership__programme"):
            try:
                retry_job(job=job, by=request.user)
            except (ReportingError, PermissionDenied) as error:
                messages.error(request, f"{job}: {error}")
            else:
                messages.success(request, f"{job} is tried again.")
