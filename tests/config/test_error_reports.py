"""Errors sent to a server of Sentry's kind, without anything personal."""

import json
import os
import subprocess
import sys

import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from sentry_sdk.transport import Transport

from config.observability import errors

LINK = "7.1~1tUvWx~Abc_def-123"

SAID = f"No row for marker@unmistakable.example at /expressions/{LINK}/"
NAME = "Markername Unmistakable"


class Kept(Transport):
    """Keeps what would be sent."""

    sent = []

    def capture_envelope(self, envelope):
        self.sent.append(envelope.get_event())


def fall(*_, **__):
    """Source lines around it are sent, so that what is looked for stands elsewhere."""
    name = NAME
    raise RuntimeError(SAID, len(name))


@pytest.fixture
def sent(monkeypatch):
    """What would be sent from now on."""
    begin = sentry_sdk.init
    monkeypatch.setattr(sentry_sdk, "init", lambda **given: begin(transport=Kept(), **given))
    Kept.sent = []
    errors.report_errors(dsn="https://key@errors.example/1", environment="test")
    yield Kept.sent
    begin()


@pytest.mark.django_db
def test_a_fault_is_sent_without_anything_personal(sent, rf, monkeypatch):
    monkeypatch.setattr("reporting.views.centre.render", fall)
    # The request is one of the transaction of this test, which a new request would end.
    monkeypatch.setattr(connections["default"], "close_if_unusable_or_obsolete", lambda: None)
    request = rf.get(
        f"/downloads/?q=Markername&link={LINK}",
        headers={"User-Agent": "Markerbrowser", "X-Forwarded-For": "192.0.2.7"},
    )
    request.environ["HTTP_COOKIE"] = "sessionid=marker-session"
    list(WSGIHandler()(request.environ, lambda *_: None))
    (event,) = [event for event in sent if event.get("exception")]
    text = json.dumps(event, default=str)
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
