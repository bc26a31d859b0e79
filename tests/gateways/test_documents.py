"""The documents of agreements in the office: entered, replaced, cleared, and always kept."""

from pathlib import Path

import pytest

from gateways.models import Agreement
from gateways.permissions import can_read_document, reads_every_document
from tests.documents import PDF, upload
from tests.factories import AgreementFactory, UserFactory
from tests.office import change_page, errors, page, send, signed_in
from tests.people import coordinator, elsewhere, officer, partner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def office(client):
    return signed_in(client)


def kept(uploads):
    return sorted(path.name for path in uploads.rglob("*") if path.is_file())


def test_a_document_is_entered_and_hidden_from_partners_unless_said_otherwise(office, uploads):
    agreement = AgreementFactory()
    response = send(office, change_page(agreement), document_file=upload("MoU Boston.pdf"))
    assert response.status_code == 302
    agreement.refresh_from_db()
    assert Path(agreement.document_file.path).read_bytes() == PDF
    assert agreement.document_file.name.startswith(f"agreements/{agreement.partnership_id}/")
    assert agreement.document_confidentiality == "hidden from partners"
    assert kept(uploads) == ["MoU_Boston.pdf"]


def test_a_refused_document_is_not_kept_and_says_why(office, uploads):
    agreement = AgreementFactory()
    response = send(office, change_page(agreement), document_file=upload("virus.exe"))
    (message,) = errors(response)["document_file"]
    assert message.startswith("Files of this kind cannot be kept. Choose a PDF")
    assert kept(uploads) == []


def test_a_replaced_and_a_cleared_document_are_kept_and_the_history_names_them(office, uploads):
    agreement = AgreementFactory()
    address = change_page(agreement)
    for name in ("first.pdf", "second.pdf"):
        send(office, address, document_file=upload(name))
    send(office, address, **{"document_file-clear": "on"}, document_file=None)
    agreement.refresh_from_db()
    assert not agreement.document_file
    assert kept(uploads) == ["first.pdf", "second.pdf"]
    named = [Path(row.document_file).name for row in agreement.history.all()]
    assert named == ["", "second.pdf", "first.pdf", ""]
    agreement.delete()
    assert kept(uploads) == ["first.pdf", "second.pdf"]


def test_two_documents_of_one_name_do_not_meet(uploads):
    for _ in range(2):
        AgreementFactory(document_file=upload("same.pdf"))
    assert kept(uploads) == ["same.pdf", "same.pdf"]


def test_the_page_of_an_agreement_leads_to_its_document(office):
    agreement = AgreementFactory(document_file=upload())
    address = f"/partnerships/{agreement.partnership.slug}/agreements/{agreement.pk}/document/"
    assert agreement.get_document_url() == address
    shown = office.get(change_page(agreement)).content.decode()
    assert f'<a href="{address}">agreement.pdf</a>' in shown
    version = page(Agreement, "history", agreement.pk) + f"{agreement.history.get().pk}/"
    assert office.get(version).status_code == 200


@pytest.mark.parametrize("level", ["open", "hidden from public", "hidden from partners"])
def test_who_may_read_which_document(level):
    agreement = AgreementFactory(document_confidentiality=level)
    readers = {
        "visitor": UserFactory(),
        "coordinator elsewhere": elsewhere("coordinator"),
        "partner": partner(agreement.partnership),
        "coordinator": coordinator(agreement.partnership),
        "officer": officer(agreement.partnership),
        "former officer": officer(agreement.partnership, is_active=False),
    }
    told = {name for name, person in readers.items() if can_read_document.test(person, agreement)}
    assert told == (set(readers) if level == "open" else {"coordinator", "officer"})
    assert reads_every_document.test(readers["officer"], agreement)


def test_nobody_reads_the_document_of_no_agreement():
    assert not can_read_document.test(UserFactory(), None)
