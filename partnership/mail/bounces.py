"""Reading what mail servers say of e-mails that did not arrive (RFC 3464).

Tolerant of nonsense: a message that tells nothing changes nothing. Reading one twice changes nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from enum import Enum

from django.db.models import F
from django.db.models.functions import Coalesce, Now

from partnership.choices import BounceKind, EmailState
from partnership.models import Email
from partnership.models.emails import EmailQuerySet

STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}")
MESSAGE_ID = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
HANDED_OVER = (EmailState.SENT, EmailState.SENDING, EmailState.UNSURE)


class Reading(Enum):
    """What a message turned out to be."""

    BOUNCE = "an e-mail came back"
    KNOWN = "an e-mail came back, which is known already"
    DELAY = "an e-mail is late; its server goes on trying"
    OTHERS = "about an e-mail that this portal did not send"
    NO_REPORT = "no report on an e-mail"


@dataclass(frozen=True)
class Report:
    """What a mail server says of one recipient."""

    recipient: str
    action: str
    status: str
    words: str

    @property
    def kind(self) -> BounceKind:
        """Hard where the status begins with 5, or there is none to tell."""
        return BounceKind.SOFT if self.status.startswith("4") else BounceKind.HARD

    @property
    def reason(self) -> str:
        """The words of the server, with its code."""
        return " ".join(part for part in (self.status, self.words) if part)[:500]


def read_bounce(content: bytes) -> Reading:
    """Note at its e-mail what a message says, if it is a report on one."""
    message = message_from_bytes(content, policy=policy.compat32)
    reports = list(reports_in(message))
    if not reports:
        return Reading.NO_REPORT
    if all(report.action == "delayed" for report in reports):
        return Reading.DELAY
    failed = [report for report in reports if report.action == "failed"]
    if not failed:
        return Reading.NO_REPORT
    readings = [_note(report, returned_message_id(message)) for report in failed]
    return next((found for found in Reading if found in readings), Reading.OTHERS)


def reports_in(message: Message) -> Iterator[Report]:
    """What is said of each recipient; nothing where the message is no report."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        payload = part.get_payload()
        # The first block speaks of the message, each other one of a recipient.
        for block in payload if isinstance(payload, list) else []:
            if not isinstance(block, Message) or block["Action"] is None:
                continue
            yield Report(
                recipient=_value(block["Final-Recipient"] or block["Original-Recipient"]),
                action=str(block["Action"]).split()[0].lower()
                if str(block["Action"]).strip()
                else "",
                status=_status(block),
                words=_value(block["Diagnostic-Code"]),
            )


def _status(block: Message) -> str:
    for field in ("Status", "Diagnostic-Code"):
        if found := STATUS.search(str(block[field] or "")):
            return found.group()
    return ""


def _value(field: object) -> str:
    """What stands behind the type in ``rfc822; somebody@example.org``."""
    _, semicolon, value = str(field or "").partition(";")
    return " ".join((value if semicolon else str(field or "")).split()).strip("<>")


def returned_message_id(message: Message) -> str:
    """The Message-ID of the e-mail that came back, out of what the server returned of it."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            returned = part.get_payload()
            inner = returned[0] if isinstance(returned, list) and returned else None
            head = str(inner["Message-ID"] or "") if isinstance(inner, Message) else ""
        elif kind == "text/rfc822-headers":
            lines = re.search(r"(?im)^message-id:\s*(\S+)", _text(part))
            head = lines.group(1) if lines else ""
        else:
            continue
        if found := MESSAGE_ID.search(head):
            return found.group(1)
    return ""


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode(errors="replace") if isinstance(payload, bytes) else ""


def _note(report: Report, message_id: str) -> Reading:
    email = _email_of(report, message_id)
    if email is None:
        return Reading.OTHERS
    noted = Email.objects.filter(pk=email.pk, state__in=HANDED_OVER).update(
        state=EmailState.BOUNCED,
        sent_at=Coalesce("sent_at", "handed_over_at", Now()),
        bounced_at=Now(),
        bounce_kind=report.kind,
        bounce_reason=report.reason,
        settled_at=None,
        owner="",
    )
    return Reading.BOUNCE if noted else Reading.KNOWN


def _email_of(report: Report, message_id: str) -> Email | None:
    """By the number of the message; only where the server returned none, the latest to the address."""
    rows: EmailQuerySet = Email.objects.order_by(F("sent_at").desc(nulls_last=True), "-pk")
    if message_id:
        return rows.filter(message_id=message_id).first()
    if not report.recipient:
        return None
    return rows.to(report.recipient).filter(state__in=(EmailState.SENT, EmailState.BOUNCED)).first()
