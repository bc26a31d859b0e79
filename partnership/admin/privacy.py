"""The pages of what the portal owes the people whose data it keeps."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from common.admin import OfficeAdmin, RecordAdmin
from partnership.models import Consent, ConsentText, DeletionNotice, Export

SECTION = "People and access"


class WrittenByThePortal:
    """Rows that nobody types."""

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """They come by themselves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They stay."""
        return False


@admin.register(ConsentText)
class ConsentTextAdmin(RecordAdmin):
    """A version of a text that people agree to."""

    description = "The wording of what people agree to, version by version."
    section = SECTION
    list_display = ("key", "version", "language", "valid_from")
    list_display_links = ("key", "version")
    list_filter = ("key", "language")
    search_fields = ("key", "text")
    search_help_text = "Search by key or wording."
    ordering = ("key", "-version", "language")
    fields = (("key", "version"), ("language", "valid_from"), "text")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What somebody has agreed to stays as it was; a new wording is a new version."""
        fields = super().get_readonly_fields(request, obj)
        if obj is None or not self._is_agreed_to(obj):
            return fields
        return (*fields, "key", "version", "language", "text")

    def _is_agreed_to(self, text: ConsentText) -> bool:
        """Whether a person agreed to it, or anybody else whose consents another app keeps."""
        accessors = [relation.get_accessor_name() for relation in text._meta.related_objects]
        return any(getattr(text, name).exists() for name in accessors if name)


@admin.register(Consent)
class ConsentAdmin(WrittenByThePortal, RecordAdmin):
    """That somebody agreed to a text."""

    description = "Who agreed to which version of which text, and when."
    section = SECTION
    list_display = ("person", "text", "given_at", "withdrawn_at")
    list_select_related = ("person", "text")
    list_filter = ("text__key",)
    search_fields = ("person__email", "person__name")
    search_help_text = "Search by person."
    ordering = ("-given_at", "-pk")
    fields = ("person", "text", ("given_at", "withdrawn_at"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only the person changes it."""
        return False


@admin.register(DeletionNotice)
class DeletionNoticeAdmin(WrittenByThePortal, RecordAdmin):
    """Something that will be deleted."""

    description = "What will be deleted because its time is over; with a reason it stays."
    section = SECTION
    list_display = ("about", "kind", "partnership", "due_on", "kept_because", "done_at")
    list_select_related = ("partnership",)
    list_filter = ("kind", "partnership")
    search_fields = ("about", "kept_because")
    search_help_text = "Search by what is deleted, or by the reason to keep it."
    ordering = ("due_on", "pk")
    fields = ("about", "kind", "due_on", "kept_because", "done_at")
    readonly_fields = ("about", "kind", "due_on", "done_at")


@admin.register(Export)
class ExportAdmin(WrittenByThePortal, OfficeAdmin):
    """That data left the portal."""

    description = "Who exported which data, and when."
    section = SECTION
    list_display = ("at", "kind", "about", "by", "partnership")
    list_select_related = ("by", "partnership")
    list_filter = ("kind", "partnership")
    search_fields = ("about", "by__email")
    search_help_text = "Search by what was exported, or by whom."
    ordering = ("-at", "-pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It stays as it was written."""
        return False
