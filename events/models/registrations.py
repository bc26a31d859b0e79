"""Registrations for an event: what was asked, who comes, and how it was decided."""

from secrets import token_urlsafe
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.fields import CountryField, LinesField
from common.links import PrivateLinks
from events.choices import RegistrationState
from events.models.events import Event
from events.models.meetings import Participation
from events.querysets import AttendeeQuerySet, RegistrationQuerySet
from gateways.choices import OrganisationKind, Side
from gateways.models import Organisation
from partnership.choices import Language
from partnership.models import ConsentText, PartRecord, TargetMarket

registration_links = PrivateLinks("event-registration")
"""The private links of registrations: whoever has one acts for the organisation."""

invitation_links = PrivateLinks("event-invitation")
"""The private links of invitations."""


def new_badge() -> str:
    """What the code on a badge holds: nobody can guess another one."""
    return token_urlsafe(12)


class Delegation(PartRecord):
    """A group that travels to a mission together."""

    whole = "event"
    same_partnership = ("market",)

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="delegations")
    name = models.CharField(max_length=160)
    market = models.ForeignKey(
        TargetMarket, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    leaves_on = models.DateField("travels there on", null=True, blank=True)
    returns_on = models.DateField("travels back on", null=True, blank=True)
    note = models.TextField(
        blank=True, help_text="Flights, hotel, meeting point; its members read it."
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "name"]
        constraints = [
            FieldUnique(
                fields=["event", "name"],
                field="name",
                name="delegation_name_unique",
                violation_error_message="The event has a delegation of this name.",
            ),
            FieldCheck(
                field="returns_on",
                condition=Q(leaves_on=None)
                | Q(returns_on=None)
                | Q(returns_on__gte=F("leaves_on")),
                name="delegation_returns_after_it_leaves",
                violation_error_message="It travels back before it travels there. Enter a later day.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Registration(PartRecord):
    """An organisation's registration for an event, as it was typed.

    Which organisation of the directory it is, is known once it is confirmed: from then on it has a
    participation, which is what is counted.
    """

    whole = "event"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    number = models.PositiveIntegerField(editable=False)
    state = models.CharField(
        max_length=20,
        choices=RegistrationState,
        default=RegistrationState.UNCONFIRMED,
        editable=False,
    )
    participation = models.OneToOneField(
        Participation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="registration",
    )
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    link_version = models.PositiveIntegerField(default=1, editable=False)

    organisation_name = models.CharField("organisation", max_length=200)
    country = CountryField()
    side = models.CharField(max_length=20, choices=Side)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    website = models.URLField(blank=True)
    message = models.TextField(blank=True)

    # What other participants may read of it.
    profile = models.TextField("about us", blank=True)
    offers = LinesField("what we offer")
    seeks = LinesField("what we seek")
    is_in_catalogue = models.BooleanField("in the catalogue of participants", default=False)

    # Its meetings.
    people_at_once = models.PositiveSmallIntegerField(
        "meetings at the same time",
        default=1,
        help_text="With several persons, so many meetings can take place at once.",
    )
    meeting_limit = models.PositiveSmallIntegerField("meetings at most", null=True, blank=True)
    away = models.ManyToManyField(
        "events.Slot", blank=True, related_name="away", verbose_name="not available at"
    )

    delegation = models.ForeignKey(
        Delegation, on_delete=models.SET_NULL, null=True, blank=True, related_name="registrations"
    )

    privacy_text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    catalogue_text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField("address confirmed", null=True, blank=True, editable=False)
    decided_at = models.DateTimeField("decided", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    decision_reason = models.TextField(
        "reason", blank=True, editable=False, help_text="The registrant reads it."
    )

    objects: ClassVar = RegistrationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            FieldUnique(
                fields=["event", "number"],
                field="number",
                name="registration_number_unique",
                violation_error_message="This number is taken. Save again.",
            ),
            FieldCheck(
                field="people_at_once",
                condition=Q(people_at_once__gte=1),
                name="registration_people_at_once",
                violation_error_message="At least one meeting takes place at a time. Enter 1 or more.",
            ),
            FieldCheck(
                field="state",
                condition=~Q(state=RegistrationState.CONFIRMED) | Q(participation__isnull=False),
                name="registration_confirmed_has_organisation",
                violation_error_message="Say which organisation it is before you confirm it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name} at {self.event.name}"

    @property
    def partnership_id(self) -> int:
        """The partnership whose event it is for."""
        return self.event.partnership_id

    @property
    def reference(self) -> str:
        """What is said of it in e-mails, such as E12-7."""
        return f"E{self.event_id}-{self.number}"

    @property
    def organisation(self) -> Organisation | None:
        """The organisation of the directory, once it is known."""
        return self.participation.organisation if self.participation else None

    @property
    def link(self) -> str:
        """What its private address ends with."""
        return registration_links.make(self.pk, self.link_version)


class Attendee(PartRecord):
    """A person whom an organisation sends to an event; the first is who is written to."""

    whole = "registration"

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="attendees"
    )
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_contact = models.BooleanField("is written to", default=False)
    badge = models.CharField(max_length=20, unique=True, default=new_badge, editable=False)
    is_walk_in = models.BooleanField("came without registration", default=False)
    arrives_on = models.DateField("arrives", null=True, blank=True)
    leaves_on = models.DateField("leaves", null=True, blank=True)
    checked_in_at = models.DateTimeField("checked in", null=True, blank=True)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar = AttendeeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["registration", "-is_contact", "pk"]
        constraints = [
            FieldUnique(
                fields=["registration"],
                condition=Q(is_contact=True),
                field="is_contact",
                name="attendee_one_contact",
                violation_error_message="Another person of this organisation is written to already.",
            ),
            FieldCheck(
                field="email",
                condition=Q(is_contact=False) | ~Q(email=""),
                name="attendee_contact_has_email",
                violation_error_message="Enter the e-mail address of the person who is written to.",
            ),
            FieldCheck(
                field="leaves_on",
                condition=Q(arrives_on=None)
                | Q(leaves_on=None)
                | Q(leaves_on__gte=F("arrives_on")),
                name="attendee_leaves_after_arrival",
                violation_error_message="The person leaves before arriving. Enter a later day.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EventInvitation(PartRecord):
    """An invitation to register for an event."""

    whole = "event"
    same_partnership = ("organisation",)

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    organisation_name = models.CharField("organisation", max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="event_invitations",
        verbose_name="organisation of the directory",
    )
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    sent_at = models.DateTimeField("sent", null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField("reminded", null=True, blank=True, editable=False)
    declined_at = models.DateTimeField("declined", null=True, blank=True, editable=False)
    registration = models.OneToOneField(
        Registration,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="invitation",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "email"]
        verbose_name = "invitation to an event"
        verbose_name_plural = "invitations to events"
        constraints = [
            FieldUnique(
                "event",
                Lower("email"),
                field="email",
                name="event_invitation_once",
                violation_error_message="This address is on the list already.",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def link(self) -> str:
        """What its private address ends with."""
        return invitation_links.make(self.pk, 1)
