"""What belongs to an event, in the office."""

from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from common.admin import OfficeAdmin, RecordAdmin
from events.models import Event


class InTimeOfEvent(RecordAdmin):
    """A page on which hours are typed and shown in the time zone of the event, as everywhere else."""

    zone_path = "event__time_zone"
    """Leads from the record to the time zone."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The page, made and read in that time zone; one query for it."""
        with timezone.override(self._zone(request, object_id)):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if isinstance(response, TemplateResponse):
                response.render()  # the hours are written while the zone holds
            return response

    def _zone(self, request: HttpRequest, object_id: str | None) -> tzinfo:
        """That of the record, of the event chosen for a new one, or the portal's own."""
        rows: Any = self.model._default_manager.all()
        pk, path = object_id, self.zone_path
        if pk is None:
            rows, path = Event.objects.all(), "time_zone"
            pk = request.POST.get("event") or request.GET.get("event")
        try:
            name = rows.filter(pk=pk).values_list(path, flat=True).first()
        except (ValueError, OverflowError):  # no number, or none that a database has
            name = None
        return ZoneInfo(name) if name else timezone.get_default_timezone()


class EventRecordAdmin(InTimeOfEvent):
    """What belongs to an event, with the event's partnership."""

    @admin.display(ordering="event__partnership__acronym")
    def partnership(self, row: Any) -> str:
        """The partnership whose event it is."""
        return str(row.event.partnership)


class FromThePages(OfficeAdmin):
    """Records that come from the pages of an event: to be looked at only."""

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """They come from the pages."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The pages change them, each by its rule."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened is not deleted."""
        return False
