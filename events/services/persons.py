"""The persons of a registration."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from events.choices import RegistrationState
from events.exceptions import EventIsFull, StepNotAllowed
from events.models import Attendee, Event, Registration
from events.services.places import fits, lock_registration

MOST_PERSONS = 5
"""So many persons one organisation registers at most."""

CHANGED_BY_REGISTRANT = "Changed by the registrant"


@dataclass(frozen=True)
class Person:
    """A person who comes, as it was typed; ``pk`` of one who is known."""

    name: str
    function: str = ""
    email: str = ""
    phone: str = ""
    arrives_on: date | None = None
    leaves_on: date | None = None
    pk: int | None = None


FIELDS = ("name", "function", "email", "phone", "arrives_on", "leaves_on")


def next_number(event: Event) -> int:
    """One more than the last of an event, even where that one was erased; the caller locks the event."""
    last = Max("number")
    history: Any = Registration.history
    present = Registration.objects.filter(event=event).aggregate(last=last)
    former = history.filter(event_id=event.pk).aggregate(last=last)
    return max(present["last"] or 0, former["last"] or 0) + 1


def enter_persons(registration: Registration, persons: Iterable[Person]) -> None:
    """Enter the persons of a new registration; the first is who is written to."""
    for number, person in enumerate(persons):
        told = {name: getattr(person, name) for name in FIELDS}
        Attendee.objects.create(registration=registration, is_contact=number == 0, **told)


@transaction.atomic
def change_persons(*, registration: Registration, persons: Sequence[Person]) -> Registration:
    """Let these persons come and no others; who is written to stays, with the address.

    Who is known is changed in place, so that the badge stays. Raises ``EventIsFull`` where more persons
    find no place, and ``StepNotAllowed`` for a registration that has ended or for leaving out somebody
    who has come.
    """
    locked = lock_registration(registration)
    refuse_ended(locked)
    kept = {row.pk: row for row in locked.attendees.select_for_update(of=("self",))}
    named = {person.pk for person in persons if person.pk in kept}
    leaving = [row for pk, row in kept.items() if pk not in named and not row.is_contact]
    if any(row.checked_in_at for row in leaving):
        raise StepNotAllowed(_("Somebody who was at the event cannot be left out."))
    stays = [row for row in kept.values() if row not in leaving]
    joining = [person for person in persons if person.pk not in kept]
    more = len(joining) - len(leaving)
    if locked.state == RegistrationState.CONFIRMED and more > 0 and not fits(locked, persons=more):
        raise EventIsFull(
            _("All places are taken, so no further person can come. Ask the organisers.")
        )
    if len(stays) + len(joining) > MOST_PERSONS + _walk_ins(stays):
        raise StepNotAllowed(_("So many persons cannot come for one organisation."))
    for row in leaving:
        row.delete()
    for person in persons:
        if person.pk in kept:
            _change(kept[person.pk], person)
    for person in joining:
        told = {name: getattr(person, name) for name in FIELDS}
        Attendee.objects.create(registration=locked, **told)
    return locked


def _walk_ins(rows: Iterable[Attendee]) -> int:
    return sum(row.is_walk_in for row in rows)


def _change(row: Attendee, person: Person) -> None:
    told = {name: getattr(person, name) for name in FIELDS}
    if row.is_contact:
        told["email"] = row.email
    if all(getattr(row, name) == value for name, value in told.items()):
        return
    for name, value in told.items():
        setattr(row, name, value)
    row._change_reason = CHANGED_BY_REGISTRANT  # type: ignore[attr-defined]
    row.save()


def refuse_ended(registration: Registration) -> None:
    """Raise ``StepNotAllowed`` where a registration was declined or cancelled."""
    if registration.state in (RegistrationState.CANCELLED, RegistrationState.DECLINED):
        raise StepNotAllowed(_("This registration has ended, so nothing can be changed."))
