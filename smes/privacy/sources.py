"""Where people of the portal stand in what SMEs send and in what is done about it."""

from partnership.privacy.personal import Personal, personal
from smes.models import Expression, ExpressionFile, ExpressionMessage, ExpressionStep

DONE = "What was done about an SME must stay known, by number."

personal += [
    Personal(
        Expression,
        "responsible",
        "Expressions of interest taken care of",
        ("reference", "state", "moved_at"),
        kept_because=DONE,
    ),
    Personal(
        Expression,
        "decided_by",
        "Expressions of interest decided",
        ("reference", "decided_at"),
        kept_because=DONE,
    ),
    Personal(
        ExpressionStep,
        "by",
        "Steps of expressions of interest",
        ("expression", "from_state", "to_state", "at", "reason"),
        kept_because=DONE,
    ),
    Personal(
        ExpressionFile,
        "by",
        "Files added to expressions of interest",
        ("expression", "name", "created_at"),
        kept_because=DONE,
    ),
    Personal(
        ExpressionMessage,
        "author",
        "Messages to SMEs",
        ("expression", "at", "text"),
        kept_because="The SME keeps what was written to it; the writer’s name goes.",
    ),
]
