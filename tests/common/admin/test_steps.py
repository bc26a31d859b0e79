"""The guided entry leads a new partnership through the work, from the partnership to the report."""

import pytest
from django.urls import reverse

from partnership.choices import RoleKind
from partnership.models import Membership, Partnership, TargetMarket
from tests.factories import (
    ClusterFactory,
    CompanyFactory,
    MembershipFactory,
    PartnershipFactory,
    RoleFactory,
    SMECaseFactory,
    TargetMarketFactory,
)
from tests.office import form_data, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.fixture
def office(client, partnership):
    client.force_login(RoleFactory(partnership=partnership).person)
    return client


def address(partnership):
    return page(Partnership, "steps", partnership.pk)


def steps(client, partnership):
    return {shown.step.key: shown for shown in client.get(address(partnership)).context["steps"]}


def test_the_steps_stand_in_the_order_of_the_work(office, partnership):
    assert list(steps(office, partnership)) == [
        "partnership",
        "members",
        "markets",
        "organisations",
        "services",
        "events",
        "agreements",
        "companies",
        "cluster-cases",
        "cases",
        "report",
    ]


def test_each_step_tells_what_is_there_and_what_is_missing(office, partnership):
    MembershipFactory(partnership=partnership)
    MembershipFactory()
    shown = steps(office, partnership)
    assert shown["members"].number == 1
    assert shown["markets"].number == 0
    assert shown["markets"].missing[0] == (
        "No market is entered yet; events, agreements and cases need one."
    )
    assert not shown["markets"].is_done
    assert office.get(address(partnership)).context["next_step"].step.key in ("members", "markets")


def test_what_the_checks_find_stands_at_its_step(office, partnership):
    case = SMECaseFactory(partnership=partnership)
    case.objectives.clear()
    listed = office.get(reverse("findings", args=[partnership.slug])).context["found"].open
    grave = [entry.finding for entry in listed if entry.finding.severity != "note"]
    wanted = [finding.message for finding in grave if finding.model == "smes.smecase"]
    assert list(steps(office, partnership)["cases"].missing) == wanted[:3] != []


def test_a_record_is_saved_to_go_on_to_the_next_step(office, partnership):
    add = steps(office, partnership)["markets"].add_url
    shown = office.get(add)
    assert "Save and go on to the next step" in shown.content.decode()
    data = {**form_data(shown), "code": "JP", "country": "JP", "label": "Japan"}
    data["partnership"] = str(partnership.pk)
    answer = office.post(add, {**data, "_next_step": "Save"})
    assert answer.url == f"{address(partnership)}#step-organisations"
    assert TargetMarket.objects.get().label == "Japan"


def test_another_one_is_added_within_the_step(office, partnership):
    add = steps(office, partnership)["members"].add_url
    data = {"partnership": partnership.pk, "cluster": ClusterFactory().pk, "role": "coordinator"}
    answer = office.post(add, {**data, "position": "0", "_addanother": "Save"})
    assert answer.url == add
    assert Membership.objects.get().role == "coordinator"


def test_the_partnership_itself_goes_on_to_its_members(office, partnership):
    change = steps(office, partnership)["partnership"].add_url
    data = form_data(office.get(change))
    answer = office.post(change, {**data, "_next_step": "Save"})
    assert answer.url == f"{address(partnership)}#step-members"


def test_without_a_step_there_is_no_button_to_go_on(office):
    shown = office.get(page(TargetMarket, "add")).content.decode()
    assert "next step" not in shown


def test_a_project_officer_looks_on(client, partnership):
    client.force_login(RoleFactory(kind=RoleKind.OFFICER, partnership=partnership).person)
    assert {shown.add_url for shown in steps(client, partnership).values()} == {""}


def test_the_guided_entry_of_another_partnership_is_not_there(client, office, partnership):
    assert office.get(address(PartnershipFactory())).status_code == 404
    client.logout()
    assert client.get(address(partnership)).status_code == 302


def test_the_page_of_a_partnership_leads_to_it(office, partnership):
    shown = office.get(page(Partnership, "change", partnership.pk))
    assert address(partnership) in [link.url for link in shown.context["record_links"]]


def test_the_steps_cost_the_same_for_one_of_each_and_for_three(
    office, partnership, django_assert_num_queries
):
    def more():
        TargetMarketFactory(partnership=partnership)
        CompanyFactory(partnership=partnership)
        MembershipFactory(partnership=partnership)

    more()
    with django_assert_num_queries(STEP_QUERIES):
        office.get(address(partnership))
    more()
    more()
    with django_assert_num_queries(STEP_QUERIES):
        office.get(address(partnership))


STEP_QUERIES = 20
"""Session, person, roles, partnership, the numbers of all steps, and what the checks ask for."""
