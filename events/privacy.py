"""What events keep about people."""

from django.db.models import QuerySet

from events.forgetting import empty_attendees
from events.models import (
    Attendee,
    DeclaredFigure,
    EventImport,
    EventInvitation,
    Meeting,
    Registration,
    Schedule,
)
from partnership.privacy.personal import Personal, forget_rows, personal

DECIDED = "What was decided about an event must stay known, by number."


def _empty(rows: QuerySet) -> None:
    """Empty who came for an organisation; that somebody came is counted."""
    empty_attendees(rows)


personal += [
    Personal(
        DeclaredFigure,
        "entered_by",
        "Declared figures entered",
        ("measure", "value", "source", "created_at"),
        kept_because="A declared figure counts only as long as it is known that somebody entered it.",
    ),
    Personal(
        Attendee,
        "email__iexact",
        "Registered for events",
        (
            "registration",
            "name",
            "function",
            "email",
            "phone",
            "arrives_on",
            "leaves_on",
            "checked_in_at",
        ),
        erase=_empty,
        of="email",
    ),
    Personal(
        EventInvitation,
        "email__iexact",
        "Invited to events",
        ("event", "email", "name", "sent_at", "reminded_at", "declined_at"),
        erase=forget_rows,
        of="email",
    ),
    Personal(
        Registration,
        "decided_by",
        "Registrations for events decided",
        ("event", "number", "decided_at"),
        kept_because=DECIDED,
    ),
    Personal(
        Attendee,
        "checked_in_by",
        "People checked in at events",
        ("registration", "checked_in_at"),
        kept_because=DECIDED,
    ),
    Personal(
        Meeting,
        "added_by",
        "Meetings added for participants",
        ("event", "asked_at"),
        kept_because=DECIDED,
    ),
    Personal(
        Schedule,
        "requested_by",
        "Schedules asked for",
        ("event", "number", "requested_at"),
        kept_because=DECIDED,
    ),
    Personal(
        EventImport,
        "imported_by",
        "Imports of events",
        ("file_name", "uploaded_at", "imported_at"),
        kept_because="What an import added stays traceable to its file.",
    ),
]
