"""E-mails: every one that the portal sends is a row first, see docs/adr/0019."""

from datetime import timedelta
from email.utils import parseaddr
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Model, OuterRef, Q, Subquery
from django.db.models.functions import Now
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.models import Record, RecordQuerySet
from partnership.choices import BounceKind, EmailState
from partnership.models.partnerships import Partnership

LONGEST_DELAY = timedelta(hours=25)
"""For which an e-mail waits at most; see the delays in ``partnership.mail.sending``."""


def new_message_id() -> str:
    """The number of a message in the world, without its angle brackets; nobody can guess it."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"{uuid4()}@{domain or 'localhost'}"


class EmailQuerySet(RecordQuerySet):
    """E-mails."""

    def about(self, record: Model) -> Self:
        """Those that concern a record."""
        return self.filter(about_label=record._meta.label_lower, about_id=record.pk)

    def to(self, address: str) -> Self:
        """Those to an address, whatever its case."""
        return self.filter(to_address__iexact=address.strip())

    def undelivered(self) -> Self:
        """Those that did not arrive: they came back, or could not be sent at all."""
        return self.filter(state__in=EmailState.undelivered())

    def troubled(self) -> Self:
        """Those that somebody has to look at: not arrived, or perhaps not, and not dealt with."""
        return self.filter(state__in=EmailState.troubled(), settled_at=None)

    def due(self) -> Self:
        """Those to be sent now, the oldest first.

        None waits for longer than ``LONGEST_DELAY``: what seems to, does so since the clock was put back.
        """
        is_time = (
            Q(next_attempt_at=None)
            | Q(next_attempt_at__lte=Now())
            | Q(next_attempt_at__gt=Now() + LONGEST_DELAY)
        )
        return self.filter(is_time, state=EmailState.WAITING).order_by("pk")

    def stale(self, lease: timedelta) -> Self:
        """Those whose worker has given no sign of life for longer, or one before the clock was put back."""
        is_silent = Q(claimed_at__lt=Now() - lease) | Q(claimed_at__gt=Now() + lease)
        return self.filter(is_silent, state=EmailState.SENDING)


class Email(Record):
    """One message to one address: what it says, why it came, and what became of it.

    Whoever wants to send one calls :func:`partnership.mail.posting.post_email`. The text of a secret
    one, which holds a private link, is shown to nobody and emptied once it is sent.
    """

    kind = models.CharField(max_length=60, help_text="What it is, such as smes.confirm_address.")
    to_address = models.EmailField("to")
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    attachments = models.JSONField(
        default=list, blank=True, help_text="Name, content type and content in base64 of each file."
    )
    reason = models.CharField("why it came", max_length=500)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="emails"
    )
    about_label = models.CharField("kind of record", max_length=100, blank=True)
    about_id = models.PositiveBigIntegerField("number of the record", null=True, blank=True)
    once = models.CharField(max_length=200, blank=True, help_text="Under this key it is sent once.")
    is_secret = models.BooleanField("holds a private link", default=False)
    message_id = models.CharField(max_length=200, unique=True, default=new_message_id)
    state = models.CharField(max_length=10, choices=EmailState, default=EmailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField("next attempt", null=True, blank=True)
    last_error = models.CharField("last error", max_length=500, blank=True)
    owner = models.CharField("worker", max_length=120, blank=True)
    claimed_at = models.DateTimeField("taken by a worker", null=True, blank=True)
    handed_over_at = models.DateTimeField("handed over", null=True, blank=True)
    sent_at = models.DateTimeField("sent", null=True, blank=True)
    bounced_at = models.DateTimeField("came back", null=True, blank=True)
    bounce_kind = models.CharField("came back", max_length=4, choices=BounceKind, blank=True)
    bounce_reason = models.CharField("why it came back", max_length=500, blank=True)

    settled_at = models.DateTimeField(
        "dealt with",
        null=True,
        blank=True,
        help_text="Somebody has looked after it, or another e-mail followed.",
    )

    objects: ClassVar = EmailQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["text", "html", "attachments", "owner"])

    class Meta:
        verbose_name = "e-mail"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["about_label", "about_id"], name="email_about"),
            models.Index(fields=["state", "next_attempt_at"], name="email_state"),
            models.Index(fields=["to_address"], name="email_to"),
        ]
        constraints = [
            FieldUnique(
                fields=["once"],
                condition=~Q(once=""),
                field="once",
                name="email_once",
                violation_error_message="This message was posted already.",
            ),
            FieldCheck(
                field="state",
                condition=Q(state__in=EmailState.values),
                name="email_state_known",
                violation_error_message="Choose one of the states.",
            ),
            FieldCheck(
                field="sent_at",
                condition=~Q(state=EmailState.SENT) | Q(sent_at__isnull=False),
                name="email_sent_at_a_moment",
                violation_error_message="What was sent has the moment when it was.",
            ),
            FieldCheck(
                field="bounced_at",
                condition=Q(bounced_at__isnull=False, bounce_kind__in=BounceKind.values)
                | (~Q(state=EmailState.BOUNCED) & Q(bounced_at__isnull=True, bounce_kind="")),
                name="email_bounced_at_a_moment",
                violation_error_message="What came back has the moment when it did, and the kind of it.",
            ),
            FieldCheck(
                field="about_id",
                condition=Q(about_label="", about_id__isnull=True)
                | (~Q(about_label="") & Q(about_id__isnull=False)),
                name="email_about_one_record",
                violation_error_message="A record is named by its kind and its number.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to_address})"

    def about_model(self) -> type[Model] | None:
        """The kind of record that it concerns; none where there is none, or no more."""
        try:
            return apps.get_model(self.about_label) if self.about_label else None
        except LookupError:
            return None

    @property
    def is_emptied(self) -> bool:
        """Whether its text is gone."""
        return not self.text

    @property
    def can_be_sent_again(self) -> bool:
        """Whether there is a reason to send it again, and a text to send."""
        return self.state in EmailState.troubled() and not self.is_emptied


def bounce_of(record: Any) -> Email | None:
    """The latest e-mail about a record, if it did not arrive. One query."""
    latest: Email | None = Email.objects.about(record).order_by("-pk").first()
    return latest if latest and latest.state in EmailState.undelivered() else None


def latest_state_of(model: type[Model]) -> Subquery:
    """For lists of records of a model: the state of the latest e-mail about each of them."""
    rows = Email.objects.filter(about_label=model._meta.label_lower, about_id=OuterRef("pk"))
    return Subquery(rows.order_by("-pk").values("state")[:1])
