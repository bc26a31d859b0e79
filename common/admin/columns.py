"""Columns that count, and lists of what belongs to a record; each costs no query per row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Count, ForeignKey, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html

from common.access import allowed


def count_of(relation: ForeignKey, user: Any, model: type[Model] | None = None) -> Coalesce:
    """The number of records whose ``relation`` points at the row; a subquery, never a join.

    Those are counted that somebody may see. Where a child model inherits the relation, ``model``
    counts the child's rows only.
    """
    counted = (
        allowed((model or relation.model)._default_manager.order_by(), user)
        .filter(**{relation.name: OuterRef("pk")})
        .values(relation.name)
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def list_url(model: type[Model], relation: str, target: Model) -> str:
    """The list of a model, filtered to what belongs to a record."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{address}?{relation}__{target._meta.pk.name}__exact={target.pk}"


def count_column(accessor: str, label: str) -> Callable[[Model], Any]:
    """A list column: how many records a row has under ``accessor``, linked to their list."""

    @admin.display(description=label, ordering=f"{accessor}_count")
    def column(row: Model) -> Any:
        relation = row._meta.get_field(accessor).field  # type: ignore[union-attr]
        address = list_url(relation.model, relation.name, row)
        number = getattr(row, f"{accessor}_count")
        what = relation.model._meta.verbose_name_plural
        return format_html('<a class="count" href="{}" title="{}">{}</a>', address, what, number)

    column.accessor = accessor  # type: ignore[attr-defined]
    return column


@admin.display(description="country", ordering="country")
def country_column(row: Any) -> str | None:
    """A list column: the country of a row. Django's own would list all countries for each row."""
    return row.country.name or None


def with_counts(rows: QuerySet, columns: list[Any], user: Any) -> QuerySet:
    """Annotate the numbers that the count columns among ``columns`` show."""
    accessors = [column.accessor for column in columns if hasattr(column, "accessor")]
    relations = {name: rows.model._meta.get_field(name).field for name in accessors}
    return rows.annotate(
        **{f"{name}_count": count_of(relation, user) for name, relation in relations.items()}
    )


@dataclass(frozen=True)
class RelatedList:
    """What belongs to a record: which rows, how many, and where to open and add to them."""

    model: type[Model]
    relation: str
    number: int
    url: str
    add_url: str | None

    @property
    def label(self) -> str:
        """The records in the number that fits."""
        opts = self.model._meta
        return str(opts.verbose_name if self.number == 1 else opts.verbose_name_plural)


def related_lists(record: Model, site: admin.AdminSite, request: Any) -> list[RelatedList]:
    """The lists of everything that belongs to a record and the user may see; one query in all."""
    relations = [
        (model, field)
        for model, model_admin in site._registry.items()
        for field in model._meta.fields
        if isinstance(field, ForeignKey)
        and field.remote_field.model is type(record)
        and not field.one_to_one
        and model_admin.has_view_permission(request)
    ]
    if not relations:
        return []
    counts = {
        f"n{i}": count_of(field, request.user, model) for i, (model, field) in enumerate(relations)
    }
    numbers = type(record)._default_manager.filter(pk=record.pk).values(**counts).get()
    return [
        RelatedList(
            model=model,
            relation=field.name,
            number=numbers[f"n{i}"],
            url=list_url(model, field.name, record),
            add_url=_add_url(model, field, record)
            if site._registry[model].has_add_permission(request)
            else None,
        )
        for i, (model, field) in enumerate(relations)
    ]


def _add_url(model: type[Model], field: ForeignKey, record: Model) -> str:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    return f"{address}?{field.name}={record.pk}"
