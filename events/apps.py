"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Where they meet."""

    name = "events"
    verbose_name = "Events and meetings"

    def ready(self) -> None:
        """State what each role may do."""
        import_module("events.permissions")
