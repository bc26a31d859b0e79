"""``manage.py install``: what has to be done before this release runs, the first time and every time."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from partnership.accounts.administrators import has_administrator


class Command(BaseCommand):
    """Migrates the database, and makes the administrator ADMINISTRATOR_EMAIL where there is none."""

    help = "Bring the database up to this release, and make the first administrator."

    def handle(self, *args: Any, **options: Any) -> None:
        """Both are safe to do again. A portal that has an administrator gets no other one."""
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        if has_administrator():
            return
        if settings.ADMINISTRATOR_EMAIL:
            call_command("create_administrator", settings.ADMINISTRATOR_EMAIL, stdout=self.stdout)
        else:
            self.stdout.write(
                "There is no administrator. Make one: manage.py create_administrator name@example.org"
            )
