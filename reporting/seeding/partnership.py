"""One invented partnership: its organisations, cases, agreements, promises and reports."""

from datetime import date, datetime, timedelta
from datetime import time as clock
from random import Random

from django.utils import timezone

from events.models import DeclaredFigure
from gateways.choices import AgreementKind, AgreementStatus, OrganisationKind, Side
from gateways.models import Agreement, AgreementParty, Organisation
from partnership.choices import Confidentiality, MembershipRole, RoleKind
from partnership.models import (
    Cluster,
    Indicator,
    Measurement,
    Membership,
    Partnership,
    Role,
    TargetMarket,
    User,
)
from reporting.models import Claim, NarrativeSection, Report
from reporting.seeding.bulk import link, write, write_companies
from reporting.seeding.events import EventSeeder
from reporting.seeding.names import FIELDS, LEGAL_FORMS, MARKETS, Names
from reporting.seeding.support import SupportSeeder
from reporting.seeding.versions import write_versions
from smes.choices import CaseType, PartnerType, SupportStatus
from smes.models import ClusterCase, ClusterCasePartner, Company, Objective, SMECase

COMPANIES_TO_A_CASE = 8
COMPANIES_TO_A_THIRD_PARTY = 10
INDICATORS = (
    ("Companies that were helped", "SMEs", "supported_smes", 0.1),
    ("Meetings between businesses", "meetings", "b2b_meetings", 2.5),
    ("Meetings between clusters", "meetings", "c2c_meetings", 0.4),
    ("Agreements with organisations beyond Europe", "agreements", "agreements", 0.02),
    ("Companies with an agreed work plan", "SMEs", "smes_with_work_plan", 0.08),
    ("Turnover of companies in the target markets", "EUR million", "", 0.05),
    ("Satisfaction of the companies", "%", "", 0.0),
    ("Visitors of the website", "visitors", "", 4.0),
)
"""Name, unit, figure and the target for each company of the partnership."""

LEVELS = (Confidentiality.HIDDEN_FROM_PUBLIC, Confidentiality.HIDDEN_FROM_PARTNERS)


