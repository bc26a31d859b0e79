"""Checking, sending and confirming an expression of interest."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.links import LinkHasExpired, PrivateLinks
from smes.choices import ExpressionState
from smes.completeness import problems_of
from smes.exceptions import LinkWasReplaced, NotComplete
from smes.form_steps import FormStep
from smes.forms.applying import AddressForm
from smes.limits import is_too_often
from smes.models import Expression
from smes.services.sending import (
    confirm_expression,
    correct_address,
    expression_to_confirm,
    send_confirmation_again,
    send_expression,
)
from smes.summaries import sections_of
from smes.views.applying.busy import too_often
from smes.views.applying.shown import own_address, steps_of
from smes.views.private import expression_of, private_page
from smes.words import category_in_words


def check(request: HttpRequest, expression: Expression) -> HttpResponseBase:
    """Everything that was told, and what is missing; sends when it is asked to."""
    problems = problems_of(expression)
    if request.method == "POST" and "send" in request.POST:
        if is_too_often(request, "send"):
            return too_often(request, expression=expression, partnership=expression.partnership)
        try:
            sent = send_expression(expression=expression)
        except NotComplete as error:
            problems = list(error.problems)
        else:
            return redirect("expression_sent", sent.link)
    elif request.method == "POST":
        wanted = request.POST.get("go", "").removeprefix("step:")
        step = FormStep(wanted) if wanted in FormStep.values else FormStep.CONSENTS
        return redirect("expression_step", expression.link, step)
    context = {
        "expression": expression,
        "partnership": expression.partnership,
        "sections": sections_of(expression),
        "files": list(expression.files.all()),
        "category": category_in_words(expression.sme_decision),
        "problems": problems,
        "steps": steps_of(FormStep.CHECK),
        "place": len(FormStep),
        "own_address": own_address(expression),
    }
    return render(request, "smes/applying/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def sent(request: HttpRequest, link: str) -> HttpResponseBase:
    """“Check your mailbox”: ask for another e-mail, or correct the address."""
    expression = expression_of(link)
    if expression.state == ExpressionState.DRAFT:
        return redirect("expression_step", expression.link, FormStep.CHECK)
    if expression.state != ExpressionState.SUBMITTED:
        return redirect("expression", expression.link)
    corrects = "email" in request.POST
    form = AddressForm(request.POST if corrects else None, initial={"email": expression.email})
    if request.method == "POST" and (not corrects or form.is_valid()):
        if is_too_often(request, "mail", key=str(expression.pk)):
            return too_often(request, expression=expression, partnership=expression.partnership)
        if corrects:
            email = form.cleaned_data["email"]
            expression = correct_address(expression=expression, email=email)
        else:
            send_confirmation_again(expression=expression)
        return redirect(f"{reverse('expression_sent', args=[expression.link])}?again=1")
    context = {
        "expression": expression,
        "partnership": expression.partnership,
        "form": form,
        "is_again": "again" in request.GET,
        "days": settings.EXPRESSION_CONFIRM_DAYS,
        "own_address": own_address(expression),
    }
    return render(request, "smes/applying/sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def confirm(request: HttpRequest, link: str) -> HttpResponseBase:
    """A button that confirms the address: programs that look at links in e-mails press none."""
    try:
        expression = expression_to_confirm(link)
    except LinkWasReplaced:
        raise
    except LinkHasExpired:
        return _expired(request, link)
    if request.method == "POST":
        expression = confirm_expression(expression=expression)
    is_confirmed = expression.state != ExpressionState.SUBMITTED
    context = {
        "expression": expression,
        "partnership": expression.partnership,
        "leads_on": True,
    }
    template = "confirmed" if is_confirmed else "confirm"
    return render(request, f"smes/applying/{template}.html", context)


def _expired(request: HttpRequest, link: str) -> HttpResponseBase:
    """The link was right once: a new one goes to the address that it is about."""
    target = PrivateLinks("expression.confirm").read(link)
    rows = Expression.objects.select_related("partnership__programme")
    expression = rows.filter(pk=target.pk, link_version=target.version).first()
    if expression is None:
        raise LinkHasExpired
    if expression.state != ExpressionState.SUBMITTED:
        context = {"expression": expression, "partnership": expression.partnership}
        return render(request, "smes/applying/confirmed.html", context)
    is_sent = False
    if request.method == "POST":
        if is_too_often(request, "mail", key=str(expression.pk)):
            return too_often(request, partnership=expression.partnership)
        send_confirmation_again(expression=expression)
        is_sent = True
    again: dict[str, Any] = {"partnership": expression.partnership, "is_sent": is_sent}
    return render(request, "smes/applying/confirm_expired.html", again, status=410)
