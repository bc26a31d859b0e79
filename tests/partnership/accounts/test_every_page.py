"""Every address of accounts, tried by everybody; a new one belongs into one of the lists."""

import importlib
import sys

import pytest
from django.conf import settings
from django.core import mail
from django.urls import get_resolver, reverse

from partnership.services import deliver_invitation
from tests.factories import InvitationFactory, ProgrammeFactory, UserFactory
from tests.partnership.accounts.conftest import set_up_app
from tests.reporting.reading import read

pytestmark = pytest.mark.django_db

OPEN = {
    "account_login",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
}
"""For everybody."""
OWN = {
    "account",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "usersessions_list",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
}
"""Of whoever is signed in."""
WITH_FACTOR = {
    "mfa_reauthenticate_webauthn",
    "mfa_reauthenticate",
}
"""Of whoever is signed in and has a second factor; passkeys are tried in the browser."""
LEADS_ON = {
    "account_logout": "/account/login/",
    "account_set_password": "/account/login/?next=/account/password/set/",
    "account_confirm_login_code": "/account/login/",
    "mfa_authenticate": "/account/login/",
    "mfa_login_webauthn": "/account/login/",
    "mfa_deactivate_totp": "/account/login/?next=/account/2fa/totp/deactivate/",
    "mfa_view_recovery_codes": "/account/login/?next=/account/2fa/recovery-codes/",
    "mfa_download_recovery_codes": "/account/login/?next=/account/2fa/recovery-codes/download/",
}
"""Lead visitors elsewhere, as they have nothing there."""
TAKES = {
    "invitation",
    "account_confirm_email",
    "account_reset_password_from_key",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}
"""Take a link or a number, see the tests of each."""


def names():
    """The name of every address under /account/."""
    found = set()

    def walk(resolver):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern)
            else:
                found.add(pattern.name)

    (accounts,) = [each for each in get_resolver().url_patterns if str(each.pattern) == "account/"]
    walk(accounts)
    return found


def test_every_address_is_tried():
    assert names() == OPEN | OWN | WITH_FACTOR | set(LEADS_ON) | TAKES


@pytest.mark.parametrize("name", sorted(OWN | WITH_FACTOR))
def test_visitors_are_led_to_sign_in_and_back(client, name):
    for ask in (client.get, client.post):
        location = ask(reverse(name))["Location"]
        assert location.replace("%2F", "/") == f"/account/login/?next={reverse(name)}"


@pytest.mark.parametrize("name", sorted(LEADS_ON))
def test_visitors_find_nothing_that_belongs_to_nobody(client, name):
    assert client.get(reverse(name))["Location"].replace("%2F", "/") == LEADS_ON[name]


def correct(response):
    """A page of the portal: one heading, the language, the programme, nothing inline."""
    page = read(response)
    html = response.content.decode()
    assert page.one("html").attributes["lang"] == "en-GB"
    assert len(page.find("h1")) == 1
    assert len(page.find("main")) == 1
    assert "The content represents the views of the authors only." in page.one("footer").text
    assert " style=" not in html
    for script in page.find("script"):
        assert script.attributes.get("type") == "application/json" or script.attributes["src"]
    assert "unsafe" not in response["Content-Security-Policy"]
    return page


@pytest.fixture(autouse=True)
def programme():
    ProgrammeFactory()


@pytest.mark.parametrize("name", sorted(OPEN))
def test_pages_for_everybody_are_the_portal_s_own(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    correct(response)


@pytest.mark.parametrize("name", sorted(OWN | {"account_logout"}))
def test_pages_of_one_s_own_are_the_portal_s_own(client, enter, name):
    UserFactory(email="ada@example.org", name="Ada", confirmed=True)
    enter(client)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert "Ada" in correct(response).one("header").text
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "name",
    [
        "mfa_reauthenticate",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_index",
        "account",
    ],
)
def test_pages_of_a_second_factor_are_the_portal_s_own(client, enter, name):
    UserFactory(email="ada@example.org", name="Ada", confirmed=True)
    enter(client)
    set_up_app(client)
    response = client.get(reverse(name))
    assert response.status_code == 200
    correct(response)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "/account/invitation/abc/",
        "/account/confirm-email/abc/",
        "/account/password/reset/key/1-abc/",
    ],
)
def test_links_that_lead_nowhere_lead_to_a_page_of_the_portal(client, address):
    correct(client.get(address))


def test_an_invitation_is_a_page_of_the_portal(client):
    invitation = InvitationFactory()
    deliver_invitation(invitation=invitation, by=invitation.invited_by)
    link = mail.outbox[0].body.partition(settings.SITE_URL)[2].split()[0]
    response = client.get(link)
    correct(response)
    assert "no-store" in response["Cache-Control"]


def test_production_is_stricter(monkeypatch):
    for name, value in {
        "SECRET_KEY": "x",
        "ALLOWED_HOSTS": "portal.example",
        "DATABASE_URL": "postgres://portal@localhost/portal",
        "BEHIND_PROXY": "true",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delitem(sys.modules, "config.settings.production", raising=False)
    production = importlib.import_module("config.settings.production")
    assert production.MFA_REQUIRED is True
    assert production.SESSION_COOKIE_SECURE is True
    assert production.SESSION_EXPIRE_AT_BROWSER_CLOSE is True
    assert production.ALLAUTH_TRUSTED_PROXY_COUNT == 1
    assert not hasattr(production, "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN")
    assert settings.MFA_REQUIRED is False
