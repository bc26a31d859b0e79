"""Whom one turns to at an organisation."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from common.constraints import FieldUnique
from gateways.models.organisations import Organisation
from gateways.querysets import ContactQuerySet
from partnership.models import PartRecord


class Contact(PartRecord):
    """A person at an organisation; with a sign-in, they see what concerns the organisation."""

    whole = "organisation"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts"
    )
    name = models.CharField(max_length=200)
    function = models.CharField(
        max_length=120, blank=True, help_text="For example managing director."
    )
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name="sign-in",
        help_text="Who signs in as this contact, if anybody does.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order, lowest first.")

    objects: ClassVar = ContactQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["organisation", "position", "pk"]
        constraints = [
            FieldUnique(
                fields=["organisation", "person"],
                field="person",
                name="contact_person_unique",
                violation_error_message="This person is a contact of the organisation already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation.name}"

    def clean(self) -> None:
        """A contact is written to, or signs in, by an address."""
        super().clean()
        if self.person_id and not self.email and self.person is not None:
            self.email = self.person.email
        if not (self.email or self.phone):
            raise ValidationError({"email": "Enter an e-mail address, or a telephone number."})
