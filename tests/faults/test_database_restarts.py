"""PostgreSQL goes down under load and comes back: what was told to be kept is there, once."""

import re
import time

from tests.faults.portal import Browser, at_once
from tests.faults.servers import wait_for

SENDERS = 4
REGISTERED = {
    "country": "DE",
    "side": "eu_sme",
    "kind": "business",
    "persons": "1",
    "person0-name": "Sales manager",
    "person0-function": "Sales",
    "offers": "Lenses",
    "seeks": "A distributor",
    "privacy": "on",
}


class Sender:
    """Sends until everything was taken; what got no yes is sent again as it was."""

    def __init__(self, portal, drafts, number):
        self.browser, self.portal = Browser(portal.host), portal
        self.drafts, self.number = drafts, number
        self.taken, self.refused = [], []
        self.goes_on = True

    def run(self):
        count = 0
        for path in self.drafts:
            self._send(path, {"send": "1"}, path)
        while self.goes_on:
            count += 1
            email = f"sales-{self.number}-{count}@optik.example"
            name = f"Optik {self.number}-{count}"
            fields = {**REGISTERED, "organisation_name": name, "person0-email": email}
            self._send(self.portal.addresses["register"], fields, name)

    def _send(self, path, fields, what):
        while True:
            answer = self.browser.post(path, fields)
            if answer.status == 302:
                self.taken.append(what)
                return
            assert answer.status == 503, (answer.status, answer.text[:3000], self.portal.log())
            assert "nothing you typed is lost" in answer.text
            assert int(answer.headers["Retry-After"]) > 0
            repeated = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', answer.text))
            assert fields.items() <= repeated.items()
            self.refused.append(what)
            time.sleep(0.1)


def test_what_was_sent_while_the_database_restarted_is_there_once(portal, cluster, ask):
    portal.serve()
    drafts = portal.addresses["drafts"][:12]
    senders = [Sender(portal, drafts[number::SENDERS], number) for number in range(SENDERS)]

    def restart():
        for mode in ("fast", "immediate"):  # an orderly end, and a crash
            wait_for("some are taken", lambda: sum(len(one.taken) for one in senders) > 4)
            cluster.stop(mode)
            wait_for("somebody is refused", lambda: any(one.refused for one in senders))
            page = Browser(portal.host).get(portal.addresses["partnership"])
            assert (page.status, "Try again" in page.text) == (503, True), page.text
            assert "cannot look anything up" in page.text
            assert Browser(portal.host).get("/health/live/").status == 200
            assert Browser(portal.host).get("/health/ready/").status == 503
            cluster.start()
            seen = [len(one.taken) for one in senders]
            wait_for(
                "all go on",
                lambda seen=seen: all(
                    len(one.taken) > n for one, n in zip(senders, seen, strict=True)
                ),
            )
        for one in senders:
            one.goes_on = False

    def stop_at_trouble(call):
        try:
            call()
        finally:
            for one in senders:
                one.goes_on = False

    at_once([restart, *(lambda one=one: stop_at_trouble(one.run) for one in senders)])
    sent = [what for one in senders for what in one.taken]
    rows = ask("SELECT organisation_name, number FROM events_registration ORDER BY number")
    assert sorted(name for name, _ in rows) == sorted(what for what in sent if "Optik" in what)
    assert [number for _, number in rows] == list(range(1, len(rows) + 1))
    assert set(drafts) <= set(sent)
    numbers = ask("SELECT number FROM smes_expression WHERE number IS NOT NULL ORDER BY number")
    assert numbers == [(number,) for number in range(1, 13)]
    # To each who sent one, exactly one e-mail waits.
    letters = ask("SELECT count(*) FROM partnership_email WHERE kind = 'smes.confirm_address'")
    assert letters == [(12,)]
    assert wait_for("it is ready again", lambda: portal.answers("/health/ready/"))
