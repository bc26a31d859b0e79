"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Where they meet."""

    name = "events"
    verbose_name = "Events and meetings"

    def ready(self) -> None:
        """State what each role may do, and what is kept about people."""
        import_module("events.permissions")
        import_module("events.privacy")
