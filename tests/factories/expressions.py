"""Smallest valid expressions of interest, reviews and handovers."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from gateways.choices import Side
from smes.choices import ExpressionState, Party, QuestionKind, ReviewState
from smes.models import (
    Answer,
    Criterion,
    Expression,
    ExpressionConsent,
    ExpressionFile,
    ExpressionMessage,
    ExpressionStep,
    Handover,
    Question,
    Review,
    Score,
)
from tests.factories.gateways import OrganisationFactory
from tests.factories.partnership import (
    ConsentTextFactory,
    PartnershipFactory,
    TargetMarketFactory,
    UserFactory,
)


class ExpressionFactory(DjangoModelFactory):
    """A received expression of a German company; with ``draft=True``, an empty draft."""

    class Meta:
        model = Expression

    class Params:
        draft = factory.Trait(
            state=ExpressionState.DRAFT,
            number=None,
            reference="",
            submitted_at=None,
            confirmed_at=None,
            company_name="",
            email="",
            contact_name="",
            country="",
            seeks="",
        )

    partnership = factory.SubFactory(PartnershipFactory)
    number = factory.Sequence(lambda n: n + 1)
    reference = factory.LazyAttribute(lambda made: f"P{made.partnership.pk}-2026-{made.number:04d}")
    state = ExpressionState.CONFIRMED
    submitted_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyFunction(timezone.now)
    company_name = factory.Sequence(lambda n: f"Applicant {n}")
    country = "DE"
    contact_name = "Export manager"
    email = factory.Sequence(lambda n: f"applicant{n}@example.org")
    seeks = "A distributor for medical devices."


class ExpressionStepFactory(DjangoModelFactory):
    """The SME has confirmed its address."""

    class Meta:
        model = ExpressionStep

    expression = factory.SubFactory(ExpressionFactory)
    from_state = ExpressionState.SUBMITTED
    to_state = ExpressionState.CONFIRMED
    party = Party.SME


class ExpressionFileFactory(DjangoModelFactory):
    """A small PDF."""

    class Meta:
        model = ExpressionFile

    expression = factory.SubFactory(ExpressionFactory)
    file = factory.django.FileField(filename="profile.pdf", data=b"%PDF-1.7 profile")
    name = "profile.pdf"
    size = 16
    sha256 = factory.Sequence(lambda n: f"{n:064x}")


class ExpressionConsentFactory(DjangoModelFactory):
    """The SME has agreed to a text."""

    class Meta:
        model = ExpressionConsent

    expression = factory.SubFactory(ExpressionFactory)
    text = factory.SubFactory(ConsentTextFactory)


class ExpressionMessageFactory(DjangoModelFactory):
    """The SME asks something."""

    class Meta:
        model = ExpressionMessage

    expression = factory.SubFactory(ExpressionFactory)
    party = Party.SME
    text = "When shall we hear from you?"


class QuestionFactory(DjangoModelFactory):
    """A question that is answered in a line."""

    class Meta:
        model = Question

    partnership = factory.SubFactory(PartnershipFactory)
    kind = QuestionKind.LINE
    text = factory.Sequence(lambda n: f"Question {n}?")


class AnswerFactory(DjangoModelFactory):
    """An answer to a question of the same partnership."""

    class Meta:
        model = Answer

    expression = factory.SubFactory(ExpressionFactory)
    question = factory.SubFactory(
        QuestionFactory, partnership=factory.SelfAttribute("..expression.partnership")
    )
    value = "Yes, since 2019."


class CriterionFactory(DjangoModelFactory):
    """A criterion of weight 10, with scores from 0 to 5."""

    class Meta:
        model = Criterion

    partnership = factory.SubFactory(PartnershipFactory)
    label = factory.Sequence(lambda n: f"Criterion {n}")
    weight = 10


class ReviewFactory(DjangoModelFactory):
    """A review that was asked for; ``declared=True`` without a conflict, ``done=True`` finished."""

    class Meta:
        model = Review

    class Params:
        declared = factory.Trait(declared_at=factory.LazyFunction(timezone.now))
        done = factory.Trait(
            state=ReviewState.DONE,
            declared_at=factory.LazyFunction(timezone.now),
            done_at=factory.LazyFunction(timezone.now),
        )

    expression = factory.SubFactory(ExpressionFactory)
    reviewer = factory.SubFactory(UserFactory)


class ScoreFactory(DjangoModelFactory):
    """Three of five."""

    class Meta:
        model = Score

    review = factory.SubFactory(ReviewFactory)
    criterion = factory.SubFactory(
        CriterionFactory, partnership=factory.SelfAttribute("..review.expression.partnership")
    )
    value = 3


class HandoverFactory(DjangoModelFactory):
    """A selected SME that is offered to a gateway of the partnership."""

    class Meta:
        model = Handover

    expression = factory.SubFactory(ExpressionFactory, state=ExpressionState.SELECTED)
    organisation = factory.SubFactory(
        OrganisationFactory,
        partnership=factory.SelfAttribute("..expression.partnership"),
        side=Side.THIRD_INTERMEDIARY,
    )
    market = factory.SubFactory(
        TargetMarketFactory, partnership=factory.SelfAttribute("..expression.partnership")
    )
