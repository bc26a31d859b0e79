"""Addresses of organisers about registrations, below that of the event."""

from django.urls import URLPattern, path

from events.views.registrations import invited, listed, travelling

urlpatterns: list[URLPattern] = [
    path("registrations/", listed.registrations, name="event_registrations"),
    path("registrations/tell/", listed.tell, name="event_tell"),
    path(
        "registrations/download/<str:file_format>/",
        listed.download,
        name="event_registrations_download",
    ),
    path("invitations/", invited.invitations, name="event_invitations"),
    path("invitations/<slug:action>/", invited.act, name="event_invitations_act"),
    path("delegations/", travelling.delegations, name="event_delegations"),
    path("delegations/<int:number>/", travelling.travellers, name="event_travellers"),
]
