"""``/.well-known/security.txt`` (RFC 9116): whom to tell of a weakness."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

LASTS = timedelta(days=180)
"""Counted from the first of the month, so that the text stays the same for a month."""


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The contact of the settings; nothing, where none is set."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    first = timezone.now().astimezone(UTC).date().replace(day=1)
    expires = datetime.combine(first + LASTS, time(), UTC)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, fr, de",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
