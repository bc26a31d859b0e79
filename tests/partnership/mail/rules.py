"""What the database refuses of e-mails, and how it says so."""

from django.utils import timezone

from tests.factories import EmailFactory
from tests.rules import at

EMAIL_RULES = {
    "email.message_id": lambda: (
        EmailFactory.build(message_id=EmailFactory().message_id),
        at("message_id", "E-mail with this Message id already exists."),
    ),
    "email_once": lambda: (
        EmailFactory.build(once=EmailFactory(once="letter.1").once),
        at("once", "This message was posted already."),
    ),
    "email_state_known": lambda: (
        EmailFactory.build(state="lost"),
        at("state", "Value 'lost' is not a valid choice."),
    ),
    "email_sent_at_a_moment": lambda: (
        EmailFactory.build(state="sent"),
        at("sent_at", "What was sent has the moment when it was."),
    ),
    "email_bounced_at_a_moment": lambda: (
        EmailFactory.build(state="bounced", bounced_at=timezone.now()),
        at("bounced_at", "What came back has the moment when it did, and the kind of it."),
    ),
    "email_about_one_record": lambda: (
        EmailFactory.build(about_label="partnership.invitation"),
        at("about_id", "A record is named by its kind and its number."),
    ),
}
