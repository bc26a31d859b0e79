"""Following a link that lets somebody in: by a new account, or by one that is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from partnership.accounts.forms import JoinForm
from partnership.models import User
from partnership.services import CLOSED


@dataclass(frozen=True)
class Door:
    """What a link leads to.

    ``accept`` takes ``person`` and, for a new one, ``name`` and ``password``; it returns the person.
    """

    email: str
    accept: Callable[..., User]
    template: str
    context: dict[str, Any]
    welcome: str


def enter(request: HttpRequest, door: Door) -> HttpResponseBase:
    """Whoever is new gives name and password; others sign in and accept."""
    known = User.objects.filter(email__iexact=door.email).first()
    person: Any = request.user
    if known is None and person.is_anonymous:
        return _as_somebody_new(request, door)
    if request.method == "POST" and person.is_authenticated:
        door.accept(person=person)
        return _welcome(request, door, redirect("account"))
    state = {
        "is_closed": known is not None and not known.is_active,
        "is_own": person.is_authenticated and person.email == door.email.lower(),
        "closed": CLOSED.format(email=door.email),
    }
    return _page(request, door, state)


def _as_somebody_new(request: HttpRequest, door: Door) -> HttpResponseBase:
    form = JoinForm(request.POST or None, email=door.email)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        person = door.accept(person=None, name=typed["name"], password=typed["password1"])
        record_authentication(request, person, method="password", email=person.email)
        return _welcome(request, door, perform_login(request, person))
    return _page(request, door, {"form": form})


def _page(request: HttpRequest, door: Door, state: dict[str, Any]) -> HttpResponse:
    return render(request, door.template, {"email": door.email, **door.context, **state})


def _welcome(request: HttpRequest, door: Door, response: HttpResponse) -> HttpResponse:
    messages.success(request, door.welcome)
    return response
