"""Addresses of a participant’s meetings, below that of its registration."""

from django.urls import URLPattern, path

from events.views.requests import agenda, asking, catalogue, times

urlpatterns: list[URLPattern] = [
    path("participants/", catalogue.catalogue, name="registration_catalogue"),
    path("participants/enter/", catalogue.enter, name="registration_catalogue_enter"),
    path("participants/leave/", catalogue.leave, name="registration_catalogue_leave"),
    path("participants/<int:number>/", catalogue.profile, name="registration_participant"),
    path("participants/<int:number>/ask/", catalogue.ask, name="registration_ask"),
    path("requests/", asking.requests, name="registration_requests"),
    path("requests/<int:pk>/<slug:step>/", asking.step, name="registration_request_step"),
    path("times/", times.times, name="registration_times"),
    path("agenda/", agenda.agenda, name="registration_agenda"),
    path("agenda/agenda.pdf", agenda.paper, name="registration_agenda_paper"),
    path("agenda/agenda.ics", agenda.calendar, name="registration_agenda_calendar"),
    path("agenda/feed.ics", agenda.feed, name="registration_agenda_feed"),
]
