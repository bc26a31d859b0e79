"""What the portal owes the people whose data it keeps."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.models import Record, RecordQuerySet
from partnership.choices import ExportKind, Language, NoticeKind
from partnership.models.partnerships import Partnership
from partnership.models.people import User


class ConsentTextQuerySet(RecordQuerySet):
    """Versions of the texts that people agree to."""

    def in_force(self, key: str, language: str, day: date) -> Any:
        """The latest version that is valid on a day; in English where there is none in the language."""
        rows = self.filter(key=key, valid_from__lte=day).order_by("-version")
        own: Any = rows.filter(language=language).first()
        return own or rows.filter(language=Language.ENGLISH).first()


class ConsentText(Record):
    """One version of a text that people agree to; a new wording is a new version."""

    key = models.SlugField(max_length=40, help_text="What it is about, for example privacy.")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    valid_from = models.DateField()
    text = models.TextField(help_text="Markdown. It cannot be changed once somebody has agreed.")

    objects: ClassVar = ConsentTextQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["key", "-version", "language"]
        constraints = [
            FieldUnique(
                fields=["key", "version", "language"],
                field="version",
                name="consent_text_unique",
                violation_error_message="There is already such a version. Give the next number.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}, version {self.version} ({self.language})"


class Consent(Record):
    """That a person agreed to a version of a text, and when; taking it back is kept beside it."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField("given", default=timezone.now)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            FieldUnique(
                fields=["person", "text"],
                condition=Q(withdrawn_at=None),
                field="text",
                name="consent_given_once",
                violation_error_message="This person has agreed to this version already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.text}"


class DeletionNoticeQuerySet(RecordQuerySet):
    """What was announced to be deleted."""

    def open(self) -> Self:
        """Announced, and neither done nor called off."""
        return self.filter(done_at=None, kept_because="")

    def due(self, day: date) -> Self:
        """Those whose day has come."""
        return self.open().filter(due_on__lte=day)


class DeletionNotice(Record):
    """The announcement that something will be deleted on a day, unless somebody objects."""

    kind = models.CharField(max_length=20, choices=NoticeKind)
    about = models.CharField("what", max_length=250)
    number = models.PositiveBigIntegerField(editable=False)
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="deletion_notices",
        editable=False,
    )
    due_on = models.DateField("will be deleted on")
    kept_because = models.CharField(
        "keep, because",
        max_length=250,
        blank=True,
        help_text="With a reason it stays; the nightly job asks again a year later.",
    )
    done_at = models.DateTimeField("deleted", null=True, blank=True, editable=False)

    objects: ClassVar = DeletionNoticeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            FieldUnique(
                fields=["kind", "number"],
                condition=Q(done_at=None, kept_because=""),
                field="about",
                name="deletion_notice_announced_once",
                violation_error_message="This is announced already.",
            ),
            FieldCheck(
                field="kind",
                condition=Q(kind__in=NoticeKind.values),
                name="deletion_notice_kind_known",
                violation_error_message="Choose one of the kinds.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}, {self.due_on:%-d %B %Y}"


class Export(models.Model):
    """That data left the portal: what, by whom and when; written once."""

    at = models.DateTimeField("when", default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="exports"
    )
    kind = models.CharField(max_length=20, choices=ExportKind)
    about = models.CharField("what", max_length=250)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="exports"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"
