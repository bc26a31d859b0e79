"""What answers tell browsers, and that pages need no exception from it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from config.headers import HEADERS

pytestmark = pytest.mark.django_db

INLINE = {
    "style": r"<style\b",
    "style at an element": r"\sstyle\s*=",
    "script": r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:json|ld\+json)\")",
    "handler": r"\son[a-z]+\s*=\s*[\"']",
    "address that is a script": r"javascript:",
}
NOT_PAGES = {
    "emails": "mail programs read no style sheets, and no policy goes with them",
    "reporting/standalone.html": "a file that readers keep; it is sent as a download",
}


def templates():
    for path in sorted(Path(settings.BASE_DIR).glob("**/templates/**/*.html")):
        name = path.relative_to(settings.BASE_DIR).as_posix()
        if name.startswith((".venv", "tests")):
            continue
        name = name.partition("templates/")[2]
        if not any(name == other or name.startswith(f"{other}/") for other in NOT_PAGES):
            yield name, path.read_text(encoding="utf-8")


def test_no_template_of_a_page_has_code_or_style_in_it():
    found = [
        f"{name}: {what}"
        for name, text in templates()
        for what, pattern in INLINE.items()
        if re.search(pattern, re.sub(r"\{#.*?#\}", "", text), re.IGNORECASE)
    ]
    assert found == []
    assert len(list(templates())) > 150


def policy(response):
    parts = (part.split() for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("address", ["/", "/fr/", "/account/login/", "/admin/login/", "/nowhere/"])
def test_the_policy_has_no_exception(client, address):
    sent = policy(client.get(address))
    assert sent["default-src"] == ["'self'"]
    assert sent["script-src"] == ["'self'"]
    assert sent["style-src"] == ["'self'"]
    assert sent["img-src"] == ["'self'", "data:"]
    assert sent["object-src"] == sent["base-uri"] == ["'none'"]
    assert sent["form-action"] == sent["frame-ancestors"] == ["'self'"]
    assert not {"unsafe-inline", "unsafe-eval", "*", "http:", "https:"} & {
        source.strip("'") for sources in sent.values() for source in sources
    }


@pytest.mark.parametrize(
    "address",
    ["/", "/account/login/", "/nowhere/", "/api/partnerships/", "/static/portal/site.css"],
)
def test_every_answer_has_the_headers(client, address):
    response = client.get(address, secure=True)
    told = dict(response.headers)
    assert {name: told[name] for name in HEADERS} == HEADERS
    assert "geolocation=()" in told["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in told["Permissions-Policy"]
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"
    assert told["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert told["Cross-Origin-Opener-Policy"] == "same-origin"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "same-origin"


def test_whoever_finds_a_weakness_knows_whom_to_tell(client, settings):
    settings.SECURITY_CONTACT = "security@portal.example"
    settings.SITE_URL = "https://portal.example"
    address = reverse("security_txt")
    assert address == "/.well-known/security.txt"
    with time_machine.travel(datetime(2026, 3, 14, 23, 30, tzinfo=UTC)):
        response = client.get(address)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "Contact: mailto:security@portal.example\n"
        "Expires: 2026-08-28T00:00:00Z\n"
        "Preferred-Languages: en, fr, de\n"
        "Canonical: https://portal.example/.well-known/security.txt\n"
    )


def test_an_address_of_the_web_stays_one_and_without_a_contact_there_is_no_file(client, settings):
    settings.SECURITY_CONTACT = "https://portal.example/report"
    assert (
        b"Contact: https://portal.example/report\n"
        in client.get("/.well-known/security.txt").content
    )
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404
