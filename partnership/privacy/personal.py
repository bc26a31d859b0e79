"""Where the portal keeps something about people; each app declares its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from partnership.models import User

Erase = Callable[[QuerySet], None]


@dataclass(frozen=True)
class Personal:
    """The rows of a model that concern a person: what an export tells of them, and what erasure does.

    ``path`` leads from a row to the person, or to what ``of`` the person says. ``erase`` is given the rows
    before the person's own record is emptied; where there is none the rows stay, and name somebody who is
    no longer known: ``kept_because`` says why.
    """

    model: type[Model]
    path: str
    heading: str
    fields: tuple[str, ...]
    erase: Erase | None = None
    kept_because: str = ""
    of: str = "pk"

    def rows_of(self, person: User) -> QuerySet[Any]:
        """The rows that concern somebody."""
        rows: QuerySet[Any] = self.model._base_manager.filter(
            **{self.path: getattr(person, self.of)}
        )
        return rows.order_by("pk").distinct()


personal: list[Personal] = []
"""All of it; a test walks every relation to a person and finds it here."""


def what_stays() -> list[tuple[str, str]]:
    """What erasure leaves, under each reason once: the headings and the reason."""
    headings: dict[str, list[str]] = {}
    for source in personal:
        if source.kept_because:
            headings.setdefault(source.kept_because, []).append(source.heading)
    return [
        (", ".join([first, *(name[0].lower() + name[1:] for name in more)]), reason)
        for reason, (first, *more) in headings.items()
    ]


def delete_rows(rows: QuerySet) -> None:
    """Delete each row, so that its history tells it."""
    for row in rows:
        row.delete()


def forget_rows(rows: QuerySet) -> None:
    """Delete the rows with their history: nothing is to remain."""
    numbers = list(rows.values_list("pk", flat=True))
    history = getattr(rows.model, "history", None)
    rows.delete()
    if history is not None:
        history.filter(**{f"{rows.model._meta.pk.name}__in": numbers}).delete()
