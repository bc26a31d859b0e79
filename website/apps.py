"""App configuration."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The public site: pages of the portal and of each partnership. It has no records of its own."""

    name = "website"
    verbose_name = "Public site"
