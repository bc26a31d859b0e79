"""The disk is full while a report is made, a file comes in, a backup is written."""

import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.documents import PDF
from tests.faults.disks import small_disk
from tests.faults.portal import Browser
from tests.faults.servers import wait_for

LARGE = PDF + b"\n%" + b"0" * 300_000


@pytest.fixture
def disk(portal):
    """The portal's folder of files on a small disk: ``fill`` and ``free`` it."""
    with small_disk(portal.folder / "files", portal) as made:
        yield made


def files_in(folder):
    """What lies there but for the filler, half-written files too."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("filler", "ordered")
    }


def test_a_full_disk_fails_in_words_and_leaves_nothing_half_written(portal, disk, ask):
    ask("DELETE FROM reporting_job")
    ask("DELETE FROM reporting_renderedfile")
    folder = portal.folder / "files"
    there = {"VAR_DIR": str(folder), "HEALTH_NEEDED": "database"}
    portal.serve(WEB_CONCURRENCY="1", **there)
    portal.work(**there)
    former = a_report(portal, ask)
    disk.fill()
    rendering_fails_in_words(portal, ask, folder, former)
    upload_fails_in_words(portal, ask, folder)
    disk.free()
    again = a_report(portal, ask)
    assert again != former
    upload_is_kept(portal, ask, folder)


def a_report(portal, ask):
    """The report as a PDF, made by the worker."""
    browser = Browser(portal.host)
    answer = browser.get(portal.addresses["pdf"])
    if answer.status != 202:
        return answer.headers["ETag"]
    active = "SELECT 1 FROM reporting_job WHERE state IN ('queued', 'running', 'waiting')"
    wait_for("it is made", lambda: not ask(active), 240)
    answer = browser.get(portal.addresses["pdf"])
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    return answer.headers["ETag"]


def rendering_fails_in_words(portal, ask, folder, former):
    """The job says why and what to do; the report as it was before is still there to be had."""
    ask("UPDATE reporting_narrativesection SET text = 'Another one.', updated_at = now()")
    before = files_in(folder)
    [[file]] = ask("SELECT path FROM reporting_renderedfile")
    browser = Browser(portal.host)
    assert browser.get(portal.addresses["pdf"]).status == 202
    wait_for(
        "it has failed", lambda: ask("SELECT 1 FROM reporting_job WHERE state = 'failed'"), 240
    )
    [[error, work]] = ask("SELECT error, uuid FROM reporting_job WHERE state = 'failed'")
    assert re.fullmatch(
        r"The report cannot be stored: (No space left on device|File too large)\. "
        r"Free some space and try again\.",
        error,
    )
    assert error.split(":")[0] in browser.get(f"/work/{work}/").text
    [[done]] = ask("SELECT uuid FROM reporting_job WHERE state = 'done'")
    kept = browser.get(f"/work/{done}/file/")
    assert (kept.status, kept.headers["ETag"]) == (200, former)
    assert files_in(folder) - before == set()
    assert ask("SELECT path FROM reporting_renderedfile") == [(file,)]


def upload_fails_in_words(portal, ask, folder):
    """The step comes back with what was typed; the file is asked for again."""
    answer = a_step(portal, ask, company_name="Optik am Rand GmbH")
    assert answer.status == 200, (answer.status, answer.text[:3000])
    assert "There is no room for files at the moment" in answer.text
    assert "Optik am Rand GmbH" in answer.text
    assert not any("study" in path for path in files_in(folder))
    names = ask("SELECT count(*) FROM smes_expression WHERE company_name = 'Optik am Rand GmbH'")
    assert names == [(1,)]
    assert ask("SELECT count(*) FROM smes_expressionfile") == [(0,)]


def upload_is_kept(portal, ask, folder):
    answer = a_step(portal, ask, company_name="Optik am Rand GmbH")
    assert answer.status == 302
    [[path, size]] = ask("SELECT file, size FROM smes_expressionfile")
    assert (folder / "media" / path).stat().st_size == size == len(LARGE)


def a_step(portal, ask, **typed):
    """A step of the form with a file."""
    path = portal.addresses["first_steps"][-2]
    page = Browser(portal.host).get(path)
    hidden = dict(
        re.findall(r'<input type="hidden" name="(revision|tab)" value="([^"]*)"', page.text)
    )
    fields = {**hidden, "country": "DE", "go": "add", **typed}
    return Browser(portal.host).upload(path, fields, "study.pdf", LARGE)


def test_a_backup_for_which_there_is_no_room_leaves_nothing(portal, tmp_path):
    """The shell’s limit to a file’s size stands for the disk, so nothing has to be mounted."""
    limit = "trap '' XFSZ; ulimit -f 20"
    command = f"{limit}; exec {sys.executable} manage.py backup {tmp_path}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=settings.BASE_DIR,
        env=portal.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: "), done.stderr
    # The limit stops PostgreSQL’s program, or is told to Python.
    assert re.search(r"it was stopped \(SIGXFSZ\)|File too large", done.stderr), done.stderr
    assert list(tmp_path.iterdir()) == []
    assert list(portal.folder.rglob(".draft-*")) == []
