"""What the tests of accounts share."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory
from tests.partnership.accounts.totp import code_for
from tests.reporting.reading import read


@pytest.fixture
def person():
    """Somebody whose address is confirmed."""
    return UserFactory(email="ada@example.org", name="Ada", confirmed=True)


@pytest.fixture
def enter():
    """Signs in by the page, as a browser does; gives the answer."""

    def send(client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: str):
        typed = {"login": email, "password": password, **more}
        return client.post(reverse("account_login"), typed)

    return send


def said(response: Any) -> str:
    """What the main part of a page says."""
    return read(response).one("main").text


def is_signed_in(client: Client) -> bool:
    """Whether one's own account opens."""
    return client.get(reverse("account")).status_code == 200


@pytest.fixture
def elsewhere():
    """Another browser."""
    return Client()


def set_up_app(client: Client) -> str:
    """Set up an app by the page; gives its key."""
    page = client.get(reverse("mfa_activate_totp"))
    (secret,) = re.findall(r"<code>([A-Z2-7]{16,})</code>", page.content.decode())
    response = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def passkey_of(person: Any) -> Authenticator:
    """A passkey that no device has."""
    return Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "Passkey 1", "credential": {}}
    )
