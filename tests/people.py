"""People for tests: each role in every partnership that there is, or in another one."""

from partnership.choices import RoleKind
from partnership.models import Membership, Partnership
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    MembershipFactory,
    PartnershipFactory,
    RoleFactory,
    UserFactory,
)


def person_as(kind, *partnerships, **fields):
    """A person with a role in these partnerships, or in every one that there is.

    Partner staff work for the first member of each; where there is none, one is added.
    """
    person = UserFactory(**fields)
    for partnership in partnerships or Partnership.objects.all():
        cluster = None
        if kind == RoleKind.PARTNER:
            member = Membership.objects.filter(partnership=partnership).order_by("pk").first()
            cluster = (member or MembershipFactory(partnership=partnership)).cluster
        RoleFactory(person=person, kind=kind, partnership=partnership, cluster=cluster)
    return person


def coordinator(*partnerships, **fields):
    return person_as(RoleKind.COORDINATOR, *partnerships, **fields)


def partner(*partnerships, **fields):
    return person_as(RoleKind.PARTNER, *partnerships, **fields)


def officer(*partnerships, **fields):
    return person_as(RoleKind.OFFICER, *partnerships, **fields)


def elsewhere(kind, **fields):
    """A person with a role, but in another partnership."""
    return person_as(kind, PartnershipFactory(), **fields)


def sme_contact(**fields):
    """A contact of an SME in every partnership that there is."""
    person = UserFactory(**fields)
    for partnership in Partnership.objects.all():
        ContactFactory(organisation=CompanyFactory(partnership=partnership), person=person)
    return person


PEOPLE = {
    "anonymous": lambda: None,
    "visitor": UserFactory,
    "SME contact": sme_contact,
    "coordinator elsewhere": lambda: elsewhere(RoleKind.COORDINATOR),
    "partner elsewhere": lambda: elsewhere(RoleKind.PARTNER),
    "partner": partner,
    "officer": officer,
    "coordinator": coordinator,
    "administrator": lambda: UserFactory(administrator=True),
}
"""Whom ``sign_in`` knows; ``anonymous`` is nobody."""
