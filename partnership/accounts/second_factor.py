"""Who needs a second factor, who has one, and which may be removed."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from partnership.choices import RoleKind
from partnership.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one."""


def factors_of(person: User) -> QuerySet[Authenticator]:
    """The second factors that somebody has set up."""
    return Authenticator.objects.filter(user=person, type__in=FACTORS)


def is_required_of(person: Any) -> bool:
    """Whether somebody needs a second factor: administrators and coordinators, where the portal asks."""
    if not settings.MFA_REQUIRED or not person.is_authenticated:
        return False
    standing = person.standing
    return standing.is_administrator or RoleKind.COORDINATOR in standing.roles()


def is_missing_from(person: Any) -> bool:
    """Whether somebody needs a second factor and has none; one query for those who need it."""
    return is_required_of(person) and not factors_of(person).exists()


def may_remove(authenticator: Authenticator) -> bool:
    """Whether a factor may go: always, except the last one of somebody who needs one."""
    person = authenticator.user
    others = factors_of(person).exclude(pk=authenticator.pk)
    return not is_required_of(person) or others.exists()
