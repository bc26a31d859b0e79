"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Who is in a partnership and what it promised."""

    name = "partnership"
    verbose_name = "Partnerships and clusters"

    def ready(self) -> None:
        """State what each role may do, and what is kept about people."""
        import_module("partnership.permissions")
        import_module("partnership.privacy.sources")