class PartnershipSeeder:
    """Fills one partnership. Most was imported a month after its start, the latest today."""

    def __init__(self, partnership: Partnership, chance: Random, today: date) -> None:
        self.partnership = partnership
        self.chance = chance
        self.today = today
        self.names = Names(chance)
        self.imported = _midnight(min(partnership.start_on + timedelta(days=30), today))
        self.latest = _midnight(today)
        self.last_day = min(partnership.end_on, today)

    def fill(
        self, clusters: list[Cluster], neighbour: Cluster, *, companies: int, meetings: int
    ) -> None:
        """Everything of the partnership, in the order in which the work happens."""
        self._members(clusters, neighbour)
        self._markets()
        self._companies(clusters, companies)
        self._third_parties(max(companies // COMPANIES_TO_A_THIRD_PARTY, 4))
        self._agreements(max(companies // 60, 2))
        self._sme_cases(max(companies // COMPANIES_TO_A_CASE, 1))
        self._cluster_cases(max(companies // 40, 1))
        seeder = EventSeeder(self.partnership, self.chance, self.today, self.imported, self.latest)
        events = seeder.fill(self.markets, self.companies, self.third_parties, meetings)
        gateways = [row for row in self.third_parties if row.side == Side.THIRD_INTERMEDIARY]
        officer = self._coordinator()
        support = SupportSeeder(self.partnership, self.chance, self.imported, self.latest)
        support.fill(self.markets, self.companies, gateways, officer)
        self._indicators(companies)
        self._declared(events[0].pk)
        self._reports(officer)

    def day(self) -> date:
        """A day between the partnership's start and today, or its end."""
        span = (self.last_day - self.partnership.start_on).days
        return self.partnership.start_on + timedelta(days=self.chance.randint(0, max(span, 0)))

    # Who and where -----------------------------------------------------------

    def _members(self, clusters: list[Cluster], neighbour: Cluster) -> None:
        rows = [
            Membership(
                partnership=self.partnership,
                cluster=cluster,
                role=MembershipRole.PARTNER if place else MembershipRole.COORDINATOR,
                joined_on=self.partnership.start_on,
                position=place,
            )
            for place, cluster in enumerate(clusters)
        ]
        if neighbour not in clusters:
            rows.append(
                Membership(
                    partnership=self.partnership,
                    cluster=neighbour,
                    role=MembershipRole.ASSOCIATE,
                    position=len(clusters),
                )
            )
        write(rows, self.imported)

    def _coordinator(self) -> User:
        """Somebody who coordinates; nobody can sign in with this address."""
        person = User(
            email=f"coordinator@{self.partnership.slug}.example",
            name=f"Coordinator of {self.partnership.acronym}",
        )
        person.set_unusable_password()
        person.save()
        write(
            [Role(person=person, kind=RoleKind.COORDINATOR, partnership=self.partnership)],
            self.imported,
        )
        return person

    def _markets(self) -> None:
        codes = self.chance.sample(list(MARKETS), 6)
        rows = [
            TargetMarket(
                partnership=self.partnership,
                code=code,
                country=code,
                label=MARKETS[code],
                position=place,
            )
            for place, code in enumerate(codes)
        ]
        self.markets = write(rows, self.imported)

    def _companies(self, clusters: list[Cluster], number: int) -> None:
        countries = list(LEGAL_FORMS)
        rows = []
        for place in range(number):
            cluster = clusters[place % len(clusters)] if clusters else None
            country = cluster.country.code if cluster else countries[place % len(countries)]
            rows.append(
                Company(
                    partnership=self.partnership,
                    name=self.names.company(country),
                    country=country,
                    kind=OrganisationKind.BUSINESS,
                    cluster=cluster,
                    sector=self.chance.choice(FIELDS),
                    headcount=self.chance.randint(2, 249),
                    confidentiality=self._level(),
                    pseudonym_number=place + 1,
                )
            )
        write_companies(rows, self.imported)
        self.companies = rows

    def _level(self) -> Confidentiality:
        """One in twenty is confidential."""
        return self.chance.choice([Confidentiality.OPEN] * 38 + list(LEVELS))

    def _third_parties(self, number: int) -> None:
        rows = []
        for place in range(number):
            is_business = place % 3 > 0
            rows.append(
                Organisation(
                    partnership=self.partnership,
                    name=self.names.business() if is_business else self.names.cluster(),
                    country=self.markets[place % len(self.markets)].code,
                    side=Side.THIRD_BUSINESS if is_business else Side.THIRD_INTERMEDIARY,
                    kind=OrganisationKind.BUSINESS if is_business else OrganisationKind.CLUSTER,
                )
            )
        self.third_parties = write(rows, self.imported)

    # What came of it ---------------------------------------------------------

    def _agreements(self, number: int) -> None:
        rows = []
        for place in range(number):
            signed = self.day()
            # Some have run out, some will within weeks, some were never signed.
            ends = self.today + timedelta(days=(place % 5 - 1) * 40)
            is_open = place % 7 == 3
            rows.append(
                Agreement(
                    partnership=self.partnership,
                    reference=f"A-{place + 1}",
                    kind=list(AgreementKind)[place % 5],
                    status=AgreementStatus.IN_NEGOTIATION if is_open else AgreementStatus.SIGNED,
                    market=self.markets[place % len(self.markets)],
                    signed_on=None if is_open else signed,
                    valid_until=None if is_open or ends < signed else ends,
                )
            )
        parties = [
            AgreementParty(agreement=row, organisation=self.third_parties[place * 3 % number_of])
            for number_of in [len(self.third_parties)]
            for place, row in enumerate(write(rows, self.imported))
        ]
        write(parties, self.imported)

    def _sme_cases(self, number: int) -> None:
        rows = []
        statuses = list(SupportStatus)
        for place in range(number):
            company = self.companies[place * 5 % len(self.companies)]
            rows.append(
                SMECase(
                    partnership=self.partnership,
                    reference=f"S-{place + 1}",
                    company=company,
                    market=self.markets[place % len(self.markets)],
                    type=CaseType.values[place % 4],
                    description=f"{company.sector} for a partner in the market, {self.names.word()}.",
                    started_on=self.day(),
                    partner=self.third_parties[place % len(self.third_parties)],
                    partner_type=PartnerType.BUSINESS,
                    status=statuses[place % len(statuses)],
                    confidentiality=self._level(),
                    main_steps="First talks; samples sent.",
                    next_steps="A visit.",
                    position=place,
                )
            )
        self._write_cases(rows)
        self._link_objectives(SMECase, "smecase", [row.pk for row in rows])

    def _cluster_cases(self, number: int) -> None:
        rows = [
            ClusterCase(
                partnership=self.partnership,
                reference=f"C-{place + 1}",
                market=self.markets[place % len(self.markets)],
                type=CaseType.values[place % 4],
                description=f"A joint project named {self.names.word()}.",
                started_on=self.day(),
                sectors=self.chance.choice(FIELDS),
                confidentiality=self._level(),
                position=place,
            )
            for place in range(number)
        ]
        self._write_cases(rows)
        partners = [
            ClusterCasePartner(
                case=row, organisation=self.third_parties[place * 3 % len(self.third_parties)]
            )
            for place, row in enumerate(rows)
        ]
        write(partners, self.imported)
        self._link_objectives(ClusterCase, "clustercase", [row.pk for row in rows])

    def _write_cases(self, rows: list[SMECase] | list[ClusterCase]) -> None:
        """The last of them were entered today."""
        first = len(rows) - max(len(rows) // 20, 1)
        write(rows[:first], self.imported)
        write(rows[first:], self.latest)

    def _link_objectives(
        self, model: type[SMECase] | type[ClusterCase], name: str, keys: list[int]
    ) -> None:
        objectives = list(Objective.objects.order_by("number").values_list("pk", flat=True))
        if objectives:
            pairs = [(key, objectives[key % len(objectives)]) for key in keys]
            link(model.objectives.through, name, "objective", pairs)

    # Promises, and what is told --------------------------------------------------

    def _indicators(self, companies: int) -> None:
        rows = [
            Indicator(
                partnership=self.partnership,
                name=name,
                unit=unit,
                figure=figure,
                target=max(round(share * companies), 1) if share else 80,
                due_on=self.partnership.end_on,
                position=place,
            )
            for place, (name, unit, figure, share) in enumerate(INDICATORS)
        ]
        measured = [
            Measurement(
                indicator=row,
                measured_on=self.last_day - timedelta(days=180 * before),
                value=round(float(row.target) * (0.7 - 0.3 * before) + place, 1),
                source="Invented survey",
            )
            for place, row in enumerate(write(rows, self.imported))
            if not row.figure
            for before in (0, 1)
        ]
        write(measured, self.imported)

    def _declared(self, event: int) -> None:
        whole = ("expressions_of_interest", "publications", "surveyed_companies")
        rows = [
            DeclaredFigure(
                partnership=self.partnership,
                measure=measure,
                value=40 + 7 * place,
                source="Invented",
            )
            for place, measure in enumerate(whole)
        ]
        rows += [
            DeclaredFigure(
                partnership=self.partnership,
                measure="eu_clusters",
                market=market,
                value=3,
                source="Invented list",
            )
            for market in self.markets[:2]
        ]
        write(rows, self.imported)
        claims = [
            Claim(
                partnership=self.partnership,
                measure=measure,
                value=value,
                document="Invented leaflet",
                place="page 2",
            )
            for measure, value in (("c2c_meetings", 11), ("agreements", 12), ("sme_cases", 9))
        ]
        write(claims, self.imported)

    def _reports(self, officer: User) -> None:
        final = Report(partnership=self.partnership, document="key-achievements", is_public=True)
        interim = Report(
            partnership=self.partnership,
            document="key-achievements",
            kind="interim",
            key="interim-1",
            period_end=self.partnership.start_on.replace(year=self.partnership.start_on.year + 1)
            - timedelta(days=1),
        )
        write([final, interim], self.imported)
        # Two thirds of the final reports were submitted, and the interim ones of these.
        for report in (final, interim) if self.partnership.pk % 3 else ():
            write_versions(report, by=officer, at=self.latest - timedelta(days=10))
        text = "We held {{ b2b_meetings }} and signed {{ agreements|by_country }}."
        write([NarrativeSection(report=final, key="summary", text=text)], self.imported)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock.min))
