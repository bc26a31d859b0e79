"""A partnership with as many records as wanted."""

from partnership.choices import MembershipRole
from tests.factories.events import (
    DeclaredFigureFactory,
    EventFactory,
    MeetingFactory,
    ParticipationFactory,
)
from tests.factories.gateways import AgreementFactory, AgreementPartyFactory
from tests.factories.partnership import MeasurementFactory, MembershipFactory, TargetMarketFactory
from tests.factories.reporting import ClaimFactory
from tests.factories.smes import (
    ClusterCasePartnerFactory,
    CompanyFactory,
    ObjectiveFactory,
    SMECaseFactory,
)


def fill(partnership, number):
    """As many of each kind of record, with as many links between them."""
    for _ in range(number):
        market = TargetMarketFactory(partnership=partnership)
        MembershipFactory(partnership=partnership)
        MembershipFactory(partnership=partnership, role=MembershipRole.ASSOCIATE)
        agreement = AgreementFactory(partnership=partnership, market=market)
        AgreementPartyFactory(agreement=agreement)
        company = CompanyFactory(partnership=partnership, is_confidential=True)
        case = SMECaseFactory(partnership=partnership, market=market, company=company)
        case.objectives.add(ObjectiveFactory())
        event = EventFactory(partnership=partnership, markets=[market])
        ParticipationFactory(event=event)
        MeetingFactory(event=event)
        DeclaredFigureFactory(partnership=partnership, market=market)
        ClusterCasePartnerFactory(case__partnership=partnership, case__market=market)
        MeasurementFactory(indicator__partnership=partnership)
        ClaimFactory(partnership=partnership, market=market)
