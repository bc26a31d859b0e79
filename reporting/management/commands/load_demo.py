"""Fills an empty portal with the two source partnerships and sign-ins to try it."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership.models import Partnership, User

FIXTURES = ("programme", "bioxclusters-plus", "laser-go")
SLUGS = ("bioxclusters-plus", "laser-go")
OFFICE_APPS = ("partnership", "gateways", "smes", "events", "reporting")
ADMINISTRATOR = ("admin@portal.example", "demo-administrator")
COORDINATOR = ("coordinator@portal.example", "demo-coordinator")


class Command(BaseCommand):
    """``manage.py load_demo``: run it as often as you like, it adds what is missing."""

    help = "Load the two demonstration partnerships and create sign-ins, for trying the portal."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Load all or nothing; tell the sign-ins."""
        present = set(Partnership.objects.values_list("slug", flat=True))
        if not present:
            call_command("loaddata", *FIXTURES, verbosity=0)
            self.stdout.write("Loaded bioXclusters plus and LASER-GO.")
        elif not present.issuperset(SLUGS):
            raise CommandError(
                "This portal holds other partnerships; the demonstration is for an empty one. "
                "Set VAR_DIR to a new folder, or DATABASE_URL to a new database, and try again."
            )
        self._add_people()
        self.stdout.write("Sign in at /admin/ as")
        for (email, password), role in (
            (ADMINISTRATOR, "administrator"),
            (COORDINATOR, "coordinator"),
        ):
            self.stdout.write(f"  {role:<14} {email:<28} {password}")

    def _add_people(self) -> None:
        office, _ = Group.objects.get_or_create(name="Coordination office")
        office.permissions.set(
            Permission.objects.filter(content_type__app_label__in=OFFICE_APPS).exclude(
                content_type__model__in=["user", "renderedfile"]
            )
        )
        if not User.objects.filter(email=ADMINISTRATOR[0]).exists():
            User.objects.create_superuser(*ADMINISTRATOR, name="Portal administrator")
        if not User.objects.filter(email=COORDINATOR[0]).exists():
            person = User.objects.create_user(
                *COORDINATOR, name="Partnership coordinator", is_staff=True
            )
            person.groups.add(office)
