"""Partners say in their own name whether they approve a report."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reporting.choices import ReportState, Verdict
from reporting.exceptions import LifeError, UnknownReport
from reporting.forms import OwnVerdictForm
from reporting.lifecycle import record_verdict
from reporting.lifespan import describe_life
from reporting.models.periods import FINAL_KEY
from reporting.permissions import memberships_heard
from reporting.views.errors import explains_errors
from reporting.views.reports import find_readable_report


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@explains_errors
def verdict(
    request: HttpRequest, slug: str, document: str, key: str = FINAL_KEY
) -> HttpResponseBase:
    """Read what partners said in this round, and give the verdict of one's own cluster.

    To whoever works for no partner that has a say there is no such page.
    """
    report = find_readable_report(request.user, slug, document, key)
    memberships = memberships_heard(request.user, report)
    if not memberships:
        raise UnknownReport("Verdicts are given by the staff of the report’s partners.")
    form = OwnVerdictForm(memberships, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            record_verdict(
                report=report,
                membership=form.cleaned_data["membership"],
                verdict=Verdict(form.cleaned_data["verdict"]),
                text=form.cleaned_data["text"],
                by=request.user,  # type: ignore[arg-type]
            )
        except LifeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Thank you. Your verdict is recorded.")
            return redirect(request.path)
    context = {
        "form": form,
        "own": memberships,
        "report": report,
        "life": describe_life(report),
        "is_in_review": report.state == ReportState.REVIEW,
        "partnership": report.partnership,
        "programmes": [report.partnership.programme],
    }
    return render(request, "reporting/verdict.html", context)
