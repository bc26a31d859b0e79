"""Entering people in the office."""

import pytest

from partnership.models import User
from tests.factories import PASSWORD, PartnershipFactory, UserFactory
from tests.office import change_page, errors, page, send, signed_in

pytestmark = pytest.mark.django_db

ADD = page(User, "add")


@pytest.fixture
def office(client):
    return signed_in(client)


def entered(**changes):
    """A person as somebody types them."""
    return {
        "email": "New@Example.org",
        "name": "Coordinator",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **changes,
    }


def test_a_person_is_entered_by_e_mail_address_and_password(office):
    assert send(office, ADD, **entered()).status_code == 302
    person = User.objects.get(email="new@example.org")
    assert person.check_password(PASSWORD)
    assert not person.is_staff


def test_an_address_is_taken_once_whatever_its_case(office):
    UserFactory(email="new@example.org")
    assert errors(send(office, ADD, **entered())) == {
        "email": ["There is already a person with this e-mail address."]
    }


def test_two_different_passwords_are_refused(office):
    assert list(errors(send(office, ADD, **entered(password2="another-one-entirely")))) == [
        "password2"
    ]


def test_a_password_that_is_easily_guessed_is_refused(office):
    refused = send(office, ADD, **entered(password1="password", password2="password"))
    assert list(errors(refused)) == ["password2"]


def test_a_person_is_given_a_role_and_with_it_the_way_into_the_office(office):
    person, partnership = UserFactory(), PartnershipFactory()
    role = {
        "roles-TOTAL_FORMS": "1",
        "roles-0-kind": "coordinator",
        "roles-0-partnership": partnership.pk,
    }
    assert send(office, change_page(person), **role).status_code == 302
    person = User.objects.get(pk=person.pk)
    assert person.is_staff
    assert person.roles.get().partnership == partnership
    assert person.check_password(PASSWORD)


def test_the_password_has_a_page_of_its_own(office):
    person = UserFactory()
    address = f"/admin/partnership/user/{person.pk}/password/"
    new = "another-correct-horse"
    typed = {"usable_password": "true", "password1": new, "password2": new}
    assert office.post(address, typed).status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)


def test_the_history_of_a_person_never_shows_a_password(office):
    person = UserFactory()
    send(office, change_page(person), name="Another name")
    assert not hasattr(person.history.latest(), "password")


def test_a_sign_in_is_no_change_of_the_person(client):
    person = UserFactory(administrator=True)
    before = person.history.count()
    client.force_login(person)
    person.refresh_from_db()
    assert person.last_login is not None
    assert person.history.count() == before
    person.name = "Another name"
    person.save()
    assert person.history.count() == before + 1
