"""The words of the domain for people, partnerships and clusters."""

from datetime import date, datetime
from typing import Any, Self

from django.db.models import F, Q
from django.utils import timezone

from common.access import Post
from common.models import RecordQuerySet
from partnership.choices import InvitationState, MembershipRole


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


class RoleQuerySet(RecordQuerySet):
    """What people are in partnerships."""

    def posts(self, person: Any) -> list[Post]:
        """What a person is, and where; a role in a programme is one in each of its partnerships."""
        rows = self.filter(person=person).values_list(
            "kind", "partnership", "programme__partnerships", "cluster"
        )
        return [Post(kind, own or part, cluster) for kind, own, part, cluster in rows.order_by()]


class InvitationQuerySet(RecordQuerySet):
    """Invitations to roles."""

    def open(self) -> Self:
        """Neither accepted nor revoked; among them those that expired, which can be sent again."""
        return self.filter(accepted_at=None, revoked_at=None)

    def unanswered_since(self, moment: datetime) -> Self:
        """Never accepted, and neither sent nor changed since a moment."""
        return self.filter(accepted_at=None, updated_at__lt=moment)

    def in_state(self, state: str) -> Self:
        """Those that stand at a state now."""
        sent, now = Q(sent_at__isnull=False), timezone.now()
        conditions = {
            InvitationState.NOT_SENT: Q(sent_at=None),
            InvitationState.WAITING: sent & Q(expires_at__gt=now),
            InvitationState.EXPIRED: sent & Q(expires_at__lte=now),
        }
        if state in conditions:
            return self.open().filter(conditions[InvitationState(state)])
        if state == InvitationState.ACCEPTED:
            return self.filter(accepted_at__isnull=False)
        return self.filter(accepted_at=None, revoked_at__isnull=False)
