"""Writes drafts, many at a time, and keeps a version of each in its history."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.utils import timezone

from exchange.drafts import Draft
from exchange.numbers import give_numbers, move_sequences
from exchange.store import Store, plain_links
from exchange.versions import Author, keep_versions
from gateways.models import Organisation
from reporting.engine.progress import Progress, silent
from smes.models import Company

BATCH = 500


def save_drafts(store: Store, author: Author, progress: Progress = silent) -> None:
    """Write all that is new or changed. Call it in a transaction that holds the partnership."""
    kinds = store.models()
    total = sum(draft.is_to_be_saved for model in kinds for draft in store.all(model))
    _drop(store, author)
    done = 0
    for model in kinds:
        progress("Writing", done, total)
        drafts = [draft for draft in store.all(model) if draft.is_to_be_saved]
        _Saver(store, model, author).save(drafts)
        done += len(drafts)
    progress("Writing", total, total)


def _drop(store: Store, author: Author) -> None:
    """Delete what lists name no more, one by one: each deletion is kept in the history."""
    for draft in store.dropped():
        draft.record._history_user = author.person
        draft.record._change_reason = author.reason
        draft.record.delete()


@dataclass
class _Saver:
    """Writes the drafts of one model."""

    store: Store
    model: type[models.Model]
    author: Author

    def save(self, drafts: list[Draft]) -> None:
        new = [draft for draft in drafts if draft.is_new]
        changed = [draft for draft in drafts if not draft.is_new]
        for draft in drafts:
            _follow(draft.record)
        wanted = give_numbers(self.model, new)
        self._create(new)
        move_sequences(self.model, wanted)
        self._change(changed)
        self._link(drafts)
        for kind, history in (("+", new), ("~", changed)):
            keep_versions(
                [draft for draft in history if draft.is_new or draft.is_changed], kind, self.author
            )

    def _create(self, drafts: list[Draft]) -> None:
        records = [draft.record for draft in drafts]
        companies = [record for record in records if isinstance(record, Company)]
        plain = [record for record in records if not isinstance(record, Company)]
        self.model._base_manager.bulk_create(plain, batch_size=BATCH)
        if companies:
            _number_pseudonyms(self.store, companies)
            _create_companies(companies)

    def _change(self, drafts: list[Draft]) -> None:
        moment = timezone.now()
        by_fields: dict[tuple[Any, tuple[str, ...]], list[Any]] = defaultdict(list)
        for draft in drafts:
            if draft.is_specialised:
                _number_pseudonyms(self.store, [draft.record])
                _insert_children([draft.record])
            if hasattr(draft.record, "updated_at"):
                draft.record.updated_at = moment
                draft.touch("updated_at")
            by_fields[type(draft.record), tuple(sorted(draft.touched))].append(draft.record)
        for (model, names), records in by_fields.items():
            if names:
                model._base_manager.bulk_update(records, names, batch_size=BATCH)

    def _link(self, drafts: list[Draft]) -> None:
        for field in plain_links(self.model):
            through = field.remote_field.through
            own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            touched = [
                draft for draft in drafts if draft.is_new or field.name in draft.touched_links
            ]
            wanted = {
                (draft.record.pk, target.pk)
                for draft in touched
                for target in draft.links[field.name]
            }
            present: dict[tuple[int, int], int] = {}
            for keys in _batches([draft.record.pk for draft in touched if not draft.is_new]):
                found = through.objects.filter(**{f"{own}__in": keys})
                present |= {(a, b): pk for pk, a, b in found.values_list("pk", own, other)}
            gone = [pk for pair, pk in present.items() if pair not in wanted]
            for keys in _batches(gone):
                through.objects.filter(pk__in=keys).delete()
            missing = sorted(wanted - present.keys())
            through.objects.bulk_create(
                [through(**{own: a, other: b}) for a, b in missing], batch_size=BATCH
            )


def _follow(record: Any) -> None:
    """Let the keys of a record follow those it refers to, which have real numbers by now."""
    for field in record._meta.concrete_fields:
        if field.many_to_one and field.is_cached(record):
            setattr(record, field.name, getattr(record, field.name))


# Companies: a row of the organisation, and one of its own ---------------------------------------


def _create_companies(companies: list[Any]) -> None:
    """Django writes what has two rows one by one only."""
    names = [field.attname for field in Organisation._meta.concrete_fields]
    rows = [
        Organisation(**{name: getattr(company, name) for name in names}) for company in companies
    ]
    Organisation._base_manager.bulk_create(rows, batch_size=BATCH)
    for company, row in zip(companies, rows, strict=True):
        company.id = company.organisation_ptr_id = row.pk
        company.updated_at = row.updated_at
    _insert_children(companies)


def _insert_children(companies: list[Any]) -> None:
    fields = Company._meta.local_concrete_fields
    size = max(connection.ops.bulk_batch_size(fields, companies), 1)
    for start in range(0, len(companies), min(size, BATCH)):
        batch = companies[start : start + min(size, BATCH)]
        Company._base_manager.all()._insert(batch, fields=fields, using=connection.alias)  # type: ignore[attr-defined]
    for company in companies:
        company._state.adding = False


def _number_pseudonyms(store: Store, companies: list[Any]) -> None:
    """Numbers that the partnership never used before; the lock on it makes two imports take turns."""
    taken = {
        draft.record.pseudonym_number
        for draft in store.all(Company)
        if draft.record.pseudonym_number is not None
    }
    former = Company.history.filter(partnership_id=companies[0].partnership_id)
    last = former.aggregate(last=models.Max("pseudonym_number"))["last"] or 0
    number = max([*taken, last])
    for company in companies:
        if company.pseudonym_number is None:
            number += 1
            company.pseudonym_number = number


def _batches(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
