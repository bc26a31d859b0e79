"""The read-only API."""

import json

import pytest

from partnership.choices import MembershipRole
from tests.factories import (
    ClusterFactory,
    MembershipFactory,
    PartnershipFactory,
    ReportFactory,
    TargetMarketFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/api/partnerships/"


def make_partnership(number=1, **fields):
    partnership = PartnershipFactory(**fields)
    for place in range(number):
        MembershipFactory(partnership=partnership)
        TargetMarketFactory(partnership=partnership, position=place)
    ReportFactory(partnership=partnership, is_public=True)
    return partnership


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_five_queries(client, number, django_assert_num_queries):
    for _ in range(number):
        make_partnership(number)
    with django_assert_num_queries(5):
        response = client.get(LIST)
    assert response.json()["count"] == number


def test_a_partnership_tells_its_members_markets_and_public_reports(client):
    partnership = PartnershipFactory(acronym="PHOTO", slug="photo", phase="Phase 2")
    cluster = ClusterFactory(short_name="LITEK", country="LT")
    MembershipFactory(partnership=partnership, cluster=cluster, role=MembershipRole.COORDINATOR)
    TargetMarketFactory(partnership=partnership, code="US", country="US", label="USA")
    ReportFactory(partnership=partnership, is_public=True)
    told = client.get(f"{LIST}photo/").json()
    assert told["members"] == [{"name": "LITEK", "country": "LT", "role": "coordinator"}]
    assert told["markets"] == [{"code": "US", "label": "USA"}]
    assert told["reports"] == ["http://testserver/api/partnerships/photo/reports/key-achievements/"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=LT", ["ONE"]),
        ("market=jp", ["TWO"]),
        ("phase=Phase 2", ["TWO"]),
        ("programme=nothing", []),
        ("", ["ONE", "TWO"]),
    ],
)
def test_partnerships_are_filtered(client, query, found):
    one = PartnershipFactory(acronym="ONE")
    for _ in range(2):
        MembershipFactory(partnership=one, cluster=ClusterFactory(country="LT"))
    two = PartnershipFactory(acronym="TWO", phase="Phase 2")
    TargetMarketFactory(partnership=two, code="JP", country="JP")
    results = client.get(f"{LIST}?{query}").json()["results"]
    assert [partnership["acronym"] for partnership in results] == found


def test_a_report_is_the_same_bytes_as_its_download(client, source_reports):
    response = client.get(f"{LIST}laser-go/reports/key-achievements/")
    content = b"".join(response.streaming_content)
    assert json.loads(content)["partnership"] == "laser-go"
    download = client.get("/partnerships/laser-go/reports/key-achievements/download/json/")
    assert content == b"".join(download.streaming_content)


@pytest.mark.parametrize("is_public", [True, False])
def test_a_report_of_the_office_does_not_exist_for_others(client, is_public):
    partnership = PartnershipFactory(slug="photo")
    ReportFactory(partnership=partnership, is_public=is_public)
    address = f"{LIST}photo/reports/key-achievements/"
    assert client.get(address).status_code == (200 if is_public else 404)
    assert len(client.get(f"{LIST}photo/").json()["reports"]) == int(is_public)
    client.force_login(UserFactory(administrator=True))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "path", ["nothing/", "%00/", "photo/reports/newsletter/", "photo/reports/%00/"]
)
def test_what_is_not_known_is_a_404_in_words(client, path):
    PartnershipFactory(slug="photo")
    response = client.get(f"{LIST}{path}")
    assert response.status_code == 404
    assert response.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    PartnershipFactory(slug="photo")
    client.force_login(UserFactory(administrator=True))
    assert getattr(client, method)(f"{LIST}photo/").status_code in {403, 405}
