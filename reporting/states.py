"""The state that the records of single partnerships are in, so that what was counted can be kept.

Like ``reporting.sources``, but a change in one partnership leaves the others as they were.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models
from django.db.models import Count, F, Max, QuerySet, Sum, Value
from django.db.models.functions import Cast
from django.utils import timezone

from partnership.models import (
    Cluster,
    ClusterFigures,
    DirectoryTerm,
    Measurement,
    Membership,
    Network,
    Partnership,
    PartRecord,
    Programme,
    TargetMarket,
)
from reporting.models import MarketLabel, NarrativeSection, Report
from reporting.prepared import can_prepare, fetch
from reporting.program import program_version
from reporting.sources import LINKS, SOURCES
from smes.models import Company, Expression, Objective

OWN_PATHS: dict[type[models.Model], str] = {
    Partnership: "pk",
    Programme: "partnerships",
    Cluster: "memberships__partnership",
    Measurement: "indicator__partnership",
    MarketLabel: "market__partnership",
    ClusterFigures: "cluster__memberships__partnership",
    NarrativeSection: "report__partnership",
}
"""How to get from a record to its partnership, where it does not say so itself."""

TOLD = ("table", "of_partnership", "number", "latest", "altogether")

OF_EVERYBODY: tuple[type[models.Model], ...] = (Objective,)
"""Records that every partnership shares."""

LINKS_OF_CLUSTERS: tuple[type[models.Model], ...] = tuple(
    field.remote_field.through  # type: ignore[misc]
    for field in Cluster._meta.many_to_many
)
COMMON: tuple[type[models.Model], ...] = (Cluster, DirectoryTerm, Network, *LINKS_OF_CLUSTERS)
"""Records that may be shown of a partnership although it has no part in them, such as the cluster of a
company that is no member; they count whole."""

OF_PORTAL: tuple[type[models.Model], ...] = (
    Programme,
    Partnership,
    Membership,
    Cluster,
    TargetMarket,
    Report,
)
"""What the list of all partnerships shows."""


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


def states_of(
    partnerships: Collection[int],
    today: date | None = None,
    *,
    also: tuple[type[models.Model], ...] = (),
) -> dict[int, str]:
    """A fingerprint for each of these partnerships, by key. One query, however many there are.

    ``also`` names records beside those that reports show; those that belong to no partnership
    count whole.
    """
    if not partnerships:
        return {}
    keys = list(partnerships)
    found: dict[int | None, list[Any]] = defaultdict(list)
    for table, key, *told in _ask(keys, also):
        found[key or None].append((table, *told))
    common = [sorted(found[None]), today or timezone.localdate(), program_version()]
    return {
        key: hashlib.sha256(repr([sorted(found[key]), *common]).encode()).hexdigest()
        for key in keys
    }


def state_of_reports(partnership: int, today: date | None = None) -> str:
    """A fingerprint of all that reports of a partnership may show. One query.

    What others change does not move it, but for clusters, of which reports may name any.
    """
    return states_of([partnership], today, also=(Cluster,))[partnership]


def state_of_portal(today: date | None = None) -> str:
    """A fingerprint of what the list of all partnerships shows. One query."""
    sql, parameters = _whole_statement(OF_PORTAL)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = sorted(cursor.fetchall())
    told = [rows, today or timezone.localdate(), program_version()]
    return hashlib.sha256(repr(told).encode()).hexdigest()


@lru_cache(maxsize=1)
def _whole_statement(tables: tuple[type[models.Model], ...]) -> tuple[str, tuple[Any, ...]]:
    first, *others = [_state_of_all(model) for model in tables]
    sql, parameters = first.union(*others, all=True).query.sql_with_params()
    return sql, tuple(parameters)


def _ask(keys: Sequence[int], also: tuple[type[models.Model], ...]) -> list[tuple[Any, ...]]:
    sql, parameters = _statement(len(keys), also)
    if len(keys) == 1 and can_prepare():
        return fetch(sql, parameters, keys[0])
    # Of the statement's parameters those below zero stand for the keys.
    given = [
        keys[-value - 1] if isinstance(value, int) and value < 0 else value for value in parameters
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


@lru_cache(maxsize=16)
def _statement(number: int, also: tuple[type[models.Model], ...]) -> tuple[str, tuple[Any, ...]]:
    """The query for so many partnerships: Django needs ten milliseconds to write it."""
    places = [-place for place in range(1, number + 1)]
    common = [*OF_EVERYBODY, *(model for model in also if model in COMMON)]
    own = [model for model in (*_recorded(), *also) if model not in common]
    first, *others = [_state(model, places) for model in (*own, *LINKS)]
    shared = [_state_of_all(model) for model in common]
    sql, parameters = first.union(*others, *shared, all=True).query.sql_with_params()
    return sql, tuple(parameters)


def _recorded() -> list[type[models.Model]]:
    """Companies change with their organisations' rows."""
    return [model for model in SOURCES if model not in (Company, *OF_EVERYBODY)]


def _state(model: type[models.Model], partnerships: Sequence[int]) -> QuerySet:
    path = path_to_partnership(model)
    conditions: dict[str, Any] = {f"{path}__in": partnerships}
    if sent := _sent(model, path):
        conditions[sent] = False
    rows = model._base_manager.filter(**conditions)
    return _told(rows.values(of_partnership=F(path)), model).values_list(*TOLD)


def _sent(model: type[models.Model], path: str) -> str:
    """The lookup that is false of expressions that were sent: a draft is counted nowhere."""
    if model is Expression:
        return "number__isnull"
    whole = path.removesuffix("__partnership")
    is_link = model in LINKS and model._meta.get_field(whole).related_model is Expression
    return f"{whole}__number__isnull" if is_link else ""


def _state_of_all(model: type[models.Model]) -> QuerySet:
    rows = model._base_manager.values(of_partnership=Value(0, models.BigIntegerField()))
    return _told(rows, model).values_list(*TOLD)


class Instant(models.Func):
    """A moment as a number of which a sum can be made: microseconds."""

    output_field = models.FloatField()
    template = "(date_part('epoch', %(expressions)s) * 1000000)::bigint"

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """In days, which is how SQLite counts them."""
        template = "julianday(%(expressions)s) - 2460000"
        return self.as_sql(compiler, connection, template=template, **more)


def _told(rows: QuerySet, model: type[models.Model]) -> QuerySet:
    """How many there are and when they changed; a link never changes, but each has a key of its own."""
    is_record = any(field.name == "updated_at" for field in model._meta.concrete_fields)
    column = "updated_at" if is_record else "pk"
    instant = Instant(column) if is_record else F(column)
    return rows.order_by().annotate(
        table=Value(model._meta.db_table, models.CharField(max_length=80)),
        number=Count("pk"),
        latest=Cast(Max(column), models.CharField(max_length=40)),
        # Who began to save earlier may be done later: then no number and no latest moment tells it.
        altogether=Cast(Sum(instant), models.CharField(max_length=60)),
    )
