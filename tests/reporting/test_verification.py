"""Verification: what a stranger learns of a code or a file."""

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.submission import withdraw_report
from tests.factories import ReportFactory, SnapshotFactory, SnapshotFileFactory, UserFactory
from tests.reporting.life import file_of, submit_again
from tests.reporting.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root", "quick")]

UNKNOWN = "0123456789ab"


def answer(client, code, query=""):
    return client.get(reverse("verify_code", args=[code]) + query)


def said(response):
    return read(response).one("main").text


def known(client, sha256):
    return client.get(reverse("verify_file", args=[sha256])).json()


@pytest.fixture
def secret(submitted_once):
    """Submitted, and not open to the public."""
    return submitted_once(partnership__acronym="HUSH", partnership__name="Hush hush")


@pytest.fixture
def public(submitted_once):
    return submitted_once(partnership__acronym="ALPHA-GO", is_public=True)


# Codes


def test_a_code_of_a_public_report_names_it(client, public):
    response = answer(client, public.code)
    text = said(response)
    assert response.status_code == 200
    assert f"The code {public.code} is of a submitted report" in text
    day = f"{timezone.localtime(public.submitted_at):%-d %B %Y}"
    assert f"ALPHA-GO: Key Achievements, version 1, was submitted on {day}." in text


def test_a_code_of_another_report_tells_that_there_is_one_and_no_more(client, secret):
    response = answer(client, secret.code)
    assert "This code belongs to a report that was submitted through this portal." in said(response)
    content = response.content.decode().lower()
    for told in ("hush", str(secret.submitted_at.year), "key achievements", "version 1"):
        assert told not in content


def test_a_code_tells_what_became_of_the_version(client, public):
    second = submit_again(public.report)
    assert "is of a superseded report" in said(answer(client, public.code))
    withdraw_report(report=public.report, by=UserFactory(), comment="Secret reason.")
    text = said(answer(client, second.code))
    assert "is of a withdrawn report" in text
    assert "Secret reason" not in text


@pytest.mark.parametrize("code", [UNKNOWN, "nonsense", "<b>", "0" * 64])
def test_every_code_that_is_not_known_gets_the_same_answer(client, secret, code):
    response = answer(client, code)
    assert response.status_code == 404
    assert "This portal knows no report with this code" in said(response)
    assert response.content == answer(client, "f" * 12).content


def test_a_code_may_be_typed_with_blanks_and_capitals(client, public):
    typed = f" {public.code[:6].upper()} {public.code[6:]} "
    response = client.get(reverse("verify"), {"code": typed})
    assert response["Location"] == reverse("verify_code", args=[public.code])
    assert client.get(reverse("verify"), {"code": " / "}).status_code == 200


# Files


def test_a_hash_tells_whether_the_file_was_submitted_and_no_more(client, secret):
    file = secret.files.get(edition="agency", format="pdf")
    assert known(client, file.sha256) == {"known": True, "state": "submitted"}
    for other in ("f" * 64, "f" * 63, "<b>"):
        assert known(client, other) == {"known": False, "state": ""}


@pytest.mark.parametrize(
    ("states", "best"),
    [(["withdrawn", "superseded"], "superseded"), (["superseded", "submitted"], "submitted")],
)
def test_a_file_of_several_versions_counts_by_the_best(client, states, best):
    report = ReportFactory()
    for number, state in enumerate(states, 1):
        snapshot = SnapshotFactory(report=report, number=number, state=state)
        SnapshotFileFactory(snapshot=snapshot, sha256="a" * 64)
    assert known(client, "a" * 64)["state"] == best


def test_without_a_script_the_sum_is_compared_on_the_page(client, public, secret):
    own, other = (
        each.files.get(edition="public", format="pdf").sha256 for each in (public, secret)
    )
    assert "This is a file that was submitted" in said(
        answer(client, public.code, f"?sha256={own}")
    )
    for wrong in (other, "nonsense"):
        text = said(answer(client, public.code, f"?sha256={wrong}"))
        assert "This is not a file of this version" in text
    text = said(client.get(reverse("verify"), {"sha256": other.upper()}))
    assert "This is a file that was submitted" in text
    assert "HUSH" not in text
    assert "This file is not known here" in said(client.get(reverse("verify"), {"sha256": "x"}))


def test_the_page_of_a_code_holds_its_hashes_without_their_names(client, secret):
    section = read(answer(client, secret.code)).one("section", "verify-file")
    hashes = section.attributes["data-hashes"].split()
    assert hashes == sorted(secret.files.values_list("sha256", flat=True))
    assert "hidden" in section.attributes


def test_the_pages_cost_a_fixed_number_of_queries(client, public, django_assert_num_queries):
    file = public.files.first()
    for address, queries in (
        (reverse("verify"), 1),
        (reverse("verify_code", args=[public.code]), 3),
        (reverse("verify_code", args=[UNKNOWN]), 2),
        (reverse("verify_file", args=[file.sha256]), 1),
        (file_of(public), 2),  # one keeps that it was downloaded
    ):
        with django_assert_num_queries(queries):
            client.get(address)


def test_the_pages_only_answer_to_reading_and_are_not_kept(client, public):
    for address in (reverse("verify"), reverse("verify_code", args=[public.code])):
        assert client.post(address).status_code == 405
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        assert "unsafe" not in response["Content-Security-Policy"]
