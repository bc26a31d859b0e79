"""What support cases keep about people."""

from partnership.privacy.personal import Personal, personal
from smes.models import SupportContact, SupportFile

KEPT_BECAUSE = "What was done in the support of a company must stay known; who did it, by number."

personal += [
    Personal(
        SupportContact,
        "by",
        "Entries in the logs of support",
        ("on", "kind", "hours", "note"),
        kept_because=KEPT_BECAUSE,
    ),
    Personal(
        SupportFile,
        "by",
        "Files sent for support",
        ("name", "created_at"),
        kept_because=KEPT_BECAUSE,
    ),
]
