"""Accepting an invitation."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from partnership.accounts.forms import JoinForm
from partnership.exceptions import InvitationFailed, UnknownInvitation
from partnership.models import Invitation, User
from partnership.services import CLOSED, accept_invitation, find_invitation


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, link: str) -> HttpResponseBase:
    """Who invites to what; whoever is new gives name and password, others sign in and accept."""
    limited = ratelimit.consume_or_429(request, action="signup")
    if limited:
        return limited
    try:
        found = find_invitation(link)
        known = User.objects.filter(email=found.email).first()
        if known is None and request.user.is_anonymous:
            return _join(request, link, found)
        return _accept(request, link, found, known)
    except InvitationFailed as error:
        status = 404 if isinstance(error, UnknownInvitation) else 410
        return render(
            request, "account/invitation_failed.html", {"reason": str(error)}, status=status
        )


def _join(request: HttpRequest, link: str, found: Invitation) -> HttpResponseBase:
    form = JoinForm(request.POST or None, email=found.email)
    if request.method == "POST" and form.is_valid():
        person = accept_invitation(
            link=link,
            person=None,
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password1"],
        )
        record_authentication(request, person, method="password", email=person.email)
        return _welcome(request, found, perform_login(request, person))
    return render(request, "account/invitation.html", {"invitation": found, "form": form})


def _accept(
    request: HttpRequest, link: str, found: Invitation, known: User | None
) -> HttpResponseBase:
    person: Any = request.user
    context = {
        "invitation": found,
        "is_closed": known is not None and not known.is_active,
        "is_own": person.is_authenticated and person.email == found.email,
        "closed": CLOSED.format(email=found.email),
    }
    if request.method == "POST" and person.is_authenticated:
        accept_invitation(link=link, person=person)
        return _welcome(request, found, redirect("account"))
    return render(request, "account/invitation.html", context)


def _welcome(request: HttpRequest, found: Invitation, response: HttpResponse) -> HttpResponse:
    messages.success(request, f"Welcome. You are now: {found.post}.")
    return response
