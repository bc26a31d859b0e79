"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class SmesConfig(AppConfig):
    """Who is helped, and how it went."""

    name = "smes"
    verbose_name = "SMEs and cooperation cases"

    def ready(self) -> None:
        """State what each role may do, what is kept about people, and what they find at their account."""
        import_module("smes.permissions")
        import_module("smes.privacy")
        import_module("smes.account_sections")
