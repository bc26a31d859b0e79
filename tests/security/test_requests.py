"""Requests that lie: about the host, the way back, the reader's place; and those that come too often."""

import re
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.core import mail
from django.test import RequestFactory
from django.urls import reverse

from common.limits import is_too_often
from partnership.tasks import take_up_emails
from tests.factories import UserFactory
from tests.security.addresses import FORGED, every_address, is_linked

pytestmark = pytest.mark.django_db

EVIL = "evil.example"
AWAY = (
    f"https://{EVIL}/",
    f"//{EVIL}/",
    f"/\\{EVIL}/",
    f"\\\\{EVIL}",
    f"https:{EVIL}",
    f"http://testserver@{EVIL}/",
    f"http://{EVIL}\\@testserver/",
    "javascript:alert(1)",
    "data:text/html,x",
    f"\thttps://{EVIL}",
    f"/x\r\nLocation: https://{EVIL}/",
)
WAYS_BACK = ("account_login", "admin:login", "account_logout", "admin:logout")


@pytest.mark.parametrize("host", [EVIL, f"testserver.{EVIL}", f"testserver@{EVIL}", "[::1", ""])
def test_another_host_is_answered_nothing(client, host):
    response = client.get("/", headers={"host": host})
    assert response.status_code == 400
    assert EVIL not in response.text


def test_links_in_emails_begin_with_the_address_of_the_settings(client, settings):
    settings.SITE_URL = "https://portal.example"
    settings.ALLOWED_HOSTS = ["*"]
    UserFactory(email="ada@example.org")
    headers = {"host": EVIL, "X-Forwarded-Host": EVIL}
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"}, headers=headers)
    take_up_emails()
    (message,) = mail.outbox
    whole = str(message.message())
    assert "https://portal.example/" in message.body
    assert EVIL not in whole


def test_no_other_text_is_made_of_the_host_of_a_request():
    """Where the portal needs an address of its own as a whole, it takes the one of the settings."""
    found = {
        path.relative_to(portal.BASE_DIR).as_posix()
        for app in ("common", "partnership", "gateways", "smes", "events", "reporting", "website")
        for path in Path(portal.BASE_DIR, app).glob("**/*.py")
        if re.search(r"build_absolute_uri|get_host\(|HTTP_HOST", path.read_text(encoding="utf-8"))
    }
    assert found == {
        "events/views/requests/agenda.py",  # shown to who asks, and kept by nobody
        "reporting/api/downloads.py",  # the same
        "website/kept_pages.py",  # a page is kept for each host that is allowed
    }


@pytest.mark.parametrize("name", WAYS_BACK)
def test_nobody_is_led_to_another_site(client, name):
    user = UserFactory(administrator=True)
    user.set_password("a long enough password")
    user.save()
    signs_in = {"login": user.email, "password": "a long enough password"}
    for address in AWAY:
        for method in (client.get, client.post):
            client.logout()
            if "logout" in name:
                client.force_login(user)
            data = {"next": address, **signs_in}
            query = {} if method == client.get else {"query_params": {"next": address}}
            response = method(reverse(name), data, headers={"referer": address}, **query)
            led = response.headers.get("Location", "")
            assert led == "" or re.match(r"/(?![/\\])|http://testserver/", led), (address, led)
            # It may come back in a query, written out as a part of it.
            assert not led.startswith(address)
            assert "\r" not in led


def places(*forwarded, trusted):
    """How often of each of these requests something may be done that may be done once."""
    portal_limits = {"try": "1/h/ip"}
    told = []
    for chain in forwarded:
        request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.9")
        request.META["HTTP_X_FORWARDED_FOR"] = chain
        told.append(is_too_often(request, "try", app=f"test{trusted}", limits=portal_limits))
    return told


def test_a_forged_place_does_not_go_round_limits(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert places("198.51.100.1", "198.51.100.2", "::1", trusted=0) == [False, True, True]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    # The proxy adds the reader's own place at the end; what stands before is the reader's invention.
    told = places("203.0.113.1", "1.1.1.1, 203.0.113.1", "a, b, 203.0.113.1", trusted=1)
    assert told == [False, True, True]
    assert places("203.0.113.1, 203.0.113.2", trusted=1) == [False]


def linked_addresses():
    given = {"link": FORGED, "pk": 1, "number": 1, "step": "company"}
    for name, takes in every_address():
        if is_linked(takes) and name not in OF_ACCOUNTS:
            yield name, reverse(name, kwargs={key: given[key] for key in takes})


OF_ACCOUNTS = {"invitation", "contact_join"}
"""Have the limits of the sign-in."""


def test_whatever_is_sent_to_a_private_link_has_a_limit_in_words(client, settings):
    """Also where the link is forged: nobody can try links at will."""
    settings.PRIVATE_RATE_LIMITS = {"post": "1/m/key"}
    client.post(reverse("expression", args=[FORGED]))
    count = 0
    for name, address in linked_addresses():
        response = client.post(address)
        assert response.status_code in (405, 429), name
        if response.status_code == 429:
            count += 1
            assert response["Retry-After"] == "60", name
            assert response["Cache-Control"] == "no-store", name
            assert response["Referrer-Policy"] == "no-referrer", name
            assert "<h1" in response.text, name
    assert count > 40


def test_limits_of_places_hold_for_all_private_links_together(client, settings):
    settings.PRIVATE_RATE_LIMITS = {"post": "3/m/ip"}
    links = [f"{number}.1~aaaaaa~{'b' * 43}" for number in range(5)]
    told = [client.post(reverse("expression_erase", args=[link])).status_code for link in links]
    assert told == [404, 404, 404, 429, 429]


@pytest.mark.parametrize("header", ["Referer", "User-Agent", "Accept-Language", "X-Request-ID"])
def test_no_header_gets_into_another(client, header):
    response = client.get("/", headers={header: "x\r\nSet-Cookie: evil=1"})
    assert "evil" not in response.cookies
    assert not any("\r" in value or "\n" in value for value in response.headers.values())


def test_where_something_begins_nobody_uses_up_what_others_may(client, settings):
    settings.PRIVATE_RATE_LIMITS = {"post": "1/m/key"}
    address = reverse("expression_lost_link")
    told = {client.post(address, {"email": "ada@example.org"}).status_code for _ in range(3)}
    assert 429 not in told


@pytest.mark.parametrize(
    "path", ["/%00/", "/partnerships/%00/", "/partnerships/alpha/markets/%00/"]
)
def test_nothing_stands_at_an_address_with_a_null_character(client, path):
    """PostgreSQL takes no such text, and what it says of one would be a fault of the portal."""
    assert client.get(path).status_code == 404
