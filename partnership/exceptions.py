"""What can go wrong with people, in words for the reader."""


class PartnershipError(Exception):
    """Something could not be done; the message says why and how to mend it."""


class ErasureRefused(PartnershipError):
    """A person cannot be erased now."""


class EmailRefused(PartnershipError):
    """An e-mail that nobody could ever send, such as one to what is no address."""


class EmailNotSentAgain(PartnershipError):
    """An e-mail cannot be sent again."""


class InvitationFailed(PartnershipError):
    """An invitation cannot be accepted, sent or revoked."""


class UnknownInvitation(InvitationFailed):
    """No invitation has this link."""


class AdministratorRefused(PartnershipError):
    """No administrator is made; the message says what to mend."""
