"""Badges to print, and single codes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from events.badges import badge_address, code_as_png, code_as_svg, make_badges
from events.models import Attendee, Event
from events.views.day.check_in import expected_people, matching
from events.views.office import office_page


@require_safe
@office_page
def badges(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The badges of everybody, of those whom ``q`` finds, or of one ``person``, as PDF."""
    people = matching(expected_people(event), request.GET.get("q", ""))
    one = request.GET.get("person", "")
    if one:
        people = [row for row in people if str(row.pk) == one]
    if not people:
        raise Http404("There is nobody to print a badge for.")
    for row in people:
        row.registration.event = event
    response = HttpResponse(make_badges(event, people), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="badges-{event.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@office_page
def code(request: HttpRequest, event: Event, badge: str, ending: str) -> HttpResponseBase:
    """The code of one badge as SVG or PNG."""
    rows = Attendee.objects.select_related("registration__event__partnership")
    person = rows.filter(registration__event=event, badge=badge).first()
    if person is None:
        raise Http404("There is no such badge.")
    address = badge_address(person)
    if ending == "png":
        response = HttpResponse(code_as_png(address), content_type="image/png")
    else:
        response = HttpResponse(code_as_svg(address), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-store"
    return response
