"""Addresses of the pages that speak the language of the participant."""

from django.urls import URLPattern, URLResolver, include, path

from events.views.participant import feedback
from events.views.registered import changes, home
from events.views.registering import form, sent

EVENT = "partnerships/<slug:slug>/events/<int:pk>"
INVITATION = "events/invitations/<str:link>"
REGISTRATION = "registrations/<str:link>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{EVENT}/register/", form.register, name="registration_start"),
    path(f"{EVENT}/register/sent/", sent.sent, name="registration_sent"),
    path(f"{EVENT}/register/lost-link/", sent.lost_link, name="registration_lost_link"),
    path(f"{INVITATION}/", form.invitation, name="event_invitation"),
    path(f"{INVITATION}/register/", form.register_invited, name="event_invitation_register"),
    path(f"{INVITATION}/sent/", sent.sent_invited, name="event_invitation_sent"),
    path("registrations/confirm/<str:link>/", sent.confirm, name="registration_confirm"),
    path(f"{REGISTRATION}/", home.home, name="registration"),
    path(f"{REGISTRATION}/event.ics", home.calendar, name="registration_calendar"),
    path(f"{REGISTRATION}/persons/", changes.persons, name="registration_persons"),
    path(f"{REGISTRATION}/profile/", changes.profile, name="registration_profile"),
    path(f"{REGISTRATION}/cancel/", changes.cancelling, name="registration_cancel"),
    path(f"{REGISTRATION}/data/", changes.data, name="registration_data"),
    path(f"{REGISTRATION}/data/download/", changes.download, name="registration_data_download"),
    path(f"{REGISTRATION}/data/erase/", changes.erase, name="registration_erase"),
    path(f"{REGISTRATION}/new-link/", changes.new_link, name="registration_new_link"),
    path(f"{REGISTRATION}/", include("events.urls.requests")),
    path(f"{REGISTRATION}/feedback/", feedback.feedback, name="registration_feedback"),
]
