"""Everything that the portal keeps about a person, for that person."""

import json
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from partnership.choices import ExportKind
from partnership.models import Export, User
from partnership.privacy.personal import Personal, personal


@transaction.atomic
def export_person(*, person: User, by: User) -> bytes:
    """The data as JSON in UTF-8: a list of rows under each heading. The export is logged.

    One query for each source of data, whatever there is.
    """
    Export.objects.create(by=by, kind=ExportKind.PERSON, about=f"Person {person.pk}")
    content = {
        "about": f"What the cluster partnership portal keeps about {person.email}",
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "data": describe_person(person),
        "kept_after_erasure": {
            source.heading: source.kept_because for source in personal if source.kept_because
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def describe_person(person: User) -> dict[str, list[dict[str, str]]]:
    """The rows of every source that has any, with the fields' own labels."""
    told: dict[str, list[dict[str, str]]] = {}
    for source in personal:
        rows = [_told(source, row) for row in source.rows_of(person)]
        if rows:
            told.setdefault(source.heading, []).extend(rows)
    return told


def _told(source: Personal, row: Model) -> dict[str, str]:
    return {
        str(row._meta.get_field(name).verbose_name): _plain(getattr(row, name))  # type: ignore[union-attr]
        for name in source.fields
    }


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)
