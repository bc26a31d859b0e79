"""What an SME does from its page: correct, withdraw, change its address, have a new link."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smes.choices import ExpressionState
from smes.exceptions import AddressRefused, ChangedMeanwhile, CorrectionIsOver, StepNotAllowed
from smes.forms.following import AddressForm, CorrectionForm, LostLinkForm, WithdrawForm
from smes.limits import is_too_often
from smes.services.accounts import ask_for_sign_in
from smes.services.corrections import correct_expression
from smes.services.following import (
    ask_for_address,
    change_address,
    may_withdraw,
    read_address_link,
    renew_link,
    send_lost_link,
    withdraw_expression,
)
from smes.views.following.page import TOO_OFTEN, back
from smes.views.following.typed import gives_back, writes_too_often
from smes.views.private import expression_of, private_page

GET_OR_POST = ["GET", "HEAD", "POST"]


@private_page
@gives_back("company_name", "profile", "seeks")
@require_http_methods(GET_OR_POST)
def correct(request: HttpRequest, link: str) -> HttpResponseBase:
    """Correct what was sent, while that is allowed."""
    found = expression_of(link)
    if found.state == ExpressionState.DRAFT:
        return redirect("expression", link)
    form = CorrectionForm(request.POST or None, instance=found)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                changed = correct_expression(
                    expression=found,
                    revision=form.cleaned_data["seen_revision"] or 0,
                    fields=form.fields_typed(),
                    links=form.links_chosen(),
                )
            except ChangedMeanwhile:
                status = 409
                form.add_error(
                    None,
                    _(
                        "This was changed in another window meanwhile. What you typed is still here: open your "
                        "page in a new window, compare, and save again."
                    ),
                )
                data: Any = form.data
                data = data.copy()
                data["seen_revision"] = str(_revision_now(link))
                form.data = data
            except CorrectionIsOver:
                found.refresh_from_db()
                status = 409
            else:
                return back(found, "corrected" if changed else "unchanged")
        else:
            found.refresh_from_db(fields=["state"])
    may = found.may_be_corrected
    context = {
        "expression": found,
        "partnership": found.partnership,
        "form": form,
        "may_be_corrected": may,
    }
    return render(
        request, "smes/following/correct.html", context, status=status if may else max(status, 200)
    )


def _revision_now(link: str) -> int:
    return expression_of(link).revision


@private_page
@gives_back("reason")
@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, link: str) -> HttpResponseBase:
    """Ask whether the SME is sure, then withdraw."""
    found = expression_of(link)
    if found.state == ExpressionState.WITHDRAWN:
        return back(found, "withdrawn")
    form = WithdrawForm(request.POST or None)
    refusal, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                withdraw_expression(expression=found, reason=form.cleaned_data["reason"])
            except StepNotAllowed as error:
                refusal, status = str(error), 409
            else:
                return back(found, "withdrawn")
    elif not may_withdraw(found):
        refusal = _("This can no longer be withdrawn here. Write us a message.")
    context = {
        "expression": found,
        "partnership": found.partnership,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "smes/following/withdraw.html", context, status=status)


@private_page
@require_http_methods(GET_OR_POST)
def new_link(request: HttpRequest, link: str) -> HttpResponseBase:
    """Make a new private link, sent by e-mail; this one ends."""
    found = expression_of(link)
    context = {"expression": found, "partnership": found.partnership}
    if request.method == "POST" and found.email:
        if writes_too_often(request, found):
            return render(
                request,
                "smes/following/new_link.html",
                {**context, "refusal": TOO_OFTEN},
                status=429,
            )
        renew_link(expression=found)
        return render(request, "smes/following/link_sent.html", context)
    return render(request, "smes/following/new_link.html", context)


@private_page
@require_http_methods(GET_OR_POST)
def lost_link(request: HttpRequest) -> HttpResponseBase:
    """Send the link to who lost it; the answer is the same whether or not there is one."""
    form = LostLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, reference = form.cleaned_data["email"], form.cleaned_data["reference"]
        key = email.lower()
        if not is_too_often(request, "lost_link", key=key):
            send_lost_link(email=email, reference=reference)
            return render(request, "smes/following/lost_link_sent.html", {"email": email})
        form.add_error(None, TOO_OFTEN)
        return render(request, "smes/following/lost_link.html", {"form": form}, status=429)
    status = 422 if request.method == "POST" else 200
    return render(request, "smes/following/lost_link.html", {"form": form}, status=status)


@private_page
@gives_back("email")
@require_http_methods(GET_OR_POST)
def address(request: HttpRequest, link: str) -> HttpResponseBase:
    """Give another address of the contact; it counts once a link that was sent there is opened."""
    found = expression_of(link)
    form = AddressForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if writes_too_often(request, found):
                form.add_error("email", TOO_OFTEN)
                status = 429
            else:
                try:
                    ask_for_address(expression=found, email=form.cleaned_data["email"])
                except AddressRefused as error:
                    form.add_error("email", str(error))
                else:
                    return back(found, "asked")
    context = {"expression": found, "partnership": found.partnership, "form": form}
    return render(request, "smes/following/address.html", context, status=status)


@private_page
@require_http_methods(GET_OR_POST)
def confirm_address(request: HttpRequest, link: str) -> HttpResponseBase:
    """Confirm the new address; programs that look into mails only open the page, and change nothing."""
    found, email = read_address_link(link)
    if request.method == "POST":
        return back(change_address(link=link), "address")
    context = {"expression": found, "partnership": found.partnership, "email": email}
    return render(request, "smes/following/confirm_address.html", context)


@private_page
@require_POST
def sign_in(request: HttpRequest, link: str) -> HttpResponseBase:
    """Have a sign-in made for the contact."""
    found = expression_of(link)
    if writes_too_often(request, found):
        return back(found)
    is_invited = ask_for_sign_in(expression=found)
    return back(found, "sign-in" if is_invited else "sign-in-later")
