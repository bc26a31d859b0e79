"""The pages of a partnership: what they show, what they do not, and what they cost."""

from datetime import date

import pytest
from django.core.cache import cache
from django.utils import timezone

from gateways.choices import AgreementStatus
from partnership.choices import Confidentiality
from reporting.models import Report
from smes.choices import SupportStatus
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
from tests.factories.support import TestimonialFactory
from tests.reporting.reading import read
from tests.website.pages import PAGES, address, approved_testimonial, full_partnership

pytestmark = pytest.mark.django_db

QUERIES = {
    "partnership": 8,
    "site_partners": 6,
    "site_markets": 4,
    "site_market": 9,
    "site_services": 5,
    "site_events": 5,
    "site_event": 6,
    "site_news": 1,
    "site_results": 4,
    "site_about": 3,
    "site_privacy": 2,
    "site_accessibility": 1,
    "site_legal": 4,
}
"""Once what may be told is known; it is found out anew when a record changes."""


def shown(client, name, partnership, prefix=""):
    return read(client.get(prefix + address(name, partnership))).one("main")


def texts(found):
    return [each.text for each in found]


# Costs, cookies, weight -----------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, name, number
):
    partnership = full_partnership(number)
    page = address(name, partnership)
    client.cookies["of"] = "somebody"  # for whom no page is kept
    client.get(page)
    with django_assert_num_queries(QUERIES[name]):
        client.get(page)


@pytest.mark.parametrize("number", [1, 3])
def test_finding_out_what_may_be_told_costs_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, number
):
    partnership = full_partnership(number)
    page = address("site_about", partnership)
    client.cookies["of"] = "somebody"
    client.get(page)
    cache.clear()
    with django_assert_num_queries(22):
        client.get(page)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_sets_a_cookie_or_asks_for_anything_elsewhere(client, name):
    partnership = full_partnership()
    response = client.get(address(name, partnership))
    assert not response.cookies
    page = read(response)
    loaded = [
        each.attributes.get("src") or each.attributes.get("href") or each.attributes.get("srcset")
        for tag in ("img", "script", "source", "link")
        for each in page.find(tag)
        if each.attributes.get("rel") != "alternate"
    ]
    assert loaded
    assert [address for address in loaded if not address.startswith("/")] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_main_heading_a_title_of_its_own_and_a_description(client, name):
    partnership = full_partnership(acronym="ALPHA-GO")
    page = read(client.get(address(name, partnership)))
    assert len(page.find("h1")) == 1
    title = page.one("title").text
    assert title.endswith("– ALPHA-GO")
    assert len(title) > len("– ALPHA-GO")
    assert page.one("meta", name="description").attributes["content"]


# What there is to read ------------------------------------------------------------------------


def test_the_first_page_shows_markets_events_partners_figures_and_what_a_company_says(client):
    partnership = full_partnership(introduction="We open doors.")
    page = shown(client, "partnership", partnership)
    assert page.one("p", "lead").text == "We open doors."
    assert texts(page.one("ul", "cards").find("p")) == ["What we do there, 0."]
    assert texts(page.one("ul", "event-list").find("h3")) == ["Coming event 0"]
    assert [row.one("dt").text for row in page.one("dl", "figures").find("div")] == [
        "SMEs supported",
        "events",
        "agreements with gateways",
    ]
    assert texts(page.one("dl", "figures").find("dd")) == ["1", "1", "1"]
    assert page.one("figure", "voice").one("blockquote").text == "They helped us, 0."
    assert len(page.one("ul", "tags").find("li")) == 1


def test_the_partners_stand_with_the_coordinator_first_and_associates_apart(client):
    partnership = PartnershipFactory()
    people = (("Partner B", "partner", 2), ("Friend", "associate", 1), ("Lead", "coordinator", 9))
    for name, role, position in (*people, ("Partner A", "partner", 1)):
        cluster = ClusterFactory(short_name=name, region="Styria", country="AT")
        MembershipFactory(partnership=partnership, cluster=cluster, role=role, position=position)
    page = shown(client, "site_partners", partnership)
    names = [
        each.text for each in page.find() if each.attributes.get("id", "").startswith("cluster-")
    ]
    assert names == ["Lead", "Partner A", "Partner B", "Friend"]
    assert page.find("dl", "profile-facts")[0].one("dd").text == "Styria, Austria"


