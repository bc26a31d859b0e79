"""From support and its outcomes to the cooperation cases that reports list."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from gateways.choices import OrganisationKind, Side
from gateways.models import Organisation
from smes.choices import (
    CASE_TYPE_OF,
    CaseType,
    OutcomeKind,
    PartnerType,
    StepState,
    SupportState,
)
from smes.models import Outcome, SMECase, SupportCase, WorkStep
from smes.models.cases import STATUS_OF

FROM_SUPPORT = "Follows the support case"
NOTHING_COUNTS = "No confirmed outcome of the support case is left"

OWN_WORDS = (
    "reference",
    "description",
    "drafted",
    "position",
    "company_as",
    "partner_as",
    "sector",
    "objective_note",
    "detail_company_as",
    "detail_sector",
    "detail_partner_as",
    "detail_description",
)
"""What the office words in a case that came of support; all else follows the records."""


def lock_case(case: SupportCase) -> SupportCase:
    """The support case as it is now, locked until the end of the transaction. One query."""
    return SupportCase.objects.select_for_update(of=("self",)).get(pk=case.pk)


@transaction.atomic
def bring_into_report(*, case: SupportCase) -> list[SMECase]:
    """Make the cooperation cases of a support case as its outcomes and steps stand now.

    One case for each type that counted outcomes make. Where none is left the case goes; its history
    stays, and so does what the office worded, for the day on which it comes back. Safe to run twice;
    of two at once one waits. Returns the cases.
    """
    locked = lock_case(case)
    counted: dict[CaseType, list[Outcome]] = {}
    rows = Outcome.objects.making_cases().filter(case=locked).select_related("partner__company")
    # Databases differ in where they put an unknown day.
    for outcome in rows.order_by(F("happened_on").asc(nulls_last=True), "pk"):
        counted.setdefault(CASE_TYPE_OF[OutcomeKind(outcome.kind)], []).append(outcome)
    present = {row.type: row for row in SMECase.objects.filter(support_case=locked)}
    for case_type, row in present.items():
        if case_type not in counted:
            row._change_reason = NOTHING_COUNTS  # type: ignore[attr-defined]
            row.delete()
    return [
        _follow(present.get(case_type) or _begin(locked, case_type), locked, outcomes)
        for case_type, outcomes in sorted(counted.items())
    ]


def bring_all_into_report() -> int:
    """The same for every support case that has outcomes or cases; returns how many there are."""
    told = Q(outcomes__isnull=False) | Q(sme_cases__isnull=False)
    numbers = SupportCase.objects.filter(told).order_by("pk").values_list("pk", flat=True)
    cases = [SupportCase(pk=number) for number in numbers.distinct()]
    for case in cases:
        bring_into_report(case=case)
    return len(cases)


def _begin(support: SupportCase, case_type: CaseType) -> SMECase:
    """A new case, or one that was there before under its number, with the words of the office."""
    case = SMECase(support_case=support, type=case_type)
    former = SMECase.history.filter(support_case_id=support.pk, type=case_type).first()
    if former is not None and not SMECase.objects.filter(pk=former.id).exists():
        case.pk, case.created_at = former.id, former.created_at
        for name in OWN_WORDS:
            setattr(case, name, getattr(former, name))
    return case


def _follow(case: SMECase, support: SupportCase, outcomes: list[Outcome]) -> SMECase:
    """Let a case be as the records say, and save it if anything changed."""
    draft = draft_description(outcomes)
    is_edited = case.description not in ("", case.drafted)
    wanted = {
        **_facts(support, outcomes),
        "drafted": draft,
        "description": case.description if is_edited else draft,
    }
    is_new = case._state.adding
    if is_new or any(getattr(case, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(case, name, value)
        case._change_reason = FROM_SUPPORT  # type: ignore[attr-defined]
        case.save(force_insert=is_new)
    objectives = set(support.objectives.values_list("pk", flat=True))
    if objectives != set(case.objectives.values_list("pk", flat=True)):
        case.objectives.set(objectives)
    return case


def _facts(support: SupportCase, outcomes: list[Outcome]) -> dict[str, Any]:
    partner = next((row.partner for row in outcomes if row.partner), None) or support.organisation
    days = [row.happened_on for row in outcomes if row.happened_on]
    steps = list(support.worksteps.order_by("position", "pk"))
    return {
        "partnership_id": support.partnership_id,
        "company_id": support.company_id,
        "market_id": support.market_id,
        "number": sum(row.number for row in outcomes),
        "partner_id": partner.pk,
        "partner_type": partner_type_of(partner),
        "started_on": min(days) if days else support.started_on,
        "main_steps": "\n".join(main_steps(steps)),
        "next_steps": "\n".join(next_steps(steps)),
        "status": STATUS_OF[SupportState(support.state)],
        "confidentiality": support.confidentiality,
    }


def partner_type_of(partner: Organisation) -> PartnerType:
    """What kind of partner an organisation is for the agency."""
    if partner.kind == OrganisationKind.EXTERNAL_EXPERT:
        return PartnerType.EXTERNAL_EXPERT
    if partner.kind == OrganisationKind.BUSINESS or partner.side in (
        Side.THIRD_BUSINESS,
        Side.EU_SME,
    ):
        return PartnerType.BUSINESS
    return PartnerType.CLUSTER


def draft_description(outcomes: Iterable[Outcome]) -> str:
    """The outcomes’ own words, each once, one after the other as sentences."""
    texts = dict.fromkeys(" ".join(row.description.split()) for row in outcomes)
    return " ".join(text if text[-1:] in ".!?…" else f"{text}." for text in texts if text)


def main_steps(steps: Iterable[WorkStep]) -> list[str]:
    """The steps that were begun, each with its state."""
    words = []
    for step in steps:
        if step.state == StepState.DONE:
            done = f"done on {step.done_on:%-d %B %Y}" if step.done_on else "done"
            words.append(f"{step.title} ({done})")
        elif step.state == StepState.STARTED:
            words.append(f"{step.title} (under way)")
    return words


def next_steps(steps: Iterable[WorkStep]) -> list[str]:
    """The steps that are to be finished, with their days."""
    still_open = [row for row in steps if row.state in (StepState.PLANNED, StepState.STARTED)]
    return [
        f"{step.title} (by {step.due_on:%-d %B %Y})" if step.due_on else step.title
        for step in still_open
    ]
