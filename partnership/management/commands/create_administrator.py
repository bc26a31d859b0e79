"""``manage.py create_administrator``: somebody who may do everything."""

import sys
from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.accounts.administrators import is_administrator, make_administrator
from partnership.exceptions import AdministratorRefused


class Command(BaseCommand):
    """Asks for the password, or takes it from ADMINISTRATOR_PASSWORD; may be said twice."""

    help = (
        "Make an administrator. The password is asked for, or ADMINISTRATOR_PASSWORD(_FILE) has it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Who."""
        parser.add_argument("email", help="the address that the administrator signs in with")
        parser.add_argument("--name", default="", help="as other people see it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make one, unless there is; everything that is refused is one clear line."""
        email = options["email"]
        if is_administrator(email):
            self.stdout.write(f"{email} is an administrator already; nothing was changed.")
            return
        try:
            made = make_administrator(email=email, password=_password(), name=options["name"])
        except AdministratorRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made.email} is an administrator now.")


def _password() -> str:
    if settings.ADMINISTRATOR_PASSWORD:
        return str(settings.ADMINISTRATOR_PASSWORD)
    if not sys.stdin.isatty():
        raise CommandError(
            "No password: set ADMINISTRATOR_PASSWORD or ADMINISTRATOR_PASSWORD_FILE, or run this where "
            "it can be typed."
        )
    password = getpass("Password: ")
    if getpass("Once more: ") != password:
        raise CommandError("These were two different passwords; nothing was changed.")
    return password
