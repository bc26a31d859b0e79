"""What companies of an invented partnership asked for, and what came of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from gateways.models import Offer, Organisation, Service
from partnership.choices import EmailState
from partnership.models import Email, Partnership, TargetMarket, User
from partnership.models.emails import new_message_id
from reporting.seeding.bulk import link, write
from smes.choices import (
    EvidenceLevel,
    ExpressionState,
    OutcomeKind,
    Party,
    StepState,
    SupportState,
    TestimonialState,
)
from smes.models import (
    Company,
    Expression,
    ExpressionStep,
    Outcome,
    SupportCase,
    Testimonial,
    WorkStep,
)

COMPANIES_TO_AN_EXPRESSION = 3
COMPANIES_TO_A_SUPPORT_CASE = 20
SERVICES = ("Market study", "Search for partners", "Legal advice", "Desk abroad", "Fair stand")
STATES = [
    *[ExpressionState.CONFIRMED] * 3,
    *[ExpressionState.UNDER_REVIEW] * 4,
    *[ExpressionState.SELECTED] * 3,
    *[ExpressionState.AGREED] * 6,
    *[ExpressionState.DECLINED] * 3,
    ExpressionState.WITHDRAWN,
]
STEPS = ("First talk", "Study", "Meetings", "Report")


class SupportSeeder:
    """Fills a partnership with a catalogue, expressions of interest, support cases and outcomes."""

    def __init__(
        self, partnership: Partnership, chance: Random, imported: datetime, latest: datetime
    ) -> None:
        self.partnership = partnership
        self.chance = chance
        self.imported = imported
        self.latest = latest

    def fill(
        self,
        markets: Sequence[TargetMarket],
        companies: Sequence[Company],
        gateways: Sequence[Organisation],
        officer: User,
    ) -> None:
        """Everything, in the order in which the work happens."""
        self.markets, self.companies, self.gateways = markets, companies, gateways
        self._catalogue()
        self._expressions(len(companies) // COMPANIES_TO_AN_EXPRESSION, officer)
        cases = self._cases(max(len(companies) // COMPANIES_TO_A_SUPPORT_CASE, 1))
        self._outcomes(cases)
        self._testimonials(cases)

    def _catalogue(self) -> None:
        services = [
            Service(
                partnership=self.partnership,
                code=name.lower().replace(" ", "-"),
                name=name,
                description=f"{name} by people who know the market.",
                position=place,
            )
            for place, name in enumerate(SERVICES)
        ]
        write(services, self.imported)
        offers = [
            Offer(organisation=gateway, service=services[(place + more) % 5], market=market)
            for place, market in enumerate(self.markets)
            for more, gateway in enumerate(self.gateways[place : place + 4])
        ]
        write(offers, self.imported)

    # Expressions of interest -----------------------------------------------------

    def _expressions(self, number: int, officer: User) -> None:
        prefix = self.partnership.slug.upper()
        rows = [self._expression(place, prefix, officer) for place in range(number)]
        first = len(rows) - len(rows) // 20
        write(rows[:first], self.imported)
        write(rows[first:], self.latest)
        pairs = [(row.pk, self.markets[place % 6].pk) for place, row in enumerate(rows)]
        link(Expression.markets.through, "expression", "targetmarket", pairs)
        steps = [
            ExpressionStep(
                expression=row,
                from_state=ExpressionState.SUBMITTED,
                to_state=ExpressionState.CONFIRMED,
                party=Party.SME,
                at=row.moved_at,
            )
            for row in rows
        ]
        write(steps, self.imported)
        write([self._email(row) for row in rows], self.imported)

    def _expression(self, place: int, prefix: str, officer: User) -> Expression:
        company = self.companies[place * 7 % len(self.companies)]
        state = STATES[place % len(STATES)]
        sent = self.imported + timedelta(days=place % 300, minutes=place)
        is_decided = state in (*ExpressionState.decided(), ExpressionState.AGREED)
        return Expression(
            partnership=self.partnership,
            number=place + 1,
            reference=f"{prefix}-{place + 1:05d}",
            state=state,
            company_name=company.name,
            country=company.country,
            city="Invented",
            sector=company.sector,
            headcount=company.headcount,
            contact_name="Invented person",
            email=f"interest-{place}@{self.partnership.slug}.example",
            seeks=f"A partner for {company.sector.lower()}.",
            company=company if is_decided else None,
            cluster=company.cluster,
            responsible=officer if place % 3 == 0 else None,
            decision_reason="Another market suits better." if state == "declined" else "",
            submitted_at=sent,
            confirmed_at=sent + timedelta(hours=1),
            decided_at=sent + timedelta(days=20) if is_decided else None,
            told_at=sent + timedelta(days=21) if is_decided else None,
            saved_at=sent,
            moved_at=sent,
        )

    def _email(self, row: Expression) -> Email:
        return Email(
            kind="smes.received",
            to_address=row.email,
            language="en-gb",
            subject=f"We have received {row.reference}",
            reason="You sent an expression of interest.",
            partnership=self.partnership,
            about_label="smes.expression",
            about_id=row.pk,
            message_id=new_message_id(),
            state=EmailState.SENT,
            sent_at=row.confirmed_at,
            attempts=1,
        )

    # Support ---------------------------------------------------------------------

    def _cases(self, number: int) -> list[SupportCase]:
        states = list(SupportState)
        rows = []
        for place in range(number):
            state = states[place % len(states)]
            started = None if state == SupportState.PLANNING else self._day(place)
            rows.append(
                SupportCase(
                    partnership=self.partnership,
                    company=self.companies[place * 11 % len(self.companies)],
                    market=self.markets[place % len(self.markets)],
                    organisation=self.gateways[place % len(self.gateways)],
                    title=f"Partners in the market, {place + 1}",
                    state=state,
                    started_on=started,
                    ended_because="No need any more." if state == SupportState.STOPPED else "",
                )
            )
        write(rows, self.imported)
        steps = [
            WorkStep(
                case=row,
                title=title,
                position=place,
                state=StepState.PLANNED if row.started_on is None else StepState.DONE,
                done_on=row.started_on,
            )
            for row in rows
            for place, title in enumerate(STEPS)
        ]
        write(steps, self.imported)
        return rows

    def _day(self, place: int) -> date:
        return self.imported.date() + timedelta(days=place % 100)

    def _outcomes(self, cases: Sequence[SupportCase]) -> None:
        kinds = [kind for kind in OutcomeKind if kind != OutcomeKind.TURNOVER]
        rows = [
            Outcome(
                case=case,
                kind=kinds[(case.pk + more) % len(kinds)],
                description="Came of the talks in the market.",
                happened_on=case.started_on,
            )
            for case in cases
            if case.started_on
            for more in range(3)
        ]
        for row in rows[::3]:
            row.confirmed_at = self.imported
            row.evidence = EvidenceLevel.CONFIRMED
            row.answered_wording = row.wording
        write(rows, self.imported)

    def _testimonials(self, cases: Sequence[SupportCase]) -> None:
        rows = [
            Testimonial(
                partnership=self.partnership,
                company=case.company,
                case=case,
                function="managing director",
                email=f"director-{place}@{self.partnership.slug}.example",
                original="They knew whom to call.",
                approved_text="They knew whom to call.",
                approved_at=self.imported,
                state=TestimonialState.APPROVED,
                position=place,
            )
            for place, case in enumerate(cases[:12])
        ]
        write(rows, self.imported)
