"""Who takes part in an event, and who may see and meet whom."""

from typing import Any

from django.db.models import QuerySet

from events.choices import Pairing, RegistrationState
from events.models import BlockedPair, Event, Registration
from gateways.choices import Side
from gateways.models import Organisation


def takes_part(registration: Registration) -> bool:
    """Whether a registration is confirmed, so that its pages of meetings are open."""
    return registration.state == RegistrationState.CONFIRMED


def has_meetings(event: Event) -> bool:
    """Whether meetings can be asked for at an event at all."""
    return getattr(event, "matchmaking", None) is not None


def sees_catalogue(registration: Registration) -> bool:
    """Only who stands in the catalogue reads it."""
    return takes_part(registration) and registration.is_in_catalogue


def participants_of(event: Event) -> QuerySet[Registration]:
    """Confirmed registrations by name, each with its organisation. One query."""
    rows: Any = Registration.objects.filter(event=event)
    found: QuerySet[Registration] = (
        rows.confirmed()
        .select_related("participation__organisation")
        .order_by("organisation_name", "number")
    )
    return found


def partners_of(registration: Registration) -> QuerySet[Registration]:
    """Whom a participant may meet: others that take part, on the side that it may meet, not blocked.

    Whether they stand in the catalogue does not matter: organisers bring others together as well.
    """
    rows = participants_of(registration.event).exclude(pk=registration.pk)
    organisation = registration.organisation
    if organisation is None:
        return rows.none()
    blocked = BlockedPair.objects.filter(event=registration.event)
    rows = rows.exclude(
        participation__organisation__in=blocked.filter(one=organisation).values("other")
    ).exclude(participation__organisation__in=blocked.filter(other=organisation).values("one"))
    if pairs_across(registration.event):
        third = Side.third_country()
        is_third = organisation.side in third
        ours = rows.exclude if is_third else rows.filter
        rows = ours(participation__organisation__side__in=third)
    return rows


def listed_for(registration: Registration) -> QuerySet[Registration]:
    """Whom a participant reads in the catalogue: partners that agreed to be listed; none for others."""
    rows = partners_of(registration).filter(is_in_catalogue=True)
    return rows if sees_catalogue(registration) else rows.none()


def pairs_across(event: Event) -> bool:
    """Whether European participants meet only those from beyond Europe."""
    return has_meetings(event) and event.matchmaking.pairing == Pairing.ACROSS


def registrations_by_organisation(event: Event) -> dict[int, Registration]:
    """The confirmed registration of each organisation that takes part. One query."""
    found = {}
    for row in participants_of(event):
        if row.participation is not None:
            found[row.participation.organisation_id] = row
    return found


def registration_of_party(event: Event, organisation: Organisation) -> Registration | None:
    """The confirmed registration of an organisation, if it takes part. One query."""
    return participants_of(event).filter(participation__organisation=organisation).first()
