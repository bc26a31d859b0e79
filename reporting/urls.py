"""Addresses of the public pages and of reports."""

from django.urls import URLPattern, path
from django.views.generic import RedirectView

from reporting.views import (
    agreements,
    centre,
    charts,
    comparison,
    dashboard,
    periods,
    programme,
    reports,
    verdicts,
    verification,
    versions,
    work,
)

DASHBOARD = "partnerships/<slug:slug>/dashboard"
REPORT = "partnerships/<slug:slug>/reports/<str:document>"
"""The final report; what follows it is no key of an interim report, see ``RESERVED_KEYS``."""

urlpatterns: list[URLPattern] = [
    path(
        "partnerships/<slug:slug>/charts/<slug:name>.svg",
        charts.of_partnership,
        name="partnership_chart",
    ),
    path(f"{REPORT}/charts/<slug:name>.svg", charts.of_report, name="report_chart"),
    path(
        "partnerships/<slug:slug>/agreements/<int:pk>/document/",
        agreements.document,
        name="agreement_document",
    ),
    path(f"{REPORT}/", reports.report, name="report"),
    path(
        f"{REPORT}/download/<str:file_format>/",
        reports.download,
        name="report_download",
    ),
    path(
        f"{REPORT}/submitted/<int:number>/<str:file_format>/",
        versions.download,
        name="version_download",
    ),
    path(
        f"{REPORT}/final/",
        RedirectView.as_view(pattern_name="report", permanent=True),
        name="report_final",
    ),
    path(f"{REPORT}/compare/", comparison.compare, name="compare"),
    path(f"{REPORT}/compare/changes.csv", comparison.changes, name="compare_csv"),
    path(f"{REPORT}/<str:key>/compare/", comparison.compare, name="compare"),
    path(f"{REPORT}/<str:key>/compare/changes.csv", comparison.changes, name="compare_csv"),
    path(f"{REPORT}/verdict/", verdicts.verdict, name="verdict"),
    path(f"{REPORT}/<str:key>/verdict/", verdicts.verdict, name="verdict"),
    path(f"{REPORT}/dossier/", reports.dossier, name="report_dossier"),
    path(f"{REPORT}/<str:key>/dossier/", reports.dossier, name="report_dossier"),
    path(f"{REPORT}/periods/", periods.periods, name="periods"),
    path(f"{REPORT}/<str:key>/", reports.report, name="report"),
    path(
        f"{REPORT}/<str:key>/download/<str:file_format>/",
        reports.download,
        name="report_download",
    ),
    path(f"{REPORT}/<str:key>/charts/<slug:name>.svg", charts.of_report, name="report_chart"),
    path(
        f"{REPORT}/<str:key>/submitted/<int:number>/<str:file_format>/",
        versions.download,
        name="version_download",
    ),
    path("dashboard/", dashboard.dashboards, name="dashboards"),
    path(f"{DASHBOARD}/", dashboard.dashboard, name="dashboard"),
    path(f"{DASHBOARD}/changes/", dashboard.changes, name="dashboard_changes"),
    path(f"{DASHBOARD}/figures/<str:key>/", dashboard.figure, name="dashboard_figure"),
    path(f"{DASHBOARD}/charts/<slug:name>.svg", dashboard.chart, name="dashboard_chart"),
    path(f"{DASHBOARD}/<str:listed>/", dashboard.records, name="dashboard_list"),
    path("programmes/<int:pk>/", programme.programme, name="programme"),
    path(
        "programmes/<int:pk>/download/<str:file_format>/",
        programme.download,
        name="programme_download",
    ),
    path("downloads/", centre.downloads, name="downloads"),
    path("work/<uuid:uuid>/", work.work, name="work"),
    path("work/<uuid:uuid>/state/", work.state, name="work_state"),
    path("work/<uuid:uuid>/file/", work.file, name="work_file"),
    path("work/<uuid:uuid>/cancel/", work.cancel, name="work_cancel"),
    path("work/<uuid:uuid>/retry/", work.retry, name="work_retry"),
    path("verify/", verification.verify, name="verify"),
    path("verify/file/<str:sha256>/", verification.verify_file, name="verify_file"),
    path("verify/<str:code>/", verification.verify_code, name="verify_code"),
]
