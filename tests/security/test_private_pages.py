"""Who may have a page gets it; no cache keeps it, no other site learns its address, and no log its link."""

import pytest
from django.test import Client
from django.urls import reverse

from smes.models import SupportCase
from tests.config.observed import log  # noqa: F401
from tests.documents import PDF, upload
from tests.factories import ContactFactory, ReviewFactory
from tests.security.addresses import arguments, every_address, is_linked
from tests.security.test_every_number import is_refused, sign_in, tried, world  # noqa: F401

pytestmark = pytest.mark.django_db

ROLES = ("coordinator", "gateway contact")

ELSEWHERE = {
    "expression_letter": "needs a decision, see tests.smes.reviewing.test_access",
    "own_handover_file": "needs a file that is handed over, see tests.smes.reviewing.test_access",
    "event_agenda_papers": "needs a published schedule, see tests.events.requests.test_office",
}
"""Addresses that lead to something only in a state that the world is not in, with the tests that have it."""

FILES = {
    "smes.ExpressionFile": "file",
    "smes.SupportFile": "file",
    "smes.Outcome": "document_file",
    "events.EventImport": "document",
}


@pytest.fixture(scope="module")
def people(world, django_db_blocker):  # noqa: F811
    """The people of the world, one of whom reviews; own records have their files."""
    with django_db_blocker.unblock():
        ReviewFactory(
            expression=world.records["smes.Expression", "own"],
            reviewer=world.people["coordinator"],
            declared=True,
        )
        gateway = world.records["smes.Handover", "own"].organisation
        ContactFactory(organisation=gateway, person=world.people["gateway contact"])
        for label, field in FILES.items():
            record = world.records[label, "own"]
            name = "list.xlsx" if label == "events.EventImport" else "letter.pdf"
            getattr(record, field).save(name, upload(name, PDF))
    return world.people


@pytest.fixture(scope="module")
def walked(world, people, django_db_blocker):  # noqa: F811
    """Name of each numbered address of the own partnership, and what the first is answered who may have it."""
    found = {}
    with django_db_blocker.unblock():
        for who in ROLES:
            client = Client()
            sign_in(client, world, who)
            for name, takes in tried():
                if name not in found or is_refused(found[name]):
                    given = arguments(name, takes, world, home="own", place="own")
                    found[name] = client.get(reverse(name, kwargs=given))
    return found


def test_each_numbered_address_is_somebodys(walked):
    assert {name for name, answer in walked.items() if is_refused(answer)} == set(ELSEWHERE)
    shown = {name for name, answer in walked.items() if answer.status_code == 200}
    assert len(shown) > 55


def test_what_somebody_is_shown_who_is_signed_in_is_kept_by_no_cache(walked):
    kept = {
        name: answer.get("Cache-Control")
        for name, answer in walked.items()
        if answer.status_code in (200, 302)
        if not {"no-store", "no-cache"} & set(answer.get("Cache-Control", "").split(", "))
    }
    assert kept == {}


def test_files_that_people_uploaded_are_saved_and_never_shown(walked):
    sent = {
        name: answer
        for name, answer in walked.items()
        if name.endswith(("_file", "outcome_document")) and answer.status_code == 200
    }
    assert {"expression_file", "support_file", "outcome_document", "event_import_file"} <= {*sent}
    for name, answer in sent.items():
        assert answer["Content-Disposition"].startswith("attachment"), name
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert "sandbox" in answer["Content-Security-Policy"].split("; "), name


def own_links(world, name):  # noqa: F811
    """The link that opens an address, where the world has its record."""
    records = world.records
    case = SupportCase.objects.get(pk=records["smes.SupportCase", "own"].pk)
    made = {
        "expression": records["smes.Expression", "own"].link,
        "handover": records["smes.Handover", "own"].link,
        "registration": records["events.Registration", "own"].link,
        "event_invitation": records["events.EventInvitation", "own"].link,
        "outcomes": records["smes.OutcomeRequest", "own"].link,
        "testimonial": records["smes.Testimonial", "own"].link,
        "support_": case.sme_link,
        "gateway_": case.gateway_link,
    }
    return next((link for begins, link in made.items() if name.startswith(begins)), None)


def test_private_links_open_their_pages_and_tell_nobody(client, world, people, log):  # noqa: F811
    statuses, links = {}, set()
    for name, takes in every_address():
        link = own_links(world, name) if is_linked(takes) else None
        if link is None:
            continue
        links.add(link)
        given = {"link": link, "pk": 1, "number": 1, "step": "company"}
        address = reverse(name, kwargs={key: given[key] for key in takes})
        answer = client.get(address)
        statuses.setdefault(answer.status_code, set()).add(name)
        assert "no-store" in answer.get("Cache-Control", ""), name
        assert answer["Referrer-Policy"] == "no-referrer", name
        assert "sessionid" not in answer.cookies, name
        if answer.get("Content-Type", "").startswith("text/html"):
            # Nothing of another site is loaded that could be told the address.
            assert "http://" not in answer.text.replace("http://testserver", "").replace(
                "http://www.w3.org/", ""
            ).replace("http://127.0.0.1", ""), name
    assert len(statuses[200]) > 25, statuses
    assert 500 not in statuses
    everything = "\n".join(log.texts)
    assert len(log.named("portal.requests")) > 60
    for link in links:
        assert link not in everything
        assert link.rpartition("~")[2] not in everything
