"""App configuration."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Who is in a partnership and what it promised."""

    name = "partnership"
    verbose_name = "Partnerships and clusters"
