"""Addresses of what people govern themselves."""

from django.urls import URLPattern, path

from partnership.privacy import views

urlpatterns: list[URLPattern] = [
    path("", views.my_data, name="my_data"),
    path("download/", views.download, name="my_data_download"),
    path("erase/", views.ask_for_erasure, name="my_data_erase"),
    path("keep/", views.keep, name="my_data_keep"),
    path("consent/", views.consent, name="my_data_consent"),
]
