"""One line for each request, under one number from the proxy to the task, and nothing personal in it."""

import json
import logging
import re

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_structlog.celery.receivers import CeleryReceiver
from structlog.contextvars import bind_contextvars, clear_contextvars

from config.observability.masking import masked_path, scrub
from config.observability.requests import RequestLog
from partnership.tasks import take_up_emails
from tests.factories import PartnershipFactory
from tests.office import signed_in
from tests.smes.applying.conftest import (  # noqa: F401
    _english,
    full,
    hidden,
    partnership,
    step_of,
)

pytestmark = pytest.mark.django_db
GIVEN = "0123456789abcdef-from-the-proxy"


def test_a_request_is_one_line_with_its_number(client, log):
    response = client.get("/downloads/?q=Example+Person")
    (line,) = log.named("portal.requests")
    assert len(response["X-Request-ID"]) == 32
    assert line["request_id"] == response["X-Request-ID"]
    assert (line["event"], line["method"], line["path"]) == ("request", "GET", "/downloads/")
    assert (line["view"], line["status"], line["level"]) == ("downloads", 200, "info")
    assert line["duration_ms"] >= 0
    assert line["queries"] > 0
    assert "user_id" not in line
    assert "Example" not in "".join(log.texts)


def test_who_is_signed_in_is_told_by_number_alone(client, log):
    signed_in(client)
    client.get("/admin/")
    (line,) = log.named("portal.requests")
    assert line["user_id"] == int(client.session["_auth_user_id"])
    assert "office@example.org" not in "".join(log.texts)


def test_the_log_asks_for_nobody(rf, log):
    """A page that leaves the session alone is not made one that depends on it."""

    class Untouched:
        def __getattr__(self, name):
            raise AssertionError(f"Somebody asked for {name} of the session or person.")

    request = rf.get("/somewhere/")
    request.session = request.user = Untouched()
    RequestLog(lambda _: HttpResponse())(request)
    assert "user_id" not in log.named("portal.requests")[0]


@pytest.mark.parametrize(
    ("trusted", "given", "is_taken"),
    [
        (True, GIVEN, True),
        (False, GIVEN, False),
        (True, "short", False),
        (True, 'quoted", "level": "critical', False),
        (True, "x" * 65, False),
    ],
)
def test_a_number_is_taken_from_the_proxy_alone_and_only_well_formed(
    client, settings, trusted, given, is_taken
):
    settings.REQUEST_ID_FROM_PROXY = trusted
    response = client.get("/downloads/", headers={"X-Request-ID": given})
    assert (response["X-Request-ID"] == given) is is_taken


def test_the_page_of_an_error_says_the_number(client, settings):
    missing = client.get("/nowhere/")
    assert (
        missing["X-Request-ID"] not in missing.text
    )  # what is secret looks like what is not there
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.DEBUG = False
    refused = client.get("/downloads/", headers={"host": "other.example"})
    assert refused.status_code == 400
    assert refused["X-Request-ID"] in refused.text


def test_a_fault_is_logged_whole_and_its_page_says_the_number(log, settings, monkeypatch):
    def fall(*_, **__):
        raise RuntimeError(
            "The row of person@example.org, see /expressions/7.1~1tUvWx~Abc_def-123/"
        )

    monkeypatch.setattr("reporting.views.centre.render", fall)
    response = Client(raise_request_exception=False).get("/downloads/")
    assert response.status_code == 500
    assert response["X-Request-ID"] in response.text
    (fault,) = [line for line in log.lines if "exception" in line]
    assert fault["request_id"] == response["X-Request-ID"]
    assert "RuntimeError: The row of …, see /expressions/…/" in fault["exception"]
    assert log.named("portal.requests")[0]["status"] == 500


def test_private_links_never_stand_in_a_path():
    link = "7.1~1tUvWx~Abc_def-123"
    assert masked_path(f"/expressions/{link}/sent/", {"link": link}) == "/expressions/…/sent/"
    assert masked_path(f"/fr/expressions/{link}/sent/") == "/fr/expressions/…/sent/"
    assert masked_path("/account/invitation/plainword/", {"link": "plainword"}) == (
        "/account/invitation/…/"
    )
    reset = masked_path(
        "/account/password/reset/key/1-abc-def/", {"uidb36": "1z", "key": "abc-def"}
    )
    assert reset == "/account/password/reset/key/…/"
    assert masked_path("/person@example.org/Some Name/x/") == "/…/…/x/"
    assert masked_path("/partnerships/med-tech/events/7/", {"slug": "med-tech", "pk": 7}) == (
        "/partnerships/med-tech/events/7/"
    )


