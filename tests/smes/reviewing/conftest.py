"""A partnership with its people, and expressions to work with."""

from types import SimpleNamespace

import pytest

from gateways.choices import Side
from smes.choices import Eligibility, ExpressionState
from smes.consents import SHARING
from tests.factories import (
    CompanyFactory,
    ConsentTextFactory,
    ContactFactory,
    CriterionFactory,
    ExpressionConsentFactory,
    ExpressionFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    RoleFactory,
    TargetMarketFactory,
    UserFactory,
)


@pytest.fixture
def home():
    """A partnership with two members, a market, a gateway, and a person in each role."""
    partnership = PartnershipFactory(acronym="ALPHA", slug="alpha")
    own, other = MembershipFactory.create_batch(2, partnership=partnership)
    market = TargetMarketFactory(partnership=partnership, label="Japan")
    gateway = OrganisationFactory(
        partnership=partnership, name="Kobe Gateway", side=Side.THIRD_INTERMEDIARY
    )
    gateway_person, sme_person = UserFactory.create_batch(2)
    contact = ContactFactory(organisation=gateway, person=gateway_person, name="Desk officer")
    company = CompanyFactory(partnership=partnership, cluster=own.cluster)
    ContactFactory(organisation=company, person=sme_person)

    def person(kind, where=partnership, **fields):
        return RoleFactory(kind=kind, partnership=where, **fields).person

    return SimpleNamespace(
        partnership=partnership,
        cluster=own.cluster,
        market=market,
        gateway=gateway,
        contact=contact,
        company=company,
        people={
            "coordinator": person("coordinator"),
            "home staff": person("partner", cluster=own.cluster),
            "other staff": person("partner", cluster=other.cluster),
            "officer": person("project officer"),
            "gateway contact": gateway_person,
            "SME contact": sme_person,
            "coordinator elsewhere": person("coordinator", PartnershipFactory(slug="beta")),
            "administrator": UserFactory(administrator=True),
        },
    )


@pytest.fixture
def coordinator(home):
    return home.people["coordinator"]


@pytest.fixture
def make(home):
    """Makes an expression of the home cluster that may be selected and handed over."""

    def make_one(state=ExpressionState.UNDER_REVIEW, *, shares=True, **fields):
        made = ExpressionFactory(
            partnership=home.partnership,
            state=state,
            **{
                "cluster": home.cluster,
                "eligibility": Eligibility.ELIGIBLE,
                "profile": "Makes sensors.",
                **fields,
            },
        )
        made.markets.add(home.market)
        if shares:
            text = ConsentTextFactory._meta.model.objects.filter(key=SHARING.key).first()
            ExpressionConsentFactory(
                expression=made, text=text or ConsentTextFactory(key=SHARING.key)
            )
        return made

    return make_one


@pytest.fixture
def criteria(home):
    """Two criteria: weight 60 to 5, weight 40 to 10."""
    return [
        CriterionFactory(partnership=home.partnership, label="Fit", weight=60, highest=5),
        CriterionFactory(partnership=home.partnership, label="Means", weight=40, highest=10),
    ]
