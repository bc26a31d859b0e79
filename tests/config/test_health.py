"""Probes: whether the process is there, and whether it can work."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

LIVE, READY = "/health/live/", "/health/ready/"


@pytest.mark.django_db
def test_a_process_that_answers_is_alive_whatever_else_is_away(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(LIVE)
    assert (response.status_code, response.json()) == (200, {"status": "live"})


@pytest.mark.django_db
def test_every_part_is_tried(client):
    response = client.get(READY)
    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "parts": {
            "database": {"state": "ok", "needed": True},
            "migrations": {"state": "ok", "needed": True},
            "cache": {"state": "ok", "needed": False},
            "queue": {"state": "ok", "needed": False},
            "storage": {"state": "ok", "needed": True},
        },
    }


@pytest.mark.django_db
def test_probes_know_no_host_name_are_not_redirected_and_leave_no_cookie(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    for address in (LIVE, READY, "/health/live"):
        response = client.get(address, headers={"host": "10.0.3.7:8000"})
        assert response.status_code == 200
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_folder_that_takes_no_file_makes_it_unready(client, settings, tmp_path):
    (tmp_path / "media").write_text("a file where a folder should be")
    settings.MEDIA_ROOT = tmp_path / "media"
    response = client.get(READY)
    assert response.status_code == 503
    assert response.json()["status"] == "not ready"
    assert response.json()["parts"]["storage"] == {"state": "away", "needed": True}
    assert str(tmp_path) not in response.text


@pytest.mark.django_db
def test_a_migration_that_has_not_run_makes_it_unready(client):
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    response = client.get(READY)
    assert response.status_code == 503
    assert response.json()["parts"]["migrations"] == {"state": "behind", "needed": True}


@pytest.mark.django_db
def test_without_cache_it_works_on_and_says_so(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://:secret@127.0.0.1:1/0",
        }
    }
    response = client.get(READY)
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["parts"]["cache"] == {"state": "away", "needed": False}
    assert "secret" not in response.text


@pytest.mark.django_db
def test_an_installation_may_need_more(client, settings):
    settings.HEALTH_NEEDED = ["database", "cache"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert client.get(READY).status_code == 503


@pytest.mark.django_db
def test_whoever_asks_without_end_is_told_what_was_found_a_moment_ago(
    client, django_assert_num_queries
):
    client.get(READY)
    with django_assert_num_queries(0):
        client.get(READY)


def test_probes_only_answer_to_reading(client):
    assert client.post(LIVE).status_code == 405
    assert client.head(LIVE).status_code == 200
