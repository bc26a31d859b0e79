"""What waits among the support cases."""

from django.utils import timezone

from common.admin import WaitingKind
from smes.models import SupportCase, WorkStep

WAITING = (
    WaitingKind(
        key="overdue-steps",
        model=WorkStep,
        title="Steps overdue",
        one="step of a work plan overdue",
        many="steps of work plans overdue",
        rows=lambda rows: rows.overdue(timezone.localdate()),
    ),
    WaitingKind(
        key="plans-to-agree",
        model=SupportCase,
        title="Work plans not agreed",
        one="work plan not agreed by both sides",
        many="work plans not agreed by both sides",
        rows=lambda rows: rows.to_agree(),
    ),
)
