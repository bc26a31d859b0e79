"""Handing over to a gateway, its answers, and reminders of what stands still."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnership.models import Email
from smes.choices import ExpressionState, HandoverState
from smes.exceptions import ReasonIsMissing, StepNotAllowed
from smes.models import Company, Expression, ExpressionMessage, Handover, Review, SupportCase
from smes.services.handovers import (
    Answer,
    answer_handover,
    gateways_for,
    hand_over,
    may_be_shown,
    recall_handover,
    reply_to_gateway,
)
from smes.services.reminders import remind_of_expressions
from tests.factories import (
    ContactFactory,
    OfferFactory,
    OrganisationFactory,
    ReviewFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db
SELECTED = ExpressionState.SELECTED


@pytest.fixture
def offer(home, make, coordinator):
    """Offers an expression to the gateway."""

    def offer_one(expression=None, **fields):
        return hand_over(
            expression=expression or make(SELECTED),
            by=coordinator,
            **{
                "organisation": home.gateway,
                "market": home.market,
                "contact": home.contact,
                "message": "Please help.",
                **fields,
            },
        )

    return offer_one


def letters(kind):
    return Email.objects.filter(kind=f"smes.{kind}")


def test_a_gateway_gets_a_private_link_and_nothing_of_the_company_by_mail(
    home, make, offer, mailoutbox
):
    handover = offer(make(SELECTED, company_name="Zqxsecret"))
    email = letters("handover_offered").get()
    assert email.to_address == home.contact.email
    assert email.is_secret
    sent = mailoutbox[0]
    assert f"/handovers/{handover.pk}.1~" in sent.body
    assert "Please help." in sent.body
    assert "Zqxsecret" not in sent.body + sent.subject
    handover.refresh_from_db()
    assert handover.expression.company.name == "Zqxsecret"


def test_a_company_of_the_directory_is_kept(home, make, offer):
    offer(make(SELECTED, company=home.company))
    assert Company.objects.get() == home.company


def test_without_consent_nothing_is_handed_over(make, offer):
    with pytest.raises(StepNotAllowed, match="has not agreed"):
        offer(make(SELECTED, shares=False))
    assert not Email.objects.exists()


def test_only_a_selected_company_is_handed_over(make, offer):
    with pytest.raises(StepNotAllowed, match="Only a selected company"):
        offer(make())


def test_a_gateway_has_it_once(make, offer):
    expression = make(SELECTED)
    offer(expression)
    with pytest.raises(ValidationError, match="with this gateway already"):
        offer(expression)


def test_the_contact_is_one_of_the_gateway_with_an_address(home, offer):
    for contact in (
        ContactFactory(organisation__partnership=home.partnership),
        ContactFactory(organisation=home.gateway, email="", phone="1"),
    ):
        with pytest.raises(ValidationError, match="with an e-mail address"):
            offer(contact=contact)


def test_gateways_that_offer_what_is_wanted_come_first(home, make):
    expression = make(SELECTED)
    service = ServiceFactory(partnership=home.partnership)
    expression.services.add(service)
    best = OrganisationFactory(partnership=home.partnership, name="Zeta")
    OfferFactory(organisation=best, service=service, market=home.market)
    OfferFactory(organisation=home.gateway, market=home.market)
    assert [(row.name, row.fitting) for row in gateways_for(expression)] == [
        ("Zeta", 1),
        ("Kobe Gateway", 0),
    ]


def test_accepting_opens_one_support_case(home, make, offer, coordinator):
    handover = offer(make(SELECTED, responsible=home.people["home staff"]))
    answer_handover(handover=handover, answer=Answer(HandoverState.ACCEPTED))
    case = SupportCase.objects.get()
    assert (case.handover, case.organisation, case.market) == (handover, home.gateway, home.market)
    assert letters("handover_answered").get().to_address == home.people["home staff"].email


def test_of_two_answers_at_once_the_first_counts(offer):
    handover = offer()
    answer_handover(handover=handover, answer=Answer(HandoverState.DECLINED, "No room."))
    with pytest.raises(StepNotAllowed, match="Kobe Gateway has declined already"):
        answer_handover(handover=handover, answer=Answer(HandoverState.ACCEPTED))
    assert not SupportCase.objects.exists()
    assert letters("handover_answered").count() == 1


@pytest.mark.parametrize("state", [HandoverState.ASKED_BACK, HandoverState.DECLINED])
def test_questions_and_refusals_have_words(offer, state):
    handover = offer()
    with pytest.raises(ReasonIsMissing):
        answer_handover(handover=handover, answer=Answer(state, "  "))
    handover.refresh_from_db()
    assert handover.state == "offered"


def test_a_question_goes_to_the_thread_and_its_answer_back(offer, coordinator, mailoutbox):
    handover = offer()
    answer_handover(handover=handover, answer=Answer(HandoverState.ASKED_BACK, "CE mark?"))
    reply_to_gateway(handover=handover, text="Yes, since 2019.", by=coordinator)
    handover.refresh_from_db()
    assert handover.state == "offered"
    said = ExpressionMessage.objects.values_list("party", "text", "author")
    assert list(said) == [
        ("gateway", "CE mark?", None),
        ("partner", "Yes, since 2019.", coordinator.pk),
    ]
    assert mailoutbox[-1].to == [handover.contact.email]
    assert "Yes, since 2019." in mailoutbox[-1].body
    with pytest.raises(StepNotAllowed):
        reply_to_gateway(handover=handover, text="And again.", by=coordinator)


def test_after_a_refusal_another_gateway_can_be_asked(home, make, offer):
    expression = make(SELECTED)
    answer_handover(handover=offer(expression), answer=Answer(HandoverState.DECLINED, "No room."))
    assert Expression.objects.at_stage("selected").get() == expression
    offer(expression)
    assert Expression.objects.at_stage("with gateway").get() == expression


def test_what_is_taken_back_shows_nothing_and_cannot_be_accepted(offer, coordinator):
    handover = offer()
    assert may_be_shown(handover)
    former = handover.link
    recalled = recall_handover(handover=handover, by=coordinator)
    assert not may_be_shown(recalled)
    assert recalled.link != former
    with pytest.raises(StepNotAllowed, match="taken its request back"):
        answer_handover(handover=handover, answer=Answer(HandoverState.ACCEPTED))
    assert letters("handover_recalled").count() == 1


def test_consent_that_is_taken_back_ends_the_view(offer):
    handover = offer()
    handover.expression.consents.update(withdrawn_at=timezone.now())
    assert not may_be_shown(handover)


def test_nothing_is_kept_or_sent_after_a_rollback(make, offer):
    expression = make(SELECTED)
    with transaction.atomic():
        offer(expression)
        transaction.set_rollback(True)
    assert not Handover.objects.exists()
    assert not Email.objects.exists()
    assert not Company.objects.filter(expressions=expression).exists()


# Reminders ---------------------------------------------------------------------------------------


def test_reviewers_are_reminded_before_their_day_and_after_it_once_each(home, make):
    today = timezone.localdate()
    review = ReviewFactory(
        expression=make(), reviewer=home.people["home staff"], due_on=today + timedelta(days=3)
    )
    ReviewFactory(expression=make(), due_on=today + timedelta(days=4))
    ReviewFactory(expression=make(), due_on=today, done=True)
    for _ in range(2):
        remind_of_expressions()
    assert letters("review_reminder").get().subject.startswith("Due soon: your review of ")
    review.refresh_from_db()
    assert review.reminded_at is not None
    for _ in range(2):
        remind_of_expressions(now=timezone.now() + timedelta(days=4))
    subjects = list(letters("review_reminder").filter(about_id=review.pk).values_list("subject"))
    assert len(subjects) == 2


def test_nobody_is_reminded_of_a_review_that_is_not_needed_any_more(make):
    ReviewFactory(
        expression=make(ExpressionState.DECLINED, decision_reason="Late."),
        due_on=timezone.localdate(),
    )
    remind_of_expressions()
    assert not Email.objects.exists()
    assert Review.objects.get().reminded_at is None


def test_gateways_are_reminded_once_after_some_days(offer, mailoutbox):
    handover = offer()
    remind_of_expressions(now=timezone.now() + timedelta(days=6))
    assert not letters("handover_reminder").exists()
    for _ in range(2):
        remind_of_expressions(now=timezone.now() + timedelta(days=8))
    assert letters("handover_reminder").count() == 1
    assert f"/handovers/{handover.pk}.1~" in mailoutbox[-1].body


def test_who_cares_is_reminded_of_what_nobody_has_begun_with(home, make, coordinator):
    make(ExpressionState.CONFIRMED, responsible=home.people["home staff"])
    make(ExpressionState.CONFIRMED, cluster=None)
    for _ in range(2):
        remind_of_expressions(now=timezone.now() + timedelta(days=8))
    told = letters("untouched_reminder").values_list("to_address", flat=True)
    assert sorted(told) == sorted([home.people["home staff"].email, coordinator.email])
