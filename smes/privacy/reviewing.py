"""What review and selection keep about people."""

from partnership.privacy.personal import Personal, personal
from smes.models import Handover, Review

SELECTION = "How companies were selected must stay known to auditors; it names nobody afterwards."

personal += [
    Personal(
        Review,
        "reviewer",
        "Reviews",
        ("expression", "state", "conflict", "comment", "due_on", "done_at"),
        kept_because=SELECTION,
    ),
    Personal(
        Handover,
        "sent_by",
        "SMEs handed over to gateways",
        ("expression", "organisation", "sent_at", "state"),
        kept_because=SELECTION,
    ),
]
