"""App configuration."""

from importlib import import_module

from django.apps import AppConfig

from reporting.engine.discovery import load_all


class ReportingConfig(AppConfig):
    """Figures, tables and documents, made from the records of all other apps."""

    name = "reporting"
    verbose_name = "Reports"

    def ready(self) -> None:
        """Load every figure, table, document, writer and check, so that their names are known.

        State what each role may do, and what is kept about people.
        """
        load_all()
        import_module("reporting.permissions")
        import_module("reporting.privacy")
