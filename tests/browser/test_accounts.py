"""Sign-in in a real browser: a passkey kept by a virtual device, an app, an invitation, a telephone."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from partnership.services import deliver_invitation
from tests.browser import looking
from tests.factories import PASSWORD, InvitationFactory, ProgrammeFactory, UserFactory
from tests.partnership.accounts.totp import code_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def portal(page: Page, live_server, settings):
    """A browser before the portal, which notes what must not happen; opens addresses."""
    settings.SITE_URL = live_server.url
    ProgrammeFactory()
    UserFactory(email="ada@example.org", name="Ada", confirmed=True)
    page.troubles = []
    page.on("console", lambda said: page.troubles.append(said.text))
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.set_default_timeout(10_000)
    page.open = lambda address: page.goto(live_server.url + address)
    return page


@pytest.fixture
def telephone(portal: Page):
    """A telephone that keeps passkeys and knows its owner's finger."""
    chromium = portal.context.new_cdp_session(portal)
    chromium.send("WebAuthn.enable")
    made = chromium.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return chromium, made["authenticatorId"]


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.open(reverse("account_login"))
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You have signed out.")).to_be_visible()


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is shown, on a desk and on a telephone."""
    found = list(page.troubles)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{fault} at {width}" for fault in looking.faults(page)]
    # The checker itself writes styles that the content security policy refuses.
    page.troubles.clear()
    return found


def add_passkey(page: Page, *, alone: bool) -> None:
    page.open(reverse("mfa_add_webauthn"))
    page.get_by_label("Name", exact=True).fill("Telephone")
    if alone:
        page.get_by_label("Sign in with this passkey alone, without a password").check()
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


def test_a_passkey_signs_in_alone(portal, telephone):
    sign_in(portal)
    add_passkey(portal, alone=True)
    assert faults(portal) == []
    portal.open(reverse("mfa_list_webauthn"))
    expect(portal.get_by_text("Signs you in alone.")).to_be_visible()
    assert faults(portal) == []
    sign_out(portal)
    portal.open(reverse("account_login") + "?next=/downloads/")
    portal.get_by_role("button", name="Sign in with a passkey").click()
    expect(portal.get_by_role("heading", name="Downloads")).to_be_visible()
    expect(portal.get_by_role("link", name="Ada")).to_be_visible()
    assert portal.troubles == []


def test_a_passkey_stands_beside_the_password(portal, telephone):
    sign_in(portal)
    add_passkey(portal, alone=False)
    sign_out(portal)
    sign_in(portal)
    expect(portal.get_by_role("heading", name="Your second factor")).to_be_visible()
    assert faults(portal) == []
    portal.open(reverse("account"))  # not signed in yet
    expect(portal.get_by_role("heading", name="Your second factor")).to_be_visible()
    portal.get_by_role("button", name="Use a passkey").click()
    expect(portal.get_by_role("heading", name="Your account")).to_be_visible()
    assert portal.troubles == []


def test_a_passkey_that_is_not_used_is_told_in_words(portal, telephone):
    chromium, authenticator = telephone
    sign_in(portal)
    add_passkey(portal, alone=True)
    sign_out(portal)
    chromium.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
    chromium.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    portal.open(reverse("account_login"))
    portal.get_by_role("button", name="Sign in with a passkey").click()
    expect(portal.get_by_role("alert")).to_contain_text("The passkey was not used")
    expect(portal.get_by_label("E-mail address")).to_be_editable()
    assert faults(portal) == []


def test_at_an_address_of_numbers_it_is_told_where_passkeys_work(portal, live_server):
    portal.goto(live_server.url.replace("localhost", "127.0.0.1") + reverse("account_login"))
    expect(portal.get_by_role("button", name="Sign in with a passkey")).to_be_disabled()
    expect(portal.get_by_role("alert")).to_contain_text("open the portal at http://localhost")
    assert faults(portal) == []


def test_an_app_is_set_up_and_used(portal):
    sign_in(portal)
    portal.open(reverse("mfa_activate_totp"))
    assert faults(portal) == []
    secret = portal.locator(".account-secret code").inner_text()
    portal.get_by_label("Code that the app shows").fill(code_for(secret))
    portal.get_by_role("button", name="Set up").click()
    expect(portal.get_by_text("10 of 10 left")).to_be_visible()
    code = portal.locator(".account-codes code").first.inner_text()
    sign_out(portal)
    sign_in(portal)
    portal.get_by_label("Code", exact=True).fill("000000")
    portal.get_by_role("button", name="Sign in", exact=True).click()
    expect(portal.get_by_role("main")).to_contain_text("This code is not right")
    assert faults(portal) == []
    portal.get_by_label("Code", exact=True).fill(code)
    portal.get_by_role("button", name="Sign in", exact=True).click()
    expect(portal.get_by_role("heading", name="Your account")).to_be_visible()
    portal.open(reverse("mfa_index"))
    expect(portal.get_by_text("9 left")).to_be_visible()
    assert faults(portal) == []


def test_an_invitation_is_accepted(portal):
    invitation = InvitationFactory(email="eve@example.org")
    deliver_invitation(invitation=invitation, by=invitation.invited_by)
    (address,) = re.findall(r"http://localhost:\d+(/account/invitation/\S+)", mail.outbox[0].body)
    portal.open(address)
    portal.get_by_role("button", name="Accept and sign in").click()
    expect(portal.get_by_text("Enter your name.")).to_be_visible()
    assert faults(portal) == []
    portal.get_by_label("Your name").fill("Eve")
    portal.get_by_label("Password", exact=True).fill(PASSWORD)
    portal.get_by_label("Password, again").fill(PASSWORD)
    portal.get_by_role("button", name="Accept and sign in").click()
    expect(portal.get_by_role("status")).to_contain_text("Welcome. You are now: Coordinator")
    assert faults(portal) == []


BEFORE = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_signup",
]
WITHIN = [
    "account",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "usersessions_list",
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "account_logout",
]


@pytest.mark.parametrize("names", [BEFORE, WITHIN], ids=["before", "within"])
def test_every_page_is_usable_for_all_on_every_screen(portal, names):
    if names is WITHIN:
        sign_in(portal)
        expect(portal.get_by_role("heading", name="Your account")).to_be_visible()
    found = {}
    for name in names:
        portal.open(reverse(name))
        found[name] = faults(portal)
    assert {name: troubles for name, troubles in found.items() if troubles} == {}
