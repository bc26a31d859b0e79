"""Check-in at the door: the list, the taps of devices, the code of a badge, walk-ins, no-shows."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.spelling import bare
from events.exceptions import StepNotAllowed
from events.forms.day import TapForm, WalkInForm, read_moment
from events.live import live_counts
from events.models import Attendee, Event
from events.services.check_in import Tap, absent_from, mark_no_shows, take_taps, told_right
from events.services.walk_ins import walk_in
from events.views.day.live import json_with_tag
from events.views.office import office_page
from events.views.tabs import office_tabs_of

MOST_TAPS = 500
"""Taps in one message; a device sends the others in the next one."""

LARGEST = 200_000
"""Bytes of a message."""


def page_context(event: Event, here: str, **more: Any) -> dict[str, Any]:
    """What the pages of the day need."""
    return {
        "event": event,
        "partnership": event.partnership,
        "programmes": [event.partnership.programme],
        "tabs": office_tabs_of(event, here),
        "counts": live_counts(event),
        **more,
    }


def expected_people(event: Event) -> list[Attendee]:
    """The persons of confirmed registrations by name, each with its ``words`` to search in. One query."""
    rows = Attendee.objects.expected().filter(registration__event=event)
    rows = rows.select_related("registration").order_by(Lower("name"), "pk")
    for row in rows:
        words = f"{row.name} {row.registration.organisation_name}"
        row.words = bare(words)  # type: ignore[attr-defined]
    return list(rows)


def matching(people: list[Attendee], asked: str) -> list[Attendee]:
    """Those whose name or organisation has every word that is asked for, however it is spelt."""
    words = bare(asked).split()
    return [row for row in people if all(word in row.words for word in words)]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def check_in(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The list of persons; one tap checks a person in."""
    asked = (request.POST if request.method == "POST" else request.GET).get("q", "").strip()
    if request.method == "POST":
        _tap_by_form(request, event)
        address = reverse("event_check_in", args=[event.partnership.slug, event.pk])
        return redirect(f"{address}?{urlencode({'q': asked})}" if asked else address)
    people = expected_people(event)
    context = page_context(
        event,
        "event_check_in",
        people=matching(people, asked),
        total=len(people),
        asked=asked,
        is_over=bool(event.ends_at and event.ends_at <= timezone.now()),
    )
    return render(request, "events/office/day/check_in.html", context)


def _tap_by_form(request: HttpRequest, event: Event) -> None:
    """A tap without JavaScript: it counts now."""
    number = request.POST.get("attendee", "")
    if not number.isdecimal():
        return
    comes = request.POST.get("comes") == "1"
    tap = Tap(str(uuid4()), int(number), comes, timezone.now())
    [answer] = take_taps(event=event, taps=[tap], by=request.user)  # type: ignore[arg-type]
    if answer.refusal:
        messages.error(request, answer.refusal)


