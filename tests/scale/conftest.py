"""Two web servers and three workers that share PostgreSQL, Redis and a bucket, and no folder."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import uuid
from contextlib import closing

import boto3
import psycopg2
import pytest
import requests
from django.conf import settings

from tests.stores.server import KEYS, REGION, S3Server

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/postgres")
PATIENCE = 90
"""Seconds; a busy machine takes long."""


class Portal:
    """The portal: its web servers ``a`` and ``b``, and a third machine that is told what to do."""

    def __init__(self, stage, folder, s3):
        self.stage, self.folder, self.s3 = stage, folder, s3
        self.a, self.b = (f"http://127.0.0.1:{port}" for port in self._answer())

    def tell(self, name, *arguments):
        """Do something on the third machine; see ``tests.scale.stage``."""
        self.stage.stdin.write(json.dumps([name, *arguments]) + "\n")
        self.stage.stdin.flush()
        return self._answer()

    def _answer(self):
        line = self.stage.stdout.readline()
        assert line, "The third machine has stopped; see its standard error."
        return json.loads(line)

    def reader(self):
        """A browser; it takes both web servers for one, as behind a proxy."""
        return requests.Session()

    def logs(self):
        return {path.parent.name: path.read_text() for path in self.folder.glob("*/log")}


def wait_for(condition):
    """What the condition gives as soon as it is true."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, "It took too long."
        time.sleep(0.1)
    return found


def hidden(page):
    """The hidden fields of the forms of a page."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))


@pytest.fixture(scope="package")
def redis(tmp_path_factory):
    """A server of our own."""
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        port = found.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    folder = tmp_path_factory.mktemp("redis")
    server = subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait()


@pytest.fixture(scope="package")
def database():
    """An empty database of PostgreSQL."""
    try:
        server = psycopg2.connect(POSTGRES)
    except psycopg2.OperationalError as error:
        pytest.skip(f"PostgreSQL is needed: {error}")
    server.autocommit = True
    name = f"portal_scale_{uuid.uuid4().hex[:8]}"
    with closing(server):
        server.cursor().execute(f"CREATE DATABASE {name}")
        yield f"{POSTGRES.rpartition('/')[0]}/{name}"
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="package")
def portal(tmp_path_factory, redis, database):
    folder = tmp_path_factory.mktemp("machines")
    s3 = S3Server()
    client = boto3.client(
        "s3",
        endpoint_url=s3.endpoint,
        region_name=REGION,
        aws_access_key_id=KEYS["S3_ACCESS_KEY"],
        aws_secret_access_key=KEYS["S3_SECRET_KEY"],
    )
    where = {"LocationConstraint": REGION}
    client.create_bucket(Bucket="portal-scale", CreateBucketConfiguration=where)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
        **s3.environment("portal-scale"),
        "DJANGO_SETTINGS_MODULE": "tests.scale.settings",
        "SECRET_KEY": "for-this-test-only",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "VAR_DIR": str(folder),
        "EMAIL_URL": "dummymail://",
        "MFA_REQUIRED": "false",
        "SECURE_SSL_REDIRECT": "false",
        "SESSION_COOKIE_SECURE": "false",
        "CSRF_COOKIE_SECURE": "false",
        "WEB_CONCURRENCY": "1",
        "QUICK_REPORT_ROWS": "-1",
        "JOBS_SWEEP_SECONDS": "2",
    }
    environment.pop("CELERY_BROKER_URL", None)
    stage = subprocess.Popen(
        [sys.executable, "-m", "tests.scale.stage", str(folder)],
        env=environment,
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        made = Portal(stage, folder, s3)
        for server in (made.a, made.b):
            wait_for(lambda server=server: answers(f"{server}/health/live/"))
        yield made
    finally:
        stage.stdin.close()
        stage.wait(60)
        s3.stop()


def answers(address):
    try:
        return requests.get(address, timeout=20).ok
    except requests.ConnectionError:
        return False
