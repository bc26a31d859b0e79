"""What an SME does from its page: correct, withdraw, a new link, another address, files, a sign-in."""

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gateways.models import Contact
from partnership.models import Email, User
from smes.choices import ExpressionState, HandoverState
from smes.exceptions import StepNotAllowed
from smes.models import Expression, ExpressionFile
from smes.services.companies import enter_company
from smes.services.following import withdraw_expression
from tests.factories import (
    CompanyFactory,
    ExpressionFactory,
    ExpressionFileFactory,
    HandoverFactory,
    ServiceFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.people import coordinator
from tests.smes.following.mailbox import last_text, path_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def expression():
    made = ExpressionFactory(
        email="old@example.org", company_name="Optics of the North", reference="DEMO-2026-0007"
    )
    made.markets.add(TargetMarketFactory(partnership=made.partnership))
    coordinator(made.partnership, email="office@example.org")
    return made


def at(expression, name, *more):
    return reverse(f"expression_{name}", args=[expression.link, *more])


def kinds(address=None):
    rows = Email.objects.filter(to_address=address) if address else Email.objects.all()
    return sorted(rows.values_list("kind", flat=True))


def correction(expression, **changes):
    return {
        "seen_revision": str(expression.revision),
        "company_name": expression.company_name,
        "country": "DE",
        "contact_name": expression.contact_name,
        "markets": [market.pk for market in expression.markets.all()],
        "seeks": expression.seeks,
        **changes,
    }


# Corrections ---------------------------------------------------------------------------------


def test_a_correction_is_kept_and_told_and_the_former_version_stays(client, expression):
    response = client.post(
        at(expression, "correct"), correction(expression, seeks="Two distributors.", city="Kiel")
    )
    assert response.url.endswith("?done=corrected")
    expression.refresh_from_db()
    assert (expression.seeks, expression.city) == ("Two distributors.", "Kiel")
    assert "A distributor for medical devices." in set(
        expression.history.values_list("seeks", flat=True)
    )
    email = Email.objects.get()
    assert email.to_address == "office@example.org"
    assert "town, what it seeks" in email.text
    assert "Two distributors." not in email.text
    page = client.get(reverse("expression", args=[expression.link])).content.decode()
    assert page.count("You corrected what you sent") == 1


def test_chosen_services_can_be_corrected(client, expression):
    service = ServiceFactory(partnership=expression.partnership)
    foreign = ServiceFactory()
    client.post(at(expression, "correct"), correction(expression, services=[service.pk]))
    assert list(expression.services.all()) == [service]
    refused = client.post(at(expression, "correct"), correction(expression, services=[foreign.pk]))
    assert refused.status_code == 422
    assert list(expression.services.all()) == [service]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("company_name", "", "This field is required."),
        ("country", "", "This field is required."),
        ("markets", [], "This field is required."),
        ("seeks", "z" * 5001, "at most 5000 characters"),
        ("headcount", "-3", "greater than or equal to 0"),
        ("turnover", "much", "Enter a number."),
        ("website", "not an address", "Enter a valid URL."),
    ],
)
def test_a_wrong_correction_says_where_and_loses_nothing(client, expression, field, typed, words):
    response = client.post(
        at(expression, "correct"), correction(expression, city="Kiel", **{field: typed})
    )
    assert response.status_code == 422
    text = response.content.decode()
    assert words in text
    assert 'value="Kiel"' in text
    expression.refresh_from_db()
    assert expression.city == ""


@pytest.mark.parametrize("state", ["selected", "work plan agreed", "withdrawn"])
def test_what_a_decision_was_based_on_cannot_be_changed(client, expression, state):
    Expression.objects.filter(pk=expression.pk).update(state=state)
    expression.refresh_from_db()
    response = client.post(at(expression, "correct"), correction(expression, seeks="Another."))
    assert response.status_code == 409
    text = response.content.decode()
    assert "This can no longer be corrected" in text
    assert "Another." in text
    expression.refresh_from_db()
    assert expression.seeks == "A distributor for medical devices."
    assert not Email.objects.exists()


def test_of_two_windows_the_later_one_is_asked(client, expression):
    first = correction(expression, city="Kiel")
    second = correction(expression, city="Ulm")
    client.post(at(expression, "correct"), first)
    refused = client.post(at(expression, "correct"), second)
    assert refused.status_code == 409
    assert "changed in another window" in refused.content.decode()
    assert 'value="Ulm"' in refused.content.decode()
    again = {**second, "seen_revision": refused.context["form"]["seen_revision"].value()}
    assert client.post(at(expression, "correct"), again).status_code == 302
    expression.refresh_from_db()
    assert expression.city == "Ulm"


