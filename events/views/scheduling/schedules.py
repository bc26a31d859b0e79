"""The schedules of an event: asked for, followed, compared, published, thrown away."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from events.choices import ScheduleState
from events.exceptions import (
    NothingToPlace,
    RulesAreBroken,
    ScheduleIsOutdated,
    StepNotAllowed,
)
from events.forms.schedules import ComputeForm, RepairForm
from events.models import Event, Schedule, ScheduledMeeting
from events.services.changes import changes_between, places_of, untold_changes
from events.services.problems import Situation, situation_of
from events.services.publishing import letters_for, places_to_publish, publish
from events.services.schedules import ask_for_repair, ask_for_schedule, throw_away
from events.services.tables import take_table_out
from events.views.office import office_page
from events.views.scheduling.finding import page_context, schedule_of
from events.views.scheduling.shown import Figures

HERE = "event_schedule"


@require_safe
@office_page
def schedules(request: HttpRequest, event: Event) -> HttpResponseBase:
    """All schedules of an event, and what there is to place."""
    return _list(request, event, ComputeForm(), RepairForm())


@require_POST
@office_page
def ask(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Have a schedule computed."""
    form = ComputeForm(request.POST)
    if not form.is_valid():
        return _list(request, event, form, RepairForm(), status=400)
    person: Any = request.user
    try:
        schedule = ask_for_schedule(event=event, by=person, seed=form.cleaned_data["seed"])
    except NothingToPlace as error:
        form.add_error(None, str(error))
        return _list(request, event, form, RepairForm(), status=409)
    return redirect("event_schedule_one", event.partnership.slug, event.pk, schedule.number)


