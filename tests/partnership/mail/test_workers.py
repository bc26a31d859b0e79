"""Real workers, killed at every moment of sending: an e-mail leaves once."""

import os
import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

QUICK = {"EMAILS_LEASE_SECONDS": "2", "JOBS_SWEEP_SECONDS": "1", "LOG_LEVEL": "INFO"}
OWN = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "VAR_DIR", "EMAIL_URL")


@pytest.mark.parametrize(
    "scenario",
    ["before it is handed over", "while it is handed over", "after it is written", "at once"],
)
def test_an_e_mail_leaves_once_whenever_its_worker_is_killed(scenario, tmp_path, empty_database):
    shutil.copyfile(empty_database, tmp_path / "portal.sqlite3")
    environment = {name: value for name, value in os.environ.items() if name not in OWN} | {
        **QUICK,
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.partnership.mail.workers.settings",
    }
    played = subprocess.run(
        [sys.executable, "-m", "tests.partnership.mail.workers.scenario", scenario],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    logs = "\n".join(path.read_text()[-2000:] for path in tmp_path.glob("worker-*.log"))
    assert played.returncode == 0, f"{played.stderr[-3000:]}\n{logs}"
