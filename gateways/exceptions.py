"""What can go wrong with organisations and their contacts; the message is for the person who reads it."""


class ContactNotInvited(Exception):
    """The contact cannot be invited to sign in, or the invitation counts no longer."""


class UnknownContactLink(ContactNotInvited):
    """The portal never made this link, or its contact is gone."""
