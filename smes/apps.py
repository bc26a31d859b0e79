"""App configuration."""

from django.apps import AppConfig


class SmesConfig(AppConfig):
    """Who is helped, and how it went."""

    name = "smes"
    verbose_name = "SMEs and cooperation cases"
