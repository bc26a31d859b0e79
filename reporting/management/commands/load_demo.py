"""Fills an empty portal with the two source partnerships and sign-ins to try it."""

from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from events.demo import add_matchmaking
from partnership.choices import MembershipRole, RoleKind
from partnership.models import ConsentText, Membership, Partnership, Role, User
from reporting.finding_counts import count_stale_findings
from smes.services.criteria import take_usual_criteria

FIXTURES = ("programme", "bioxclusters-plus", "laser-go", "support", "expressions")
SLUGS = ("bioxclusters-plus", "laser-go")
ADMINISTRATOR = ("admin@portal.example", "demo-administrator")
PEOPLE = {
    RoleKind.COORDINATOR: ("coordinator@portal.example", "demo-coordinator"),
    RoleKind.PARTNER: ("partner@portal.example", "demo-partner"),
    RoleKind.OFFICER: ("officer@portal.example", "demo-officer"),
}
"""One of each role, for trying what each sees: the officer in both partnerships."""


PRIVACY_NOTICE = """This is the privacy notice of the demonstration. An installation writes its own.

## What is kept

* your name and e-mail address, and what you are in which partnership;
* what you did to the records of a partnership, and when;
* which files of reports you had.

## For how long

A sign-in that nobody has used for two years is erased; you are told a month before. The log of downloads
is kept for three years.

## Your rights

On the page “My data” you find all of it as a file, and you can have it erased.
"""


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
        self._add_privacy_notice()
        self._add_criteria()
        add_matchmaking(Partnership.objects.get(slug=SLUGS[0]))
        count_stale_findings()  # so that the start page tells them at once
        self.stdout.write("Sign in at /account/login/ as")
        sign_ins = {"administrator": ADMINISTRATOR} | {
            kind.label.lower(): sign_in for kind, sign_in in PEOPLE.items()
        }
        for role, (email, password) in sign_ins.items():
            self.stdout.write(f"  {role:<16} {email:<28} {password}")

    def _add_people(self) -> None:
        if not User.objects.filter(email=ADMINISTRATOR[0]).exists():
            User.objects.create_superuser(*ADMINISTRATOR, name="Portal administrator")
        partnership = Partnership.objects.get(slug=SLUGS[0])
        for kind, (email, password) in PEOPLE.items():
            if User.objects.filter(email=email).exists():
                continue
            person = User.objects.create_user(email, password, name=f"Demo {kind.label.lower()}")
            person.confirm_address()
            if kind == RoleKind.OFFICER:
                Role.objects.create(person=person, kind=kind, programme=partnership.programme)
                continue
            members = Membership.objects.filter(
                partnership=partnership, role=MembershipRole.PARTNER
            )
            member = members.order_by("position", "pk").first()
            cluster = member.cluster if member and kind == RoleKind.PARTNER else None
            Role.objects.create(person=person, kind=kind, partnership=partnership, cluster=cluster)

    def _add_criteria(self) -> None:
        """What reviewers of expressions of interest judge by; nothing where there is something."""
        administrator = User.objects.get(email=ADMINISTRATOR[0])
        for partnership in Partnership.objects.filter(slug__in=SLUGS, criterions=None):
            take_usual_criteria(partnership=partnership, by=administrator)

    def _add_privacy_notice(self) -> None:
        if not ConsentText.objects.filter(key="privacy").exists():
            ConsentText.objects.create(
                key="privacy", version=1, valid_from=date(2026, 1, 1), text=PRIVACY_NOTICE
            )
