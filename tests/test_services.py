"""What ``make test`` asks before it begins: are PostgreSQL and Redis there?"""

import os
import subprocess
import sys

from django.conf import settings

NOBODY = "postgresql://nobody@127.0.0.1:1/none"
"""An address at which no server listens."""


def asked(**environment: str) -> subprocess.CompletedProcess[str]:
    """What a process of its own answers, in which no application has been loaded."""
    return subprocess.run(
        (sys.executable, "-m", "tests.services"),
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"} | environment,
        capture_output=True,
        text=True,
    )


def test_a_missing_server_is_named_and_nothing_fails():
    answer = asked(TEST_POSTGRES_URL=NOBODY)

    assert answer.returncode == 0, answer.stderr
    assert "127.0.0.1" in answer.stdout or "redis-server" in answer.stdout


def test_where_all_is_there_nothing_is_said():
    missing = asked(TEST_POSTGRES_URL=NOBODY).stdout

    assert asked().stdout != missing
