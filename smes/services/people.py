"""Who can be asked, and who is told."""

from django.db.models import Q, QuerySet

from gateways.choices import Side
from partnership.choices import RoleKind
from partnership.models import Cluster, Membership, Partnership, User
from smes.models import Expression
from smes.services.eligibility import shares_with_gateways


def staff_of(partnership_id: int) -> QuerySet[User]:
    """Coordinators and partner staff of a partnership: who can take care of an expression."""
    return _with_role(partnership_id, RoleKind.COORDINATOR, RoleKind.PARTNER)


def _with_role(partnership_id: int, *kinds: RoleKind) -> QuerySet[User]:
    here = Q(roles__partnership=partnership_id) | Q(roles__programme__partnerships=partnership_id)
    return (
        User.objects.filter(here, roles__kind__in=kinds, is_active=True)
        .distinct()
        .order_by("name", "email")
    )


def possible_reviewers(expression: Expression) -> QuerySet[User]:
    """Coordinators, partner staff and contacts of gateways with a sign-in that were not asked yet.

    Contacts of gateways only where the company agrees that gateways see its expression.
    """
    home = expression.partnership_id
    gateways = User.objects.filter(
        contacts__organisation__partnership=home,
        contacts__organisation__side__in=[side for side in Side if side != Side.EU_SME],
    )
    if not shares_with_gateways(expression):
        gateways = gateways.none()
    found = User.objects.filter(
        Q(pk__in=staff_of(home).order_by().values("pk")) | Q(pk__in=gateways.values("pk")),
        is_active=True,
    )
    return found.exclude(reviews__expression=expression).order_by("name", "email")


def clusters_of(partnership: Partnership) -> QuerySet[Cluster]:
    """The members that can take care of an SME."""
    members = Membership.objects.filter(partnership=partnership, left_on=None)
    return Cluster.objects.filter(pk__in=members.values("cluster")).order_by("short_name")
