"""What a partnership has reached: agreements, charts, reports and their files."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from gateways.choices import AgreementKind, AgreementStatus
from reporting.engine.registries import writers
from tests.factories.gateways import AgreementFactory, AgreementPartyFactory, OrganisationFactory
from tests.factories.partnership import PartnershipFactory, TargetMarketFactory
from tests.factories.reporting import ReportFactory
from tests.factories.smes import CompanyFactory
from tests.people import coordinator, partner
from tests.reporting.filling import fill
from tests.reporting.reading import read

pytestmark = pytest.mark.django_db


def results_of(partnership):
    return reverse("site_results", args=[partnership.slug])


def test_the_results_page_counts_the_agreements_concluded_in_each_market_in_order(client):
    partnership = PartnershipFactory()
    usa = TargetMarketFactory(partnership=partnership, label="USA", position=2)
    japan = TargetMarketFactory(partnership=partnership, label="Japan", position=1)
    TargetMarketFactory(partnership=partnership, label="Brazil", position=3)
    for market, status in (
        (usa, AgreementStatus.SIGNED),
        (usa, AgreementStatus.EXPIRED),
        (usa, AgreementStatus.IN_NEGOTIATION),
        (japan, AgreementStatus.SIGNED),
    ):
        AgreementFactory(partnership=partnership, market=market, status=status)
    markets = read(client.get(results_of(partnership))).one("ul", "market-lines")
    assert [each.text for each in markets.find("li")] == [
        "Japan 1 agreement",
        "USA 2 agreements",
        "Brazil No agreement yet",
    ]


def test_the_results_page_lists_agreements_as_they_were_printed(client):
    partnership = PartnershipFactory()
    market = TargetMarketFactory(partnership=partnership, label="Japan")
    agreement = AgreementFactory(
        partnership=partnership, market=market, kind=AgreementKind.MOU, signed_on=date(2016, 11, 8)
    )
    organisation = OrganisationFactory(partnership=partnership, name="Osaka Bio Headquarters")
    AgreementPartyFactory(
        agreement=agreement, organisation=organisation, named_as="Osaka BioHeadquarters"
    )
    AgreementFactory(
        partnership=partnership,
        market=market,
        kind=AgreementKind.GATEWAY,
        status=AgreementStatus.IN_NEGOTIATION,
        signed_on=None,
    )
    rows = (
        read(client.get(results_of(partnership)))
        .one("table", "plain-table")
        .one("tbody")
        .find("tr")
    )
    assert sorted([cell.text for cell in row.children] for row in rows) == [
        ["Not named", "Gateway agreement", "Japan", "Day not known", "In negotiation"],
        ["Osaka BioHeadquarters", "MoU", "Japan", "8 November 2016", "Signed"],
    ]


def test_the_results_page_hides_the_company_that_reports_hide_however_it_is_spelt(client):
    partnership = PartnershipFactory()
    company = CompanyFactory(partnership=partnership, name="Secret GmbH", is_confidential=True)
    agreement = AgreementFactory(partnership=partnership)
    AgreementPartyFactory(agreement=agreement, organisation=company, named_as="S.E.C.R.E.T.")
    page = read(client.get(results_of(partnership)))
    assert page.one("table", "plain-table").one("tbody").one("th").text == company.pseudonym
    assert "secret" not in page.text.casefold().replace(".", "")


def test_an_empty_results_page_says_what_is_missing(client):
    page = read(client.get(results_of(PartnershipFactory())))
    assert [each.text for each in page.one("main").find("p", "muted")] == [
        "There is no report to read yet.",
        "No target markets have been entered yet.",
        "No agreements have been entered yet.",
    ]


def test_a_report_card_offers_the_report_and_every_format(client):
    report = ReportFactory(is_public=True)
    card = read(client.get(results_of(report.partnership))).one("article", "report-card")
    assert card.find("a", "button")[0].attributes["href"] == report.get_absolute_url()
    downloads = card.one("ul", "downloads").find("a")
    assert downloads[0].one("span", "download-format").text == "PDF"
    assert {each.attributes["href"] for each in downloads} == {
        f"{report.get_absolute_url()}download/{key}/" for key in writers
    }


@pytest.mark.parametrize("number", [1, 3])
def test_the_results_page_costs_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, number
):
    report = ReportFactory(is_public=True)
    fill(report.partnership, number)
    client.get(results_of(report.partnership))  # has its charts drawn
    cache.clear()
    with django_assert_num_queries(21):
        client.get(results_of(report.partnership))


def test_editors_are_led_to_the_office_and_others_are_not(client):
    partnership = PartnershipFactory()
    office = reverse("admin:partnership_partnership_change", args=[partnership.pk])
    address = results_of(partnership)
    assert not read(client.get(address)).find("a", href=office)
    client.force_login(partner(PartnershipFactory()))
    assert not read(client.get(address)).find("a", href=office)
    client.force_login(coordinator(partnership))
    assert read(client.get(address)).find("a", href=office)
