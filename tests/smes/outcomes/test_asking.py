"""When an SME is asked what came of its support."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from partnership.models import Email
from smes.exceptions import NobodyToAsk
from smes.models import OutcomeRequest
from smes.services.asking import ask_due, ask_now, remind_due
from smes.services.outcomes import plan_outcome_requests
from smes.tasks import ask_for_outcomes
from tests.factories import (
    ContactFactory,
    ExpressionFactory,
    OutcomeFactory,
    OutcomeRequestFactory,
    SupportCaseFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 1)


@pytest.fixture
def case():
    expression = ExpressionFactory(
        email="director@example.org", language="fr", contact_name="Directrice"
    )
    return SupportCaseFactory(partnership=expression.partnership, expression=expression)


@pytest.mark.parametrize(
    ("ended_on", "days"),
    [
        (date(2026, 1, 15), ["2026-01-15", "2026-04-15", "2026-07-15", "2027-01-15"]),
        (date(2025, 11, 30), ["2025-11-30", "2026-02-28", "2026-05-30", "2026-11-30"]),
        (date(2027, 11, 30), ["2027-11-30", "2028-02-29", "2028-05-30", "2028-11-30"]),
        (date(2024, 2, 29), ["2024-02-29", "2024-05-29", "2024-08-29", "2025-02-28"]),
    ],
)
def test_the_company_is_asked_at_the_end_and_after_3_6_and_12_months(case, ended_on, days):
    for _ in range(2):
        plan_outcome_requests(case=case, ended_on=ended_on)
    planned = OutcomeRequest.objects.filter(case=case).order_by("months")
    assert [str(row.due_on) for row in planned] == days
    assert [row.months for row in planned] == [0, 3, 6, 12]


def test_on_its_day_the_company_is_asked_once_in_its_language(case, client):
    asked = OutcomeRequestFactory(case=case, due_on=DAY)
    assert ask_due(DAY - timedelta(days=1)) == 0
    assert [ask_due(DAY), ask_due(DAY), ask_due(DAY + timedelta(days=1))] == [1, 0, 0]
    email = Email.objects.get()
    assert (email.to_address, email.language, email.is_secret) == (
        "director@example.org",
        "fr",
        True,
    )
    (sent,) = mail.outbox
    path = re.search(r"http://[^/]+(/\S*outcomes/\S+)", sent.body)[1]
    assert client.get(path).context["asked"] == asked
    assert sent.to == ["director@example.org"]
    asked.refresh_from_db()
    assert asked.asked_at is not None


def test_the_e_mail_tells_how_many_outcomes_wait_for_the_company(case):
    OutcomeFactory.create_batch(2, case=case)
    OutcomeFactory(case=case, confirmed=True)
    case.expression.language = "en"
    case.expression.save()
    ask_now(case=case)
    assert "We have noted 2 results." in mail.outbox[0].body


def test_of_several_questions_that_are_due_only_the_last_is_asked(case):
    """As when the clock was wrong, or nothing ran for months."""
    plan_outcome_requests(case=case, ended_on=DAY)
    far = DAY + timedelta(days=200)
    assert [ask_due(far), ask_due(far)] == [1, 0]
    assert OutcomeRequest.objects.get(asked_at__isnull=False).months == 6
    # The clock is put right again: nothing that was passed over is asked then.
    assert ask_due(DAY) == 0
    assert Email.objects.count() == 1


def test_who_does_not_answer_is_reminded_once(case, settings):
    settings.OUTCOME_REMINDER_DAYS = 14
    OutcomeRequestFactory(case=case, due_on=DAY)
    with time_machine.travel("2026-05-01 08:00Z"):
        ask_due(DAY)
        assert remind_due(DAY) == 0
    with time_machine.travel("2026-05-15 07:59Z"):
        assert remind_due(date(2026, 5, 15)) == 0
    with time_machine.travel("2026-05-15 08:01Z"):
        assert [remind_due(date(2026, 5, 15)) for _ in range(2)] == [1, 0]
    kinds = [email.kind for email in Email.objects.order_by("pk")]
    assert kinds == ["smes.outcome_request", "smes.outcome_reminder"]


def test_who_has_answered_is_neither_asked_nor_reminded(case):
    long_ago = timezone.now() - timedelta(days=99)
    OutcomeRequestFactory(case=case, due_on=DAY, answered_at=long_ago)
    OutcomeRequestFactory(case=case, months=6, due_on=DAY, asked_at=long_ago, answered_at=long_ago)
    assert ask_for_outcomes() == 0


@pytest.mark.parametrize(
    "change",
    [{"state": "withdrawn"}, {"email": "former-7@person.invalid"}],
    ids=["withdrawn", "erased"],
)
def test_asking_stops_with_withdrawal_and_erasure(case, change):
    for name, value in change.items():
        setattr(case.expression, name, value)
    case.expression.save()
    OutcomeRequestFactory(case=case, due_on=DAY)
    assert ask_due(DAY) == 0
    with pytest.raises(NobodyToAsk):
        ask_now(case=case)
    assert not Email.objects.exists()


def test_a_case_without_an_expression_asks_the_contact_of_the_company():
    case = SupportCaseFactory()
    ContactFactory(organisation=case.company, email="", position=1)
    ContactFactory(organisation=case.company, email="sales@example.org", position=2)
    OutcomeRequestFactory(case=case, due_on=DAY)
    assert ask_due(DAY) == 1
    assert Email.objects.get().to_address == "sales@example.org"


def test_one_wrong_address_keeps_no_other_company_from_being_asked(case):
    wrong = ExpressionFactory(email="nobody at all")
    other = SupportCaseFactory(partnership=wrong.partnership, expression=wrong)
    OutcomeRequestFactory(case=other, due_on=DAY)
    OutcomeRequestFactory(case=case, due_on=DAY)
    assert ask_due(DAY) == 1
    with pytest.raises(NobodyToAsk):
        ask_now(case=other)
    assert [email.to_address for email in Email.objects.all()] == ["director@example.org"]


def test_the_office_asks_now_in_between_and_not_twice_by_a_double_click(case):
    OutcomeRequestFactory(case=case, due_on=timezone.localdate() + timedelta(days=9))
    first = ask_now(case=case)
    assert (first.months, first.due_on) == (None, timezone.localdate())
    assert ask_now(case=case) == first
    assert Email.objects.count() == 1


def test_the_office_asks_again_with_the_question_that_is_open(case):
    with time_machine.travel("2026-06-01 08:00Z"):
        long_ago = timezone.now() - timedelta(days=30)
        asked = OutcomeRequestFactory(case=case, due_on=DAY, asked_at=long_ago)
        assert ask_now(case=case) == asked
    assert Email.objects.count() == 1


def test_after_a_rollback_nobody_is_asked(case):
    OutcomeRequestFactory(case=case, due_on=DAY)
    with transaction.atomic():
        ask_due(DAY)
        transaction.set_rollback(True)
    assert not Email.objects.exists()
    assert ask_due(DAY) == 1
