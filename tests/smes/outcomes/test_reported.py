"""How confirmed outcomes of support become the cases that reports list."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from smes.models import SMECase
from smes.services.outcomes import declare_outcome, follow_change
from smes.services.reported import bring_all_into_report, bring_into_report
from tests.factories import (
    ObjectiveFactory,
    OrganisationFactory,
    OutcomeFactory,
    SMECaseFactory,
    SupportCaseFactory,
    TestimonialFactory,
    WorkStepFactory,
)
from tests.office import change_page, form_data, signed_in

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 1)


@pytest.fixture
def support():
    """A running case with a gateway that is an economic agency."""
    case = SupportCaseFactory(
        state="running", started_on=date(2026, 1, 1), confidentiality="hidden from public"
    )
    case.organisation.kind = "economic agency"
    case.organisation.save()
    return case


def test_each_type_of_case_has_its_counted_outcomes(support):
    objective = ObjectiveFactory()
    support.objectives.add(objective)
    buyer = OrganisationFactory(partnership=support.partnership, kind="business")
    more = {"case": support, "confirmed": True}
    OutcomeFactory(**more, kind="contract", number=2, description="Two contracts", partner=buyer)
    OutcomeFactory(**more, kind="NDA", description="An NDA.", happened_on=DAY)
    OutcomeFactory(**more, kind="office", description="An office.")
    OutcomeFactory(**more, kind="meeting")
    OutcomeFactory(**more, kind="turnover", value=1, currency="EUR")
    OutcomeFactory(case=support, kind="project")
    OutcomeFactory(case=support, kind="request", disputed=True)
    made = bring_into_report(case=support)
    told = [(row.type, row.number, row.description, row.partner, row.partner_type) for row in made]
    assert told == [
        (2, 3, "An NDA. Two contracts.", buyer, "business"),
        (3, 1, "An office.", support.organisation, "cluster"),
    ]
    assert [row.started_on for row in made] == [DAY, date(2026, 1, 1)]
    assert [list(row.objectives.all()) for row in made] == [[objective], [objective]]
    assert {(row.status, row.confidentiality) for row in made} == {
        ("support ongoing", "hidden from public")
    }
    assert {(row.company, row.market) for row in made} == {(support.company, support.market)}


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("planning", "no support"),
        ("running", "support ongoing"),
        ("completed", "support completed"),
    ],
)
def test_the_status_follows_the_support(support, state, status):
    OutcomeFactory(case=support, confirmed=True)
    support.state = state
    support.save()
    assert [row.status for row in bring_into_report(case=support)] == [status]


def test_steps_follow_the_work_plan(support):
    OutcomeFactory(case=support, confirmed=True)
    step = {"case": support}
    WorkStepFactory(**step, title="Study", state="done", done_on=date(2026, 2, 3), position=1)
    WorkStepFactory(**step, title="Meetings", state="started", due_on=DAY, position=2)
    WorkStepFactory(**step, title="Contract", position=3)
    WorkStepFactory(**step, title="Fair", state="dropped", position=4)
    (case,) = bring_into_report(case=support)
    assert case.main_steps == "Study (done on 3 February 2026)\nMeetings (under way)"
    assert case.next_steps == "Meetings (by 1 May 2026)\nContract"


def test_twice_it_makes_nothing_twice_and_keeps_no_second_version(support):
    OutcomeFactory(case=support, confirmed=True)
    first = bring_into_report(case=support)
    assert bring_into_report(case=support) == first
    assert [row.history.count() for row in SMECase.objects.all()] == [1]


def test_what_the_office_words_is_kept_and_what_it_left_follows_the_outcomes(support):
    outcome = OutcomeFactory(case=support, confirmed=True, description="A contract.")
    (case,) = bring_into_report(case=support)
    OutcomeFactory(case=support, confirmed=True, kind="NDA", description="An NDA.")
    (case,) = bring_into_report(case=support)
    assert case.description == "A contract. An NDA."
    case.description = "The first contract of its kind."
    case.save()
    outcome.delete()
    (case,) = bring_into_report(case=support)
    assert (case.number, case.description) == (1, "The first contract of its kind.")


def test_without_a_counted_outcome_the_case_goes_and_its_history_stays(support):
    outcome = OutcomeFactory(case=support, confirmed=True)
    (case,) = bring_into_report(case=support)
    number, case.description = case.pk, "In the words of the office."
    case.save()
    outcome.number = 7
    outcome.save()
    follow_change(outcome=outcome, was_answered=True)
    assert not SMECase.objects.exists()
    assert SMECase.history.filter(id=number).first().history_type == "-"
    outcome.confirmed_at = outcome.created_at
    outcome.save()
    (case,) = bring_into_report(case=support)
    assert (case.pk, case.number, case.description) == (number, 7, "In the words of the office.")


def test_what_the_company_enters_is_in_the_report_at_once(support):
    declare_outcome(case=support, party="partner", kind="NDA", description="An NDA.")
    assert not SMECase.objects.exists()
    declare_outcome(case=support, party="SME", kind="MTA", description="An MTA.")
    assert [row.description for row in SMECase.objects.all()] == ["An MTA."]


def test_every_night_the_cases_follow_what_somebody_undid(support):
    outcome = OutcomeFactory(case=support, confirmed=True)
    SupportCaseFactory()
    assert bring_all_into_report() == 1
    outcome.delete()
    assert bring_all_into_report() == 1
    assert not SMECase.objects.exists()


def test_other_cases_are_left_alone(support):
    other = SMECaseFactory(partnership=support.partnership, company=support.company)
    OutcomeFactory(case=support, confirmed=True)
    bring_into_report(case=support)
    assert other in SMECase.objects.all()
    assert other.history.count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("status", "support stopped"), ("confidentiality", "open")]
)
def test_what_follows_the_support_is_not_changed_at_the_case(support, field, value):
    OutcomeFactory(case=support, confirmed=True)
    (case,) = bring_into_report(case=support)
    case.full_clean()
    setattr(case, field, value)
    with pytest.raises(ValidationError) as refused:
        case.full_clean()
    message = f"The {field} of this case follows its support case. Change it there."
    assert refused.value.message_dict == {field: [message]}


def test_the_office_edits_the_words_and_nothing_else(support, client):
    OutcomeFactory(case=support, confirmed=True, description="A contract.")
    (case,) = bring_into_report(case=support)
    signed_in(client)
    response = client.get(change_page(case))
    assert "follow the support case" in " ".join(response.content.decode().split())
    data = {**form_data(response), "description": "Worded.", "number": 9, "status": "no support"}
    assert client.post(change_page(case), data).status_code == 302
    case.refresh_from_db()
    assert (case.description, case.number, case.status) == ("Worded.", 1, "support ongoing")
    delete = reverse("admin:smes_smecase_delete", args=[case.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_success_stories_are_cases_of_support_with_the_approved_words(
    support, django_assert_num_queries
):
    OutcomeFactory(case=support, confirmed=True)
    (case,) = bring_into_report(case=support)
    SMECaseFactory(partnership=support.partnership)
    own = {"partnership": support.partnership, "company": support.company, "case": support}
    said = TestimonialFactory(**own, approved=True)
    TestimonialFactory(**own)
    TestimonialFactory(**own, approved=True, state="withdrawn")
    with django_assert_num_queries(2):
        (story,) = SMECase.objects.success_stories(support.partnership)
        told = (story.company.name, story.support_case.published)
    assert (story, *told) == (case, support.company.name, [said])
