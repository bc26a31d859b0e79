"""What is kept about people who enter outcomes."""

from partnership.privacy.personal import Personal, personal
from smes.models import Outcome

personal.append(
    Personal(
        Outcome,
        "entered_by",
        "Outcomes entered",
        ("case", "kind", "number", "happened_on", "created_at"),
        kept_because="Reports must be able to tell that whoever entered an outcome did not confirm it.",
    )
)
