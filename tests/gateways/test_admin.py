"""Entering organisations and agreements in the office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gateways.models import Agreement, Organisation
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    OrganisationFactory,
    PartnershipFactory,
    TargetMarketFactory,
)
from tests.office import change_page, errors, page, row_errors, rows, send, signed_in

pytestmark = pytest.mark.django_db

ADD = page(Agreement, "add")


@pytest.fixture
def office(client):
    return signed_in(client)


def entered(own, **changes):
    """An agreement as somebody types it."""
    typed = {
        "partnership": str(own.partnership_id),
        "market": str(own.pk),
        "kind": "MoU",
        "status": "signed",
    }
    return {**typed, **changes}


def party(organisation):
    """A party as somebody types it."""
    return {"organisation": str(organisation.pk), "position": "0"}


def test_an_agreement_is_entered_with_its_parties(office):
    market = TargetMarketFactory()
    signer = OrganisationFactory(partnership=market.partnership)
    response = send(office, ADD, **entered(market), **rows("parties", party(signer)))
    assert response.status_code == 302
    assert Agreement.objects.get().parties.get().organisation == signer


def test_an_agreement_without_a_market_says_what_to_choose(office):
    response = send(office, ADD, **entered(TargetMarketFactory(), market=""))
    assert errors(response) == {"market": ["Choose the target market that the agreement opens."]}


def test_an_agreement_that_ends_before_it_was_signed_is_refused(office):
    days = {"signed_on": "2020-01-02", "valid_until": "2020-01-01"}
    response = send(office, ADD, **entered(TargetMarketFactory(), **days))
    assert errors(response) == {
        "valid_until": ["The agreement ends before it was signed. Enter a later day."]
    }


def test_a_market_of_another_partnership_is_refused_by_its_name(office):
    stranger = TargetMarketFactory(label="Japan")
    response = send(office, ADD, **entered(TargetMarketFactory(), market=str(stranger.pk)))
    assert errors(response) == {
        "market": ["“Japan” belongs to another partnership. Choose from this partnership."]
    }


def test_a_party_of_another_partnership_is_refused_in_its_row(office):
    agreement = AgreementFactory()
    stranger = OrganisationFactory(name="Elsewhere")
    response = send(office, change_page(agreement), **rows("parties", party(stranger)))
    assert row_errors(response, "parties") == [
        {
            "organisation": [
                "“Elsewhere (US)” belongs to another partnership. Choose from this partnership."
            ]
        }
    ]


def test_a_party_of_another_partnership_is_refused_on_its_own_page_too(office):
    stranger = OrganisationFactory()
    response = send(office, change_page(AgreementPartyFactory()), organisation=str(stranger.pk))
    assert list(errors(response)) == ["organisation"]


def test_the_same_party_twice_is_refused_at_the_second(office):
    agreement = AgreementFactory()
    signer = OrganisationFactory(partnership=agreement.partnership)
    response = send(office, change_page(agreement), **rows("parties", party(signer), party(signer)))
    assert row_errors(response, "parties")[1] == {
        "organisation": ["This organisation is already a party to the agreement."]
    }


def test_an_organisation_of_the_same_name_in_a_country_is_refused_whatever_its_case(office):
    known = OrganisationFactory(name="MassBio")
    response = send(
        office,
        page(Organisation, "add"),
        partnership=str(known.partnership_id),
        name="MASSBIO",
        country="US",
        side="third_intermediary",
        kind="cluster",
    )
    assert errors(response) == {
        "name": ["There is already an organisation of this name in this country."]
    }


def test_spellings_are_entered_one_a_line(office):
    organisation = OrganisationFactory()
    send(office, change_page(organisation), other_names="MassBio\n\nMass Bio \n")
    organisation.refresh_from_db()
    assert organisation.other_names == ["MassBio", "Mass Bio"]


def test_a_search_for_an_organisation_stays_within_the_partnership(office):
    own = OrganisationFactory(name="Own agency")
    OrganisationFactory(name="Other agency")
    asked = {
        "term": "agency",
        "app_label": "gateways",
        "model_name": "agreementparty",
        "field_name": "organisation",
    }
    address = reverse("admin:autocomplete")
    within = office.get(address, {**asked, "partnership": own.partnership_id}).json()
    assert [found["text"] for found in within["results"]] == ["Own agency (US)"]
    everywhere = office.get(address, asked).json()
    assert len(everywhere["results"]) == 2
    assert f"Own agency (US) · {own.partnership}" in [
        found["text"] for found in everywhere["results"]
    ]


def test_the_page_of_an_agreement_costs_the_same_for_one_party_and_for_three(office):
    agreement = AgreementPartyFactory().agreement
    office.get(change_page(agreement))
    with CaptureQueriesContext(connection) as one:
        office.get(change_page(agreement))
    AgreementPartyFactory.create_batch(2, agreement=agreement)
    office.get(change_page(agreement))  # its findings are counted once
    with CaptureQueriesContext(connection) as three:
        office.get(change_page(agreement))
    assert len(one) == len(three)


def test_a_new_agreement_begun_from_its_partnership_belongs_to_it(office):
    partnership = PartnershipFactory()
    form = office.get(ADD, {"partnership": partnership.pk}).context["adminform"].form
    assert form["partnership"].value() == str(partnership.pk)


@pytest.mark.parametrize("sent", ["NaN", "😀", "9" * 20, "-1"])
def test_what_was_not_chosen_from_a_searched_select_is_refused_in_words(office, sent):
    party = AgreementPartyFactory()
    address = change_page(party.agreement)
    changes = {"market": sent, "clusters": ["NaN"], "parties__0__organisation": sent}
    response = send(office, address, **changes)
    assert set(errors(response)) == {"market", "clusters"}
    (row,) = row_errors(response, "parties")
    assert row == {"organisation": ["This record no longer exists. Choose another one."]}


def test_a_line_that_no_database_keeps_is_refused_in_words(office):
    organisation = OrganisationFactory()
    response = send(office, change_page(organisation), sectors="Health\nLas\0er")
    assert errors(response) == {"sectors": ["Null characters are not allowed."]}


def test_lists_are_filtered_by_the_countries_that_occur(office):
    OrganisationFactory(country="JP")
    OrganisationFactory(country="US")
    OrganisationFactory(country="US")
    address = page(Organisation, "changelist")
    filters = {spec.title: spec for spec in office.get(address).context["cl"].filter_specs}
    shown = office.get(address, {"country__exact": "FR"})
    offered = [choice["display"] for choice in filters["country"].choices(shown.context["cl"])]
    assert offered == ["All", "Japan", "United States of America"]
    (chosen,) = [spec for spec in shown.context["cl"].filter_specs if spec.title == "country"]
    assert [choice["display"] for choice in chosen.choices(shown.context["cl"])][1] == "France"
    assert shown.context["cl"].result_count == 0
