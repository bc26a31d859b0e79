"""The installation of docker-compose.yml, by hand: nginx, portal, workers, clock, Redis, PostgreSQL.

The commands, the environment and the health checks are those of the file.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import uuid
from contextlib import closing
from urllib.error import URLError
from urllib.parse import quote

import psycopg2
import pytest

from tests.deployment.compose import ROOT
from tests.deployment.installation import Installation, wait_for
from tests.deployment.reader import Reader

pytestmark = pytest.mark.slow

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/postgres")
REPORT = "/partnerships/baltic-photonics/reports/key-achievements"
NEEDED = ("nginx", "redis-server", "openssl", "curl")


@pytest.fixture(scope="module")
def database():
    """Its address; it is gone afterwards."""
    name = f"portal_installed_{uuid.uuid4().hex[:8]}"
    try:
        server = psycopg2.connect(POSTGRES)
    except psycopg2.OperationalError as error:
        pytest.skip(f"PostgreSQL is needed: {error}")
    if missing := [program for program in NEEDED if not shutil.which(program)]:
        pytest.skip(f"These programs are needed: {', '.join(missing)}")
    server.autocommit = True
    server.cursor().execute(f"CREATE DATABASE {name}")
    yield f"{POSTGRES.rpartition('/')[0]}/{name}"
    server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def installed(database):
    """With its administrator, made by the documented command."""
    with closing(Installation(database)) as installation:
        installation.fill()
        assert not any(map(installation.is_healthy, installation.LASTING))
        assert "anna@example.org is an administrator now." in installation.run_once("migrate")
        yield installation


@pytest.fixture
def portal(installed):
    """Everything runs and is healthy."""
    installed.start_all()
    return installed


@pytest.fixture
def reader(portal):
    return Reader(portal)


@pytest.fixture
def ask(database):
    """The rows that the database answers with."""

    def rows(query):
        with closing(psycopg2.connect(database)) as connection:
            cursor = connection.cursor()
            cursor.execute(query)
            return cursor.fetchall()

    return rows


def test_the_configuration_is_nginxs_own_opinion_too(portal):
    done = subprocess.run(
        ["nginx", "-t", "-c", f"{portal.folder}/nginx.conf"], capture_output=True, text=True
    )
    assert "test is successful" in done.stderr
    assert "[warn]" not in done.stderr


def test_plain_http_leads_to_https(reader):
    answer = reader.get(f"http://localhost:{reader.ports['http']}/downloads/?page=2")
    assert (answer.status, answer.headers["Location"]) == (
        301,
        "https://localhost/downloads/?page=2",
    )


def test_the_administrator_signs_in_and_sets_up_a_second_factor(portal, reader, ask):
    """Whoever says that they come from elsewhere is not believed."""
    forged = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "evil.example",
        "X-Request-ID": "chosen-by-the-reader",
        "Forwarded": "for=203.0.113.9;proto=http;host=evil.example",
    }
    page = reader.get("/account/login/", **forged)
    assert page.status == 200  # not redirected to HTTPS once more
    assert page.headers["X-Request-ID"] != "chosen-by-the-reader"
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "evil.example" not in page.text
    password = (portal.folder / "secrets" / "administrator_password").read_text()
    person = {"login": "anna@example.org", "password": password}
    assert reader.post("/account/login/", person, **forged).status == 302
    assert all(cookie.secure for cookie in reader.cookies)
    places = ask("SELECT DISTINCT host(ip) FROM usersessions_usersession")
    assert places == [("127.0.0.1",)]
    office = reader.get("/admin/")
    assert (office.status, office.headers["Location"].split("?")[0]) == (302, "/account/2fa/")


def test_a_report_is_made_by_a_worker_and_sent_by_nginx(reader):
    asked = reader.get(f"{REPORT}/download/pdf/", Accept="application/json")
    if asked.status == 202:
        state = asked.json()["url"]
        wait_for(lambda: reader.get(state).json()["is_finished"], "The PDF was not made.")
        asked = reader.get(f"{REPORT}/download/pdf/", Accept="application/json")
    assert (asked.status, asked.headers["Content-Type"]) == (200, "application/pdf")
    assert (asked.content[:5], asked.content.rstrip()[-5:]) == (b"%PDF-", b"%%EOF")
    # The portal sends no pieces, see tests/reporting/test_sending.py: this is nginx.
    piece = reader.get(f"{REPORT}/download/pdf/", Range="bytes=0-4")
    assert (piece.status, piece.content) == (206, b"%PDF-")
    assert "X-Accel-Redirect" not in asked.headers


def test_a_file_is_sent_with_all_that_the_portal_says_of_it(reader):
    page, file = reader.get("/downloads/"), reader.get(f"{REPORT}/download/csv/")
    assert (page.status, file.status) == (200, 200)
    protects = {
        name.lower()
        for name in page.headers
        if name.lower().startswith(("cross-origin", "x-", "strict", "content-sec", "perm", "ref"))
    }
    assert len(protects) >= 9
    assert protects <= {name.lower() for name in file.headers}
    for name in file.headers:
        assert len(file.headers.get_all(name)) == 1
    again = reader.get(f"{REPORT}/download/csv/", **{"If-None-Match": file.headers["ETag"]})
    assert again.status == 304


def test_no_file_is_to_be_had_but_through_the_portal(portal, reader):
    kept = portal.folder / "var"
    files = [path.relative_to(kept) for path in kept.rglob("*.*") if "static" not in path.parts]
    assert {path.parts[0] for path in files} == {"media", "reports"}
    for path in files:
        for address in (f"/protected/{path}", f"/{path}", f"/static/../{path}"):
            assert reader.get(quote(address)).status == 404, address
    for address in (
        "/protected/media/..%2f..%2fsecrets/secret_key",
        "/protected/static/staticfiles.json",
    ):
        assert reader.get(address).status == 404
    for address in ("/metrics/", "/metrics", "/health/ready/", "/health/ready"):
        assert reader.get(address).status == 404


def test_the_numbers_are_told_inside_for_the_token(portal, reader):
    token = (portal.folder / "secrets" / "metrics_token").read_text()
    inside = f"http://127.0.0.1:{portal.ports['web']}/metrics/"
    assert reader.get(inside).status == 401
    text = reader.get(inside, Authorization=f"Bearer {token}").text
    for queue in ("short", "long"):
        assert f'portal_queue_messages{{queue="{queue}"}}' in text


def test_what_is_too_large_is_refused_in_words(reader):
    response, body = reader.announce("/account/login/", 91 * 1024 * 1024)
    assert response.status == 413
    assert "more than 90\N{NO-BREAK SPACE}MB" in body
    assert response.headers["Strict-Transport-Security"]


def test_a_flood_from_one_address_is_slowed_down(portal, reader):
    """Eight hundred requests at once; fifty a second and three hundred more are answered."""
    answers, path = b"", b"/.well-known/acme-challenge/none"
    request = b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", portal.ports["http"]), timeout=60) as line:
        line.sendall(request * 800)
        while answers.count(b"HTTP/1.1 ") < 800 or not answers.endswith(b"</html>\r\n"):
            answers += line.recv(65536)
    statuses = re.findall(rb"HTTP/1\.1 (\d+)", answers)
    assert set(statuses) == {b"404", b"429"}
    assert statuses.count(b"404") >= 300
    assert {reader.get("/static/admin/css/base.css").status for _ in range(5)} == {200}
    wait_for(lambda: reader.get("/downloads/").status == 200, "It stays closed.")


def test_a_new_certificate_counts_after_a_reload(portal, tmp_path):
    """Whoever trusts the old one alone is told; nothing stops meanwhile."""
    command = [sys.executable, "scripts/prepare.py", "localhost", "a@b.example"]
    subprocess.run([*command, "--folder", str(tmp_path)], cwd=ROOT, check=True)
    distrustful = Reader(portal)
    for name in ("fullchain.pem", "privkey.pem"):
        new = (tmp_path / "secrets" / "tls" / name).read_bytes()
        (portal.folder / "secrets" / "tls" / name).write_bytes(new)
    subprocess.run(["nginx", "-s", "reload", "-c", f"{portal.folder}/nginx.conf"], check=True)

    def is_taken():
        try:
            return Reader(portal).get("/health/live/").status == 200
        except URLError:
            return False

    def is_refused():
        try:
            return distrustful.get("/health/live/").status is None
        except URLError as error:
            return "certificate verify failed" in str(error)

    wait_for(is_taken, "The new certificate does not count.")
    # Processes with the old one answer until they are told to end.
    wait_for(is_refused, "The old certificate still counts.")


def test_everything_ends_when_it_is_asked_to_and_nothing_is_lost(portal, reader, ask):
    """A worker that is asked to end finishes first what it has begun."""
    asked = reader.get(f"{REPORT}/download/pdf/?annex=1", Accept="application/json")
    assert asked.status == 202
    states = "SELECT state, attempts FROM reporting_job WHERE parent_id IS NULL ORDER BY id DESC"
    wait_for(lambda: ask(states)[0][0] in ("running", "done"), lambda: portal.told("worker-long"))
    assert portal.end("worker-long") == 0
    assert ask(states)[0] == ("done", 1)
    assert portal.end("worker-short") == 0
    assert portal.end("beat") == 0
    assert portal.end("web") == 0
    away = reader.get("/downloads/")
    assert away.status == 502
    assert "The portal does not answer" in away.text
    style = reader.get("/away.css")
    assert (style.status, style.headers["Content-Type"]) == (200, "text/css")
    assert portal.end("proxy") == 0
    assert portal.end("redis") == 0
