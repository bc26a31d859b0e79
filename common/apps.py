"""App configuration of the shared bases."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CommonConfig(AppConfig):
    """Bases that every app builds on; holds no tables of its own."""

    name = "common"
    verbose_name = "Shared"


class PortalAdminConfig(AdminConfig):
    """Replaces Django's admin site by the portal's."""

    default_site = "common.admin_site.PortalAdminSite"
