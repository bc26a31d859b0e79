"""Columns that count, and lists of what belongs to a record; each costs no query per row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Count, ForeignKey, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html


def count_of(relation: ForeignKey) -> Coalesce:
    """The number of records whose ``relation`` points at the row; a subquery, never a join."""
    counted = (
        relation.model._default_manager.order_by()
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


def with_counts(rows: QuerySet, columns: list[Any]) -> QuerySet:
    """Annotate the numbers that the count columns among ``columns`` show."""
    accessors = [column.accessor for column in columns if hasattr(column, "accessor")]
    relations = {name: rows.model._meta.get_field(name).field for name in accessors}
    return rows.annotate(
        **{f"{name}_count": count_of(relation) for name, relation in relations.items()}
    )


@dataclass(frozen=True)
class RelatedList:
    """What belongs to a record: the list's name, its size and where to open and add to it."""

    accessor: str
    label: str
    number: int
    url: str
    add_url: str | None


def related_lists(record: Model, site: admin.AdminSite, request: Any) -> list[RelatedList]:
    """The lists of everything that belongs to a record and the user may see; one query in all."""
    relations: dict[str, ForeignKey] = {
        relation.get_accessor_name(): relation.field
        for model in site._registry
        for relation in record._meta.related_objects
        if relation.related_model is model
        and relation.one_to_many
        and site._registry[model].has_view_permission(request)
    }
    if not relations:
        return []
    counts = {f"{name}_count": count_of(field) for name, field in relations.items()}
    numbers = type(record)._default_manager.filter(pk=record.pk).values(**counts).get()
    lists = []
    for name, field in relations.items():
        may_add = site._registry[field.model].has_add_permission(request)
        opts = field.model._meta
        add_url = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
        lists.append(
            RelatedList(
                accessor=name,
                label=str(opts.verbose_name_plural),
                number=numbers[f"{name}_count"],
                url=list_url(field.model, field.name, record),
                add_url=f"{add_url}?{field.name}={record.pk}" if may_add else None,
            )
        )
    return lists
