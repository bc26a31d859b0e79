"""Records that were deleted: which ones somebody may bring back, and how they come back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from common.access import Action, is_told, standing_of
from common.admin.access import require_reach
from common.admin.refusals import explain

NEWEST = 500
"""Deleted records of a kind that are looked through."""

GONE = "What it belonged to is gone, too. Bring that back first."


@dataclass(frozen=True)
class Deleted:
    """A record that was deleted, the row that tells so, and the last one that holds all of it."""

    version: Any
    last: Any
    record: Any

    @property
    def name(self) -> str:
        """The record's name, as far as what it names is still there."""
        try:
            return str(self.record)
        except (models.ObjectDoesNotExist, AttributeError):
            return f"no. {self.record.pk}"


def deleted_of(model: type[models.Model], user: Any, pk: int | None = None) -> list[Deleted]:
    """The deleted records that somebody may bring back, the latest first. A fixed number of queries."""
    rows = _rows(model, user)
    rows = rows if pk is None else rows.filter(**{_key(model): pk})
    found: dict[int, Any] = {}
    for row in rows.order_by("-history_date", "-history_id")[:NEWEST]:
        found.setdefault(getattr(row, _key(model)), row)
    records = {number: row.instance for number, row in found.items()}
    _attach(model, records.values())
    wanted = [number for number, record in records.items() if is_told(user, Action.ADD, record)]
    last = _last_versions(model, wanted)
    return [Deleted(found[key], last.get(key, found[key]), records[key]) for key in wanted]


def find_deleted(model: type[models.Model], user: Any, pk: int) -> models.Model | None:
    """A deleted record that somebody may bring back."""
    found = deleted_of(model, user, pk)
    return found[0].record if found else None


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.attname)


def _rows(model: type[models.Model], user: Any) -> models.QuerySet:
    """Rows that tell of deletions, of the partnerships in which somebody is somebody."""
    kept = model.history.model  # type: ignore[attr-defined]
    key = _key(model)
    rows: models.QuerySet = kept._base_manager.filter(history_type="-").select_related(
        "history_user"
    )
    rows = rows.exclude(**{f"{key}__in": model._base_manager.values("pk")})
    for relation in model._meta.related_objects:
        if getattr(relation.field.remote_field, "parent_link", False):
            # Kept as what it was: a company comes back as a company, not as a bare organisation.
            child = relation.related_model
            children = child.history.model._base_manager.values(_key(child))  # type: ignore[attr-defined]
            rows = rows.exclude(**{f"{key}__in": children})
    standing = standing_of(user)
    if standing.is_administrator:
        return rows
    own = standing.partnerships()
    path = _path_to_partnership(model)
    return rows.filter(**{f"{path}__in": own}) if path else rows


def _path_to_partnership(model: type[models.Model]) -> str:
    names = {field.name for field in model._meta.fields}
    if "partnership" in names:
        return "partnership"
    whole = getattr(model, "whole", "")
    return f"{whole}__partnership" if whole else ""


def _attach(model: type[models.Model], records: Iterable[Any]) -> None:
    """Load what records refer to, one query for each relation; whatever is gone is left empty."""
    records = list(records)
    for field in model._meta.fields:
        if field.remote_field is None or getattr(field.remote_field, "parent_link", False):
            continue
        targets = field.remote_field.model._base_manager.in_bulk(
            {getattr(record, field.attname) for record in records} - {None}
        )
        for record in records:
            record._state.fields_cache[field.name] = targets.get(getattr(record, field.attname))


def _last_versions(model: type[models.Model], keys: list[int]) -> dict[int, Any]:
    """The last version of each record before it was deleted: it alone holds the links."""
    kept = model.history.model  # type: ignore[attr-defined]
    key = _key(model)
    rows = kept._base_manager.filter(**{f"{key}__in": keys}).exclude(history_type="-")
    return {getattr(row, key): row for row in rows.order_by("history_date", "history_id")}


def restore(deleted: Deleted, *, by: Any, reason: str) -> Any:
    """Bring a record back under its number, with its links to what is still there.

    Raises ``ValidationError`` where it no longer fits, ``OutOfReach`` where somebody may not.
    """
    record = deleted.record
    record._state.adding = True
    _check_owners(record)
    record.full_clean(exclude=[field.name for field in record._meta.parents.values() if field])
    record._change_reason = reason
    record._history_user = by
    try:
        with transaction.atomic():
            record.save()
            _link(record, deleted.last)
            require_reach(by, record, Action.ADD)
    except IntegrityError as error:
        raise explain(error, [type(record)]) from error
    return record


def _check_owners(record: models.Model) -> None:
    missing: dict[str, list[str]] = {}
    for field in record._meta.fields:
        if field.remote_field is None or getattr(field.remote_field, "parent_link", False):
            continue
        key = getattr(record, field.attname)
        owners: Any = field.remote_field.model._base_manager
        if key is not None and not owners.filter(pk=key).exists():
            missing[field.name] = [GONE]
    if missing:
        raise ValidationError(missing)


def _link(record: models.Model, last: Any) -> None:
    for field in last._history_m2m_fields:
        target = field.m2m_reverse_field_name()
        keys = [getattr(row, f"{target}_id") for row in getattr(last, field.name).all()]
        kept = field.remote_field.model._base_manager.filter(pk__in=keys)
        if keys:
            getattr(record, field.name).set(kept)
