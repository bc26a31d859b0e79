"""Addresses of the public pages and of reports."""

from django.urls import URLPattern, path

from reporting.views import agreements, pages, reports, verification, versions, work

urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("partnerships/<slug:slug>/", pages.partnership, name="partnership"),
    path(
        "partnerships/<slug:slug>/agreements/<int:pk>/document/",
        agreements.document,
        name="agreement_document",
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
    path("work/<uuid:uuid>/", work.work, name="work"),
    path("work/<uuid:uuid>/state/", work.state, name="work_state"),
    path("work/<uuid:uuid>/file/", work.file, name="work_file"),
    path("work/<uuid:uuid>/cancel/", work.cancel, name="work_cancel"),
    path("work/<uuid:uuid>/retry/", work.retry, name="work_retry"),
    path("verify/", verification.verify, name="verify"),
    path("verify/file/<str:sha256>/", verification.verify_file, name="verify_file"),
    path("verify/<str:code>/", verification.verify_code, name="verify_code"),
]
