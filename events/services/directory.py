"""From what a registrant typed to an organisation in the directory, and to its participation."""

from django.db import transaction

from common.spelling import pattern_for
from events.choices import ParticipationState, RegistrationState
from events.exceptions import OrganisationIsRegistered
from events.models import Participation, Registration
from gateways.choices import OrganisationKind, Side
from gateways.models import Organisation
from partnership.models import Partnership
from smes.duplicates import folded_name
from smes.models import Company


def known_organisation(partnership: int, name: str, country: str) -> Organisation | None:
    """The organisation of a partnership with that name, but for accents, signs and legal forms. One query."""
    folded = folded_name(name)
    rows = Organisation.objects.filter(partnership=partnership, country=country).order_by("pk")
    if word := max(folded.split(), key=len, default=""):
        rows = rows.filter(name__iregex=pattern_for(word)) | rows.filter(
            other_names__iregex=pattern_for(word)
        )
    else:
        rows = rows.filter(name__iexact=name)
    found = list(rows.distinct())
    same = [row for row in found if row.name.lower() == name.lower()]
    alike = [row for row in found if folded and folded in _names(row)]
    return next(iter([*same, *alike]), None)


def _names(row: Organisation) -> set[str]:
    return {folded_name(name) for name in (row.name, *row.other_names)}


def find_or_enter(
    *, partnership: Partnership, name: str, country: str, side: str, kind: str, website: str = ""
) -> Organisation:
    """The organisation of the directory, entered where it is new; within the caller's transaction.

    What the directory knows stays as it is. Raises ``ValidationError`` for what makes none.
    """
    # Two confirmations at the same time take turns, so that nothing is entered twice.
    Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    found = known_organisation(partnership.pk, name, country)
    if found is not None:
        return found
    fields = {"partnership": partnership, "name": name, "country": country, "website": website}
    made: Organisation
    if side == Side.EU_SME:
        made = Company(**fields, side=side, kind=kind or OrganisationKind.BUSINESS)
    else:
        made = Organisation(**fields, side=side, kind=kind)
    made._change_reason = "Entered with a registration for an event"  # type: ignore[attr-defined]
    made.full_clean()
    made.save()
    return Organisation.objects.get(pk=made.pk)


@transaction.atomic
def take_part(*, registration: Registration) -> Participation:
    """The participation of a registration's organisation, confirmed and tied to it.

    Raises ``OrganisationIsRegistered`` where the organisation comes by another registration.
    """
    participation = registration.participation
    if participation is None:
        organisation = find_or_enter(
            partnership=registration.event.partnership,
            name=registration.organisation_name,
            country=registration.country.code,
            side=registration.side,
            kind=registration.kind,
            website=registration.website,
        )
        rows = Participation.objects.select_for_update()
        participation = rows.filter(event=registration.event_id, organisation=organisation).first()
        if participation is None:
            participation = Participation(event=registration.event, organisation=organisation)
        elif participation.pk:
            _part_from_former(participation, registration)
    if participation.state != ParticipationState.ATTENDED:
        participation.state = ParticipationState.CONFIRMED
    participation.save()
    return participation


def _part_from_former(participation: Participation, registration: Registration) -> None:
    """A registration that ended gives the participation up; one that goes on keeps it."""
    former = Registration.objects.filter(participation=participation).first()
    if former is None or former.pk == registration.pk:
        return
    if former.state == RegistrationState.CONFIRMED:
        raise OrganisationIsRegistered(
            f"{former.organisation_name} comes already, by registration {former.reference}. "
            "Add the persons there.",
            former,
        )
    former.participation = None
    former.save()
