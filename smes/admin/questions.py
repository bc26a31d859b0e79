"""The pages of the questions that a partnership adds to its form."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from common.admin import Link, RecordAdmin, count_column, link_sources
from smes.models import Question


@admin.register(Question)
class QuestionAdmin(RecordAdmin):
    """A question of a partnership's own."""

    description = "Questions that a partnership adds to its form for companies."
    list_display = (
        "text",
        "step",
        "kind",
        "is_required",
        "is_asked",
        "position",
        "partnership",
        count_column("answers", "answers"),
    )
    list_select_related = ("partnership",)
    list_filter = ("partnership", "step", "kind", "is_asked")
    search_fields = ("text", "text_fr", "text_de", "help")
    search_help_text = "Search by the words of the question."
    ordering = ("partnership__acronym", "step", "position", "pk")
    fieldsets = (
        (
            "Question",
            {
                "description": "It stands at the end of its step. A question that is no longer asked keeps its "
                "answers; whoever words it anew should mind those given already.",
                "fields": ("partnership", ("step", "kind"), "text", "help", "choices"),
            },
        ),
        ("When it is asked", {"fields": (("is_asked", "is_required"), "position")}),
        ("In French", {"classes": ("collapse",), "fields": ("text_fr", "help_fr", "choices_fr")}),
        ("In German", {"classes": ("collapse",), "fields": ("text_de", "help_de", "choices_de")}),
    )


def form_of(record: Model, request: HttpRequest) -> list[Link]:
    """The button that leads to the form in which a question is asked."""
    if not isinstance(record, Question):
        return []
    return [Link("See the form", reverse("expression_start", args=[record.partnership.slug]))]


link_sources.append(form_of)
