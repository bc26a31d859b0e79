"""Sending, confirming, the receipt, and who is told."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from partnership.models import Email
from smes.choices import ExpressionState, Party
from smes.completeness import problems_of
from smes.exceptions import NotComplete
from smes.models import Expression, ExpressionStep
from smes.receipts import make_receipt
from smes.services.sending import (
    confirm_expression,
    confirm_link,
    correct_address,
    expression_to_confirm,
    send_confirmation_again,
    send_expression,
)
from tests.factories import (
    ExpressionFactory,
    MembershipFactory,
    PartnershipFactory,
    QuestionFactory,
    RoleFactory,
)
from tests.smes.applying.conftest import COMPANY, fill, letters, now, step_of

pytestmark = pytest.mark.django_db


def mails(kind):
    return Email.objects.filter(kind=f"smes.{kind}").order_by("pk")


# What is missing --------------------------------------------------------------------------------


def test_an_empty_draft_tells_everything_that_is_missing_with_its_step(draft):
    question = QuestionFactory(partnership=draft.partnership, is_required=True)

    assert [(problem.step.value, problem.field) for problem in problems_of(draft)] == [
        ("company", "company_name"),
        ("company", "country"),
        ("company", "contact_name"),
        ("company", "email"),
        ("markets", "markets"),
        ("wishes", "seeks"),
        ("wishes", f"question_{question.pk}"),
        ("consents", "expression-privacy"),
    ]


def test_a_full_draft_lacks_nothing(full):
    assert problems_of(full) == []


def test_what_does_not_fit_yet_keeps_it_from_being_sent(client, full):
    client.post(step_of(full, "company"), {**COMPANY, "turnover": "plenty"})

    assert [problem.field for problem in problems_of(now(full))] == ["turnover"]


def test_nothing_is_sent_while_something_is_missing(client, draft):
    page = client.post(step_of(draft, "check"), {"send": "1"})

    assert page.status_code == 200
    assert "Enter the name of your company." in page.content.decode()
    assert now(draft).state == ExpressionState.DRAFT
    assert not Email.objects.exists()
    with pytest.raises(NotComplete):
        send_expression(expression=draft)


def test_the_summary_leads_to_the_step_of_what_is_missing(client, draft):
    page = client.get(step_of(draft, "check")).content.decode()
    links = re.findall(r'href="([^"]+\?check=1)#id_email"', page)

    assert len(links) == 1
    assert (
        "Enter an e-mail address, so that we can answer." in client.get(links[0]).content.decode()
    )


# Sending ----------------------------------------------------------------------------------------


@time_machine.travel("2027-03-01 10:00", tick=False)
def test_what_is_sent_gets_number_and_reference_and_asks_for_confirmation(client, full):
    page = client.post(step_of(full, "check"), {"send": "1"}, follow=True)

    sent = now(full)
    assert (sent.state, sent.number, sent.reference) == (
        ExpressionState.SUBMITTED,
        1,
        "MEDTECH4U-2027-0001",
    )
    assert sent.typed == {}
    assert "Check your mailbox" in page.content.decode()
    email = mails("confirm_address").get()
    assert (email.to_address, email.is_secret) == (COMPANY["email"], True)
    (letter,) = letters("Please confirm: MEDTECH4U-2027-0001")
    assert "/expressions/confirm/" in letter.body
    step = ExpressionStep.objects.get(expression=full)
    assert (step.to_state, step.party, step.by) == (ExpressionState.SUBMITTED, Party.SME, None)


def test_a_double_click_sends_once(client, full):
    for _ in range(2):
        page = client.post(step_of(full, "check"), {"send": "1"}, follow=True)

    assert "Check your mailbox" in page.content.decode()
    assert mails("confirm_address").count() == 1
    assert now(full).number == 1


def test_numbers_run_within_the_partnership_and_leave_no_gap(partnership):
    sent = []
    for place in range(3):
        draft = ExpressionFactory(
            draft=True, partnership=partnership, **{**COMPANY, "email": f"a{place}@x.example"}
        )
        sent.append(send_expression(expression=fill(draft)).number)

    assert sent == [1, 2, 3]


def test_the_number_of_what_was_erased_is_not_given_again(full, partnership):
    first = send_expression(expression=full)
    first.delete()
    second = fill(ExpressionFactory(draft=True, partnership=partnership, **COMPANY))

    assert send_expression(expression=second).number == 2


def test_partnerships_of_like_acronyms_have_references_of_their_own(full):
    twin = PartnershipFactory(acronym="MED TECH 4U", slug="twin")
    other = ExpressionFactory(draft=True, partnership=twin, **COMPANY)
    other.seeks = "x"
    other.save()
    other.consents.create(text=full.consents.get().text)

    first, second = (send_expression(expression=draft).reference for draft in (full, other))

    year = timezone.localdate().year
    assert first == f"MEDTECH4U-{year}-0001"
    assert second == f"MEDTECH4U{twin.pk}-{year}-0001"


class Trouble(Exception):
    pass


@transaction.atomic
def send_and_fail(draft):
    send_expression(expression=draft)
    raise Trouble


def test_nothing_remains_after_a_rollback(full):
    with pytest.raises(Trouble):
        send_and_fail(full)

    assert now(full).state == ExpressionState.DRAFT
    assert not Email.objects.exists()
    assert not ExpressionStep.objects.exists()


# Confirming -------------------------------------------------------------------------------------


def confirm_page(sent):
    return reverse("expression_confirm", args=[confirm_link(sent)])


def test_opening_the_link_confirms_nothing_and_pressing_the_button_does(client, full):
    sent = send_expression(expression=full)

    page = client.get(confirm_page(sent)).content.decode()
    assert "Yes, this is my address" in page
    assert COMPANY["company_name"] not in page
    assert now(sent).state == ExpressionState.SUBMITTED

    page = client.post(confirm_page(sent)).content.decode()
    assert "Thank you, we have it" in page
    assert now(sent).state == ExpressionState.CONFIRMED


def test_confirmed_twice_it_is_received_once(client, full):
    RoleFactory(kind="coordinator", partnership=full.partnership)
    sent = send_expression(expression=full)
    for _ in range(2):
        page = client.post(confirm_page(sent))

    assert "Thank you, we have it" in page.content.decode()
    assert mails("received").count() == 1
    assert mails("received_office").count() == 1
    steps = ExpressionStep.objects.filter(to_state=ExpressionState.CONFIRMED)
    assert steps.count() == 1


def test_coordinators_are_told_by_reference_and_others_are_not(full):
    here = RoleFactory(kind="coordinator", partnership=full.partnership).person
    RoleFactory(kind="project officer", partnership=full.partnership)
    RoleFactory(kind="coordinator", partnership=PartnershipFactory())
    confirm_expression(expression=send_expression(expression=full))

    email = mails("received_office").get()
    assert email.to_address == here.email
    assert now(full).reference in email.subject
    (letter,) = letters("New expression of interest")
    assert "Optik" not in letter.subject + letter.body
    assert COMPANY["email"] not in letter.body


def test_the_cluster_that_is_named_becomes_the_home_cluster_if_it_is_a_member(full):
    member = MembershipFactory(partnership=full.partnership).cluster
    Expression.objects.filter(pk=full.pk).update(member_of=member)
    confirm_expression(expression=send_expression(expression=now(full)))

    assert now(full).cluster == member


def test_a_cluster_that_has_left_becomes_no_home_cluster(full):
    former = MembershipFactory(partnership=full.partnership, left_on="2020-01-01").cluster
    Expression.objects.filter(pk=full.pk).update(member_of=former)
    confirm_expression(expression=send_expression(expression=now(full)))

    assert now(full).cluster is None


def test_a_link_that_has_expired_is_sent_anew_to_the_same_mailbox(client, full):
    sent = send_expression(expression=full)
    address = confirm_page(sent)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        page = client.get(address)
        assert page.status_code == 410
        assert "This link has expired" in page.content.decode()
        client.post(address)
        assert now(sent).state == ExpressionState.SUBMITTED
        link = re.search(r"/expressions/confirm/\S+", letters("Please confirm")[-1].body).group()
        client.post(link)
    assert now(sent).state == ExpressionState.CONFIRMED


def test_an_expired_link_does_not_lead_to_the_private_page(client, full):
    sent = send_expression(expression=full)
    address = confirm_page(sent)
    confirm_expression(expression=sent)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        page = client.get(address).content.decode()

    assert "Thank you" in page
    assert "Open my page" not in page


@pytest.mark.parametrize("spoil", [lambda link: link[:-2] + "xx", lambda link: "9" + link])
def test_a_forged_confirmation_confirms_nothing(client, full, spoil):
    sent = send_expression(expression=full)
    address = reverse("expression_confirm", args=[spoil(confirm_link(sent))])

    assert client.post(address).status_code == 404
    assert now(sent).state == ExpressionState.SUBMITTED


def test_a_private_link_confirms_nothing(client, full):
    sent = send_expression(expression=full)

    assert client.post(reverse("expression_confirm", args=[sent.link])).status_code == 404


# Mailbox ----------------------------------------------------------------------------------------


def test_the_mail_can_be_asked_for_again(client, full):
    sent = send_expression(expression=full)
    client.post(reverse("expression_sent", args=[sent.link]), {"again": "1"})

    assert len(letters("Please confirm")) == 2


def test_a_corrected_address_ends_all_links_that_a_stranger_may_have(client, full):
    sent = send_expression(expression=full)
    former_page, former_confirm = sent.link, confirm_page(sent)

    page = client.post(
        reverse("expression_sent", args=[sent.link]), {"email": "right@example.org"}, follow=True
    )

    assert page.status_code == 200
    assert "right@example.org" in page.content.decode()
    assert mails("confirm_address").last().to_address == "right@example.org"
    assert client.post(former_confirm).status_code == 410
    assert client.get(reverse("expression_sent", args=[former_page])).status_code == 410
    assert now(sent).state == ExpressionState.SUBMITTED


def test_a_wrong_address_is_told_and_changes_nothing(client, full):
    sent = send_expression(expression=full)
    page = client.post(reverse("expression_sent", args=[sent.link]), {"email": "nobody"})

    assert "Enter an e-mail address such as name@example.org." in page.content.decode()
    assert now(sent).email == COMPANY["email"]


def test_after_the_confirmation_the_address_is_not_corrected_here(full):
    received = confirm_expression(expression=send_expression(expression=full))
    correct_address(expression=received, email="other@example.org")
    send_confirmation_again(expression=received)

    assert now(full).email == COMPANY["email"]
    assert mails("confirm_address").count() == 1


def test_the_link_that_confirms_leads_to_its_expression(full):
    sent = send_expression(expression=full)

    assert expression_to_confirm(confirm_link(sent)) == sent


# Receipt ----------------------------------------------------------------------------------------


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_receipt_tells_what_was_sent_and_is_tagged(full):
    Expression.objects.filter(pk=full.pk).update(seeks="<script>alert(1)</script> שלום 日本")
    received = confirm_expression(expression=send_expression(expression=now(full)))

    pdf = make_receipt(received)
    text = text_of(pdf)
    assert received.reference in text
    assert "Optik Nord GmbH" in text
    assert "<script>alert(1)</script>" in text
    assert "USA" in text
    assert "日本" in text
    assert "???" in text  # no font of the portal has Hebrew letters
    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert make_receipt(received) == pdf


def test_the_receipt_comes_with_the_mail(full):
    confirm_expression(expression=send_expression(expression=full))

    ((name, content, content_type),) = letters("Received")[0].attachments
    assert (name, content_type) == (f"{now(full).reference}.pdf", "application/pdf")
    assert content.startswith(b"%PDF-")


def test_an_expression_is_received_although_its_receipt_cannot_be_made(full, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("no fonts")

    monkeypatch.setattr("smes.receipts.render_pdf", fail)
    received = confirm_expression(expression=send_expression(expression=full))

    assert received.state == ExpressionState.CONFIRMED
    assert letters("Received")[0].attachments == []


def test_the_receipt_is_for_who_has_the_link_and_only_once_it_is_received(client, full):
    sent = send_expression(expression=full)
    address = reverse("expression_receipt", args=[sent.link])
    assert client.get(address).status_code == 404

    confirm_expression(expression=sent)
    page = client.get(address)
    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"].startswith("attachment")
