"""Keeps which records people have open, for the warning in the office."""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from common.admin.presence import Visitor
from partnership.models import OpenRecord


class OpenRecords:
    """Who has which record open; told to nobody but those who have it open, too."""

    def come(self, record: Model, person: Any) -> list[Visitor]:
        """Note that somebody opens a record, and tell who else has it open. Three queries."""
        now = timezone.now()
        OpenRecord.objects.forgotten(now).delete()
        OpenRecord.objects.bulk_create(
            [
                OpenRecord(
                    person=person,
                    model=record._meta.label_lower,
                    record_id=record.pk,
                    opened_at=now,
                    seen_at=now,
                )
            ],
            update_conflicts=True,
            unique_fields=["model", "record_id", "person"],
            update_fields=["opened_at", "seen_at"],
        )
        return self._others(record, person)

    def stay(self, record: Model, person: Any) -> list[Visitor] | None:
        """Note a sign of life, and tell who else is there; None for who has not opened it. Two queries."""
        if not self._own(record, person).update(seen_at=timezone.now()):
            return None
        return self._others(record, person)

    def leave(self, record: Model, person: Any) -> None:
        """Note that somebody closes a record. One query."""
        self._own(record, person).delete()

    def _own(self, record: Model, person: Any) -> Any:
        return OpenRecord.objects.of(record._meta.label_lower, record.pk).filter(person=person)

    def _others(self, record: Model, person: Any) -> list[Visitor]:
        rows = OpenRecord.objects.of(record._meta.label_lower, record.pk)
        rows = rows.open_at(timezone.now()).exclude(person=person).select_related("person")
        return [Visitor(str(row.person), row.opened_at) for row in rows.order_by("opened_at", "pk")]
