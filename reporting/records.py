"""Loads the records of one partnership, each kind once: the only queries of a report."""

from datetime import date
from functools import cached_property

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Value, When

from common.periods import Period
from events.models import DeclaredFigure, Event, Meeting, Participation
from gateways.models import Agreement, AgreementParty, Organisation
from partnership.choices import Confidentiality
from partnership.models import Indicator, Membership, Partnership, TargetMarket
from partnership.querysets import TargetMarketQuerySet
from reporting.models import AcceptedFinding, Claim, NarrativeSection
from smes.choices import CASE_TYPE_OF, OutcomeKind
from smes.models import (
    ClusterCase,
    ClusterCasePartner,
    Company,
    Expression,
    Outcome,
    SMECase,
    SupportCase,
    Testimonial,
)

WHATEVER_THE_PERIOD = (
    "memberships",
    "markets",
    "organisations",
    "companies",
    "agreements",
    "declared",
    "indicators",
    "testimonials",
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
        """All companies by primary key; ``support_level`` is the strictest level of their support cases."""
        companies = Company.objects.filter(partnership=self.partnership)
        return {
            company.pk: company for company in companies.annotate(support_level=_support_level())
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
    def support_cases(self) -> list[SupportCase]:
        """Support cases with an agreed work plan that began in the period."""
        return list(
            SupportCase.objects.filter(partnership=self.partnership)
            .with_agreed_plan()
            .begun_in(self.period)
            .order_by("pk")
        )

    @cached_property
    def expressions(self) -> list[Expression]:
        """Expressions of interest received in the period, with their markets."""
        received = Expression.objects.filter(partnership=self.partnership).received_in(self.period)
        return list(received.order_by("number", "pk").prefetch_related("markets"))

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """Counted outcomes of a day in the period, with their support cases."""
        counted = Outcome.objects.filter(case__partnership=self.partnership).counted()
        return list(counted.in_period(self.period).select_related("case").order_by("pk"))

    @cached_property
    def outcomes_of_cases(self) -> dict[tuple[int, int], list[Outcome]]:
        """The outcomes that make each case that came of support, by support case and type."""
        found: dict[tuple[int, int], list[Outcome]] = {}
        if any(case.support_case_id for case in self.sme_cases):
            rows = Outcome.objects.filter(case__partnership=self.partnership).making_cases()
            for outcome in rows.order_by("pk"):
                case_type = CASE_TYPE_OF[OutcomeKind(outcome.kind)]
                found.setdefault((outcome.case_id, case_type), []).append(outcome)
        return found

    @cached_property
    def partners_of_outcomes(self) -> dict[int, list[tuple[int | None, str]]]:
        """The partners of all outcomes, counted or not, as records and as typed, by support case."""
        found: dict[int, list[tuple[int | None, str]]] = {}
        rows = Outcome.objects.filter(case__partnership=self.partnership).order_by("pk")
        for case, partner, name in rows.values_list("case", "partner", "partner_name"):
            if partner or name:
                found.setdefault(case, []).append((partner, name))
        return found

    @cached_property
    def testimonials(self) -> list[Testimonial]:
        """Testimonials for reports, in order, each with its support case."""
        testimonials = Testimonial.objects.filter(partnership=self.partnership).for_report()
        return list(testimonials.select_related("case").order_by("position", "pk"))

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


def _support_level() -> Case:
    """The strictest level of confidentiality of a company's support cases."""
    cases = SupportCase.objects.filter(company=OuterRef("pk"))
    strict = (Confidentiality.HIDDEN_FROM_PARTNERS, Confidentiality.HIDDEN_FROM_PUBLIC)
    return Case(
        *(When(Exists(cases.filter(confidentiality=level)), then=Value(level)) for level in strict),
        default=Value(Confidentiality.OPEN),
    )
