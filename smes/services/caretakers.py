"""Who takes care of an expression of interest, and is written to."""

from django.db.models import Q

from partnership.choices import RoleKind
from partnership.models import User
from smes.models import Expression
from smes.services.coordinators import coordinators_of


def caretakers_of(expression: Expression) -> list[User]:
    """The responsible person; else the staff of the home cluster; else the coordinators.

    Those who have left are none. At most three queries.
    """
    responsible = expression.responsible
    if responsible is not None and responsible.is_active:
        return [responsible]
    here = Q(roles__partnership=expression.partnership_id)
    home = expression.cluster_id or expression.member_of_id
    staff = _people(here & Q(roles__kind=RoleKind.PARTNER, roles__cluster=home)) if home else []
    return staff or coordinators_of(expression.partnership_id)


def _people(condition: Q) -> list[User]:
    return list(User.objects.filter(condition, is_active=True).distinct().order_by("pk"))
