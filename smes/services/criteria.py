"""What reviewers judge by."""

from django.db import transaction

from partnership.models import Partnership, User
from smes.exceptions import StepNotAllowed
from smes.models import Criterion

USUAL = (
    (
        "Fit with the target market",
        30,
        "Is there a need in the market for what the company offers, and do we have gateways for it?",
    ),
    (
        "Readiness for export",
        25,
        "Product, approvals, people and languages: could the company deliver within a year?",
    ),
    (
        "Quality of the request",
        20,
        "Does the company know what it wants, and can our gateways do it?",
    ),
    (
        "Means to carry it through",
        15,
        "Time, money and the backing of the management for the first year abroad.",
    ),
    (
        "Use for the partnership",
        10,
        "Does it add to the sectors and regions that we have promised to serve?",
    ),
)
"""Label, weight and explanation of the criteria that most partnerships begin with."""


@transaction.atomic
def take_usual_criteria(*, partnership: Partnership, by: User) -> list[Criterion]:
    """Enter the usual criteria, which can be changed afterwards.

    Raises ``StepNotAllowed`` where the partnership has criteria already.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if Criterion.objects.filter(partnership=partnership).exists():
        raise StepNotAllowed("The partnership has criteria already. Change them in the office.")
    made = []
    for position, (label, weight, explanation) in enumerate(USUAL, start=1):
        criterion = Criterion(
            partnership=partnership,
            label=label,
            weight=weight,
            explanation=explanation,
            position=position,
        )
        criterion._history_user = by  # type: ignore[attr-defined]
        criterion.save()
        made.append(criterion)
    return made
