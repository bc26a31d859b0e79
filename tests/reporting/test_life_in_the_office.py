"""The life of a report in the office: its panel, the pages of its steps, and who may take them."""

import pytest
from django.urls import reverse

from partnership.choices import MembershipRole
from reporting import lifecycle
from reporting.choices import Step
from reporting.models import NarrativeSection, ReportStep
from tests.factories import NarrativeSectionFactory, ReportFactory, UserFactory
from tests.office import change_page, page, send, signed_in
from tests.people import PEOPLE, coordinator, officer
from tests.reporting.life import approve, approved_report, partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """In review, with two partners."""
    report = ReportFactory()
    partner(report.partnership, "Alpha", role=MembershipRole.COORDINATOR)
    partner(report.partnership, "Beta", position=1)
    return lifecycle.send_to_review(report=report, by=UserFactory())


def step_page(report, key):
    return reverse("admin:reporting_report_step", args=[report.pk, key])


def test_the_office_shows_texts_and_period_of_a_reviewed_report_without_fields(client, report):
    section = NarrativeSectionFactory(report=report, text="As reviewed.")
    office = signed_in(client)
    shown = office.get(change_page(report)).content.decode()
    assert "As reviewed." in shown
    for name in ("period_start", "sections-0-text", "sections-TOTAL_FORMS"):
        assert (f'name="{name}"' in shown) is (name == "sections-TOTAL_FORMS")
    assert 'name="_save"' not in office.get(change_page(section)).content.decode()
    assert office.post(page(NarrativeSection, "delete", section.pk), {"post": 1}).status_code == 403
    send(office, change_page(report), is_public="on", period_end="2030-01-01")
    report.refresh_from_db()
    assert (report.is_public, report.period_end, report.state) == (True, None, "review")


def test_an_old_version_that_is_brought_back_does_not_bring_back_its_state(client):
    report = ReportFactory()
    version = report.history.first()
    lifecycle.send_to_review(report=report, by=UserFactory())
    office = signed_in(client)
    address = reverse("admin:reporting_report_simple_history", args=[report.pk, version.pk])
    response = office.post(address, {"document": report.document, "is_public": "on"})
    assert response.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.is_public) == ("review", True)


def test_the_whole_way_is_walked_in_the_office(client, settings, tmp_path):
    settings.REPORTS_ROOT = tmp_path
    report = ReportFactory()
    member = partner(report.partnership, "Alpha")
    office = signed_in(client)
    for key, data in (
        ("send-to-review", {}),
        ("verdict", {"membership": member.pk, "verdict": "approve"}),
        ("approve", {}),
        ("submit", {"comment": "Final."}),
        ("new-round", {}),
        ("withdraw", {"comment": "A wrong figure."}),
    ):
        assert office.get(step_page(report, key)).status_code == 200
        response = office.post(step_page(report, key), {"comment": "", **data})
        assert (response.status_code, response["Location"]) == (302, change_page(report)), key
    shown = office.get(change_page(report)).content.decode()
    for text in ("A wrong figure.", "Final.", "Round 2", "No verdict yet", "Send to review"):
        assert text in shown
    assert report.snapshots.get().state == "withdrawn"


def test_a_refused_step_is_told_in_words_and_nothing_is_taken(client, report):
    office = signed_in(client)
    response = office.post(step_page(report, "approve"), {"comment": "Please"})
    assert "Missing: Alpha and Beta." in response.content.decode()
    assert response.context["form"]["comment"].value() == "Please"
    response = office.post(step_page(report, "back-to-draft"), {"comment": ""})
    assert response.context["form"].errors == {
        "comment": ["Say why: partners and auditors will read it in the history."]
    }
    report.refresh_from_db()
    assert report.state == "review"


def test_a_step_that_is_not_possible_says_so(client, report):
    shown = signed_in(client).get(step_page(report, "submit")).content.decode()
    assert "This step is not possible now: the report is in review." in shown
    assert client.get(step_page(report, "dance")).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("administrator", 200),
        ("coordinator", 200),
        ("officer", 403),
        ("partner", 404),
        ("coordinator elsewhere", 404),
    ],
)
@pytest.mark.parametrize("step", ["send-to-review", "approve", "submit", "withdraw"])
def test_who_may_take_which_step(client, role, step, status):
    report = ReportFactory()
    client.force_login(PEOPLE[role]())
    assert client.get(step_page(report, step)).status_code == status
    assert client.post(step_page(report, step), {"comment": ""}).status_code in (
        (200, 302) if status == 200 else (status,)
    )


def test_steps_are_for_those_who_are_signed_in(client):
    address = step_page(ReportFactory(), "send-to-review")
    assert client.post(address).status_code == 302
    client.force_login(UserFactory())
    assert client.post(address).status_code == 302
    assert not ReportStep.objects.exists()


def test_the_buttons_are_those_of_the_state_and_of_the_person(client):
    report = approved_report()
    address = change_page(report)
    for person, keys in ((coordinator(), ["submit", "back-to-draft"]), (officer(), [])):
        client.force_login(person)
        assert [step.key for step in client.get(address).context["steps"]] == keys


@pytest.mark.parametrize("number", [1, 3])
def test_the_life_of_a_report_costs_the_same_for_any_number_of_rounds(
    client, number, django_assert_num_queries
):
    report = ReportFactory()
    for place in range(number):
        partner(report.partnership, f"Partner {place}")
        approve(report)
        report = lifecycle.return_to_draft(report=report, by=UserFactory(), comment="Again.")
    office = signed_in(client)
    address = step_page(report, Step.SEND_TO_REVIEW)
    office.get(address)
    with django_assert_num_queries(7):
        office.get(address)
