"""App configuration."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Where they meet."""

    name = "events"
    verbose_name = "Events and meetings"
