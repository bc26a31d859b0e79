"""What can go wrong with people and their accounts."""


class PartnershipError(Exception):
    """Something that whoever asked for it can mend; the message says how."""


class MailFailed(PartnershipError):
    """The mail server did not take a message."""


class InvitationFailed(PartnershipError):
    """An invitation cannot be accepted, sent or revoked."""


class UnknownInvitation(InvitationFailed):
    """No invitation has this link."""
