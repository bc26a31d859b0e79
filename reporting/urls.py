"""Addresses of the public pages and of reports."""

from django.urls import URLPattern, path

from reporting.views import pages, reports

urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("partnerships/<slug:slug>/", pages.partnership, name="partnership"),
    path("partnerships/<slug:slug>/reports/<str:document>/", reports.report, name="report"),
    path(
        "partnerships/<slug:slug>/reports/<str:document>/download/<str:file_format>/",
        reports.download,
        name="report_download",
    ),
]
