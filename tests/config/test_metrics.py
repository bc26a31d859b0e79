"""Numbers for Prometheus."""

import os
import re
import subprocess
import sys

import pytest
from django.utils import timezone

from partnership.choices import EmailState
from reporting.jobs.states import JobState
from tests.factories import EmailFactory, JobFactory

METRICS = "/metrics/"
TOKEN = {"Authorization": "Bearer a-long-token"}


def number(text, line):
    """The value of a sample, by how its line begins; none where there is none."""
    found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else None


@pytest.mark.django_db
def test_without_a_token_there_are_none(client, settings, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(METRICS, headers=TOKEN).status_code == 404


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer other", "Basic a-long-token", "Bearer é"])
def test_they_are_for_those_with_the_token(client, settings, sent):
    settings.METRICS_TOKEN = "a-long-token"
    response = client.get(METRICS, headers={"Authorization": sent, "host": "10.0.0.9"})
    assert (response.status_code, response.content) == (401, b"")


@pytest.mark.django_db
def test_requests_are_counted_by_view_and_status(client, settings):
    settings.METRICS_TOKEN = "a-long-token"
    line = 'portal_requests_total{method="GET",status="200",view="downloads"}'
    before = number(client.get(METRICS, headers=TOKEN).text, line) or 0
    client.get("/downloads/")
    client.get("/downloads/")
    client.get("/wp-login.php")
    text = client.get(METRICS, headers=TOKEN).text
    assert number(text, line) == before + 2
    assert number(text, 'portal_requests_total{method="GET",status="404",view="none"}') >= 1
    assert "wp-login" not in text
    assert number(text, 'portal_request_seconds_count{method="GET",view="downloads"}') >= 2
    assert number(text, 'portal_request_database_seconds_total{view="downloads"}') > 0


@pytest.mark.django_db
def test_it_tells_how_work_and_emails_stand(client, settings, django_assert_num_queries):
    settings.METRICS_TOKEN = "a-long-token"
    JobFactory.create_batch(2)
    JobFactory(state=JobState.FAILED)
    JobFactory(parent=JobFactory(state=JobState.WAITING))
    EmailFactory()
    EmailFactory.create_batch(2, state=EmailState.FAILED)
    EmailFactory(state=EmailState.FAILED, settled_at=timezone.now())
    with django_assert_num_queries(4):
        text = client.get(METRICS, headers=TOKEN).text
    assert number(text, 'portal_jobs{state="queued"}') == 2
    assert number(text, 'portal_jobs{state="failed"}') == 1
    assert number(text, 'portal_jobs{state="waiting"}') == 1
    assert number(text, 'portal_jobs{state="running"}') == 0
    assert number(text, 'portal_emails{state="waiting"}') == 1
    assert number(text, 'portal_emails{state="failed"}') == 2
    for queue in ("short", "long"):
        assert number(text, f'portal_queue_messages{{queue="{queue}"}}') == 0
    assert number(text, 'portal_part_up{part="queue"}') == 1


COUNTED = """
import os, sys
from prometheus_client import Counter, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from config.observability.metrics import requests
import config.observability.metrics as metrics
requests.labels("GET", "downloads", "200").inc(int(sys.argv[1]))
if sys.argv[1] == "0":
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    print(generate_latest(registry).decode())
"""


def test_several_processes_of_a_server_add_up(tmp_path):
    """Real processes: two count, a third is asked."""
    setup = "import django; django.setup()\n"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "VAR_DIR": str(tmp_path / "var"),
    }
    for times in ("3", "4", "0"):
        done = subprocess.run(
            [sys.executable, "-c", setup + COUNTED, times],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    line = 'portal_requests_total{method="GET",status="200",view="downloads"}'
    assert number(done.stdout, line) == 7
