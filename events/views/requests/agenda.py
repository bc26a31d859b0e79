"""A participant's agenda: as a page, on paper and in a calendar."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from events.agenda_papers import agenda_calendar, agenda_paper
from events.agendas import agenda_of
from events.ics import CONTENT_TYPE
from events.models import Registration
from events.time_zones import city_of
from events.views.requests.access import context_of, participant_page

AGENDA = "registration_agenda"


@participant_page
@require_safe
def agenda(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    """Day by day: when, where, with whom."""
    found = agenda_of(registration)
    feed = request.build_absolute_uri(reverse("registration_agenda_feed", args=[registration.link]))
    context = context_of(
        registration,
        AGENDA,
        agenda=found,
        city=city_of(registration.event.zone),
        own_city=city_of(found.own_zone) if found.own_zone else "",
        feed=feed,
        webcal=f"webcal://{feed.split('://')[-1]}",
        now=timezone.now(),
    )
    return render(request, "events/agendas/agenda.html", context)


@participant_page
@require_safe
def paper(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    """The agenda as a PDF."""
    return pdf(agenda_paper(agenda_of(registration)), file_name(registration))


@participant_page
@require_safe
def calendar(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    """The agenda as a calendar file to be kept."""
    response = _calendar(registration, is_feed=False)
    name = f"{file_name(registration)}.ics"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


@participant_page
@require_safe
def feed(request: HttpRequest, registration: Registration) -> HttpResponseBase:
    """The agenda for calendar programs, which ask again and again."""
    return _calendar(registration, is_feed=True)


def _calendar(registration: Registration, *, is_feed: bool) -> HttpResponse:
    address = f"{settings.SITE_URL}{reverse(AGENDA, args=[registration.link])}"
    content = agenda_calendar(agenda_of(registration), address=address, is_feed=is_feed)
    return HttpResponse(content, content_type=CONTENT_TYPE)


def file_name(registration: Registration) -> str:
    """What the files of an agenda are called, without their ending."""
    return f"agenda-{slugify(registration.organisation_name) or registration.reference.lower()}"


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to be kept."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.pdf"))
    return response
