"""What is done about people: inviting, accepting, revoking, helping after a lost device."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from partnership.accounts.sessions import end_sessions
from partnership.emails import post_invitation, post_second_factor_reset
from partnership.exceptions import InvitationFailed, UnknownInvitation
from partnership.models import Invitation, Role, User
from partnership.models.invitations import read_link

NO_RIGHT = "Only those who may give this role may invite to it."
UNKNOWN = (
    "This is no invitation of this portal. The link may be incomplete: copy all of it from the e-mail, or ask "
    "for a new one."
)
REPLACED = "A newer invitation was sent to you since. Use the link in the latest e-mail."
USED = "This invitation has been accepted already. Sign in with your e-mail address."
REVOKED = "This invitation was taken back. Ask the person who invited you."
EXPIRED = "This invitation has expired. Ask the person who invited you to send it again."
NO_INVITER = "Whoever invited you may give this role no more. Ask the coordinator of the partnership to invite you."
OTHER_PERSON = "This invitation is for {email}. Sign out, and sign in with that address."
CLOSED = "The account of {email} is closed. Ask an administrator of the portal to open it again."


def invite_person(*, invitation: Invitation, by: User) -> Invitation:
    """Keep an invitation; it is sent by :func:`deliver_invitation`.

    Raises ``InvitationFailed`` for who may not give the role.
    """
    if not invitation.may_be_managed_by(by):
        raise InvitationFailed(NO_RIGHT)
    invitation.invited_by = by
    invitation.save()
    return invitation


def deliver_invitation(*, invitation: Invitation, by: User) -> None:
    """Send an invitation, again if need be, with a new link; earlier ones end.

    Raises ``InvitationFailed`` where there is nothing to send any more. What becomes of the e-mail is
    told at the invitation.
    """
    with transaction.atomic():
        kept = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if not kept.may_be_managed_by(by):
            raise InvitationFailed(NO_RIGHT)
        if not kept.is_open:
            raise InvitationFailed(
                f"{kept.email}: {kept.state.label.lower()}, so it cannot be sent."
            )
        kept.invited_by = by
        kept.sent_at = timezone.now()
        link = kept.renew()
        kept.save()
        post_invitation(kept, link)


def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    """Take an invitation back. Raises ``InvitationFailed`` when it was answered already."""
    with transaction.atomic():
        kept = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if not kept.may_be_managed_by(by):
            raise InvitationFailed(NO_RIGHT)
        if not kept.is_open:
            raise InvitationFailed(f"{kept.email}: {kept.state.label.lower()} already.")
        kept.revoked_at = timezone.now()
        kept.save()


def find_invitation(link: str) -> Invitation:
    """The invitation of a link, if it can be accepted now.

    Raises ``UnknownInvitation`` for a link that was never made here, ``InvitationFailed`` for one
    that counts no longer; the message tells why.
    """
    found = read_link(link)
    if found is None:
        raise UnknownInvitation(UNKNOWN)
    number, token = found
    rows = Invitation.objects.select_related("partnership", "programme", "cluster", "invited_by")
    invitation = rows.filter(pk=number).first()
    if invitation is None:
        raise UnknownInvitation(UNKNOWN)
    if invitation.accepted_at:
        raise InvitationFailed(USED)
    if invitation.revoked_at:
        raise InvitationFailed(REVOKED)
    if not invitation.has_token(token):
        raise InvitationFailed(REPLACED)
    if invitation.expires_at is None or invitation.expires_at <= timezone.now():
        raise InvitationFailed(EXPIRED)
    inviter = invitation.invited_by
    if inviter is None or not invitation.may_be_managed_by(inviter):
        raise InvitationFailed(NO_INVITER)
    return invitation


def accept_invitation(
    *, link: str, person: User | None, name: str = "", password: str = ""
) -> User:
    """Give the role to whoever was invited; without ``person`` a new one is entered.

    Whoever follows the link reads the mailbox, so the address counts as confirmed. Raises
    ``InvitationFailed`` as :func:`find_invitation` does, and where the address is not the person's.
    """
    with transaction.atomic():
        # Of two who accept at once the second one waits here, and finds the link used.
        Invitation.objects.select_for_update(of=("self",)).filter(
            pk=(read_link(link) or (0, ""))[0]
        ).first()
        invitation = find_invitation(link)
        if person is None:
            person = User.objects.create_user(invitation.email, password, name=name)
        elif person.email != invitation.email:
            raise InvitationFailed(OTHER_PERSON.format(email=invitation.email))
        person.confirm_address()
        offered = invitation.role_for(person)
        Role.objects.get_or_create(
            person=person,
            kind=offered.kind,
            partnership=offered.partnership,
            cluster=offered.cluster,
            programme=offered.programme,
        )
        invitation.accepted_at = timezone.now()
        invitation.accepted_by = person
        invitation.save()
    return person


def reset_second_factor(*, person: User, by: User, reason: str) -> None:
    """Take off all factors and recovery codes of a person who lost them, and end their sessions.

    The reason stands in the history of the person, who is told by e-mail.
    """
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        end_sessions(person=person)
        person._change_reason = f"Second factor reset: {reason}"[:100]  # type: ignore[attr-defined]
        person.save()
        post_second_factor_reset(person, by)
