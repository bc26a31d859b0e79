"""The office's pages of criteria, reviews, scores and handovers."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from common.admin import OfficeAdmin, RecordAdmin, count_column
from smes.choices import ReviewState
from smes.models import Criterion, Handover, Review, Score


@admin.register(Criterion)
class CriterionAdmin(RecordAdmin):
    """What reviewers judge by."""

    description = "What reviewers judge expressions of interest by, and how much it weighs."
    list_display = (
        "label",
        "partnership",
        "weight",
        "highest",
        "is_used",
        "position",
        count_column("scores", "scores"),
    )
    list_select_related = ("partnership",)
    list_filter = ("partnership", "is_used")
    search_fields = ("label", "explanation")
    search_help_text = "Search by label or explanation."
    ordering = ("partnership__acronym", "position", "pk")
    fieldsets = (
        (
            None,
            {
                "description": "Totals are reckoned from the criteria that are used, so a new weight "
                "changes them at once. A scale stays as it is once a score was given on it.",
                "fields": (
                    "partnership",
                    "label",
                    "explanation",
                    ("weight", "highest"),
                    ("is_used", "position"),
                ),
            },
        ),
    )


class OnThePages(OfficeAdmin):
    """Records that come from steps on the pages of an expression: to be looked at only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come from the pages."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The pages change them, each by its rule."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened is not deleted."""
        return False


def is_blind(user: Any, review: Review) -> bool:
    """Whether somebody must not see what a review gives: their own one is not done, or barred."""
    own = Review.objects.filter(expression=review.expression_id, reviewer=user.pk).first()
    return own is not None and own.pk != review.pk and own.state != ReviewState.DONE


@admin.register(Review)
class ReviewAdmin(OnThePages):
    """Who was asked for a review, and how far it has come."""

    description = "Who was asked for a review of which expression, and how far it has come."
    list_display = ("expression", "reviewer", "state", "due_on", "done_at", "reminded_at")
    list_select_related = ("expression__partnership", "reviewer")
    list_filter = ("expression__partnership", "state")
    search_fields = ("expression__reference", "expression__company_name", "reviewer__email")
    search_help_text = "Search by reference, company or reviewer’s address."
    ordering = ("-created_at", "-pk")
    # Comments stand on the pages, which show them to nobody whose own review is not done.
    fieldsets = (
        (None, {"fields": ("expression", "reviewer", "state", ("due_on", "reminded_at"))}),
        ("Declaration", {"fields": ("declared_at", "conflict")}),
        ("Done", {"fields": ("done_at",)}),
    )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history, with what was commented: not for those whose own review is not done."""
        review = Review.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        if review is not None and is_blind(request.user, review):
            raise PermissionDenied("You see it when your own review is done.")
        return super().history_view(request, object_id, extra_context)


@admin.register(Score)
class ScoreAdmin(OnThePages):
    """What reviewers gave."""

    description = "What reviewers gave for each criterion."
    list_display = ("review", "criterion", "value")
    list_select_related = ("review__expression", "review__reviewer", "criterion")
    list_filter = ("review__expression__partnership",)
    search_fields = ("review__expression__reference", "criterion__label")
    search_help_text = "Search by reference or criterion."
    ordering = ("-review__pk", "criterion__position", "pk")
    fields = ("review", "criterion", "value")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Rows without those of expressions of which somebody has an own review that is not done."""
        own = Review.objects.filter(reviewer=request.user.pk)
        blind = own.exclude(state=ReviewState.DONE).values("expression")
        return super().get_queryset(request).exclude(review__expression__in=blind)


@admin.register(Handover)
class HandoverAdmin(OnThePages):
    """To which gateways SMEs were offered, and what those said."""

    description = "To which gateways selected SMEs were offered, and what those said."
    list_display = ("expression", "organisation", "market", "state", "sent_at", "answered_at")
    list_select_related = ("expression__partnership", "organisation", "market")
    list_filter = ("expression__partnership", "state")
    search_fields = (
        "expression__reference",
        "expression__company_name",
        "organisation__name",
    )
    search_help_text = "Search by reference, company or gateway."
    ordering = ("-sent_at", "-pk")
    fieldsets = (
        (None, {"fields": ("expression", ("organisation", "market"), "contact", "state")}),
        ("Asked", {"fields": (("sent_at", "sent_by"), "message", "reminded_at")}),
        ("Answered", {"fields": ("answered_at", "answer")}),
    )
