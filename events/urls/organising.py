"""Addresses of organisers about the meetings of an event, below that of the event."""

from django.urls import URLPattern, path

from events.views.organising import agendas, matchmaking, requests

urlpatterns: list[URLPattern] = [
    path("matchmaking/", matchmaking.matchmaking, name="event_matchmaking"),
    path("matchmaking/<slug:part>/", matchmaking.change, name="event_matchmaking_change"),
    path("requests/", requests.requests, name="event_requests"),
    path("requests/add/", requests.add, name="event_request_add"),
    path("requests/apart/", requests.keep_apart, name="event_keep_apart"),
    path("requests/apart/<int:block>/", requests.let_meet, name="event_let_meet"),
    path("requests/<int:meeting>/", requests.meeting, name="event_request"),
    path("requests/<int:meeting>/<slug:step>/", requests.act, name="event_request_act"),
    path("agendas/", agendas.agendas, name="event_agendas"),
    path("agendas/tables/", agendas.tables, name="event_table_agendas"),
    path("agendas/<slug:which>/<int:part>.pdf", agendas.paper, name="event_agenda_papers"),
    path("agendas/<int:number>.pdf", agendas.one_paper, name="event_agenda_paper"),
]
