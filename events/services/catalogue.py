"""Entering the catalogue of participants, and leaving it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.exceptions import StepNotAllowed
from events.models import Registration
from events.participants import takes_part
from partnership.models import ConsentText

CATALOGUE_TEXT = "event-catalogue"
"""The key of the text that is agreed to, where there is one."""


def text_of_catalogue(language: str) -> ConsentText | None:
    """The text in force, in a language or else in English; none where the portal has none."""
    found: ConsentText | None = ConsentText.objects.in_force(
        CATALOGUE_TEXT, language[:2], timezone.localdate()
    )
    return found


@transaction.atomic
def enter_catalogue(*, registration: Registration, language: str) -> Registration:
    """Show a participant to others who are in the catalogue, and note the text it agreed to.

    Safe to run twice. Raises ``StepNotAllowed`` where it does not take part.
    """
    locked = _locked(registration)
    if not takes_part(locked):
        raise StepNotAllowed(_("Your registration is not confirmed."))
    if not locked.is_in_catalogue:
        locked.is_in_catalogue = True
        locked.catalogue_text = text_of_catalogue(language)
        locked._change_reason = "Entered the catalogue"  # type: ignore[attr-defined]
        locked.save()
    return locked


@transaction.atomic
def leave_catalogue(*, registration: Registration) -> Registration:
    """Hide a participant from others again; requests that were sent stay. Safe to run twice."""
    locked = _locked(registration)
    if locked.is_in_catalogue:
        locked.is_in_catalogue = False
        locked.catalogue_text = None
        locked._change_reason = "Left the catalogue"  # type: ignore[attr-defined]
        locked.save()
    return locked


def _locked(registration: Registration) -> Registration:
    return Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
