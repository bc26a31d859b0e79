"""Addresses of the public pages and of reports."""

from django.urls import URLPattern, path

from reporting.views import charts, pages, reports, verification, versions

urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("partnerships/<slug:slug>/", pages.partnership, name="partnership"),
    path(
        "partnerships/<slug:slug>/charts/<slug:name>.svg",
        charts.of_partnership,
        name="partnership_chart",
    ),
    path(
        "partnerships/<slug:slug>/reports/<str:document>/charts/<slug:name>.svg",
        charts.of_report,
        name="report_chart",
    ),
    path("partnerships/<slug:slug>/reports/<str:document>/", reports.report, name="report"),
    path(
        "partnerships/<slug:slug>/reports/<str:document>/download/<str:file_format>/",
        reports.download,
        name="report_download",
    ),
    path(
        "partnerships/<slug:slug>/reports/<str:document>/submitted/<int:number>/<str:file_format>/",
        versions.download,
        name="version_download",
    ),
    path("verify/", verification.verify, name="verify"),
    path("verify/file/<str:sha256>/", verification.verify_file, name="verify_file"),
    path("verify/<str:code>/", verification.verify_code, name="verify_code"),
]
