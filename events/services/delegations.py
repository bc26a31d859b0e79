"""Who travels together."""

from collections.abc import Iterable

from django.db import transaction

from events.models import Delegation, Registration


@transaction.atomic
def assign(*, registrations: Iterable[Registration], delegation: Delegation | None) -> int:
    """Let registrations travel with a delegation of their event, or with none. Returns how many changed."""
    numbers = [row.pk for row in registrations]
    changed = 0
    for row in Registration.objects.select_for_update(of=("self",)).filter(pk__in=numbers):
        if delegation is not None and row.event_id != delegation.event_id:
            continue
        if row.delegation_id == (delegation.pk if delegation else None):
            continue
        row.delegation = delegation
        row.save()
        changed += 1
    return changed
