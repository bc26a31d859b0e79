"""What is done about organisations, their contacts, and the catalogue of services."""

from django.conf import settings
from django.core import signing
from django.db import transaction

from gateways.emails import post_contact_invitation
from gateways.exceptions import ContactNotInvited, UnknownContactLink
from gateways.models import Contact, Service
from gateways.usual_services import USUAL_SERVICES
from partnership.models import Email, Partnership, User
from partnership.services import OTHER_PERSON

SALT = "links.contact"
NO_ADDRESS = "This contact has no e-mail address. Enter one first."
HAS_SIGN_IN = "This contact has a sign-in already."
UNKNOWN = (
    "This is no invitation of this portal. The link may be incomplete: copy all of it from the e-mail, "
    "or ask for a new one."
)
EXPIRED = "This invitation has expired. Ask the partnership to send it again."
USED = "This invitation has been accepted already. Sign in with your e-mail address."
OTHER_ADDRESS = (
    "Another address is kept for this contact by now. Use the link that was sent to that one."
)
IS_CONTACT = "{email} is a contact of this organisation already. Sign in with that address."


def invite_contact(*, contact: Contact, language: str = "en") -> Email:
    """Send a contact the link by which it makes a sign-in. Nothing of the link is kept.

    It ends when it is used, when the contact gets another address, and after ``INVITATION_DAYS``.
    Raises ``ContactNotInvited``, with the reason.
    """
    if not contact.email:
        raise ContactNotInvited(NO_ADDRESS)
    if contact.person_id is not None:
        raise ContactNotInvited(HAS_SIGN_IN)
    link = signing.dumps([contact.pk, contact.email.lower()], salt=SALT)
    return post_contact_invitation(contact, link, language)


def find_invited_contact(link: str) -> Contact:
    """The contact of a link, if it can be accepted now. One query.

    Raises ``UnknownContactLink`` for a link that was never made here, ``ContactNotInvited`` for one
    that counts no longer; the message tells why.
    """
    try:
        number, email = signing.loads(link, salt=SALT, max_age=settings.INVITATION_DAYS * 86400)
    except signing.SignatureExpired as error:
        raise ContactNotInvited(EXPIRED) from error
    except (signing.BadSignature, ValueError) as error:
        raise UnknownContactLink(UNKNOWN) from error
    rows = Contact.objects.select_related("organisation__partnership")
    contact = rows.filter(pk=number).first()
    if contact is None:
        raise UnknownContactLink(UNKNOWN)
    if contact.person_id is not None:
        raise ContactNotInvited(USED)
    if contact.email.lower() != email:
        raise ContactNotInvited(OTHER_ADDRESS)
    return contact


@transaction.atomic
def accept_as_contact(
    *, link: str, person: User | None, name: str = "", password: str = ""
) -> User:
    """Let whoever was invited sign in as the contact; without ``person`` a new one is entered.

    Whoever follows the link reads the mailbox, so the address counts as confirmed. Raises as
    :func:`find_invited_contact`, and where the address is not the person's.
    """
    found = find_invited_contact(link)
    # Of two who accept at once the second one waits here, and finds the link used.
    Contact.objects.select_for_update(of=("self",)).get(pk=found.pk)
    contact = find_invited_contact(link)
    email = contact.email.lower()
    if person is None:
        person = User.objects.create_user(email, password, name=name)
    elif person.email != email:
        raise ContactNotInvited(OTHER_PERSON.format(email=email))
    if Contact.objects.filter(organisation=contact.organisation_id, person=person).exists():
        raise ContactNotInvited(IS_CONTACT.format(email=email))
    person.confirm_address()
    contact.person = person
    contact._history_user = person  # type: ignore[attr-defined]
    contact.save()
    return person


@transaction.atomic
def take_over_usual_services(*, partnership: Partnership, by: User | None) -> list[Service]:
    """Fill an empty catalogue with the usual services; one that has any is left as it is.

    Returns the new ones. Two who do it at once fill it once.
    """
    Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    if Service.objects.filter(partnership=partnership).exists():
        return []
    services = []
    for position, usual in enumerate(USUAL_SERVICES, start=1):
        service = Service(partnership=partnership, position=position, **usual.fields())
        service.full_clean()
        service._history_user = by  # type: ignore[attr-defined]
        service.save()
        services.append(service)
    return services
