"""Loads the records of one partnership, each kind once: the only queries of a report."""

from datetime import date
from functools import cached_property

from django.db.models import F, Prefetch

from common.periods import Period
from events.models import DeclaredFigure, Event, Meeting, Participation
from gateways.models import Agreement, AgreementParty, Organisation
from partnership.models import Indicator, Membership, Partnership, TargetMarket
from partnership.querysets import TargetMarketQuerySet
from reporting.models import AcceptedFinding, Claim, NarrativeSection
from smes.models import ClusterCase, ClusterCasePartner, Company, SMECase

WHATEVER_THE_PERIOD = (
    "memberships",
    "markets",
    "organisations",
    "companies",
    "agreements",
    "declared",
    "indicators",
)
"""The properties of ``Records`` that are the same in every period."""


class Records:
    """The records that a report of a partnership and period counts.

    Every property is loaded at its first use and costs a fixed number of queries, however many
    records there are; none is loaded twice.
    """

    def __init__(self, partnership: Partnership, period: Period, today: date) -> None:
        self.partnership = partnership
        self.period = period
        self.today = today

    def over(self, period: Period) -> "Records":
        """The records of another period; what does not depend on it is shared, not loaded again."""
        other = Records(self.partnership, period, self.today)
        for name in WHATEVER_THE_PERIOD:
            other.__dict__[name] = getattr(self, name)
        return other

    @cached_property
    def memberships(self) -> list[Membership]:
        """All memberships, coordinator first."""
        return list(self.partnership.memberships.in_order())

    @cached_property
    def markets(self) -> list[TargetMarket]:
        """The target markets in the partnership's order, with their labels in single tables."""
        markets: TargetMarketQuerySet = TargetMarket.objects.filter(partnership=self.partnership)
        return list(markets.in_order().prefetch_related("table_labels"))

    @cached_property
    def market_codes(self) -> dict[int, str]:
        """Code by primary key."""
        return {market.pk: market.code for market in self.markets}

    @cached_property
    def organisations(self) -> dict[int, Organisation]:
        """All organisations by primary key, companies among them."""
        return {
            organisation.pk: organisation
            for organisation in Organisation.objects.filter(partnership=self.partnership)
        }

    @cached_property
    def companies(self) -> dict[int, Company]:
        """All companies by primary key."""
        return {
            company.pk: company for company in Company.objects.filter(partnership=self.partnership)
        }

    @cached_property
    def events(self) -> dict[int, Event]:
        """Events that took place in the period, with their markets."""
        events = Event.objects.filter(partnership=self.partnership)
        held = events.held_in(self.period, self.today).order_by(
            # Databases differ in where they put an unknown day.
            F("start_on").asc(nulls_first=True),
            "name",
            "pk",
        )
        return {event.pk: event for event in held.prefetch_related("markets")}

    @cached_property
    def participations(self) -> list[Participation]:
        """Participations of organisations that attended an event of the period."""
        participations = Participation.objects.filter(event__partnership=self.partnership)
        return list(participations.attended_in(self.period, self.today).order_by("pk"))

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Meetings held at an event of the period."""
        meetings = Meeting.objects.filter(event__partnership=self.partnership)
        return list(meetings.held_in(self.period, self.today).order_by("pk"))

    @cached_property
    def agreements(self) -> list[Agreement]:
        """All agreements in the order of their markets, with their parties."""
        return list(
            Agreement.objects.filter(partnership=self.partnership)
            .order_by(
                "market__position",
                "market__label",
                F("signed_on").asc(nulls_first=True),
                "pk",
            )
            .prefetch_related(
                Prefetch("parties", AgreementParty.objects.order_by("position", "pk"))
            )
        )

    @cached_property
    def concluded_agreements(self) -> set[int]:
        """Primary keys of the agreements concluded in the period."""
        concluded = Agreement.objects.filter(partnership=self.partnership).concluded(self.period)
        return set(concluded.values_list("pk", flat=True))

    @cached_property
    def cluster_cases(self) -> list[ClusterCase]:
        """Cases by clusters in the period, in the order of market, type and position."""
        return list(
            ClusterCase.objects.filter(partnership=self.partnership)
            .begun_in(self.period)
            .order_by("type", "position", "pk")
            .prefetch_related(
                "objectives",
                "clusters",
                Prefetch("case_partners", ClusterCasePartner.objects.order_by("position", "pk")),
            )
        )

    @cached_property
    def sme_cases(self) -> list[SMECase]:
        """Cases by SMEs in the period."""
        return list(
            SMECase.objects.filter(partnership=self.partnership)
            .begun_in(self.period)
            .order_by("position", "pk")
            .prefetch_related("objectives")
        )

    @cached_property
    def declared(self) -> list[DeclaredFigure]:
        """All declared figures."""
        return list(
            DeclaredFigure.objects.filter(partnership=self.partnership)
            .select_related("event")
            .order_by("pk")
        )

    @cached_property
    def claims(self) -> list[Claim]:
        """All claims of published documents."""
        return list(Claim.objects.filter(partnership=self.partnership).order_by("pk"))

    @cached_property
    def accepted_findings(self) -> dict[str, AcceptedFinding]:
        """All accepted findings by their key, with the person, the first accepted first."""
        accepted = AcceptedFinding.objects.filter(partnership=self.partnership)
        return {
            entry.key: entry
            for entry in accepted.select_related("accepted_by").order_by("accepted_at", "pk")
        }

    @cached_property
    def indicators(self) -> list[Indicator]:
        """All indicators with their measurements, the latest first."""
        indicators = Indicator.objects.filter(partnership=self.partnership)
        return list(indicators.order_by("position", "pk").prefetch_related("measurements"))

    def sections(self, document: str, report_key: str) -> dict[str, NarrativeSection]:
        """The narrative sections of a report by key. One query."""
        sections = NarrativeSection.objects.filter(
            report__partnership=self.partnership,
            report__document=document,
            report__key=report_key,
        )
        return {section.key: section for section in sections}
