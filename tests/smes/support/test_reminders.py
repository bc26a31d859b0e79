"""Reminders in support cases."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from partnership.models import Email
from smes.choices import Party, SupportState
from smes.models import SupportCase, WorkStep
from smes.services.reminders_support import remind_of_support
from smes.services.satisfaction import answer_survey
from smes.services.support import end_support
from smes.tasks import remind_of_support as task
from tests.smes.support.conftest import agree, retitle

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Email.objects.filter(kind=kind).values_list("to_address", flat=True))


def test_a_step_is_overdue_from_the_day_after_and_reminded_of_once(running):
    running.worksteps.filter(title="List").update(due_on="2026-11-20")
    assert remind_of_support(date(2026, 11, 20)) == 0
    assert remind_of_support(date(2026, 11, 21)) == 1
    assert remind_of_support(date(2026, 11, 22)) == 0
    assert told("smes.step_overdue") == ["gateway@example.org"]
    assert "“List” was due on 20 November 2026" in str(mail.outbox[-1].body)


def test_a_step_with_a_new_day_is_reminded_of_again(running):
    for due, day in (("2026-11-01", 2), ("2026-11-10", 11)):
        running.worksteps.filter(title="Papers").update(due_on=due)
        remind_of_support(date(2026, 11, day))
    assert told("smes.step_overdue") == ["sme@example.org"] * 2


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_a_settled_step_is_not_overdue(running, state):
    running.worksteps.update(due_on="2020-01-01", state=state)
    assert not WorkStep.objects.overdue(timezone.localdate()).exists()
    assert not SupportCase.objects.with_overdue_steps(timezone.localdate()).exists()


def test_a_case_with_two_overdue_steps_is_one_case(running):
    running.worksteps.update(due_on="2020-01-01")
    assert WorkStep.objects.overdue(timezone.localdate()).count() == 2
    assert SupportCase.objects.with_overdue_steps(timezone.localdate()).count() == 1


def test_who_has_not_agreed_is_reminded_once_for_each_version(case):
    agree(case, Party.GATEWAY)
    assert task() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert task() == 1
        assert task() == 0
        retitle(case, "Changed")
        assert task() == 0
    assert told("smes.plan_reminder") == ["sme@example.org"]
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        assert task() == 2


def test_the_survey_is_asked_for_once_more_and_no_more_when_it_is_answered(running):
    end_support(case=running, to=SupportState.STOPPED, reason="So.", party=Party.PARTNER)
    today = timezone.localdate()
    assert remind_of_support(today + timedelta(days=13)) == 0
    assert remind_of_support(today + timedelta(days=14)) == 1
    assert remind_of_support(today + timedelta(days=20)) == 0
    assert told("smes.survey_reminder") == ["sme@example.org"]


def test_an_answered_or_forgotten_survey_is_asked_for_no_more(running):
    end_support(case=running, to=SupportState.STOPPED, reason="So.", party=Party.PARTNER)
    assert remind_of_support(timezone.localdate() + timedelta(days=91)) == 0
    answer_survey(case=running, answers={"overall": 3})
    assert remind_of_support(timezone.localdate() + timedelta(days=20)) == 0
