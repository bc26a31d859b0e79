"""Making a sign-in as a contact of an organisation."""

from functools import partial

from allauth.core import ratelimit
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gateways.exceptions import ContactNotInvited, UnknownContactLink
from gateways.services import accept_as_contact, find_invited_contact
from partnership.accounts.views.joining import Door, enter


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, link: str) -> HttpResponseBase:
    """Whoever is new gives name and password, others sign in and accept."""
    limited = ratelimit.consume_or_429(request, action="signup")
    if limited:
        return limited
    try:
        contact = find_invited_contact(link)
        door = Door(
            email=contact.email,
            accept=partial(accept_as_contact, link=link),
            template="gateways/join.html",
            context={"contact": contact},
            welcome=f"Welcome. You now sign in for {contact.organisation.name}.",
        )
        return enter(request, door)
    except ContactNotInvited as error:
        status = 404 if isinstance(error, UnknownContactLink) else 410
        return render(
            request, "account/invitation_failed.html", {"reason": str(error)}, status=status
        )
