"""What people ask for in their own words: a file, a dossier, a submission."""

from typing import Any

from partnership.models import User
from reporting.choices import Step
from reporting.engine.editions import Edition
from reporting.jobs.requests import find_done, request_job
from reporting.lifecycle import require_allowed
from reporting.models import Job, Report
from reporting.permissions import can_read_edition
from reporting.rendering import Wanted


def request_rendering(*, report: Report, wanted: Wanted, by: Any) -> Job:
    """Have a report made as a file; ``by`` may be anonymous."""
    return request_job(
        kind="render",
        report=report,
        edition=wanted.edition,
        parameters={"format": wanted.file_format, "with_annex": wanted.has_annex},
        by=by,
    )


def request_dossier(*, report: Report, edition: Edition, by: Any) -> Job:
    """Have the dossier of an edition packed; one that is still true is found again, done.

    Raises ``PermissionDenied`` where somebody may not read the edition; ``by`` may be anonymous.
    """
    work: dict[str, Any] = {
        "kind": "dossier",
        "report": report,
        "edition": edition,
        "parameters": {},
    }
    return (can_read_edition(by, report, edition) and find_done(**work)) or request_job(
        **work, by=by
    )


def request_submission(*, report: Report, by: User, comment: str = "") -> Job:
    """Have a report submitted. Raises ``StepNotAllowed`` at once where its state does not allow it."""
    require_allowed(report, Step.SUBMIT)
    return request_job(
        kind="submit",
        report=report,
        edition=Edition.AGENCY,
        parameters={"round": report.round, "comment": comment},
        by=by,
    )
