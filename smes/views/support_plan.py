"""The work plan as a form, and the survey at the end."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smes.choices import Party, SupportState
from smes.exceptions import PlanHasChanged, StepNotAllowed
from smes.forms.support import BaseStepFormSet, PlanForm, SurveyForm, plan_typed, step_forms
from smes.models import Satisfaction
from smes.querysets import RATINGS
from smes.services.satisfaction import answer_survey, can_be_asked, can_be_changed
from smes.services.work_plans import save_plan, seal_of
from smes.views.support import done, require_part
from smes.views.support_doors import Seat
from smes.views.support_shown import errors_of, show, show_case

FIRST_ROWS, MORE_ROWS = 3, 2
"""Empty rows of a plan without steps, and beside steps."""


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """The work plan to write or change; more rows are asked for with a button of their own."""
    require_part(seat, "steps")
    case = seat.case
    if case.state not in SupportState.under_way():
        ended = _("This support has ended, so nothing can be changed any more.")
        return show_case(request, seat, status=409, error=ended)
    steps = list(case.worksteps.all())
    if request.method != "POST":
        initial = {
            "title": case.title,
            "aim": case.aim,
            "services": [row.pk for row in case.services.all()],
            "objectives": [row.pk for row in case.objectives.all()],
            "seal": seal_of(case),
        }
        form = PlanForm(initial=initial, case=case)
        return _form(
            request, seat, form, step_forms(None, steps, MORE_ROWS if steps else FIRST_ROWS)
        )
    form, rows = PlanForm(request.POST, case=case), step_forms(request.POST, steps, 0)
    if "more" in request.POST:
        return _form(request, seat, form, _with_more(request, steps), is_checked=False)
    if not (form.is_valid() and rows.is_valid()):
        return _form(request, seat, form, rows, status=400)
    try:
        save_plan(
            case=case,
            plan=plan_typed(form, rows),
            seal=form.cleaned_data["seal"],
            party=seat.party,
            by=seat.by,
        )
    except PlanHasChanged as error:
        return _form(request, seat, form, rows, status=409, error=str(error), is_stale=True)
    except StepNotAllowed as error:
        return _form(request, seat, form, rows, status=409, error=str(error))
    except ValidationError as error:
        return _form(request, seat, form, rows, status=400, error=" ".join(error.messages))
    return done(seat, "saved", "plan")


def _with_more(request: HttpRequest, steps: list) -> BaseStepFormSet:
    """The rows as typed, and some empty ones more."""
    data = request.POST.copy()
    try:
        number = min(int(data.get("steps-TOTAL_FORMS", "0")), 40)
    except ValueError:
        number = 0
    data["steps-TOTAL_FORMS"] = str(number + MORE_ROWS)
    return step_forms(data, steps, 0)


def _form(
    request: HttpRequest,
    seat: Seat,
    form: PlanForm,
    rows: BaseStepFormSet,
    *,
    status: int = 200,
    error: str = "",
    is_stale: bool = False,
    is_checked: bool = True,
) -> HttpResponseBase:
    """The form; of a plan that was changed meanwhile, with a way to see it beside what was typed."""
    errors: list[tuple[str, str]] = []
    if is_checked and form.is_bound:
        errors = errors_of(form, *rows.forms)
        errors += [("id_steps", str(message)) for message in rows.non_form_errors()]
    context = {
        "form": form,
        "rows": rows,
        "error": error,
        "errors": errors,
        "is_stale": is_stale,
        "is_checked": is_checked,
        "now": list(seat.case.worksteps.all()) if is_stale else [],
        "new_seal": seal_of(type(seat.case).objects.get(pk=seat.case.pk)) if is_stale else "",
    }
    return show(request, seat, "smes/support/plan.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """The survey, for the company alone."""
    if seat.party != Party.SME:
        raise Http404
    answer = Satisfaction.objects.filter(case=seat.case).first()
    is_closed = answer is not None and not can_be_changed(answer)
    form = SurveyForm(request.POST if request.method == "POST" else None, initial=_answered(answer))
    error, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                answer_survey(case=seat.case, answers=form.cleaned_data)
            except StepNotAllowed as refusal:
                error, status = str(refusal), 409
            else:
                return done(seat, "answered", "survey")
    context = {
        "form": form,
        "errors": errors_of(form),
        "error": error,
        "answer": answer,
        "is_closed": is_closed,
        "is_asked": can_be_asked(seat.case),
    }
    return show(request, seat, "smes/support/survey.html", context, status=status)


def _answered(answer: Satisfaction | None) -> dict[str, object]:
    if answer is None:
        return {}
    would = answer.would_recommend
    recommends = "" if would is None else "yes" if would else "no"
    known = {name: getattr(answer, name) for name in RATINGS}
    return {**known, "would_recommend": recommends, "comment": answer.comment}
