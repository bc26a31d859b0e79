"""What every test may rely on: Debian's Chromium, and that nothing is skipped unseen."""

import gc
import os
import shutil
import uuid
from collections.abc import Generator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import translation

from scripts.environment import CHROMIUM
from scripts.messages import compile_translations
from tests.database import copy_into, flush_what_is_full, migrated_file
from tests.kept import Kept
from tests.services import migrated_template, redis_server

# The browser's event loop stays open between tests of one process.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

LEFT_OUT = pytest.StashKey[dict[str, int]]()
IN_CI = os.environ.get("CI") == "true"
NO_CHROMIUM = f"Chromium is missing ({CHROMIUM}); CHROMIUM names another path"


def pytest_sessionstart() -> None:
    """Pages speak every language, however the tests were started."""
    compile_translations()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Starts the installed Chromium, which is to look up nothing but the test server."""
    if not shutil.which(CHROMIUM):
        pytest.skip(NO_CHROMIUM)
    quiet = ("background-networking", "component-update", "sync", "gpu", "quic")
    arguments = ["--no-first-run", *(f"--disable-{name}" for name in quiet)]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"executable_path": CHROMIUM, "args": arguments}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whatever opens a page counts as a browser test: `-m "not browser"` leaves it out.

    What takes longest begins first, so that no process is left with it at the end. What empties the
    database comes last, wherever the sharing of a browser has put it: others need what migrations add.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    if settings.ON_POSTGRESQL:
        leave_out(config, items)
    items.sort(key=lambda item: (item.get_closest_marker("slow") is None, empties_database(item)))


def pytest_collection_finish() -> None:
    """The portal and the tests are there to stay: searching them for garbage is a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What another database cannot change is not repeated there.

    These are tests that open none, those with services of their own, and pages in a browser, which
    look at layout and scripts; journeys through the portal are repeated.
    """
    left_out: dict[str, list[pytest.Item]] = {"open no database": [], "look at pages": []}
    kept = []
    for item in items:
        if not opens_database(item):
            left_out["open no database"].append(item)
        elif item.get_closest_marker("browser") and not item.get_closest_marker("journey"):
            left_out["look at pages"].append(item)
        else:
            kept.append(item)
    for why, gone in left_out.items():
        config.hook.pytest_deselected(items=gone)
        if gone:
            config.stash.setdefault(LEFT_OUT, {})[why] = len(gone)
    items[:] = kept


def opens_database(item: pytest.Item) -> bool:
    """Whether a test works with records, whatever keeps them."""
    asked = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db"))


def empties_database(item: pytest.Item) -> bool:
    """Whether a test commits what it does, so that all tables are emptied after it."""
    marker = item.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures or (marker and marker.kwargs.get("transaction")))


@pytest.fixture(scope="session")
def empty_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An SQLite file with every table and nothing but what migrations add."""
    cache = getattr(request.config, "cache", None)  # -p no:cacheprovider
    return migrated_file(cache.mkdir("databases") if cache else tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, request: pytest.FixtureRequest
) -> Generator[None]:
    """The migrations find their work done; the tables that a test has filled are emptied quickly."""
    flush_what_is_full()
    if settings.ON_POSTGRESQL:
        test = connection.settings_dict["TEST"]
        test["NAME"] = f"portal_test_{uuid.uuid4().hex[:8]}"
        test["TEMPLATE"] = migrated_template()
        yield
        return
    name = connection.creation._get_test_db_name()
    with closing(copy_into(name, request.getfixturevalue("empty_database"))):
        yield


@pytest.fixture(scope="session", autouse=True)
def _redis() -> Generator[None]:
    """Cache and queue, where they are as in production."""
    with redis_server(Path(settings.REDIS_SOCKET)) if settings.ON_POSTGRESQL else nullcontext():
        yield


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Records and files that many tests begin with: ``kept.begin_with(name, make)``."""
    return Kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture(autouse=True)
def _commits_are_seen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows a commit follows at once where a test is one transaction and never commits."""
    if not empties_database(request.node):
        monkeypatch.setattr(transaction, "on_commit", lambda call, **_: call())


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    """What was counted in another test is forgotten: its records may have had the same keys."""
    cache.clear()


@pytest.fixture(autouse=True)
def _english() -> Generator[None]:
    """A page in another language leaves its language behind; a server begins each request anew."""
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return skipped_is_failed(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return skipped_is_failed(report)


def skipped_is_failed(report: Any) -> Any:
    """With CI=true a skipped test is a failed one. Expected failures stay what they are."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, which counts as a failure with CI=true: {report.longrepr}"
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process of several tells the first one what it left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left out"] = session.config.stash.get(LEFT_OUT, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """All of them have left out the same."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left out", {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for why, number in terminalreporter.config.stash.get(LEFT_OUT, {}).items():
        terminalreporter.write_line(f"Not repeated on PostgreSQL: {number} tests that {why}")
    skipped = terminalreporter.stats.get("skipped", [])
    if any(NO_CHROMIUM in str(report.longrepr) for report in skipped):
        terminalreporter.write_sep("!", f"BROWSER TESTS DID NOT RUN: {NO_CHROMIUM}", red=True)
