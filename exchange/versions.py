"""The history of records that were written many at a time."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from exchange.drafts import Draft
from exchange.store import plain_links

BATCH = 500


@dataclass(frozen=True)
class Author:
    """In whose name records are written, and why."""

    person: Any
    reason: str


def keep_versions(drafts: list[Draft], kind: str, author: Author) -> None:
    """Keep a version of each record with its links: ``+`` where it is new, ``~`` where it changed."""
    by_model: dict[Any, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_model[type(draft.record)].append(draft)
    for model, own in by_model.items():
        history = getattr(model, "history", None)
        if history is None:
            continue
        is_update = kind == "~"
        plain = [draft.record for draft in own if not draft.is_specialised]
        first = [draft.record for draft in own if draft.is_specialised]
        for records, update in ((plain, is_update), (first, False)):
            if not records:
                continue
            versions = history.bulk_history_create(
                records,
                batch_size=BATCH,
                update=update,
                default_user=author.person,
                default_change_reason=author.reason,
                default_date=timezone.now(),
            )
            _keep_links(model, versions)


def _keep_links(model: Any, versions: list[Any]) -> None:
    """The links of each version, as simple_history keeps them when a record is saved by itself."""
    tracked = {field.name for field in getattr(model.history.model, "_history_m2m_fields", ())}
    for field in plain_links(model):
        if field.name not in tracked:
            continue
        through = field.remote_field.through
        own = f"{field.m2m_field_name()}_id"
        kept: Any = getattr(model.history.model, field.name).model
        by_record = {getattr(version, model._meta.pk.attname): version for version in versions}
        keys = list(by_record)
        rows = []
        for start in range(0, len(keys), BATCH):
            for link in through.objects.filter(**{f"{own}__in": keys[start : start + BATCH]}):
                values = {
                    each.attname: getattr(link, each.attname) for each in through._meta.fields
                }
                rows.append(kept(history=by_record[getattr(link, own)], **values))
        kept.objects.bulk_create(rows, batch_size=BATCH)
