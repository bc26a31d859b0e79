"""What the tests of reports share."""

from datetime import date

import pytest
from django.core.management import call_command

from partnership.models import Partnership
from reporting.models import Snapshot
from tests import pdf
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    ClaimFactory,
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    CompanyFactory,
    DeclaredFigureFactory,
    EventFactory,
    IndicatorFactory,
    MarketLabelFactory,
    MeasurementFactory,
    MeetingFactory,
    MembershipFactory,
    NarrativeSectionFactory,
    OrganisationFactory,
    ParticipationFactory,
    PartnershipFactory,
    ReportFactory,
    SMECaseFactory,
    TargetMarketFactory,
)
from tests.people import PEOPLE
from tests.reporting.life import approved_report, submit

SOURCES = ("programme", "bioxclusters-plus", "laser-go")


@pytest.fixture
def source_reports(db, kept):
    """Both source partnerships by slug."""
    kept.begin_with("sources", lambda: call_command("loaddata", *SOURCES, verbosity=0))
    return {partnership.slug: partnership for partnership in Partnership.objects.all()}


@pytest.fixture
def fill():
    """Makes a partnership with so many of every record that a report shows."""

    def make(number, **fields):
        partnership = PartnershipFactory(**{"end_on": date(2019, 12, 31), **fields})
        codes = ("US", "JP", "CA", "CN", "AU")[: max(number, 2)]
        markets = [
            TargetMarketFactory(
                partnership=partnership, code=code, country=code, label=code, position=place
            )
            for place, code in enumerate(codes)
        ]
        report = ReportFactory(partnership=partnership, is_public=True)
        for market in markets[:number]:
            MarketLabelFactory(market=market, table="stakeholders")
        keys = ("introduction", "summary", "recommendations")
        for key in keys[:number]:
            text = "We held {{ c2c_events }} and signed {{ agreements|by_country }}."
            NarrativeSectionFactory(report=report, key=key, text=text)
        for place in range(number):
            _add_one_of_each(partnership, markets[place % len(markets)])
        return partnership

    return make


def _add_one_of_each(partnership, market):
    MembershipFactory(partnership=partnership)
    company = CompanyFactory(partnership=partnership)
    partner = OrganisationFactory(partnership=partnership)
    event = EventFactory(partnership=partnership, kind="C2C", markets=[market])
    ParticipationFactory(event=event, organisation=company)
    MeetingFactory(event=event, party_a=company, party_b=partner)
    agreement = AgreementFactory(partnership=partnership, market=market)
    AgreementPartyFactory(agreement=agreement, organisation=partner)
    case = ClusterCaseFactory(partnership=partnership, market=market)
    ClusterCasePartnerFactory(case=case, organisation=partner)
    SMECaseFactory(partnership=partnership, market=market, company=company, partner=partner)
    DeclaredFigureFactory(partnership=partnership, market=None, event=event)
    ClaimFactory(partnership=partnership)
    MeasurementFactory(indicator=IndicatorFactory(partnership=partnership))


@pytest.fixture
def sign_in(client):
    """Signs somebody in by role and gives the person, see ``tests.people.PEOPLE``."""

    def enter(role):
        person = PEOPLE[role]()
        if person:
            client.force_login(person)
        return person

    return enter


@pytest.fixture
def root(settings, tmp_path):
    """An empty folder of reports."""
    settings.REPORTS_ROOT = tmp_path / "reports"
    return settings.REPORTS_ROOT


@pytest.fixture
def quick(monkeypatch):
    """PDFs that cost nothing: the HTML that they would be made from."""
    pdf.print_with(monkeypatch, str.encode)


@pytest.fixture
def submitted_once(db, root, quick, kept):
    """The first version of a report whose only partner has approved it; ``fields`` are the report's."""

    def give(**fields):
        kept.begin_with(f"submitted {fields}", lambda: submit(approved_report(**fields)))
        return Snapshot.objects.get(report__partnership__acronym=fields["partnership__acronym"])

    return give
