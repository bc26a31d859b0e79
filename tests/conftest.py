"""What every test may rely on: Debian's Chromium, and that nothing is skipped unseen."""

import os
import shutil
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from tests.database import copy_into, migrated_file
from tests.kept import Kept

# The browser's event loop stays open between tests of one process.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

IN_CI = os.environ.get("CI") == "true"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
NO_CHROMIUM = f"Chromium is missing ({CHROMIUM}); CHROMIUM names another path"


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
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a page counts as a browser test: `-m "not browser"` leaves it out.

    What takes longest begins first, so that no process is left with it at the end.
    """
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


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
    """The migrations find their work done, where the data is kept in memory."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    name = connection.creation._get_test_db_name()
    with closing(copy_into(name, request.getfixturevalue("empty_database"))):
        yield


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Records and files that many tests begin with: ``kept.begin_with(name, make)``."""
    return Kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture(autouse=True)
def _commits_are_seen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows a commit follows at once where a test is one transaction and never commits."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not (commits or (marker and marker.kwargs.get("transaction"))):
        monkeypatch.setattr(transaction, "on_commit", lambda call, **_: call())


@pytest.fixture(autouse=True)
def _nothing_is_kept(request: pytest.FixtureRequest) -> None:
    """What was counted in another test is forgotten: its records may have had the same keys."""
    if request.node.get_closest_marker("django_db"):
        cache.clear()
    elif "db" in request.fixturenames:
        request.getfixturevalue("db")
        cache.clear()


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if any(NO_CHROMIUM in str(report.longrepr) for report in skipped):
        terminalreporter.write_sep("!", f"BROWSER TESTS DID NOT RUN: {NO_CHROMIUM}", red=True)
