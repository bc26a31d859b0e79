"""Errors sent to a server of Sentry's kind, without anything personal."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.observability import errors
from tests.config.failing import LINK


def test_a_fault_is_sent_without_anything_personal():
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.failing"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (event,) = [event for event in json.loads(done.stdout) if event and event.get("exception")]
    text = json.dumps(event)
    for marker in (
        "Markername Unm",
        "marker@",
        "unmistakable",
        LINK,
        "marker-session",
        "192.0.2.7",
    ):
        assert marker not in text
    assert "Markerbrowser" not in text
    assert event["request"] == {"method": "GET", "url": "http://testserver/downloads/"}
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    assert "No row for … at /expressions/…/" in event["exception"]["values"][-1]["value"]
    assert all(
        "vars" not in frame for frame in event["exception"]["values"][-1]["stacktrace"]["frames"]
    )


def test_what_is_known_of_a_person_is_its_number():
    event = {
        "user": {"id": 7, "email": "marker@example.org", "ip_address": "192.0.2.7"},
        "request": {
            "url": f"https://portal.example/expressions/{LINK}/?q=x",
            "method": "POST",
            "data": "x",
        },
        "transaction": f"/expressions/{LINK}/",
        "extra": {"anything": "at all"},
    }
    assert errors.without_personal_data(event) == {
        "user": {"id": "7"},
        "request": {"method": "POST", "url": "https://portal.example/expressions/…/"},
        "transaction": "/expressions/…/",
    }


def test_without_the_extra_the_portal_says_at_the_start_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="sentry-sdk is not installed"):
        errors.report_errors(dsn="https://key@errors.example/1", environment="test")


def test_an_address_that_is_none_is_refused_at_the_start():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "portal.example",
        "DATABASE_URL": "sqlite://:memory:",
        "SENTRY_DSN": "nonsense",
    }
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "SENTRY_DSN is no address that errors can be sent to." in done.stderr
