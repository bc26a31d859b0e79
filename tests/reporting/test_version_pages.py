"""Submitted versions on the pages of the portal: who reads which file, and how it is sent."""

import pytest
from django.urls import reverse

from reporting.submission import withdraw_report
from tests.factories import ReportFactory, SnapshotFactory, SnapshotFileFactory, UserFactory
from tests.reporting.life import file_of, submit_again
from tests.reporting.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root", "quick")]

STRANGERS = ("anonymous", "visitor", "coordinator elsewhere", "partner elsewhere")


@pytest.fixture
def secret(submitted_once):
    """Submitted, and not open to the public."""
    return submitted_once(partnership__acronym="HUSH", partnership__name="Hush hush")


@pytest.fixture
def public(submitted_once):
    return submitted_once(partnership__acronym="ALPHA-GO", is_public=True)


def test_a_stored_file_is_sent_as_it_is(client, public):
    response = client.get(file_of(public))
    file = public.files.get(edition="public", format="json")
    assert b"".join(response.streaming_content) == file.location.read_bytes()
    assert response["ETag"] == f'"{file.sha256}"'
    assert response["Content-Disposition"] == f'attachment; filename="{file.filename}"'
    again = client.get(file_of(public), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    policy = client.get(file_of(public, "html"))["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("role", [*STRANGERS, "officer", "administrator"])
def test_who_may_have_which_file(client, sign_in, public, secret, role):
    sign_in(role)
    is_office = role not in STRANGERS
    assert client.get(file_of(public)).status_code == 200
    for edition in ("consortium", "agency"):
        expected = 200 if is_office else 403
        assert client.get(file_of(public, edition=edition)).status_code == expected
    for edition in ("", "consortium", "agency"):
        expected = 200 if is_office else 404
        assert client.get(file_of(secret, edition=edition)).status_code == expected
    withdraw_report(report=public.report, by=UserFactory(), comment="Wrong.")
    assert client.get(file_of(public)).status_code == (200 if is_office else 404)


def test_versions_and_formats_that_are_not_there_are_not_found(client, public, secret):
    missing = file_of(public).replace("/1/", "/2/")
    for address in (missing, file_of(public, "odt"), file_of(secret)):
        assert client.get(address).status_code == 404


def test_a_missing_file_is_not_made_again(client, public):
    file = public.files.get(edition="public", format="json")
    file.location.unlink()
    response = client.get(file_of(public))
    assert response.status_code == 503
    assert "It is not made again" in read(response).one("main").text
    assert not file.location.exists()


# On the pages of the portal


def test_the_public_finds_the_official_files_and_the_earlier_ones(client, public):
    second = submit_again(public.report)
    page = read(client.get(public.report.get_absolute_url()))
    box = page.one("section", "submitted-box")
    assert ", version 2. These files are the official ones" in box.text
    assert f"/verify/{second.code}/" in [a.attributes["href"] for a in box.find("a")]
    assert "Version 1, submitted on" in box.one("details").text
    assert "Agency edition" not in page.text
    assert "Consortium edition" not in page.text
    assert "Working version" not in page.text
    card = read(client.get(reverse("site_results", args=[public.report.partnership.slug]))).one(
        "article", "report-card"
    )
    assert "version 2" in card.one("p", "submitted-on").text
    links = [link.attributes["href"] for link in card.find("a")]
    assert file_of(second, "pdf") in links
    assert not [link for link in links if "/download/" in link]


def test_the_office_sees_every_edition_and_the_state_of_the_working_version(
    client, sign_in, public
):
    sign_in("officer")
    page = read(client.get(public.report.get_absolute_url()))
    assert "Working version: submitted, round 1." in page.one("section", "office-bar").text
    links = [link.attributes["href"] for link in page.find("a")]
    assert {file_of(public, "pdf", edition) for edition in ("", "consortium", "agency")} <= {*links}
    card = read(client.get(reverse("site_results", args=[public.report.partnership.slug]))).one(
        "article", "report-card"
    )
    assert "Download the working version: submitted" in card.text


def test_a_withdrawn_version_is_shown_to_the_office_alone(client, sign_in, public):
    withdraw_report(report=public.report, by=UserFactory(), comment="Wrong.")
    address = public.report.get_absolute_url()
    assert not read(client.get(address)).find("section", "submitted-box")
    sign_in("officer")
    assert "No version is in force" in read(client.get(address)).text


@pytest.mark.parametrize("number", [1, 3])
def test_versions_cost_one_query_however_many_there_are(client, number, django_assert_num_queries):
    report = ReportFactory(is_public=True)
    for place in range(1, number + 1):
        state = "submitted" if place == number else "superseded"
        snapshot = SnapshotFactory(
            report=report, number=place, state=state, ended_at=report.created_at
        )
        SnapshotFileFactory(snapshot=snapshot)
    with django_assert_num_queries(22):
        client.get(report.get_absolute_url())
    with django_assert_num_queries(20):
        client.get(report.partnership.get_absolute_url())
    with django_assert_num_queries(1):  # it is kept until a record changes
        client.get(report.partnership.get_absolute_url())
