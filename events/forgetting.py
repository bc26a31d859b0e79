"""Forgetting who came to an event: what counts stays, by persons who are no longer named."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from events.choices import RegistrationState
from events.models import Attendee, EventInvitation, Registration
from partnership.mail.forgetting import forget_address
from partnership.models import Email
from partnership.privacy.personal import forget_rows

EMPTIED: dict[str, Any] = {
    "name": "Erased",
    "function": "",
    "email": "",
    "phone": "",
    "is_contact": False,
    "arrives_on": None,
    "leaves_on": None,
}
"""What stands in the fields of a person who is forgotten."""

WORDS: dict[str, Any] = {
    "website": "",
    "message": "",
    "profile": "",
    "offers": [],
    "seeks": [],
    "is_in_catalogue": False,
}
"""What stands in the fields of a registration whose words are forgotten."""


def empty_attendees(rows: QuerySet) -> int:
    """Empty persons, also in their history; returns how many. The badge stays, so that nobody's is theirs."""
    numbers = list(rows.values_list("pk", flat=True))
    history: Any = Attendee.history
    history.filter(id__in=numbers).update(**EMPTIED)
    return int(Attendee.objects.filter(pk__in=numbers).update(**EMPTIED))


@transaction.atomic
def erase_registration(*, registration: Registration) -> None:
    """Forget the persons and words of a registration at its contact's wish; safe to run twice.

    The organisation stays with whether it came, for that is counted. E-mails to the persons go, and the
    private link ends. Cancel what goes on before.
    """
    locked = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    addresses = {row.email for row in locked.attendees.exclude(email="")}
    empty_attendees(locked.attendees.all())
    forget_rows(locked.answers.order_by())
    forget_rows(EventInvitation.objects.filter(registration=locked).order_by())
    forget_rows(Email.objects.about(locked).order_by())
    for address in addresses:
        forget_address(address)
    history: Any = Registration.history
    history.filter(id=locked.pk).update(**{**WORDS, "decision_reason": ""})
    for name, value in WORDS.items():
        setattr(locked, name, value)
    locked.decision_reason = ""
    locked.link_version += 1
    locked._change_reason = "Erased at the registrant’s request"  # type: ignore[attr-defined]
    locked.save()


def forget_people(day: date) -> int:
    """Forget the persons of events that ended long ago, and who was invited. Returns how many.

    Not announced, as with invitations: each was told when registering. Safe to run twice.
    """
    before = day - timedelta(days=settings.EVENT_PEOPLE_KEPT_DAYS)
    ended = Q(event__end_on__lt=before) | Q(event__end_on=None, event__start_on__lt=before)
    registrations = Registration.objects.filter(ended)
    people = Attendee.objects.filter(registration__in=registrations)
    with transaction.atomic():
        number = empty_attendees(people.exclude(name=EMPTIED["name"], email=""))
        forget_rows(EventInvitation.objects.filter(ended).order_by())
    return number


def forget_unconfirmed() -> int:
    """Delete registrations whose address nobody confirmed, with their history. Returns how many."""
    moment = timezone.now() - timedelta(days=2 * settings.EVENT_CONFIRM_DAYS)
    rows = Registration.objects.filter(
        state=RegistrationState.UNCONFIRMED, sent_at__lt=moment, participation=None
    )
    numbers = list(rows.values_list("pk", flat=True))
    for number in numbers:
        with transaction.atomic():
            one = Registration.objects.filter(pk=number, state=RegistrationState.UNCONFIRMED)
            for found in one.select_for_update(of=("self",)):
                forget_registration(found)
    return len(numbers)


def forget_registration(registration: Registration) -> None:
    """Delete a registration that never counted, with persons, answers, e-mails and history."""
    forget_rows(Email.objects.about(registration).order_by())
    forget_rows(registration.answers.order_by())
    forget_rows(registration.attendees.order_by())
    forget_rows(Registration.objects.filter(pk=registration.pk).order_by())
