"""Addresses of the public site, in each language: ``/fr/…``, ``/de/…``, English without a prefix."""

from django.urls import URLPattern, path

from website.views import pages, portal, results

HOME = "partnerships/<slug:slug>"

urlpatterns: list[URLPattern] = [
    path("", portal.home, name="home"),
    path("page/<int:number>/", portal.home, name="home_page"),
    path(f"{HOME}/", pages.home, name="partnership"),
    path(f"{HOME}/partners/", pages.partners, name="site_partners"),
    path(f"{HOME}/markets/", pages.markets, name="site_markets"),
    path(f"{HOME}/markets/<str:code>/", pages.market, name="site_market"),
    path(f"{HOME}/services/", pages.services, name="site_services"),
    path(f"{HOME}/events/", pages.events, name="site_events"),
    path(f"{HOME}/events/calendar.ics", pages.calendar, name="site_events_ics"),
    path(f"{HOME}/events/<int:pk>/", pages.event, name="site_event"),
    path(f"{HOME}/events/<int:pk>/event.ics", pages.event_calendar, name="site_event_ics"),
    path(f"{HOME}/news/", pages.news, name="site_news"),
    path(f"{HOME}/results/", results.results, name="site_results"),
    path(f"{HOME}/about/", pages.about, name="site_about"),
    path(f"{HOME}/privacy/", pages.privacy, name="site_privacy"),
    path(f"{HOME}/accessibility/", pages.accessibility, name="site_accessibility"),
    path(f"{HOME}/legal-notice/", pages.legal, name="site_legal"),
]
