"""What events keep about people."""

from events.models import DeclaredFigure
from partnership.privacy.personal import Personal, personal

personal.append(
    Personal(
        DeclaredFigure,
        "entered_by",
        "Declared figures entered",
        ("measure", "value", "source", "created_at"),
        kept_because="A declared figure counts only as long as it is known that somebody entered it.",
    )
)
