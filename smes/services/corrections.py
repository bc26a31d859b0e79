"""Corrections by the SME of what it sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from smes.emails.following import post_corrected
from smes.exceptions import ChangedMeanwhile, CorrectionIsOver
from smes.models import Expression
from smes.services.caretakers import caretakers_of
from smes.services.states import lock_expression

CORRECTED = "Corrected by the company"
"""Why a version in the history was made."""


@transaction.atomic
def correct_expression(
    *,
    expression: Expression,
    revision: int,
    fields: Mapping[str, Any],
    links: Mapping[str, Iterable[Model]],
) -> list[str]:
    """Keep what the SME corrected, and tell the partners which fields. Returns the names of those.

    The former version stays in the history. Sent twice, it is kept once. Raises ``CorrectionIsOver``
    once the partners have decided, and ``ChangedMeanwhile`` where another version than ``revision``
    is kept by now.
    """
    locked = lock_expression(expression)
    if not locked.may_be_corrected:
        raise CorrectionIsOver
    chosen = {name: list(rows) for name, rows in links.items()}
    changed = [name for name, value in fields.items() if getattr(locked, name) != value]
    changed += [name for name, rows in chosen.items() if _numbers(locked, name) != _set_of(rows)]
    if not changed:
        return []
    if locked.revision != revision:
        raise ChangedMeanwhile
    for name in changed:
        if name in fields:
            setattr(locked, name, fields[name])
    locked.revision += 1
    locked.saved_at = timezone.now()
    locked._change_reason = CORRECTED  # type: ignore[attr-defined]
    locked.full_clean(validate_unique=False)
    locked.save()
    for name in changed:
        if name in chosen:
            getattr(locked, name).set(chosen[name])
    for person in caretakers_of(locked):
        post_corrected(locked, [_label(name) for name in changed], person)
    return changed


def _numbers(expression: Expression, name: str) -> set[int]:
    return set(getattr(expression, name).values_list("pk", flat=True))


def _set_of(rows: list[Model]) -> set[int]:
    return {row.pk for row in rows}


def _label(name: str) -> str:
    field: Any = Expression._meta.get_field(name)
    return str(field.verbose_name)
