"""Letters by which companies are told of the decision: seen first, then sent, each of them once."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from partnership.models import Email, Partnership, User
from smes.choices import ExpressionState
from smes.emails.decisions import DecisionLetter, write_decision
from smes.exceptions import LetterHasChanged, StepNotAllowed
from smes.models import Expression
from smes.services.states import lock_expression

LONGEST_OPENING = 1500


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it will go, with the mark by which a change of it is noticed."""

    expression: Expression
    letter: DecisionLetter

    @property
    def mark(self) -> str:
        """Stands for the decision and every word of the letter."""
        told = (
            self.expression.state,
            str(self.expression.decided_at),
            self.letter.to,
            self.letter.subject,
            self.letter.text,
        )
        return hashlib.sha256("\0".join(told).encode()).hexdigest()[:32]


def untold_expressions(partnership: Partnership) -> list[Expression]:
    """Decided expressions whose company was not told, the earliest decision first; one query."""
    rows = Expression.objects.untold().filter(partnership=partnership)
    return list(rows.select_related("partnership", "cluster").order_by("decided_at", "pk"))


def sent_letters(partnership: Partnership) -> list[Email]:
    """The letters that were sent, the latest first, each with how far it has come; one query."""
    rows = Email.objects.filter(partnership=partnership, kind="smes.decision")
    return list(rows.order_by("-created_at", "-pk")[:100])


def preview_letter(expression: Expression, opening: str) -> Letter:
    """The letter of an expression; the company's private link is left out of what is shown."""
    return Letter(expression, write_decision(expression, opening))


@transaction.atomic
def send_letter(*, expression: Expression, opening: str, mark: str, by: User) -> Email:
    """Send the very letter that was seen, and keep that the company was told.

    Raises ``LetterHasChanged`` where it would be another one by now, ``StepNotAllowed`` where the company
    was told already or there is no decision any more.
    """
    locked = lock_expression(expression)
    if locked.told_at:
        raise StepNotAllowed(f"{locked.company_name} was told already.")
    if locked.state not in ExpressionState.decided():
        raise StepNotAllowed(
            f"{locked.reference} is “{locked.get_state_display().lower()}” by now, so no letter goes."
        )
    if preview_letter(locked, opening).mark != mark:
        raise LetterHasChanged(
            f"The letter to {locked.company_name} is another one than you have seen. Look at it again."
        )
    email = write_decision(locked, opening).post()
    locked.told_at = timezone.now()
    locked._history_user = by  # type: ignore[attr-defined]
    locked.save(update_fields=["told_at", "updated_at"])
    return email
