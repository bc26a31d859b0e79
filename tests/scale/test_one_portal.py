"""Two web servers and three workers without a shared folder behave as one portal."""

import hashlib
import re

import pytest
import requests

from tests.documents import PDF
from tests.factories.partnership import PASSWORD
from tests.scale.conftest import hidden, wait_for
from tests.scale.stage import EMAIL, SLUG
from tests.smes.applying.conftest import COMPANY

REPORT = f"/partnerships/{SLUG}/reports/key-achievements/"
FORM = {"Accept": "text/html"}


def send(reader, address, fields, **options):
    """Send a form: the protection against forgery comes with the page that it stands on."""
    return reader.post(address, data=fields, timeout=60, **options)


def sign_in(portal, reader, at, password=PASSWORD, email=EMAIL):
    page = reader.get(f"{portal.a}/account/login/", timeout=60)
    fields = {**hidden(page), "login": email, "password": password}
    return send(reader, f"{at}/account/login/", fields, allow_redirects=False)


def who_signs_in_at_one_is_signed_in_at_the_other_and_signs_out_of_both(portal):
    reader = portal.reader()
    answer = sign_in(portal, reader, portal.b)  # the page came from the other one
    assert answer.status_code == 302
    for server in (portal.a, portal.b, portal.a):
        page = reader.get(f"{server}/admin/", timeout=60, allow_redirects=False)
        assert page.status_code == 200
    # What one has to say is said by the other.
    page = reader.get(f"{portal.a}/account/", timeout=60)
    key = reader.cookies["sessionid"]
    send(reader, f"{portal.a}/account/logout/", hidden(page), allow_redirects=False)
    told = reader.get(f"{portal.b}/account/login/", timeout=60)
    assert "You have signed out." in told.text
    for server in (portal.a, portal.b):
        page = requests.get(
            f"{server}/admin/", cookies={"sessionid": key}, timeout=60, allow_redirects=False
        )
        assert page.status_code == 302


def wrong_passwords_are_counted_over_both(portal):
    reader = portal.reader()
    servers = [portal.a, portal.b] * 3
    said = [
        sign_in(portal, reader, server, "wrong", "nobody@example.org").text for server in servers
    ]
    refused = ["There were too many attempts that failed." in text for text in said]
    assert refused == [False] * 5 + [True]


def an_expression_goes_on_at_the_other_server_and_its_file_is_had_there(portal):
    reader = portal.reader()
    start = f"/partnerships/{SLUG}/apply/"
    page = reader.get(portal.a + start, timeout=60)
    begun = send(reader, portal.b + start, hidden(page), allow_redirects=False)
    step = begun.headers["Location"].partition("?")[0]
    servers = [portal.a, portal.b]
    texts = {
        "company": COMPANY,
        "markets": {},
        "wishes": {"seeks": "A distributor – für Japan."},
    }
    for number in range(4):
        here, there = servers[number % 2], servers[(number + 1) % 2]
        page = reader.get(here + step, timeout=60)
        assert page.status_code == 200, page.text[-500:]
        name = step.rstrip("/").rpartition("/")[2]
        if name not in texts:
            break
        fields = {**hidden(page), **texts[name], "go": "next"}
        if name == "markets":
            fields["markets"] = re.findall(r'name="markets" value="(\d+)"', page.text)
        files = [("files", ("Profil.pdf", PDF, "application/pdf"))] if name == "wishes" else None
        answer = send(reader, there + step, fields, files=files, allow_redirects=False)
        assert answer.status_code == 302, answer.text
        step = answer.headers["Location"].partition("?")[0]
    assert portal.tell("drafts") == [
        ["draft", "A distributor – für Japan.", COMPANY["company_name"], ["Profil.pdf"]]
    ]
    private = step.rstrip("/").rpartition("/")[0]
    for server in servers:
        page = reader.get(f"{server}{private}/wishes/", timeout=60)
        (address,) = set(re.findall(r'href="([^"]+/files/\d+/)"', page.text))
        assert reader.get(server + address, timeout=60).content == PDF


