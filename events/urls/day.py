"""Addresses of organisers on the day of an event and after it, below that of the event."""

from django.urls import URLPattern, path

from events.views.day import badges, check_in, live, meetings
from events.views.results import importing, results

urlpatterns: list[URLPattern] = [
    path("check-in/", check_in.check_in, name="event_check_in"),
    path("check-in/taps/", check_in.taps, name="event_taps"),
    path("check-in/present/", check_in.present, name="event_present"),
    path("check-in/worker.js", check_in.worker, name="event_check_in_worker"),
    path("check-in/walk-in/", check_in.walk_ins, name="event_walk_in"),
    path("check-in/no-shows/", check_in.no_shows, name="event_no_shows"),
    path("check-in/badges.pdf", badges.badges, name="event_badges"),
    path("check-in/<str:badge>/", check_in.badge, name="event_badge"),
    path("check-in/<str:badge>/code.<str:ending>", badges.code, name="event_badge_code"),
    path("meetings-held/", meetings.meetings, name="event_meetings"),
    path("live/", live.live, name="event_live"),
    path("results/", results.results, name="event_results"),
    path("results/summary.pdf", results.summary, name="event_summary"),
    path("results/feedback/", results.answers, name="event_result_answers"),
    path("results/<slug:figure>/", results.records, name="event_result_records"),
    path("import/", importing.uploads, name="event_import"),
    path("import/<int:number>/", importing.columns, name="event_import_columns"),
    path("import/<int:number>/preview/", importing.preview, name="event_import_preview"),
    path("import/<int:number>/file/", importing.document, name="event_import_file"),
]