@require_POST
@office_page
def taps(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Taps of a device, perhaps late, repeated or out of order; answers to each of them.

    A tap that cannot be read is answered as refused, so that the device does not send it for ever.
    """
    if len(request.body) > LARGEST:
        return JsonResponse({"detail": "Too many taps at once."}, status=413)
    try:
        sent = json.loads(request.body)
        rows = list(sent["taps"])[:MOST_TAPS]
        device_now = _moment(sent.get("now"))
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"detail": "This is no list of taps."}, status=400)
    now = timezone.now()
    good: list[Tap] = []
    answers: list[dict[str, Any]] = []
    for row in rows:
        form = TapForm(row if isinstance(row, dict) else {})
        if form.is_valid():
            typed = form.cleaned_data
            at = told_right(typed["at"], device_now=device_now, now=now)
            good.append(Tap(typed["id"], typed["attendee"], typed["comes"], at))
        else:
            name = row.get("id") if isinstance(row, dict) else None
            answers.append({"id": name, "refusal": "This tap cannot be read."})
    for answer in take_taps(event=event, taps=good, by=request.user):  # type: ignore[arg-type]
        answers.append(
            {
                "id": answer.name,
                "attendee": answer.attendee,
                "is_in": answer.is_in,
                "refusal": answer.refusal,
            }
        )
    return JsonResponse({"answers": answers})


def _moment(text: Any) -> datetime | None:
    try:
        return read_moment(str(text))
    except ValidationError:
        return None


@require_safe
@office_page
def present(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Who is in, and the numbers, for devices that ask again and again."""
    people = Attendee.objects.expected().filter(registration__event=event).checked_in()
    numbers = sorted(people.values_list("pk", flat=True))
    return json_with_tag(request, {"present": numbers, "counts": live_counts(event).as_json()})


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def badge(request: HttpRequest, event: Event, badge: str) -> HttpResponseBase:
    """What the code on a badge leads to: the person, who is checked in by one tap, or by the script."""
    rows = Attendee.objects.select_related("registration").filter(registration__event=event)
    person = rows.filter(badge=badge).first()
    refusal = ""
    if person is not None and request.method == "POST":
        comes = request.POST.get("comes") != "0"
        tap = Tap(str(uuid4()), person.pk, comes, timezone.now())
        [answer] = take_taps(event=event, taps=[tap], by=request.user)  # type: ignore[arg-type]
        refusal = answer.refusal
        if not refusal:
            return redirect(f"{request.path}?done={'in' if comes else 'out'}")
    context = page_context(
        event,
        "event_check_in",
        person=person,
        refusal=refusal,
        done=request.GET.get("done", ""),
    )
    status = 404 if person is None else 409 if refusal else 200
    return render(request, "events/office/day/badge.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def walk_ins(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Enter somebody who came without a registration; they are checked in at once."""
    form = WalkInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = walk_in(event=event, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            _show(form, error)
        else:
            tap = Tap(str(uuid4()), person.pk, True, timezone.now())
            take_taps(event=event, taps=[tap], by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"{person.name} is checked in.")
            return redirect("event_badge", event.partnership.slug, event.pk, person.badge)
    context = page_context(event, "event_check_in", form=form)
    status = 400 if form.errors else 200
    return render(request, "events/office/day/walk_in.html", context, status=status)


def _show(form: WalkInForm, error: ValidationError) -> None:
    """Each message at the field that it speaks of, or above the form."""
    at = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, words in at.items():
        place = {"name": "organisation_name"}.get(name, name)
        form.add_error(place if place in form.fields else None, words)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def no_shows(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Who did not come, to be looked at and then marked."""
    if request.method == "POST":
        seen = [int(pk) for pk in request.POST.getlist("seen") if pk.isdecimal()]
        try:
            marked = mark_no_shows(event=event, seen=seen, by=request.user)  # type: ignore[arg-type]
        except StepNotAllowed as error:
            messages.error(request, str(error))
        else:
            word = "organisation is" if marked == 1 else "organisations are"
            messages.success(request, f"{marked} {word} marked as no-show.")
        return redirect("event_no_shows", event.partnership.slug, event.pk)
    context = page_context(
        event,
        "event_check_in",
        rows=list(absent_from(event)),
        is_over=bool(event.ends_at and event.ends_at <= timezone.now()),
    )
    return render(request, "events/office/day/no_shows.html", context)


KEPT_FILES = (
    "vendor/bootstrap/bootstrap.min.css",
    "portal/centre.css",
    "portal/expressions.css",
    "portal/events.css",
    "portal/site.css",
    "portal/day.css",
    "portal/day.js",
    "portal/check_in.js",
    "portal/favicon.svg",
    "fonts/source-sans-3/SourceSans3-Regular.woff2",
    "fonts/source-sans-3/SourceSans3-Semibold.woff2",
)
"""What the page of check-in is made of; a device keeps it for when the network is away."""


@require_safe
@office_page
def worker(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The script that keeps the page of check-in, and nothing else, on the device."""
    page = reverse("event_check_in", args=[event.partnership.slug, event.pk])
    kept = json.dumps({"page": page, "files": [static(name) for name in KEPT_FILES]})
    path = finders.find("portal/check_in_worker.js") or Path(
        settings.STATIC_ROOT, "portal/check_in_worker.js"
    )
    script = Path(str(path)).read_text(encoding="utf-8")
    response = HttpResponse(f"const KEPT = {kept};\n{script}", content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response
