"""Delegations: who travels together, and a list of them to be printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from events.forms.office import AssignForm
from events.models import Event, Registration
from events.services.delegations import assign
from events.views.office import office_page
from events.views.registrations.listed import office_context


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def delegations(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The delegations with their members; assigns registrations when it is sent."""
    form = AssignForm(request.POST or None, event=event)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            number = assign(
                registrations=form.cleaned_data["chosen"],
                delegation=form.cleaned_data["delegation"],
            )
            word = "registration is" if number == 1 else "registrations are"
            messages.success(request, f"{number} {word} assigned.")
            return redirect("event_delegations", event.partnership.slug, event.pk)
    groups = list(event.delegations.select_related("market").order_by("name"))
    members: dict[int | None, list[Any]] = {}
    confirmed = Registration.objects.confirmed().filter(event=event)
    for row in confirmed.prefetch_related("attendees").order_by("organisation_name"):
        members.setdefault(row.delegation_id, []).append(row)
    context = {
        **office_context(event, "event_delegations"),
        "form": form,
        "groups": [
            (group, members.get(group.pk, []), _persons(members.get(group.pk, [])))
            for group in groups
        ],
        "rows": [row for rows in members.values() for row in rows],
        "names": {group.pk: group.name for group in groups},
        "chosen": set(request.POST.getlist("chosen")),
    }
    context["rows"] = [
        (row, context["names"].get(row.delegation_id, ""))
        for row in sorted(context["rows"], key=lambda row: row.organisation_name.lower())
    ]
    return render(request, "events/office/delegations.html", context, status=status)


def _persons(rows: list[Registration]) -> int:
    return sum(len(row.attendees.all()) for row in rows)


@require_safe
@office_page
def travellers(request: HttpRequest, event: Event, number: int) -> HttpResponseBase:
    """The members of a delegation with their days of travel, to be printed."""
    group = get_object_or_404(event.delegations.select_related("market"), pk=number)
    rows = Registration.objects.confirmed().filter(delegation=group)
    context = {
        **office_context(event, "event_delegations"),
        "group": group,
        "rows": list(rows.prefetch_related("attendees").order_by("organisation_name")),
    }
    return render(request, "events/office/travellers.html", context)