def test_a_partner_shows_its_latest_figures_with_their_day(client):
    partnership = full_partnership()
    cluster = partnership.memberships.get(role="coordinator").cluster
    cluster.figures.create(as_of=date(2019, 2, 7), smes=80)
    profile = shown(client, "site_partners", partnership).find("article", "profile")[0]
    figures = profile.one("dl", "key-figures")
    assert (figures.one("dt").text, figures.one("dd").text) == ("SMEs", "80")
    assert "as of 7 February 2019" in profile.text


def test_a_market_shows_gateways_with_their_offers_and_whom_to_ask(client):
    partnership = full_partnership()
    market = partnership.targetmarkets.get()
    OfferFactory(
        organisation=partnership.organisations.get(name="Gateway 0"),
        service=ServiceFactory(partnership=partnership, name="Virtual office"),
        market=market,
        is_free=False,
        price="600 EUR a day",
        provider="A law firm",
    )
    page = shown(client, "site_market", partnership)
    gateway = page.one("article", "gateway")
    assert gateway.one("h3").text == "Gateway 0"
    offers = texts(gateway.find("li"))
    assert offers[0].endswith("free for SMEs")
    assert offers[1] == "Virtual office 600 EUR a day Provided by A law firm"
    contact = page.one("aside")
    assert market.cluster.short_name in contact.text
    assert contact.find("a")[0].attributes["href"] == "mailto:office@alpha.example.org"
    market.contact_email = "japan@alpha.example.org"
    market.save()
    contact = shown(client, "site_market", partnership).one("aside")
    assert contact.find("a")[0].text == "japan@alpha.example.org"


def test_a_gateway_in_negotiation_says_so_and_one_whose_agreement_ended_is_none(client):
    market = TargetMarketFactory()
    for name, status in (("Soon", "IN_NEGOTIATION"), ("Now", "SIGNED"), ("Once", "ENDED")):
        agreement = AgreementFactory(
            partnership=market.partnership,
            market=market,
            status=AgreementStatus[status],
            signed_on=None,
        )
        organisation = OrganisationFactory(partnership=market.partnership, name=name)
        AgreementPartyFactory(agreement=agreement, organisation=organisation)
    gateways = shown(client, "site_market", market.partnership).find("article", "gateway")
    assert [(row.one("h3").text, "In negotiation" in row.text) for row in gateways] == [
        ("Soon", True),
        ("Now", False),
    ]


def test_services_that_are_not_offered_and_offers_that_are_not_public_are_left_out(client):
    partnership = PartnershipFactory()
    market = TargetMarketFactory(partnership=partnership)
    organisation = OrganisationFactory(partnership=partnership, name="Door")
    placed = {"organisation": organisation, "market": market}
    study = ServiceFactory(partnership=partnership, name="Study")
    OfferFactory(**placed, service=study, is_public=False)
    gone = ServiceFactory(partnership=partnership, name="Gone", is_offered=False)
    OfferFactory(**placed, service=gone)
    page = shown(client, "site_services", partnership)
    assert texts(page.find("h2")) == ["Study", "Would you like to go there?"]
    assert "Ask us in which markets we can offer it." in page.text
    assert not shown(client, "site_market", partnership).find("article", "gateway")


def test_events_come_the_next_first_and_go_the_last_first(client):
    partnership = PartnershipFactory()
    today = timezone.localdate()
    for name, start, end, status in (
        ("Later", today.replace(year=today.year + 2, day=1), None, "planned"),
        ("Today", today, None, "planned"),
        ("Going on", date(2020, 1, 1), today, "held"),
        ("Old", date(2018, 1, 1), None, "held"),
        ("Newer", date(2019, 1, 1), None, "held"),
        ("Of no known day", None, None, "held"),
        ("Never was", date(2018, 2, 1), None, "cancelled"),
    ):
        EventFactory(partnership=partnership, name=name, start_on=start, end_on=end, status=status)
    coming, past = shown(client, "site_events", partnership).find("ul", "event-list")
    assert texts(coming.find("h3")) == ["Going on", "Today", "Later"]
    assert texts(past.find("h3")) == ["Newer", "Old", "Of no known day"]


def test_a_coming_event_that_was_cancelled_says_so(client):
    event = EventFactory(start_on=date(2030, 1, 1), status="cancelled")
    assert "Cancelled" in shown(client, "site_events", event.partnership).text
    page = shown(client, "site_event", event.partnership)
    assert "This event was cancelled." in page.text


