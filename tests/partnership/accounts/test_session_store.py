"""Sessions with a copy in a cache: shared, short-lived, and no worse for a cache that is away."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.urls import reverse

from partnership.accounts.session_store import COPY_SECONDS, SessionStore
from partnership.accounts.sessions import end_sessions
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def engine(settings):
    settings.SESSION_ENGINE = "partnership.accounts.session_store"


@pytest.fixture
def person(client):
    made = UserFactory(administrator=True)
    client.force_login(made)
    assert is_in(client)
    return made


def is_in(client):
    return client.get(reverse("admin:index")).status_code == 200


def key_of(client):
    return f"{SessionStore.cache_key_prefix}{client.session.session_key}"


def test_a_copy_spares_the_question_and_is_not_needed(client, person, django_assert_num_queries):
    key = client.session.session_key
    with django_assert_num_queries(0):
        assert SessionStore(key).load()
    cache.clear()
    assert is_in(client)
    with django_assert_num_queries(0):
        assert SessionStore(key).load()


def test_a_copy_is_good_for_some_minutes_and_no_longer(client, person, monkeypatch):
    seconds = []
    monkeypatch.setattr(
        type(caches["default"]),
        "set",
        lambda self, key, value, timeout, **more: seconds.append(timeout),
    )
    for expiry in (None, 60):
        session = SessionStore(client.session.session_key)
        session.load()
        session.set_expiry(expiry)
        session.save()
    assert seconds == [COPY_SECONDS, COPY_SECONDS, COPY_SECONDS, 60] or seconds[-1] == 60
    assert max(seconds) == COPY_SECONDS == 300


def test_sessions_that_are_ended_elsewhere_end_at_once(client, person):
    assert cache.get(key_of(client)) is not None
    key = key_of(client)
    Session.objects.filter(session_key=client.session.session_key).exists()
    from allauth.usersessions.models import UserSession

    UserSession.objects.update_or_create(
        session_key=client.session.session_key, defaults={"user": person, "ip": "192.0.2.1"}
    )
    end_sessions(person=person)
    assert cache.get(key) is None
    assert not is_in(client)


def test_who_signs_out_leaves_no_copy(client, person):
    key = key_of(client)
    client.logout()
    assert cache.get(key) is None


@pytest.mark.parametrize("method", ["get", "set", "delete", "has_key", "delete_many"])
def test_a_cache_that_is_away_signs_nobody_out(client, person, monkeypatch, method, caplog):
    def fail(self, *arguments, **more):
        raise ConnectionError("Redis is away")

    monkeypatch.setattr(type(caches["default"]), method, fail)
    assert is_in(client)
    client.logout()
    assert not is_in(client)
