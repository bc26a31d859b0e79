"""The dashboard of a partnership: for its people, with every number leading to its records."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from partnership.models import Partnership
from reporting.engine.registries import figures
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    EventFactory,
    PartnershipFactory,
    SMECaseFactory,
    UserFactory,
)
from tests.factories.partnership import RoleFactory
from tests.reporting.dashboard.conftest import member, words
from tests.reporting.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]

QUERIES = 33
"""Of a dashboard that is counted."""
KEPT = 7
"""Of one that was counted before: session, person, roles, partnership, state, expressions, and the rest of the page."""

SEEDS = {
    "bioxclusters-plus": {
        "partners": 4,
        "target_markets": 7,
        "events": 13,
        "c2c_meetings": 143,
        "b2b_meetings": 684,
        "supported_smes": 25,
        "smes_with_work_plan": 21,
        "sme_cases": 26,
        "cluster_cases": 16,
        "agreements": 8,
    },
    "laser-go": {
        "target_markets": 5,
        "events": 14,
        "c2c_meetings": 19,
        "b2b_meetings": 12,
    },
}
"""As the source reports have them; typed by hand."""


@pytest.fixture
def own():
    today = timezone.localdate()
    return PartnershipFactory(
        acronym="Zqxalpha",
        start_on=today - timedelta(days=364),
        end_on=today + timedelta(days=365),
    )


# Who ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["coordinator", "partner", "project officer", "administrator"])
def test_the_people_of_a_partnership_see_its_dashboard(enter, look, own, kind):
    enter(own, kind)
    response = look(own)
    assert response.status_code == 200
    assert "Dashboard of Zqxalpha" in words(response)


LISTS = (
    "",
    "events",
    "cases",
    "agreements",
    "findings",
    "measurements",
    "changes",
    "figures/events",
)


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("kind", ["coordinator", "partner", "project officer"])
def test_people_of_another_partnership_see_what_is_said_of_none(enter, look, own, kind, listed):
    enter(PartnershipFactory(), kind)
    refused, nobodys = look(own, listed), look(Partnership(slug="nobody"), listed)
    assert refused.status_code == nobodys.status_code == 404
    assert words(refused) == words(nobodys)


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("person", [None, UserFactory])
def test_strangers_see_what_is_said_of_none(client, look, own, person, listed):
    if person:
        client.force_login(person())
    refused, nobodys = look(own, listed), look(Partnership(slug="nobody"), listed)
    assert refused.status_code == nobodys.status_code == 404
    assert words(refused) == words(nobodys)


def test_somebody_who_has_left_sees_nothing(enter, look, own):
    person = enter(own)
    person.is_active = False
    person.save()
    assert look(own).status_code == 404


def test_an_officer_of_a_programme_sees_all_its_partnerships(client, look, own):
    officer = RoleFactory(partnership=None, programme=own.programme, kind="project officer").person
    client.force_login(officer)
    other = PartnershipFactory(programme=own.programme)
    foreign = PartnershipFactory()
    assert [look(row).status_code for row in (own, other, foreign)] == [200, 200, 404]


def test_one_dashboard_is_opened_at_once_and_several_are_listed(client, enter, own):
    person = enter(own)
    address = reverse("dashboards")
    assert client.get(address)["Location"] == reverse("dashboard", args=[own.slug])
    other = PartnershipFactory(acronym="Second")
    RoleFactory(person=person, partnership=other)
    PartnershipFactory(acronym="Foreign")
    shown = words(client.get(address))
    assert "Zqxalpha" in shown
    assert "Second" in shown
    assert "Foreign" not in shown


def test_whoever_has_no_dashboard_is_told_so(client):
    client.force_login(UserFactory())
    response = client.get(reverse("dashboards"))
    assert response.status_code == 404
    assert "for the people of a partnership" in words(response)


def test_the_partnerships_page_leads_its_people_to_it(client, enter, own):
    page, address = reverse("site_results", args=[own.slug]), reverse("dashboard", args=[own.slug])
    assert address not in client.get(page).content.decode()
    enter(own, "partner")
    assert address in client.get(page).content.decode()


# What --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", list(SEEDS))
def test_it_tells_the_figures_of_the_seeds(client, source_reports, look, slug):
    client.force_login(UserFactory(administrator=True))
    shown = look(source_reports[slug]).context["dashboard"]
    told = {figure.key: figure.value for figure in shown.figures}
    assert {key: told[key] for key in SEEDS[slug]} == SEEDS[slug]


@pytest.mark.parametrize("slug", list(SEEDS))
def test_every_number_opens_its_records(client, source_reports, look, slug):
    client.force_login(UserFactory(administrator=True))
    page = read(look(source_reports[slug]))
    addresses = {
        link.attributes["href"]
        for link in page.one("main").find("a")
        if "/dashboard/" in link.attributes["href"]
    }
    assert {f"/partnerships/{slug}/dashboard/figures/{key}/" for key in SEEDS[slug]} <= addresses
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("key", list(figures))
def test_the_records_behind_every_figure_add_up(client, source_reports, look, key):
    client.force_login(UserFactory(administrator=True))
    response = look(source_reports["laser-go"], f"figures/{key}")
    assert response.status_code == 200
    assert response.context["title"] == figures[key].label


def test_a_new_partnership_is_told_to_be_empty(enter, look, own):
    enter(own)
    said = words(look(own))
    for told in (
        "No indicators have been entered yet.",
        "No event is planned.",
        "None ends within 90 days.",
        "Nothing was found that does not fit.",
        "No target markets are entered yet.",
    ):
        assert told in said


def test_the_next_events_come_first_and_cancelled_ones_never(enter, look, own):
    today = timezone.localdate()
    for days in (40, 1, 20):
        EventFactory(partnership=own, name=f"In {days} days", start_on=today + timedelta(days=days))
    EventFactory(partnership=own, name="Today", start_on=today)
    EventFactory(partnership=own, name="Yesterday", start_on=today - timedelta(days=1))
    EventFactory(partnership=own, start_on=today + timedelta(days=2), status="cancelled")
    EventFactory(start_on=today + timedelta(days=3))  # of another partnership
    enter(own)
    part = look(own).context["dashboard"].events
    named = [line.cells["name"].value for line in part.lines]
    assert named == ["Today", "In 1 days", "In 20 days", "In 40 days"]


def test_five_events_are_shown_and_all_are_counted(enter, look, own):
    tomorrow = timezone.localdate() + timedelta(days=1)
    EventFactory.create_batch(7, partnership=own, start_on=tomorrow)
    enter(own)
    response = look(own)
    part = response.context["dashboard"].events
    assert (len(part.lines), part.number, part.left_out) == (5, 7, 2)
    assert "7 events to come" in words(response)


def test_cases_are_open_while_support_is_under_way(enter, look, own):
    states = ["support agreed", "support ongoing", "support ongoing", "support completed"]
    for state in [*states, "support stopped", "no support"]:
        SMECaseFactory(partnership=own, status=state)
    SMECaseFactory(status="support ongoing")  # of another partnership
    enter(own)
    assert look(own).context["dashboard"].cases == (("Support agreed", 1), ("Support ongoing", 2))


def test_agreements_that_end_within_ninety_days_are_told(enter, look, own):
    today = timezone.localdate()
    for days in (0, 90, 91, -1):
        AgreementFactory(
            partnership=own, valid_until=today + timedelta(days=days), signed_on=date(2020, 1, 1)
        )
    AgreementFactory(partnership=own)
    AgreementFactory(partnership=own, valid_until=today, status="ended")
    enter(own)
    shown = look(own).context["dashboard"]
    days = [line.cells["valid_until"].value for line in shown.ending.lines]
    assert days == [today, today + timedelta(days=90)]
    assert (shown.ending.number, shown.past_end) == (2, 1)


def test_open_findings_are_counted_by_severity(enter, look, own):
    AgreementPartyFactory(
        agreement__partnership=own,
        agreement__signed_on=date(2020, 1, 1),
        agreement__valid_until=date(2021, 1, 1),
    )
    enter(own)
    assert look(own).context["dashboard"].severities == (("Warning", 1),)


# Cost --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_any_number_of_rows(
    client, fill, look, number, django_assert_num_queries
):
    partnership = fill(number)
    client.force_login(member(partnership, "coordinator"))
    look(partnership)  # draws the pictures
    cache.clear()
    with django_assert_num_queries(QUERIES):
        assert look(partnership).status_code == 200
    with django_assert_num_queries(KEPT):
        assert look(partnership).status_code == 200


@pytest.mark.parametrize("number", [0, 2])
def test_other_partnerships_cost_nothing(client, fill, look, number, django_assert_num_queries):
    partnership = fill(1)
    for place in range(number):
        fill(1, programme=partnership.programme, acronym=f"Other {place}", slug=f"other-{place}")
    client.force_login(member(partnership, "coordinator"))
    look(partnership)
    cache.clear()
    with django_assert_num_queries(QUERIES):
        look(partnership)


def test_what_is_kept_is_forgotten_as_soon_as_a_record_changes(enter, look, own):
    enter(own)
    first = look(own).context["dashboard"]
    assert look(own).context["dashboard"].counted_at == first.counted_at
    SMECaseFactory(partnership=PartnershipFactory())  # of another partnership
    assert look(own).context["dashboard"].counted_at == first.counted_at
    SMECaseFactory(partnership=own, status="support ongoing")
    again = look(own).context["dashboard"]
    assert again.counted_at > first.counted_at
    assert again.cases == (("Support agreed", 0), ("Support ongoing", 1))
