"""A partnership of which every page has something to show, and the addresses of all of them."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from partnership.choices import MembershipRole
from partnership.models import ClusterFigures
from smes.choices import TestimonialState
from tests.factories.events import EventFactory
from tests.factories.gateways import (
    AgreementFactory,
    AgreementPartyFactory,
    OfferFactory,
    OrganisationFactory,
    ServiceFactory,
)
from tests.factories.partnership import (
    ClusterFactory,
    MembershipFactory,
    PartnershipFactory,
    TargetMarketFactory,
)
from tests.factories.reporting import ReportFactory
from tests.factories.smes import CompanyFactory, SMECaseFactory
from tests.factories.support import SupportCaseFactory, TestimonialFactory

PAGES = (
    "partnership",
    "site_partners",
    "site_markets",
    "site_market",
    "site_services",
    "site_events",
    "site_event",
    "site_news",
    "site_results",
    "site_about",
    "site_privacy",
    "site_accessibility",
    "site_legal",
)
LANGUAGES = {"": "en-GB", "/fr": "fr", "/de": "de"}


def address(name, partnership):
    """The English address of a page; of a market or an event, of the first one."""
    more = {}
    if name == "site_market":
        more = {"code": partnership.targetmarkets.order_by("pk")[0].code}
    if name == "site_event":
        more = {"pk": partnership.events.order_by("pk")[0].pk}
    with override(settings.LANGUAGE_CODE):  # the last page may have been in another one
        return reverse(name, kwargs={"slug": partnership.slug, **more})


def full_partnership(number=1, **fields):
    """A partnership with so many of each kind of record, and a public report."""
    partnership = PartnershipFactory(contact_email="office@alpha.example.org", **fields)
    ReportFactory(partnership=partnership, is_public=True)
    for place in range(number):
        cluster = ClusterFactory(description=f"What cluster {place} does.")
        role = MembershipRole.COORDINATOR if place == 0 else MembershipRole.PARTNER
        MembershipFactory(partnership=partnership, cluster=cluster, role=role)
        MembershipFactory(partnership=partnership, role=MembershipRole.ASSOCIATE)
        ClusterFigures.objects.create(cluster=cluster, as_of=date(2017, 4, 30), companies=12345)
        market = TargetMarketFactory(
            partnership=partnership, cluster=cluster, introduction=f"What we do there, {place}."
        )
        gateway = OrganisationFactory(partnership=partnership, name=f"Gateway {place}")
        agreement = AgreementFactory(partnership=partnership, market=market)
        AgreementPartyFactory(agreement=agreement, organisation=gateway)
        service = ServiceFactory(partnership=partnership)
        OfferFactory(organisation=gateway, service=service, market=market)
        company = CompanyFactory(partnership=partnership, name=f"Company {place}")
        SMECaseFactory(partnership=partnership, market=market, company=company)
        EventFactory(partnership=partnership, markets=[market], name=f"Past event {place}")
        coming = timezone.localdate() + timedelta(days=10 + place)
        EventFactory(
            partnership=partnership,
            markets=[market],
            name=f"Coming event {place}",
            start_on=coming,
            end_on=coming + timedelta(days=1),
            status="planned",
        )
        approved_testimonial(company, market, f"They helped us, {place}.")
    return partnership


def approved_testimonial(company, market, words):
    """What a company says of its support in a market, in words that it has approved."""
    case = SupportCaseFactory(partnership=company.partnership, company=company, market=market)
    return TestimonialFactory(
        partnership=company.partnership,
        company=company,
        case=case,
        function="managing director",
        approved_text=words,
        approved_at=timezone.now(),
        state=TestimonialState.APPROVED,
    )
