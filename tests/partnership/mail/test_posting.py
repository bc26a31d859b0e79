"""An e-mail is posted as a row, in the transaction of what it tells."""

import pytest
from django.core import mail
from django.db import transaction
from django.utils.translation import gettext_lazy

from partnership.exceptions import EmailRefused
from partnership.mail.posting import Attachment, post_email
from partnership.models import Email, Invitation
from partnership.models.emails import bounce_of, latest_state_of
from tests.factories import EmailFactory, InvitationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db

LETTER = {
    "kind": "partnership.example",
    "to": "ada@example.org",
    "template": "account/message",
    "context": {"message": "this is the letter: https://example.org/a?b=1&c=2"},
    "subject": "A letter",
    "reason": "You asked for it.",
}


def post(**changes):
    return post_email(**{**LETTER, **changes})


@transaction.atomic
def post_and_fail():
    post()
    raise ZeroDivisionError


def test_a_posted_e_mail_is_sent_as_text_and_html_with_the_reason_why_it_came():
    email = post(partnership=PartnershipFactory(acronym="ALPHA", name="First & only"))
    email.refresh_from_db()
    (message,) = mail.outbox
    assert (email.state, email.attempts, message.to) == ("sent", 1, ["ada@example.org"])
    assert message.extra_headers["Message-ID"] == f"<{email.message_id}>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert message.body.startswith(
        "Hello,\n\nthis is the letter: https://example.org/a?b=1&c=2\n\nCluster partnership portal\n"
        "for ALPHA, First & only\n"
    )
    assert message.body.endswith("Why you receive this e-mail: You asked for it.\n")
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert "First &amp; only" in html
    assert "You asked for it." in html
    assert '<html lang="en-gb"' in html
    assert 'name="viewport"' in html
    assert "<img" not in html
    assert 'style="' in html


def test_what_a_person_typed_is_no_markup_in_the_html():
    post(context={"message": "<script>alert(1)</script>", "name": "<b>Ada</b>"})
    (message,) = mail.outbox
    assert "<script" not in message.alternatives[0][0]
    assert "<b>Ada" not in message.alternatives[0][0]
    assert "<script>alert(1)</script>" in message.body


def test_subject_and_reason_are_in_the_language_of_whoever_gets_it(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("fr", "Français")]
    words = gettext_lazy("This field is required.")
    email = post(subject=words, reason=words, language="fr")
    assert (email.subject, email.language) == ("Ce champ est obligatoire.", "fr")
    assert mail.outbox[0].subject == "Ce champ est obligatoire."
    assert "Ce champ est obligatoire." in mail.outbox[0].body
    assert '<html lang="fr"' in mail.outbox[0].alternatives[0][0]


def test_a_language_that_the_portal_does_not_speak_is_english():
    assert post(language="mt").language == "en-gb"


def test_nothing_is_sent_when_what_it_tells_is_rolled_back():
    with pytest.raises(ZeroDivisionError):
        post_and_fail()
    assert not Email.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_is_sent_after_the_commit_and_not_before():
    with transaction.atomic():
        post()
        assert mail.outbox == []
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_e_mail_is_never_sent():
    with pytest.raises(ZeroDivisionError):
        post_and_fail()
    assert mail.outbox == []


def test_the_same_message_is_posted_once():
    first, second = post(once="letter.1"), post(once="letter.1", subject="Another")
    assert first == second
    assert len(mail.outbox) == 1
    assert post(once="letter.2") != first


@pytest.mark.parametrize(
    "to",
    [
        "",
        "ada",
        "ada@",
        "ada@example.org\nBcc: eve@example.org",
        "a@b c.org",
        "a@example.org,b@example.org",
    ],
)
def test_what_is_no_address_is_refused(to):
    with pytest.raises(EmailRefused, match="is no e-mail address"):
        post(to=to)
    assert not Email.objects.exists()


@pytest.mark.parametrize("subject", ["A\nBcc: eve@example.org", "A\r\nB", "A\u2028B", "A\x0bB"])
def test_a_subject_of_several_lines_is_refused(subject):
    with pytest.raises(EmailRefused, match="one line"):
        post(subject=subject)
    assert mail.outbox == []


def test_an_empty_subject_is_refused_and_a_long_one_is_cut():
    with pytest.raises(EmailRefused, match="no subject"):
        post(subject="  ")
    assert post(subject="x" * 300).subject == "x" * 249 + "…"


def test_files_go_with_it_and_large_ones_are_refused():
    post(attachments=[Attachment("Reçu.pdf", "application/pdf", b"%PDF-1.4 receipt")])
    assert mail.outbox[0].attachments[0] == ("Reçu.pdf", b"%PDF-1.4 receipt", "application/pdf")
    with pytest.raises(EmailRefused, match="too large"):
        post(attachments=[Attachment("a.pdf", "application/pdf", b"x" * (5 * 1024 * 1024 + 1))])


def test_the_text_of_a_secret_one_is_gone_once_it_is_sent():
    secret, plain = post(is_secret=True), post()
    for email in (secret, plain):
        email.refresh_from_db()
    assert (secret.state, secret.text, secret.html) == ("sent", "", "")
    assert "this is the letter" in plain.text
    assert "this is the letter" in mail.outbox[0].body
    assert "letter:" not in str(list(Email.history.values()))


def test_a_later_e_mail_settles_one_that_did_not_arrive_and_replaces_one_that_waits():
    record = InvitationFactory()
    about = {"about_label": "partnership.invitation", "about_id": record.pk}
    same = {"kind": "partnership.example", "to_address": "Ada@example.org", **about}
    failed = EmailFactory(**same, state="failed")
    waiting = EmailFactory(**same)
    other = EmailFactory(**{**same, "to_address": "eve@example.org"}, state="failed")
    post(about=record, replaces=True)
    failed.refresh_from_db()
    assert failed.settled_at is not None
    assert not Email.objects.filter(pk=waiting.pk).exists()
    assert list(Email.objects.troubled()) == [other]


def test_a_record_tells_whether_its_latest_e_mail_came_back():
    record, other = InvitationFactory(), InvitationFactory()
    assert bounce_of(record) is None
    post(about=record)
    assert bounce_of(record) is None
    failed = EmailFactory(
        about_label="partnership.invitation", about_id=record.pk, state="failed", last_error="No."
    )
    assert bounce_of(record) == failed
    assert bounce_of(other) is None
    states = Invitation.objects.annotate(mail=latest_state_of(Invitation)).values_list("pk", "mail")
    assert dict(states) == {record.pk: "failed", other.pk: None}
