"""Sign-ins for those who sent an expression of interest."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from gateways.exceptions import ContactNotInvited
from gateways.models import Contact
from gateways.services import invite_contact
from smes.models import Expression
from smes.services.states import lock_expression


@transaction.atomic
def ask_for_sign_in(*, expression: Expression) -> bool:
    """Invite the SME's contact to make a sign-in; whether the e-mail goes out now.

    A sign-in is one of the company in the directory: before it is there, the wish is remembered, and
    ``invite_who_asked`` is called when it is.
    """
    locked = lock_expression(expression)
    locked.sign_in_asked_at = timezone.now()
    locked.save(update_fields=["sign_in_asked_at", "updated_at"])
    return invite_who_asked(expression=locked)


def invite_who_asked(*, expression: Expression) -> bool:
    """Invite the contact if it asked for a sign-in and its company is in the directory.

    Whoever has a sign-in already is not invited again. Safe to run twice: the later link counts as
    well as the earlier one.
    """
    company = expression.company
    if expression.sign_in_asked_at is None or company is None or not expression.email:
        return False
    contact = Contact.objects.filter(organisation=company, email__iexact=expression.email).first()
    if contact is None:
        contact = Contact.objects.create(
            organisation=company,
            name=expression.contact_name or expression.email,
            function=expression.contact_function,
            email=expression.email,
            phone=expression.phone,
        )
    with suppress(ContactNotInvited):
        invite_contact(contact=contact, language=expression.language)
        return True
    return False
