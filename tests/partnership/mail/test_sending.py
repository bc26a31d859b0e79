"""E-mails are sent once, whatever a mail server or a worker does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db.models.functions import Now
from django.utils import timezone

from partnership.mail.folder import folder
from partnership.mail.recovery import send_waiting
from partnership.mail.sending import DELAYS, Outcome, deliver
from partnership.models import Email
from tests.factories import EmailFactory

pytestmark = pytest.mark.django_db

FOLDER = "partnership.mail.folder.FolderBackend"


@pytest.fixture
def in_folder(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAILS_DIR = FOLDER, tmp_path / "emails"


def now(email):
    """The e-mail as it is, due at once."""
    Email.objects.filter(pk=email.pk, state="waiting").update(next_attempt_at=None)
    email.refresh_from_db()
    return email


def left_by_a_dead_worker(**fields):
    """Taken by a worker that is silent for three minutes."""
    long_ago = timezone.now() - timedelta(minutes=3)
    return EmailFactory(
        state="sending", owner="host:1:abc", attempts=1, claimed_at=long_ago, **fields
    )


def files():
    return sorted(path.name for path in folder().glob("*.eml"))


# With a mail server --------------------------------------------------------------------------


def test_a_mail_server_gets_it_once(server):
    email = EmailFactory()
    assert deliver(email.pk) is Outcome.SENT
    assert deliver(email.pk) is Outcome.NOT_MINE
    email = now(email)
    assert (email.state, email.attempts, email.last_error) == ("sent", 1, "")
    assert server.message_ids() == [f"<{email.message_id}>"]
    assert server.taken[0].rcpt_tos == [email.to_address]


def test_a_greylisting_server_gets_it_at_the_second_attempt(server):
    server.to_recipient = ["451 4.7.1 Come back later"]
    email = EmailFactory()
    assert deliver(email.pk) is Outcome.NOT_SENT
    email.refresh_from_db()
    assert (email.state, email.handed_over_at) == ("waiting", None)
    assert email.last_error == "The mail server said: 451 4.7.1 Come back later"
    assert timedelta(seconds=50) < email.next_attempt_at - timezone.now() <= timedelta(minutes=1)
    assert deliver(email.pk) is Outcome.NOT_MINE  # it is not due
    assert deliver(now(email).pk) is Outcome.SENT
    assert server.message_ids() == [f"<{email.message_id}>"]


def test_an_address_that_the_server_refuses_for_good_came_back(server):
    server.to_recipient = ["550 5.1.1 User unknown"]
    email = EmailFactory()
    deliver(email.pk)
    email.refresh_from_db()
    assert (email.state, email.bounce_kind) == ("bounced", "hard")
    assert email.bounce_reason == "The mail server said: 550 5.1.1 User unknown"
    assert send_waiting() == 0


def test_a_content_that_the_server_refuses_for_good_has_failed(server):
    server.to_content = ["554 5.7.1 This looks like spam"]
    email = EmailFactory()
    deliver(email.pk)
    email.refresh_from_db()
    assert (email.state, email.handed_over_at) == ("failed", None)
    assert email.last_error == "The mail server said: 554 5.7.1 This looks like spam"


def test_a_connection_that_breaks_before_the_content_is_tried_again(server):
    server.hangs_up = "recipient"
    email = EmailFactory()
    deliver(email.pk)
    assert now(email).state == "waiting"
    assert email.last_error.startswith("The connection to the mail server broke")
    server.hangs_up = ""
    assert deliver(email.pk) is Outcome.SENT
    assert len(server.taken) == 1


def test_a_connection_that_breaks_after_the_content_is_never_sent_twice(server):
    server.hangs_up = "content"
    email = EmailFactory()
    deliver(email.pk)
    email = now(email)
    assert email.state == "unsure"
    assert email.last_error.endswith("is not known, so it is not sent again by itself.")
    server.hangs_up = ""
    assert send_waiting() == 0
    assert len(server.taken) == 1


def test_a_server_that_says_nothing_is_tried_again(server, settings):
    settings.EMAIL_TIMEOUT = 1
    server.is_silent_at = "recipient"
    email = EmailFactory()
    deliver(email.pk)
    assert now(email).state == "waiting"
    server.is_silent_at = ""
    assert deliver(email.pk) is Outcome.SENT
    assert len(server.taken) == 1


def test_a_server_that_says_nothing_to_the_content_may_have_it_and_gets_no_second_one(
    server, settings
):
    settings.EMAIL_TIMEOUT = 1
    server.is_silent_at = "content"
    email = EmailFactory()
    deliver(email.pk)
    assert now(email).state == "unsure"
    server.is_silent_at = ""
    assert send_waiting() == 0
    assert len(server.taken) == 1


def test_a_server_that_is_away_loses_nothing_and_is_asked_once_for_all(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    EmailFactory.create_batch(3)
    assert send_waiting() == 0
    assert sorted(Email.objects.values_list("state", "attempts")) == [
        ("waiting", 0),
        ("waiting", 0),
        ("waiting", 1),
    ]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Email.objects.update(next_attempt_at=None)
    call_command("send_emails")
    assert len(mail.outbox) == 3


def test_it_waits_longer_each_time_and_has_failed_after_the_last_attempt(server):
    email = EmailFactory()
    waited = []
    for _ in range(8):
        server.to_recipient = ["451 Later"]
        deliver(email.pk)
        email.refresh_from_db()
        if email.state == "waiting":
            waited.append(round((email.next_attempt_at - timezone.now()).total_seconds() / 60))
            email = now(email)
    assert waited == [1, 5, 15, 60, 240, 720, 1440]
    assert len(DELAYS) == 7
    assert (email.state, email.attempts, server.taken) == ("failed", 8, [])


# With a folder, and workers that die ---------------------------------------------------------


def test_a_folder_has_one_file_for_each_message(in_folder):
    email = EmailFactory()
    assert deliver(email.pk) is Outcome.SENT
    assert files() == [f"{email.message_id}.eml"]
    content = (folder() / files()[0]).read_text()
    assert "Subject: A letter" in content
    assert f"Message-ID: <{email.message_id}>" in content


def test_what_a_worker_left_before_it_handed_it_over_is_taken_up(in_folder):
    email = left_by_a_dead_worker()
    assert send_waiting() == 1
    email.refresh_from_db()
    assert (email.state, email.attempts) == ("sent", 2)
    assert len(files()) == 1


def test_a_worker_that_is_only_slow_keeps_its_e_mail(in_folder):
    email = left_by_a_dead_worker()
    Email.objects.filter(pk=email.pk).update(claimed_at=Now())
    assert send_waiting() == 0


@pytest.mark.parametrize(("is_written", "sent"), [(True, 0), (False, 1)])
def test_the_folder_tells_whether_a_dead_worker_has_written_it(in_folder, is_written, sent):
    email = left_by_a_dead_worker(handed_over_at=timezone.now() - timedelta(minutes=3))
    if is_written:
        folder().mkdir()
        (folder() / f"{email.message_id}.eml").write_text("whole")
    assert send_waiting() == sent
    email.refresh_from_db()
    assert (email.state, len(files())) == ("sent", 1)


def test_a_server_cannot_tell_so_a_person_decides(server):
    email = left_by_a_dead_worker(handed_over_at=timezone.now() - timedelta(minutes=3))
    assert send_waiting() == 0
    email.refresh_from_db()
    assert (email.state, server.taken) == ("unsure", [])
    assert list(Email.objects.troubled()) == [email]


def test_what_kills_every_worker_has_failed_after_eight(in_folder):
    email = left_by_a_dead_worker()
    Email.objects.filter(pk=email.pk).update(attempts=8)
    assert send_waiting() == 0
    email.refresh_from_db()
    assert (email.state, email.last_error) == (
        "failed",
        "The worker stopped while it was sending.",
    )


def test_a_folder_that_cannot_be_written_to_loses_nothing(settings, tmp_path):
    (tmp_path / "emails").write_text("a file, no folder")
    settings.EMAIL_BACKEND, settings.EMAILS_DIR = FOLDER, tmp_path / "emails"
    email = EmailFactory()
    deliver(email.pk)
    email.refresh_from_db()
    assert email.state in ("waiting", "sending", "unsure")
    assert email.sent_at is None
