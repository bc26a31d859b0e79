"""Accepting an invitation."""

from functools import partial

from allauth.core import ratelimit
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from partnership.accounts.views.joining import Door, enter
from partnership.exceptions import InvitationFailed, UnknownInvitation
from partnership.services import accept_invitation, find_invitation


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, link: str) -> HttpResponseBase:
    """Who invites to what; whoever is new gives name and password, others sign in and accept."""
    limited = ratelimit.consume_or_429(request, action="signup")
    if limited:
        return limited
    try:
        found = find_invitation(link)
        door = Door(
            email=found.email,
            accept=partial(accept_invitation, link=link),
            template="account/invitation.html",
            context={"invitation": found},
            welcome=f"Welcome. You are now: {found.post}.",
        )
        return enter(request, door)
    except InvitationFailed as error:
        status = 404 if isinstance(error, UnknownInvitation) else 410
        return render(
            request, "account/invitation_failed.html", {"reason": str(error)}, status=status
        )
