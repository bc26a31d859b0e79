"""Use case: start a report with the texts of another one."""

from typing import Any

from django.db import transaction

from reporting.exceptions import TextsNotCopied
from reporting.models import NarrativeSection, Report


@transaction.atomic
def copy_texts(*, report: Report, source: Report, by: Any) -> list[NarrativeSection]:
    """Copy the narrative sections of another report of the same partnership and document.

    References stay references: they tell the figures of the new report's period. Sections that the
    report already has are left alone. Raises ``TextsNotCopied``.
    """
    if (source.partnership_id, source.document) != (report.partnership_id, report.document):
        raise TextsNotCopied("Texts can be copied within a partnership and document only.")
    present = set(report.sections.values_list("key", flat=True))
    copies = []
    for section in source.sections.exclude(key__in=present).order_by("pk"):
        copy = NarrativeSection(report=report, key=section.key, text=section.text)
        copy._history_user = by  # type: ignore[attr-defined]
        copy.save()
        copies.append(copy)
    return copies
