"""The life of a report: who may say what, which steps follow which, and what stays fixed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnership.choices import MembershipRole
from reporting import lifecycle
from reporting.choices import ReportState
from reporting.exceptions import (
    CommentIsMissing,
    ReportNotReady,
    RowIsKept,
    StepNotAllowed,
    VerdictNotTaken,
)
from reporting.models import NarrativeSection, PartnerVerdict, Report, ReportStep
from tests.factories import (
    NarrativeSectionFactory,
    PartnershipFactory,
    PartnerVerdictFactory,
    ReportFactory,
    ReportStepFactory,
    UserFactory,
)
from tests.reporting.life import partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def report(person):
    """In review, with two partners."""
    report = ReportFactory()
    partner(report.partnership, "Alpha", role=MembershipRole.COORDINATOR)
    partner(report.partnership, "Beta", position=1)
    return lifecycle.send_to_review(report=report, by=person)


def say(report, name, verdict, by, text=""):
    member = report.partnership.memberships.get(cluster__short_name=name)
    return lifecycle.record_verdict(
        report=report, membership=member, verdict=verdict, by=by, text=text
    )


# Steps


def test_each_step_is_kept_with_who_when_and_why(report, person):
    lifecycle.return_to_draft(report=report, by=person, comment=" Table A is wrong. ")
    steps = ReportStep.objects.order_by("pk").values_list(
        "step", "from_state", "to_state", "round", "by", "comment"
    )
    assert list(steps) == [
        ("send-to-review", "draft", "review", 1, person.pk, ""),
        ("back-to-draft", "review", "draft", 1, person.pk, "Table A is wrong."),
    ]


STATES = {
    "draft": {"send_to_review"},
    "review": {"approve_report", "return_to_draft"},
    "approved": {"return_to_draft"},
    "submitted": {"start_new_round"},
}


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("act", sorted(set().union(*STATES.values())))
def test_only_the_steps_of_a_state_are_possible(state, act, person):
    report = ReportFactory(state=state)
    partner(report.partnership, "Alpha")
    step = getattr(lifecycle, act)
    if act in STATES[state]:
        try:
            step(report=report, by=person, comment="Because.")
        except ReportNotReady:
            assert act == "approve_report"
    else:
        with pytest.raises(StepNotAllowed, match=f"the report is {state.label.lower()}"):
            step(report=report, by=person, comment="Because.")
        report.refresh_from_db()
        assert report.state == state
        assert not ReportStep.objects.exists()


def test_going_back_to_draft_must_be_explained(report, person):
    with pytest.raises(CommentIsMissing, match="Say why"):
        lifecycle.return_to_draft(report=report, by=person, comment="  ")


def test_a_draft_that_came_back_begins_a_new_round_without_approvals(report, person):
    say(report, "Alpha", "approve", person)
    report = lifecycle.return_to_draft(report=report, by=person, comment="Why.")
    assert report.round == 2
    report = lifecycle.send_to_review(report=report, by=person)
    assert [member.shown_name for member in lifecycle.missing_approvals(report)] == [
        "Alpha",
        "Beta",
    ]


# Verdicts


def test_a_report_is_approved_when_every_partner_has_approved(report, person):
    say(report, "Alpha", "approve", person)
    say(report, "Beta", "approve", person, "Well done.")
    assert lifecycle.approve_report(report=report, by=person).state == "approved"


def test_it_is_refused_with_the_names_of_those_who_have_not_approved(report, person):
    say(report, "Beta", "comment", person, "Not yet.")
    with pytest.raises(ReportNotReady) as refused:
        lifecycle.approve_report(report=report, by=person)
    assert str(refused.value) == (
        "Not every partner has approved in this round. Missing: Alpha and Beta."
    )
    report.refresh_from_db()
    assert report.state == "review"


def test_a_report_without_partners_cannot_be_approved(person):
    report = lifecycle.send_to_review(report=ReportFactory(), by=person)
    with pytest.raises(ReportNotReady, match="no partners yet"):
        lifecycle.approve_report(report=report, by=person)


def test_partners_are_those_that_the_report_lists():
    partnership = PartnershipFactory(end_on=date(2018, 12, 31))
    report = ReportFactory(partnership=partnership, period_end=date(2017, 12, 31))
    partner(partnership, "Stays")
    partner(partnership, "Left later", left_on=date(2018, 1, 1))
    partner(partnership, "Left before", left_on=date(2017, 12, 30))
    partner(partnership, "Came later", joined_on=date(2018, 1, 1))
    partner(partnership, "Associate", role=MembershipRole.ASSOCIATE)
    partner(PartnershipFactory(), "Stranger")
    names = [member.shown_name for member in lifecycle.partners_of(report)]
    assert names == ["Left later", "Stays"]


def test_an_approval_counts_once_in_a_round(report, person):
    say(report, "Alpha", "approve", person)
    with pytest.raises(VerdictNotTaken, match="Alpha has already approved in this round"):
        say(report, "Alpha", "approve", person)
    say(report, "Alpha", "comment", person, "One thing more.")
    assert PartnerVerdict.objects.count() == 2


def test_a_comment_needs_a_text(report, person):
    with pytest.raises(VerdictNotTaken, match="Enter what the partner says"):
        say(report, "Alpha", "comment", person, " ")


def test_partners_of_others_and_associates_have_no_say(report, person):
    partner(report.partnership, "Friend", role=MembershipRole.ASSOCIATE)
    stranger = partner(PartnershipFactory(), "Stranger")
    with pytest.raises(VerdictNotTaken, match="Friend is no partner"):
        say(report, "Friend", "approve", person)
    with pytest.raises(VerdictNotTaken, match="Stranger is no partner"):
        lifecycle.record_verdict(report=report, membership=stranger, verdict="approve", by=person)
    row = PartnerVerdictFactory.build(report=report, membership=stranger, entered_by=person)
    with pytest.raises(ValidationError, match="belongs to another partnership"):
        row.clean()


def test_verdicts_are_given_in_review_only(person):
    report = ReportFactory()
    partner(report.partnership, "Alpha")
    with pytest.raises(StepNotAllowed, match="the report is draft"):
        say(report, "Alpha", "approve", person)


# What is fixed


@pytest.mark.parametrize("factory", [ReportStepFactory, PartnerVerdictFactory])
def test_what_happened_is_never_changed_or_deleted(factory):
    row = factory()
    rows = type(row).objects.filter(pk=row.pk)
    for change in (row.save, row.delete, rows.delete, lambda: rows.update(round=9)):
        with pytest.raises(RowIsKept, match="is kept as it is"):
            change()
    row.refresh_from_db()
    assert row.round == 1


@pytest.mark.parametrize("state", ["review", "approved", "submitted"])
def test_texts_and_period_are_fixed_unless_the_report_is_a_draft(state):
    section = NarrativeSectionFactory(text="As reviewed.")
    report = section.report
    Report.objects.filter(pk=report.pk).update(state=state)
    report.refresh_from_db()
    section = NarrativeSection.objects.get()
    section.text = "Changed."
    with pytest.raises(ValidationError, match="The report is no draft"):
        section.full_clean()
    section.report = ReportFactory()  # no way round by moving it
    with pytest.raises(ValidationError, match="The report is no draft"):
        section.full_clean()
    report.period_end = date(2020, 1, 1)
    with pytest.raises(ValidationError) as refused:
        report.full_clean()
    assert list(refused.value.message_dict) == ["period_end"]
    report.refresh_from_db()
    report.is_public = True
    report.full_clean()
