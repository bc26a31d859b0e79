"""What an SME does on its page: withdraw, ask for a new link, change its address, take back consents."""

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.links import LinkHasExpired, LinkIsForged
from smes.choices import ExpressionState, HandoverState, Party
from smes.emails import following as emails
from smes.exceptions import AddressRefused, StepNotAllowed
from smes.models import Expression, ExpressionConsent
from smes.services.caretakers import caretakers_of
from smes.services.states import lock_expression, may_follow, move_expression

ADDRESS_SALT = "links.expression.address"


def may_withdraw(expression: Expression) -> bool:
    """Whether the SME may withdraw now what it sent."""
    return expression.number is not None and may_follow(expression, ExpressionState.WITHDRAWN)


@transaction.atomic
def withdraw_expression(*, expression: Expression, reason: str = "") -> Expression:
    """Withdraw an expression for its SME, and tell both sides; withdrawn twice, it is told once.

    What a gateway was offered and has not answered is taken back. Raises ``StepNotAllowed`` where
    there is nothing to withdraw any more.
    """
    locked = lock_expression(expression)
    if locked.state == ExpressionState.WITHDRAWN:
        return locked
    if not may_withdraw(locked):
        raise StepNotAllowed(_("This can no longer be withdrawn here. Write us a message."))
    moved = move_expression(
        expression=locked, to=ExpressionState.WITHDRAWN, party=Party.SME, reason=reason
    )
    for handover in moved.handovers.open():
        handover.state = HandoverState.RECALLED
        handover.save()
    emails.post_withdrawn(moved)
    for person in caretakers_of(moved):
        emails.post_withdrawn_to_partner(moved, person)
    return moved


@transaction.atomic
def renew_link(*, expression: Expression) -> Expression:
    """Make a new private link and send it to the SME; all earlier ones end."""
    locked = lock_expression(expression)
    locked.link_version += 1
    locked.save(update_fields=["link_version", "updated_at"])
    emails.post_new_link(locked)
    return locked


def send_lost_link(*, email: str, reference: str) -> None:
    """Send a new link to who lost theirs, where address and reference are those of one expression.

    Says nothing about whether there is one.
    """
    found = Expression.objects.filter(
        email__iexact=email.strip(), reference__iexact=reference.strip()
    ).exclude(reference="")
    for expression in found:
        renew_link(expression=expression)


def ask_for_address(*, expression: Expression, email: str) -> None:
    """Send a link to the address that shall become the contact's; nothing changes before it is opened.

    Raises ``AddressRefused`` for what is no address, or is the contact's already.
    """
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError as error:
        raise AddressRefused(_("Enter an e-mail address such as name@example.org.")) from error
    if email.lower() == expression.email.lower():
        raise AddressRefused(_("This is your address already. Enter the new one."))
    told = [expression.pk, expression.link_version, email]
    emails.post_confirm_address(expression, email, signing.dumps(told, salt=ADDRESS_SALT))


def read_address_link(link: str) -> tuple[Expression, str]:
    """The expression of a link to confirm an address, and the address.

    Raises ``LinkIsForged``, and ``LinkHasExpired`` also after it was used. One query.
    """
    try:
        pk, version, email = signing.loads(
            link, salt=ADDRESS_SALT, max_age=settings.EXPRESSION_ADDRESS_HOURS * 3600
        )
    except signing.SignatureExpired as error:
        raise LinkHasExpired from error
    except (signing.BadSignature, ValueError) as error:
        raise LinkIsForged from error
    expression = Expression.objects.select_related("partnership__programme").filter(pk=pk).first()
    if expression is None:
        raise LinkIsForged
    if expression.link_version != version:
        raise LinkHasExpired
    return expression, email


@transaction.atomic
def change_address(*, link: str) -> Expression:
    """Make the confirmed address the contact's, and tell the former one.

    All private links end, so that nothing opens from the former mailbox; the new one gets a link.
    Raises as :func:`read_address_link` does.
    """
    expression, email = read_address_link(link)
    locked = lock_expression(expression)
    if locked.link_version != expression.link_version:
        raise LinkHasExpired
    former, locked.email = locked.email, email
    locked.link_version += 1
    locked._change_reason = "Address changed by the company"  # type: ignore[attr-defined]
    locked.save()
    if former:
        emails.post_address_changed(locked, former)
    emails.post_new_link(locked)
    return locked


@transaction.atomic
def take_back_consent(*, consent: ExpressionConsent) -> ExpressionConsent:
    """Note that the SME has taken a consent back, and tell the partners; safe to run twice."""
    locked = ExpressionConsent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = timezone.now()
        locked.save()
        for person in caretakers_of(locked.expression):
            emails.post_consent_taken_back(locked, person)
    return locked
