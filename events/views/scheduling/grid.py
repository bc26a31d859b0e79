"""The organisers' grid: meetings are dragged, or chosen and placed; each move is checked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.choices import ScheduleState
from events.exceptions import MoveIsUnwise, RulesAreBroken, StepNotAllowed
from events.models import Event, Schedule
from events.services import moves
from events.services.changes import places_of, untold_changes
from events.services.moves import Grid, grid_of
from events.services.problems import situation_of
from events.services.publishing import letters_for, tell_of_changes
from events.services.rules import Broken
from events.views.office import office_page
from events.views.scheduling.cells import Sheet
from events.views.scheduling.finding import page_context, schedule_of

HERE = "event_grid"
VIEWS = ("tables", "participants")


@require_safe
@office_page
def grid(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The grid of the published schedule, or of one that is ready."""
    asked = request.GET
    found = list(
        Schedule.objects.filter(
            event=event, state__in=[ScheduleState.PUBLISHED, ScheduleState.READY]
        ).order_by("-number")
    )
    number = _number(asked.get("schedule", ""))
    published = next((row for row in found if row.state == ScheduleState.PUBLISHED), None)
    schedule = next((row for row in found if row.number == number), None)
    schedule = schedule or published or (found[0] if found else None)
    if schedule is None:
        return render(request, "events/scheduling/no_grid.html", page_context(event, HERE))
    schedule.event = event
    chosen = _number(asked.get("meeting", ""))
    return _page(request, schedule, found, asked.get("view", ""), chosen)


