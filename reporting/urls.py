"""Addresses of the public pages and of reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
