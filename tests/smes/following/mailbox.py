"""What arrived in the mailboxes of a test, since the portal keeps no text that holds a private link."""

from django.core import mail


def last_text():
    """The text of the latest e-mail."""
    return mail.outbox[-1].body


def path_in(text, part):
    """The address on this site in a text that has a part."""
    line = next(line for line in text.splitlines() if part in line)
    return line[line.index(part) :].strip()
