"""Registering for an event: sending, confirming the address, deciding, cancelling.

Whoever changes who comes locks the event first, then its registrations: places are given once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.links import LinkIsForged, PrivateLinks
from events.choices import ParticipationState, RegistrationMode, RegistrationState
from events.door import door_of, places_left
from events.emails import registrations as emails
from events.exceptions import (
    EventIsFull,
    OrganisationIsRegistered,
    ReasonIsMissing,
    RegistrationIsClosed,
    StepNotAllowed,
)
from events.models import Event, EventAnswer, EventInvitation, Registration
from events.services.directory import take_part
from events.services.persons import Person, enter_persons, next_number
from events.services.places import fits, lock_event, lock_registration, move, move_up
from events.services.walk_ins import walk_in
from partnership.models import ConsentText, User
from smes.exceptions import LinkWasReplaced

__all__ = [
    "Sent",
    "cancel",
    "confirm_address",
    "confirm_link",
    "decide",
    "keep_answers",
    "promote",
    "registration_to_confirm",
    "send_registration",
    "walk_in",
]

confirm_links = PrivateLinks(
    "event-registration.confirm", lasts=timedelta(days=settings.EVENT_CONFIRM_DAYS)
)
"""The links that confirm an address; they end with the version of the private link."""

OVER = (RegistrationState.CANCELLED, RegistrationState.DECLINED)


@dataclass(frozen=True)
class Sent:
    """What a registrant sends: the fields of the registration, persons (the contact first), answers."""

    fields: Mapping[str, Any]
    persons: Sequence[Person]
    answers: Mapping[int, str]
    """What was answered, by the key of the question."""
    privacy_text: ConsentText
    catalogue_text: ConsentText | None = None


@transaction.atomic
def send_registration(
    *, event: Event, sent: Sent, language: str, invitation: EventInvitation | None = None
) -> Registration:
    """Keep a registration and ask its contact to confirm the address.

    Of one address there is one registration that goes on: one that is not confirmed yet is taken by
    the new one's words, of any other the contact is sent its private link, and nothing changes. Raises
    ``RegistrationIsClosed``.
    """
    locked = lock_event(event)
    door = door_of(locked, is_invited=invitation is not None)
    if not door.lets_in:
        raise RegistrationIsClosed(_("Registration for this event is not open now."))
    known = _known(locked, sent.persons[0].email)
    if known is not None and known.state != RegistrationState.UNCONFIRMED:
        emails.post_known_already(known)
        return known
    registration = known or Registration(event=locked, number=next_number(locked))
    for name, value in sent.fields.items():
        setattr(registration, name, value)
    registration.language = language
    registration.privacy_text = sent.privacy_text
    registration.catalogue_text = sent.catalogue_text
    registration.save()
    registration.attendees.all().delete()
    registration.answers.all().delete()
    enter_persons(registration, sent.persons)
    keep_answers(registration, sent.answers)
    if invitation is not None:
        _tie(invitation, registration)
    emails.post_confirm_address(registration, confirm_link(registration))
    return registration


def _known(event: Event, email: str) -> Registration | None:
    rows = Registration.objects.filter(
        event=event, attendees__is_contact=True, attendees__email__iexact=email
    )
    return rows.exclude(state__in=OVER).select_for_update(of=("self",)).first()


def keep_answers(registration: Registration, answers: Mapping[int, str]) -> None:
    """Keep what was answered to the event's own questions; an empty answer takes the former away."""
    kept = {answer.question_id: answer for answer in registration.answers.all()}
    for question, value in answers.items():
        answer = kept.get(question)
        if not value:
            if answer:
                answer.delete()
        elif answer is None:
            EventAnswer.objects.create(registration=registration, question_id=question, value=value)
        elif answer.value != value:
            answer.value = value
            answer.save()


def _tie(invitation: EventInvitation, registration: Registration) -> None:
    locked = EventInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    locked.registration = registration
    locked.declined_at = None
    locked.save()


def confirm_link(registration: Registration) -> str:
    """What the address ends with that confirms the contact's mailbox."""
    return confirm_links.make(registration.pk, registration.link_version)


def registration_to_confirm(link: str) -> Registration:
    """The registration whose address a link confirms. One query.

    Raises ``LinkIsForged``, ``LinkHasExpired`` and ``LinkWasReplaced``.
    """
    target = confirm_links.read(link)
    rows = Registration.objects.select_related("event__partnership__programme")
    registration = rows.filter(pk=target.pk).first()
    if registration is None:
        raise LinkIsForged
    if registration.link_version != target.version:
        raise LinkWasReplaced(registration)
    return registration


