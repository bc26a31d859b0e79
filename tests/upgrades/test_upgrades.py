"""The database of the release before: upgraded, cut off in the middle, and all of it is there."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.faults.portal import Browser, Portal
from tests.faults.servers import Postgres, wait_for
from tests.upgrades.portal import KEPT

RELEASE = KEPT / "before_events"
CUT_OFF_IN = "smes.0004_expressions"
CODE = "SELECT code FROM reporting_snapshot"


@pytest.fixture(params=["sqlite", "postgresql"])
def portal(request, tmp_path):
    """An empty place, on each kind of database."""
    if request.param == "sqlite":
        made, cluster = Portal(tmp_path), None
    else:
        cluster = Postgres()
        made = Portal(tmp_path, DATABASE_URL=cluster.create("portal"))
    made.vendor = request.param
    yield made
    made.end()
    if cluster is not None:
        cluster.remove()


def test_an_upgrade_that_is_cut_off_goes_on_and_keeps_everything(portal):
    shapes = json.loads(portal.run("-m", "tests.upgrades.portal", "lay", RELEASE.name))
    shapes.pop("portal_cache", None)
    kept = json.loads((RELEASE / f"shapes.{portal.vendor}.json").read_text())
    kept.pop("portal_cache", None)
    assert shapes == kept
    portal.serve(WEB_CONCURRENCY="1")
    assert_it_is_being_updated(portal)
    cut_off(portal)
    assert_it_is_being_updated(portal)
    portal.run("manage.py", "migrate", "--verbosity", "0")
    assert wait_for("it is ready", lambda: portal.answers("/health/ready/"))
    told = json.loads(portal.run("-m", "tests.upgrades.portal", "tell", RELEASE.name))
    assert told["lost"] == []
    assert told["changed"] == {}
    assert told["rows"] == 561
    assert told["reports"] == {"public": "same", "consortium": "same", "agency": "same"}
    assert told["histories"] == 213
    assert told["new_migrations"] == []
    assert_pages_open(portal)


def assert_it_is_being_updated(portal):
    browser = Browser(portal.host)
    ready = browser.get("/health/ready/")
    assert ready.status == 503
    assert json.loads(ready.text)["parts"]["migrations"]["state"] == "behind"
    page = browser.post("/partnerships/alpine-optics/apply/", {})
    assert (page.status, "is being updated" in page.text) == (503, True), page.text


def cut_off(portal):
    """SIGKILL while a migration runs: nothing of it stays, what was before it does."""
    migrate = portal.start("-u", "manage.py", "migrate", "--verbosity", "1", "--no-color")
    log = portal.folder / "log"
    wait_for("the migration runs", lambda: f"Applying {CUT_OFF_IN}" in log.read_text(), seconds=900)
    portal.kill(migrate)
    assert f"Applying {CUT_OFF_IN}... OK" not in log.read_text()
    left = portal.run("manage.py", "showmigrations", "--plan", "--no-color")
    assert "[X]  partnership.0012_old_drafts" in left
    assert f"[ ]  {CUT_OFF_IN}" in left


def assert_pages_open(portal):
    browser = Browser(portal.host)
    report = "/partnerships/alpine-optics/reports/key-achievements/"
    page = browser.get(report)
    assert page.status == 200
    assert "Été à Łódź" in page.text
    [file] = Path(portal.folder, "reports").rglob("*-v1.csv")
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    assert sha256 == hashlib.sha256(next(RELEASE.rglob("*-v1.csv")).read_bytes()).hexdigest()
    verified = browser.get(f"/verify/file/{sha256}/")
    assert verified.status == 200
    assert json.loads(verified.text) == {"known": True, "state": "submitted"}
    browser.get("/account/login/")
    typed = {"login": "admin@portal.example", "password": "kept over the upgrade"}
    assert browser.post("/account/login/", typed).status == 302
    for path in ("", "smes/company/", "events/event/", "gateways/agreement/", "partnership/user/"):
        assert browser.get(f"/admin/{path}").status == 200, path
    companies = browser.get("/admin/smes/company/").text
    changed = [
        browser.get(f"/admin/smes/company/{number}/history/").text
        for number in sorted(set(re.findall(r"/admin/smes/company/(\d+)/change/", companies)))
    ]
    assert len(changed) == 5
    assert any("renamed.example" in page for page in changed)
