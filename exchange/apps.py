"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Whole partnerships as workbooks: out of the portal, and into it."""

    name = "exchange"
    verbose_name = "Import and export"

    def ready(self) -> None:
        """Let background work know its kinds; state what each role may do, and what is kept about people."""
        import_module("exchange.work")
        import_module("exchange.permissions")
        import_module("exchange.privacy")