@require_POST
@office_page
def repair(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Have the published schedule repaired."""
    form = RepairForm(request.POST)
    if not form.is_valid():
        return _list(request, event, ComputeForm(), form, status=400)
    person: Any = request.user
    try:
        schedule = ask_for_repair(event=event, by=person, reason=form.cleaned_data["reason"])
    except NothingToPlace as error:
        form.add_error(None, str(error))
        return _list(request, event, ComputeForm(), form, status=409)
    return redirect("event_schedule_one", event.partnership.slug, event.pk, schedule.number)


@require_POST
@office_page
def take_out(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Take a table out that failed."""
    asked = request.POST.get("table", "")
    key = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 12 else 0
    table = get_object_or_404(event.tables.all(), pk=key)
    name, person = str(table), request.user
    try:
        number = take_table_out(table=table, by=person)  # type: ignore[arg-type]
    except StepNotAllowed as error:
        messages.error(request, str(error))
    else:
        waiting = "1 meeting needs" if number == 1 else f"{number} meetings need"
        messages.success(request, f"{name} is taken out. {waiting} another table.")
    return redirect(HERE, event.partnership.slug, event.pk)


def _list(
    request: HttpRequest,
    event: Event,
    compute_form: ComputeForm,
    repair_form: RepairForm,
    status: int = 200,
) -> HttpResponse:
    situation = situation_of(event)
    rows = list(
        Schedule.objects.filter(event=event)
        .select_related("requested_by", "repairs")
        .annotate(
            number_placed=Count("meetings", filter=Q(meetings__slot__isnull=False)),
            number_unplaced=Count("meetings", filter=Q(meetings__slot__isnull=True)),
        )
        .order_by("-number")
    )
    published = next((row for row in rows if row.state == ScheduleState.PUBLISHED), None)
    context = page_context(
        event,
        HERE,
        rows=[(row, Figures(row)) for row in rows],
        published=published,
        is_outdated=published is not None and published.problem != situation.digest,
        untold=len(untold_changes(situation, published)) if published else 0,
        under_way=any(row.state in ScheduleState.under_way() for row in rows),
        facts=_facts(situation),
        tables=situation.tables,
        compute_form=compute_form,
        repair_form=repair_form,
    )
    return render(request, "events/scheduling/schedules.html", context, status=status)


def _facts(situation: Situation) -> list[tuple[str, int]]:
    wanted = [meeting for meeting in situation.meetings.values() if situation.is_wanted(meeting)]
    return [
        ("Participants", len(situation.registrations)),
        ("Requests to place", len(wanted)),
        ("Locked", sum(1 for meeting in wanted if meeting.is_locked)),
        ("Slots", len(situation.slots)),
        ("Tables", len(situation.tables)),
    ]


@require_safe
@office_page
def one(request: HttpRequest, event: Event, number: int) -> HttpResponseBase:
    """A schedule: how good it is, what it changes, and what it does not place."""
    return _one(request, event, schedule_of(event, number))


def _one(
    request: HttpRequest,
    event: Event,
    schedule: Schedule,
    *,
    broken: tuple[Any, ...] = (),
    outdated: str = "",
    status: int = 200,
) -> HttpResponse:
    context = page_context(
        event,
        HERE,
        schedule=schedule,
        figures=Figures(schedule),
        is_under_way=schedule.state in ScheduleState.under_way(),
        broken=broken,
    )
    if schedule.value is not None:
        context |= _unplaced(request, schedule)
    if schedule.state == ScheduleState.READY:
        context |= _proposal(event, schedule, outdated)
    return render(request, "events/scheduling/schedule.html", context, status=status)


def _unplaced(request: HttpRequest, schedule: Schedule) -> dict[str, Any]:
    rows = ScheduledMeeting.objects.filter(schedule=schedule)
    found = rows.filter(slot=None).select_related("meeting__party_a", "meeting__party_b")
    unplaced = list(found.order_by("reason", "meeting__party_a__name", "pk"))
    reasons: dict[str, int] = {}
    for row in unplaced:
        reasons[row.reason] = reasons.get(row.reason, 0) + 1
    asked = request.GET.get("reason", "")
    asked = asked if asked in reasons else ""
    return {
        "number_placed": rows.exclude(slot=None).count(),
        "number_unplaced": len(unplaced),
        "reasons": list(reasons.items()),
        "reason": asked,
        "unplaced": [row for row in unplaced if not asked or row.reason == asked],
    }


def _proposal(event: Event, schedule: Schedule, outdated: str) -> dict[str, Any]:
    situation = situation_of(event)
    former = event.schedules.published().first()
    before = places_of(former, situation) if former else {}
    after = places_to_publish(situation, places_of(schedule, situation))
    changes = changes_between(situation, before, after)
    is_outdated = bool(outdated) or schedule.problem != situation.digest
    return {
        "former": former,
        "changes": changes,
        "letters": letters_for(situation, changes, before),
        "is_outdated": is_outdated,
    }


@require_POST
@office_page
def publish_one(request: HttpRequest, event: Event, number: int) -> HttpResponseBase:
    """Publish a schedule."""
    schedule = schedule_of(event, number)
    person: Any = request.user
    try:
        told = publish(schedule=schedule, by=person, despite_changes="despite" in request.POST)
    except ScheduleIsOutdated as error:
        return _one(request, event, schedule, outdated=str(error), status=409)
    except RulesAreBroken as error:
        return _one(request, event, schedule, broken=error.broken, status=409)
    except StepNotAllowed as error:
        messages.error(request, str(error))
    else:
        who = "1 participant is told." if told == 1 else f"{told} participants are told."
        messages.success(request, f"Schedule {schedule.number} is published. {who}")
    return redirect("event_schedule_one", event.partnership.slug, event.pk, number)


@require_POST
@office_page
def discard(request: HttpRequest, event: Event, number: int) -> HttpResponseBase:
    """Throw a schedule away."""
    try:
        throw_away(schedule=schedule_of(event, number))
    except StepNotAllowed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Schedule {number} is thrown away.")
    return redirect(HERE, event.partnership.slug, event.pk)


@require_safe
@office_page
def state(request: HttpRequest, event: Event, number: int) -> HttpResponseBase:
    """Whether a schedule is done, for the script that follows it."""
    found = Schedule.objects.filter(event=event, number=number).first()
    is_done = found is None or found.state not in ScheduleState.under_way()
    return JsonResponse(
        {"is_finished": is_done, "words": found.get_state_display() if found else ""}
    )
