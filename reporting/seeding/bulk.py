"""Writing very many rows, each with its first version, as imports of many rows keep it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, models
from simple_history.utils import get_history_manager_for_model

from gateways.models import Organisation
from smes.models import Company

Row = TypeVar("Row", bound=models.Model)

BATCH = 1000
REASON = "Import"


def write(rows: Iterable[Row], moment: datetime) -> list[Row]:
    """Add rows of one kind, entered at that moment, with their versions; gives them with their keys."""
    written: list[Row] = []
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        for row in batch:
            if hasattr(row, "created_at"):
                row.created_at = moment
        type(batch[0])._base_manager.bulk_create(batch)
        _keep_versions(batch, moment)
        written += batch
    return written


def write_companies(companies: Sequence[Company], moment: datetime) -> None:
    """Add companies, which stand in two tables: that of organisations and their own."""
    organisation_fields = [field.attname for field in Organisation._meta.concrete_fields]
    for start in range(0, len(companies), BATCH):
        batch = companies[start : start + BATCH]
        parents = []
        for company in batch:
            company._take_its_side()
            company.created_at = moment
            values = {name: getattr(company, name) for name in organisation_fields if name != "id"}
            parents.append(Organisation(**values))
        Organisation._base_manager.bulk_create(parents)
        for company, parent in zip(batch, parents, strict=True):
            company.id = company.organisation_ptr_id = parent.pk
        _write_children(batch)
        _keep_versions(batch, moment)


def _write_children(companies: Sequence[Company]) -> None:
    """Django adds many rows at once to one table only; the parents are there already."""
    fields: Any = Company._meta.local_concrete_fields
    size = max(connection.ops.bulk_batch_size(fields, companies), 1)
    for start in range(0, len(companies), size):
        part = companies[start : start + size]
        Company._base_manager._insert(part, fields=fields, using=connection.alias)  # type: ignore[attr-defined]


def link(through: type[models.Model], source: str, target: str, pairs: Iterable[Any]) -> None:
    """Add links between records by their keys."""
    rows = [through(**{f"{source}_id": one, f"{target}_id": other}) for one, other in pairs]
    through._base_manager.bulk_create(rows, batch_size=BATCH)


def _keep_versions(rows: Sequence[models.Model], moment: datetime) -> None:
    if not hasattr(type(rows[0]), "history"):
        return
    manager = get_history_manager_for_model(type(rows[0]))
    manager.bulk_history_create(
        rows, batch_size=BATCH, default_date=moment, default_change_reason=REASON
    )
