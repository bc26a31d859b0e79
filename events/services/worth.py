"""What a meeting is worth in a schedule; the only place where it is said."""

from events.choices import MeetingState, Priority
from events.models import Meeting

WORTH = {Priority.LOW: 1, Priority.MEDIUM: 2, Priority.HIGH: 4}
AGREED = 3
"""What it is worth besides that both parties wish a meeting."""


def is_agreed(meeting: Meeting) -> bool:
    """Whether both parties wish the meeting, or the organisers added it.

    A published schedule hides the answer behind ``SCHEDULED``: then the answer itself tells it, and
    a meeting that nobody asked for was entered by the organisers.
    """
    if meeting.state != MeetingState.SCHEDULED:
        return meeting.state == MeetingState.ACCEPTED
    answered = meeting.answered_at or meeting.priority_back or meeting.added_by_id
    return bool(answered) or meeting.asked_at is None


def is_fixed(meeting: Meeting) -> bool:
    """Whether the organisers demand the meeting, or its time."""
    return meeting.is_demanded or (meeting.is_locked and meeting.slot_id is not None)


def value_of(meeting: Meeting) -> int:
    """What a meeting is worth in a schedule, from 1 to 11.

    A wish counts 1, 2 or 4 by its priority. A meeting that both wish counts the wishes of both (an
    answer without a priority counts as “important”) and 3 more, so that it is worth more than any
    request without an answer: 5 to 11 against 1 to 4.
    """
    asked = WORTH[Priority(meeting.priority)]
    if not is_agreed(meeting):
        return asked
    return asked + WORTH[Priority(meeting.priority_back or Priority.MEDIUM)] + AGREED
