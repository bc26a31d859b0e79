"""Addresses for those who run an event; they sign in."""

from django.urls import URLPattern, URLResolver, include, path

EVENT = "partnerships/<slug:slug>/office/events/<int:pk>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{EVENT}/", include("events.urls.registrations")),
    path(f"{EVENT}/", include("events.urls.organising")),
    path(f"{EVENT}/", include("events.urls.scheduling")),
    path(f"{EVENT}/", include("events.urls.day")),
]
