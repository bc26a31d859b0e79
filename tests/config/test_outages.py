"""What is away is said with 503, and what was typed can be sent again; a fault stays a fault."""

import errno
import html
import re

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.http import QueryDict

from common.pdf.limits import TakesTooLong
from config.observability.pages import server_error

TYPED = {"text": 'Wir suchen "Linsen" <b>', "country": ["DE", "FR"], "csrfmiddlewaretoken": "t"}


def answer(request, error):
    """The page after an error, as Django asks for it."""
    try:
        raise error
    except type(error):
        response = server_error(request)
    return response.status_code, response, html.unescape(response.content.decode())


def fields(text):
    return re.findall(r'<input type="hidden" name="([^"]+)" value="(.*?)">', text)


def test_what_was_typed_is_sent_again_by_a_button(rf):
    status, response, text = answer(rf.post("/any/", TYPED), OperationalError("gone"))
    assert (status, response["Retry-After"]) == (503, "10")
    assert "no-store" in response["Cache-Control"]
    assert "cannot look anything up or keep anything" in text
    assert fields(text) == [
        ("text", 'Wir suchen "Linsen" <b>'),
        ("country", "DE"),
        ("country", "FR"),
        ("csrfmiddlewaretoken", "t"),
    ]
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize("name", ["password", "new_password1", "code", "credential"])
def test_secrets_are_not_repeated(rf, name):
    _, _, text = answer(rf.post("/any/", {**TYPED, name: "of mine"}), OperationalError("gone"))
    assert fields(text) == []
    assert "of mine" not in text
    assert "go back in your browser" in text


def test_a_form_with_files_says_to_choose_them_once_more(rf):
    request = rf.post("/any/", TYPED)
    request.FILES["file"] = object()
    request._load_post_and_files = lambda: None
    request._post = QueryDict("text=a")
    _, _, text = answer(request, OSError(errno.ENOSPC, "No space left on device"))
    assert "There is no room to keep files" in text
    assert "choose files once more" in text
    assert fields(text) == []


def test_a_reader_tries_again(rf):
    _, _, text = answer(rf.get("/any/?page=2"), OperationalError("gone"))
    assert 'href="/any/?page=2"' in text
    assert "What you sent" not in text


def test_programs_are_told_in_their_own_way(rf):
    status, response, _ = answer(rf.get("/api/partnerships/"), OperationalError("gone"))
    assert (status, response["Content-Type"]) == (503, "application/json")


def test_a_pdf_that_costs_too_much_is_told_with_what_mends_it(rf):
    status, response, text = answer(rf.get("/badges.pdf"), TakesTooLong())
    assert (status, response["Retry-After"]) == (503, "10")
    assert "would take more time or memory than it may" in text
    assert "shorten it, and try again" in text


@pytest.mark.parametrize("error", [ValueError("a fault"), ProgrammingError("no such thing")])
@pytest.mark.django_db
def test_a_fault_stays_a_fault(rf, error):
    status, _, text = answer(rf.post("/any/", TYPED), error)
    assert status == 500
    assert "Linsen" not in text


@pytest.mark.django_db
def test_a_table_that_is_missing_is_a_fault_unless_migrations_are_missing(rf):
    with pytest.raises(Exception, match="no_such_table") as caught, transaction.atomic():
        connection.cursor().execute("SELECT 1 FROM no_such_table")
    assert answer(rf.get("/any/"), caught.value)[0] == 500
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    status, _, text = answer(rf.get("/any/"), caught.value)
    assert (status, "is being updated" in text) == (503, True)
