"""Redis, which is cache and queue, goes and comes back: pages answer, what was asked for is done once."""

import json
import re

from aiosmtpd.controller import Controller

from tests.faults.portal import Browser
from tests.faults.servers import free_port, wait_for
from tests.faults.world import ADMINISTRATOR
from tests.partnership.mail.conftest import Server

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def test_what_was_asked_for_without_redis_is_done_once_when_it_is_back(portal, redis_server, ask):
    mailbox = Server()
    post = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    post.start()
    there = {"EMAIL_URL": f"smtp://127.0.0.1:{post.port}"}
    try:
        portal.serve(**there)
        worker = portal.work(**there)
        wait_for("the worker listens", redis_server.has_workers)
        redis_server.kill()
        pages_answer(portal)
        reference = sends_an_expression(portal, ask)
        job = asks_for_a_report(portal)
        own = UUID.search(job)[0]
        signs_in_and_is_stopped_at_the_sixth_try(portal)
        assert ask("SELECT state FROM partnership_email WHERE about_id = %s", reference) == [
            ("waiting",)
        ]
        assert ask("SELECT state, attempts FROM reporting_job WHERE uuid = %s", own) == [
            ("queued", 0)
        ]
        redis_server.start()
        wait_for(
            "the report is made",
            lambda: ask("SELECT state FROM reporting_job WHERE uuid = %s", own) == [("done",)],
            seconds=240,
        )
        wait_for(
            "the e-mail is sent",
            lambda: (
                ask("SELECT state FROM partnership_email WHERE about_id = %s", reference)
                == [("sent",)]
            ),
            seconds=240,
        )
        assert ask("SELECT attempts FROM reporting_job WHERE uuid = %s", own) == [(1,)]
        assert ask("SELECT count(*) FROM reporting_renderedfile") == [(1,)]
        [[number]] = ask("SELECT message_id FROM partnership_email WHERE about_id = %s", reference)
        assert mailbox.message_ids().count(f"<{number}>") == 1
        assert len(mailbox.message_ids()) == len(set(mailbox.message_ids()))
        assert Browser(portal.host).get(f"{job}file/").status == 200
        assert worker.poll() is None
        assert readiness(portal)["status"] == "ready"
    finally:
        post.stop()


def readiness(portal):
    return json.loads(Browser(portal.host).get("/health/ready/").text)


def pages_answer(portal):
    browser = Browser(portal.host)
    for path in (
        "/",
        portal.addresses["partnership"],
        portal.addresses["report"],
        "/account/login/",
    ):
        assert browser.get(path).status == 200, path
    found = readiness(portal)
    away = {name for name, part in found["parts"].items() if part["state"] != "ok"}
    assert (found["status"], away) == ("degraded", {"cache", "queue"})


def sends_an_expression(portal, ask):
    path = portal.addresses["drafts"][-1]
    answer = Browser(portal.host).post(path, {"send": "1"})
    assert (answer.status, answer.headers["Location"].endswith("/sent/")) == (302, True)
    [[pk]] = ask("SELECT max(about_id) FROM partnership_email WHERE kind = 'smes.confirm_address'")
    return pk


def asks_for_a_report(portal):
    """Where the reader is led to; asked for twice it is one piece of work, which is said to wait."""
    browser = Browser(portal.host)
    first, second = (browser.get(portal.addresses["pdf"]) for _ in range(2))
    assert (first.status, second.status) == (202, 202)
    assert "waiting" in first.text.lower()
    [work] = set(re.findall(r"/work/[0-9a-f-]{36}/", first.text + second.text))
    return work


def signs_in_and_is_stopped_at_the_sixth_try(portal):
    email, password = ADMINISTRATOR
    right, wrong = Browser(portal.host), Browser(portal.host)
    right.get("/account/login/")
    answer = right.post("/account/login/", {"login": email, "password": password})
    assert answer.status == 302, answer.text
    assert "Administrator" in right.get("/account/").text
    wrong.get("/account/login/")
    said = []
    for _ in range(6):
        typed = {"login": "guessed@alpha.example", "password": "a guess of somebody"}
        answer = wrong.post("/account/login/", typed)
        assert answer.status in (200, 429), (answer.status, answer.text[:2000])
        said.append(bool(re.search("too many attempts", answer.text)))
    assert said == [False] * 5 + [True]
