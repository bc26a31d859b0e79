"""The steps of the form, behind the private link of a draft."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from smes.choices import ExpressionState
from smes.completeness import problems_of
from smes.emails.applying import post_continue_link
from smes.exceptions import ChangedMeanwhile, StepNotAllowed
from smes.form_steps import FormStep
from smes.forms.applying import FORMS, AddressForm
from smes.limits import is_too_often
from smes.models import Expression
from smes.receiving import LetGoOfLargeFiles, RequestIsTooLarge, receive
from smes.services.drafts import save_step
from smes.views.applying.busy import too_large, too_often
from smes.views.applying.sending import check
from smes.views.applying.sent_step import SentStep, take_files
from smes.views.applying.shown import conflict_page, own_address, step_page
from smes.views.private import expression_of, private_page

BROKEN = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, RequestIsTooLarge)


@require_safe
@private_page
def go_on(request: HttpRequest, link: str) -> HttpResponseBase:
    """Lead to where something is missing still; of what was sent, to its own page."""
    expression = expression_of(link)
    if expression.state != ExpressionState.DRAFT:
        return after_sending(expression)
    problems = problems_of(expression)
    # Nobody begins with what is wrong: the first step that is not done.
    wanted = problems[0].step if problems else FormStep.CHECK
    return redirect("expression_step", expression.link, wanted)


def after_sending(expression: Expression) -> HttpResponseBase:
    """To the page of an expression that is no draft any more."""
    waits = expression.state == ExpressionState.SUBMITTED
    return redirect("expression_sent" if waits else "expression", expression.link)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def step(request: HttpRequest, link: str, step: FormStep) -> HttpResponseBase:
    """A step: shown as it was left, and saved with whatever was typed."""
    expression = expression_of(link)
    if expression.state != ExpressionState.DRAFT:
        return after_sending(expression)
    if step == FormStep.CHECK:
        return check(request, expression)
    if request.method != "POST":
        is_judged = "check" in request.GET
        return step_page(request, expression, FORMS[step](expression, is_judged=is_judged))
    try:
        large = receive(request)
        sent = SentStep.read(request.POST, FORMS[step](expression).kept_data())
    except BROKEN:
        return too_large(request, expression=expression, partnership=expression.partnership)
    except MultiPartParserError:  # the connection broke off
        return step_page(request, expression, FORMS[step](expression))
    try:
        return _saved(request, expression, step, sent, large)
    except StepNotAllowed:
        return after_sending(expression_of(link))


def _saved(
    request: HttpRequest,
    expression: Expression,
    step: FormStep,
    sent: SentStep,
    large: LetGoOfLargeFiles,
) -> HttpResponseBase:
    form = FORMS[step](expression, sent.data)
    if is_too_often(request, "save", key=str(expression.pk)):
        if sent.is_autosave:
            return JsonResponse({"state": "busy"}, status=429)
        return step_page(request, expression, form, sent=sent, is_busy=True, status=429)
    try:
        saved = save_step(
            expression=expression,
            step=step.value,
            entries=form.entries(),
            revision=sent.revision,
            tab=sent.tab,
            language=get_language(),
        )
    except ChangedMeanwhile:
        if sent.is_autosave:
            return JsonResponse({"state": "changed"}, status=409)
        return conflict_page(request, expression_of(expression.link), step, sent)
    if sent.is_autosave:
        at = timezone.localtime(saved.saved_at).strftime("%H:%M")
        return JsonResponse({"state": "saved", "revision": saved.revision, "at": at})
    refusals = take_files(request, saved, sent, large)
    return _next_page(request, expression_of(expression.link), form, sent, refusals)


def _next_page(
    request: HttpRequest, saved: Expression, form: Any, sent: SentStep, refusals: list[str]
) -> HttpResponseBase:
    """Where the button leads to that was pressed; back to the step with what is wrong in it."""
    step = form.step
    if sent.goes_to is not None:
        return redirect("expression_step", saved.link, sent.goes_to)
    if sent.go == "back":
        return redirect("expression_step", saved.link, step.previous)
    if sent.go == "later":
        return _for_later(request, saved)
    if refusals or (sent.go == "next" and form.errors):
        return step_page(request, saved, form, sent=sent, refusals=refusals)
    if sent.go == "next":
        return redirect("expression_step", saved.link, step.next)
    return redirect(f"{reverse('expression_step', args=[saved.link, step])}#files")


def _for_later(request: HttpRequest, saved: Expression) -> HttpResponseBase:
    page = reverse("expression_later", args=[saved.link])
    if not saved.email:
        return redirect(page)
    if is_too_often(request, "mail", key=str(saved.pk)):
        return redirect(f"{page}?busy=1")
    post_continue_link(saved, saved.email)
    return redirect(f"{page}?mailed=1")


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def later(request: HttpRequest, link: str) -> HttpResponseBase:
    """The private link of a draft, to be copied or sent to one's own mailbox."""
    expression = expression_of(link)
    if expression.state != ExpressionState.DRAFT:
        return after_sending(expression)
    form = AddressForm(request.POST or None, initial={"email": expression.email})
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, "mail", key=str(expression.pk)):
            return too_often(request, expression=expression, partnership=expression.partnership)
        post_continue_link(expression, form.cleaned_data["email"])
        return redirect(f"{reverse('expression_later', args=[expression.link])}?mailed=1")
    context = {
        "expression": expression,
        "partnership": expression.partnership,
        "form": form,
        "own_address": own_address(expression),
        "is_mailed": "mailed" in request.GET,
        "is_busy": "busy" in request.GET,
    }
    return render(request, "smes/applying/later.html", context)
