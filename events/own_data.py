"""Everything that the portal keeps about a registration, for its registrants."""

import json
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from events.models import Registration
from partnership.models import Email

FIELDS = (
    "number",
    "state",
    "language",
    "organisation_name",
    "country",
    "side",
    "kind",
    "website",
    "message",
    "profile",
    "offers",
    "seeks",
    "is_in_catalogue",
    "people_at_once",
    "sent_at",
    "confirmed_at",
    "decided_at",
    "decision_reason",
    "privacy_text",
    "catalogue_text",
    "delegation",
)
PERSON = ("name", "function", "email", "phone", "arrives_on", "leaves_on", "checked_in_at")


def export_registration(registration: Registration) -> bytes:
    """The data as JSON in UTF-8; a query for each kind of record."""
    addresses = [row.email for row in registration.attendees.exclude(email="")]
    content = {
        "about": "What the cluster partnership portal keeps about your registration",
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "event": str(registration.event),
        "registration": _told(registration, FIELDS),
        "persons": [_told(row, PERSON) for row in registration.attendees.all()],
        "answers": [
            {"question": row.question.text, "answer": row.value}
            for row in registration.answers.select_related("question")
        ],
        "e_mails": [
            {"to": row.to_address, "subject": row.subject, "why": row.reason, "at": row.created_at}
            for row in Email.objects.about(registration).order_by("pk")
            if row.to_address in addresses
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain).encode()


def _told(row: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    return {str(row._meta.get_field(name).verbose_name): _value(row, name) for name in fields}


def _value(row: Any, name: str) -> Any:
    value = getattr(row, name)
    return value if isinstance(value, str | int | bool | list | None) else _plain(value)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
