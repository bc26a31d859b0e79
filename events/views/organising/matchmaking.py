"""How meetings are asked for and placed at an event: rules, slots, tables, resources."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from events.agendas import Day
from events.choices import ProgrammeKind
from events.exceptions import SlotIsUsed
from events.forms.organising import MatchmakingForm, TablesForm, resource_rows, table_rows
from events.models import Event, Matchmaking, ProgrammeItem, Slot
from events.participants import has_meetings
from events.services.slots import cut_slots, set_number_of_tables
from events.time_zones import city_of
from events.views.office import office_page
from events.views.organising.context import back_to, context_of

HERE = "event_matchmaking"


@require_safe
@office_page
def matchmaking(request: HttpRequest, event: Event) -> HttpResponseBase:
    """All settings of the meetings of an event."""
    return show(request, event)


@require_POST
@office_page
def change(request: HttpRequest, event: Event, part: str) -> HttpResponseBase:
    """Change one part of the settings; what is wrong is told at its field."""
    steps = {"rules": _rules, "slots": _slots, "tables": _tables, "names": _names}
    steps["resources"] = _resources
    if part not in steps or (part != "rules" and not has_meetings(event)):
        raise Http404
    with timezone.override(event.zone):
        try:
            wrong = steps[part](request, event)
        except SlotIsUsed as error:
            messages.error(request, str(error))
            return back_to(HERE, event, part)
    return show(request, event, status=422, **wrong) if wrong else back_to(HERE, event, part)


def _rules(request: HttpRequest, event: Event) -> dict[str, Any]:
    known = getattr(event, "matchmaking", None) or Matchmaking(event=event)
    form = MatchmakingForm(request.POST, instance=known)
    if not form.is_valid():
        return {"rules": form}
    form.save()
    messages.success(request, "The rules are kept.")
    return {}


def _slots(request: HttpRequest, event: Event) -> dict[str, Any]:
    change = cut_slots(event=event)
    messages.success(
        request,
        f"{change.added} slots added, {change.removed} removed, {change.kept} unchanged.",
    )
    return {}


def _tables(request: HttpRequest, event: Event) -> dict[str, Any]:
    form = TablesForm(request.POST, event=event)
    if not form.is_valid():
        return {"tables": form}
    number = set_number_of_tables(event=event, how_many=form.cleaned_data["how_many"])
    messages.success(request, f"There are {number} tables now.")
    return {}


def _names(request: HttpRequest, event: Event) -> dict[str, Any]:
    rows = table_rows(event, request.POST)
    if not rows.is_valid():
        return {"names": rows}
    rows.save()
    messages.success(request, "The tables are kept.")
    return {}


def _resources(request: HttpRequest, event: Event) -> dict[str, Any]:
    rows = resource_rows(event, request.POST)
    if not rows.is_valid():
        return {"resources": rows}
    try:
        with transaction.atomic():
            rows.save()
    except ProtectedError:
        messages.error(request, "A meeting needs this resource. Take it away there first.")
    else:
        messages.success(request, "The resources are kept.")
    return {}


def show(request: HttpRequest, event: Event, *, status: int = 200, **forms: Any) -> Any:
    """The page, with a form as it was sent where something is wrong with it."""
    with timezone.override(event.zone):
        slots = list(Slot.objects.filter(event=event))
        known = getattr(event, "matchmaking", None)
        tables = list(event.tables.all())
        context = context_of(
            event,
            HERE,
            rules=forms.get("rules") or MatchmakingForm(instance=known or Matchmaking(event=event)),
            is_set_up=known is not None,
            days=_days(slots),
            slots=slots,
            items=ProgrammeItem.objects.filter(event=event, kind=ProgrammeKind.MATCHMAKING),
            city=city_of(event.zone),
            tables_form=forms.get("tables")
            or TablesForm(event=event, initial={"how_many": len(tables)}),
            names=forms.get("names") or table_rows(event),
            resources=forms.get("resources") or resource_rows(event),
            capacity=len(slots) * len(tables),
        )
        return render(request, "events/organising/matchmaking.html", context, status=status)


def _days(slots: list[Slot]) -> list[Day]:
    days: dict[Any, list[Slot]] = {}
    for slot in slots:
        days.setdefault(timezone.localtime(slot.starts_at).date(), []).append(slot)
    return [Day(day, rows) for day, rows in days.items()]
