"""What is kept about people at organisations, and for how long."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from gateways.models import Contact
from partnership.choices import NoticeKind, RoleKind
from partnership.models import User
from partnership.privacy.personal import Personal, forget_rows, personal
from partnership.privacy.retention import Rule, rules

personal.append(
    Personal(
        Contact,
        "person",
        "Contact of an organisation",
        ("organisation", "name", "function", "email", "phone"),
        erase=forget_rows,
    )
)


def old_contacts(day: date) -> QuerySet[Contact]:
    """Contacts of organisations whose partnership ended long ago."""
    before = day - timedelta(days=settings.CONTACTS_KEPT_DAYS)
    rows: QuerySet[Contact] = Contact.objects.filter(organisation__partnership__end_on__lt=before)
    return rows.select_related("organisation__partnership")


def coordinators_of(contact: Contact) -> list[User]:
    """Who can object: the coordinators of the partnership."""
    people = User.objects.filter(
        roles__kind=RoleKind.COORDINATOR,
        roles__partnership=contact.organisation.partnership_id,
        is_active=True,
    )
    return list(people.distinct().order_by("pk"))


def _partnership(contact: Contact) -> Any:
    return contact.organisation.partnership


def _forget(contact: Contact) -> None:
    forget_rows(Contact.objects.filter(pk=contact.pk))


rules[NoticeKind.OLD_CONTACT] = Rule(
    NoticeKind.OLD_CONTACT,
    "The partnership ended more than five years ago.",
    old_contacts,
    coordinators_of,
    _partnership,
    _forget,
)
