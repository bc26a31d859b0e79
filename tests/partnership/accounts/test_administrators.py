"""The first administrator, made by a command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from partnership.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture
def create(settings):
    """What the command says."""

    def run(email="Anna@Example.org", password=PASSWORD, **options):
        settings.ADMINISTRATOR_PASSWORD = password
        said = StringIO()
        call_command("create_administrator", email, stdout=said, **options)
        return said.getvalue().strip()

    return run


def test_it_makes_somebody_who_may_do_everything_and_signs_in(create, client):
    assert create(name="Anna") == "anna@example.org is an administrator now."
    anna = User.objects.get()
    assert (anna.email, anna.name, anna.is_superuser) == ("anna@example.org", "Anna", True)
    client.post("/account/login/", {"login": "anna@example.org", "password": PASSWORD})
    assert client.get("/admin/").status_code == 200


def test_said_twice_nothing_changes(create):
    create()
    before = User.objects.values().get()
    said = create(email="anna@example.org", password="another pass word")
    assert said == "anna@example.org is an administrator already; nothing was changed."
    assert User.objects.values().get() == before


@pytest.mark.parametrize(
    ("email", "password", "message"),
    [
        ("anna", PASSWORD, "E-mail address: “anna” is none"),
        ("anna@example.org", "short", "Password: This password is too short"),
        ("anna@example.org", "password1234", "Password: This password is too common"),
        ("anna@example.org", "73529164028375", "Password: This password is entirely numeric"),
        ("anna@example.org", "anna@example.or", "too similar to the"),
    ],
)
def test_what_is_refused_is_told_in_words(create, email, password, message):
    with pytest.raises(CommandError, match=message):
        create(email=email, password=password)
    assert not User.objects.exists()


def test_an_address_of_somebody_else_gets_no_rights_by_the_way(create):
    person = UserFactory(email="anna@example.org")
    with pytest.raises(CommandError, match="belongs to somebody who is not an administrator"):
        create()
    person.refresh_from_db()
    assert not person.is_superuser


def test_without_a_password_and_without_anybody_to_ask_it_says_so(create, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(CommandError, match="set ADMINISTRATOR_PASSWORD or"):
        create(password="")


def test_installing_makes_one_where_there_is_none(settings):
    settings.ADMINISTRATOR_EMAIL = "anna@example.org"
    settings.ADMINISTRATOR_PASSWORD = PASSWORD
    for _ in range(2):
        call_command("install", verbosity=0)
        assert [user.email for user in User.objects.all()] == ["anna@example.org"]
    settings.ADMINISTRATOR_EMAIL = "other@example.org"
    call_command("install", verbosity=0)
    assert User.objects.count() == 1


def test_installing_without_an_administrator_says_how_to_make_one(settings):
    settings.ADMINISTRATOR_EMAIL = ""
    said = StringIO()
    call_command("install", verbosity=0, stdout=said)
    assert "manage.py create_administrator name@example.org" in said.getvalue()
