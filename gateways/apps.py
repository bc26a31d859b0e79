"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    """The doors into markets."""

    name = "gateways"
    verbose_name = "Gateways and agreements"

    def ready(self) -> None:
        """State what each role may do, and what is kept about people."""
        import_module("gateways.permissions")
        import_module("gateways.privacy")