@transaction.atomic
def confirm_address(*, registration: Registration) -> Registration:
    """Confirm the contact's address; what becomes of the registration follows the event's mode.

    Open or invited: confirmed while there is room, else on the waiting list. On approval, or where the
    organisation comes already by another registration or makes no entry of the directory: waits for a
    decision. Safe to run twice.
    """
    locked = lock_registration(registration)
    if locked.state != RegistrationState.UNCONFIRMED:
        return locked
    locked.confirmed_at = timezone.now()
    is_invited = EventInvitation.objects.filter(registration=locked).exists()
    if locked.event.registration_mode == RegistrationMode.APPROVAL and not is_invited:
        return _receive(locked)
    if not fits(locked):
        move(locked, RegistrationState.WAITING_LIST, reason="Address confirmed, no place left")
        emails.post_waiting_list(locked)
        return locked
    try:
        with transaction.atomic():
            return _confirm(locked, reason="Address confirmed")
    except (OrganisationIsRegistered, ValidationError):
        return _receive(locked)  # the office looks at it


def _receive(locked: Registration) -> Registration:
    move(locked, RegistrationState.REGISTERED, reason="Address confirmed")
    emails.post_received(locked)
    return locked


def _confirm(locked: Registration, *, reason: str, moved_up: bool = False) -> Registration:
    locked.participation = take_part(registration=locked)
    move(locked, RegistrationState.CONFIRMED, reason=reason)
    emails.post_confirmed(locked, moved_up=moved_up)
    return locked


def require_reason(state: str, reason: str) -> None:
    """Refuse a refusal without a reason. Raises ``ReasonIsMissing``."""
    if state == RegistrationState.DECLINED and not reason.strip():
        raise ReasonIsMissing("Tell the registrants why: enter a reason.")


@transaction.atomic
def decide(*, registration: Registration, state: str, by: User, reason: str = "") -> Registration:
    """Confirm a registration, decline it or put it on the waiting list, and tell its contact.

    Decided alike before, it stays as it is. Raises ``StepNotAllowed`` where nothing is to be decided any
    more, ``EventIsFull``, ``OrganisationIsRegistered``, and ``ReasonIsMissing`` for a refusal without one.
    """
    locked = lock_registration(registration)
    if locked.state == state:
        return locked
    reopened = [*RegistrationState.waiting(), RegistrationState.DECLINED]
    if locked.state not in reopened:
        raise StepNotAllowed(
            f"{locked.organisation_name}: nothing can be decided on a registration that is "
            f"{RegistrationState(locked.state).label.lower()}."
        )
    require_reason(state, reason)
    locked.decided_at, locked.decided_by, locked.decision_reason = (
        timezone.now(),
        by,
        reason.strip(),
    )
    if state == RegistrationState.CONFIRMED:
        if not fits(locked):
            raise EventIsFull(
                f"{locked.organisation_name}: there are not enough places left. Raise the capacity, or "
                "put it on the waiting list."
            )
        return _confirm(locked, reason="Confirmed by the organisers")
    move(locked, RegistrationState(state), reason="Decided by the organisers")
    if state == RegistrationState.DECLINED:
        emails.post_declined(locked)
    else:
        emails.post_waiting_list(locked)
    return locked


@transaction.atomic
def cancel(*, registration: Registration, by: User | None = None, reason: str = "") -> Registration:
    """Cancel a registration, for the registrant or (``by``) for the office; others move up.

    Safe to run twice. Raises ``StepNotAllowed`` for one that was declined, or whose people came.
    """
    locked = lock_registration(registration)
    if locked.state == RegistrationState.CANCELLED:
        return locked
    if locked.state == RegistrationState.DECLINED:
        raise StepNotAllowed(_("This registration was declined; there is nothing to cancel."))
    participation = locked.participation
    if participation is not None:
        if participation.state == ParticipationState.ATTENDED:
            raise StepNotAllowed(_("Your people were at the event; there is nothing to cancel."))
        participation.state = ParticipationState.CANCELLED
        participation.save()
    was_confirmed = locked.state == RegistrationState.CONFIRMED
    if by is not None:
        locked.decided_at, locked.decided_by, locked.decision_reason = timezone.now(), by, reason
    move(locked, RegistrationState.CANCELLED, reason="Cancelled")
    emails.post_cancelled(locked, by_office=by is not None)
    if was_confirmed:
        promote(event=locked.event)
    return locked


@transaction.atomic
def promote(*, event: Event) -> list[Registration]:
    """Let registrations move up from the waiting list, in their order, those that fit; tell each.

    Nothing moves where the event has no limit, is over or called off: then the office decides.
    """
    locked = lock_event(event)
    moved = []
    for registration in move_up(locked, places_left(locked)):
        try:
            with transaction.atomic():
                moved.append(
                    _confirm(registration, reason="Moved up from the waiting list", moved_up=True)
                )
        except (OrganisationIsRegistered, ValidationError):
            continue  # the office decides what becomes of a second one
    return moved
