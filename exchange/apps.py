"""App configuration."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Whole partnerships as workbooks: out of the portal, and into it."""

    name = "exchange"
    verbose_name = "Import and export"
