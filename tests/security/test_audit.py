"""The audit of the libraries: what it can tell by itself, and that it never takes silence for good news."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from scripts import audit
from scripts.audit import (
    faults_of_installed,
    faults_of_licences,
    faults_of_lists,
    holes_in,
    read_locked,
)

HASH = "--hash=sha256:" + "a" * 64
CI = Path(settings.BASE_DIR, ".ci", "run")


def locked(text):
    return list(read_locked(text))


def test_the_lists_and_licences_of_the_portal_have_no_fault():
    found = [
        fault for fault in audit.offline() if "installed" not in fault
    ]  # a developer's own tools are no fault of the lists
    assert found == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (f"django==5.2 \\\n    {HASH}", None),
        (f"django==5.2 ; python_version < '4' \\\n    {HASH} \\\n    {HASH}", None),
        (f"django>=5.2 {HASH}", "django is not locked to one version."),
        (f"django==5.* {HASH}", "django is not locked to one version."),
        ("django==5.2", "django has no hash."),
        ("django==5.2 --hash=md5:aa", "django has no hash."),
        (f"celery[redis]==5.7.0 {HASH}", None),
    ],
)
def test_every_library_is_locked_to_one_version_and_its_hashes(line, fault):
    told = [text.partition(": ")[2] for text in faults_of_lists({"core": locked(line)}, set())]
    assert told == ([fault] if fault else [])


def test_lists_agree_and_hold_what_is_asked_for():
    lists = {"core": locked(f"Django==5.2 {HASH}"), "dev": locked(f"django==5.1 {HASH}")}
    assert list(faults_of_lists(lists, {"django", "celery"})) == [
        "django has several versions: 5.1, 5.2.",
        "celery stands in pyproject.toml and in no list. Run: make lock",
    ]


def test_nothing_is_installed_that_is_not_locked():
    installed = {"django": "5.2", "pip": "25", "evil": "1", "celery": "5.6"}
    assert list(faults_of_installed(installed, {"django": "5.2", "celery": "5.7"})) == [
        "celery is installed as 5.6 and locked as 5.7.",
        "evil 1 is installed and in no list.",
    ]


@pytest.mark.parametrize("told", ["", "Proprietary", "GPL-3.0-only", "AGPL-3.0", "SSPL", "UNKNOWN"])
def test_a_licence_that_binds_the_portal_is_told(told):
    (fault,) = faults_of_licences({"evil": told})
    assert fault.startswith("evil has a licence that nobody has looked at: ")


def test_holes_are_told_with_their_mend_and_what_is_not_known_apart():
    answer = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]},
            {"name": "b", "version": "1", "vulns": [{"id": "PYSEC-2", "fix_versions": []}]},
            {"name": "c", "version": "1", "vulns": []},
            {"name": "d", "skip_reason": "Dependency not found on PyPI"},
        ]
    }
    assert holes_in(answer) == (
        ["a 1: PYSEC-1 (mended in 2).", "b 1: PYSEC-2 (mended in no version yet)."],
        ["d"],
    )


@pytest.mark.parametrize(
    ("answer", "end", "told"),
    [
        ({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}, 0, "holes: none"),
        ({"dependencies": [{"name": "a", "skip_reason": "no"}]}, 2, "NOT AUDITED for known holes"),
        (None, 2, "NOT AUDITED for known holes: ConnectionError."),
        (
            {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]},
            1,
            "a 1: PYSEC-1",
        ),
    ],
    ids=["clean", "unknown", "away", "holes"],
)
def test_how_it_ends(tmp_path, monkeypatch, capsys, answer, end, told):
    """With a program in the place of pip-audit, which needs the network."""
    says = f"echo '{json.dumps(answer)}'" if answer else "echo Trace >&2; echo ConnectionError >&2"
    uv = tmp_path / ".venv" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(f"#!/bin/sh\n{says}\n")
    uv.chmod(0o755)
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    monkeypatch.setattr(audit, "offline", list)
    assert audit.main() == end
    assert told in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("end", "passes", "told"), [(0, True, ""), (1, False, ""), (2, True, "NOT AUDITED")]
)
def test_the_ci_goes_on_without_the_network_and_says_so_at_its_end(tmp_path, end, passes, told):
    """The script itself, in a folder where every stage is a program that does nothing."""
    script = CI.read_text(encoding="utf-8")
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "run").write_text(script)
    tools = tmp_path / ".venv" / "bin"
    tools.mkdir(parents=True)
    for name in {*re.findall(r"\.venv/bin/([\w-]+)", script), "make", "git"}:
        ends = f'case "$*" in *audit.py*) exit {end};; esac; ' if name == "python" else ""
        fails = "exit 1" if name == "git" else "exit 0"  # git grep finds nothing
        (tools / name).write_text(f"#!/bin/sh\n{ends}{fails}\n")
        (tools / name).chmod(0o755)
    path = f"{tools}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", tmp_path / ".ci" / "run"],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode == 0) is passes, done.stderr
    last = done.stderr.strip().splitlines()[-1:] or [""]
    assert ("NOT AUDITED" in last[0]) is bool(told)
    assert ("FAILED: libraries" in done.stderr) is not passes
