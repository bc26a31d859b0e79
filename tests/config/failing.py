"""A portal with a page that fails, in a process of its own: prints what it would send of it.

The library changes Django in the process that it is started in, for good.
"""

import json
import sys
from typing import Any

import django
import sentry_sdk
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory, override_settings
from django.urls import path
from sentry_sdk.transport import Transport

from config.observability import errors

LINK = "7.1~1tUvWx~Abc_def-123"
SAID = f"No row for marker@unmistakable.example at /expressions/{LINK}/"
NAME = "Markername Unmistakable"


class Kept(Transport):
    """Keeps what would be sent."""

    sent: list[Any] = []

    def capture_envelope(self, envelope: Any) -> None:
        self.sent.append(envelope.get_event())


def fall(*_: Any, **__: Any) -> None:
    """Source lines around it are sent, so that what is looked for stands elsewhere."""
    name = NAME
    raise RuntimeError(SAID, len(name))


urlpatterns = [path("downloads/", fall)]


def main() -> None:
    django.setup()
    begin = sentry_sdk.init
    sentry_sdk.init = lambda **given: begin(transport=Kept(), **given)  # type: ignore[assignment]
    errors.report_errors(dsn="https://key@errors.example/1", environment="test")
    request = RequestFactory().get(
        f"/downloads/?q=Markername&link={LINK}",
        headers={"User-Agent": "Markerbrowser", "X-Forwarded-For": "192.0.2.7"},
    )
    request.environ["HTTP_COOKIE"] = "sessionid=marker-session"
    with override_settings(ROOT_URLCONF="tests.config.failing"):
        list(WSGIHandler()(request.environ, lambda *_: None))
    sentry_sdk.flush()
    json.dump(Kept.sent, sys.stdout, default=str)


if __name__ == "__main__":
    main()
