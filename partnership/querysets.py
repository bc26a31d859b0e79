"""The words of the domain for people, partnerships and clusters."""

from datetime import date
from typing import Self

from django.db.models import F, Q

from common.models import RecordQuerySet
from partnership.choices import MembershipRole


class MembershipQuerySet(RecordQuerySet):
    """Memberships of clusters in partnerships."""

    def consortium(self) -> Self:
        """Coordinator and partners: the clusters that a report lists; associates are none of them."""
        return self.filter(role__in=MembershipRole.consortium())

    def current(self, day: date) -> Self:
        """Memberships that have begun and not ended on a day; an unknown date counts as fulfilled."""
        return self.filter(
            Q(joined_on=None) | Q(joined_on__lte=day), Q(left_on=None) | Q(left_on__gte=day)
        )

    def in_order(self) -> Self:
        """The coordinator first, then by position and name."""
        return self.order_by(
            F("position").asc(nulls_last=True), "cluster__short_name"
        ).select_related("cluster")


class TargetMarketQuerySet(RecordQuerySet):
    """Target markets of partnerships."""

    def in_order(self) -> Self:
        """The partnership's own order."""
        return self.order_by("position", "label")
