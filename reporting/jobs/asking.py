"""What people ask for in their own words: a file, a submission."""

from typing import Any

from partnership.models import User
from reporting.choices import Step
from reporting.engine.editions import Edition
from reporting.jobs.requests import request_job
from reporting.lifecycle import require_allowed
from reporting.models import Job, Report
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
