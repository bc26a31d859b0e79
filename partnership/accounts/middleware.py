"""What is checked before any page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from partnership.accounts.second_factor import is_missing_from

OPEN_WITHOUT = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
    "admin:logout",
}
"""Pages for those who need a second factor and have none: setting one up, and leaving."""

TOLD = "Your role needs a second factor, and you have set up none. Open the portal in a browser and set one up."


class RequireSecondFactor:
    """Leads those who need a second factor to set one up before anything else.

    Costs nothing where no second factor is required, and one query more on each page of those who
    need one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the view is known later."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """The way to the set-up in place of the page; programs are told in JSON."""
        match = request.resolver_match
        if match is None or match.view_name in OPEN_WITHOUT or not is_missing_from(request.user):
            return None
        if request.path.startswith("/api/") or not request.accepts("text/html"):
            return JsonResponse({"detail": TOLD}, status=403)
        return HttpResponseRedirect(reverse("mfa_index"))


class NeverKept:
    """Keeps private pages out of every cache: those of accounts, and what a person was shown who is signed in.

    A view that has said itself how long its answer may be kept knows better. Costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Mark the answer."""
        response = self.get_response(request)
        if request.path.startswith("/account/"):
            add_never_cache_headers(response)
        elif _was_looked_at(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _was_looked_at(request: HttpRequest) -> bool:
    """Whether somebody is signed in, and the page has asked who."""
    person = vars(request).get("_cached_user")
    return person is not None and person.is_authenticated
