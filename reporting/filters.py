"""What the lists of submitted reports can be narrowed down to."""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from partnership.models import Partnership
from reporting.engine.editions import Edition
from reporting.engine.registries import documents, writers
from reporting.models import Snapshot, SnapshotFile
from reporting.permissions import readable_files

NOT_A_CHOICE = {"invalid_choice": "“%(value)s” is none of the choices. Choose one from the list."}
NOT_A_DAY = {"invalid": "This is not a day. Write it like 2024-05-31."}


def submitted_versions(user: Any) -> QuerySet[Snapshot]:
    """The versions in force of which somebody may have a file, the latest first."""
    files = readable_files(user).filter(snapshot=OuterRef("pk"))
    versions = Snapshot.objects.without_data().in_force().filter(Exists(files))
    found: QuerySet[Snapshot] = versions.select_related("report__partnership").order_by(
        "-submitted_at", "-pk"
    )
    return found


def _offered_partnerships(request: Any) -> QuerySet[Partnership]:
    versions = submitted_versions(request.user).filter(report__partnership=OuterRef("pk"))
    return Partnership.objects.filter(Exists(versions)).order_by("acronym", "pk")


def _formats() -> list[tuple[str, str]]:
    known = sorted(writers.values(), key=lambda writer: writer.position)
    return [(writer.key, writer.label) for writer in known]


def _documents() -> list[tuple[str, str]]:
    return [(key, document.title) for key, document in documents.items()]


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def format_value(self, value: Any) -> str | None:
        """Only days: a browser's calendar can show nothing else."""
        shown = super().format_value(value)
        return shown if shown and _day(shown) else None


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


class SubmittedForm(forms.Form):
    """What is asked for; its days must be in order."""

    def clean(self) -> dict[str, Any]:
        """Refuses an end before the beginning: nothing could lie between them."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("submitted_from"), cleaned.get("submitted_until")
        if first and last and last < first:
            self.add_error(
                "submitted_until", "This lies before “submitted from”. Choose a later day."
            )
        return cleaned


class SubmittedFilter(filters.FilterSet):
    """Submitted versions by partnership, document, day, and by the files that they have.

    ``edition`` and ``format`` narrow down the files, too, see ``files``.
    """

    partnership = filters.ModelChoiceFilter(
        field_name="report__partnership",
        label="Partnership",
        to_field_name="slug",
        queryset=_offered_partnerships,
        empty_label="All partnerships",
        error_messages=NOT_A_CHOICE,
    )
    document = filters.ChoiceFilter(
        field_name="report__document",
        label="Document",
        choices=_documents,
        empty_label="All documents",
        error_messages=NOT_A_CHOICE,
    )
    edition = filters.ChoiceFilter(
        method="by_files",
        label="Edition",
        empty_label="All editions",
        error_messages=NOT_A_CHOICE,
    )
    format = filters.ChoiceFilter(
        method="by_files",
        label="Format",
        choices=_formats,
        empty_label="All formats",
        error_messages=NOT_A_CHOICE,
    )
    submitted_from = filters.DateFilter(
        "submitted_at",
        "date__gte",
        label="Submitted from",
        widget=DayInput,
        error_messages=NOT_A_DAY,
    )
    submitted_until = filters.DateFilter(
        "submitted_at",
        "date__lte",
        label="Submitted until",
        widget=DayInput,
        error_messages=NOT_A_DAY,
    )

    class Meta:
        model = Snapshot
        fields: list[str] = []
        form = SubmittedForm

    def __init__(self, *args: Any, editions: list[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(edition.value, edition.label) for edition in editions]
        self.filters["edition"].extra["choices"] = choices

    def by_files(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Left to ``filter_queryset``: one file must be of the edition and of the format."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The versions that have such a file."""
        found = super().filter_queryset(queryset)
        return found.filter(Exists(self.files().filter(snapshot=OuterRef("pk"))))

    def files(self) -> QuerySet[SnapshotFile]:
        """The files that were asked for, and that the reader may have."""
        names = ("edition", "format")
        asked = {name: self.form.cleaned_data[name] for name in names}
        return readable_files(self.request.user).filter(
            **{name: value for name, value in asked.items() if value}
        )
