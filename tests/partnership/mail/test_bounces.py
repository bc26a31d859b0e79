"""What mail servers say of e-mails that did not arrive is noted at them."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from partnership.mail.bounces import Reading, read_bounce
from partnership.models import Email
from tests.factories import EmailFactory

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: portal@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="frontier"

--frontier
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--frontier
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Sat, 21 Nov 2026 10:00:00 +0100

Final-Recipient: rfc822; ada@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <ada@example.org>: Recipient address
    rejected: User unknown

--frontier
Content-Type: {returned}

{content}
--frontier--
"""


def report(message_id="number@localhost", action="failed", status="5.1.1", **changes):
    headers = f"From: portal@localhost\nTo: ada@example.org\nMessage-ID: <{message_id}>\nSubject: A letter\n"
    filled = {"returned": "text/rfc822-headers", "content": headers, **changes}
    return REPORT.format(action=action, status=status, **filled).encode()


@pytest.fixture
def email():
    return EmailFactory(
        message_id="number@localhost",
        to_address="ada@example.org",
        state="sent",
        sent_at=timezone.now(),
    )


def test_a_refused_address_is_noted_at_its_e_mail(email):
    assert read_bounce(report()) is Reading.BOUNCE
    email.refresh_from_db()
    assert (email.state, email.bounce_kind) == ("bounced", "hard")
    assert email.bounce_reason == (
        "5.1.1 550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown"
    )
    assert email.bounced_at is not None


def test_the_whole_e_mail_may_have_been_returned(email):
    whole = "Message-ID: <number@localhost>\nSubject: A letter\n\nHello\n"
    assert read_bounce(report(returned="message/rfc822", content=whole)) is Reading.BOUNCE


def test_a_full_mailbox_is_a_soft_bounce(email):
    assert read_bounce(report(status="4.2.2")) is Reading.BOUNCE
    email.refresh_from_db()
    assert (email.state, email.bounce_kind) == ("bounced", "soft")


def test_read_twice_it_is_noted_once(email):
    read_bounce(report())
    first = Email.objects.get().bounced_at
    assert read_bounce(report()) is Reading.KNOWN
    assert Email.objects.get().bounced_at == first


@pytest.mark.parametrize(
    ("action", "reading"),
    [("delayed", Reading.DELAY), ("delivered", Reading.NO_REPORT), ("relayed", Reading.NO_REPORT)],
)
def test_what_is_late_or_delivered_did_not_come_back(email, action, reading):
    assert read_bounce(report(action=action)) is reading
    email.refresh_from_db()
    assert email.state == "sent"


def test_an_e_mail_that_was_unsure_was_out_if_it_came_back(email):
    Email.objects.update(state="unsure", sent_at=None, handed_over_at=timezone.now())
    assert read_bounce(report()) is Reading.BOUNCE
    assert Email.objects.get().sent_at is not None


def test_without_a_number_it_is_the_latest_to_the_address(email):
    older = EmailFactory(to_address="ada@example.org", state="sent", sent_at="2020-01-01T10:00Z")
    assert read_bounce(report(returned="text/plain", content="Nothing.")) is Reading.BOUNCE
    older.refresh_from_db()
    email.refresh_from_db()
    assert (older.state, email.state) == ("sent", "bounced")


def test_a_report_on_what_the_portal_did_not_send_changes_nothing(email):
    assert read_bounce(report("other@localhost")) is Reading.OTHERS
    assert Email.objects.get().state == "sent"


def test_an_e_mail_that_was_never_sent_cannot_come_back(email):
    Email.objects.update(state="waiting", sent_at=None)
    assert read_bounce(report()) is Reading.KNOWN
    assert Email.objects.get().state == "waiting"


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: I am away\n\nBack on Monday.",
        b"Content-Type: message/delivery-status\n\nnonsense",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n\n\nAction:\n",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n",
        report().replace(b"Final-Recipient: rfc822; ada@example.org", b"Final-Recipient: ;;;")[
            :400
        ],
    ],
)
def test_nonsense_changes_nothing(email, nonsense):
    assert read_bounce(nonsense) is Reading.NO_REPORT
    assert Email.objects.get().state == "sent"


def test_the_command_reads_files_and_folders(email, tmp_path, capsys):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(b"Subject: Hello\n\nHello")
    (tmp_path / "new" / "2").write_bytes(report())
    call_command("read_bounces", str(tmp_path / "new"), str(tmp_path / "new" / "2"))
    said = [line.partition(": ")[2] for line in capsys.readouterr().out.splitlines()]
    assert said == [
        "no report on an e-mail.",
        "an e-mail came back.",
        "an e-mail came back, which is known already.",
    ]
