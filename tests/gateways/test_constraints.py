"""What the database refuses of organisations and agreements, and how it says so."""

from datetime import date

import pytest

from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    ContactFactory,
    OfferFactory,
    OrganisationFactory,
    ServiceFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.rules import assert_refused, at, rules_of, twin

pytestmark = pytest.mark.django_db


def _agreement(**changes):
    market = TargetMarketFactory()
    return AgreementFactory.build(partnership=market.partnership, market=market, **changes)


RULES = {
    "contact_person_unique": lambda: (
        twin(ContactFactory, ["organisation", "person"], first={"person": UserFactory()}),
        at("person", "This person is a contact of the organisation already."),
    ),
    "agreement_document_confidentiality_known": lambda: (
        _agreement(document_confidentiality="secret"),
        at("document_confidentiality", "Value 'secret' is not a valid choice."),
    ),
    "organisation_name_unique": lambda: (
        twin(OrganisationFactory, ["partnership"], first={"name": "MassBio"}, name="massbio"),
        at("name", "There is already an organisation of this name in this country."),
    ),
    "agreement_valid_after_signed": lambda: (
        _agreement(signed_on=date(2020, 1, 1), valid_until=date(2019, 12, 31)),
        at("valid_until", "The agreement ends before it was signed. Enter a later day."),
    ),
    "agreement_reference_unique": lambda: (
        twin(
            AgreementFactory,
            ["partnership", "market", "reference"],
            first={"reference": "A1"},
        ),
        at("reference", "Another agreement has this reference."),
    ),
    "service_code_unique": lambda: (
        twin(ServiceFactory, ["partnership", "code"]),
        at("code", "The partnership has a service of this code already."),
    ),
    "offer_unique": lambda: (
        twin(OfferFactory, ["organisation", "service", "market"]),
        at("service", "This organisation offers this service in this market already."),
    ),
    "agreement_party_unique": lambda: (
        twin(AgreementPartyFactory, ["agreement", "organisation"]),
        at("organisation", "This organisation is already a party to the agreement."),
    ),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_row_that_breaks_a_rule_is_refused_by_form_and_database(rule):
    assert_refused(rule)


def test_every_rule_is_tried():
    assert set(RULES) == rules_of("gateways")


def test_agreements_without_a_reference_do_not_get_in_each_others_way():
    first = AgreementFactory()
    AgreementFactory(partnership=first.partnership).full_clean()
