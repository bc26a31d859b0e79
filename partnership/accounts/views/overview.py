"""One's own account: name, address, password, second factor, sessions, roles."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnership.accounts.forms import NameForm
from partnership.accounts.second_factor import is_required_of
from partnership.accounts.sections import sections_for
from partnership.accounts.sessions import end_sessions, sessions_of
from partnership.models import User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own access, and where to change it; the name is changed here."""
    person: Any = request.user
    form = NameForm(request.POST or None, instance=User.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your name is saved.")
        return redirect("account")
    factors = list(Authenticator.objects.filter(user=person))
    context = {
        "form": form,
        "new_address": EmailAddress.objects.get_new(person),
        "has_app": any(factor.type == Authenticator.Type.TOTP for factor in factors),
        "passkeys": sum(factor.type == Authenticator.Type.WEBAUTHN for factor in factors),
        "needs_factor": is_required_of(person),
        "sessions": sessions_of(person, request.session.session_key),
        "sections": sections_for(person),
        "roles": person.roles.select_related("partnership", "cluster", "programme"),
    }
    return render(request, "account/account.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where somebody is signed in; ends one session, or all others."""
    person: Any = request.user
    current = request.session.session_key
    if request.method == "POST":
        _end(request, person, current)
        return redirect("usersessions_list")
    shown = sessions_of(person, current)
    return render(request, "usersessions/usersession_list.html", {"sessions": shown})


def _end(request: HttpRequest, person: Any, current: str | None) -> None:
    asked = request.POST.get("session", "")
    if "others" in request.POST:
        ended = end_sessions(person=person, but=current)
        plural = "session is" if ended == 1 else "sessions are"
        messages.success(request, f"{ended or 'No'} other {plural} ended.")
        return
    if asked.isdecimal() and len(asked) < 19:
        own = UserSession.objects.filter(user=person, session_key=current, pk=asked)
        if own.exists():
            messages.error(request, "This is where you are now. Sign out to end it.")
            return
        if end_sessions(person=person, only=int(asked)):
            messages.success(request, "The session is ended.")
            return
    messages.info(request, "This session had ended already.")
