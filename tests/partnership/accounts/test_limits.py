"""Those who guess are kept out."""

import re
from importlib import import_module

import pytest
import time_machine
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import Client
from django.urls import reverse

from config.settings import base
from partnership.accounts.adapters import AccountAdapter
from tests.factories import UserFactory
from tests.partnership.accounts.conftest import is_signed_in, said, set_up_app
from tests.partnership.accounts.test_sign_in import NEW, choose, reset_link
from tests.partnership.accounts.totp import code_for

pytestmark = pytest.mark.django_db

LOCKED = (
    "There were too many attempts that failed. Wait five minutes and try again, or choose a new password with "
    "“Forgot your password?”."
)


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-20T10:00:00Z", tick=False) as moved:
        yield moved


def from_place(number):
    return Client(REMOTE_ADDR=f"192.0.2.{number}")


def test_limits_are_counted_where_all_processes_see_them(settings):
    settings.CACHES = base.CACHES
    migration = import_module("partnership.migrations.0008_cache_table")
    migration.create_table(None, connection.schema_editor())
    assert "portal_cache" in connection.introspection.table_names()
    assert isinstance(caches["default"], DatabaseCache)
    caches["default"].set("tries", [1.5])
    assert caches["default"].get("tries") == [1.5]


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_five_wrong_passwords_close_an_account_for_five_minutes_whether_it_exists_or_not(
    person, enter, clock, email
):
    for number in range(5):
        assert LOCKED not in said(enter(from_place(number), email, "wrong"))
    refused = enter(from_place(9), email)
    assert LOCKED in said(refused)
    clock.shift(5 * 60 + 1)
    browser = from_place(10)
    enter(browser, email)
    assert is_signed_in(browser) is (email == "ada@example.org")


def test_an_account_is_closed_at_every_port_that_a_browser_may_name(person, enter, clock):
    for number in range(5):
        enter(Client(SERVER_PORT=8000 + number, REMOTE_ADDR=f"192.0.2.{number}"), password="wrong")
    assert LOCKED in said(enter(Client(SERVER_PORT=9000, REMOTE_ADDR="192.0.2.9")))


def test_a_closed_account_does_not_close_others(person, enter, clock):
    UserFactory(email="eve@example.org", confirmed=True)
    for number in range(6):
        enter(from_place(number), "ada@example.org", "wrong")
    browser = from_place(1)
    enter(browser, "eve@example.org")
    assert is_signed_in(browser)


def test_a_place_that_tries_many_accounts_is_kept_out(person, enter, clock):
    browser = from_place(1)
    for number in range(20):
        enter(browser, f"guess{number}@example.org", "wrong")
    assert LOCKED in said(enter(browser))
    assert not is_signed_in(browser)
    other = from_place(2)
    enter(other)
    assert is_signed_in(other)


def test_a_new_password_opens_a_closed_account(person, enter, clock):
    for number in range(5):
        enter(from_place(number), password="wrong")
    browser = from_place(9)
    assert LOCKED in said(enter(browser))
    link = reset_link(browser)
    choose(browser, link)
    enter(browser, password=NEW)
    assert is_signed_in(browser)


def test_signing_in_does_not_count_as_an_attempt_that_failed(person, enter, clock):
    browser = from_place(1)
    for _ in range(8):
        enter(browser)
        assert is_signed_in(browser)
        browser.post(reverse("account_logout"))


@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_five_wrong_codes_close_the_second_step_of_an_account_from_wherever(
    person, enter, clock, kind
):
    own = from_place(1)
    enter(own)
    secret = set_up_app(own)
    page = own.get(reverse("mfa_view_recovery_codes")).text
    recovery = re.findall(r"<li><code>(\d+)</code></li>", page)[0]
    clock.shift(60)
    for number in range(5):
        guesser = from_place(10 + number)
        enter(guesser)
        refused = guesser.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert LOCKED not in said(refused)

    def right():
        return code_for(secret) if kind == "app" else recovery

    browser = from_place(20)
    enter(browser)
    assert LOCKED in said(browser.post(reverse("mfa_authenticate"), {"code": right()}))
    assert not is_signed_in(browser)
    clock.shift(5 * 60 + 1)
    enter(browser)
    browser.post(reverse("mfa_authenticate"), {"code": right()})
    assert is_signed_in(browser)


def test_who_asks_too_often_gets_a_page_that_tells_when_to_try_again(client, clock):
    answers = [
        client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
        for _ in range(6)
    ]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert "Wait a minute and try again." in said(answers[-1])
    clock.shift(61)
    again = client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (2, "198.51.100.1, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "0.0.0.0"),
        (1, "no address", "0.0.0.0"),
    ],
)
def test_an_address_is_believed_as_far_as_the_proxies_are_trusted(
    rf, settings, proxies, forwarded, address
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert AccountAdapter().get_client_ip(request) == address
