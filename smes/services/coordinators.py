"""Who selects the expressions of a partnership."""

from django.db.models import Q

from partnership.choices import RoleKind
from partnership.models import User


def coordinators_of(partnership_id: int) -> list[User]:
    """The coordinators of a partnership, or of all of its programme, who have not left. One query."""
    here = Q(roles__partnership=partnership_id) | Q(roles__programme__partnerships=partnership_id)
    rows = User.objects.filter(here, roles__kind=RoleKind.COORDINATOR, is_active=True)
    return list(rows.distinct().order_by("pk"))
