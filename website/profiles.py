"""The partners as their page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from partnership.choices import MembershipRole
from partnership.models import ClusterFigures, Membership, Partnership, TargetMarket
from partnership.models.clusters import COUNTS
from website.disclosed import Disclosed, Text


@dataclass(frozen=True)
class KeyFigures:
    """The latest figures of a cluster: label in English and value; unknown ones are left out."""

    as_of: date
    counts: list[tuple[str, int]]


@dataclass(frozen=True)
class Profile:
    """A cluster and its place in the partnership."""

    membership: Membership
    description: Text
    figures: KeyFigures | None
    markets: list[TargetMarket] = field(default_factory=list)
    """Those that it is responsible for."""


@dataclass(frozen=True)
class Profiles:
    """The clusters of a partnership: coordinator and partners, and those associated."""

    consortium: list[Profile]
    associates: list[Profile]


def list_profiles(partnership: Partnership, told: Disclosed) -> Profiles:
    """The clusters of a partnership, the coordinator first. Three queries."""
    latest = Prefetch("cluster__figures", ClusterFigures.objects.order_by("-as_of"))
    members = list(partnership.memberships.in_order().prefetch_related(latest))
    markets = list(TargetMarket.objects.filter(partnership=partnership).in_order())
    roles = list(MembershipRole)
    members.sort(key=lambda member: roles.index(MembershipRole(member.role)))
    profiles = [_profile(member, markets, told) for member in members]
    consortium = MembershipRole.consortium()
    return Profiles(
        [row for row in profiles if row.membership.role in consortium],
        [row for row in profiles if row.membership.role not in consortium],
    )


def _profile(member: Membership, markets: list[TargetMarket], told: Disclosed) -> Profile:
    return Profile(
        membership=member,
        description=told.text(member.cluster, "description"),
        figures=next(map(_key_figures, member.cluster.figures.all()), None),
        markets=[market for market in markets if market.cluster_id == member.cluster_id],
    )


def _key_figures(figures: ClusterFigures) -> KeyFigures:
    return KeyFigures(figures.as_of, list(_counts(figures)))


def _counts(figures: ClusterFigures) -> Iterator[tuple[str, int]]:
    for name, label in COUNTS.items():
        value = getattr(figures, name)
        if value is not None:
            yield label, value
