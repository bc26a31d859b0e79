"""Documents of agreements on public pages: who has which, and under which name."""

import pytest
from django.urls import reverse

from reporting.engine.editions import Edition
from reporting.services import build_scope
from tests.documents import PDF, upload
from tests.factories import AgreementFactory, AgreementPartyFactory, CompanyFactory
from tests.people import officer
from tests.reporting.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def agreement_with(level, **fields):
    return AgreementFactory(
        document_file=upload("Secret name.pdf"), document_confidentiality=level, **fields
    )


@pytest.mark.parametrize("role", ["anonymous", "visitor", "partner", "coordinator elsewhere"])
@pytest.mark.parametrize(
    ("level", "status"),
    [("open", 200), ("hidden from public", 404), ("hidden from partners", 404)],
)
def test_an_open_document_is_for_everybody_and_a_hidden_one_for_the_office(
    client, sign_in, role, level, status
):
    agreement = agreement_with(level)
    sign_in(role)
    assert client.get(agreement.get_document_url()).status_code == status


def test_the_office_has_every_document_under_a_name_that_tells_of_nobody(client):
    agreement = agreement_with("hidden from partners")
    client.force_login(officer())
    response = client.get(agreement.get_document_url())
    assert response.getvalue() == PDF
    name = f"agreement-{agreement.pk}.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    again = client.get(agreement.get_document_url(), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_an_open_document_is_not_public_while_one_of_its_parties_is_hidden(client):
    agreement = agreement_with("open")
    company = CompanyFactory(
        partnership=agreement.partnership, confidentiality="hidden from public"
    )
    AgreementPartyFactory(agreement=agreement, organisation=company)
    assert client.get(agreement.get_document_url()).status_code == 404
    shown = {
        edition: build_scope(agreement.partnership, "", edition=edition).shows_document(agreement)
        for edition in Edition
    }
    assert shown == {"public": False, "consortium": True, "agency": True}
    client.force_login(officer())
    assert client.get(agreement.get_document_url()).status_code == 200


def test_each_edition_shows_the_documents_that_are_not_hidden_from_its_readers():
    levels = ("open", "hidden from public", "hidden from partners")
    shown = {}
    for edition in Edition:
        for level in levels:
            agreement = agreement_with(level)
            scope = build_scope(agreement.partnership, "", edition=edition)
            shown.setdefault(edition.value, []).append(scope.shows_document(agreement))
    assert shown == {
        "public": [True, False, False],
        "consortium": [True, True, False],
        "agency": [True, True, True],
    }


def test_what_is_not_there_and_what_is_hidden_get_the_same_answer(client):
    hidden = agreement_with("hidden from public")
    without = AgreementFactory(partnership=hidden.partnership, market=hidden.market)
    other = agreement_with("open")
    slug = hidden.partnership.slug
    answers = [
        client.get(reverse("agreement_document", args=[slug, pk]))
        for pk in (hidden.pk, without.pk, other.pk, 10**6)
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({read(answer).one("main").text for answer in answers}) == 1


def test_a_document_that_is_missing_from_the_disk_is_told_in_words(client):
    agreement = agreement_with("open")
    agreement.document_file.storage.delete(agreement.document_file.name)
    response = client.get(agreement.get_document_url())
    assert response.status_code == 503
    assert "The document of this agreement is missing" in read(response).one("main").text


def test_the_partnerships_page_leads_to_open_documents_alone(client):
    open_one = agreement_with("open")
    partnership, market = open_one.partnership, open_one.market
    agreement_with("hidden from public", partnership=partnership, market=market)
    page = read(client.get(reverse("site_results", args=[partnership.slug])))
    links = [link.attributes["href"] for link in page.find("a", download="")]
    assert [link for link in links if "/agreements/" in link] == [open_one.get_document_url()]
