"""Addresses of organisers about schedules, below that of the event."""

from django.urls import URLPattern, path

from events.views.scheduling import grid, schedules

urlpatterns: list[URLPattern] = [
    path("schedule/", schedules.schedules, name="event_schedule"),
    path("schedule/compute/", schedules.ask, name="event_schedule_compute"),
    path("schedule/repair/", schedules.repair, name="event_schedule_repair"),
    path("schedule/table/", schedules.take_out, name="event_schedule_table"),
    path("schedule/<int:number>/", schedules.one, name="event_schedule_one"),
    path("schedule/<int:number>/state/", schedules.state, name="event_schedule_state"),
    path("schedule/<int:number>/publish/", schedules.publish_one, name="event_schedule_publish"),
    path("schedule/<int:number>/discard/", schedules.discard, name="event_schedule_discard"),
    path("grid/", grid.grid, name="event_grid"),
    path("grid/move/", grid.move_meeting, name="event_grid_move"),
    path("grid/lock/", grid.lock_meeting, name="event_grid_lock"),
    path("grid/tell/", grid.tell, name="event_grid_tell"),
]
