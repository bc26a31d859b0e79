"""The pages of testimonials."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from common.access import Action, is_allowed
from common.admin import RecordAdmin
from smes.exceptions import StepNotAllowed, TextIsMissing
from smes.models import Testimonial
from smes.services.testimonials import send_for_approval

ABOUT_TEXT = (
    "Shorten or translate the text, save it, and send it to its author from the list. Only words that "
    "the author approved are shown; a change needs a new approval, and until then the former text stays."
)


@admin.action(description="Send the text to its author")
def send_to_authors(_: Any, request: HttpRequest, rows: QuerySet) -> None:
    """Ask the authors to approve the texts as they stand."""
    for testimonial in rows.select_related("company"):
        if not is_allowed(request.user, Action.CHANGE, testimonial):
            messages.warning(request, f"{testimonial}: this company is looked after by others.")
            continue
        try:
            send_for_approval(testimonial=testimonial, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"{testimonial}: sent to {testimonial.email}.")
        except (StepNotAllowed, TextIsMissing) as error:
            messages.warning(request, str(error))


@admin.register(Testimonial)
class TestimonialAdmin(RecordAdmin):
    """What an SME says of its support."""

    in_search = True
    description = "What companies say in public, in words that their authors approved."
    actions = (send_to_authors,)
    list_display = (
        "company",
        "function",
        "state",
        "approved_at",
        "in_report",
        "in_newsletter",
        "partnership",
    )
    list_select_related = ("company", "partnership")
    list_filter = ("partnership", "state", "in_report", "in_newsletter")
    search_fields = ("company__name", "function", "text", "original")
    search_help_text = "Search by company, function or words."
    ordering = ("partnership__acronym", "position", "pk")
    readonly_fields = ("state", "approved_text", "approved_at", "consent_text", "withdrawn_at")
    fieldsets = (
        (
            "Who speaks",
            {
                "fields": (
                    "partnership",
                    ("company", "case"),
                    "function",
                    ("email", "language"),
                )
            },
        ),
        ("Text", {"description": ABOUT_TEXT, "fields": ("original", "text")}),
        (
            "Approval",
            {
                "fields": (
                    ("state", "approved_at"),
                    "approved_text",
                    ("consent_text", "withdrawn_at"),
                )
            },
        ),
        ("Where it is shown", {"fields": (("in_report", "in_newsletter"), "position")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What was received stays as it was received."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "original") if obj and obj.is_written else fields

    def save_model(self, request: HttpRequest, obj: Testimonial, form: Any, change: bool) -> None:
        """Save it; a text begins as it was received, and with another address the former link ends."""
        if obj.is_written and not obj.text.strip():
            obj.text = obj.original
        if change and "email" in form.changed_data:
            obj.link_version += 1
        super().save_model(request, obj, form, change)
