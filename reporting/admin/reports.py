"""Reports, their narrative and the preview of a text while it is written."""

import json
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from common.access import allowed
from common.admin import RecordAdmin, RecordStackedInline, count_column
from reporting.admin.forms import (
    NarrativeSectionForm,
    ReportForm,
    document_choices,
    section_choices,
)
from reporting.admin.life import LifeAdmin, OfDraftsOnly
from reporting.copying import copy_texts
from reporting.models import NarrativeSection, Report
from reporting.services import preview_text

ABOUT_TEXT = (
    "Write figures as references such as {{ c2c_events }}: they are computed from the records. "
    "The preview shows how the text will read."
)


class NarrativeSectionInline(OfDraftsOnly, RecordStackedInline):  # type: ignore[misc]
    """The texts of a report, each with its preview."""

    model = NarrativeSection
    form = NarrativeSectionForm
    fields = ("key", "text")
    known_names = {"key": section_choices}


@admin.register(Report)
class ReportAdmin(LifeAdmin):
    """A report with its narrative; its figures come from the records of the partnership."""

    in_search = True
    description = "The documents of a partnership: period, publicity and narrative texts."
    form = ReportForm
    known_names = {"document": document_choices}
    list_display = (
        "title",
        "partnership",
        "period_start",
        "period_end",
        "state",
        "is_public",
        count_column("sections", "sections"),
    )
    list_select_related = ("partnership",)
    list_filter = ("partnership", "kind", "state", "is_public")
    search_fields = ("partnership__acronym", "partnership__name", "document", "key")
    search_help_text = "Search by partnership, document or address of an interim report."
    ordering = ("partnership__acronym", "document", "kind", "period_end", "key")
    view_on_site = False  # the preview button leads there
    inlines = (NarrativeSectionInline,)
    hidden_when_added = (NarrativeSectionInline,)
    fieldsets = (
        (
            "Report",
            {
                "description": "The narrative is written below, once the report is saved.",
                "fields": (
                    ("partnership", "document"),
                    ("kind", "key"),
                    ("period_start", "period_end"),
                    "shows_cumulative",
                    ("is_public", "has_annex"),
                ),
            },
        ),
    )

    @admin.display(description="document", ordering="document")
    def title(self, row: Report) -> str:
        """The title of the document; of an interim report with its name."""
        return row.title

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where a report is added, also the one whose texts it may start with."""
        shown = super().get_fieldsets(request, obj)
        return shown if obj else (*shown, ("Texts", {"fields": ("texts_from",)}))

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A new report takes texts only of reports that its author may see."""
        form = super().get_form(request, obj, change, **kwargs)
        form.readable = allowed(Report.objects.all(), request.user)
        return form

    def save_model(self, request: Any, obj: Report, form: Any, change: bool) -> None:
        """Save the report; a new one with the texts that it starts with."""
        super().save_model(request, obj, form, change)
        source = form.cleaned_data.get("texts_from")
        if source is not None and not change:
            copy_texts(report=obj, source=source, by=request.user)

    def get_urls(self) -> list[URLPattern]:
        """The preview besides the usual pages."""
        preview = path(
            "preview-text/",
            self.admin_site.admin_view(self.preview_text),
            name="reporting_report_preview_text",
        )
        return [preview, *super().get_urls()]

    def preview_text(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``{"text", "report"}`` with ``{"html", "problems"}``; nothing is saved."""
        if request.method != "POST":
            return HttpResponseBadRequest("Send a text.")
        try:
            asked: dict[str, Any] = json.loads(request.body)
            text, number = str(asked["text"]), int(asked["report"])
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return HttpResponseBadRequest("Send a text and the number of its report.")
        report = get_object_or_404(Report.objects.select_related("partnership"), pk=number)
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        preview = preview_text(report, text)
        return JsonResponse({"html": preview.html, "problems": preview.problems})


@admin.register(NarrativeSection)
class NarrativeSectionAdmin(OfDraftsOnly, RecordAdmin):
    """One text of a report."""

    description = "The texts of reports; every figure in them is computed."
    form = NarrativeSectionForm
    known_names = {"key": section_choices}
    list_display = ("title", "report", "partnership", "updated_at")
    list_select_related = ("report__partnership",)
    list_filter = ("report__partnership",)
    search_fields = ("key", "text", "report__partnership__acronym")
    search_help_text = "Search in the text, or by partnership."
    ordering = ("report__partnership__acronym", "report", "pk")
    fieldsets = ((None, {"description": ABOUT_TEXT, "fields": ("report", "key", "text")}),)

    @admin.display(description="section", ordering="key")
    def title(self, row: NarrativeSection) -> str:
        """The title of the section."""
        return dict(section_choices()).get(row.key, row.key)

    @admin.display(ordering="report__partnership__acronym")
    def partnership(self, row: NarrativeSection) -> str:
        """The partnership whose report it is."""
        return str(row.report.partnership)