def test_the_legal_notice_is_the_partnerships_own_or_names_the_coordinator(client):
    partnership = full_partnership()
    coordinator = partnership.memberships.get(role="coordinator").cluster
    assert coordinator.short_name in shown(client, "site_legal", partnership).text
    partnership.legal_notice = "Alpha association, 1 Main Street."
    partnership.save()
    assert "1 Main Street" in shown(client, "site_legal", partnership).text


EMPTY = {
    "partnership": "The target markets will be announced here.",
    "site_partners": "No partners have been entered yet.",
    "site_markets": "The target markets will be announced here.",
    "site_services": "The catalogue is being written",
    "site_events": "There is no event to announce at the moment.",
    "site_news": "No news yet",
    "site_results": "There is no report to read yet.",
    "site_about": "The goal has not been written down yet.",
    "site_legal": "The partnership has not named a coordinator yet.",
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_with_nothing_to_show_says_so(client, name):
    assert EMPTY[name] in shown(client, name, PartnershipFactory()).text


def test_a_market_with_nothing_to_show_says_so(client):
    page = shown(client, "site_market", TargetMarketFactory().partnership)
    assert "We are still choosing our gateways for this market." in page.text
    assert "There is no event to announce at the moment." in page.text
    assert page.one("aside").find("a")[0].text == "Ask the partner nearest to you"


# What nobody may read -------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/fr", "/de"])
def test_nothing_of_another_partnership_is_shown_or_found(client, prefix):
    own = full_partnership()
    other = PartnershipFactory(name="Zqxother", introduction="Zqxother")
    market = TargetMarketFactory(partnership=other, label="Zqxmarket", introduction="Zqxmarket")
    gateway = OrganisationFactory(partnership=other, name="Zqxgateway")
    OfferFactory(organisation=gateway, market=market)
    event = EventFactory(partnership=other, name="Zqxevent", is_for_all_markets=True)
    SMECaseFactory(
        partnership=other, market=market, company__partnership=other, company__name="Zqx"
    )
    for name in PAGES:
        answer = client.get(prefix + address(name, own))
        assert "zqx" not in answer.content.decode().casefold(), name
    home = f"{prefix}/partnerships/{own.slug}"
    for foreign in (f"{home}/markets/{market.code}/", f"{home}/events/{event.pk}/"):
        answer = client.get(foreign)
        assert answer.status_code == 404
        assert "zqx" not in answer.content.decode().casefold()


def everything(client, partnership):
    """All pages of a partnership in all languages, as one text."""
    market, event = partnership.targetmarkets.first(), partnership.events.first()
    names = [
        name
        for name in PAGES
        if (market or name != "site_market") and (event or name != "site_event")
    ]
    return "\n".join(
        client.get(prefix + address(name, partnership)).content.decode()
        for name in names
        for prefix in ("", "/fr", "/de")
    )


SECRET = "Zqxsecret GmbH"


def tell_everywhere(partnership, company):
    """Everything that pages show names the company, by all the ways there are."""
    market = partnership.targetmarkets.get()
    partnership.introduction = partnership.about = partnership.goal_statement = f"With {SECRET}."
    partnership.introduction_de = partnership.legal_notice = f"Mit {SECRET}."
    partnership.save()
    market.introduction = market.introduction_fr = f"Like {SECRET}."
    market.save()
    cluster = partnership.memberships.first().cluster
    cluster.description = f"Home of {SECRET}."
    cluster.save()
    EventFactory(
        partnership=partnership,
        markets=[market],
        name=f"A visit to {SECRET}",
        place=f"At {SECRET}",
        organisers=[SECRET],
    )
    service = ServiceFactory(partnership=partnership, name=SECRET, description=f"By {SECRET}")
    OfferFactory(
        organisation=company,
        service=service,
        market=market,
        provider=SECRET,
        note=SECRET,
        price=SECRET,
    )
    agreement = AgreementFactory(partnership=partnership, market=market)
    AgreementPartyFactory(agreement=agreement, organisation=company, named_as="Z.Q.X.")
    SMECaseFactory(
        partnership=partnership, market=market, company=company, description=f"{SECRET} sells."
    )
    approved_testimonial(company, market, f"We at {SECRET} are glad.")


@pytest.mark.parametrize(
    "level", [Confidentiality.HIDDEN_FROM_PUBLIC, Confidentiality.HIDDEN_FROM_PARTNERS]
)
def test_the_name_of_a_hidden_company_is_on_no_page(client, level):
    partnership = full_partnership()
    company = CompanyFactory(
        partnership=partnership,
        name=SECRET,
        website="https://zqxsecret.example/",
        profile="Zqxprofile",
        confidentiality=Confidentiality.OPEN,
    )
    tell_everywhere(partnership, company)
    assert everything(client, partnership).casefold().count("zqxsecret") > 30
    company.confidentiality = level
    company.save()
    told = everything(client, partnership).casefold()
    assert "zqx" not in told
    assert "z.q.x." not in told
    assert company.pseudonym.casefold() in told


def test_a_company_that_one_hidden_case_tells_of_is_hidden_whenever_that_was(client):
    partnership = full_partnership(end_on=date(2020, 12, 31))
    company = CompanyFactory(partnership=partnership, name=SECRET)
    tell_everywhere(partnership, company)
    SMECaseFactory(
        partnership=partnership,
        market=partnership.targetmarkets.get(),
        company=company,
        started_on=date(2024, 1, 1),  # after the end
        confidentiality=Confidentiality.HIDDEN_FROM_PUBLIC,
    )
    for name in PAGES:
        if name != "site_results":  # hides what the report hides, which counts its own time
            assert "zqx" not in client.get(address(name, partnership)).content.decode().casefold()


def test_where_all_smes_are_hidden_no_page_names_one(client):
    partnership = full_partnership(hide_sme_names=True)
    company = CompanyFactory(partnership=partnership, name=SECRET, website="https://zqx.example/")
    tell_everywhere(partnership, company)
    assert "zqx" not in everything(client, partnership).casefold()


def test_without_a_public_report_neither_figures_nor_cases_are_told(client):
    partnership = full_partnership()
    assert shown(client, "partnership", partnership).find("dl", "figures")
    assert shown(client, "site_market", partnership).find("h3", "") != []
    assert "Company 0" in shown(client, "site_market", partnership).one("ul", "cards").text
    Report.objects.update(is_public=False)
    assert not shown(client, "partnership", partnership).find("dl", "figures")
    assert not shown(client, "site_market", partnership).find("ul", "cards")


@pytest.mark.parametrize(
    ("status", "is_told"),
    [
        (SupportStatus.NO_SUPPORT, True),
        (SupportStatus.COMPLETED, True),
        (SupportStatus.AGREED, False),
        (SupportStatus.ONGOING, False),
        (SupportStatus.STOPPED, False),
    ],
)
def test_only_what_has_led_to_something_is_a_success(client, status, is_told):
    market = TargetMarketFactory()
    partnership = market.partnership
    ReportFactory(partnership=partnership, is_public=True)
    company = CompanyFactory(partnership=partnership)
    SMECaseFactory(partnership=partnership, market=market, company=company, status=status)
    cards = shown(client, "site_market", partnership).find("ul", "cards")
    assert bool(cards) is is_told


def test_a_testimonial_is_shown_in_its_approved_words_and_only_then(client):
    market = TargetMarketFactory()
    company = CompanyFactory(partnership=market.partnership)
    waiting = TestimonialFactory(
        partnership=market.partnership, company=company, text="Zqxedited", original="Zqxoriginal"
    )
    approved = approved_testimonial(company, market, "Approved words.")
    approved.original = approved.text = "Zqxother"
    approved.save()
    told = everything(client, market.partnership)
    assert "Approved words." in told
    assert "Zqx" not in told
    assert waiting.email not in told
    assert approved.email not in told


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_only_answer_to_reading(client, name, method):
    assert getattr(client, method)(address(name, full_partnership())).status_code == 405


@pytest.mark.parametrize("prefix", ["", "/fr", "/de"])
def test_what_is_not_there_is_said_in_the_language_of_the_address(client, prefix):
    partnership = full_partnership()
    home = f"{prefix}/partnerships/{partnership.slug}/"
    told = {
        "": "This page does not exist",
        "/fr": "Cette page n’existe pas",
        "/de": "Diese Seite gibt es nicht",
    }
    for missing in (f"{home}markets/none/", f"{home}events/0/", f"{prefix}/partnerships/none/"):
        answer = client.get(missing)
        assert answer.status_code == 404
        page = read(answer)
        assert page.one("h1").text == told[prefix]
        assert home in [a.attributes["href"] for a in page.one("main").find("a")]
