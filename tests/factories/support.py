"""Smallest valid support cases and what comes of them."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from smes.choices import OutcomeKind, Party, TestimonialState
from smes.models import (
    Outcome,
    OutcomeRequest,
    Satisfaction,
    SupportCase,
    SupportContact,
    SupportFile,
    Testimonial,
    WorkStep,
)
from tests.factories.gateways import OrganisationFactory
from tests.factories.partnership import PartnershipFactory, TargetMarketFactory
from tests.factories.smes import CompanyFactory


class SupportCaseFactory(DjangoModelFactory):
    """A case whose work plan is to be agreed, all of one partnership."""

    class Meta:
        model = SupportCase

    partnership = factory.SubFactory(PartnershipFactory)
    company = factory.SubFactory(CompanyFactory, partnership=factory.SelfAttribute("..partnership"))
    market = factory.SubFactory(
        TargetMarketFactory, partnership=factory.SelfAttribute("..partnership")
    )
    organisation = factory.SubFactory(
        OrganisationFactory, partnership=factory.SelfAttribute("..partnership")
    )
    title = "Finding a distributor"


class WorkStepFactory(DjangoModelFactory):
    """A planned step."""

    class Meta:
        model = WorkStep

    case = factory.SubFactory(SupportCaseFactory)
    title = factory.Sequence(lambda n: f"Step {n}")


class SupportContactFactory(DjangoModelFactory):
    """A call by the gateway."""

    class Meta:
        model = SupportContact

    case = factory.SubFactory(SupportCaseFactory)
    party = Party.GATEWAY
    note = "First call."


class SupportFileFactory(DjangoModelFactory):
    """A small PDF from the gateway."""

    class Meta:
        model = SupportFile

    case = factory.SubFactory(SupportCaseFactory)
    file = factory.django.FileField(filename="study.pdf", data=b"%PDF-1.7 study")
    name = "study.pdf"
    party = Party.GATEWAY
    sha256 = factory.Sequence(lambda n: f"{n:064x}")


class OutcomeFactory(DjangoModelFactory):
    """A declared contract; with ``confirmed=True`` or ``disputed=True``, one that was answered."""

    class Meta:
        model = Outcome

    class Params:
        confirmed = factory.Trait(confirmed_at=factory.LazyFunction(timezone.now))
        disputed = factory.Trait(
            disputed_at=factory.LazyFunction(timezone.now), dispute="It never came to that."
        )

    case = factory.SubFactory(SupportCaseFactory)
    kind = OutcomeKind.CONTRACT
    description = "Contract with a distributor."


class OutcomeRequestFactory(DjangoModelFactory):
    """The question after three months."""

    class Meta:
        model = OutcomeRequest

    case = factory.SubFactory(SupportCaseFactory)
    months = 3
    due_on = "2026-05-01"


class SatisfactionFactory(DjangoModelFactory):
    """Four of five."""

    class Meta:
        model = Satisfaction

    case = factory.SubFactory(SupportCaseFactory)
    overall = 4


class TestimonialFactory(DjangoModelFactory):
    """A testimonial as it was received; with ``approved=True``, one that may be shown."""

    class Meta:
        model = Testimonial

    class Params:
        approved = factory.Trait(
            state=TestimonialState.APPROVED,
            text="They knew whom to call.",
            approved_text=factory.SelfAttribute("text"),
            approved_at=factory.LazyFunction(timezone.now),
        )

    partnership = factory.SubFactory(PartnershipFactory)
    company = factory.SubFactory(CompanyFactory, partnership=factory.SelfAttribute("..partnership"))
    function = "Managing director"
    email = factory.Sequence(lambda n: f"director{n}@example.org")
    original = "The gateway knew whom to call."
