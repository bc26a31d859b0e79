"""What can go wrong with people, in words for the reader."""


class PartnershipError(Exception):
    """Something could not be done; the message says why and how to mend it."""


class ErasureRefused(PartnershipError):
    """A person cannot be erased now."""


class MailFailed(PartnershipError):
    """The mail server did not take a message."""


class InvitationFailed(PartnershipError):
    """An invitation cannot be accepted, sent or revoked."""


class UnknownInvitation(InvitationFailed):
    """No invitation has this link."""
