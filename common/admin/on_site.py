"""From a record of the office to its own page."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse


def view_on_site(
    request: HttpRequest, content_type_id: str, object_id: str, *, site: AdminSite
) -> HttpResponse:
    """Leads to the page of a record; where nobody may see the record, nobody learns its address."""
    try:
        model: Any = ContentType.objects.get_for_id(int(content_type_id)).model_class()
        record = model._default_manager.filter(pk=object_id).first()
        page = site.get_model_admin(model)
    except (ValueError, ContentType.DoesNotExist, AttributeError, NotRegistered) as error:
        raise Http404 from error
    if record is None or not page.has_view_permission(request, record):
        raise Http404
    return shortcut(request, content_type_id, object_id)
