"""App configuration."""

from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    """The doors into markets."""

    name = "gateways"
    verbose_name = "Gateways and agreements"
