"""The message as it travels, made from its row."""

import base64
from email.utils import format_datetime

from django.core.mail import EmailMultiAlternatives

from partnership.models import Email


def message_of(email: Email) -> EmailMultiAlternatives:
    """The message; on every attempt it has the same Message-ID and the same date."""
    message = EmailMultiAlternatives(
        subject=email.subject,
        body=email.text,
        to=[email.to_address],
        headers={
            "Message-ID": f"<{email.message_id}>",
            "Date": format_datetime(email.created_at),
            "Content-Language": email.language,
            # Answering machines leave it alone.
            "Auto-Submitted": "auto-generated",
        },
    )
    if email.html:
        message.attach_alternative(email.html, "text/html")
    for file in email.attachments:
        message.attach(file["name"], base64.b64decode(file["content"]), file["content_type"])
    return message
