"""Messages between an SME, the partnership and a gateway."""

from django.db import transaction
from django.utils import timezone

from partnership.models import User
from smes.choices import Party
from smes.emails.following import post_message_to_partner, post_message_to_sme
from smes.models import Expression, ExpressionMessage
from smes.services.caretakers import caretakers_of


@transaction.atomic
def write_message(
    *,
    expression: Expression,
    party: Party,
    text: str,
    author: User | None = None,
    once: str = "",
) -> ExpressionMessage:
    """Keep a message, and tell the other sides by e-mail that there is one.

    Under a ``once`` key there is one message of the expression: a second call gives the first one back
    and tells nobody. Raises ``ValidationError`` for what is empty or too long.
    """
    if once:
        earlier = ExpressionMessage.objects.filter(expression=expression, once=once).first()
        if earlier is not None:
            return earlier
    message = ExpressionMessage(
        expression=expression, party=party, author=author, text=text.strip(), once=once
    )
    message.full_clean(validate_constraints=False)
    if not once:
        message.save()
    else:
        # Of two that come at once the database lets one in.
        message, is_new = ExpressionMessage.objects.get_or_create(
            expression=expression,
            once=once,
            defaults={"party": party, "author": author, "text": text.strip()},
        )
        if not is_new:
            return message
    if party != Party.SME and expression.email:
        post_message_to_sme(message)
    if party != Party.PARTNER:
        for person in caretakers_of(expression):
            post_message_to_partner(message, person)
    return message


def mark_read_by_sme(*, expression: Expression) -> int:
    """What the SME's page has shown is read. Returns how many were new; one query."""
    new = expression.messages.unread_by_sme()
    return int(new.update(read_by_sme_at=timezone.now()))


def mark_read_by_partner(*, expression: Expression) -> int:
    """What a partner has opened is read. Returns how many were new; one query."""
    new = expression.messages.unread_by_partner()
    return int(new.update(read_by_partner_at=timezone.now()))
