"""Forms of reports and their narrative sections."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from common.admin.fields import numbers_in
from common.forms import RecordForm
from reporting.engine.registries import documents, tables
from reporting.models import NarrativeSection, Report


def document_choices() -> list[tuple[str, str]]:
    """All documents by key and title."""
    return [(key, document.title) for key, document in documents.items()]


def table_choices() -> list[tuple[str, str]]:
    """All tables by key and title."""
    return [(key, table.title) for key, table in tables.items()]


def section_choices() -> list[tuple[str, str]]:
    """The narrative sections of all documents by key and title, each once."""
    return list(
        {
            section.key: section.title
            for document in documents.values()
            for section in document.sections
        }.items()
    )


class ReportForm(RecordForm):
    """A report; a new one may start with the texts of another of the same partnership."""

    texts_from: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=Report.objects.none(),
        required=False,
        label="Start with the texts of",
        empty_label="No report: empty texts",
        help_text="They are copied; the figures in them are those of the new report’s own period.",
    )
    readable: ClassVar[QuerySet[Report]] = Report.objects.none()
    """Of which reports texts may be taken; the page says which ones its reader sees."""

    class Meta:
        model = Report
        fields = (
            "partnership",
            "document",
            "kind",
            "key",
            "period_start",
            "period_end",
            "shows_cumulative",
            "is_public",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields.pop("texts_from", None)
            return
        self.fields["key"].initial = ""  # the model proposes one that fits the kind
        source: Any = self.fields["texts_from"]
        reports = self.readable.select_related("partnership")
        chosen = str(self.data.get("partnership") or self.initial.get("partnership") or "")
        known = numbers_in([chosen])
        source.queryset = reports.filter(partnership__pk__in=known) if chosen else reports

    def clean(self) -> dict[str, Any]:
        """A key that was left as it is follows the kind; texts come from the same document."""
        cleaned = super().clean()
        if "kind" in self.changed_data and "key" not in self.changed_data:
            cleaned["key"] = ""
        source = cleaned.get("texts_from")
        if source is not None and source.document != cleaned.get("document"):
            self.add_error("texts_from", "This report is another document. Choose one of the same.")
        return cleaned


class NarrativeSectionForm(RecordForm):
    """A section's text, previewed while it is written."""

    class Meta:
        model = NarrativeSection
        fields = ("report", "key", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "text" in self.fields:
            self.fields["text"].widget.attrs.update(
                {
                    "rows": 14,
                    "data-preview-url": reverse("admin:reporting_report_preview_text"),
                    "data-preview-report": self.instance.report_id or "",
                }
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a section that the report's document does not have."""
        cleaned = super().clean()
        # A new one whose report was refused has none.
        known = self.instance.report if self.instance.report_id else None
        report = cleaned.get("report") or known
        key = cleaned.get("key")
        if report is None or key is None or report.document not in documents:
            return cleaned
        titles = {section.key: section.title for section in documents[report.document].sections}
        if key not in titles:
            known = ", ".join(titles.values())
            self.add_error("key", f"“{key}” is no section of this document. Its sections: {known}.")
        return cleaned
