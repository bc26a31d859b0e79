"""A support case behind any of its doors: the page, and what is done on it.

Every step ends on the page of the case again: with what was done, or with what was in the way and
all that was typed.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smes.choices import StepState, SupportState
from smes.exceptions import ReasonIsMissing, StepNotAllowed
from smes.forms.support import EndForm, FileForm, LogForm, MessageForm, MoveForm, log_initial
from smes.models import SupportContact, SupportFile
from smes.services.case_work import may_correct
from smes.services.messages import write_message
from smes.services.support import end_support, renew_links
from smes.services.support_log import (
    correct_contact,
    keep_support_file,
    log_contact,
    remove_contact,
    remove_support_file,
)
from smes.services.work_plans import agree_to_plan
from smes.services.work_steps import may_move, move_step
from smes.views.support_doors import Seat
from smes.views.support_files import send_document
from smes.views.support_shown import errors_of, show, show_case


def require_part(seat: Seat, part: str, *, to_act: bool = True) -> None:
    """Answer 404 where somebody may not see a part of the case, or change anything in it."""
    if part not in seat.sees or (to_act and not seat.may_act):
        raise Http404


def done(seat: Seat, what: str, where: str) -> HttpResponseBase:
    """Back to the page, which says what was done; sent again by the browser, nothing is done twice."""
    return redirect(f"{seat.url('case')}?done={what}#{where}")


@require_safe
def case(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """The page of the case."""
    return show_case(request, seat)


@require_POST
def agree(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """The side agrees to the plan that it saw."""
    if not seat.agrees:
        raise Http404
    try:
        agree_to_plan(
            case=seat.case, seal=request.POST.get("seal", ""), party=seat.party, by=seat.by
        )
    except StepNotAllowed as error:
        return show_case(request, seat, error=str(error), status=409)
    return done(seat, "agreed", "plan")


@require_POST
def step(request: HttpRequest, seat: Seat, number: int) -> HttpResponseBase:
    """A step moves on."""
    require_part(seat, "steps")
    found = seat.case.worksteps.filter(pk=number).first()
    if found is None or not may_move(seat.case, found, seat.party):
        return show_case(request, seat, error="", gone=True, status=409)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return show_case(request, seat, move_form=(number, form), status=400)
    typed = form.cleaned_data
    try:
        move_step(
            step=found,
            seen=typed["seen"],
            to=StepState(typed["to"]),
            done_on=typed["done_on"] if typed["to"] == StepState.DONE else None,
            party=seat.party,
            by=seat.by,
        )
    except StepNotAllowed as error:
        return show_case(request, seat, error=str(error), status=409)
    return done(seat, "moved", f"step-{number}")


@require_POST
def log(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """A line for the log."""
    require_part(seat, "log")
    form = LogForm(request.POST, party=seat.party, prefix="log")
    if not form.is_valid():
        return show_case(request, seat, log_form=form, status=400)
    log_contact(case=seat.case, entry=form.entry(), party=seat.party, by=seat.by)
    return done(seat, "logged", "log")


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, seat: Seat, number: int) -> HttpResponseBase:
    """A line of the log to correct, or to take out."""
    require_part(seat, "log")
    contact = _own(SupportContact, seat, number)
    sent = request.POST if request.method == "POST" else None
    if sent is not None and "remove" in sent:
        remove_contact(contact=contact, party=seat.party, by=seat.by)
        return done(seat, "removed", "log")
    form = LogForm(sent, party=seat.party, prefix="log", initial=log_initial(contact))
    if contact.party == "SME":
        form.fields.pop("is_internal", None)
    if sent is not None and form.is_valid():
        correct_contact(contact=contact, entry=form.entry(), party=seat.party, by=seat.by)
        return done(seat, "corrected", "log")
    context = {"form": form, "contact": contact, "errors": errors_of(form)}
    return show(
        request, seat, "smes/support/entry.html", context, status=400 if form.errors else 200
    )


@require_POST
def files(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """A file to keep."""
    require_part(seat, "files")
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            keep_support_file(
                case=seat.case, file=form.cleaned_data["file"], party=seat.party, by=seat.by
            )
        except ValidationError as error:
            form.add_error("file", list(error.messages))
        else:
            return done(seat, "filed", "files")
    return show_case(request, seat, file_form=form, status=400)


@require_safe
def file(request: HttpRequest, seat: Seat, number: int) -> HttpResponseBase:
    """A file of the case, to keep; it is never opened in the browser."""
    require_part(seat, "files", to_act=False)
    return send_document(seat.case.supportfiles.filter(pk=number).first())


@require_POST
def file_removal(request: HttpRequest, seat: Seat, number: int) -> HttpResponseBase:
    """A file that is taken away."""
    require_part(seat, "files")
    remove_support_file(file=_own(SupportFile, seat, number), party=seat.party, by=seat.by)
    return done(seat, "removed", "files")


@require_POST
def message(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """A message to the other sides."""
    require_part(seat, "messages")
    expression = seat.case.expression
    if expression is None:
        raise Http404
    form = MessageForm(request.POST, prefix="message")
    if not form.is_valid():
        return show_case(request, seat, message_form=form, status=400)
    typed = form.cleaned_data
    write_message(
        expression=expression,
        party=seat.party,
        text=typed["text"],
        author=seat.by,
        once=typed["once"],
    )
    return done(seat, "sent", "messages")


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """Ends the support, completed or stopped."""
    if not seat.may_end:
        raise Http404
    if request.method != "POST" and seat.case.state not in SupportState.under_way():
        return redirect(seat.url("case"))
    error, status = "", 200
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            typed = form.cleaned_data
            try:
                end_support(
                    case=seat.case,
                    to=SupportState(typed["to"]),
                    reason=typed["reason"],
                    ended_on=typed["ended_on"],
                    party=seat.party,
                    by=seat.by,
                )
            except (StepNotAllowed, ReasonIsMissing) as refusal:
                error, status = str(refusal), 409
            else:
                return done(seat, "ended", "main")
    context = {"form": form, "errors": errors_of(form), "error": error}
    return show(request, seat, "smes/support/end.html", context, status=status)


@require_POST
def links(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """New private links for both sides."""
    if seat.agrees or not seat.may_act or seat.by is None:
        raise Http404
    renew_links(case=seat.case, by=seat.by)
    return done(seat, "links", "main")


def _own(model: Any, seat: Seat, number: int) -> Any:
    """An entry of the case that the side may correct; what it may not even see is not there either."""
    found = model.objects.filter(case=seat.case, pk=number).select_related("case").first()
    if found is None or not may_correct(found, seat.party):
        raise Http404
    return found
