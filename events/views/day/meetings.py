"""Which meetings were held: by slot, now, next and past."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events.choices import MeetingState, ParticipationState
from events.exceptions import StepNotAllowed
from events.models import Event, Meeting, Participation, Slot
from events.services.meetings_held import absent_names, day_meetings, mark_meeting
from events.views.day.check_in import page_context
from events.views.office import office_page

WORDS = {
    "held": (MeetingState.HELD, ()),
    "absent-a": (MeetingState.NO_SHOW, ("party_a",)),
    "absent-b": (MeetingState.NO_SHOW, ("party_b",)),
    "absent-both": (MeetingState.NO_SHOW, ("party_a", "party_b")),
    "open": (MeetingState.SCHEDULED, ()),
}
"""What each button says of a meeting: its state, and which parties did not come."""


@dataclass(frozen=True)
class Line:
    """A meeting with what the page says of it."""

    meeting: Meeting
    is_a_in: bool
    is_b_in: bool
    absent: str


@dataclass(frozen=True)
class Group:
    """The meetings of one slot."""

    when: str
    """``now``, ``next``, ``past``, ``later`` or ``none`` for meetings without a slot."""
    slot: Slot | None
    lines: list[Line]

    @property
    def open(self) -> int:
        """Of how many meetings nobody has said whether they were held."""
        return sum(line.meeting.state == MeetingState.SCHEDULED for line in self.lines)


def groups_of(event: Event, now: datetime) -> list[Group]:
    """The meetings of an event: what is on now, what comes next, then what is past, newest first.

    Two queries.
    """
    attending = set(
        Participation.objects.filter(event=event, state=ParticipationState.ATTENDED).values_list(
            "organisation", flat=True
        )
    )
    by_slot: dict[int | None, list[Line]] = {}
    slots: dict[int | None, Slot | None] = {}
    for meeting in day_meetings(event):
        line = Line(
            meeting,
            meeting.party_a_id in attending,
            meeting.party_b_id in attending,
            absent_names(meeting),
        )
        by_slot.setdefault(meeting.slot_id, []).append(line)
        slots[meeting.slot_id] = meeting.slot
    coming = [slot for slot in slots.values() if slot and slot.starts_at > now]
    following = min((slot.starts_at for slot in coming), default=None)
    groups = []
    for key, lines in by_slot.items():
        slot = slots[key]
        if slot is None:
            when = "none"
        elif slot.ends_at <= now:
            when = "past"
        elif slot.starts_at <= now:
            when = "now"
        else:
            when = "next" if slot.starts_at == following else "later"
        if slot is not None:
            slot.event = event
        groups.append(Group(when, slot, lines))
    order = ("now", "next", "past", "none", "later")
    return sorted(groups, key=lambda group: (order.index(group.when), _place(group)))


def _place(group: Group) -> float:
    if group.slot is None:
        return 0
    seconds = group.slot.starts_at.timestamp()
    return -seconds if group.when == "past" else seconds


@require_http_methods(["GET", "HEAD", "POST"])
@office_page
def meetings(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The meetings of the day, each with the buttons that say what became of it."""
    if request.method == "POST":
        return _mark(request, event)
    groups = groups_of(event, timezone.now())
    context = page_context(event, "event_meetings", groups=groups)
    return render(request, "events/office/day/meetings.html", context)


def _mark(request: HttpRequest, event: Event) -> HttpResponseBase:
    number = request.POST.get("meeting", "")
    rows = Meeting.objects.select_related("party_a", "party_b").filter(event=event)
    meeting = get_object_or_404(rows, pk=number if number.isdecimal() else 0)
    state, absent = WORDS.get(request.POST.get("say", ""), (None, ()))
    if state is not None:
        try:
            mark_meeting(
                meeting=meeting,
                state=state,
                absent=[getattr(meeting, name) for name in absent],
                by=request.user,  # type: ignore[arg-type]
            )
        except StepNotAllowed as error:
            messages.error(request, str(error))
    address = reverse("event_meetings", args=[event.partnership.slug, event.pk])
    return redirect(f"{address}#meeting-{meeting.pk}")
