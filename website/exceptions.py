"""What can go wrong on the public site."""


class UnknownPage(Exception):
    """There is no such market or event in this partnership; the message says so to the reader."""
