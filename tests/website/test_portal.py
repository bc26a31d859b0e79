"""The page of the portal: all partnerships."""

from datetime import date

import pytest

from partnership.choices import MembershipRole
from reporting import overviews
from tests.factories.partnership import (
    ClusterFactory,
    MembershipFactory,
    PartnershipFactory,
    TargetMarketFactory,
)
from tests.factories.reporting import ReportFactory
from tests.reporting.filling import fill
from tests.reporting.reading import read

pytestmark = pytest.mark.django_db


def test_home_shows_each_partnership_with_its_partners_and_markets(client):
    partnership = PartnershipFactory(acronym="ALPHA-GO", name="Alphas for Health", phase="Phase 2")
    MembershipFactory(partnership=partnership, cluster=ClusterFactory(short_name="Second"))
    MembershipFactory(
        partnership=partnership,
        cluster=ClusterFactory(short_name="First", country="LT"),
        role=MembershipRole.COORDINATOR,
        position=9,
    )
    MembershipFactory(
        partnership=partnership,
        cluster=ClusterFactory(short_name="Friend"),
        role=MembershipRole.ASSOCIATE,
    )
    TargetMarketFactory(partnership=partnership, label="USA", position=2)
    TargetMarketFactory(partnership=partnership, label="Japan", position=1)
    card = read(client.get("/")).one("article")
    assert card.one("h2").text == "ALPHA-GO"
    assert card.one("h2").one("a").attributes["href"] == "/partnerships/alpha-go/"
    assert card.one("p", "kicker").text == "Phase 2, 1 January 2016 – 31 December 2025"
    assert card.one("p", "card-name").text == "Alphas for Health"
    partners, markets = card.find("dd")
    assert [each.text for each in partners.find("span")] == ["First, Lithuania", "Second, France"]
    assert markets.text == "Japan, USA"


def test_home_leaves_out_a_partner_that_has_left(client):
    partnership = PartnershipFactory(end_on=date(2018, 12, 31))
    for left_on in (date(2017, 6, 30), date(2018, 12, 31)):
        cluster = ClusterFactory(short_name=f"Left {left_on}")
        MembershipFactory(partnership=partnership, cluster=cluster, left_on=left_on)
    card = read(client.get("/")).one("article")
    assert [each.text for each in card.find("dd")[0].find("span")] == ["Left 2018-12-31, France"]


def test_home_orders_partnerships_by_acronym_whatever_its_case(client):
    for acronym in ("beta", "ALPHA", "Gamma"):
        PartnershipFactory(acronym=acronym)
    headings = [each.text for each in read(client.get("/")).find("h2")]
    assert headings == ["ALPHA", "beta", "Gamma"]


def test_home_says_so_when_there_is_no_partnership(client):
    page = read(client.get("/"))
    assert page.one("h2").text == "No partnerships yet"


@pytest.mark.parametrize("number", [1, 3])
def test_home_costs_the_same_for_any_number_of_partnerships(
    client, django_assert_num_queries, number
):
    for _ in range(number):
        partnership = PartnershipFactory()
        fill(partnership, number)
        ReportFactory(partnership=partnership, is_public=True)
    client.cookies["of"] = "somebody"  # for whom no page is kept
    with django_assert_num_queries(6):
        client.get("/")


@pytest.fixture
def five_in_pairs(monkeypatch):
    """Five partnerships, of which two stand on a page."""
    monkeypatch.setattr(overviews, "CARDS_ON_A_PAGE", 2)
    for acronym in ("E5", "b2", "A1", "D4", "C3"):
        PartnershipFactory(acronym=acronym)


def links_of(page):
    nav = page.one("nav", "pages")
    return {" ".join(link.text.split()): link.attributes["href"] for link in nav.find("a")}


@pytest.mark.parametrize("prefix", ["", "/fr", "/de"])
def test_many_partnerships_stand_on_several_pages(client, five_in_pairs, prefix):
    shown = {
        path: [each.text for each in read(client.get(prefix + path)).find("h2")]
        for path in ("/", "/page/2/", "/page/3/")
    }
    assert shown == {"/": ["A1", "b2"], "/page/2/": ["C3", "D4"], "/page/3/": ["E5"]}


def test_pages_lead_to_one_another(client, five_in_pairs):
    first, second, last = (read(client.get(path)) for path in ("/", "/page/2/", "/page/3/"))
    numbers = {"Page 1": "/", "Page 2": "/page/2/", "Page 3": "/page/3/"}
    assert links_of(first) == {**numbers, "Next page": "/page/2/"}
    assert links_of(second) == {"Previous page": "/", **numbers, "Next page": "/page/3/"}
    assert links_of(last) == {"Previous page": "/page/2/", **numbers}
    current = [
        each for each in second.one("nav", "pages").find("a") if "aria-current" in each.attributes
    ]
    assert [(each.attributes["href"], each.attributes["aria-current"]) for each in current] == [
        ("/page/2/", "page")
    ]
    assert "Partnerships 3 to 4 of 5" in second.text


def test_pages_in_french_lead_to_french_pages(client, five_in_pairs):
    assert set(links_of(read(client.get("/fr/page/2/"))).values()) == {
        "/fr/",
        "/fr/page/2/",
        "/fr/page/3/",
    }


def test_few_partnerships_stand_on_one_page_without_links_to_others(client):
    PartnershipFactory.create_batch(2)
    page = read(client.get("/"))
    assert not page.find("nav", "pages")
    assert "Partnerships 1 to" not in page.text


@pytest.mark.parametrize("number", [0, 4, 10**30])
def test_there_is_no_page_without_partnerships(client, five_in_pairs, number):
    assert client.get(f"/page/{number}/").status_code == 404


def test_the_first_page_has_one_address(client, five_in_pairs):
    response = client.get("/page/1/")
    assert (response.status_code, response.url) == (301, "/")


def test_a_further_page_is_kept_until_a_partnership_changes(
    client, five_in_pairs, django_assert_num_queries
):
    first = client.get("/page/3/")
    with django_assert_num_queries(1):
        assert client.get("/page/3/").content == first.content
    PartnershipFactory(acronym="A0")
    assert [each.text for each in read(client.get("/page/3/")).find("h2")] == ["D4", "E5"]
