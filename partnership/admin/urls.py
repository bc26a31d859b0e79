"""Addresses of saved filters."""

from django.contrib import admin
from django.urls import path

from partnership.admin import saved_filters

for_staff = admin.site.admin_view

urlpatterns = [
    path("save/", for_staff(saved_filters.save), name="saved_filter_save"),
    path("<int:pk>/change/", for_staff(saved_filters.change), name="saved_filter_change"),
    path("<int:pk>/delete/", for_staff(saved_filters.delete), name="saved_filter_delete"),
]
