"""The catalogue of services, and sign-ins of contacts."""

import pytest
import time_machine
from django.urls import reverse

from gateways.exceptions import ContactNotInvited
from gateways.models import Service
from gateways.services import invite_contact, take_over_usual_services
from partnership.choices import RoleKind
from partnership.models import Email, User
from tests.factories import (
    ContactFactory,
    OfferFactory,
    OrganisationFactory,
    PartnershipFactory,
    ServiceFactory,
    UserFactory,
)
from tests.people import coordinator, elsewhere, officer
from tests.smes.following.mailbox import last_text, path_in

pytestmark = pytest.mark.django_db

CODES = [
    "market-study",
    "regulatory-support",
    "rd-partner-search",
    "commercial-partner-search",
    "distributor-search",
    "legal-and-tax",
    "virtual-office",
    "investor-contacts",
]


def test_an_empty_catalogue_takes_over_the_usual_services_in_three_languages():
    partnership = PartnershipFactory()
    taken = take_over_usual_services(partnership=partnership, by=UserFactory())
    assert [service.code for service in taken] == CODES
    assert [service.code for service in Service.objects.all()] == CODES
    first = Service.objects.get(code="market-study")
    assert (first.name, first.name_fr, first.name_de) == (
        "Market study",
        "Étude de marché",
        "Marktstudie",
    )
    assert all(service.description_fr and service.description_de for service in taken)


def test_a_catalogue_that_has_a_service_is_left_as_it_is():
    own = ServiceFactory()
    assert take_over_usual_services(partnership=own.partnership, by=None) == []
    assert list(Service.objects.all()) == [own]


def test_coordinators_fill_their_empty_catalogue_from_its_list(client):
    partnership = PartnershipFactory()
    client.force_login(coordinator(partnership))
    shown = client.get(reverse("admin:gateways_service_changelist")).content.decode()
    assert shown.count("Take over the usual services") == 1
    address = reverse("admin:gateways_service_take_over", args=[partnership.pk])
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302
    assert Service.objects.filter(partnership=partnership).count() == 8
    shown = client.get(reverse("admin:gateways_service_changelist")).content.decode()
    assert "Take over the usual services" not in shown


def test_nobody_else_fills_it(client):
    partnership = PartnershipFactory()
    address = reverse("admin:gateways_service_take_over", args=[partnership.pk])
    for person in (officer(partnership), elsewhere(RoleKind.COORDINATOR), UserFactory()):
        client.force_login(person)
        client.post(address)
    assert not Service.objects.exists()


def test_offers_are_entered_at_their_organisation(client):
    offer = OfferFactory()
    client.force_login(coordinator(offer.organisation.partnership))
    page = reverse("admin:gateways_organisation_change", args=[offer.organisation.pk])
    assert 'name="offers-0-service"' in client.get(page).content.decode()


# Sign-ins of contacts ------------------------------------------------------------------------


@pytest.fixture
def contact():
    return ContactFactory(organisation=OrganisationFactory(), email="gate@example.org", person=None)


def invited(contact):
    invite_contact(contact=contact)
    return path_in(last_text(), "/account/contact/")


def test_a_coordinator_invites_a_contact_to_sign_in(client, contact):
    client.force_login(coordinator(contact.organisation.partnership))
    page = reverse("admin:gateways_contact_change", args=[contact.pk])
    address = reverse("admin:gateways_contact_invite", args=[contact.pk])
    assert address in client.get(page).content.decode()
    assert "gate@example.org" in client.get(address).content.decode()
    assert not Email.objects.exists()
    assert client.post(address).url == page
    assert Email.objects.get().to_address == "gate@example.org"


def test_others_invite_nobody(client, contact):
    address = reverse("admin:gateways_contact_invite", args=[contact.pk])
    for person, status in (
        (officer(contact.organisation.partnership), 404),
        (elsewhere(RoleKind.COORDINATOR), 404),
        (UserFactory(), 302),
    ):
        client.force_login(person)
        assert client.post(address).status_code == status
    assert not Email.objects.exists()


def test_whoever_has_an_account_signs_in_and_accepts(client, contact):
    path = invited(contact)
    person = UserFactory(email="gate@example.org")
    client.force_login(UserFactory())
    assert client.post(path).status_code == 410
    client.force_login(person)
    assert client.post(path).status_code == 302
    contact.refresh_from_db()
    assert contact.person == person
    account = client.get(reverse("account")).content.decode()
    assert "Handed over to us" in account
    assert "My support cases" in account


def test_the_link_ends_with_use_time_and_address(client, contact):
    path = invited(contact)
    with time_machine.travel("2099-01-01"):
        assert client.get(path).status_code == 410
    assert client.get(path[:-3] + "xx/").status_code == 404
    contact.email = "other@example.org"
    contact.save()
    assert client.get(path).status_code == 410
    assert not User.objects.filter(email="gate@example.org").exists()
    contact.delete()
    assert client.get(path).status_code == 404


def test_a_contact_without_address_or_with_a_sign_in_is_not_invited(contact):
    contact.email = ""
    with pytest.raises(ContactNotInvited, match="no e-mail address"):
        invite_contact(contact=contact)
    contact.email, contact.person = "gate@example.org", UserFactory()
    with pytest.raises(ContactNotInvited, match="has a sign-in already"):
        invite_contact(contact=contact)
    assert not Email.objects.exists()