def test_texts_lose_addresses_links_queries_and_values_of_rows():
    assert scrub("to person@example.org now") == "to … now"
    assert scrub("GET /search/?q=Some+Name HTTP/1.1") == "GET /search/… HTTP/1.1"
    assert scrub("see /handovers/7.1~1tUvWx~Abc_def-123/ there") == "see /handovers/…/ there"
    refused = "duplicate key\nDETAIL:  Key (email)=(person@example.org) already exists."
    assert scrub(refused) == "duplicate key\n…"
    assert scrub("3 of 4 parts, 12:30") == "3 of 4 parts, 12:30"


def test_a_journey_leaves_nothing_personal_in_the_log(
    client,
    full,  # noqa: F811
    log,
    django_capture_on_commit_callbacks,
):
    """An expression of interest from the form to the confirmation by the link in the mail."""
    full.contact_name = "Markername Unmistakable"
    full.email = "marker-address@unmistakable.example"
    full.company_name = "Unmistakable Markerworks"
    full.save()
    link = full.link
    client.get(reverse("expression_continue", args=[link]))
    page = client.get(step_of(full, "company"))
    company = {
        **hidden(page),
        "company_name": full.company_name,
        "country": "DE",
        "contact_name": full.contact_name,
        "email": full.email,
    }
    client.post(step_of(full, "company"), {**company, "turnover": "Markername"})
    client.post(
        step_of(full, "company"), {**company, **hidden(client.get(step_of(full, "company")))}
    )
    with django_capture_on_commit_callbacks(execute=True):
        client.post(step_of(full, "check"), {"send": "1"})
    take_up_emails()
    confirm = re.search(r"/expressions/confirm/([^/]+)/", mail.outbox[0].body)[1]
    client.post(reverse("expression_confirm", args=[confirm]))
    client.get(reverse("expression", args=[link]))
    client.get(f"/expressions/{link[:-3]}/")
    client.post(
        reverse("account_login"), {"login": full.email, "password": "Markername Unmistakable"}
    )
    client.get("/admin/search/", {"q": "Markername"})
    everything = "\n".join(log.texts)
    assert len(log.named("portal.requests")) == 11
    assert "/expressions/…/" in everything
    secrets = (link, link.rpartition("~")[2], confirm, confirm.rpartition("~")[2])
    for marker in ("Markername", "marker-address", "unmistakable.example", "Markerworks", *secrets):
        assert marker not in everything


def test_the_number_of_a_request_runs_through_to_its_task(log):
    """What a message carries is bound again where the worker begins."""
    receiver, headers = CeleryReceiver(), {}
    bind_contextvars(request_id=GIVEN)
    receiver.receiver_before_task_publish(headers=headers, body={}, properties={})
    clear_contextvars()

    class Request:
        pass

    task = type("Task", (), {"name": "partnership.tasks.send_email", "request": Request()})()
    vars(task.request)["__django_structlog__"] = json.loads(json.dumps(headers))[
        "__django_structlog__"
    ]
    receiver.receiver_task_prerun("task-7", task)
    logging.getLogger("partnership.mail.sending").warning("E-mail %s waits.", 7)
    clear_contextvars()
    line = log.named("partnership.mail.sending")[0]
    assert (line["event"], line["request_id"], line["task_id"]) == (
        "E-mail 7 waits.",
        GIVEN,
        "task-7",
    )


def test_developers_read_lines_and_not_data(capsys):
    from config.observability.logs import formatter

    record = logging.LogRecord("portal", logging.INFO, "", 0, "A %s", ("word",), None)
    text = formatter(as_json=False).format(record)
    assert "A word" in text
    assert not text.startswith("{")


def test_pages_are_told_by_name_and_all_others_by_one(client, log):
    made = PartnershipFactory(slug="med-tech")
    client.get(made.get_absolute_url())
    client.get("/wp-login.php")
    assert [line["view"] for line in log.named("portal.requests")] == ["partnership", "none"]
