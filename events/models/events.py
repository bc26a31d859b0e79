"""Events of a partnership."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.fields import LinesField
from common.translated import in_language
from events.choices import EventKind, EventStatus, RegistrationMode
from events.querysets import EventQuerySet
from events.time_zones import validate_time_zone
from gateways.models.services import LANGUAGE_HELP
from partnership.models import Cluster, PartnershipRecord, TargetMarket
from partnership.models.partnerships import ALL_MARKETS


def validate_markets(markets: Sequence[TargetMarket], *, is_for_all_markets: bool) -> None:
    """Refuse an event that addresses no market, or single ones and all of them at once.

    Markets are links, which a database constraint cannot see: forms and imports call this.
    """
    if markets and is_for_all_markets:
        message = "Choose single markets or tick “all target markets”; not both."
    elif not markets and not is_for_all_markets:
        message = "Choose the markets that the event addresses, or tick “all target markets”."
    else:
        return
    raise ValidationError({"markets": message})


class EventSeries(PartnershipRecord):
    """Events that belong together, such as a yearly partnering day."""

    name = models.CharField(max_length=160)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = "series of events"
        verbose_name_plural = "series of events"
        constraints = [
            FieldUnique(
                fields=["partnership", "name"],
                field="name",
                name="event_series_name_unique",
                violation_error_message="There is already a series of this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Event(PartnershipRecord):
    """An occasion at which clusters, SMEs and third-country organisations meet.

    It addresses one or several target markets, or all of them at once. Days and hours are those of
    its ``time_zone``.
    """

    same_partnership = ("series",)

    reference = models.CharField(
        max_length=40, blank=True, help_text="Your own reference, unique within the partnership."
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=EventKind)
    status = models.CharField(
        max_length=10,
        choices=EventStatus,
        default=EventStatus.PLANNED,
        help_text="An event with a day counts once that day has come, unless cancelled.",
    )
    start_on = models.DateField(
        "start",
        null=True,
        blank=True,
        help_text="Leave empty only for a past event whose day is not known, and mark it as held.",
    )
    end_on = models.DateField("end", null=True, blank=True)
    start_time = models.TimeField("from", null=True, blank=True)
    end_time = models.TimeField("until", null=True, blank=True)
    time_zone = models.CharField(
        max_length=40,
        default="Europe/Brussels",
        validators=[validate_time_zone],
        help_text="Where the event takes place, such as Asia/Tokyo. All its hours are told in it.",
    )
    place = models.CharField(max_length=160, blank=True, help_text="Town and country, or “online”.")
    link = models.URLField(
        "link for online participants",
        blank=True,
        help_text="Shown to confirmed participants only.",
    )
    host_event = models.CharField(
        max_length=160, blank=True, help_text="The fair or congress it was part of, if any."
    )
    markets = models.ManyToManyField(TargetMarket, blank=True, related_name="events")
    is_for_all_markets = models.BooleanField(
        "all target markets",
        default=False,
        help_text="Counted once, in the row ALL, and for no single market.",
    )
    organisers = LinesField(help_text="One organiser per line.")
    co_organisers = LinesField(help_text="One co-organiser per line.")
    series = models.ForeignKey(
        EventSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    description = models.TextField(
        blank=True, help_text="What it is about and for whom; shown on its public page."
    )
    description_fr = models.TextField("description in French", blank=True, help_text=LANGUAGE_HELP)
    description_de = models.TextField("description in German", blank=True, help_text=LANGUAGE_HELP)
    is_public = models.BooleanField(
        "on the public site",
        default=True,
        help_text="Untick for an event that only those invited are to know of.",
    )
    registration_mode = models.CharField(
        "registration", max_length=10, choices=RegistrationMode, default=RegistrationMode.NONE
    )
    registration_opens_at = models.DateTimeField("registration opens", null=True, blank=True)
    registration_closes_at = models.DateTimeField("registration closes", null=True, blank=True)
    capacity = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="So many persons at most; further ones go on the waiting list. Empty: no limit.",
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="responsible cluster",
        help_text="Its staff edit the event; without one, the coordinator does.",
    )
    note = models.TextField(blank=True)

    objects: ClassVar = EventQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[markets])

    class Meta:
        ordering = [F("start_on").desc(nulls_last=True), "name"]
        constraints = [
            FieldCheck(
                field="end_on",
                condition=Q(end_on=None) | Q(start_on__isnull=False, end_on__gte=F("start_on")),
                name="event_end_not_before_start",
                violation_error_message="The end lies before the start. Enter a later end or an earlier start.",
            ),
            FieldUnique(
                fields=["partnership", "reference"],
                condition=~Q(reference=""),
                field="reference",
                name="event_reference_unique",
                violation_error_message="Another event has this reference.",
            ),
            FieldCheck(
                field="registration_closes_at",
                condition=Q(registration_opens_at=None)
                | Q(registration_closes_at=None)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="event_registration_opens_before_it_closes",
                violation_error_message="Registration closes before it opens. Enter a later moment.",
            ),
            FieldCheck(
                field="registration_mode",
                condition=Q(registration_mode=RegistrationMode.NONE) | Q(start_on__isnull=False),
                name="event_registration_needs_a_day",
                violation_error_message="Enter the day of the event before you open its registration.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.start_on:%-d %B %Y}" if self.start_on else self.name

    @property
    def shown_description(self) -> str:
        """What it is about, in the language of the page."""
        return str(in_language(self, "description"))

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that its hours are told in."""
        return ZoneInfo(self.time_zone)

    @property
    def starts_at(self) -> datetime | None:
        """When it begins, midnight of its own time zone where no hour is known; none without a day."""
        if self.start_on is None:
            return None
        return datetime.combine(self.start_on, self.start_time or time(), self.zone)

    @property
    def ends_at(self) -> datetime | None:
        """When it ends, the last minute of its last day where no hour is known; none without a day."""
        last = self.end_on or self.start_on
        if last is None:
            return None
        return datetime.combine(last, self.end_time or time(23, 59), self.zone)

    def counted_in(self, market_codes: Sequence[str]) -> tuple[str, ...]:
        """The rows the event counts in, of a partnership with these target markets.

        One market, or several: in each of their rows. All of them, or none in particular: in the
        row ``ALL``. Costs no query where ``markets`` is prefetched.
        """
        own = {market.code for market in self.markets.all()}
        if self.is_for_all_markets or not own or (len(own) > 1 and own == set(market_codes)):
            return (ALL_MARKETS,)
        return tuple(code for code in market_codes if code in own)

    def clean(self) -> None:
        """A planned event needs its day."""
        super().clean()
        if self.start_on is None and self.status == EventStatus.PLANNED:
            raise ValidationError(
                {"start_on": "Enter the day, or mark the event as held if its day is not known."}
            )
