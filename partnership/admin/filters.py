"""Filters of lists."""

from typing import Any

from django.http import HttpRequest

from common.access import allowed
from common.admin.access import OwnRelatedFilter
from partnership.models import Membership, TargetMarket


class OwnMarketFilter(OwnRelatedFilter):
    """The markets of the partnership that the list is filtered to; otherwise it is not shown.

    Several partnerships have a market of the same name.
    """

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        """The markets in the partnership's order."""
        chosen = request.GET.get("partnership__id__exact", "")
        if not chosen.isdecimal():
            return []
        choices: list[Any] = field.get_choices(
            include_blank=False,
            ordering=("position", "label"),
            limit_choices_to={
                "partnership": chosen,
                "pk__in": TargetMarket.objects.visible_to(request.user).values("pk"),
            },
        )
        return choices


class HomeClusterFilter(OwnRelatedFilter):
    """Filters by cluster, of which it offers those of the partnerships that somebody may see."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        """The clusters by their names."""
        seen = allowed(Membership.objects.order_by(), request.user)
        limit = {"pk__in": seen.values("cluster")}
        ordering = self.field_admin_ordering(field, request, model_admin)
        choices: list[Any] = field.get_choices(
            include_blank=False, ordering=ordering, limit_choices_to=limit
        )
        return choices
