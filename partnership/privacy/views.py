"""The page on which people see and govern what the portal keeps about them."""

from datetime import timedelta
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from partnership.choices import NoticeKind
from partnership.models import Consent, ConsentText, DeletionNotice, User
from partnership.models.privacy import DeletionNoticeQuerySet
from partnership.privacy.export import describe_person, export_person
from partnership.privacy.personal import what_stays
from partnership.privacy.retention import give_notice, rules

PRIVACY = "privacy"
OWN = (NoticeKind.ASKED_FOR, NoticeKind.UNUSED_SIGN_IN)


def _person(request: HttpRequest) -> User:
    """Who is signed in."""
    return cast(User, request.user)


def _own_notices(person: User) -> DeletionNoticeQuerySet:
    return DeletionNotice.objects.open().filter(number=person.pk, kind__in=OWN)


@never_cache
@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept, the privacy notice, and the ways to have the data or have it erased."""
    person = _person(request)
    text = ConsentText.objects.in_force(PRIVACY, "en", timezone.localdate())
    context = {
        "kept": [(heading, len(rows)) for heading, rows in describe_person(person).items()],
        "stays": what_stays(),
        "text": text,
        "consent": Consent.objects.filter(person=person, text=text, withdrawn_at=None).first()
        if text
        else None,
        "notice": _own_notices(person).first(),
        "days": settings.DELETION_NOTICE_DAYS,
    }
    return render(request, "partnership/privacy/my_data.html", context)


@never_cache
@login_required
@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """All of it as a file."""
    content = export_person(person=_person(request), by=_person(request))
    return as_file(content, "my-data.json")


def as_file(content: bytes, name: str) -> HttpResponse:
    """A JSON file to be saved."""
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@login_required
@require_POST
def ask_for_erasure(request: HttpRequest) -> HttpResponseBase:
    """Announce one's own erasure; asked twice, it is announced once."""
    if request.POST.get("sure") != "yes":
        messages.error(request, "Tick that you want to be erased. Nothing was changed.")
        return redirect("my_data")
    due = timezone.localdate() + timedelta(days=settings.DELETION_NOTICE_DAYS)
    notice = give_notice(rules[NoticeKind.ASKED_FOR], _person(request), due)
    messages.success(
        request,
        f"Your data will be erased on {notice.due_on:%-d %B %Y}. Until then you can change your mind here.",
    )
    return redirect("my_data")


@never_cache
@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponseBase:
    """Call off one's own erasure."""
    for notice in _own_notices(_person(request)):
        notice.delete()
    messages.success(request, "Your sign-in is kept.")
    return redirect("my_data")


@never_cache
@login_required
@require_POST
def consent(request: HttpRequest) -> HttpResponseBase:
    """Agree to the privacy notice in force, or take it back."""
    text = ConsentText.objects.in_force(PRIVACY, "en", timezone.localdate())
    if text is None:
        return redirect("my_data")
    given = Consent.objects.filter(person=_person(request), text=text, withdrawn_at=None)
    if request.POST.get("agree") == "yes":
        Consent.objects.get_or_create(person=_person(request), text=text, withdrawn_at=None)
        messages.success(request, "Thank you. What you agreed to is kept, with the day.")
    else:
        for row in given:
            row.withdrawn_at = timezone.now()
            row.save()
        messages.success(request, "Your consent is withdrawn from now on.")
    return redirect("my_data")
