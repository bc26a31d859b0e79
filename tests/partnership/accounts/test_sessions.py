"""Where somebody is signed in."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnership.accounts.devices import describe_device
from partnership.accounts.sessions import sessions_of
from partnership.tasks import forget_sessions
from tests.factories import UserFactory
from tests.partnership.accounts.conftest import is_signed_in, said

pytestmark = pytest.mark.django_db

SESSIONS = reverse("usersessions_list")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (FIREFOX, "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
            "Safari/537.36 Edg/140.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/19.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile "
            "Safari/537.36",
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/19.0 Safari/605.1.15",
            "Safari on Mac",
        ),
        ("curl/8.1", "Unknown device"),
    ],
)
def test_a_device_is_told_in_the_words_of_its_owner(user_agent, device):
    assert describe_device(user_agent) == device


def signed_in_from(enter, address, user_agent=FIREFOX):
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=user_agent)
    enter(client)
    return client


def test_each_session_tells_device_time_and_address_the_present_one_first(person, enter):
    signed_in_from(enter, "192.0.2.7", "curl/8.1")
    here = signed_in_from(enter, "192.0.2.8")
    shown = here.get(SESSIONS).context["sessions"]
    assert [(session.device, session.ip, session.is_current) for session in shown] == [
        ("Firefox on Linux", "192.0.2.8", True),
        ("Unknown device", "192.0.2.7", False),
    ]
    text = said(here.get(SESSIONS))
    assert "Firefox on Linux this one" in text
    assert "from 192.0.2.7" in text


def test_one_session_is_ended(person, enter):
    there, elsewhere, here = [signed_in_from(enter, f"192.0.2.{n}") for n in range(3)]
    (first,) = [row for row in here.get(SESSIONS).context["sessions"] if row.ip == "192.0.2.0"]
    page = here.post(SESSIONS, {"session": first.pk}, follow=True)
    assert "The session is ended." in said(page)
    assert [is_signed_in(browser) for browser in (there, elsewhere, here)] == [False, True, True]


def test_all_other_sessions_are_ended(person, enter):
    there, elsewhere, here = [signed_in_from(enter, f"192.0.2.{n}") for n in range(3)]
    page = here.post(SESSIONS, {"others": "1"}, follow=True)
    assert "2 other sessions are ended." in said(page)
    assert [is_signed_in(browser) for browser in (there, elsewhere, here)] == [False, False, True]


def test_the_present_session_is_ended_by_signing_out_only(person, enter):
    here = signed_in_from(enter, "192.0.2.1")
    (own,) = here.get(SESSIONS).context["sessions"]
    page = here.post(SESSIONS, {"session": own.pk}, follow=True)
    assert "This is where you are now. Sign out to end it." in said(page)
    assert is_signed_in(here)


@pytest.mark.parametrize("asked", ["", "x", "0", "9" * 30])
def test_a_session_that_is_not_there_is_told(person, enter, asked):
    here = signed_in_from(enter, "192.0.2.1")
    page = here.post(SESSIONS, {"session": asked}, follow=True)
    assert "This session had ended already." in said(page)


def test_nobody_sees_or_ends_the_sessions_of_others(person, enter):
    hers = signed_in_from(enter, "192.0.2.1")
    (session,) = hers.get(SESSIONS).context["sessions"]
    UserFactory(email="eve@example.org", confirmed=True)
    eve = Client(REMOTE_ADDR="192.0.2.66")
    enter(eve, "eve@example.org")
    assert "192.0.2.1" not in said(eve.get(SESSIONS))
    page = eve.post(SESSIONS, {"session": session.pk}, follow=True)
    assert "This session had ended already." in said(page)
    assert is_signed_in(hers)


def test_sessions_of_an_old_password_are_not_listed(person, enter):
    signed_in_from(enter, "192.0.2.1")
    person.set_password("changed-in-the-office")
    person.save()
    assert sessions_of(person, None) == []


def test_what_is_kept_of_a_session_is_forgotten_when_it_has_ended(person, enter):
    signed_in_from(enter, "192.0.2.1")
    here = signed_in_from(enter, "192.0.2.2")
    ended = UserSession.objects.get(ip="192.0.2.1")
    Session.objects.filter(session_key=ended.session_key).update(expire_date=timezone.now())
    forget_sessions()
    assert list(UserSession.objects.values_list("ip", flat=True)) == ["192.0.2.2"]
    assert Session.objects.count() == 1
    assert is_signed_in(here)


def test_anonymous_visitors_are_led_to_sign_in(client):
    for ask in (client.get, client.post):
        assert ask(SESSIONS)["Location"] == f"{reverse('account_login')}?next={SESSIONS}"


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_cost_the_same_for_one_session_and_for_many(person, enter, number):
    here = [signed_in_from(enter, f"192.0.2.{n}") for n in range(number)][-1]
    for address, cost in ((SESSIONS, 7), (reverse("account"), 11)):
        with CaptureQueriesContext(connection) as queries:
            here.get(address)
        assert len(queries) == cost, address
