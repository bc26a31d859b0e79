"""What every step in a support case begins with: the case is locked, and who acts is kept."""

from typing import Any

from django.utils.translation import gettext as _

from partnership.models import User
from smes.choices import Party, SupportState
from smes.exceptions import StepNotAllowed
from smes.models import SupportCase


def lock_case(case: SupportCase) -> SupportCase:
    """The case as it is now, locked until the end of the transaction. One query."""
    return SupportCase.objects.select_for_update(of=("self",)).get(pk=case.pk)


def lock_open_case(case: SupportCase) -> SupportCase:
    """The same of a case that has not ended. Raises ``StepNotAllowed``."""
    locked = lock_case(case)
    if locked.state not in SupportState.under_way():
        raise StepNotAllowed(_("This support has ended, so nothing can be changed any more."))
    return locked


def signed(record: Any, party: Party, by: User | None) -> Any:
    """The record, whose next save is kept under who acts.

    Whoever happens to be signed in in the same browser did not act where a private link did.
    """
    record._history_user = by
    record._change_reason = "" if by else f"By private link: {party.label.lower()}"
    return record


def may_correct(record: Any, party: Party) -> bool:
    """Whether a side may correct an entry of the log or a file: its own; the partnership any."""
    return party == Party.PARTNER or record.party == party


def require_own(record: Any, party: Party) -> None:
    """Raise ``StepNotAllowed`` where a side may not correct an entry."""
    if not may_correct(record, party):
        raise StepNotAllowed(
            _("Only the side that entered this, or the partnership, can change it.")
        )
