"""Registers the kinds of work of tests."""

from django.apps import AppConfig


class WorkersConfig(AppConfig):
    """Added to the portal in the processes of these tests alone."""

    name = "tests.reporting.jobs.workers"
    label = "workers"

    def ready(self) -> None:
        """Nothing is imported before the portal is there."""
        from tests.reporting.jobs.workers import kinds

        kinds.register_all()