def _page(
    request: HttpRequest,
    schedule: Schedule,
    choices: list[Schedule],
    view: str,
    chosen: int | None,
    *,
    warning: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    event = schedule.event
    shown = grid_of(schedule)
    sheet = Sheet(shown, chosen)
    view = view if view in VIEWS else VIEWS[0]
    context = page_context(
        event,
        HERE,
        schedule=schedule,
        choices=choices,
        view=view,
        sheet=sheet,
        rows=sheet.by_table() if view == "tables" else sheet.by_participant(),
        unplaced=sheet.unplaced(),
        chosen=_chosen(shown, sheet.chosen),
        untold=len(untold_changes(shown.situation, schedule)) if shown.is_published else 0,
        is_published=shown.is_published,
        slots=[
            (slot.pk, shown.situation.when(number))
            for number, slot in enumerate(shown.situation.slots)
        ],
        tables=shown.situation.tables,
        warning=warning,
    )
    return render(request, "events/scheduling/grid.html", context, status=status)


def _chosen(shown: Grid, key: int | None) -> dict[str, Any] | None:
    if key is None:
        return None
    meeting, place = shown.situation.meetings[key], shown.plan.places.get(key)
    where = ""
    if place is not None:
        table = f", {shown.situation.tables[place.table - 1]}" if place.table else ""
        where = f"{shown.situation.when(place.slot)}{table}"
    return {
        "meeting": meeting,
        "where": where,
        "slot": shown.situation.slots[place.slot].pk if place else None,
        "table": shown.situation.tables[place.table - 1].pk if place and place.table else None,
        "is_over": key in shown.situation.standing,
    }


@require_POST
@office_page
def move_meeting(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Move a meeting, or take it off; answered as JSON to the script, as a page to everybody else."""
    schedule = schedule_of(event, _number(request.POST.get("schedule", "")) or 0)
    chosen = _number(request.POST.get("meeting", "")) or 0
    try:
        if "off" in request.POST:
            moves.take_off(schedule=schedule, meeting_id=chosen)
            return _done(request, schedule, chosen, "It has no time any more.")
        slot, table = _asked_place(request, event)
        moves.move(
            schedule=schedule,
            meeting_id=chosen,
            slot=slot,
            table=table,
            anyway="anyway" in request.POST,
        )
    except MoveIsUnwise as error:
        return _refused(request, schedule, chosen, error.broken, state="asks")
    except RulesAreBroken as error:
        return _refused(request, schedule, chosen, error.broken, state="refused")
    except StepNotAllowed as error:
        return _not_allowed(request, schedule, str(error))
    return _done(request, schedule, chosen, "It is moved.")


def _asked_place(request: HttpRequest, event: Event) -> tuple[int, int]:
    """The slot, from 0, and the table, from 1, or 0 for any that is free."""
    sent = request.POST
    slot, _, table = sent.get("place", f"{sent.get('slot', '')}-{sent.get('table', '')}").partition(
        "-"
    )
    slots = list(event.slots.order_by("starts_at", "number").values_list("pk", flat=True))
    tables = list(event.tables.order_by("number").values_list("pk", flat=True))
    slot_key, table_key = _number(slot), _number(table)
    if slot_key not in slots or (table and table_key not in tables):
        raise Http404("There is no such slot or table.")
    return slots.index(slot_key), tables.index(table_key) + 1 if table_key in tables else 0


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _address(request: HttpRequest, schedule: Schedule, **more: Any) -> str:
    event = schedule.event
    query = {"schedule": schedule.number, "view": request.POST.get("view", VIEWS[0]), **more}
    return f"{reverse(HERE, args=[event.partnership.slug, event.pk])}?{urlencode(query)}"


def _done(request: HttpRequest, schedule: Schedule, chosen: int, words: str) -> HttpResponseBase:
    if _wants_json(request):
        return JsonResponse({"state": "done", "words": [words]})
    messages.success(request, words)
    return redirect(f"{_address(request, schedule)}#meeting-{chosen}")


def _refused(
    request: HttpRequest, schedule: Schedule, chosen: int, broken: tuple[Broken, ...], *, state: str
) -> HttpResponseBase:
    words = [rule.words for rule in broken]
    if _wants_json(request):
        return JsonResponse({"state": state, "words": words}, status=409)
    warning = {
        "words": words,
        "asks": state == "asks",
        "place": request.POST.get("place")
        or f"{request.POST.get('slot', '')}-{request.POST.get('table', '')}",
    }
    view = request.POST.get("view", "")
    return _page(request, schedule, [schedule], view, chosen, warning=warning, status=409)


def _not_allowed(request: HttpRequest, schedule: Schedule, words: str) -> HttpResponseBase:
    if _wants_json(request):
        return JsonResponse({"state": "refused", "words": [words]}, status=409)
    messages.error(request, words)
    return redirect(_address(request, schedule))


@require_POST
@office_page
def lock_meeting(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Lock a meeting in its slot, or unlock it."""
    schedule = schedule_of(event, _number(request.POST.get("schedule", "")) or 0)
    chosen = _number(request.POST.get("meeting", "")) or 0
    locked = request.POST.get("locked") == "yes"
    try:
        moves.set_lock(schedule=schedule, meeting_id=chosen, locked=locked)
    except StepNotAllowed as error:
        return _not_allowed(request, schedule, str(error))
    words = "It is locked: it stays in its slot." if locked else "It is unlocked."
    messages.success(request, words)
    return redirect(f"{_address(request, schedule, meeting=chosen)}#meeting-{chosen}")


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def tell(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The e-mails to those whose meetings changed since they were told: seen first, then sent."""
    published = event.schedules.published().first()
    if published is None:
        return redirect(HERE, event.partnership.slug, event.pk)
    if request.method == "POST":
        try:
            told = tell_of_changes(published=published)
        except StepNotAllowed as error:
            messages.error(request, str(error))
        else:
            who = "1 participant is told." if told == 1 else f"{told} participants are told."
            messages.success(request, who)
        return redirect(HERE, event.partnership.slug, event.pk)
    situation = situation_of(event)
    changes = untold_changes(situation, published)
    letters = letters_for(situation, changes, places_of(published, situation))
    context = page_context(event, HERE, changes=changes, letters=letters)
    return render(request, "events/scheduling/tell.html", context)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else None