def a_report_is_asked_for_at_one_made_by_a_worker_and_had_at_both(portal):
    reader = portal.reader()
    asked = reader.get(
        f"{portal.a}{REPORT}download/pdf/", headers=FORM, timeout=60, allow_redirects=False
    )
    assert asked.status_code == 303
    work = asked.headers["Location"]

    def made():
        answer = reader.get(f"{portal.b}{work}file/", timeout=60)
        return answer if answer.headers["Content-Type"] == "application/pdf" else None

    file = wait_for(made)
    assert file.content.startswith(b"%PDF-")
    same = reader.get(f"{portal.a}{REPORT}download/pdf/", headers=FORM, timeout=60)
    assert same.content == file.content
    assert f'"{hashlib.sha256(file.content).hexdigest()}"' == same.headers["ETag"]


def a_change_is_seen_by_all_at_once_and_its_pictures_follow(portal):
    reader = portal.reader()

    def pages():
        return [reader.get(server + REPORT, timeout=60).text for server in (portal.a, portal.b)]

    def drawn():
        texts = pages()
        return texts if not any("The picture is being drawn." in text for text in texts) else None

    def pictures(text):
        return sorted(set(re.findall(r'src="([^"]+/charts/[0-9a-f]{64}\.svg)"', text)))

    first = wait_for(drawn)
    for number in range(3):
        portal.tell("rewrite", f"Text number {number}.")
        assert all(f"Text number {number}." in text for text in pages())
    before = pictures(first[0])
    assert before == pictures(first[1])
    assert before
    for address in before:
        bodies = {
            reader.get(server + address, timeout=60).content for server in (portal.a, portal.b)
        }
        assert len(bodies) == 1
        assert bodies.pop().startswith(b"<svg")
    portal.tell("add_meeting")
    assert any("The picture is being drawn." in text for text in pages())
    after = [pictures(text) for text in wait_for(drawn)]
    assert after[0] == after[1] != before


def a_submitted_version_of_a_third_machine_is_had_byte_for_byte(portal):
    reader = portal.reader()
    files = portal.tell("submit")
    assert len(files) >= 4
    for address, sha256 in files:
        for server in (portal.a, portal.b):
            content = reader.get(server + address, timeout=60).content
            assert hashlib.sha256(content).hexdigest() == sha256


def thirty_jobs_are_done_once_each_by_three_workers(portal):
    portal.s3.requests.clear()
    jobs = portal.tell("ask_for_work", 30)
    assert len(set(jobs)) == 30

    def done():
        found = portal.tell("states_of", jobs)
        return found if all(state not in ("queued", "running") for state, *_ in found) else None

    found = wait_for(done)
    assert {(state, attempts) for state, attempts, _ in found} == {("done", 1)}
    written = [path for method, path, _ in portal.s3.requests if method == "PUT"]
    rendered = [path for path in written if "/rendered/" in path]
    assert len(rendered) == len(set(rendered)) == 30
    busy = [name for name, log in portal.logs().items() if "run_job" in log]
    assert len(busy) >= 2, busy  # a slow machine may leave one without work


def no_machine_keeps_what_another_one_would_miss(portal):
    left = {
        path.relative_to(portal.folder).parts[2]
        for path in portal.folder.glob("*/reports/**/*")
        if path.is_file()
    }
    assert left <= {"charts", "parts"}
    assert not [path for path in portal.folder.glob("*/media/**/*") if path.is_file()]


def nobody_was_shown_a_fault(portal):
    for name, log in portal.logs().items():
        assert "Traceback" not in log, (name, log[-3000:])


SCENES = (
    who_signs_in_at_one_is_signed_in_at_the_other_and_signs_out_of_both,
    wrong_passwords_are_counted_over_both,
    an_expression_goes_on_at_the_other_server_and_its_file_is_had_there,
    a_report_is_asked_for_at_one_made_by_a_worker_and_had_at_both,
    a_change_is_seen_by_all_at_once_and_its_pictures_follow,
    a_submitted_version_of_a_third_machine_is_had_byte_for_byte,
    thirty_jobs_are_done_once_each_by_three_workers,
    no_machine_keeps_what_another_one_would_miss,
    nobody_was_shown_a_fault,
)


@pytest.mark.slow
def test_two_web_servers_and_three_workers_without_a_shared_folder_are_one_portal(portal):
    """One test, because the portal takes longest to begin; the last scenes look back at the others."""
    for scene in SCENES:
        scene(portal)
