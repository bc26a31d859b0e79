"""What waits for somebody: the first block of the start page, and the filter of the lists behind it.

An app registers each kind of record that waits, with the rule which of them do. Start page and list
ask the same rule, so that both tell the same number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from common.access import Action, allowed, may_somewhere
from common.admin.panels import Link

PARAMETER = "waiting"


@dataclass(frozen=True)
class Waiting:
    """A line of the start page: how many, of what, and where they are listed.

    ``number`` is None where nobody has counted yet; ``count_url`` then tells it. ``parts`` lead to
    parts of the list, ``note`` says what there is to know of the number.
    """

    number: int | None
    words: str
    url: str
    parts: tuple[Link, ...] = ()
    note: str = ""
    count_url: str = ""


@dataclass(frozen=True)
class WaitingKind:
    """Records of a model that wait for the people who may change them, in the words for one and many."""

    key: str
    model: type[Model]
    title: str
    one: str
    many: str
    rows: Callable[[Any], QuerySet]
    """Those of some rows that wait."""

    def rows_of(self, user: Any, rows: QuerySet) -> QuerySet:
        """Those of the rows that wait for somebody; whoever changes none looks on."""
        changes = may_somewhere(user, Action.CHANGE, self.model)
        return self.rows(allowed(rows, user, Action.CHANGE if changes else Action.VIEW))

    def url(self) -> str:
        """The list of exactly these records."""
        opts = self.model._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        return f"{address}?{PARAMETER}={self.key}"

    def line_for(self, user: Any) -> Waiting:
        """The line of somebody's start page; one query."""
        number = self.rows_of(user, self.model._default_manager.all()).count()
        return Waiting(number, self.one if number == 1 else self.many, self.url())


waiting_kinds: list[WaitingKind] = []
"""What waits among records, the most pressing first; a query for each on the start page."""

waiting_sources: list[Callable[[HttpRequest], list[Waiting]]] = []
"""Each gives lines that are no list of records, with a fixed number of queries."""


def register_waiting(*kinds: WaitingKind) -> None:
    """Let kinds of records wait on the start page and be found in their lists."""
    waiting_kinds.extend(kinds)


def waiting_for(request: HttpRequest) -> list[Waiting]:
    """Everything that waits for somebody; what is not there is not told."""
    kinds = [kind for kind in waiting_kinds if may_somewhere(request.user, Action.VIEW, kind.model)]
    lines = [kind.line_for(request.user) for kind in kinds]
    lines += [line for source in waiting_sources for line in source(request)]
    return [line for line in lines if line.number != 0]


class WaitingFilter(admin.SimpleListFilter):
    """Shows those records of a list that wait for who looks at it."""

    title = "what waits"
    parameter_name = PARAMETER

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """What can wait among the records of the list."""
        return [(kind.key, kind.title) for kind in kinds_of(model_admin.model)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The same rows as the start page counts."""
        for kind in kinds_of(queryset.model):
            if kind.key == self.value():
                return kind.rows_of(request.user, queryset)
        return queryset


def kinds_of(model: type[Model]) -> list[WaitingKind]:
    """What can wait among the records of a model."""
    return [kind for kind in waiting_kinds if kind.model is model]
