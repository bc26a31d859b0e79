"""The life of a report on its page: where it stands, what partners said, and the next steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from common.admin import RecordAdmin
from reporting import lifecycle
from reporting.admin.life_forms import StepForm, VerdictForm
from reporting.choices import ReportState, Step
from reporting.downloads import count_downloads_of
from reporting.exceptions import LifeError, ReportingError
from reporting.jobs.asking import request_submission
from reporting.jobs.shown import active_work_on
from reporting.lifespan import ShownLife, describe_life
from reporting.models import Job, NarrativeSection, Report
from reporting.permissions import can_submit_report, can_take_steps
from reporting.submission import withdraw_report

FIXED = ("document", "kind", "key", "period_start", "period_end", "shows_cumulative")
"""What the partners review."""


@dataclass(frozen=True)
class StepPage:
    """The confirmation of a step: what it means, how it is done, who may do it, what is said then."""

    key: str
    label: str
    meaning: str
    done: str
    act: Callable[..., Any]
    form: type[StepForm] | type[VerdictForm] = StepForm
    may: Any = can_take_steps
    is_grave: bool = False


PAGES = {
    page.key: page
    for page in (
        StepPage(
            Step.SEND_TO_REVIEW,
            "Send to review",
            "The partners are asked for their approval. Texts and period stay as they are until the "
            "report is a draft again.",
            "The report is in review.",
            lifecycle.send_to_review,
        ),
        StepPage(
            "verdict",
            "Record a partner’s verdict",
            "Enter what a partner says of the report in this round, in its own name.",
            "The verdict is recorded.",
            lifecycle.record_verdict,
            form=VerdictForm,
        ),
        StepPage(
            Step.APPROVE,
            "Approve",
            "The report can be submitted afterwards. Every partner must have approved it in this "
            "round.",
            "The report is approved.",
            lifecycle.approve_report,
        ),
        StepPage(
            Step.SUBMIT,
            "Submit",
            "The report is frozen as a new version: its files are written once and stay as they are, "
            "whatever changes later. A version that is in force is superseded. It takes a moment; you can "
            "follow it.",
            "The report is submitted, and its files are stored.",
            request_submission,
            may=can_submit_report,
        ),
        StepPage(
            Step.NEW_ROUND,
            "Start a new round",
            "The report becomes a draft of the next version. The submitted one stays in force until "
            "the next is submitted.",
            "The report is a draft again; the submitted version stays in force.",
            lifecycle.start_new_round,
        ),
        StepPage(
            Step.BACK_TO_DRAFT,
            "Back to draft",
            "The report can be changed again. Approvals of this round count no longer.",
            "The report is a draft again.",
            lifecycle.return_to_draft,
        ),
        StepPage(
            Step.WITHDRAW,
            "Withdraw the submitted version",
            "The submitted version counts no longer. It is kept, with your reason, and the "
            "verification page says that it was withdrawn.",
            "The submitted version is withdrawn.",
            withdraw_report,
            may=can_submit_report,
            is_grave=True,
        ),
    )
}


class OfDraftsOnly:
    """Texts can be changed while their report is a draft, and are only shown afterwards."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not to a report that is no draft."""
        allowed: bool = super().has_add_permission(*_known(request, obj, self))  # type: ignore[misc]
        return allowed and _is_draft(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not of a report that is no draft."""
        return super().has_change_permission(request, obj) and _is_draft(obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not of a report that is no draft."""
        return super().has_delete_permission(request, obj) and _is_draft(obj)  # type: ignore[misc]


def _known(request: HttpRequest, obj: Any, made: Any) -> tuple[Any, ...]:
    # An inline is asked with the record, a page without.
    return (request, obj) if hasattr(made, "parent_model") else (request,)


def _is_draft(obj: Any) -> bool:
    report = obj.report if isinstance(obj, NarrativeSection) else obj
    return not isinstance(report, Report) or report.is_draft


class LifeAdmin(RecordAdmin):
    """Adds the life of a report to its page, and a page for each step."""

    change_form_template = "admin/reporting/report/life_form.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Document and period stay as the partners review them."""
        fields = super().get_readonly_fields(request, obj)
        if obj is None or obj.is_draft:
            return fields
        return (*fields, *FIXED)

    def get_object(self, request: HttpRequest, object_id: str, *args: Any) -> Any:
        """The report; when it is saved, locked, so that no step is taken in between and undone."""
        report = super().get_object(request, object_id, *args)
        if report is not None and request.method == "POST" and connection.in_atomic_block:
            rows = Report.objects.select_for_update(of=("self",))
            report.state, report.round = rows.values_list("state", "round").get(pk=report.pk)
        return report

    def get_urls(self) -> list[URLPattern]:
        """The steps besides the usual pages."""
        step = path(
            "<int:pk>/step/<str:key>/",
            self.admin_site.admin_view(self.step_view),
            name="reporting_report_step",
        )
        return [step, *super().get_urls()]

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page, with the life of the report."""
        if (record := kwargs.get("obj")) is not None:
            life = describe_life(Report.objects.select_related("partnership").get(pk=record.pk))
            context.update(
                {
                    "life": life,
                    "steps": next_steps(request.user, life),
                    "work": active_work_on(life.report),
                    "downloads": count_downloads_of(life.report),
                }
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def step_view(self, request: HttpRequest, pk: int, key: str) -> HttpResponseBase:
        """Ask for confirmation of a step, and take it."""
        reports = Report.objects.visible_to(request.user).select_related("partnership")
        report = reports.filter(pk=pk).first()
        if report is None or key not in PAGES:
            raise Http404("There is no such step of a report.")
        page = PAGES[key]
        if not page.may.test(request.user, report):
            raise PermissionDenied("You may not take this step.")
        back = reverse("admin:reporting_report_change", args=[pk])
        form = page.form(report, request.POST or None, needs_comment=needs_comment(key))
        if request.method == "POST" and form.is_valid():
            try:
                outcome = page.act(report=report, by=request.user, **form.cleaned_data)
                still_to_come = _still_to_come(outcome)
            except ReportingError as error:
                form.add_error(None, str(error))
            else:
                if still_to_come:
                    return redirect(outcome)
                messages.success(request, page.done)
                return redirect(back)
        life = describe_life(report)
        context = {
            **self.admin_site.each_context(request),
            "title": page.label,
            "page": page,
            "form": form,
            "opts": Report._meta,
            "original": report,
            "life": life,
            "is_possible": page in next_steps(request.user, life),
            "back": back,
        }
        return TemplateResponse(request, "admin/reporting/report/step.html", context)


def _still_to_come(outcome: Any) -> bool:
    """Whether a step is taken in the background and goes on; raises ``LifeError`` if it failed."""
    if not isinstance(outcome, Job):
        return False
    if outcome.has_failed:
        raise LifeError(outcome.error)
    return outcome.is_active


def needs_comment(key: str) -> bool:
    """Whether a step must be explained."""
    return key in list(Step) and lifecycle.TRANSITIONS[Step(key)].needs_comment


def next_steps(user: Any, life: ShownLife) -> list[StepPage]:
    """The steps that the report's state allows and the person may take, the usual one first."""
    return [
        page for page in PAGES.values() if _fits(page, life) and page.may.test(user, life.report)
    ]


def _fits(page: StepPage, life: ShownLife) -> bool:
    if page.key == "verdict":
        return life.report.state == ReportState.REVIEW and bool(life.partners)
    if page.key == Step.WITHDRAW:
        return life.version is not None
    return lifecycle.is_allowed(life.report, Step(page.key))
