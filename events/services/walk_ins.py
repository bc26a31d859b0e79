"""People who come without a registration."""

from django.db import transaction
from django.utils import timezone

from events.choices import ParticipationState, RegistrationState
from events.models import Attendee, Event, Participation, Registration
from events.services.directory import find_or_enter
from events.services.persons import next_number
from events.services.places import lock_event, move
from gateways.models import Organisation
from partnership.models import User


@transaction.atomic
def walk_in(
    *,
    event: Event,
    organisation_name: str,
    country: str,
    side: str,
    kind: str,
    name: str,
    email: str = "",
    by: User,
) -> Attendee:
    """Enter somebody who stands at the door, confirmed at once even where all places are taken.

    Whose organisation is registered joins that registration. The same name twice is one person. Nobody
    is written to, and nobody is checked in: that is the caller's step. Raises ``ValidationError`` for
    what makes no organisation.
    """
    locked = lock_event(event)
    organisation = find_or_enter(
        partnership=locked.partnership,
        name=organisation_name,
        country=country,
        side=side,
        kind=kind,
    )
    registration = confirmed_registration(event=locked, organisation=organisation, by=by)
    known = registration.attendees.filter(name__iexact=name.strip()).first()
    if known is not None:
        return known
    return Attendee.objects.create(
        registration=registration,
        name=name.strip(),
        email=email.strip(),
        is_contact=bool(email.strip())
        and not registration.attendees.filter(is_contact=True).exists(),
        is_walk_in=True,
    )


def confirmed_registration(*, event: Event, organisation: Organisation, by: User) -> Registration:
    """The registration of an organisation, confirmed, with its participation; made where there is none."""
    participation, _ = Participation.objects.get_or_create(
        event=event, organisation=organisation, defaults={"state": ParticipationState.CONFIRMED}
    )
    rows = Registration.objects.select_for_update(of=("self",))
    registration = rows.filter(participation=participation).first()
    if registration is None:
        registration = Registration(
            event=event,
            number=next_number(event),
            organisation_name=organisation.name,
            country=organisation.country,
            side=organisation.side,
            kind=organisation.kind,
            participation=participation,
        )
    if registration.state != RegistrationState.CONFIRMED:
        _come(registration, participation, by)
    return registration


def _come(registration: Registration, participation: Participation, by: User) -> None:
    if participation.state != ParticipationState.ATTENDED:
        participation.state = ParticipationState.CONFIRMED
        participation.save()
    registration.decided_at, registration.decided_by = timezone.now(), by
    move(registration, RegistrationState.CONFIRMED, reason="Came without registration")
