"""E-mails in the office: what did not arrive waits, is sent again, and is not kept for ever."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from partnership.exceptions import EmailNotSentAgain
from partnership.mail.again import send_again, settle
from partnership.mail.forgetting import forget_address, forget_old_emails
from partnership.models import Email
from partnership.privacy.erasure import erase_person
from partnership.privacy.export import describe_person
from tests.factories import (
    EmailFactory,
    InvitationFactory,
    PartnershipFactory,
    RoleFactory,
    UserFactory,
)
from tests.office import change_page, page

pytestmark = pytest.mark.django_db

LIST = page(Email, "changelist")


@pytest.fixture
def role():
    return RoleFactory()


def step(email, name):
    return reverse(f"admin:partnership_email_{name}", args=[email.pk])


def told(client):
    """What waits among e-mails on the start page."""
    lines = client.get(reverse("admin:index")).context["waiting"]
    return {line.words: line.number for line in lines if "e-mail" in line.words}


def came_back(**fields):
    return EmailFactory(
        state="bounced",
        sent_at=timezone.now(),
        bounced_at=timezone.now(),
        bounce_kind="hard",
        bounce_reason="550 User unknown",
        **fields,
    )


def test_what_did_not_arrive_waits_until_somebody_deals_with_it(client, role):
    own = {"partnership": role.partnership}
    email = came_back(**own)
    EmailFactory(**own, state="sent", sent_at=timezone.now())
    EmailFactory(state="failed")  # of no partnership
    client.force_login(role.person)
    assert told(client) == {"e-mail that did not arrive": 1}
    listed = client.get(LIST, {"waiting": "not-arrived"}).context["cl"].queryset
    assert [row.pk for row in listed] == [email.pk]
    client.post(step(email, "settle"))
    assert told(client) == {}
    email.refresh_from_db()
    assert email.state == "bounced"
    assert email.history.first().history_change_reason == "Dealt with"


def test_a_coordinator_sends_again_what_came_back(client, role):
    email = came_back(partnership=role.partnership)
    client.force_login(role.person)
    assert step(email, "send") in client.get(change_page(email)).content.decode()
    assert f"The same e-mail is sent to {email.to_address}" in (
        client.get(step(email, "send")).content.decode()
    )
    client.post(step(email, "send"))
    client.post(step(email, "send"))  # a double click
    email.refresh_from_db()
    assert (email.state, email.bounce_reason, email.bounced_at) == ("sent", "", None)
    assert [message.extra_headers["Message-ID"] for message in mail.outbox] == [
        f"<{email.message_id}>"
    ]
    assert "Sent again" in email.history.values_list("history_change_reason", flat=True)


def test_what_arrived_and_what_has_no_text_any_more_is_not_sent_again(role):
    own = {"partnership": role.partnership}
    sent = EmailFactory(**own, state="sent", sent_at=timezone.now())
    with pytest.raises(EmailNotSentAgain, match="nothing to send again"):
        send_again(email=sent, by=role.person)
    with pytest.raises(EmailNotSentAgain, match="nothing to deal with"):
        settle(email=sent, by=role.person)
    with pytest.raises(EmailNotSentAgain, match="text of this e-mail is gone"):
        send_again(email=came_back(**own, text="", html=""), by=role.person)
    assert mail.outbox == []


@pytest.mark.parametrize("kind", ["coordinator", "partner", "project officer"])
def test_nobody_sends_e_mails_of_others_again(client, role, kind):
    email = came_back(partnership=PartnershipFactory())
    client.force_login(role.person)
    for name in ("send", "settle"):
        assert client.post(step(email, name)).status_code == 404
    with pytest.raises(EmailNotSentAgain, match="Only coordinators"):
        send_again(email=email, by=role.person)
    client.logout()
    assert client.post(step(email, "send"))["Location"].startswith(reverse("admin:login"))
    assert mail.outbox == []


def test_a_project_officer_sees_no_e_mail(client, role):
    email = came_back(partnership=role.partnership)
    officer = RoleFactory(partnership=role.partnership, kind="project officer").person
    client.force_login(officer)
    assert client.get(LIST).status_code == 403
    assert client.post(step(email, "send")).status_code in (403, 404)


def test_the_text_of_a_secret_e_mail_is_shown_to_nobody(client):
    email = EmailFactory(text="zqxlink", html="zqxlink", is_secret=True, state="failed")
    client.force_login(UserFactory(administrator=True))
    for address in (change_page(email), page(Email, "history", email.pk), LIST):
        assert "zqxlink" not in client.get(address).content.decode()
    assert "shown to nobody" in client.get(change_page(email)).content.decode()


def test_a_record_shows_that_its_e_mail_came_back(client, role):
    invitation = InvitationFactory(partnership=role.partnership)
    about = {"about_label": "partnership.invitation", "about_id": invitation.pk}
    came_back(**about, partnership=role.partnership)
    came_back(about_label="partnership.role", about_id=invitation.pk, subject="Another record")
    client.force_login(role.person)
    shown = client.get(change_page(invitation)).content.decode()
    assert "550 User unknown" in shown
    assert "Came back" in shown
    assert "Another record" not in shown


def test_a_record_costs_the_same_with_one_e_mail_and_with_three(
    client, django_assert_max_num_queries
):
    invitation = InvitationFactory()
    about = {"about_label": "partnership.invitation", "about_id": invitation.pk}
    EmailFactory(**about)
    client.force_login(UserFactory(administrator=True))
    client.get(change_page(invitation))
    with django_assert_max_num_queries(50) as first:
        client.get(change_page(invitation))
    EmailFactory.create_batch(2, **about)
    with django_assert_max_num_queries(50) as second:
        client.get(change_page(invitation))
    assert len(first.captured_queries) == len(second.captured_queries)


# Not for ever --------------------------------------------------------------------------------


def sent(days, **fields):
    email = EmailFactory(**{"state": "sent", "sent_at": timezone.now(), **fields})
    moment = timezone.now() - timedelta(days=days)
    Email.objects.filter(pk=email.pk).update(created_at=moment)
    return email


def test_texts_are_emptied_after_half_a_year_and_rows_deleted_after_two(client):
    old, older, young = sent(181), sent(731), sent(179)
    waiting = sent(731, state="waiting", sent_at=None)
    assert forget_old_emails() == 2
    assert forget_old_emails() == 0
    assert {row.pk: row.text != "" for row in Email.objects.all()} == {
        old.pk: False,
        young.pk: True,
        waiting.pk: True,
    }
    assert not Email.history.filter(id=older.pk).exists()


def test_an_export_tells_of_e_mails_and_erasure_forgets_them():
    person = UserFactory(email="zqx@example.org", name="Zqxname Zqxsurname")
    EmailFactory(to_address="ZQX@example.org", subject="For zqx")
    other = EmailFactory(text="Zqxname Zqxsurname wrote.", state="sent", sent_at=timezone.now())
    EmailFactory(subject="For another")
    assert [row["subject"] for row in describe_person(person)["E-mails"]] == ["For zqx"]
    erase_person(person=person, by=None, reason="Asked for")
    kept = str([*Email.objects.values(), *Email.history.values()]).lower()
    assert "zqx" not in kept
    other.refresh_from_db()
    assert (other.text, other.html) == ("", "")
    assert Email.objects.count() == 2


def test_an_address_of_nobody_with_a_sign_in_is_forgotten_too():
    EmailFactory(to_address="sme@example.org")
    EmailFactory(to_address="other@example.org")
    forget_address("SME@example.org ")
    assert [row.to_address for row in Email.objects.all()] == ["other@example.org"]
    assert not Email.history.filter(to_address="sme@example.org").exists()
