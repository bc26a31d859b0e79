"""The life of a report: draft, in review, approved, submitted; and back to a draft of the next round.

Each use case locks the report, refuses what its state does not allow and keeps the step: who, when,
why. Submitting and withdrawing stand in ``reporting.submission``.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from partnership.models import Membership, User
from reporting.choices import ReportState, Step, Verdict
from reporting.engine.columns import join_words
from reporting.exceptions import CommentIsMissing, ReportNotReady, StepNotAllowed, VerdictNotTaken
from reporting.models import PartnerVerdict, Report, ReportStep

DRAFT, REVIEW, APPROVED, SUBMITTED = ReportState


@dataclass(frozen=True)
class Transition:
    """From where to where a step leads, and whether it must be explained."""

    sources: tuple[ReportState, ...]
    target: ReportState
    needs_comment: bool = False


TRANSITIONS = {
    Step.SEND_TO_REVIEW: Transition((DRAFT,), REVIEW),
    Step.APPROVE: Transition((REVIEW,), APPROVED),
    Step.BACK_TO_DRAFT: Transition((REVIEW, APPROVED), DRAFT, needs_comment=True),
    Step.SUBMIT: Transition((APPROVED,), SUBMITTED),
    Step.NEW_ROUND: Transition((SUBMITTED,), DRAFT),
    # From any other state the version in force can be withdrawn too; the report stays where it is.
    Step.WITHDRAW: Transition((SUBMITTED,), DRAFT, needs_comment=True),
}


def is_allowed(report: Report, step: Step) -> bool:
    """Whether the report's state allows the step."""
    return report.state in TRANSITIONS[step].sources


def require_comment(step: Step, comment: str) -> None:
    """Raise ``CommentIsMissing`` where the step needs a comment and there is none."""
    if TRANSITIONS[step].needs_comment and not comment.strip():
        raise CommentIsMissing("Say why: partners and auditors will read it in the history.")


def require_allowed(report: Report, step: Step) -> None:
    """Raise ``StepNotAllowed`` in words where the report's state does not allow the step."""
    if not is_allowed(report, step):
        sources = [state.label.lower() for state in TRANSITIONS[step].sources]
        raise StepNotAllowed(
            f"“{step.label}” is not possible: the report is {report.get_state_display().lower()}, "
            f"and would have to be {' or '.join(sources)}."
        )


def lock_report(report: Report) -> Report:
    """The report as it is now, locked until the end of the transaction. One query."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("partnership__programme")
    return rows.get(pk=report.pk)


def take_step(
    report: Report, step: Step, *, by: User, comment: str, stays: bool = False
) -> ReportStep:
    """Move a locked report on and keep the step; a report that becomes a draft begins a new round.

    One that ``stays`` keeps its state, and only the step is kept.
    """
    before, number = ReportState(report.state), report.round
    if not stays:
        report.state = TRANSITIONS[step].target
        report.round += report.state == DRAFT
        report.save(update_fields=["state", "round", "updated_at"])
    return ReportStep.objects.create(
        report=report,
        round=number,
        step=step,
        from_state=before,
        to_state=report.state,
        by=by,
        comment=comment.strip(),
    )


@transaction.atomic
def _go(report: Report, step: Step, *, by: User, comment: str) -> Report:
    require_comment(step, comment)
    locked = lock_report(report)
    require_allowed(locked, step)
    if step is Step.APPROVE:
        _require_approvals(locked)
    take_step(locked, step, by=by, comment=comment)
    return locked


def send_to_review(*, report: Report, by: User, comment: str = "") -> Report:
    """A draft goes to the partners; its texts and period are fixed from now on."""
    return _go(report, Step.SEND_TO_REVIEW, by=by, comment=comment)


def approve_report(*, report: Report, by: User, comment: str = "") -> Report:
    """A report that every partner has approved in this round is approved.

    Raises ``ReportNotReady`` with the names of the partners that have not.
    """
    return _go(report, Step.APPROVE, by=by, comment=comment)


def return_to_draft(*, report: Report, by: User, comment: str) -> Report:
    """A report goes back to its authors; approvals of this round count no longer."""
    return _go(report, Step.BACK_TO_DRAFT, by=by, comment=comment)


def start_new_round(*, report: Report, by: User, comment: str = "") -> Report:
    """Work on the next version begins; the submitted one stays in force until it is superseded."""
    return _go(report, Step.NEW_ROUND, by=by, comment=comment)


@transaction.atomic
def record_verdict(
    *, report: Report, membership: Membership, verdict: Verdict, by: User, text: str = ""
) -> PartnerVerdict:
    """Enter what a partner says of a report in review, in the partner's own name.

    An approval counts in this round, once; raises ``VerdictNotTaken`` in words.
    """
    locked = lock_report(report)
    if locked.state != REVIEW:
        raise StepNotAllowed(
            f"Partners give their verdict in review; the report is {locked.get_state_display().lower()}."
        )
    if not partners_of(locked).filter(pk=membership.pk).exists():
        raise VerdictNotTaken(f"{membership.shown_name} is no partner of this report’s consortium.")
    if verdict == Verdict.COMMENT and not text.strip():
        raise VerdictNotTaken("Enter what the partner says.")
    approved = locked.verdicts.filter(
        round=locked.round, membership=membership, verdict=Verdict.APPROVE
    )
    if verdict == Verdict.APPROVE and approved.exists():
        raise VerdictNotTaken(f"{membership.shown_name} has already approved in this round.")
    return PartnerVerdict.objects.create(
        report=locked,
        round=locked.round,
        membership=membership,
        verdict=verdict,
        text=text.strip(),
        entered_by=by,
    )


def partners_of(report: Report) -> QuerySet[Membership]:
    """The partners that have a say: those of the consortium at the end of the report's period.

    They are the ones that the report lists; the coordinator is one of them, associates are not.
    """
    members = Membership.objects.filter(partnership=report.partnership_id)
    end = report.period_end or report.partnership.end_on
    rows: QuerySet[Membership] = members.consortium().current(end).in_order()
    return rows


def missing_approvals(report: Report) -> list[Membership]:
    """The partners that have not approved in this round. Two queries."""
    approvals = report.verdicts.filter(round=report.round, verdict=Verdict.APPROVE)
    approved = set(approvals.values_list("membership", flat=True))
    return [member for member in partners_of(report) if member.pk not in approved]


def _require_approvals(report: Report) -> None:
    missing = [member.shown_name for member in missing_approvals(report)]
    if missing:
        raise ReportNotReady(
            f"Not every partner has approved in this round. Missing: {join_words(missing)}."
        )
    if not partners_of(report).exists():
        raise ReportNotReady("The consortium has no partners yet. Enter them in the partnership.")
