"""Addresses at which contacts of organisations make a sign-in."""

from django.urls import URLPattern, path

from gateways import views

urlpatterns: list[URLPattern] = [path("<str:link>/", views.join, name="contact_join")]
