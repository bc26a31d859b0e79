"""Figures of the partnership itself."""

from collections.abc import Callable, Iterable

from partnership.choices import MembershipRole
from reporting.engine.cells import Evidence
from reporting.engine.figures import Entry, Figure, add_figure
from reporting.evidence import entered
from reporting.scope import Scope


def count_members(*roles: MembershipRole) -> Callable[[Scope], Iterable[Entry]]:
    """Clusters with one of these roles that are members at the end of the period."""

    def count(scope: Scope) -> Iterable[Entry]:
        end = scope.period.end
        for member in scope.records.memberships:
            left = member.left_on and end and member.left_on < end
            joins_later = member.joined_on and end and member.joined_on > end
            if member.role in roles and not left and not joins_later:
                name = member.cluster.short_name
                note = member.get_role_display()
                evidence = Evidence(
                    "partnership.membership",
                    member.pk,
                    "member",
                    name,
                    note,
                    on=member.joined_on or "",
                    source=entered(member),
                )
                yield Entry(evidence, name=name, group=note.lower())

    return count


def count_markets(scope: Scope) -> Iterable[Entry]:
    """The target markets."""
    for market in scope.records.markets:
        evidence = Evidence(
            "partnership.targetmarket",
            market.pk,
            "target market",
            market.label,
            source=entered(market),
        )
        yield Entry(evidence, name=market.label)


def count_indicators(scope: Scope) -> Iterable[Entry]:
    """The indicators that were agreed."""
    for indicator in scope.records.indicators:
        evidence = Evidence(
            "partnership.indicator",
            indicator.pk,
            "indicator",
            indicator.name,
            source=entered(indicator),
        )
        yield Entry(evidence, name=indicator.name)


def count_months(scope: Scope) -> Iterable[Entry]:
    """Whole months from the partnership's start to its end, the last day included."""
    partnership = scope.partnership
    evidence = Evidence(
        "partnership.partnership",
        partnership.pk,
        "partnership",
        str(partnership),
        "",
        partnership.period.whole_months,
        on=str(partnership.period),
        source=entered(partnership),
    )
    yield Entry(evidence)


for _key, _label, _count in (
    ("partners", "Partners of the consortium", count_members(*MembershipRole.consortium())),
    ("members", "Member clusters", count_members(*MembershipRole)),
    ("associates", "Associated clusters", count_members(MembershipRole.ASSOCIATE)),
    ("target_markets", "Target markets", count_markets),
    ("indicators", "Indicators", count_indicators),
    ("duration_months", "Duration in months", count_months),
):
    add_figure(
        Figure(_key, _label, _count, by_market=False, declarable=False, things=_label.lower())
    )
