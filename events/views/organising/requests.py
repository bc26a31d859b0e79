"""All requests for meetings at an event, and what its organisers do about them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from events.choices import MeetingState
from events.exceptions import MeetingNotPossible, ReasonIsMissing, StepNotAllowed
from events.forms.organising import (
    AddForm,
    BlockForm,
    ForbidForm,
    OrderForm,
    RequestsForm,
    WishesForm,
)
from events.models import BlockedPair, Event, Meeting, MeetingOrder, Registration
from events.participants import participants_of
from events.services import organising
from events.services.organising import Wishes
from events.views.office import office_page
from events.views.organising.context import back_to, context_of

S = MeetingState
HERE = "event_requests"
PAGE_SIZE = 50
REFUSED = (MeetingNotPossible, ReasonIsMissing, StepNotAllowed)


@dataclass(frozen=True)
class Counts:
    """How many meetings a participant asked for, is asked for, and has agreed to."""

    registration: Registration
    asked: int
    is_asked: int
    agreed: int

    @property
    def is_without(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.asked or self.is_asked)


@require_safe
@office_page
def requests(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The list with counts, who has none, who is kept apart."""
    return show(request, event)


def show(request: HttpRequest, event: Event, *, status: int = 200, **forms: Any) -> Any:
    """The page, with a form as it was sent where something is wrong with it."""
    form = RequestsForm(request.GET, event=event)
    every: Any = Meeting.objects.filter(event=event)
    pairs = list(every.values_list("state", "party_a", "party_b"))
    rows = form.narrowed(every.select_related("party_a", "party_b", "slot__event", "table"))
    rows = rows.prefetch_related("resources").order_by("-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    states = Counter(state for state, _, _ in pairs)
    counts = counts_of(list(participants_of(event)), pairs)
    context = context_of(
        event,
        HERE,
        form=form,
        page=page,
        query=urlencode(asked),
        is_narrowed=bool(asked),
        states=[(state, states[state]) for state in MeetingState if states[state]],
        counts=counts,
        without=[row for row in counts if row.is_without],
        blocks=BlockedPair.objects.filter(event=event).select_related("one", "other"),
        add_form=forms.get("add_form") or AddForm(event=event),
        block_form=forms.get("block_form") or BlockForm(event=event),
    )
    with timezone.override(event.zone):
        return render(request, "events/organising/requests.html", context, status=status)


def counts_of(rows: list[Registration], pairs: list[tuple[str, int, int]]) -> list[Counts]:
    """Each participant with its numbers; those with the fewest agreed and asked first."""
    alive = [pair for pair in pairs if pair[0] in (*S.wanted(), S.HELD, S.NO_SHOW)]
    asked = Counter(one for _, one, _ in alive)
    is_asked = Counter(other for _, _, other in alive)
    agreed = Counter(party for state, *both in alive if state != S.REQUESTED for party in both)
    found = []
    for row in rows:
        pk = row.participation.organisation_id if row.participation else 0
        found.append(Counts(row, asked[pk], is_asked[pk], agreed[pk]))
    return sorted(found, key=lambda row: (row.agreed, row.asked + row.is_asked))


@require_POST
@office_page
def add(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Add a meeting of two participants."""
    form = AddForm(request.POST, event=event)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            meeting = organising.add_meeting(
                event=event,
                one=typed["one"],
                other=typed["other"],
                priority=typed["priority"],
                wishes=_wishes(typed),
                note=typed["note"],
                by=request.user,  # type: ignore[arg-type]
            )
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Added: {meeting}.")
            return back_to(HERE, event)
    return show(request, event, add_form=form, status=422)


@require_POST
@office_page
def keep_apart(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Keep two participants apart."""
    form = BlockForm(request.POST, event=event)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            block = organising.keep_apart(
                event=event,
                one=typed["one"].organisation,
                other=typed["other"].organisation,
                reason=typed["reason"],
                by=request.user,  # type: ignore[arg-type]
            )
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Kept apart: {block}.")
            return back_to(HERE, event, "apart")
    return show(request, event, block_form=form, status=422)


@require_POST
@office_page
def let_meet(request: HttpRequest, event: Event, block: int) -> HttpResponseBase:
    """Let two participants see each other again."""
    found = get_object_or_404(BlockedPair, pk=block, event=event)
    organising.let_meet(block=found, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"No longer kept apart: {found}.")
    return back_to(HERE, event, "apart")


# One meeting -------------------------------------------------------------------------------------


@require_safe
@office_page
def meeting(request: HttpRequest, event: Event, meeting: int) -> HttpResponseBase:
    """One meeting, with all that can be said about it."""
    return _page(request, event, _meeting(event, meeting))


@require_POST
@office_page
def act(request: HttpRequest, event: Event, meeting: int, step: str) -> HttpResponseBase:
    """Change, forbid, allow or order; what cannot be is told on the page with all that was typed."""
    steps = {"change": _change, "forbid": _forbid, "allow": _allow, "order": _order}
    steps["unorder"] = _unorder
    if step not in steps:
        raise Http404
    found = _meeting(event, meeting)
    wrong: dict[str, Any] = {}
    try:
        wrong = steps[step](request, found)
    except REFUSED as error:
        messages.error(request, str(error))
    if wrong:
        return _page(request, event, found, status=422, **wrong)
    return redirect("event_request", event.partnership.slug, event.pk, found.pk)


def _change(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    form = WishesForm(request.POST, event=meeting.event)
    if not form.is_valid():
        return {"wishes_form": form}
    wishes = _wishes(form.cleaned_data)
    organising.change_meeting(meeting=meeting, wishes=wishes, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "The meeting is changed.")
    return {}


def _forbid(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    form = ForbidForm(request.POST, event=meeting.event)
    if not form.is_valid():
        return {"forbid_form": form}
    organising.forbid_meeting(
        meeting=meeting,
        reason=form.cleaned_data["reason"],
        by=request.user,  # type: ignore[arg-type]
    )
    messages.success(request, "The meeting is not allowed any more.")
    return {}


def _allow(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    organising.allow_meeting(meeting=meeting, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "The meeting is allowed again.")
    return {}


def _order(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    form = OrderForm(request.POST, event=meeting.event)
    if not form.is_valid():
        return {"order_form": form}
    after = form.cleaned_data["after"]
    organising.set_order(before=meeting, after=after, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"It ends before {after} meet.")
    return {}


def _unorder(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    number = request.POST.get("order", "")
    rows = MeetingOrder.objects.filter(event=meeting.event_id)
    order = get_object_or_404(rows, pk=int(number) if number.isdigit() else 0)
    organising.remove_order(order=order, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "They may come in any order.")
    return {}


def _page(
    request: HttpRequest, event: Event, meeting: Meeting, *, status: int = 200, **forms: Any
) -> HttpResponseBase:
    orders = MeetingOrder.objects.select_related(
        "before__party_a", "before__party_b", "after__party_a", "after__party_b"
    )
    context = context_of(
        event,
        HERE,
        meeting=meeting,
        wishes_form=forms.get("wishes_form") or WishesForm(event=event, initial=_initial(meeting)),
        forbid_form=forms.get("forbid_form") or ForbidForm(event=event),
        order_form=forms.get("order_form") or OrderForm(event=event),
        before=orders.filter(after=meeting),
        after=orders.filter(before=meeting),
        may_change=meeting.state in S.wanted(),
        may_forbid=meeting.state in (S.REQUESTED, S.ACCEPTED, S.DECLINED),
        may_allow=meeting.state == S.FORBIDDEN,
    )
    with timezone.override(event.zone):
        return render(request, "events/organising/meeting.html", context, status=status)


def _initial(meeting: Meeting) -> dict[str, Any]:
    return {
        "length": meeting.length,
        "slot": meeting.slot if meeting.is_locked else None,
        "is_demanded": meeting.is_demanded,
        "resources": list(meeting.resources.all()),
    }


def _meeting(event: Event, pk: int) -> Meeting:
    rows = Meeting.objects.select_related("party_a", "party_b", "slot__event", "table", "added_by")
    found: Meeting = get_object_or_404(rows, pk=pk, event=event)
    found.event = event
    return found


def _wishes(typed: dict[str, Any]) -> Wishes:
    return Wishes(
        length=typed["length"],
        slot=typed["slot"],
        is_demanded=typed["is_demanded"],
        resources=tuple(typed["resources"]),
    )