def test_the_same_correction_sent_twice_is_one(client, expression):
    sent = correction(expression, city="Kiel")
    assert client.post(at(expression, "correct"), sent).url.endswith("?done=corrected")
    assert client.post(at(expression, "correct"), sent).url.endswith("?done=unchanged")
    assert kinds() == ["smes.corrected"]


# Withdrawing ---------------------------------------------------------------------------------


def test_withdrawing_asks_first_and_tells_both_sides(client, expression):
    handover = HandoverFactory(expression=expression)
    Expression.objects.filter(pk=expression.pk).update(state="selected")
    unsure = client.post(at(expression, "withdraw"), {"reason": "No money."})
    assert unsure.status_code == 422
    assert "No money." in unsure.content.decode()
    assert "Tick that you want to withdraw." in unsure.content.decode()
    sure = {"reason": "No money.", "sure": "on"}
    assert client.post(at(expression, "withdraw"), sure).status_code == 302
    assert client.post(at(expression, "withdraw"), sure).status_code == 302
    expression.refresh_from_db()
    handover.refresh_from_db()
    assert expression.state == ExpressionState.WITHDRAWN
    assert handover.state == HandoverState.RECALLED
    assert expression.steps.get().reason == "No money."
    assert kinds("old@example.org") == ["smes.withdrawn"]
    assert kinds("office@example.org") == ["smes.withdrawn_to_partner"]


@pytest.mark.parametrize("state", ["declined", "work plan agreed"])
def test_what_has_ended_or_was_agreed_is_not_withdrawn_here(client, expression, state):
    Expression.objects.filter(pk=expression.pk).update(state=state, decision_reason="No.")
    expression.refresh_from_db()
    with pytest.raises(StepNotAllowed):
        withdraw_expression(expression=expression)
    response = client.post(at(expression, "withdraw"), {"sure": "on"})
    assert response.status_code == 409
    assert "can no longer be withdrawn" in response.content.decode()
    assert not Email.objects.exists()


# Links and addresses -------------------------------------------------------------------------


def test_a_new_link_ends_the_earlier_ones(client, expression):
    before = reverse("expression", args=[expression.link])
    assert client.get(at(expression, "new_link")).status_code == 200
    assert client.post(at(expression, "new_link")).status_code == 200
    assert client.get(before).status_code == 410
    email = Email.objects.get()
    expression.refresh_from_db()
    assert f"/expressions/{expression.pk}.2~" in last_text()
    assert email.to_address == "old@example.org"
    assert email.is_secret


def test_a_lost_link_is_sent_and_nobody_learns_whether_there_is_one(client, expression):
    address = reverse("expression_lost_link")
    pages = []
    for reference in ("demo-2026-0007 ", "DEMO-2026-9999"):
        response = client.post(address, {"email": "Old@example.org", "reference": reference})
        pages.append((response.status_code, response.content))
    assert pages[0] == pages[1]
    assert pages[0][0] == 200
    assert kinds() == ["smes.new_link"]


def test_a_draft_without_a_reference_is_found_by_nobody(client):
    ExpressionFactory(draft=True, email="a@example.org")
    client.post(reverse("expression_lost_link"), {"email": "a@example.org", "reference": " "})
    assert not Email.objects.exists()


def test_whoever_asks_for_lost_links_again_and_again_waits(client, expression):
    address = reverse("expression_lost_link")
    asked = {"email": "old@example.org", "reference": "DEMO-2026-0007"}
    assert [client.post(address, asked).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_another_address_counts_once_it_is_confirmed(client, expression):
    response = client.post(at(expression, "address"), {"email": "new@example.org"})
    assert response.url.endswith("?done=asked")
    email = Email.objects.get()
    assert email.to_address == "new@example.org"
    expression.refresh_from_db()
    assert expression.email == "old@example.org"
    path = path_in(last_text(), "/expressions/address/")
    assert client.get(path).status_code == 200
    expression.refresh_from_db()
    assert expression.email == "old@example.org"  # opening it is not confirming
    before = reverse("expression", args=[expression.link])
    response = client.post(path)
    expression.refresh_from_db()
    assert expression.email == "new@example.org"
    assert f"/expressions/{expression.pk}.2~" in response.url
    assert response.url.endswith("?done=address")
    assert client.get(before).status_code == 410
    assert kinds("old@example.org") == ["smes.address_changed"]
    assert "new@example.org" not in Email.objects.get(kind="smes.address_changed").text + "".join(
        message.body for message in mail.outbox if message.to == ["old@example.org"]
    )
    assert client.post(path).status_code == 410


def test_the_link_for_an_address_expires(client, expression):
    client.post(at(expression, "address"), {"email": "new@example.org"})
    path = path_in(last_text(), "/expressions/address/")
    with time_machine.travel("2099-01-01"):
        assert client.post(path).status_code == 410
    assert client.post(path[:-3] + "xx/").status_code == 404
    expression.refresh_from_db()
    assert expression.email == "old@example.org"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the new e-mail address."),
        ("nobody", "Enter an e-mail address such as name@example.org."),
        ("OLD@example.org", "This is your address already."),
    ],
)
def test_a_wrong_address_is_explained(client, expression, typed, words):
    response = client.post(at(expression, "address"), {"email": typed})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert typed in response.content.decode()
    assert not Email.objects.exists()


