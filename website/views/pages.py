"""The pages of a partnership."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from events.ics import CONTENT_TYPE
from partnership.choices import MembershipRole
from partnership.models import Membership, Partnership
from website.calendar import calendar_of, event_ics, feed_of, get_event
from website.disclosed import disclosed
from website.gateways import list_services
from website.kept_pages import kept_page, of_the_moment
from website.markets import describe_market, list_markets, list_voices
from website.profiles import list_profiles
from website.views.errors import of_partnership
from website.words import FIGURES

ASSESSED_ON = date(2026, 11, 21)
"""When the accessibility of the site was last looked at as a whole; change it with the statement."""

NEXT_EVENTS = 3
"""So many of the events to come stand on the first page."""


@kept_page
@of_partnership
def home(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """What the partnership does for an SME, where, and how to begin."""
    told = disclosed(partnership)
    context = {
        "partnership": partnership,
        "introduction": told.text(partnership, "introduction"),
        "goal": told.mask(partnership.goal_statement),
        "markets": list_markets(partnership, told),
        "members": list(partnership.memberships.consortium().in_order()),
        "figures": [(FIGURES[key], value) for key, value in told.figures.items()],
        "events": calendar_of(partnership, told).coming[:NEXT_EVENTS],
        "voices": list_voices(partnership, told)[:1],
    }
    return render(request, "website/home.html", context)


@kept_page
@of_partnership
def partners(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """Who is in the partnership."""
    profiles = list_profiles(partnership, disclosed(partnership))
    context = {"partnership": partnership, "profiles": profiles}
    return render(request, "website/partners.html", context)


@kept_page
@of_partnership
def markets(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """Where the partnership leads its SMEs."""
    cards = list_markets(partnership, disclosed(partnership))
    return render(request, "website/markets.html", {"partnership": partnership, "markets": cards})


@kept_page
@of_partnership
def market(request: HttpRequest, partnership: Partnership, code: str) -> HttpResponseBase:
    """One market: what is offered there, by whom, and what came of it."""
    page = describe_market(partnership, code, disclosed(partnership))
    return render(request, "website/market.html", {"partnership": partnership, "page": page})


@kept_page
@of_partnership
def services(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """The catalogue of services, with who offers which where."""
    entries = list_services(partnership, disclosed(partnership))
    return render(
        request, "website/services.html", {"partnership": partnership, "entries": entries}
    )


@kept_page
@of_partnership
def events(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """What comes, and what has been."""
    calendar = calendar_of(partnership, disclosed(partnership))
    return render(
        request, "website/events.html", {"partnership": partnership, "calendar": calendar}
    )


@kept_page
@of_partnership
def event(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponseBase:
    """One event."""
    page = get_event(partnership, pk, disclosed(partnership))
    context = {"partnership": partnership, "page": page, "event": page.event}
    response = render(request, "website/event.html", context)
    # A door opens and closes by itself, and places are taken.
    return response if page.door.is_settled else of_the_moment(response)


@of_partnership
def event_calendar(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponseBase:
    """One event as a calendar file."""
    content = event_ics(partnership, pk, disclosed(partnership))
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="event-{pk}.ics"'
    return response


@of_partnership
def calendar(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """All events as a feed for calendar programs, which ask for it again and again."""
    content = feed_of(partnership, disclosed(partnership))
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Cache-Control": "max-age=900"}
    )


@kept_page
@of_partnership
def news(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """Nothing yet: says so, and leads to what there is."""
    return render(request, "website/news.html", {"partnership": partnership})


@kept_page
@of_partnership
def about(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """What the partnership is and wants."""
    told = disclosed(partnership)
    context = {
        "partnership": partnership,
        "about": told.text(partnership, "about"),
        "goal": told.mask(partnership.goal_statement),
    }
    return render(request, "website/about.html", context)


@kept_page
@of_partnership
def privacy(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """What is kept about visitors and SMEs."""
    context = {
        "partnership": partnership,
        "coordinator": _coordinator(partnership),
        "contact_years": settings.CONTACTS_KEPT_DAYS // 365,
        "sign_in_years": settings.SIGN_IN_KEPT_DAYS // 365,
    }
    return render(request, "website/privacy.html", context)


@kept_page
@of_partnership
def accessibility(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """How accessible the site is, how that was found out, and whom to tell."""
    context = {"partnership": partnership, "assessed_on": ASSESSED_ON}
    return render(request, "website/accessibility.html", context)


@kept_page
@of_partnership
def legal(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """Who answers for the site."""
    context = {
        "partnership": partnership,
        "notice": disclosed(partnership).text(partnership, "legal_notice"),
        "coordinator": _coordinator(partnership),
    }
    return render(request, "website/legal.html", context)


def _coordinator(partnership: Partnership) -> Membership | None:
    coordinators = partnership.memberships.filter(role=MembershipRole.COORDINATOR)
    return coordinators.select_related("cluster").first()
