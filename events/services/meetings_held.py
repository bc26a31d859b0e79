"""Whether a scheduled meeting took place, and who did not come to it."""

from collections.abc import Iterable

from django.db import transaction

from events.choices import MeetingState
from events.exceptions import StepNotAllowed
from events.models import Event, Meeting
from gateways.models import Organisation
from partnership.models import User

ABSENT = "Did not come: "
"""What the line of a meeting’s note begins with that says who did not come."""

OVER = (MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.NO_SHOW)
"""The states between which the organisers choose on the day."""


def absent_names(meeting: Meeting) -> str:
    """Who did not come to a meeting, as its note says; nobody where it says nothing."""
    lines = (line for line in meeting.note.splitlines() if line.startswith(ABSENT))
    return next(lines, "").removeprefix(ABSENT)


@transaction.atomic
def mark_meeting(
    *, meeting: Meeting, state: MeetingState, absent: Iterable[Organisation] = (), by: User
) -> Meeting:
    """Say that a meeting was held, or who did not come to it, or that it is not known (*scheduled*).

    Safe to run twice. Raises ``StepNotAllowed`` for a meeting that was not scheduled.
    """
    locked = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("party_a", "party_b")
        .get(pk=meeting.pk)
    )
    if locked.state not in OVER:
        word = locked.get_state_display().lower()
        raise StepNotAllowed(f"This meeting is {word}, so it has no place in the schedule.")
    note = [line for line in locked.note.splitlines() if not line.startswith(ABSENT)]
    names = [row.name for row in absent]
    if state == MeetingState.NO_SHOW and names:
        note.append(ABSENT + ", ".join(names))
    words = "\n".join(note)
    if (locked.state, locked.note) != (state, words):
        locked.state, locked.note = state, words
        locked._history_user = by  # type: ignore[attr-defined]
        locked.save(update_fields=["state", "note", "updated_at"])
    return locked


def day_meetings(event: Event) -> list[Meeting]:
    """The meetings of an event that have a place, or had one, by slot and table. One query."""
    rows = Meeting.objects.filter(event=event, state__in=OVER)
    return list(
        rows.select_related("party_a", "party_b", "slot", "table").order_by(
            "slot__starts_at", "table__number", "pk"
        )
    )
