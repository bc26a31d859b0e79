"""App configuration of the shared bases."""

from functools import cache
from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CommonConfig(AppConfig):
    """Bases that every app builds on; holds no tables of its own."""

    name = "common"
    verbose_name = "Shared"

    def ready(self) -> None:
        """Make the class of managers of versions once, not at each ``Model.history`` and each save."""
        from simple_history.manager import HistoryManager

        made_once: Any = cache(HistoryManager.from_queryset.__func__)
        HistoryManager.from_queryset = classmethod(made_once)


class PortalAdminConfig(AdminConfig):
    """Replaces Django's admin site by the portal's."""

    default_site = "common.admin_site.PortalAdminSite"
