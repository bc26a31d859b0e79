"""The state that the records of single partnerships are in, so that what was counted can be kept.

Like ``reporting.sources``, but a change in one partnership leaves the others as they were.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Count, F, Max, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from partnership.models import Cluster, Measurement, Partnership, PartRecord, Programme
from reporting.models import MarketLabel, NarrativeSection
from reporting.program import program_version
from reporting.sources import LINKS, SOURCES
from smes.models import Company, Objective

OWN_PATHS: dict[type[models.Model], str] = {
    Partnership: "pk",
    Programme: "partnerships",
    Cluster: "memberships__partnership",
    Measurement: "indicator__partnership",
    MarketLabel: "market__partnership",
    NarrativeSection: "report__partnership",
}
"""How to get from a record to its partnership, where it does not say so itself."""

OF_EVERYBODY: tuple[type[models.Model], ...] = (Objective,)
"""Records that every partnership shares."""


@cache
def path_to_partnership(model: type[models.Model]) -> str:
    """The lookup that leads from a record, or from a link of one, to its partnership."""
    if model in OWN_PATHS:
        return OWN_PATHS[model]
    if issubclass(model, PartRecord):
        return f"{model.whole}__partnership"
    if model in LINKS:
        source = next(field for field in model._meta.fields if isinstance(field, models.ForeignKey))
        return f"{source.name}__partnership"
    return "partnership"


def states_of(partnerships: Collection[int], today: date | None = None) -> dict[int, str]:
    """A fingerprint for each of these partnerships, by key. One query, however many there are."""
    if not partnerships:
        return {}
    first, *others = [_state(model, "updated_at", partnerships) for model in _recorded()] + [
        _state(model, "pk", partnerships) for model in LINKS
    ]
    shared = [_state_of_all(model) for model in OF_EVERYBODY]
    found: dict[int | None, list[Any]] = defaultdict(list)
    for table, key, number, latest in first.union(*others, *shared, all=True):
        found[key or None].append((table, number, latest))
    common = [sorted(found[None]), today or timezone.localdate(), program_version()]
    return {
        key: hashlib.sha256(repr([sorted(found[key]), *common]).encode()).hexdigest()
        for key in partnerships
    }


def _recorded() -> list[type[models.Model]]:
    """Companies change with their organisations' rows."""
    return [model for model in SOURCES if model not in (Company, *OF_EVERYBODY)]


def _state(model: type[models.Model], column: str, partnerships: Collection[int]) -> QuerySet:
    path = path_to_partnership(model)
    rows = model._base_manager.filter(**{f"{path}__in": list(partnerships)})
    return _told(rows.values(of_partnership=F(path)), model, column).values_list(
        "table", "of_partnership", "number", "latest"
    )


def _state_of_all(model: type[models.Model]) -> QuerySet:
    rows = model._base_manager.values(of_partnership=Value(0, models.BigIntegerField()))
    return _told(rows, model, "updated_at").values_list(
        "table", "of_partnership", "number", "latest"
    )


def _told(rows: QuerySet, model: type[models.Model], column: str) -> QuerySet:
    return rows.order_by().annotate(
        table=Value(model._meta.db_table, models.CharField(max_length=80)),
        number=Count("pk"),
        latest=Cast(Max(column), models.CharField(max_length=40)),
    )
