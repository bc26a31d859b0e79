"""Addresses of support cases for the people of a partnership, and of files for who signs in."""

from django.urls import URLPattern, path

from smes.urls.doors import behind
from smes.views.support_doors import office_door
from smes.views.support_files import support_file
from smes.views.support_list import support_list

SUPPORT = "partnerships/<slug:slug>/support/"

urlpatterns: list[URLPattern] = [
    path("support/files/<int:pk>/", support_file, name="support_file"),
    path(SUPPORT, support_list, name="support_office_list"),
    *behind(office_door, f"{SUPPORT}<int:pk>/", "support_office"),
]
