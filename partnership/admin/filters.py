"""Filters of lists."""

from typing import Any

from django.db.models.functions import Lower
from django.http import HttpRequest

from common.access import allowed
from common.admin.access import OwnRelatedFilter
from partnership.models import Cluster, Membership, TargetMarket

MOST_CLUSTERS = 60
"""A large partnership has thirty."""


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
    """Filters by cluster, of which it offers those of the partnerships that somebody may see.

    Where the list is filtered to a partnership, those of that one. Among more than ``MOST_CLUSTERS`` nobody
    finds one: then only the one that is chosen is offered, so that it can be taken away again.
    """

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        """The clusters by their names; one query, two where there are too many."""
        seen = allowed(Membership.objects.order_by(), request.user)
        partnership = request.GET.get("partnership__id__exact", "")
        if partnership.isdecimal():
            seen = seen.filter(partnership=partnership)
        clusters = Cluster.objects.filter(pk__in=seen.values("cluster")).order_by(
            *(self.field_admin_ordering(field, request, model_admin) or (Lower("short_name"),))
        )
        offered = list(clusters[: MOST_CLUSTERS + 1])
        if len(offered) > MOST_CLUSTERS:
            chosen = request.GET.get(f"{field.name}__id__exact", "")
            offered = list(clusters.filter(pk=chosen)) if chosen.isdecimal() else []
        return [(cluster.pk, str(cluster)) for cluster in offered]
