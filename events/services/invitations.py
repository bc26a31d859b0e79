"""Inviting to an event: a pasted list, sending, reminding, and what the invited answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from common.links import LinkIsForged
from events.emails.news import post_invitation
from events.models import Event, EventInvitation
from events.models.registrations import invitation_links
from events.services.places import lock_event

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Pasted:
    """What a pasted list holds: addresses with names, and lines that nobody can read."""

    people: tuple[tuple[str, str], ...] = ()
    """Name (perhaps empty) and address, each address once."""
    unread: tuple[str, ...] = ()


@dataclass
class Added:
    """What became of a pasted list."""

    new: list[EventInvitation] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


def read_pasted(text: str) -> Pasted:
    """Read ``Name <a@b.example>``, ``a@b.example`` or ``Name; a@b.example``, one per line or parted by commas."""
    people: dict[str, tuple[str, str]] = {}
    unread = []
    for entry in _entries(text):
        name, email = _person(entry)
        try:
            validate_email(email)
        except ValidationError:
            unread.append(entry)
            continue
        people.setdefault(email.lower(), (name[:120], email))
    return Pasted(tuple(people.values()), tuple(unread))


def _entries(text: str) -> Iterable[str]:
    for line in text.splitlines():
        # A comma parts entries only where each has an address of its own: names may hold one.
        parts = line.split(",") if line.count("@") > 1 else [line]
        yield from (part.strip() for part in parts if part.strip())


def _person(entry: str) -> tuple[str, str]:
    if match := re.fullmatch(r"(.*?)<([^<>]+)>\W*", entry):
        return match[1].strip(' "'), match[2].strip()
    words = [word for word in re.split(r"[;\t,]|\s+(?=\S+@)", entry) if word and word.strip()]
    email = next((word.strip() for word in words if "@" in word), "")
    names = [word.strip() for word in words if "@" not in word]
    return " ".join(names).strip(' "'), parseaddr(email)[1] or email


@transaction.atomic
def add_invitations(*, event: Event, people: Iterable[tuple[str, str]], language: str) -> Added:
    """Put people on the list of those invited; an address that stands there is left as it is."""
    locked = lock_event(event)
    standing = {email.lower() for email in locked.invitations.values_list("email", flat=True)}
    added = Added()
    for name, email in people:
        if email.lower() in standing:
            added.known.append(email)
            continue
        standing.add(email.lower())
        made = EventInvitation(event=locked, email=email, name=name, language=language)
        made.save()
        added.new.append(made)
    return added


def send_invitations(*, invitations: Iterable[EventInvitation]) -> int:
    """Send what was not sent; a second call sends nothing twice. Returns how many went."""
    return sum(_send(invitation.pk) for invitation in invitations)


@transaction.atomic
def _send(number: int) -> bool:
    invitation = _lock(number)
    if invitation.sent_at is not None:
        return False
    post_invitation(invitation)
    invitation.sent_at = timezone.now()
    invitation.save()
    return True


def remind_invited(*, invitations: Iterable[EventInvitation]) -> int:
    """Remind those who have neither registered nor declined, once. Returns how many were reminded."""
    return sum(_remind(invitation.pk) for invitation in invitations)


@transaction.atomic
def _remind(number: int) -> bool:
    invitation = _lock(number)
    answered = invitation.registration_id or invitation.declined_at
    if invitation.sent_at is None or invitation.reminded_at is not None or answered:
        return False
    post_invitation(invitation, reminds=True)
    invitation.reminded_at = timezone.now()
    invitation.save()
    return True


@transaction.atomic
def decline_invitation(*, invitation: EventInvitation) -> EventInvitation:
    """Note that somebody who was invited does not come; safe to run twice."""
    locked = _lock(invitation.pk)
    if locked.declined_at is None and locked.registration_id is None:
        locked.declined_at = timezone.now()
        locked.save()
    return locked


@transaction.atomic
def take_off(*, invitation: EventInvitation) -> None:
    """Take somebody off the list who was not invited yet; the link of one who was ends with it."""
    _lock(invitation.pk).delete()


def invitation_of(link: str) -> EventInvitation:
    """The invitation that a link leads to. One query. Raises ``LinkIsForged``, also where it was deleted."""
    target = invitation_links.read(link)
    rows = EventInvitation.objects.select_related(
        "event__partnership__programme", "event__matchmaking", "registration"
    )
    invitation = rows.filter(pk=target.pk).first()
    if invitation is None:
        raise LinkIsForged
    return invitation


def _lock(number: int) -> EventInvitation:
    rows = EventInvitation.objects.select_related("event__partnership")
    return rows.select_for_update(of=("self",)).get(pk=number)