# Files ---------------------------------------------------------------------------------------


def upload(client, expression, name="pitch.pdf", content=b"%PDF-1.7 pitch"):
    file = SimpleUploadedFile(name, content)
    return client.post(at(expression, "add_file"), {"file-file": file})


def test_a_file_is_added_and_sent_twice_it_is_one(client, expression):
    assert upload(client, expression).url.endswith("?done=file")
    assert upload(client, expression).url.endswith("?done=file")
    file = ExpressionFile.objects.get()
    assert (file.name, file.size, file.party) == ("pitch.pdf", 14, "SME")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tool.pdf", b"MZ\x90\x00", "The content is not what the end of the name"),
        ("tool.exe", b"MZ\x90\x00", "Files of this kind cannot be kept."),
        ("logo.svg", b"<svg><script/></svg>", "Files of this kind cannot be kept."),
        ("empty.pdf", b"", "This file is empty."),
        ("big.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024), "larger than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_kept_is_explained(client, expression, name, content, words):
    response = upload(client, expression, name, content)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ExpressionFile.objects.exists()


def test_a_name_with_folders_or_endless_is_shortened(client, expression):
    upload(client, expression, "x" * 200 + ".pdf")
    assert ExpressionFile.objects.get().name == "x" * 112 + ".pdf"


def test_a_withdrawn_expression_takes_no_file(client, expression):
    Expression.objects.filter(pk=expression.pk).update(state=ExpressionState.WITHDRAWN)
    response = upload(client, expression)
    assert "This was withdrawn, so no file can be added." in response.content.decode()
    assert not ExpressionFile.objects.exists()


def test_more_than_twenty_files_are_too_many(client, expression):
    ExpressionFileFactory.create_batch(20, expression=expression)
    response = upload(client, expression)
    assert "There are 20 files already" in response.content.decode()
    assert ExpressionFile.objects.count() == 20


# Sign-ins ------------------------------------------------------------------------------------


def test_a_sign_in_is_offered_once_the_company_is_in_the_directory(client, expression):
    assert client.post(at(expression, "sign_in")).url.endswith("?done=sign-in-later")
    assert not Email.objects.exists()
    expression.refresh_from_db()
    company = enter_company(expression=expression, by=UserFactory())
    assert kinds("old@example.org") == ["gateways.contact_invitation"]
    contact = Contact.objects.get()
    assert (contact.organisation_id, contact.email) == (company.pk, "old@example.org")


def test_who_did_not_ask_for_a_sign_in_gets_no_invitation(expression):
    enter_company(expression=expression, by=UserFactory())
    assert not Email.objects.exists()


def test_with_the_sign_in_the_sme_finds_what_is_its_own(client, expression):
    expression.company = CompanyFactory(partnership=expression.partnership)
    expression.save()
    ExpressionFactory(partnership=expression.partnership, company_name="Neighbour")
    assert client.post(at(expression, "sign_in")).url.endswith("?done=sign-in")
    path = path_in(last_text(), "/account/contact/")
    assert "old@example.org" in client.get(path).content.decode()
    joined = {
        "name": "Export manager",
        "password1": "heather-and-salt",
        "password2": "heather-and-salt",
    }
    assert client.post(path, joined).status_code == 302
    assert Contact.objects.get().person == User.objects.get(email="old@example.org")
    account = client.get(reverse("account")).content.decode()
    assert "My expressions of interest" in account
    assert "DEMO-2026-0007, Optics of the North" in account
    assert "Neighbour" not in account
    assert client.get(path).status_code == 410
