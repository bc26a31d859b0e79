"""Numbers of records: those of the portal where a workbook comes from are kept where they are free."""

from collections import Counter
from typing import Any

from django.db import connection, models

from exchange.drafts import Draft
from gateways.models import Organisation
from smes.models import Company

MANY = 500


def give_numbers(model: type[models.Model], drafts: list[Draft]) -> list[int]:
    """Give the new drafts the numbers that they want and nobody has; takes the provisional ones away."""
    asked = Counter(draft.wanted_number for draft in drafts if draft.wanted_number)
    taken = _taken(model, list(asked))
    given = []
    for draft in drafts:
        number = draft.wanted_number
        is_free = number is not None and number > 0 and number not in taken and asked[number] == 1
        draft.record.pk = number if is_free else None
        if isinstance(draft.record, Company):
            draft.record.id = draft.record.pk
        if is_free:
            given.append(number)
    return given  # type: ignore[return-value]


def _taken(model: type[models.Model], numbers: list[Any]) -> set[int]:
    taken: set[int] = set()
    for start in range(0, len(numbers), MANY):
        part = numbers[start : start + MANY]
        taken.update(model._base_manager.filter(pk__in=part).values_list("pk", flat=True))
        # What was deleted keeps its number: its history tells of it.
        history: Any = getattr(model, "history", None)
        if history is not None:
            name = model._meta.pk.attname
            taken.update(history.filter(**{f"{name}__in": part}).values_list(name, flat=True))
    if model is Organisation and numbers:
        for start in range(0, len(numbers), MANY):
            part = numbers[start : start + MANY]
            taken.update(Company.history.filter(id__in=part).values_list("id", flat=True))
    return taken


def move_sequences(model: type[models.Model], given: list[int]) -> None:
    """Let PostgreSQL go on counting behind the numbers that were given."""
    if not given or connection.vendor != "postgresql":
        return
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, model._meta.pk.column])
        (sequence,) = cursor.fetchone()
        # Never backwards: others may count at the same time.
        cursor.execute(
            f"SELECT setval(%s, GREATEST(%s, (SELECT last_value FROM {sequence})))",  # noqa: S608
            [sequence, max(given)],
        )
