"""Use cases: let a finding stay, and open it again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnership.models import Partnership
from reporting.engine.cells import Finding
from reporting.exceptions import FindingNotAccepted
from reporting.models import AcceptedFinding

ALREADY = "This finding is already accepted. Open it again to accept it for another reason."


@transaction.atomic
def accept_finding(
    *, partnership: Partnership, finding: Finding, reason: str, by: Any
) -> AcceptedFinding:
    """Accept a finding, with its values, for a reason.

    Raises ``FindingNotAccepted`` where there is no reason, or where somebody was faster.
    """
    entry = AcceptedFinding(
        partnership=partnership,
        code=finding.code,
        subject_model=finding.model,
        subject_pk=finding.pk,
        key=finding.key,
        message=finding.message,
        reason=reason.strip(),
        accepted_by=by,
    )
    entry._history_user = by  # type: ignore[attr-defined]
    try:
        entry.full_clean()
        with transaction.atomic():
            entry.save()
    except ValidationError as error:
        told = ALREADY if "key" in error.message_dict else " ".join(error.messages)
        raise FindingNotAccepted(told) from error
    except IntegrityError as error:
        raise FindingNotAccepted(ALREADY) from error
    return entry


@transaction.atomic
def reopen_finding(*, accepted: AcceptedFinding, by: Any) -> None:
    """Take an acceptance back: the finding is open again, and the history tells who did it."""
    accepted._history_user = by  # type: ignore[attr-defined]
    accepted.delete()
