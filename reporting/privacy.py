"""What reports keep about people."""

from partnership.privacy.personal import Personal, personal
from reporting.models import (
    AcceptedFinding,
    Download,
    Job,
    PartnerVerdict,
    ReportStep,
    Snapshot,
)

LIFE = "The life of a report must stay whole for its auditors; it names nobody afterwards."

personal += [
    Personal(
        AcceptedFinding,
        "accepted_by",
        "Findings accepted",
        ("message", "reason", "accepted_at"),
        kept_because=LIFE,
    ),
    Personal(ReportStep, "by", "Steps of reports", ("report", "step", "at"), kept_because=LIFE),
    Personal(
        PartnerVerdict,
        "entered_by",
        "Verdicts entered",
        ("report", "verdict", "at"),
        kept_because=LIFE,
    ),
    Personal(
        Snapshot,
        "submitted_by",
        "Reports submitted",
        ("report", "number", "submitted_at"),
        kept_because=LIFE,
    ),
    Personal(
        Snapshot,
        "ended_by",
        "Versions ended",
        ("report", "number", "ended_at"),
        kept_because=LIFE,
    ),
    Personal(
        Download,
        "by",
        "Downloads",
        ("at", "file_name"),
        kept_because="Who had which version is kept for three years, by number.",
    ),
    Personal(
        Job,
        "requested_by",
        "Background work asked for",
        ("kind", "created_at"),
        kept_because="Work is deleted by itself after thirty days.",
    ),
    Personal(
        Job,
        "followers",
        "Background work followed",
        ("kind", "created_at"),
        kept_because="Work is deleted by itself after thirty days.",
    ),
]
